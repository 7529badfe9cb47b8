"""A proposition written down loads as it was proposed, names its office when it can, and prints as one object."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipelines.cli import app
from pipelines.cli_french import run_app
from pipelines.declarations import build_source
from pipelines.offices import Office
from pipelines.readers import read_table
from pipelines.suggest import propose
from pipelines.suggest_source import find_offices, write_toml
from tests.fabrique_exports import Contenu, among, day, end, number, sentence, write_export
from tests.readers.constructeur import TITRES, make_row, write_workbook

BASE: Mapping[str, Contenu] = {"N° dossier": number(), "Date de saisine": day(), "Date de clôture": end()}
OUI_NON = among("Oui", "Non", "")
CANAUX = among("Courriel", "Lettre simple", "Permanence de quartier")

FANTASQUE: Mapping[str, Contenu] = {
    'N° "dossier"\\x': number(),
    "Date de\tsaisine.le": day("%m/%d/%Y"),
    "Date de clôture": end(),
    "Issue = ?": among('Satisfaction "totale"', "Glosé\\net redit", "Pas d’accord"),
    "Canal # 1": among("Courriel", "é" * 70, "Lettre simple"),
    "Hors champ": OUI_NON,
    "Observations [libres]": sentence(),
}


@pytest.mark.parametrize("columns", [BASE, FANTASQUE, {**BASE, "Âge": among("34", "61", "80"), "Canal": CANAUX}])
def test_the_written_source_loads_as_what_was_proposed(columns: Mapping[str, Contenu], tmp_path: Path) -> None:
    raw = read_table(write_export(tmp_path / "e.csv", columns))
    found = propose(raw)
    loaded = build_source(tomllib.loads(write_toml(found, raw)), "e.toml")
    proposed = found.source
    assert [(c.titre, c.champ, c.ecartee, c.ordre) for c in loaded.colonnes] == [
        (c.titre, c.champ, c.ecartee, c.ordre) for c in proposed.colonnes
    ]
    assert {k: dict(v) for k, v in loaded.libelles.items()} == {k: dict(v) for k, v in proposed.libelles.items()}
    assert (loaded.ordre_dates, loaded.sans_reception) == (proposed.ordre_dates, proposed.sans_reception)
    assert read_table(tmp_path / "e.csv", loaded).rows[0] == raw.rows[0]


def test_the_office_is_recognised_in_the_name_of_the_file_when_one_only_bears_it() -> None:
    offices = (
        Office("COM-1", "Ville de Gap", "COMMUNE", alias=("Gap",)),
        Office("COM-2", "Ville de Nice", "COMMUNE", alias=("Nice",)),
        Office("EPCI-3", "Métropole Nice Côte d’Azur", "EPCI", alias=("Nice Côte d’Azur",)),
    )
    names = {
        "Saisines_GAP_2024.csv": ["COM-1"],
        "export nice côte d'azur.xlsx": ["EPCI-3"],
        "gapençais.csv": [],
        "Gap et Nice.csv": ["COM-2"],
        "export.csv": [],
    }
    assert {nom: [o.cle for o in find_offices(nom, offices)] for nom in names} == names


def test_the_command_prints_a_source_or_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_export(tmp_path / "suivi.csv", {**BASE, "Canal": CANAUX})
    assert run_app(app, ["proposer", str(path)]) == 0
    written = capsys.readouterr().out
    assert build_source(tomllib.loads(written), "x").id == "suivi"
    assert run_app(app, ["proposer", str(path), "--json"]) == 0
    given = json.loads(capsys.readouterr().out)
    wanted = {"entete_ligne", "encodage", "separateur", "feuilles", "ordre_dates", "colonnes", "libelles", "questions"}
    assert set(given) == wanted
    assert given["colonnes"]["Canal"].keys() == {"champ", "confiance", "raison"}
    assert (given["entete_ligne"], given["separateur"], given["ordre_dates"]) == (1, ";", "jma")
    assert run_app(app, ["proposer", str(tmp_path / "absent.csv")]) == 2
    (tmp_path / "vide.csv").write_text("")
    assert run_app(app, ["proposer", str(tmp_path / "vide.csv")]) == 3


def test_the_sheets_that_were_read_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [list(TITRES), *(list(make_row(rank)) for rank in range(1, 30))]
    path = write_workbook(tmp_path / "suivi.xlsx", {"2023": rows[:15], "2024": [rows[0], *rows[15:]]})
    assert run_app(app, ["proposer", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["feuilles"] == ["2023", "2024"]


def test_codes_that_lost_their_zero_declare_their_correction(tmp_path: Path) -> None:
    raw = read_table(write_export(tmp_path / "e.csv", {**BASE, "Code postal": among("1000", "6200", "75011")}))
    written = write_toml(propose(raw), raw)
    assert build_source(tomllib.loads(written), "e.toml").code_postal_numerique
