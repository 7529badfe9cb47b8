"""Cells a known export defect corrupted: a text that became a date or a number on its way into the workbook.

Takes texts as readers give them, says whether a cell of a text column can no longer be its original. The defect is
that of Médiature's exporter: it retypes any text that ends in a number.
"""

from __future__ import annotations

import re
from datetime import date

DERNIER_NUMERO = 2_958_465
"""Serial of 9999-12-31: beyond it a workbook shows an error and a reader gets the number."""

_DAY_OR_TIME = re.compile(r"\d{4,5}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2})?|\d{2}:\d{2}:\d{2}")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_TRAILING = re.compile(r"(?:^|\D)(\d+)$")


def is_altered(text: str, *, postal: bool = False) -> bool:
    """Whether the cell holds a date, a time or a number where the office typed a text (or a postal code)."""
    if _DAY_OR_TIME.fullmatch(text):
        return True
    if not _NUMBER.fullmatch(text):
        return False
    return not postal or float(text) > DERNIER_NUMERO


def exported_form(nom: str) -> str:
    """How Médiature's exporter writes a name: a name that ends in a number comes out as a day.

    1–12 is a month of 2001, 32–49 a year 20xx, 50–99 a year 19xx, four digits a year; anything else is unharmed.
    """
    found = _TRAILING.search(nom.strip())
    if not found:
        return nom
    number = int(found.group(1))
    if 1 <= number <= 12:
        return date(2001, number, 1).isoformat()
    if 32 <= number <= 99:
        return date(number + (2000 if number < 50 else 1900), 1, 1).isoformat()
    return date(number, 1, 1).isoformat() if 1000 <= number <= 9999 else nom
