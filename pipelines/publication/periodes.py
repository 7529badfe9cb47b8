"""Years, quarters and months, and the calendar that lets plain SQL count whole days.

Takes two days, gives the periods between them and a table of days with their number. It never formats for a reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from pipelines.publication.plan import Grain

MOIS_PAR_PERIODE: dict[Grain, int] = {"annee": 12, "trimestre": 3, "mois": 1}


@dataclass(frozen=True)
class Periode:
    """One period, both days included. `id` sorts in time: « 2025 », « 2025-T3 », « 2025-09 »."""

    grain: Grain
    id: str
    debut: date
    fin: date


def list_periods(premiere: date, derniere: date, grain: Grain) -> tuple[Periode, ...]:
    """Every period of the grain that holds a day between the two, in order."""
    length = MOIS_PAR_PERIODE[grain]
    start = date(premiere.year, (premiere.month - 1) // length * length + 1, 1)
    found: list[Periode] = []
    while start <= derniere:
        following = _add_months(start, length)
        found.append(Periode(grain, _identify(start, grain), start, following - timedelta(days=1)))
        start = following
    return tuple(found)


def build_calendar(premiere: date, derniere: date) -> pa.Table:
    """One row per day: `jour`, `numero` (days since 1970), its period of each grain, its month and year as integers.

    Delays are differences of `numero`: no date function of any engine is needed, so the same SQL runs anywhere.
    """
    numbers = np.arange(np.datetime64(premiere, "D"), np.datetime64(derniere, "D") + 1)
    years = numbers.astype("datetime64[Y]").astype(int) + 1970
    months = numbers.astype("datetime64[M]").astype(int) % 12 + 1
    return pa.table(
        {
            "jour": pa.array(numbers, pa.date32()),
            "numero": pa.array(numbers.astype(int), pa.int32()),
            "annee": pa.array([str(year) for year in years], pa.string()),
            "trimestre": pa.array([f"{y}-T{(m + 2) // 3}" for y, m in zip(years, months, strict=True)], pa.string()),
            "mois": pa.array([f"{y}-{m:02d}" for y, m in zip(years, months, strict=True)], pa.string()),
            "mois_no": pa.array(years * 100 + months, pa.int32()),
            "annee_no": pa.array(years * 100, pa.int32()),
        }
    )


def month_number(day: date) -> int:
    """The month as a whole number that sorts in time: 202509. Month 00 is the year itself, of what has no month."""
    return day.year * 100 + day.month


def _identify(start: date, grain: Grain) -> str:
    if grain == "annee":
        return str(start.year)
    if grain == "trimestre":
        return f"{start.year}-T{(start.month + 2) // 3}"
    return f"{start.year}-{start.month:02d}"


def _add_months(start: date, months: int) -> date:
    index = start.year * 12 + start.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
