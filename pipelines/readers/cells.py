"""The text of a typed cell: dates in ISO, numbers at their shortest, VRAI and FAUX.

Takes a value as a workbook or JSON reader gives it, gives text. Never interprets: a number that is perhaps a date stays
a number, an error such as `#N/A` stays what it is.
"""

from __future__ import annotations

import datetime as dt
import math

_HALF_SECOND = dt.timedelta(milliseconds=500)

ENTIER_EXACT = 2**53
"""Largest float whose whole part is exact: beyond it, the shortest text keeps the exponent."""


def write_cell(value: object) -> str:
    """The text of one cell; blank for nothing."""
    if value.__class__ is str:
        return str(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return write_number(value)
    return _write_moment(value)


def write_number(value: float) -> str:
    """A number at its shortest: `1000`, not `1000.0`; blank when it is not finite."""
    if not math.isfinite(value):
        return ""
    return str(int(value)) if value == int(value) and abs(value) < ENTIER_EXACT else repr(value)


def _write_moment(value: object) -> str:
    if isinstance(value, dt.datetime):
        return write_datetime(value)
    if isinstance(value, dt.timedelta):
        return _write_duration(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.isoformat(timespec="seconds") if isinstance(value, dt.time) else str(value)


def write_datetime(value: dt.datetime) -> str:
    """ISO text to the nearest second, the day alone at midnight: a serial number carries noise under the second."""
    if value.microsecond:
        value = (
            (value + _HALF_SECOND).replace(microsecond=0) if value.year < dt.MAXYEAR else value.replace(microsecond=0)
        )
    return value.date().isoformat() if value.time() == dt.time() else value.isoformat()


def _write_duration(value: dt.timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
