"""An error cell is never a blank one, whatever the workbook's format: it stays itself, and is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.readers import read_table
from pipelines.readers.cell_errors import find_old_errors
from pipelines.readers.compound import read_stream
from tests.readers.classeurs_anciens import FEUILLE, make_ods_with_errors, make_xls, make_xlsb
from tests.readers.constructeur import LIGNES, TITRES, codes

PLACES = {(4, 7): "#N/A", (6, 3): "#REF!", (8, 5): "#DIV/0!", (39, 1): "#VALUE!"}


def make_rows() -> list[list[str]]:
    rows = [list(row) for row in LIGNES]
    for (row, column), text in PLACES.items():
        rows[row][column] = text
    return rows


def make_xls_by_formula(path: Path, rows: list[list[str]]) -> Path:
    return make_xls(path, rows, frozenset(PLACES.values()))


@pytest.mark.parametrize(
    ("nom", "make"),
    [
        ("a.xls", make_xls),
        ("b.xls", make_xls_by_formula),
        ("c.xlsb", make_xlsb),
        ("d.ods", make_ods_with_errors),
    ],
)
def test_an_error_cell_stays_itself_and_is_said(
    tmp_path: Path, nom: str, make: Callable[[Path, list[list[str]]], Path]
) -> None:
    rows = make_rows()
    table = read_table(make(tmp_path / nom, [list(TITRES), *rows]))
    assert [list(row) for row in table.rows] == rows
    assert "CELLULES_EN_ERREUR" in codes(table)
    assert table.sheet == FEUILLE


@pytest.mark.parametrize(("nom", "make"), [("a.xls", make_xls), ("c.xlsb", make_xlsb), ("d.ods", make_ods_with_errors)])
def test_a_workbook_without_error_says_nothing_of_errors(
    tmp_path: Path, nom: str, make: Callable[[Path, list[list[str]]], Path]
) -> None:
    table = read_table(make(tmp_path / nom, [list(TITRES), *map(list, LIGNES)]))
    assert (tuple(table.rows), codes(table)) == (LIGNES, set())


def test_the_errors_of_an_old_workbook_are_found_wherever_its_file_is_cut(tmp_path: Path) -> None:
    whole = make_xls(tmp_path / "a.xls", [list(TITRES), *make_rows()]).read_bytes()
    assert len(find_old_errors(whole)[FEUILLE]) == len(PLACES)
    for end in range(0, len(whole), 97):
        find_old_errors(whole[:end])


@given(st.binary(max_size=600))
def test_any_bytes_under_an_old_header_give_no_error(content: bytes) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + content
    assert isinstance(read_stream(data, ("Workbook",)), bytes)
    assert isinstance(find_old_errors(data), dict)
