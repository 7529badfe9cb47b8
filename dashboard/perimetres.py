"""Perimeters in words: the offices that count, all of them or the same ones throughout.

Takes the rows of `perimetres-constants`, gives the perimeters of a release, their labels and whether a period is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard import french, periodes

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


def explain(perimetre: Perimetre) -> str:
    """What the perimeter is, in one sentence."""
    return (
        f"{french.capitalize(french.count(perimetre.offices, 'office'))} qui ont livré chaque année de "
        f"{perimetre.depuis} à {perimetre.jusqu_a}\u202f: ce qui bouge ne vient pas des arrivées ni des départs."
    )
