"""Faults of a delimited text: each costs its own line, said with its reason, and never shifts a column."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.errors import WrongCall
from pipelines.readers.limits import OCTETS_CELLULE
from tests.readers.constructeur import LIGNES, TITRES, codes, count, join, make_lines, make_text, read, reasons


@pytest.mark.parametrize("sep", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_usual_dialect_gives_the_same_cells(tmp_path: Path, sep: str, end: str) -> None:
    table = read(tmp_path, make_text(sep=sep, end=end))
    assert (tuple(table.rows), table.set_aside, table.notes) == (LIGNES, (), ())
    assert table.dialect is not None
    assert (table.dialect.separateur, table.dialect.guillemet, table.dialect.fin_de_ligne) == (sep, '"', end)
    assert table.lignes.to_pylist() == list(range(2, 42))


@pytest.mark.parametrize("sep", ["^", "~", ":"])
def test_an_odd_separator_is_found_or_declared(tmp_path: Path, sep: str) -> None:
    assert tuple(read(tmp_path, make_text(sep=sep)).rows) == LIGNES
    assert tuple(read(tmp_path, make_text(sep=sep), separateur=sep).rows) == LIGNES


def test_a_separator_of_two_characters_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(WrongCall):
        read(tmp_path, make_text(), separateur=";;")


def test_the_last_line_counts_without_a_line_end(tmp_path: Path) -> None:
    table = read(tmp_path, make_text().rstrip("\n"))
    assert (tuple(table.rows), table.set_aside, table.notes) == (LIGNES, (), ())


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_separator_line_of_a_spreadsheet_is_ignored(tmp_path: Path, line: str) -> None:
    table = read(tmp_path, [line, *make_lines()])
    assert (count(table), reasons(table)) == ((40, 0, 1), {1: "SEPARATEUR_DECLARE"})


@pytest.mark.parametrize(
    "total",
    [
        "Total : 40 dossiers;;;;;;;",
        "Total : 40 dossiers",
        "TOTAL GÉNÉRAL;;;;;;;12 345,60",
        ";;;;;;Total;12345,60",
        "Sous-total;40;;;;;;",
        "Contrôle;40;;;;;;",
        "Nombre de dossiers : 40",
    ],
)
def test_a_total_is_not_a_saisine(tmp_path: Path, total: str) -> None:
    table = read(tmp_path, [*make_lines(), total])
    assert (count(table), reasons(table)) == ((40, 0, 1), {42: "TOTAL"})


@pytest.mark.parametrize(("said", "level"), [(40, "information"), (41, "avertissement")])
def test_a_control_total_is_compared_with_the_rows_read(tmp_path: Path, said: int, level: str) -> None:
    table = read(tmp_path, [*make_lines(), f"Total : {said} dossiers"])
    assert [(note.code, note.niveau) for note in table.notes] == [("TOTAL_DE_CONTROLE", level)]


def test_a_saisine_that_begins_by_a_word_of_total_is_kept(tmp_path: Path) -> None:
    rows = [("Total Énergies", *row[1:]) if rank == 5 else row for rank, row in enumerate(LIGNES)]
    assert tuple(read(tmp_path, make_text(rows)).rows) == tuple(rows)


def test_a_declared_pattern_ignores_its_lines(tmp_path: Path) -> None:
    lines = make_lines()
    lines[3] = "XX-test" + lines[3][9:]
    assert count(read(tmp_path, lines)) == (40, 0, 0)
    assert reasons(read(tmp_path, lines, lignes_ignorees=("XX-",))) == {4: "LIGNE_DECLAREE"}


def test_a_wrong_declared_pattern_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(WrongCall):
        read(tmp_path, make_text(), lignes_ignorees=("(",))


def test_repeated_titles_are_ignored(tmp_path: Path) -> None:
    lines = make_lines()
    table = read(tmp_path, [*lines[:21], lines[0], *lines[21:]])
    assert (count(table), reasons(table), tuple(table.rows)) == ((40, 0, 1), {22: "TITRES_REPETES"}, LIGNES)


@pytest.mark.parametrize("blank", ["", ";;;;;;;", "   ", " ; ;;;;;; "])
def test_blank_lines_are_counted_as_ignored(tmp_path: Path, blank: str) -> None:
    lines = make_lines()
    table = read(tmp_path, [lines[0], *(item for line in lines[1:] for item in (line, blank))])
    assert (count(table), tuple(table.rows)) == ((40, 0, 40), LIGNES)
    assert table.lignes.to_pylist() == list(range(2, 82, 2))


@pytest.mark.parametrize(
    ("second", "ignored"),
    [
        (["Canal;Nombre", "Courriel;12"], 0),
        (["", "Canal;Nombre", "Courriel;12"], 1),
        (["", "Canal;Nombre;;;;;;", "Courriel;12;;;;;;"], 1),
        (["Office;Ville;Type;Adresse;Service;Référent;Site;Rôle", "a;b;c;d;e;f;g;h"], 0),
    ],
)
def test_a_second_table_is_set_aside_and_said(tmp_path: Path, second: list[str], ignored: int) -> None:
    table = read(tmp_path, make_lines() + second)
    assert (count(table), tuple(table.rows)) == ((40, 2, ignored), LIGNES)
    assert {item.raison for item in table.set_aside if item.nature == "ecartee"} == {"SECOND_TABLEAU"}
    assert "SECOND_TABLEAU" in codes(table)


def test_a_heading_inside_the_table_is_ignored(tmp_path: Path) -> None:
    lines = make_lines()
    table = read(tmp_path, [*lines[:10], "Mois de mars;;;;;;;", *lines[10:], "Édité le 12/01/2026 par le logiciel"])
    assert (count(table), reasons(table)) == ((40, 0, 2), {11: "INTERTITRE", 43: "INTERTITRE"})


LARGE = "x" * (OCTETS_CELLULE + 1)


@pytest.mark.parametrize(
    ("rank", "change", "reason"),
    [
        (7, lambda line: line.replace(";", "", 1), "LARGEUR"),
        (17, lambda line: line + ";", "LARGEUR"),
        (17, lambda line: line.replace(";", ";;", 1), "LARGEUR"),
        (8, lambda line: '"' + line, "GUILLEMET_OUVERT"),
        (
            8,
            lambda line: line.replace(";La Rochelle", ';"La Rochelle').replace(";Nîmes", ';"Nîmes'),
            "GUILLEMET_OUVERT",
        ),
        (8, lambda line: line.replace("20", '2"0', 1), "GUILLEMET"),
        (8, lambda line: '"' + line.replace(";", 'x" y;', 1), "GUILLEMET"),
        (12, lambda line: line.replace(";", ",").replace('"', ""), "SEPARATEUR_ETRANGER"),
        (12, lambda line: line.replace(";", "\t"), "SEPARATEUR_ETRANGER"),
        (20, lambda line: line.replace(";", f";{LARGE}", 1).replace(LARGE, LARGE, 1), "CELLULE_TROP_LONGUE"),
    ],
)
def test_a_fault_costs_its_own_line(tmp_path: Path, rank: int, change: object, reason: str) -> None:
    lines = make_lines()
    lines[rank] = change(lines[rank])  # type: ignore[operator]
    table = read(tmp_path, lines)
    assert reasons(table) == {rank + 1: reason}
    assert tuple(table.rows) == LIGNES[: rank - 1] + LIGNES[rank:]
    assert table.set_aside[0].conseil.endswith(".")
    assert "La Rochelle" not in table.set_aside[0].valeur_masquee


def test_a_backslash_before_a_quote_sets_the_line_aside(tmp_path: Path) -> None:
    lines = make_lines()
    cells = list(LIGNES[4])
    cells[3] = 'Lieu dit "Le Pont"'
    lines[5] = join(cells).replace('""', '\\"')
    table = read(tmp_path, lines)
    assert (count(table), reasons(table)) == ((39, 1, 0), {6: "GUILLEMET"})


def test_two_open_quotes_do_not_join_the_lines_between_them(tmp_path: Path) -> None:
    lines = make_lines()
    lines[5] = lines[5].replace(";", ';"', 3).replace('"', "", 2)
    lines[15] = lines[15].replace(";", '";', 5).replace('"', "", 4)
    assert lines[5].count('"') == lines[15].count('"') == 1
    table = read(tmp_path, lines)
    assert (set(reasons(table)), table.num_rows) == ({6, 16}, 38)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_end_inside_quotes_is_part_of_the_cell(tmp_path: Path, end: str) -> None:
    rows = [
        (*row[:3], f"Ars-en-Ré{end}Deux-Ponts", *row[4:]) if rank in (5, 39) else row for rank, row in enumerate(LIGNES)
    ]
    table = read(tmp_path, make_text(rows, end=end))
    assert (tuple(table.rows), table.set_aside) == (tuple(rows), ())
    assert table.lignes.to_pylist()[5:7] == [7, 9]


def test_a_long_text_of_many_lines_is_one_cell(tmp_path: Path) -> None:
    text = "\n".join(f"Ligne {rank}, une phrase ; avec tout" for rank in range(300))
    rows = [(*row[:3], text, *row[4:]) if rank % 10 == 5 else row for rank, row in enumerate(LIGNES)]
    assert tuple(read(tmp_path, make_text(rows)).rows) == tuple(rows)


def test_doubled_quotes_are_one_quote(tmp_path: Path) -> None:
    rows = [(*row[:3], f'Lieu "{row[3]}"', *row[4:]) for row in LIGNES]
    assert tuple(read(tmp_path, make_text(rows)).rows) == tuple(rows)


def test_a_file_quoted_throughout_is_read(tmp_path: Path) -> None:
    text = "".join(";".join(f'"{cell}"' for cell in row) + "\n" for row in (TITRES, *LIGNES))
    assert tuple(read(tmp_path, text).rows) == LIGNES


def test_simple_quotes_are_quotes_when_they_make_the_table(tmp_path: Path) -> None:
    text = "".join(",".join(f"'{cell}'" for cell in row) + "\n" for row in (TITRES, *LIGNES))
    table = read(tmp_path, text)
    assert tuple(table.rows) == LIGNES
    assert table.dialect is not None
    assert table.dialect.guillemet == "'"


def test_a_cut_last_line_is_set_aside_and_the_file_said_truncated(tmp_path: Path) -> None:
    text = make_text().rstrip("\n")
    for cut in (20, 35, 60):
        table = read(tmp_path, text[:-cut])
        assert list(reasons(table).values()) == ["TRONQUEE"]
        assert (count(table)[0], codes(table)) == (39, {"FICHIER_TRONQUE"})


def test_unquoted_decimal_commas_set_their_lines_aside(tmp_path: Path) -> None:
    text = "".join(",".join(row) + "\n" for row in (TITRES, *LIGNES))
    table = read(tmp_path, text)
    assert table.num_rows == sum(row[7] == "" for row in LIGNES)
    assert {row[7] for row in table.rows} == {""}
    assert set(reasons(table).values()) == {"LARGEUR"}
