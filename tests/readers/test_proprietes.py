"""Properties of any file: the fast way equals the strict way, every line is accounted for, only our errors come out."""

from __future__ import annotations

import tempfile
import zipfile
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pipelines.errors import ObservatoireError
from pipelines.readers import RawTable, ReadOptions, read_table
from pipelines.readers.delimited import read_delimited
from pipelines.readers.lines import index_lines
from tests.readers.constructeur import LIGNES, TITRES, edit_workbook, join, make_lines, make_text, write_workbook

CALME = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

MORCEAUX = st.sampled_from(
    [
        ";",
        ";",
        '"',
        '""',
        "\n",
        "\n",
        "\r",
        "\r\n",
        "a",
        "é",
        " ",
        "1",
        "01/02/2023",
        "Total",
        "\ufeff",
        "\x00",
        "'",
        ",",
    ]
)
TEXTES = st.lists(MORCEAUX, max_size=60).map("".join)


def read(content: bytes, *, strict: bool = False, block: int = 8192) -> RawTable | str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        path.write_bytes(content)
        try:
            return read_delimited(path, "export.csv", ReadOptions(), strict=strict, block=block)
        except ObservatoireError as error:
            return error.code


def check_outcome(path: Path) -> None:
    """A table whose parts agree, or one French sentence."""
    message = "."
    try:
        table = read_table(path)
        assert table.lues == len(table.rows) + len(table.set_aside)
        assert len(table.lignes) == len(table.feuilles) == table.num_rows
    except ObservatoireError as error:
        message = error.message
    assert message.endswith(".")


def describe(table: RawTable | str) -> object:
    if isinstance(table, str):
        return table
    return table.header, list(table.rows), table.lignes.to_pylist(), table.set_aside, table.notes


def spoil(lines: list[str], faults: list[tuple[int, str, int]]) -> str:
    """The sound file with texts inserted at places of some lines."""
    lines = list(lines)
    for rank, text, place in faults:
        line = lines[rank]
        lines[rank] = line[: place % (len(line) + 1)] + text + line[place % (len(line) + 1) :]
    return "\n".join(lines) + "\n"


FAUTES = st.lists(st.tuples(st.integers(1, 40), MORCEAUX, st.integers(0, 200)), max_size=6)


@CALME
@given(FAUTES, st.sampled_from([64, 300, 1 << 20]))
def test_the_fast_way_gives_what_the_strict_way_gives(faults: list[tuple[int, str, int]], block: int) -> None:
    content = spoil(make_lines(), faults).encode()
    assert describe(read(content, block=block)) == describe(read(content, strict=True))


@CALME
@given(FAUTES, st.sampled_from(["; ", "\t", "::", "|"]), st.booleans())
def test_the_fast_way_equals_the_strict_way_in_rare_dialects(
    faults: list[tuple[int, str, int]], sep: str, escaped: bool
) -> None:
    rows = [(*row[:3], f'Lieu "{row[3]}"', *row[4:]) for row in LIGNES]
    lines = [join(row, sep) if len(sep) == 1 else sep.join(f'"{cell}"' for cell in row) for row in (TITRES, *LIGNES)]
    if escaped:
        lines = [join(row).replace('""', '\\"') for row in (TITRES, *rows)]
    content = spoil(lines, faults).encode()
    assert describe(read(content, block=300)) == describe(read(content, strict=True))


@CALME
@given(TEXTES)
def test_the_fast_way_equals_the_strict_way_on_any_text_under_the_titles(text: str) -> None:
    content = ("Nom;Valeur;Note\n" + text).encode()
    assert describe(read(content, block=32)) == describe(read(content, strict=True))


@CALME
@given(FAUTES)
def test_every_line_is_accounted_for(faults: list[tuple[int, str, int]]) -> None:
    content = spoil(make_lines(), faults).encode()
    table = read(content)
    assume(isinstance(table, RawTable))
    assert isinstance(table, RawTable)
    spans = {
        ligne: 1 + sum(len(index_lines(cell.encode() + b"x")) - 1 for cell in row)
        for ligne, row in zip(table.lignes.to_pylist(), table.rows, strict=True)
    }
    places = sorted([*spans, *(item.ligne for item in table.set_aside), table.entete_ligne])
    assert len(places) == len(set(places)) == table.lues + 1
    physical = len(index_lines(content))
    assert places[0] == 1
    for place, following in pairwise([*places, physical + 1]):
        if place in spans:
            assert following == place + spans[place]
        elif following != place + 1:
            assert content.decode().count('"') > 1  # only a quoted record spans lines, kept or not


@CALME
@given(st.integers(1, 40), st.sampled_from(['"', ";", '";"', '"x', "\x00\xff"]), st.integers(0, 200))
def test_one_fault_never_changes_another_record(rank: int, text: str, place: int) -> None:
    table = read(spoil(make_lines(), [(rank, text, place)]).encode())
    assert isinstance(table, RawTable)
    kept = dict(zip(table.lignes.to_pylist(), table.rows, strict=True))
    for other, row in enumerate(LIGNES, start=1):
        if abs(other - rank) > 0:
            assert kept.get(other + 1) == row


CELLULES = st.text(st.characters(codec="utf-8", exclude_characters="\ufeff"), max_size=12)


@CALME
@given(st.lists(st.tuples(CELLULES, CELLULES), max_size=8), st.sampled_from([";", ",", "\t"]))
def test_what_is_written_by_the_rule_is_read_back_exactly(pairs: list[tuple[str, str]], sep: str) -> None:
    rows = [(*row[:3], first, *row[4:6], second, row[7]) for row, (first, second) in zip(LIGNES, pairs, strict=False)]
    assume(all("\U0010ffff" not in cell for row in rows for cell in row))
    table = read(make_text([*rows, *LIGNES[len(rows) :]], sep=sep).encode())
    assert isinstance(table, RawTable)
    assert list(table.rows) == [*rows, *LIGNES[len(rows) :]]
    assert table.set_aside == ()


@CALME
@given(
    st.binary(max_size=400),
    st.sampled_from(
        [
            b"",
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"[",
            b'{"a":1}\n',
            b"<html><table>",
            b"\xff\xfe",
            b"a;b\n",
        ]
    ),
)
def test_any_bytes_give_a_table_or_one_of_our_errors(content: bytes, magic: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.bin"
        path.write_bytes(magic + content)
        check_outcome(path)


DEGATS = st.lists(st.tuples(st.integers(0, 100_000), st.integers(1, 255)), min_size=1, max_size=20)


def damage(content: bytes, places: list[tuple[int, int]]) -> bytes:
    spoiled = bytearray(content)
    for place, mask in places:
        spoiled[place % len(spoiled)] ^= mask
    return bytes(spoiled)


@settings(max_examples=60, deadline=None)
@given(DEGATS)
def test_a_damaged_workbook_gives_a_table_or_one_of_our_errors(places: list[tuple[int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_workbook(Path(folder) / "export.xlsx", {"S": [TITRES, *LIGNES[:3]]})
        path.write_bytes(damage(path.read_bytes(), places))
        check_outcome(path)


@settings(max_examples=60, deadline=None)
@given(
    DEGATS, st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"])
)
def test_damaged_xml_gives_a_table_or_one_of_our_errors(places: list[tuple[int, int]], part: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_workbook(Path(folder) / "export.xlsx", {"S": [TITRES, *LIGNES[:3]]})
        with zipfile.ZipFile(path) as archive:
            content = archive.read(part)
        check_outcome(edit_workbook(path, part, added=damage(content, places)))


def test_the_joined_line_is_the_rule(tmp_path: Path) -> None:
    assert join(["a;b", 'c"d', "e"]) == '"a;b";"c""d";e'
