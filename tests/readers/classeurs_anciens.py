"""The smallest xls, xlsb and ods workbooks with one sheet of texts, some cells of which are errors: for reader tests."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from html import escape
from pathlib import Path

from pipelines.readers.cell_errors import ERREURS
from tests.readers.constructeur import write_zip

CODES = {text: code for code, text in ERREURS.items()}
FEUILLE = "Été"


def make_xls(path: Path, rows: Sequence[Sequence[str]], formulas: frozenset[str] = frozenset()) -> Path:
    """A BIFF8 workbook; a cell whose text is an error is one, by formula when its text is in `formulas`."""
    name = struct.pack("<BB", len(FEUILLE), 1) + FEUILLE.encode("utf-16-le")
    begin = _old(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + _old(0x0042, struct.pack("<H", 1200))
    place = len(begin) + 4 + 6 + len(name) + 4
    book = begin + _old(0x0085, struct.pack("<IBB", place, 0, 0) + name) + _old(0x000A, b"")
    book += _old(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    book += _old(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, len(rows[0]), 0))
    for row, cells in enumerate(rows):
        book += b"".join(_old_cell(row, column, text, formulas) for column, text in enumerate(cells) if text)
    path.write_bytes(_wrap_compound(book + _old(0x000A, b"")))
    return path


def _old(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _old_cell(row: int, column: int, text: str, formulas: frozenset[str]) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if text in formulas:
        result = struct.pack("<BBBBHH", 2, 0, CODES[text], 0, 0, 0xFFFF)
        return _old(0x0006, place + result + struct.pack("<HIH", 0, 0, 2) + struct.pack("<BB", 0x1C, CODES[text]))
    if text in CODES:
        return _old(0x0205, place + struct.pack("<BB", CODES[text], 1))
    return _old(0x0204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))


def _wrap_compound(book: bytes, size: int = 512) -> bytes:
    """An OLE file of one stream, long enough not to be a small one."""
    stream = book.ljust(max(4096, -(-len(book) // size) * size), b"\x00")
    count = len(stream) // size
    tables = -(-(count + 2) // (size // 4 - 1))
    first = tables + 1
    chain = [0xFFFFFFFD] * tables + [0xFFFFFFFE] + [*range(first + 1, first + count), 0xFFFFFFFE]
    table = struct.pack(f"<{tables * size // 4}I", *chain, *[0xFFFFFFFF] * (tables * size // 4 - len(chain)))
    entries = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1) + _entry("Workbook", 2, first, len(stream))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\x00" * 10 + struct.pack("<IIIIIIIII", tables, tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    header += struct.pack("<108I", *range(1, tables), *[0xFFFFFFFF] * (109 - tables))
    return header + table + entries.ljust(size, b"\x00") + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    text = (name + "\x00").encode("utf-16-le")
    links = struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return text.ljust(64, b"\x00") + links + b"\x00" * 36 + struct.pack("<IQ", start, size)


def make_xlsb(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """A binary workbook."""
    sheet = _record(129) + _record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, len(rows[0]) - 1)) + _record(145)
    for row, cells in enumerate(rows):
        sheet += _record(0, struct.pack("<I", row) + b"\x00" * 13)
        for column, text in enumerate(cells):
            place = struct.pack("<II", column, 0)
            if text in CODES:
                sheet += _record(3, place + bytes([CODES[text]]))
            elif text:
                sheet += _record(6, place + _text(text))
    sheet += _record(146) + _record(130)
    book = _record(131) + _record(143) + _record(156, struct.pack("<II", 0, 1) + _text("rId1") + _text(FEUILLE))
    relation = '<Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.bin"/>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.bin": book + _record(144) + _record(132),
        "xl/_rels/workbook.bin.rels": f"<Relationships>{relation}</Relationships>",
        "xl/worksheets/sheet1.bin": sheet,
    }
    return write_zip(path, parts)


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind: int, content: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, count = b"", len(content)
    while True:
        more = count >> 7
        size += bytes([count & 0x7F | (0x80 if more else 0)])
        count = more
        if not more:
            return number + size + content


_NOMS = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def make_ods_with_errors(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """An ODS whose error cells are written as spreadsheets do, one blank row above the titles repeated nowhere."""
    plain = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    wrong = (
        '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error">'
        "<text:p>{}</text:p></table:table-cell>"
    )
    lines = ("".join((wrong if text in CODES else plain).format(escape(text)) for text in cells) for cells in rows)
    body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    content = (
        f'<office:document-content {_NOMS} {_CALC} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="{FEUILLE}">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return write_zip(path, {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})
