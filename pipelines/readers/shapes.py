"""What a cell looks like, without saying what it means: blank, date, number, code or text.

Takes cell texts, gives shapes; used to find the line of titles and to tell a record from a title, a total or a note.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

Kind = Literal["vide", "date", "nombre", "code", "texte"]

_DATE = re.compile(
    r"(?:\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}|\d{1,2}[/.\-](?:janv|févr|fevr|mars|avr|mai|juin|juil|août|aout|sept|oct|nov|déc|dec)\w*\.?[/.\-]\d{2,4})"
    r"(?:[T ,]+(?:à )?\d{1,2}[:h]\d{2}(?::\d{2}(?:[.,]\d+)?)?)?(?: ?(?:AM|PM|Z|UTC|[+-]\d{2}:?\d{2}))?",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d{1,2}[:h]\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AaPp][Mm])?")
_NUMBER = re.compile(
    r"[-+]?[\d\s\u202f\u00a0.,'’]*\d[\d\s\u202f\u00a0.,'’]*(?:[eE][-+]?\d+)? ?[%€$£]?|[€$£] ?\d[\d\s.,]*"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERED = re.compile(r"([^\W\d_]{3,}[ _.-]?)(\d{1,4})")
_WORDS = re.compile(r"\s+")
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xAD, 0])

LONGUEUR_TITRE = 250
"""Longest title: survey exports put the whole question there."""


def find_kind(cell: str) -> Kind:
    """The shape of one cell. A code holds a digit and no space (`2024-0012`, `06210B`); a time counts as a number."""
    text = cell.strip()
    if not text:
        return "vide"
    if not any(character.isdigit() for character in text):
        return "texte"
    if len(text) <= 40 and _DATE.fullmatch(text):
        return "date"
    if len(text) <= 40 and (_NUMBER.fullmatch(text) or _TIME.fullmatch(text)):
        return "nombre"
    return "texte" if len(text.split()) > 1 else "code"


def find_pattern(cell: str) -> str:
    """The cell with runs of digits as `9` and runs of letters as `x`: `2024-0012` and `2023-0001` share `9-9`."""
    digits = re.sub(r"\d+", "9", cell.strip()[:80])
    return re.sub(r"[^\W\d_]+", "x", digits)


def is_numbered(cells: Sequence[str]) -> bool:
    """Whether the cells are one word with numbers that follow one another: `col1`, `col2`… are titles, not codes."""
    found = [_NUMBERED.fullmatch(cell.strip()) for cell in cells]
    if len(found) < 2 or not all(found):
        return False
    words = {match.group(1).casefold() for match in found if match}
    ranks = [int(match.group(2)) for match in found if match]
    return len(words) == 1 and ranks == list(range(ranks[0], ranks[0] + len(ranks)))


def is_year(cell: str) -> bool:
    """Whether the cell is a year alone, which a pivot table uses as a title."""
    return _YEAR.fullmatch(cell.strip()) is not None


def fold_title(title: str) -> str:
    """A title without case, accents, invisible characters, nor repeated spaces: what two spellings of it share."""
    if title.isascii() and "\x00" not in title:
        return " ".join(title.split()).casefold()
    plain = unicodedata.normalize("NFKD", title.translate(_INVISIBLE).replace("’", "'"))
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return _WORDS.sub(" ", letters).strip().casefold()


def is_blank(cell: str) -> bool:
    """Whether a person sees nothing in the cell."""
    if not cell or cell.isspace():
        return True
    return not (cell[0].isalnum() or cell.translate(_INVISIBLE).strip())


def is_wrapped(cells: Sequence[str], mark: str) -> bool:
    """Whether every cell stands between two marks: quotes that were not read as quotes."""
    return len(cells) > 1 and all(len(cell) > 1 and cell[0] == cell[-1] == mark for cell in cells)


def find_mark(cells: Sequence[str]) -> str | None:
    """The sign, neither letter nor space, every cell stands between, or None."""
    first = cells[0][:1] if cells else ""
    marked = bool(first) and not (first.isalnum() or first.isspace()) and is_wrapped(cells, first)
    return first if marked else None
