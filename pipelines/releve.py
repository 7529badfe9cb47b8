"""Findings noted while a file is judged, each with its place, so that a file judged lot by lot says what it would whole.

Takes findings in the order of the rules, from one lot of rows or from several that went through the same rules; gives
them in the order of the rules then of the file, those that share one sentence counted together. Judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

from pipelines.report import Constat

EFFECTIF_CITE = 3
"""A label is quoted in a message and kept when at least so many lines carry it: below, it could be somebody's words."""

Portee = Literal["ligne", "lignes", "fichier"]
"""One row each; many rows counted in one finding; the file as a whole, said once whatever the lots."""


@dataclass(frozen=True)
class Entree:
    """A finding at its place: the step of the rules it comes from, then the row."""

    etape: int
    rang: int
    portee: Portee
    constat: Constat
    cite: str = ""
    """The text to quote instead of its masked shape, when enough rows carry it."""


@dataclass
class Releve:
    """The findings of one lot. A step counts even when it finds nothing: the next lots take the same steps."""

    etape: int = 0
    entrees: list[Entree] = field(default_factory=list)

    def step(self) -> None:
        """Begin the next step of the rules."""
        self.etape += 1

    def add(self, constat: Constat, rang: int, portee: Portee, cite: str = "") -> None:
        """Add one finding to the current step."""
        self.entrees.append(Entree(self.etape, rang, portee, constat, cite))


def settle(entrees: Iterable[Entree]) -> tuple[Constat, ...]:
    """The findings of every lot as the whole file gives them."""
    ordered = sorted(entrees, key=lambda entree: (entree.etape, entree.rang))
    found: list[Constat] = []
    for _, group in groupby(ordered, key=lambda entree: entree.etape):
        found += _settle_step(list(group))
    return tuple(found)


def _settle_step(group: list[Entree]) -> list[Constat]:
    first = group[0]
    if first.portee == "ligne":
        return [entree.constat for entree in group]
    if first.portee == "fichier":
        return [first.constat]
    count = sum(entree.constat.nombre for entree in group)
    quoted = first.cite if first.cite and count >= EFFECTIF_CITE else first.constat.valeur_masquee
    return [replace(first.constat, nombre=count, valeur_masquee=quoted)]
