"""Where an office sits and how many people it serves: what its entry in the register says, completed by the reference.

Takes the register, gives one `Situation` per office. It never guesses: what neither the register nor the territorial
reference tells stays unknown, and is published as « non renseigné ».
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.indicateurs.registry import Strate
from pipelines.offices import Office
from pipelines.publication.lieux import Lieu, departements, read_places, reference_year

REGISTRE = "registre des offices"


@dataclass(frozen=True)
class Situation:
    """The seat and the inhabitants of an office; `source` says who counted them."""

    region: str | None
    departement: str | None
    strate: str | None
    population: int | None
    source: str | None


def find_situations(offices: Mapping[str, Office], strates: Sequence[Strate]) -> dict[str, Situation]:
    """The situation of every office, by key."""
    places = read_places(cle for cle, office in offices.items() if not (office.provisoire or office.exemple))
    return {cle: _situate(office, places.get(cle), strates) for cle, office in offices.items()}


def complete_offices(offices: Mapping[str, Office], situations: Mapping[str, Situation]) -> dict[str, Office]:
    """The same offices with the population of their situation: coverage then counts the people they serve."""
    return {cle: replace(office, population=situations[cle].population) for cle, office in offices.items()}


def _situate(office: Office, place: Lieu | None, strates: Sequence[Strate]) -> Situation:
    departement = office.departement or (place.departement if place else None)
    region = place.region if place else None
    if region is None and departement is not None:
        region = departements().get(departement, ("", None))[1]
    if office.population is not None:
        population, source = office.population, REGISTRE
    elif place is not None and place.population is not None:
        population, source = place.population, f"référentiel territorial {reference_year()}"
    else:
        return Situation(region, departement, None, None, None)
    return Situation(region, departement, _find_strate(office.type, population, strates), population, source)


def _find_strate(kind: str, population: int, strates: Sequence[Strate]) -> str | None:
    reached = [strate for strate in strates if strate.type == kind and strate.minimum <= population]
    return max(reached, key=lambda strate: strate.minimum).code if reached else None
