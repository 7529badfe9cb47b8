"""Shapes a proposal recognises by itself: objects on several lines, cases carried from a sheet to the next, subjects."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pipelines.declarations import build_source
from pipelines.readers import read_table
from pipelines.suggest import Proposition, propose
from pipelines.suggest_source import write_toml
from tests.readers.constructeur import write_workbook

SUJETS = ("Urbanisme", "Voirie", "Logement social", "Eau", "RSA")


def _propose(path: Path, header: str, rows: list[str]) -> Proposition:
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return propose(read_table(path))


def test_the_first_line_of_an_object_is_the_subject_and_the_others_are_never_kept(tmp_path: Path) -> None:
    rows = [f'R-{i};{i % 28 + 1:02d}/03/2024;"{SUJETS[i % 5]}\nMonsieur Secret{i} conteste"' for i in range(40)]
    found = _propose(tmp_path / "e.csv", "Réf;Date réception;Objet", rows)
    written = write_toml(found, read_table(tmp_path / "e.csv"))
    objet = build_source(tomllib.loads(written), "e.toml").colonnes[2]
    assert (objet.champ, objet.premiere_ligne) == ("domaine", True)
    assert set(found.libelles["domaine"]) == set(SUJETS)
    assert "Secret" not in written


def test_an_object_whose_first_line_is_a_sentence_is_left_out(tmp_path: Path) -> None:
    rows = [f'R-{i};{i % 28 + 1:02d}/03/2024;"Je conteste la facture {i}\nmerci de répondre"' for i in range(40)]
    found = _propose(tmp_path / "e.csv", "Réf;Date réception;Objet", rows)
    assert (found.source.colonnes[2].champ, found.source.colonnes[2].premiere_ligne) == (None, False)


def test_a_title_of_either_level_is_the_first_when_its_labels_are(tmp_path: Path) -> None:
    rows = [f"R-{i};{i % 28 + 1:02d}/03/2024;{SUJETS[i % 5]}" for i in range(40)]
    found = _propose(tmp_path / "e.csv", "Réf;Date réception;Sujet", rows)
    assert found.source.colonnes[2].champ == "domaine"


def test_a_case_met_on_two_sheets_is_asked_about_as_carried_over(tmp_path: Path) -> None:
    titles = ["N° de dossier", "Date de réception", "Canal"]
    sheets = {
        year: [titles, *([f"{year}-{i}", f"{i % 28 + 1:02d}/03/{year}", "Courriel"] for i in range(20))]
        for year in (2023, 2024)
    }
    sheets[2024].append(["2023-4", "05/03/2023", "Courriel"])
    sheets[2024].append(["2023-5", "06/03/2023", "Courriel"])
    path = write_workbook(
        tmp_path / "e.xlsx",
        {str(year): rows for year, rows in sheets.items()},
    )
    questions = " ".join(propose(read_table(path)).questions)
    assert "entre_feuilles" in questions
    assert "grief" not in questions
