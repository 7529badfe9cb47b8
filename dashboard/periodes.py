"""Periods of the calendar: their grain, their days, their neighbours and their French names.

Takes the identifiers a millésime uses (« 2025 », « 2025-T3 », « 2025-09 »), gives dates, other identifiers and
labels. It reads nothing and never says whether a period has data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from dashboard import french
from pipelines.errors import WrongCall

Grain = Literal["annee", "trimestre", "mois"]

GRAINS: dict[Grain, str] = {"annee": "Année", "trimestre": "Trimestre", "mois": "Mois"}
_MOIS_PAR_GRAIN: dict[Grain, int] = {"annee": 12, "trimestre": 3, "mois": 1}
_FORME = re.compile(r"(\d{4})(?:-T([1-4])|-(0[1-9]|1[0-2]))?")


@dataclass(frozen=True)
class Periode:
    """A stretch of the calendar. `fin` is its last day, included."""

    id: str
    grain: Grain
    debut: date
    fin: date


@lru_cache(maxsize=2048)
def read_period(identifiant: str) -> Periode:
    """The period of an identifier; `WrongCall` when it is none of the three forms."""
    match = _FORME.fullmatch(identifiant)
    if match is None or int(match[1]) < 1:
        raise WrongCall(
            "PERIODE", f"«\u202f{identifiant}\u202f» n’est pas une période.", "Écrivez 2025, 2025-T3 ou 2025-09."
        )
    year, quarter, month = int(match[1]), match[2], match[3]
    grain: Grain = "trimestre" if quarter else "mois" if month else "annee"
    first = 3 * int(quarter) - 2 if quarter else int(month or 1)
    start = date(year, first, 1)
    return Periode(identifiant, grain, start, _shift(start, _MOIS_PAR_GRAIN[grain]) - timedelta(days=1))


def previous_year(identifiant: str) -> str:
    """The same period one year before: the only comparison a season does not disturb."""
    year = int(identifiant[:4]) - 1
    return f"{year:04d}{identifiant[4:]}"


def contains(outer: str, inner: str) -> bool:
    """Whether the second period lies wholly inside the first."""
    around, within = read_period(outer), read_period(inner)
    return around.debut <= within.debut and within.fin <= around.fin


@lru_cache(maxsize=2048)
def label(identifiant: str, *, short: bool = False) -> str:
    """« 2025 », « 3e trimestre 2025 » (« T3 2025 »), « septembre 2025 » (« sept. 2025 »)."""
    periode = read_period(identifiant)
    if periode.grain == "annee":
        return identifiant
    if periode.grain == "mois":
        return french.month(periode.debut, short=short)
    rank = int(identifiant[-1])
    return f"T{rank} {identifiant[:4]}" if short else f"{french.ordinal(rank)} trimestre {identifiant[:4]}"


def within(identifiant: str) -> str:
    """The period as a complement of time: « En 2025 », « Au 3e trimestre 2025 », « En septembre 2025 »."""
    return ("Au " if read_period(identifiant).grain == "trimestre" else "En ") + label(identifiant)


def at(identifiant: str) -> str:
    """The same inside a sentence: « en 2025 », « au 3e trimestre 2025 »."""
    text = within(identifiant)
    return text[:1].lower() + text[1:]


def named(identifiant: str) -> str:
    """The period as a noun after a preposition: « 2025 », « le 3e trimestre 2025 », « septembre 2025 »."""
    return ("le " if read_period(identifiant).grain == "trimestre" else "") + label(identifiant)


def span(premiere: str, derniere: str) -> str:
    """« De 2021 à 2025 », « Du 1er trimestre 2021 au 4e trimestre 2025 », « D’avril 2021 à mars 2025 »."""
    if read_period(premiere).grain == "trimestre":
        return f"Du {label(premiere)} au {label(derniere)}"
    return f"{french.elide('De', label(premiere))} à {label(derniere)}"


def _shift(start: date, months: int) -> date:
    index = start.year * 12 + start.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
