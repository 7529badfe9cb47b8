"""Hostile or damaged workbooks are refused in one sentence, before they cost memory and without a trace."""

from __future__ import annotations

import resource
import struct
import zipfile
from pathlib import Path

import pytest

from pipelines.errors import RefusedInput
from pipelines.readers import archive as archive_module
from pipelines.readers import read_table
from tests.readers.constructeur import LIGNES, TITRES, edit_workbook, make_text, write, write_workbook, write_zip

FEUILLE = "xl/worksheets/sheet1.xml"


def build(folder: Path) -> Path:
    return write_workbook(folder / "export.xlsx", {"S": [TITRES, *LIGNES]})


def refuse(path: Path) -> str:
    with pytest.raises(RefusedInput) as caught:
        read_table(path)
    assert caught.value.message.endswith(".")
    return caught.value.code


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bombe.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(430):
                part.write(b" " * 1_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refuse(path) == "ARCHIVE_DEMESUREE"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_dense_part_is_refused_by_its_ratio(tmp_path: Path) -> None:
    path = edit_workbook(build(tmp_path), "xl/gras.xml", added=b"<a>" + b" " * 30_000_000 + b"</a>")
    assert refuse(path) == "ARCHIVE_DEMESUREE"


def test_a_part_that_gives_more_than_it_announced_is_refused(tmp_path: Path) -> None:
    path = build(tmp_path)
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(FEUILLE)
    data = bytearray(path.read_bytes())
    central = data.rindex(FEUILLE.encode()) - 46
    assert data[central : central + 4] == b"PK\x01\x02"
    data[central + 24 : central + 28] = struct.pack("<I", info.file_size // 2)
    assert refuse(write(tmp_path, bytes(data), "menteur.xlsx")) == "ARCHIVE_DEMESUREE"


def test_too_many_entries_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_module, "ENTREES_ARCHIVE", 3)
    assert refuse(build(tmp_path)) == "ARCHIVE_DEMESUREE"


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", FEUILLE, "docProps/core.xml", "xl/comments1.xml"])
@pytest.mark.parametrize(
    "dtd",
    [
        '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>',
        '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        "<!doctype x>",
    ],
)
def test_a_dtd_or_an_entity_is_refused_wherever_it_is(tmp_path: Path, part: str, dtd: str) -> None:
    content = f'<?xml version="1.0"?>{dtd}<sst><si><t>&x;</t></si></sst>'
    for encoded in (content.encode(), content.encode("utf-16"), b"<!--" + b"x" * 2_000_001 + b"-->" + content.encode()):
        assert refuse(edit_workbook(build(tmp_path), part, added=encoded)) == "XML_DTD"


@pytest.mark.parametrize("kept", [0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_refused(tmp_path: Path, kept: float) -> None:
    data = build(tmp_path).read_bytes()
    assert refuse(write(tmp_path, data[: int(len(data) * kept)], "coupe.xlsx")) == "CLASSEUR_ILLISIBLE"


def test_a_damaged_part_is_refused(tmp_path: Path) -> None:
    assert refuse(edit_workbook(build(tmp_path), FEUILLE, added="<worksheet><sheetData><row")) in {
        "CLASSEUR_ILLISIBLE",
        "FICHIER_VIDE",
    }
    assert refuse(edit_workbook(build(tmp_path), "xl/workbook.xml", added="pas du XML")) in {
        "CLASSEUR_ILLISIBLE",
        "FICHIER_VIDE",
    }


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"lisezmoi.txt": "bonjour"}, "ARCHIVE_INCONNUE"),
        ({"../../etc/cron.d/x": "* * * * *", "a.csv": "a"}, "ARCHIVE_CHEMIN"),
        ({"..\\..\\x.csv": "a"}, "ARCHIVE_CHEMIN"),
        ({"/etc/x": "a"}, "ARCHIVE_CHEMIN"),
        ({"C:\\x": "a"}, "ARCHIVE_CHEMIN"),
        ({"a.zip": b"PK\x05\x06" + b"\0" * 18}, "ARCHIVE"),
        ({"export.csv": "a;b\n1;2\n"}, "ARCHIVE"),
        ({"word/document.xml": "<w/>", "[Content_Types].xml": "<Types/>"}, "ARCHIVE_INCONNUE"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}, "ARCHIVE_INCONNUE"),
    ],
)
def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path, parts: dict[str, str | bytes], code: str) -> None:
    before = sorted(tmp_path.parent.rglob("*"))
    assert refuse(write_zip(tmp_path / "archive.xlsx", parts)) == code
    assert [path for path in sorted(tmp_path.parent.rglob("*")) if path not in before] == [tmp_path / "archive.xlsx"]


def test_an_ole_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096
    assert refuse(write(tmp_path, content, "vieux.xls")) == "CLASSEUR_ILLISIBLE"


def test_a_text_named_like_a_workbook_is_read_by_its_content(tmp_path: Path) -> None:
    assert read_table(write(tmp_path, make_text(), "export.xlsx")).num_rows == 40
