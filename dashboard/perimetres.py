"""Perimeters in words: the offices that count, all of them or the same ones throughout.

Takes a release, gives its constant perimeters, their labels and whether a period is theirs. A period one of their offices
has not delivered is in none of their series: it has no value there, not a zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard import french, periodes
from dashboard.millesime import Millesime

TABLE = "perimetres-constants"
COLONNES = ("perimetre", "depuis", "jusqu_a", "offices")
REEL = "reel"
PREFIXE = "constant-"


@dataclass(frozen=True)
class Perimetre:
    """A constant perimeter: the years its offices all delivered, and how many they are."""

    id: str
    depuis: int
    jusqu_a: int
    offices: int


def read_perimeters(lignes: Iterable[Mapping[str, Any]]) -> tuple[Perimetre, ...]:
    """The constant perimeters of a release, the earliest start first."""
    found = (Perimetre(row["perimetre"], row["depuis"], row["jusqu_a"], row["offices"]) for row in lignes)
    return tuple(sorted(found, key=lambda perimetre: perimetre.depuis))


def list_perimeters(millesime: Millesime) -> tuple[Perimetre, ...]:
    """The constant perimeters the release publishes; none when it is older than them."""
    rows = millesime.read_table(TABLE, COLONNES)
    return read_perimeters(dict(zip(COLONNES, row, strict=True)) for row in rows)


def is_in_series(millesime: Millesime, perimetre: str, periode: str) -> bool:
    """Whether every office of a constant perimeter delivered the period: the release then holds its cells."""
    grain = periodes.read_period(periode).grain
    crossing = millesime.find_crossing(frozenset(), "citable", grain)
    if crossing is None:
        return False
    return (grain, periode, None, None) in millesime.cells("citable", crossing.id, "recues", perimetre)


def find_perimeter(perimetres: Iterable[Perimetre], periode: str, reference: str) -> Perimetre | None:
    """The perimeter that compares two periods with the most offices; None when none holds both."""
    start = min(periodes.read_period(name).debut.year for name in (periode, reference))
    held = [perimetre for perimetre in perimetres if perimetre.depuis <= start]
    return max(held, key=lambda perimetre: (perimetre.offices, perimetre.depuis), default=None)


def label(perimetre: str, perimetres: Iterable[Perimetre] = ()) -> str:
    """« Périmètre réel », « Périmètre constant depuis 2021 (31 offices) »."""
    if perimetre == REEL:
        return "Périmètre réel"
    name = f"Périmètre constant depuis {perimetre.removeprefix(PREFIXE)}"
    found = next((each for each in perimetres if each.id == perimetre), None)
    return f"{name} ({french.count(found.offices, 'office')})" if found else name


def short_label(perimetre: str, perimetres: Iterable[Perimetre] = ()) -> str:
    """« Réel », « Constant 2021 (31 offices) »: its start first, a narrow control cuts the end."""
    return french.capitalize(label(perimetre, perimetres).removeprefix("Périmètre ").replace("depuis ", ""))


def find_by_id(millesime: Millesime, perimetre: str) -> Perimetre | None:
    """The constant perimeter of this name; None for the network as it is, or when the release has no such perimeter."""
    return next((each for each in list_perimeters(millesime) if each.id == perimetre), None)


def explain(perimetre: Perimetre) -> str:
    """What the perimeter is, in one sentence."""
    return (
        f"{french.capitalize(french.count(perimetre.offices, 'office'))} qui ont livré chaque année de "
        f"{perimetre.depuis} à {perimetre.jusqu_a}\u202f: ce qui bouge ne vient pas des arrivées ni des départs."
    )


def say_offices(offices: int) -> str:
    """« les 38 offices du périmètre constant »; without their number where the release does not say it."""
    counted = french.count(offices, "office") if offices else "offices"
    return f"les {counted} du périmètre constant"
