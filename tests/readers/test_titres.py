"""The line of titles is found, declared or missed aloud; titles are one per column and all different."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.errors import RefusedInput
from pipelines.readers import read_table
from tests.readers.constructeur import LIGNES, TITRES, codes, count, join, make_lines, make_text, read, reasons, write


def test_titles_come_without_the_mark_nor_outer_spaces(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, b"\xef\xbb\xbf" + make_text().replace("Commune", " Commune ").encode()))
    assert table.header == TITRES


@pytest.mark.parametrize(
    ("above", "reason"),
    [
        (["Bilan du médiateur", "Édité le 12/01/2026", ""], "PREAMBULE"),
        (["Bilan du médiateur;;;;;;;", ";;;;;;;", "Période;01/01/2022;31/12/2024;;;;;"], "PREAMBULE"),
        (["Office : Ville d’exemple, service", "Téléphone, courriel", "-----"], "PREAMBULE"),
        (["Identité;;;Lieu;Suites;;;", "Exporté par;le logiciel;;;;;;", ""], "PREAMBULE"),
    ],
)
def test_lines_above_the_titles_are_ignored_and_counted(tmp_path: Path, above: list[str], reason: str) -> None:
    table = read(tmp_path, above + make_lines())
    assert (count(table), reasons(table)) == ((40, 0, 3), dict.fromkeys((1, 2, 3), reason))
    assert (table.entete_ligne, table.lignes[0].as_py(), tuple(table.rows)) == (4, 5, LIGNES)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "FICHIER_VIDE"),
        ("  \n \r\n\t\n", "FICHIER_VIDE"),
        (";;;;\n;;;;\n", "FICHIER_VIDE"),
        ("\ufeff", "FICHIER_VIDE"),
        ("\n".join(make_lines()[1:]), "HORS_TITRES"),
        ("Bilan du médiateur\n" + "\n".join(make_lines()[1:]), "HORS_TITRES"),
        (make_text().replace("Domaine", "Commune"), "TITRES_DOUBLES"),
        (make_text().replace("Domaine", "COMMUNE "), "TITRES_DOUBLES"),
        (",".join(f"c{rank}" for rank in range(16_385)) + "\n" + "," * 16_384 + "\n", "TROP_DE_COLONNES"),
    ],
)
def test_a_file_without_a_usable_table_is_refused_in_one_sentence(tmp_path: Path, content: str, code: str) -> None:
    with pytest.raises(RefusedInput) as caught:
        read(tmp_path, content)
    assert (caught.value.code, caught.value.exit_code) == (code, 3)
    assert caught.value.message.endswith(".")
    if code == "TITRES_DOUBLES":
        assert "Commune" in caught.value.message


def test_a_file_of_titles_only_gives_no_row(tmp_path: Path) -> None:
    table = read(tmp_path, make_lines()[:1])
    assert (table.header, table.num_rows, table.lues, len(table.rows)) == (TITRES, 0, 0, 0)


def test_shuffled_columns_keep_their_titles(tmp_path: Path) -> None:
    order = (7, 3, 0, 5, 1, 4, 2, 6)
    text = "".join(join([row[rank] for rank in order]) + "\n" for row in (TITRES, *LIGNES))
    table = read(tmp_path, text)
    assert table.header == tuple(TITRES[rank] for rank in order)
    assert tuple(table.rows) == tuple(tuple(row[rank] for rank in order) for row in LIGNES)


def test_a_separator_too_many_at_every_line_end_is_no_column(tmp_path: Path) -> None:
    table = read(tmp_path, [line + ";" for line in make_lines()])
    assert (table.header, tuple(table.rows), table.set_aside, table.notes) == (TITRES, LIGNES, (), ())
    only_rows = make_lines()[:1] + [line + ";" for line in make_lines()[1:]]
    assert tuple(read(tmp_path, only_rows).rows) == LIGNES


def test_a_column_without_title_but_with_content_is_named_and_said(tmp_path: Path) -> None:
    table = read(tmp_path, [make_lines()[0] + ";"] + [line + ";x" for line in make_lines()[1:]])
    assert (table.header[-1], codes(table)) == ("Colonne sans titre 9", {"COLONNE_SANS_TITRE"})


def test_declared_titles_are_taken_where_they_are(tmp_path: Path) -> None:
    lines = make_lines()
    table = read(tmp_path, ["a;b;c;d;e;f;g;h", *lines], entete_ligne=2)
    assert (table.header, table.num_rows, table.entete_ligne) == (TITRES, 40, 2)
    with pytest.raises(RefusedInput):
        read(tmp_path, lines, entete_ligne=4000)


def test_expected_titles_recognise_a_line_that_looks_like_data(tmp_path: Path) -> None:
    titles = ("2021-0001", "2022", "01/02/2023")
    lines = [";".join(titles), "2021-0002;2023;01/03/2023", "2021-0003;2024;01/04/2023"]
    with pytest.raises(RefusedInput):
        read(tmp_path, lines)
    assert read(tmp_path, lines, titres_attendus=titles).header == titles


def test_a_second_line_of_titles_is_ignored(tmp_path: Path) -> None:
    lines = make_lines()
    table = read(tmp_path, [lines[0], "id;ouverture;fermeture;ville;theme;fin;voie;somme", *lines[1:]])
    assert (table.header, reasons(table), tuple(table.rows)) == (TITRES, {2: "TITRES_SECONDAIRES"}, LIGNES)
