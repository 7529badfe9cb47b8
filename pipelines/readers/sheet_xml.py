"""What the XML of a sheet says and calamine does not: hidden rows, errors, negative serials, formulas, phantom rows.

Takes a checked archive, gives one `SheetXml` per sheet of an xlsx workbook, in the single pass that checks its parts.
Never reads a comment, an author, a drawing.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.readers.archive import Archive, is_xml, iter_checked

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')
_HIDDEN = re.compile(rb'<row\b[^>]*\bhidden="(?:1|true)"')
_ERROR = re.compile(rb'<c\b([^>]*\bt="e"[^>]*)(?<!/)>(.*?)</c>', re.DOTALL)
_NEGATIVE = re.compile(rb"<c\b([^>]*)(?<!/)><v>(-\d+(?:\.\d+)?)</v>")
_FORMULA = re.compile(rb"<c\b([^>]*)(?<!/)><f\b(.*?)</c>", re.DOTALL)
_VALUE = re.compile(rb"<v>([^<]+)</v>")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
_ROW_NUMBER = re.compile(rb'<row\b[^>]*\br="(\d+)"')


@dataclass
class SheetXml:
    """Counts of one sheet; `erreurs` and `negatifs` give the text of cells by (row, column), both from 0.

    A day before 1900 is a negative serial, which calamine gives as midnight: its number is all that is left of it.
    """

    masquees: int = 0
    formules_vides: int = 0
    derniere: int = 0
    """Number of the last row the sheet declares, formatted or not."""

    erreurs: dict[tuple[int, int], str] = field(default_factory=dict)
    negatifs: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def textes(self) -> dict[tuple[int, int], str]:
        """The cells whose text is taken from the XML."""
        return self.erreurs | self.negatifs


def check_parts(archive: Archive) -> dict[str, SheetXml]:
    """Every XML part unpacked and checked once; what was seen of each sheet, by its name (xlsx only)."""
    sheets = _find_sheets(archive) if archive.genre == "xlsx" else {}
    found: dict[str, SheetXml] = {}
    for part in filter(is_xml, archive.parts):
        if part in sheets:
            found[sheets[part]] = _look(iter_checked(archive, part))
        else:
            for _ in iter_checked(archive, part):
                pass
    return found


def _find_sheets(archive: Archive) -> dict[str, str]:
    """Part name → sheet name, from the workbook and its relations."""
    targets = {}
    for found in _RELATION.finditer(archive.read_part("xl/_rels/workbook.xml.rels")):
        relation = dict(_ATTRIBUTE.findall(found.group(1)))
        target = relation.get(b"Target", b"").decode("utf-8", "replace")
        targets[relation.get(b"Id", b"")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    sheets = {}
    for found in _SHEET.finditer(archive.read_part("xl/workbook.xml")):
        sheet = dict(_ATTRIBUTE.findall(found.group(1)))
        part = targets.get(sheet.get(b"r:id", b""))
        if part:
            sheets[part] = html.unescape(sheet.get(b"name", b"").decode("utf-8", "replace"))
    return sheets


def _look(pieces: Iterator[bytes]) -> SheetXml:
    seen, waiting = SheetXml(), b""
    for piece in pieces:
        waiting += piece
        cut = waiting.rfind(b"<row ")
        if cut > 0:
            _look_at(seen, waiting[:cut])
            waiting = waiting[cut:]
    _look_at(seen, waiting)
    return seen


def _look_at(seen: SheetXml, rows: bytes) -> None:
    """Add whole rows to the counts; each regular expression runs only where its word is."""
    if b"hidden=" in rows:
        seen.masquees += len(_HIDDEN.findall(rows))
    if b't="e"' in rows:
        for attributes, content in _ERROR.findall(rows):
            place, value = _REFERENCE.search(attributes), _VALUE.search(content)
            if place and value:
                key = int(place.group(2)) - 1, _column(place.group(1))
                seen.erreurs[key] = html.unescape(value.group(1).decode("utf-8", "replace"))
    if b"<v>-" in rows:
        for attributes, value in _NEGATIVE.findall(rows):
            place = _REFERENCE.search(attributes)
            if place and b" t=" not in attributes:
                seen.negatifs[int(place.group(2)) - 1, _column(place.group(1))] = value.decode("ascii")
    if b"<f" in rows:
        for attributes, content in _FORMULA.findall(rows):
            seen.formules_vides += b't="str"' not in attributes and not _VALUE.search(content)
    last = _ROW_NUMBER.match(rows, max(rows.rfind(b"<row "), 0))
    seen.derniere = int(last.group(1)) if last else seen.derniere


def _column(letters: bytes) -> int:
    rank = 0
    for letter in letters:
        rank = rank * 26 + letter - 64
    return rank - 1
