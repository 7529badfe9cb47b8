"""The registry reads whole, contradicts nothing, and every worked example is found again by the SQL that publishes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.errors import InternalError
from pipelines.indicateurs.registry import DOSSIER, Indicateur, load_registry
from pipelines.publication.examples import compute_example, example_sql

REGISTRE = load_registry()
INDICATEURS = list(REGISTRE.indicateurs.values())


@pytest.mark.parametrize("indicateur", INDICATEURS, ids=lambda indicateur: indicateur.id)
def test_the_worked_example_gives_what_it_announces(indicateur: Indicateur) -> None:
    exemple = indicateur.exemple
    assert len(exemple.lignes) == 6
    assert compute_example(indicateur) == (exemple.n, exemple.base, exemple.valeur)


@pytest.mark.parametrize("indicateur", INDICATEURS, ids=lambda indicateur: indicateur.id)
def test_the_sql_shown_names_the_measures_of_the_indicator(indicateur: Indicateur) -> None:
    sql = example_sql(indicateur, REGISTRE)
    assert all(f'as "{mesure}"' in sql for mesure in indicateur.mesures)


def test_an_indicator_is_found_by_id_or_by_code() -> None:
    assert REGISTRE.find("v1") is REGISTRE.find("saisines-recues") is REGISTRE.indicateurs["saisines-recues"]
    assert REGISTRE.find("V99") is None


def test_every_indicator_counts_on_one_cohort() -> None:
    for indicateur in INDICATEURS:
        assert {REGISTRE.mesures[name].cohorte for name in indicateur.mesures} == {indicateur.cohorte}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('numerateur = "refusees"', 'numerateur = "refusee"', "refusee"),
        ('facteur = 2\nn = "delai_n"', "facteur = 2", "effectif"),
        ('facteur = 2\nn = "delai_n"', 'facteur = 2\nn = "recues"', "effectif"),
    ],
)
def test_a_declaration_that_contradicts_another_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    shutil.copy(DOSSIER / "dimensions.toml", tmp_path)
    content = (DOSSIER / "indicateurs.toml").read_text(encoding="utf-8")
    assert old in content
    (tmp_path / "indicateurs.toml").write_text(content.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InternalError, match=message):
        load_registry(tmp_path)
