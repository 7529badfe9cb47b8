"""The error cells of workbooks other than xlsx, which calamine gives as blank: `#N/A` is not « nothing was recorded ».

Takes a checked archive or the bytes of an old workbook, gives the text of each error by sheet, row and column (from 0).
A workbook whose inner structure is not understood gives none: whether it can be read is for calamine to say.
"""

from __future__ import annotations

import posixpath
import re
import struct
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from pipelines.readers.archive import Archive
from pipelines.readers.compound import read_stream

Errors = dict[tuple[int, int], str]

ERREURS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""What the error codes of both binary formats stand for."""

OCTETS_PARTIE = 256 * 1024 * 1024
"""Largest binary sheet walked: the archive as a whole is under 400 Mio."""

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_PARAGRAPHE = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
_GENRE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_CELLULES = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')

_LIGNE, _ERREUR, _FORMULE_ERREUR, _FEUILLE = 0, 3, 11, 156
"""xlsb records: row, error, formula whose value is an error, sheet of the workbook."""

_FORMULE, _BOOLERR, _BOUNDSHEET, _FIN = 0x0006, 0x0205, 0x0085, 0x000A
"""xls records of the same, and the end of a sheet."""


def find_archive_errors(archive: Archive) -> dict[str, Errors]:
    """Errors by sheet of an ods or xlsb workbook; nothing for an xlsx, whose XML is looked at elsewhere."""
    try:
        if archive.genre == "ods":
            return _find_ods(archive)
        return _find_xlsb(archive) if archive.genre == "xlsb" else {}
    except (struct.error, IndexError, ValueError, ElementTree.ParseError):
        return {}


def find_old_errors(data: bytes) -> dict[str, Errors]:
    """Errors by sheet of an xls workbook."""
    book = read_stream(data, ("Workbook", "Book"))
    found: dict[str, Errors] = {}
    try:
        for kind, start, size in _iter_old(book, 0):
            if kind == _BOUNDSHEET and size > 8:
                place, _, _, count, wide = struct.unpack_from("<IBBBB", book, start)
                text = book[start + 8 : start + 8 + count * (2 if wide & 1 else 1)]
                found[text.decode("utf-16-le" if wide & 1 else "latin-1")] = _find_old_sheet(book, place)
    except (struct.error, UnicodeDecodeError):
        return {}
    return found


def _iter_old(book: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Each record up to the end of its part: kind, place and size of its content."""
    while start + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, start)
        if kind == _FIN:
            return
        yield kind, start + 4, size
        start += 4 + size


def _find_old_sheet(book: bytes, start: int) -> Errors:
    errors: Errors = {}
    for kind, place, size in _iter_old(book, start):
        code = None
        if kind == _BOOLERR and size >= 8 and book[place + 7] == 1:
            code = book[place + 6]
        elif kind == _FORMULE and size >= 14 and book[place + 12 : place + 14] == b"\xff\xff" and book[place + 6] == 2:
            code = book[place + 8]
        if code is not None:
            row, column = struct.unpack_from("<HH", book, place)
            errors[row, column] = ERREURS.get(code, "#N/A")
    return errors


def _find_ods(archive: Archive) -> dict[str, Errors]:
    if not any(b'value-type="error"' in piece for piece in _overlap(archive.iter_part("content.xml"))):
        return {}
    found: dict[str, Errors] = {}
    errors: Errors = {}
    row = column = 0
    for event, element in _iter_elements(archive.iter_part("content.xml")):
        if event == "start" and element.tag == f"{_TABLE}table":
            errors, row = found.setdefault(element.get(f"{_TABLE}name", ""), {}), 0
        elif event == "start" and element.tag == f"{_TABLE}table-row":
            column = 0
        elif event == "end" and element.tag in _CELLULES:
            column += _keep_ods(errors, element, row, column)
        elif event == "end" and element.tag == f"{_TABLE}table-row":
            row += int(element.get(f"{_TABLE}number-rows-repeated", "1"))
            element.clear()
    return found


def _iter_elements(pieces: Iterator[bytes]) -> Iterator[tuple[str, ElementTree.Element]]:
    """Each element as it opens and as it closes; a DTD was refused with the archive."""
    parser: Any = ElementTree.XMLPullParser(("start", "end"))
    for piece in pieces:
        parser.feed(piece)
        yield from parser.read_events()


def _overlap(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Each piece after the end of the one before, so that a word cut in two is still seen."""
    tail = b""
    for piece in pieces:
        yield tail + piece
        tail = piece[-32:]


def _keep_ods(errors: Errors, cell: ElementTree.Element, row: int, column: int) -> int:
    """Keep the text of an error cell; the number of columns the cell stands for."""
    repeated = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
    if cell.get(_GENRE) == "error":
        text = "".join(paragraph.text or "" for paragraph in cell.iter(_PARAGRAPHE)) or "#N/A"
        errors.update({(row, column + rank): text for rank in range(min(repeated, 1024))})
    return repeated


def _find_xlsb(archive: Archive) -> dict[str, Errors]:
    targets = {}
    for found in _RELATION.finditer(archive.read_part("xl/_rels/workbook.bin.rels")):
        relation = dict(_ATTRIBUTE.findall(found.group(1)))
        target = relation.get(b"Target", b"").decode("utf-8", "replace")
        targets[relation.get(b"Id", b"").decode()] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    book = archive.read_part("xl/workbook.bin")
    errors: dict[str, Errors] = {}
    for kind, start, _ in _iter_binary(book):
        if kind == _FEUILLE:
            relation_id, after = _read_text(book, start + 8)
            name, _ = _read_text(book, after)
            errors[name] = _find_binary_sheet(archive.read_part(targets.get(relation_id, ""), OCTETS_PARTIE))
    return errors


def _read_text(data: bytes, start: int) -> tuple[str, int]:
    """A counted UTF-16 text and the place after it."""
    (count,) = struct.unpack_from("<I", data, start)
    end = start + 4 + 2 * min(count, 4096)
    return data[start + 4 : end].decode("utf-16-le"), end


def _iter_binary(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Each record: kind, place and size of its content; both numbers are written seven bits a byte."""
    place = 0
    while place + 1 < len(data):
        kind = data[place]
        place += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (data[place] & 0x7F) << 7
            place += 1
        size = shift = 0
        while True:
            byte = data[place]
            place += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:
                break
        yield kind, place, size
        place += size


def _find_binary_sheet(sheet: bytes) -> Errors:
    errors: Errors = {}
    row = 0
    for kind, place, _ in _iter_binary(sheet):
        if kind == _LIGNE:
            (row,) = struct.unpack_from("<I", sheet, place)
        elif kind in (_ERREUR, _FORMULE_ERREUR):
            (column,) = struct.unpack_from("<I", sheet, place)
            errors[row, column] = ERREURS.get(sheet[place + 8], "#N/A")
    return errors
