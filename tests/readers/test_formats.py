"""Content decides the format, a name is never a path, and the same table in every format gives the same rows."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import pickle
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

from pipelines.errors import RefusedInput, WrongCall
from pipelines.readers import RawTable, ReadOptions, clean_name, read_table
from tests.readers.constructeur import (
    LIGNES,
    TITRES,
    codes,
    count,
    make_json_lines,
    make_ods,
    make_page,
    make_records,
    make_text,
    write,
    write_workbook,
)


def test_the_same_table_in_every_format_gives_the_same_rows(tmp_path: Path) -> None:
    paths = [
        write(tmp_path, make_text(), "a.csv"),
        write(tmp_path, make_text(sep="\t").encode("utf-16"), "b.txt"),
        write(tmp_path, make_text(sep=",", end="\r\n").encode("cp1252"), "c.csv"),
        write(tmp_path, json.dumps(make_records()), "d.json"),
        write(tmp_path, make_json_lines(), "e.jsonl"),
        write_workbook(tmp_path / "f.xlsx", {"S": [TITRES, *LIGNES]}),
        make_ods(tmp_path / "g.ods", [TITRES, *LIGNES]),
        write(tmp_path, make_page(), "h.xls"),
    ]
    for path in paths:
        table = read_table(path)
        assert (table.header, tuple(table.rows), count(table)) == (TITRES, LIGNES, (40, 0, 0)), path.name
        assert table.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert (len(table.lignes), len(table.feuilles), table.nom) == (40, 40, path.name)


def _parquet() -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table({"a": [1]}), stream)
    return stream.getvalue()


def _feather() -> bytes:
    stream = io.BytesIO()
    pyarrow.feather.write_feather(pa.table({"a": [1]}), stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "FORMAT_IMAGE"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 100, "FORMAT_IMAGE"),
        (b"%PDF-1.7\n...", "FORMAT_PDF"),
        (b"PAR1" + b" " * 100 + b"PAR1", "FORMAT_PARQUET"),
        (_parquet(), "FORMAT_PARQUET"),
        (_feather(), "FORMAT_ARROW"),
        (pickle.dumps({"a": 1}), "FORMAT_PICKLE"),
        (pickle.dumps([1], protocol=2), "FORMAT_PICKLE"),
        (gzip.compress(b"a;b\n" * 1_000_000), "FORMAT_COMPRESSE"),
        (b"SQLite format 3\x00" + b"\0" * 100, "FORMAT_BASE"),
        (b"{\\rtf1 bonjour}", "FORMAT_DOCUMENT"),
        (b'<?xml version="1.0"?><Workbook/>', "FORMAT_XML"),
        (bytes(range(1, 32)) * 40, "FORMAT_BINAIRE"),
        (b"<html><body><p>bonjour</p></body></html>", "PAGE_SANS_TABLEAU"),
    ],
)
def test_what_is_no_export_is_refused_whatever_its_name(tmp_path: Path, content: bytes, code: str) -> None:
    for nom in ("export.csv", "export.xlsx"):
        with pytest.raises(RefusedInput) as caught:
            read_table(write(tmp_path, content, nom))
        assert (caught.value.code, caught.value.exit_code) == (code, 3)
        assert caught.value.message.endswith(".")


def test_a_pickle_is_never_run(tmp_path: Path) -> None:
    target = tmp_path / "trace"

    class Bomb:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return Path.touch, (str(target),)

    for protocol in range(6):
        with pytest.raises(RefusedInput):
            read_table(write(tmp_path, pickle.dumps([Bomb()], protocol=protocol)))
    assert not target.exists()


def test_a_page_named_like_a_workbook_is_read_and_said(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "<!-- export -->\n" + make_page(), "export.xls"))
    assert (count(table), codes(table)) == ((40, 0, 0), {"PAGE_HTML"})


def test_scripts_of_a_page_are_not_cells(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, make_page().replace("Voirie", "<script>alert(1)</script>Voirie")))
    assert not any("alert" in cell for row in table.rows for cell in row)


@pytest.mark.parametrize(
    "nom", ["Export saisines (été) n°1 – 2024 .CSV", "😀.csv", "a" * 200 + ".csv", "sans_extension", "-rf.csv"]
)
def test_any_name_of_file_is_read(tmp_path: Path, nom: str) -> None:
    table = read_table(write(tmp_path, make_text(), nom))
    assert (table.nom, count(table)) == (nom, (40, 0, 0))


@pytest.mark.parametrize(
    "nom", ["../../data/current.parquet", "..\\..\\data\\current.parquet", "C:\\x\\current.parquet"]
)
def test_a_name_is_never_a_path(nom: str) -> None:
    assert clean_name(nom) == "current.parquet"


def test_a_missing_file_or_a_folder_is_a_wrong_call(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.csv", tmp_path):
        with pytest.raises(WrongCall):
            read_table(path)


@dataclass(frozen=True)
class Source:
    lecture: ReadOptions


def test_a_source_says_how_its_files_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, make_text(sep=":"))
    for source in (Source(ReadOptions(separateur=":")), ReadOptions(separateur=":"), None):
        assert tuple(read_table(path, source=source).rows) == LIGNES


def test_rows_are_a_lazy_sequence(tmp_path: Path) -> None:
    rows = read_table(write(tmp_path, make_text())).rows
    assert (len(rows), rows[0], rows[-1], rows[38:]) == (40, LIGNES[0], LIGNES[39], list(LIGNES[38:]))
    assert LIGNES[12] in rows
    for index in (40, -41):
        with pytest.raises(IndexError):
            rows[index]


def test_every_column_is_text_without_null(tmp_path: Path) -> None:
    table: RawTable = read_table(write(tmp_path, make_text().replace("Voirie", "NULL")))
    assert table.table().schema == pa.schema([(title, pa.string()) for title in TITRES])
    assert sum(column.null_count for column in table.table().columns) == 0
