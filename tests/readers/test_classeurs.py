"""Workbooks: typed cells become one exact text, sheets are chosen aloud, nothing hidden is lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from pipelines.errors import RefusedInput
from pipelines.readers import RawTable, ReadOptions, read_table
from tests.readers.constructeur import (
    LIGNES,
    TITRES,
    codes,
    count,
    edit_workbook,
    make_ods,
    reasons,
    write_workbook,
)

FEUILLE = "xl/worksheets/sheet1.xml"


def type_row(row: tuple[str, ...]) -> list[Any]:
    """The row with real dates and numbers."""
    opened, closed = (dt.datetime.strptime(text, "%d/%m/%Y").date() if text else "" for text in row[1:3])
    amount: Any = float(row[7].replace(",", ".")) if row[7] else ""
    return [row[0], opened, closed, *row[3:7], amount]


TYPEES = [type_row(row) for row in LIGNES]


def expect(row: tuple[str, ...]) -> tuple[str, ...]:
    """The texts of a typed row: ISO dates, decimal points."""
    days = [f"{text[6:]}-{text[3:5]}-{text[:2]}" if text else "" for text in row[1:3]]
    amount = f"{float(row[7].replace(',', '.')):g}" if row[7] else ""
    return (row[0], *days, *row[3:7], amount)


ATTENDUES = tuple(expect(row) for row in LIGNES)


def build(folder: Path, sheets: dict[str, Any], **options: Any) -> Path:
    return write_workbook(folder / "export.xlsx", sheets, **options)


def test_typed_cells_become_iso_dates_and_shortest_numbers(tmp_path: Path) -> None:
    table = read_table(build(tmp_path, {"Saisines": [TITRES, *TYPEES]}))
    assert (table.header, tuple(table.rows)) == (TITRES, ATTENDUES)
    assert (table.format, table.sheet, table.encoding, table.dialect) == ("classeur", "Saisines", None, None)
    assert table.lignes.to_pylist() == list(range(2, 42))
    assert set(table.feuilles.to_pylist()) == {"Saisines"}


def test_texts_of_a_workbook_are_left_as_they_are(tmp_path: Path) -> None:
    assert tuple(read_table(build(tmp_path, {"S": [TITRES, *LIGNES]})).rows) == LIGNES


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (dt.datetime(2026, 1, 15, 9, 30), "2026-01-15T09:30:00"),
        (dt.datetime(2026, 1, 15, 9, 29, 59, 700_000), "2026-01-15T09:30:00"),
        (dt.datetime(2026, 1, 15, 23, 59, 59, 990_000), "2026-01-16"),
        (dt.datetime(2026, 1, 15), "2026-01-15"),
        (dt.time(9, 30), "09:30:00"),
        (1000.0, "1000"),
        (0, "0"),
        (1348.47, "1348.47"),
        (1e21, "1e+21"),
        (26_703_611, "26703611"),
        (46_037, "46037"),
        (True, "VRAI"),
        (False, "FAUX"),
        (("=NA()", "#N/A"), "#N/A"),
        (("=A1/0", "#DIV/0!"), "#DIV/0!"),
        (("=1+1", 2), "2"),
        ("00123", "00123"),
        ("=1+1", "=1+1"),
    ],
)
def test_each_kind_of_cell_has_one_text(tmp_path: Path, value: Any, text: str) -> None:
    table = read_table(build(tmp_path, {"S": [("Numéro", "Valeur"), ("a", value), ("b", "x")]}))
    assert table.rows[0] == ("a", text)


def test_the_1904_date_system_gives_the_same_days(tmp_path: Path) -> None:
    table = read_table(build(tmp_path, {"S": [TITRES, *TYPEES]}, epoch_1904=True))
    assert tuple(table.rows) == ATTENDUES


def test_merged_titles_above_the_table_are_ignored(tmp_path: Path) -> None:
    table = read_table(build(tmp_path, {"S": [("Bilan annuel du médiateur",), (), (), TITRES, *TYPEES]}))
    assert (count(table), set(reasons(table).values())) == ((40, 0, 3), {"PREAMBULE"})
    assert (table.entete_ligne, table.lignes[0].as_py()) == (4, 5)


def test_a_table_away_from_the_corner_keeps_its_row_numbers(tmp_path: Path) -> None:
    rows = [[], [], ["", "", *TITRES], *(["", "", *row] for row in LIGNES)]
    table = read_table(build(tmp_path, {"S": rows}))
    assert (table.header, tuple(table.rows), table.lignes[0].as_py()) == (TITRES, LIGNES, 4)


def test_the_sheet_of_the_cases_is_chosen_and_said(tmp_path: Path) -> None:
    notice = [("Lisez-moi",), ("Cet export contient les saisines.",), ("Fait le 12 janvier",)]
    table = read_table(
        build(tmp_path, {"Notice": notice, "Valeurs": [("Canal", "Code"), ("Courriel", "C")], "S": [TITRES, *LIGNES]})
    )
    assert (count(table), table.sheet) == ((40, 0, 0), "S")
    said = [note.message for note in table.notes if note.code == "FEUILLE_NON_LUE"]
    assert len(said) == 2
    assert any("Valeurs" in text for text in said)


def test_sheets_with_the_same_titles_are_all_read(tmp_path: Path) -> None:
    moved = [tuple(reversed(TITRES)), *(tuple(reversed(row)) for row in LIGNES[20:])]
    table = read_table(build(tmp_path, {"2022": [TITRES, *LIGNES[:20]], "2023": moved}))
    assert (tuple(table.rows), table.sheet) == (LIGNES, None)
    assert table.feuilles.to_pylist() == ["2022"] * 20 + ["2023"] * 20
    assert table.lignes.to_pylist() == [*range(2, 22), *range(2, 22)]
    assert {"FEUILLES_LUES", "TITRES_DEPLACES"} <= codes(table)


def test_two_sheets_of_the_same_rows_are_both_read(tmp_path: Path) -> None:
    table = read_table(build(tmp_path, {"A": [TITRES, *LIGNES], "B": [TITRES, *LIGNES]}))
    assert (table.num_rows, [note.niveau for note in table.notes]) == (80, ["avertissement"])


def test_declared_sheets_are_read_even_when_one_lacks_a_column(tmp_path: Path) -> None:
    sheets = {
        "2022": [TITRES, *LIGNES[:20]],
        "2023": [TITRES[:7], *(row[:7] for row in LIGNES[20:])],
        "Notes": [TITRES, LIGNES[0]],
    }
    table = read_table(build(tmp_path, sheets), ReadOptions(feuilles=("20??",)))
    assert (table.num_rows, table.header, table.rows[39][7]) == (40, TITRES, "")
    assert "COLONNES_ABSENTES" in codes(table)


def test_an_absent_declared_sheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedInput) as caught:
        read_table(build(tmp_path, {"S": [TITRES, *LIGNES]}), ReadOptions(feuilles=("2022",)))
    assert caught.value.code == "FEUILLE_ABSENTE"


def test_a_sheet_with_titles_only_beside_a_full_one_loses_nothing(tmp_path: Path) -> None:
    table = read_table(build(tmp_path, {"2025": [TITRES], "2024": [TITRES, *LIGNES]}))
    assert count(table) == (40, 0, 0)


def test_hidden_rows_are_read_and_said(tmp_path: Path) -> None:
    table = read_table(build(tmp_path, {"S": [TITRES, *TYPEES]}, hidden=(3, 4, 5)))
    assert (count(table), codes(table)) == ((40, 0, 0), {"LIGNES_MASQUEES"})
    assert "3 lignes" in table.notes[0].message


def test_a_formula_without_a_value_is_blank_and_said(tmp_path: Path) -> None:
    path = build(tmp_path, {"S": [("Numéro", "Valeur"), ("a", ("=1+1", 7)), ("b", "x")]})
    table = read_table(edit_workbook(path, FEUILLE, ("<v>7</v>", "")))
    assert (tuple(table.rows), codes(table)) == ((("a", ""), ("b", "x")), {"FORMULE_SANS_VALEUR"})


def test_error_cells_keep_their_text_and_are_said(tmp_path: Path) -> None:
    rows = [list(row) for row in TYPEES]
    rows[4][7] = ("=NA()", "#N/A")
    table = read_table(build(tmp_path, {"S": [TITRES, *rows]}))
    assert (table.rows[4][7], codes(table)) == ("#N/A", {"CELLULES_EN_ERREUR"})


def test_phantom_rows_at_the_end_are_no_rows_and_blank_rows_inside_are_counted(tmp_path: Path) -> None:
    path = build(tmp_path, {"S": [TITRES, *LIGNES[:20], [], [], *LIGNES[20:], [" "]]})
    phantom = "".join(f'<row r="{rank}" s="1" customFormat="1"/>' for rank in range(45, 3045))
    table = read_table(edit_workbook(path, FEUILLE, ("</sheetData>", phantom + "</sheetData>")))
    assert (count(table), tuple(table.rows)) == ((40, 0, 3), LIGNES)
    assert reasons(table) == {22: "VIDE", 23: "VIDE", 44: "VIDE"}
    assert "LIGNES_VIDES_FIN" in codes(table)


def test_trailing_rows_of_blank_texts_are_not_counted(tmp_path: Path) -> None:
    path = build(tmp_path, {"S": [TITRES, *LIGNES]})
    blank = "".join(
        f'<row r="{rank}"><c r="A{rank}" t="inlineStr"><is><t></t></is></c></row>' for rank in range(42, 92)
    )
    table = read_table(edit_workbook(path, FEUILLE, ("</sheetData>", blank + "</sheetData>")))
    assert (count(table), codes(table)) == ((40, 0, 0), {"LIGNES_VIDES_FIN"})


def test_totals_and_repeated_titles_of_a_sheet_are_ignored(tmp_path: Path) -> None:
    rows = [TITRES, *TYPEES[:10], TITRES, *TYPEES[10:], ("Total", "", "", "", "", "", "", 12345.5)]
    table = read_table(build(tmp_path, {"S": rows}))
    assert (count(table), reasons(table)) == ((40, 0, 2), {12: "TITRES_REPETES", 43: "TOTAL"})


def test_a_sheet_without_titles_is_refused(tmp_path: Path) -> None:
    for rows, code in (([*TYPEES], "HORS_TITRES"), ([], "FICHIER_VIDE")):
        with pytest.raises(RefusedInput) as caught:
            read_table(build(tmp_path, {"S": rows}))
        assert caught.value.code == code


def test_comments_and_authors_are_never_read(tmp_path: Path) -> None:
    path = build(tmp_path, {"S": [TITRES, *LIGNES]})
    secret = "Mme Secret-Untel 06 11 22 33 44"
    note = f'<?xml version="1.0"?><comments><authors><author>{secret}</author></authors></comments>'
    table: RawTable = read_table(edit_workbook(path, "xl/comments1.xml", added=note))
    assert "Secret" not in repr(table)
    assert table.proprietes == {"application": "Microsoft Excel"}


@pytest.mark.parametrize(
    ("created", "day"),
    [
        ("2026-01-15T08:30:00Z", dt.date(2026, 1, 15)),
        ("2026-01-15T23:30:00Z", dt.date(2026, 1, 16)),
        ("2026-07-14T22:30:00Z", dt.date(2026, 7, 15)),
        ("jamais", None),
    ],
)
def test_the_extract_date_is_the_paris_day_of_the_properties(tmp_path: Path, created: str, day: dt.date | None) -> None:
    core = f'<x xmlns:dcterms="d"><dcterms:created>{created}</dcterms:created></x>'
    path = edit_workbook(build(tmp_path, {"S": [TITRES, *LIGNES]}), "docProps/core.xml", added=core)
    assert read_table(path).date_proprietes == day


def test_an_ods_gives_its_texts_and_its_date(tmp_path: Path) -> None:
    table = read_table(make_ods(tmp_path / "export.ods", [TITRES, *LIGNES]))
    assert (table.header, tuple(table.rows), table.sheet) == (TITRES, LIGNES, "Saisines")
    assert (table.date_proprietes, table.proprietes) == (dt.date(2026, 1, 15), {"application": "LibreOffice/7.4"})
