"""What may be quoted of a cell: its shape, never its content.

Takes a cell's text, gives a text safe to print, log and store. Dates and short numbers are quoted as they are,
because a fault in them cannot be found otherwise and they name nobody.
"""

from __future__ import annotations

import re
import unicodedata

LONGUEUR_CITEE = 40
"""Longest quotation: enough to recognise a cell, too short to carry a paragraph."""

_JOUR = r"(?:\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{1,4})"
_ERREURS = r"#(?:N/A|NA|REF!|VALUE!|VALEUR!|DIV/0!|NAME\?|NOM\?|NULL!|NUL!|NUM!|NOMBRE!)"
_DATE_OR_SHORT_NUMBER = re.compile(
    rf"{_JOUR}(?:[T ]\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?|[-+]?\d{{1,6}}(?:[.,]\d{{1,3}})?|{_ERREURS}", re.ASCII
)
"""Listed, not described: a pattern as wide as « # and capitals » would quote a name typed after a hash."""


def mask(text: str | None) -> str:
    """A quotation of `text` in which letters are `x` and digits `9`; dates and numbers of up to six digits stay."""
    if not text:
        return ""
    stripped = text.strip()
    if _DATE_OR_SHORT_NUMBER.fullmatch(stripped):
        return stripped
    shape = "".join(_mask_character(character) for character in stripped[:LONGUEUR_CITEE])
    return shape + ("…" if len(stripped) > LONGUEUR_CITEE else "")


def _mask_character(character: str) -> str:
    """`x` for a letter, `9` for a figure, the sign itself for punctuation, `�` for anything a reader could decipher."""
    kind = unicodedata.category(character)[0]
    if kind in "LM":
        return "x"
    if kind == "N":
        return "9"
    if kind == "Z":
        return " "
    return character if kind == "P" or character in "+<=>|°€$^`~" else "�"
