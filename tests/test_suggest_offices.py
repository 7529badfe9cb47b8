"""A file of several offices is proposed, written and integrated as such; days in eight figures are read on the way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipelines.cli import app
from pipelines.cli_french import run_app
from pipelines.readers import read_table
from pipelines.suggest import propose
from tests.fabrique import ARRETE, NOMS, A, B, reseau
from tests.fabrique_exports import VILLES, Contenu, among, day, end, number, write_export

OFFICES = among(NOMS[A], NOMS[B])
INCONNUS = among("Nantes Métropole", "Ville de Rezé", "CCAS de Vertou")
BASE: Mapping[str, Contenu] = {"N° dossier": number(), "Date de saisine": day("%Y%m%d"), "Date de clôture": end()}


@pytest.mark.parametrize(
    ("titre", "noms", "ouverts", "demande"),
    [
        ("Collectivité", OFFICES, 0, False),
        ("Médiateur de", OFFICES, 0, True),
        ("Territoire", INCONNUS, 3, True),
        ("Commune membre", among(*VILLES), len(VILLES), True),
    ],
)
def test_a_file_of_several_offices_goes_through_and_a_doubtful_office_is_asked(
    titre: str,
    noms: Contenu,
    ouverts: int,
    demande: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = reseau(tmp_path)
    monkeypatch.setenv("OBSERVATOIRE_DONNEES", str(made.donnees))
    monkeypatch.setenv("OBSERVATOIRE_CLES", str(made.cles))
    path, source = write_export(tmp_path / "e.csv", {titre: noms, **BASE}, 60), tmp_path / "source.toml"
    assert run_app(app, ["proposer", str(path)]) == 0
    source.write_text(written := capsys.readouterr().out, encoding="utf-8")
    assert ("prise pour l’office de chaque ligne" in written) is demande
    options = ["--source", str(source), "--arrete-au", ARRETE.isoformat(), "--essai", "--json"]
    assert run_app(app, ["integrer", str(path), *options]) == 0
    told = json.loads(capsys.readouterr().out)
    provisional = [found for found in told["constats"] if "à titre provisoire" in json.dumps(found, ensure_ascii=False)]
    assert (told["lues"], told["acceptees"], len(provisional)) == (60, 60, ouverts)


@pytest.mark.parametrize(("postal", "demande"), [({}, True), ({"CP": among("44000", "35200", "29200")}, False)])
def test_towns_beside_an_address_are_those_of_the_requerant_and_alone_they_are_asked_about(
    postal: Mapping[str, Contenu], demande: bool, tmp_path: Path
) -> None:
    found = propose(read_table(write_export(tmp_path / "e.csv", {**BASE, "Ville": among(*VILLES), **postal}, 60)))
    assert {c.titre: c.champ for c in found.source.colonnes}["Ville"] == "commune_requerant"
    assert any("si elle nomme l’office" in question for question in found.questions) is demande


@pytest.mark.parametrize(("autre", "principal", "propre"), [("%d/%m/%Y", "jma", "amj"), ("%Y%m%d", "amj", None)])
def test_a_column_of_days_in_eight_figures_is_declared_year_first(
    autre: str, principal: str, propre: str | None, tmp_path: Path
) -> None:
    columns = {"N° dossier": number(), "Date de saisine": day("%Y%m%d"), "Dernière MAJ": day(autre)}
    found = propose(read_table(write_export(tmp_path / "e.csv", columns, 60)))
    assert found.source.ordre_dates == principal
    assert {c.champ: c.ordre for c in found.source.colonnes}["date_reception"] == propre
    assert not any("nombres" in question for question in found.questions)
