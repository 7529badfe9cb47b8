"""Dates written by people and tools, read as whole days; the reason when they cannot be.

Takes a cell's text and the day order of its source, gives a `Lecture`: a day, or a fault code. Never moves a date to
another day for an offset, never reads a number as a date unless it writes year, month and day in a column declared so,
never accepts a year written with two digits in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from pipelines.vocabulary import clean, fold, is_missing

PARIS = ZoneInfo("Europe/Paris")

ANNEE_MINIMALE = 1990
"""No office of the network existed before 1973 and no export reaches back further: an older year is a typing fault."""

ANNEE_MAXIMALE = 2100
"""A reminder set for later than this is a typing fault."""

_MOIS = {
    **dict.fromkeys(("janv", "janvier", "jan"), 1),
    **dict.fromkeys(("fevr", "fevrier", "fev"), 2),
    "mars": 3,
    **dict.fromkeys(("avr", "avril"), 4),
    "mai": 5,
    "juin": 6,
    **dict.fromkeys(("juil", "juillet"), 7),
    "aout": 8,
    **dict.fromkeys(("sept", "septembre", "sep"), 9),
    **dict.fromkeys(("oct", "octobre"), 10),
    **dict.fromkeys(("nov", "novembre"), 11),
    **dict.fromkeys(("dec", "decembre"), 12),
}
_TIME = (
    r"(?:[T ,]+(?:[aà] )?(\d{1,2})[:h](\d{2})(?::(\d{2})(?:\.\d+)?)?(?: ?[AaPp][Mm])?)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?"
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME)
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})" + _TIME)
_WORDS = re.compile(r"(?:[a-z]+\.? )?(\d{1,2})(?:er)?[ -]([a-z]+)\.?[ -](\d{4}|\d{2})" + _TIME)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"\d{4,6}(?:[.,]\d+)?")
_ZERO = re.compile(r"0{1,4}[-/.]0{1,2}[-/.]0{1,4}(?:[T ]0{1,2}:00(?::00)?)?")


@dataclass(frozen=True)
class Lecture:
    """What a cell says: `instant` (naive, as written) or a fault; `deux_chiffres` when the century was supplied."""

    instant: datetime | None = None
    faute: str | None = None
    deux_chiffres: bool = False
    ordre: str | None = None
    """`jma` or `mja` when the cell can only be read in that order, None when both or neither fit."""


def read_date(text: str, ordre: str = "jma") -> Lecture:
    """The day a cell says. Faults: `DATE_INVALIDE`, `DATE_NUMERO_DE_SERIE`, `DATE_HORS_PLAGE`."""
    iso = _ISO.fullmatch(text) or _ISO.fullmatch(value := clean(text))
    if iso:
        year, month, day = (int(part) for part in iso.group(1, 2, 3))
        return _build(year, month, day, iso.group(4, 5, 6))
    numeric = _NUMERIC.fullmatch(value)
    if numeric:
        return _read_numeric(numeric, ordre)
    words = _WORDS.fullmatch(fold(value))
    if words and words.group(2) in _MOIS:
        year, short = _century(words.group(3))
        return _build(year, _MOIS[words.group(2)], int(words.group(1)), words.group(4, 5, 6), short)
    compact = _COMPACT.fullmatch(value) if ordre == "amj" else None
    if compact:
        year, month, day = (int(part) for part in compact.groups())
        return _build(year, month, day, (None, None, None))
    return Lecture(faute="DATE_NUMERO_DE_SERIE" if _SERIAL.fullmatch(value) else "DATE_INVALIDE")


def is_no_date(text: str) -> bool:
    """Whether the cell says that nothing was recorded: a word for it, or the « 0000-00-00 » of a database."""
    return is_missing(text) or _ZERO.fullmatch(text.strip()) is not None


def to_paris_day(instant: datetime, *, utc: bool) -> date:
    """The Paris calendar day of a cell written as Paris wall clock, or as UTC when the file was found to be so."""
    if not utc:
        return instant.date()
    return instant.replace(tzinfo=UTC).astimezone(PARIS).date()


def is_midnight(instant: datetime) -> bool:
    """Whether the cell carries no time of day."""
    return instant.time() == time(0, 0)


def _read_numeric(found: re.Match[str], ordre: str) -> Lecture:
    first, second = int(found.group(1)), int(found.group(2))
    year, short = _century(found.group(3))
    only = "mja" if first <= 12 < second <= 31 else "jma" if second <= 12 < first <= 31 else None
    day, month = (second, first) if ordre == "mja" else (first, second)
    return _build(year, month, day, found.group(4, 5, 6), short, only)


def _century(text: str) -> tuple[int, bool]:
    """A two-digit year belongs to this century: no saisine of the network is older."""
    return (2000 + int(text), True) if len(text) == 2 else (int(text), False)


def _build(
    year: int,
    month: int,
    day: int,
    clock: tuple[str | None, ...] | tuple[str, ...],
    short: bool = False,
    only: str | None = None,
) -> Lecture:
    hour, minute, second = (int(part or 0) for part in clock)
    try:
        instant = datetime(year, month, day, hour, minute, second)
    except ValueError:
        return Lecture(faute="DATE_INVALIDE", ordre=only)
    if not ANNEE_MINIMALE <= year <= ANNEE_MAXIMALE:
        return Lecture(faute="DATE_HORS_PLAGE", ordre=only)
    return Lecture(instant, None, short, only)
