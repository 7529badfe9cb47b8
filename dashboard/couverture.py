"""How much of the network answers: coverage of a period, and the offices of each year.

Takes the columns of a millésime's tables, gives frozen records. It opens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Couverture:
    """How much of the network a period covers. Populations are known per type only."""

    couverts: int
    total: int
    membres: int
    membres_couverts: int
    population_couverte: int | None
    population_membres: int | None


@dataclass(frozen=True)
class OfficeAnnee:
    """One office in one year, for those who may read names."""

    office_id: str
    nom: str
    type: str
    annee: int
    couvert: bool
    membre: bool


def build_coverage(
    couverts: int, connus: int, membres: int, both: int, population: int | None, population_membres: int | None
) -> Couverture:
    """Non-members who delivered join the total, so that it is never below what was covered."""
    total = membres + couverts - both if membres else connus
    return Couverture(couverts, total, membres, both, population, population_membres)
