"""Where the offices of the network sit in a year, and where they delivered it: a count by région or département.

Takes a millésime, a year and a criterion of place, gives counts by code. Names of offices do not come out of here, and
whoever may not read offices one by one is told no more than whether one delivered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from dashboard.millesime import Millesime
from dashboard.territoires import REGION, SIEGE

SIEGES = (REGION, SIEGE)
"""The criteria that say where an office sits."""

_TABLE = "perimetres"


@dataclass(frozen=True)
class Presence:
    """Offices that sit in a place: those of the network or that delivered, and those that delivered the whole year."""

    offices: int = 0
    livres: int = 0


def seats(millesime: Millesime, critere: str) -> Mapping[str, str]:
    """The place of the seat of each office by key; without those whose place the release does not know."""
    if critere not in SIEGES:
        return {}
    return {key: place for key, place in millesime.read_table(_TABLE, ("office_id", critere)) if place}


@lru_cache(maxsize=64)
def count_offices(millesime: Millesime, critere: str, annee: str, type_: str = "") -> Mapping[str, Presence]:
    """The presence in each place that has an office; empty for a criterion that is not a seat."""
    known, found = seats(millesime, critere), dict[str, Presence]()
    for office in millesime.offices:
        place = known.get(office.office_id)
        counted = office.membre or office.couvert
        if place is None or not counted or str(office.annee) != annee or type_ not in ("", office.type):
            continue
        before = found.get(place, Presence())
        found[place] = Presence(before.offices + 1, before.livres + office.couvert)
    return MappingProxyType(found)
