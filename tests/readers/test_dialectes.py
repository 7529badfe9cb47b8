"""Rare dialects are read when they alone make the table, and never taken for an accident of a usual one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.readers import read_table
from tests.readers.constructeur import LIGNES, TITRES, codes, count, join, make_lines, make_text, read, reasons, write

TOUTES = (TITRES, *LIGNES)


@pytest.mark.parametrize("sep", ["::", "||", " | ", "<->", "§", "¤"])
def test_a_separator_of_several_or_rare_characters_is_found(tmp_path: Path, sep: str) -> None:
    table = read(tmp_path, "".join(sep.join(row) + "\n" for row in TOUTES))
    assert (tuple(table.rows), table.set_aside) == (LIGNES, ())


@pytest.mark.parametrize("sep", [", ", "; "])
def test_the_space_of_a_separator_is_no_part_of_the_cells(tmp_path: Path, sep: str) -> None:
    table = read(tmp_path, "".join(sep.join(f'"{cell}"' for cell in row) + "\n" for row in TOUTES))
    assert (tuple(table.rows), table.set_aside) == (LIGNES, ())


@pytest.mark.parametrize("quote", ["`", "^", "~"])
def test_a_rare_quote_around_every_cell_is_a_quote(tmp_path: Path, quote: str) -> None:
    table = read(tmp_path, "".join(",".join(f"{quote}{cell}{quote}" for cell in row) + "\n" for row in TOUTES))
    assert tuple(table.rows) == LIGNES


def test_backslashes_before_quotes_are_read_when_the_file_always_writes_so(tmp_path: Path) -> None:
    rows = [(*row[:3], f'Lieu dit "{row[3]}"', *row[4:]) for row in LIGNES]
    text = "".join(join(row).replace('""', '\\"') + "\n" for row in (TITRES, *rows))
    assert tuple(read(tmp_path, text).rows) == tuple(rows)


def test_two_backslashes_before_a_quote_set_their_line_aside(tmp_path: Path) -> None:
    rows = [(*row[:3], f'Lieu dit "{row[3]}"', *row[4:]) for row in LIGNES]
    lines = [join(row).replace('""', '\\"') for row in (TITRES, *rows)]
    lines[7] = lines[7].replace('\\"', '\\\\"', 1)
    assert reasons(read(tmp_path, lines)) == {8: "GUILLEMET"}


def test_a_formula_that_keeps_the_zeros_of_a_code_gives_the_code(tmp_path: Path) -> None:
    lines = [f'="{line[:9]}"{line[9:]}' if rank else line for rank, line in enumerate(make_lines())]
    table = read(tmp_path, lines)
    assert (tuple(table.rows), table.set_aside) == (LIGNES, ())


def test_a_line_between_apostrophes_alone_among_others_is_set_aside(tmp_path: Path) -> None:
    lines = make_lines()
    lines[8] = ";".join(f"'{cell}'" for cell in LIGNES[7])
    table = read(tmp_path, lines)
    assert (count(table), reasons(table)) == ((39, 1, 0), {9: "GUILLEMET_ETRANGER"})


@pytest.mark.parametrize("place", range(len(TITRES)))
def test_titles_that_do_not_fit_the_records_name_no_column(tmp_path: Path, place: int) -> None:
    lines = make_lines()
    for titles in ([*TITRES[:place], "", *TITRES[place:]], [*TITRES[:place], *TITRES[place + 1 :]]):
        table = read(tmp_path, [";".join(titles), *lines[1:]])
        if len(titles) > len(TITRES) and place == len(TITRES):
            continue
        assert table.header == tuple(f"Colonne sans titre {rank}" for rank in range(1, 9))
        assert (tuple(table.rows), codes(table)) == (LIGNES, {"TITRES_INCERTAINS"})


@pytest.mark.parametrize("place", range(len(TITRES)))
def test_a_stray_quote_among_the_titles_is_said_and_costs_no_record(tmp_path: Path, place: int) -> None:
    titles = [f'"{title}' if rank == place else title for rank, title in enumerate(TITRES)]
    table = read(tmp_path, [";".join(titles), *make_lines()[1:]])
    assert (table.header, tuple(table.rows), codes(table)) == (TITRES, LIGNES, {"TITRES_GUILLEMET"})


def test_a_file_without_titles_and_with_a_stray_quote_is_still_without_titles(tmp_path: Path) -> None:
    lines = make_lines()[1:]
    lines[0] = '"' + lines[0]
    path = write(tmp_path, "\n".join(lines))
    with pytest.raises(Exception, match="titres"):
        read_table(path)


def test_a_grand_total_is_a_total_even_in_a_table_of_words_and_numbers(tmp_path: Path) -> None:
    lines = ["Domaine;2021;2022", *(f"Thème {chr(97 + rank)};{rank};{rank * 2}" for rank in range(12))]
    for total in ("Total;66;132", "Ensemble;66;132", "Grand total;66;132"):
        table = read(tmp_path, [*lines, total])
        assert (table.num_rows, reasons(table)) == (12, {14: "TOTAL"})


def test_lines_without_separator_between_records_are_said(tmp_path: Path) -> None:
    lines = make_lines()
    table = read(tmp_path, [*lines[:10], "suite d’un texte", *lines[10:20], "autre suite", *lines[20:]])
    assert (table.num_rows, codes(table)) == (40, {"LIGNES_ISOLEES"})


def test_a_usual_file_with_inner_spaces_keeps_its_usual_separator(tmp_path: Path) -> None:
    rows = [(*row[:3], f"{row[3]}; {row[3]}", *row[4:]) for row in LIGNES]
    table = read(tmp_path, make_text(rows))
    assert tuple(table.rows) == tuple(rows)
    assert table.dialect is not None
    assert table.dialect.separateur == ";"
