"""Every encoding an office sends is read exactly, or said to be uncertain; a wrong byte costs its own line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.errors import RefusedInput, WrongCall
from pipelines.readers import ReadOptions, read_table
from tests.readers.constructeur import LIGNES, TITRES, codes, count, make_lines, make_text, reasons, write

TEXTE = make_text()


@pytest.mark.parametrize(
    ("codec", "bom", "lu"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("cp1252", b"", "cp1252"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
    ],
)
def test_usual_encodings_are_read_exactly_and_without_a_word(tmp_path: Path, codec: str, bom: bytes, lu: str) -> None:
    table = read_table(write(tmp_path, bom + TEXTE.encode(codec)))
    assert (table.header, tuple(table.rows), table.encoding, table.notes) == (TITRES, LIGNES, lu, ())


@pytest.mark.parametrize("codec", ["iso8859-15", "mac_roman", "cp850"])
def test_rare_encodings_are_read_and_said_to_be_uncertain(tmp_path: Path, codec: str) -> None:
    plain = TEXTE.replace("’", "'").replace("€", "EUR") if codec == "cp850" else TEXTE.replace("’", "'")
    plain = plain.replace("Œ", "Oe").replace("œ", "oe") if codec == "cp850" else plain
    table = read_table(write(tmp_path, plain.encode(codec)))
    assert count(table) == (40, 0, 0)
    assert "ENCODAGE_INCERTAIN" in codes(table)
    assert table.header[2] == "Date de clôture"
    assert table.rows[1][3] == LIGNES[1][3]


def test_a_declared_encoding_is_read_without_a_warning(tmp_path: Path) -> None:
    path = write(tmp_path, TEXTE.replace("’", "'").encode("iso8859-15"))
    table = read_table(path, ReadOptions(encodage="iso8859-15"))
    assert table.notes == ()
    assert table.header[7] == "Montant en litige (€)"


@pytest.mark.parametrize("name", ["klingon", "zip"])
def test_an_unknown_declared_encoding_is_a_wrong_call(tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongCall) as caught:
        read_table(write(tmp_path, TEXTE), ReadOptions(encodage=name))
    assert caught.value.code == "ENCODAGE_INCONNU"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_refused(tmp_path: Path, codec: str) -> None:
    with pytest.raises(RefusedInput) as caught:
        read_table(write(tmp_path, TEXTE.encode(codec)))
    assert caught.value.code == "UTF16_SANS_MARQUE"


def test_a_line_in_another_encoding_is_set_aside_alone(tmp_path: Path) -> None:
    lines = [line.encode() for line in make_lines()]
    lines[27] = lines[27].decode().replace("Nîmes", "Sète").replace("La Rochelle", "Sète").encode("cp1252", "replace")
    lines[27] = lines[27].replace(b"Commune", b"") + b"\xe9"
    table = read_table(write(tmp_path, b"\n".join(lines) + b"\n"))
    assert (count(table), reasons(table)) == ((39, 1, 0), {28: "ENCODAGE"})
    assert "ENCODAGE_MELANGE" in codes(table)
    assert tuple(table.rows) == LIGNES[:26] + LIGNES[27:]


def test_an_undecodable_byte_of_a_cp1252_file_costs_its_line(tmp_path: Path) -> None:
    lines = [line.encode("cp1252") for line in make_lines()]
    lines[5] += b"\x81"
    table = read_table(write(tmp_path, b"\n".join(lines)))
    assert (table.encoding, reasons(table)) == ("cp1252", {6: "ENCODAGE"})


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("Nîmes", "NÃ®mes", "DOUBLE_ENCODAGE"),
        ("Voirie", "Voi\x00rie", "OCTET_NUL"),
        ("Voirie", "Voi\u200brie", "CARACTERES_INVISIBLES"),
        ("Voirie", "Voi\u202erie", "CARACTERES_INVISIBLES"),
        ("Voirie", "Voi\u00adrie", "CARACTERES_INVISIBLES"),
    ],
)
def test_traces_of_a_damaged_past_are_said_and_kept(tmp_path: Path, before: str, after: str, code: str) -> None:
    table = read_table(write(tmp_path, TEXTE.replace(before, after)))
    assert (count(table), codes(table)) == ((40, 0, 0), {code})
    assert any(after in row for row in table.rows)


def test_accents_written_in_two_characters_are_left_as_written(tmp_path: Path) -> None:
    decomposed = "E\u0301tat civil"
    table = read_table(write(tmp_path, TEXTE.replace("État civil", decomposed)))
    assert (count(table), table.notes) == ((40, 0, 0), ())
    assert any(decomposed in row for row in table.rows)


def test_a_non_breaking_space_stays_in_its_cell(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, TEXTE.replace("137,01", "1\u202f137,01")))
    assert count(table) == (40, 0, 0)
