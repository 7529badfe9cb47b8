"""Cells a known export defect corrupted: a text that became a date or a number on its way into the workbook.

Takes texts as readers give them, says whether a cell of a text column can no longer be its original. The defect is
that of Médiature's exporter: it retypes any text that ends in a number.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

DERNIER_NUMERO = 2_958_465
"""Serial of 9999-12-31: beyond it a workbook shows an error and a reader gets the number."""

DERNIERE_ANNEE = 275_760
"""Last year of the exporter's calendar: a larger number stays a text."""

SERIE_1970 = 25_569
"""Serial of 1970-01-01."""

_DAY_OR_TIME = re.compile(r"\d{4,5}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2})?|\d{2}:\d{2}:\d{2}")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ENDS_IN_NUMBERS = re.compile(r"(\D*)(\d+(?:[^\w()]+\d+){0,2})")
"""Words, then one to three numbers to the end: a word after a number keeps the text whole."""

_MOIS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TROIS_LETTRES = re.compile(r"(?<![A-Za-z])[A-Za-z]{3}")


def is_altered(text: str, *, postal: bool = False) -> bool:
    """Whether the cell holds a date, a time or a number where the office typed a text (or a postal code)."""
    if _DAY_OR_TIME.fullmatch(text):
        return True
    if not _NUMBER.fullmatch(text):
        return False
    return not postal or not 0 <= float(text) <= DERNIER_NUMERO


def exported_form(nom: str) -> str:
    """How Médiature's exporter writes a name: a name that ends in a number comes out as a day, or as a serial number.

    1–12 is a month of 2001, 32–49 a year 20xx, 50–99 a year 19xx, four digits a year; 13–31 is unharmed. A word that
    begins like an English month gives the month: « Marseille 13 » is 13 March, « Mayenne 53 » is May 1953.
    """
    found = _ENDS_IN_NUMBERS.fullmatch(nom.strip())
    if not found or _NUMBER.fullmatch(found.group()):
        return nom
    first, second, third = ([int(part) for part in re.findall(r"\d+", found.group(2))] + [1, 1])[:3]
    month = _find_month(found.group(1))
    if month is None:
        year, month, day = (third, first, second) if 1 <= first <= 31 else (first, second, third)
    else:
        year, day = (second, first) if 1 <= first <= 31 else (first, second)
    year += 2000 if year < 50 else 1900 if year < 100 else 0
    if not (1 <= month <= 12 and 1 <= day <= 31 and year <= DERNIERE_ANNEE):
        return nom
    return _write_day(year, month, day)


def written_day(text: str) -> str:
    """The day a corrupted cell stands for: one written one or two hours early by a server in Paris time is the next."""
    day, _, hour = text.partition("T")
    if hour < "22":
        return day
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return day


def _find_month(words: str) -> int | None:
    months = [_MOIS.index(start) + 1 for word in _TROIS_LETTRES.findall(words) if (start := word.lower()) in _MOIS]
    return months[-1] if months else None


def _write_day(year: int, month: int, day: int) -> str:
    """The day as a reader gives it; beyond the workbook's last one its serial number."""
    cycles, rest = divmod(year - 2000, 400)
    gone = (date(2000 + rest, month, 1) - date(1970, 1, 1)).days + day - 1 + 146_097 * cycles
    if 1 <= year <= 9999:
        return (date(1970, 1, 1) + timedelta(days=gone)).isoformat()
    return str(gone + SERIE_1970)
