"""What may be quoted of a cell: its shape, never its content.

Takes a cell's text, gives a text safe to print, log and store. Dates and short numbers are quoted as they are,
because a fault in them cannot be found otherwise and they name nobody.
"""

from __future__ import annotations

import re

LONGUEUR_CITEE = 40
"""Longest quotation: enough to recognise a cell, too short to carry a paragraph."""

_DATE_OR_SHORT_NUMBER = re.compile(
    r"(?:\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?|[-+]?\d{1,6}(?:[.,]\d{1,3})?|#[A-Z/0!?]+)"
)


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
    if character.isalpha():
        return "x"
    if character.isdigit():
        return "9"
    return character if character.isprintable() else "�"
