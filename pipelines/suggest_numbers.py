"""Columns of numbers that are really days: « 20250112 », or the serial numbers a spreadsheet leaves behind.

Takes the distinct texts of a column, says whether they are days, and which. Recognises only: « 20250112 » is read in a
column declared year first; a serial number never is, its line is set aside with what to change in the export.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pyarrow.parquet as pq

from pipelines.territoires import DOSSIER

PREMIER, DERNIER = 36_526, 55_153
"""Serial numbers of the first days of 2000 and of 2051: no saisine an office keeps in a spreadsheet is outside."""

DISTINCTS = 8
"""Days a column must show: fewer numbers may be anything."""

PART = 0.95
SUITE = 0.6
"""Share of neighbours one apart above which numbers are a sequence, not days."""

POSTAUX, COMMUNES = 0.5, 0.85
"""Shares of known postal codes, and of codes of communes, that make a column one of places: many serial numbers are
codes of communes too."""

_COMPACT = re.compile(r"20[0-5]\d{5}")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_ORIGINE = date(1899, 12, 30)


def read_day_number(text: str) -> date | None:
    """The day a number stands for, None when it stands for none."""
    if _COMPACT.fullmatch(text):
        try:
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
        except ValueError:
            return None
    if _SERIAL.fullmatch(text) and PREMIER <= int(text[:5]) <= DERNIER:
        return _ORIGINE + timedelta(days=int(text[:5]))
    return None


def holds_day_numbers(valeurs: Sequence[tuple[str, int]]) -> bool:
    """Whether a column of these values is one of days written as numbers, and not one of places or case numbers."""
    texts = [text for text, _ in valeurs]
    if len(texts) < DISTINCTS or sum(len(text) in (5, 8) or "." in text or "," in text for text in texts) < len(texts):
        return False
    days = [day for text in texts if (day := read_day_number(text))]
    if len(days) < PART * len(texts):
        return False
    return all(len(text) == 8 for text in texts) or (not _is_sequence(days) and not _is_place(texts))


def _is_sequence(days: Sequence[date]) -> bool:
    ordered = sorted(set(days))
    near = sum((second - first).days == 1 for first, second in pairwise(ordered))
    return near > SUITE * max(len(ordered) - 1, 1)


def _is_place(texts: Sequence[str]) -> bool:
    postal, towns = _places()
    codes = [text[:5] for text in texts]
    return sum(code in postal for code in codes) >= POSTAUX * len(codes) or sum(
        code in towns or code in postal for code in codes
    ) >= COMMUNES * len(codes)


@cache
def _places() -> tuple[frozenset[str], frozenset[str]]:
    """Every postal code and every code of a commune."""
    postal = pq.read_table(DOSSIER / "codes_postaux.parquet", columns=["code_postal"]).column(0).to_pylist()
    towns = pq.read_table(DOSSIER / "communes.parquet", columns=["code"]).column(0).to_pylist()
    return frozenset(postal), frozenset(towns)
