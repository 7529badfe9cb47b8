"""Systemic signals as the release publishes them: domaines examined in a year, and those that rise in several offices.

Takes a release and a year, gives frozen records. It tests nothing again: what is retained was decided on exact counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.millesime import Millesime

TABLE = "signaux"
COLONNES = (
    *("periode", "reference", "domaine", "offices", "offices_en_hausse"),
    *("avant", "apres", "p_x1000000", "q_x1000000", "retenu"),
)

OFFICES_MINIMUM = 3
CAS_PAR_OFFICE = 5
CAS_MINIMUM = 30
FAUX_SUR_DIX = 1
"""What publication promises and pages say: the rules a domaine is examined and retained by."""

_MILLION = 10**6


@dataclass(frozen=True)
class Signal:
    """A domaine examined in a year. Counts are rounded; absent where the offices left out could be told from them."""

    periode: str
    reference: str
    domaine: str
    offices: int
    offices_en_hausse: int | None
    avant: int | None
    apres: int | None
    p: float
    q: float
    retenu: bool


def is_published(millesime: Millesime) -> bool:
    """Whether the release holds the signals at all."""
    return bool(millesime.read_table(TABLE, ("periode",)))


def find_signals(millesime: Millesime, annee: str) -> tuple[Signal, ...]:
    """The domaines examined that year, the retained first, then by how unlikely their rise is."""
    rows = [dict(zip(COLONNES, row, strict=True)) for row in millesime.read_table(TABLE, COLONNES) if row[0] == annee]
    found = [
        Signal(
            **{name: row[name] for name in COLONNES[:7]},
            p=row["p_x1000000"] / _MILLION,
            q=row["q_x1000000"] / _MILLION,
            retenu=bool(row["retenu"]),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda signal: (not signal.retenu, signal.q, signal.p, signal.domaine)))
