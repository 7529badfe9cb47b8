"""The example network, deposited file by file, gives back what its generator says it put in: our twin of the truths."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipelines import entrepot, run
from pipelines.report import Rapport
from pipelines.settings import EXEMPLES, Dossiers
from tests.verite.comparaison import delays, describe

MANIFESTE = json.loads((EXEMPLES / "manifeste.json").read_text(encoding="utf-8"))
FICHIERS: list[dict[str, Any]] = MANIFESTE["fichiers"]
COMPTES = {"canal": "canal", "domaine": "domaine", "departements": "departement_requerant"}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[pd.DataFrame, dict[str, Rapport]]:
    folder = tmp_path_factory.mktemp("exemples")
    dossiers = Dossiers(folder / "donnees", folder / "cles")
    reports = {entry["nom"]: deposit(entry, dossiers) for entry in FICHIERS}
    cases = entrepot.read_saisines(dossiers).to_pandas()
    for column in ("date_reception", "date_cloture"):
        cases[column] = pd.to_datetime(cases[column])
    return cases, reports


def deposit(entry: dict[str, Any], dossiers: Dossiers) -> Rapport:
    arrete = date.fromisoformat(entry["arrete_au"]) if entry["arrete_au"] else None
    options = run.Options(run.read_source(entry["source"]), entry["office"], arrete, exemple=True)
    return run.integrate_file(EXEMPLES / entry["nom"], dossiers, options).rapport


@pytest.mark.parametrize("entry", FICHIERS, ids=lambda entry: Path(entry["nom"]).suffix + entry["nom"][:12])
def test_the_account_of_a_file_is_the_generators(
    base: tuple[pd.DataFrame, dict[str, Rapport]], entry: dict[str, Any]
) -> None:
    rapport = base[1][entry["nom"]]
    assert {name: getattr(rapport, name) for name in entry["attendu"]} == entry["attendu"]
    assert rapport.closes
    assert rapport.sha256 == entry["sha256"]
    assert rapport.date_arrete == date.fromisoformat(entry["date_arrete"])
    assert set(rapport.offices) == set(entry["offices"]) or not entry["saisines"]


@pytest.mark.parametrize("office", sorted(MANIFESTE["verite"]))
def test_an_office_has_the_figures_its_generator_gave_it(
    base: tuple[pd.DataFrame, dict[str, Rapport]], office: str
) -> None:
    expected = MANIFESTE["verite"][office]
    cases = base[0][base[0].office_id == office]
    closed = cases[cases.date_cloture.notna()]
    assert len(cases) == expected["saisines"]
    assert len(closed) == expected["closes"]
    for key, column in COMPTES.items():
        assert dict(Counter(cases[column].fillna("NON_RENSEIGNE"))) == expected[key], key
    assert dict(Counter(closed.issue.fillna("NON_RENSEIGNE"))) == expected["issue_closes"]
    for year, entry in expected["annees"].items():
        compare_year(cases, int(year), entry)


def compare_year(cases: pd.DataFrame, year: int, expected: dict[str, Any]) -> None:
    end = pd.Timestamp(date(year, 12, 31))
    closed_in = cases[cases.date_cloture.dt.year == year]
    assert int((cases.date_reception.dt.year == year).sum()) == expected["recues"]
    assert len(closed_in) == expected["closes"]
    if expected["ouvertes_31_decembre"] is not None:
        still = (cases.date_reception <= end) & ~(cases.date_cloture <= end)
        assert int(still.sum()) == expected["ouvertes_31_decembre"]
    found, wanted = describe(delays(closed_in)), expected["delai_closes"]
    assert found["n"] == wanted["n"]
    for ours, theirs in (("median", "mediane"), ("mean", "moyenne"), ("p90", "p90")):
        if wanted["n"]:
            assert found[ours] == pytest.approx(wanted[theirs], abs=5e-4), (year, theirs)
