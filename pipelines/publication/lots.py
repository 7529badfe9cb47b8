"""Lots: the crossings one statement can count together, because they share their rows and publish the same measures.

Takes the plan's crossings, gives `Lot`s and cuts their answers back into one table per crossing. On a small base a
release costs its statements, not its cases: three times fewer are three times less to plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.indicateurs.registry import GRAINS, Cohorte, Grain, Mesure, Registry
from pipelines.publication.mesures import find_axis, published_measures
from pipelines.publication.plan import Croisement

Adresse = tuple[Croisement, Cohorte, Grain]
"""What a block of cells is known by."""

SAISINES_ENSEMBLE = 2_000_000
"""Beyond this number of cases, the delays of several crossings together no longer fit the memory the engine is given."""


@dataclass(frozen=True)
class Lot:
    """Crossings of one cohort and axis that publish the same measures, all by year or all within it."""

    cohorte: Cohorte
    mesures: tuple[Mesure, ...]
    adresses: tuple[Adresse, ...]

    @property
    def croisements(self) -> tuple[Croisement, ...]:
        """The crossings, once each."""
        return tuple(dict.fromkeys(croisement for croisement, _, _ in self.adresses))

    @property
    def grains(self) -> tuple[Grain, ...]:
        """The grains, once each."""
        asked = {grain for _, _, grain in self.adresses}
        return tuple(grain for grain in GRAINS if grain in asked)

    @property
    def criteres(self) -> tuple[str, ...]:
        """The criteria of all the crossings."""
        return tuple(dict.fromkeys(name for croisement in self.croisements for name in croisement.criteres))

    def split(self, answer: pa.Table) -> Iterator[tuple[Adresse, pa.Table]]:
        """The lines of each address, their criteria named `valeur1` and `valeur2`."""
        for croisement, cohorte, grain in self.adresses:
            tests = [
                pc.is_valid(answer[n]) if n in croisement.criteres else pc.is_null(answer[n]) for n in self.criteres
            ]
            if len(self.grains) > 1:
                tests.append(pc.equal(answer["grain"], grain))
            lines = answer.filter(reduce(pc.and_, tests)) if tests else answer
            others = [name for name in lines.column_names if name not in ("grain", "periode", *self.criteres)]
            kept = lines.select(["periode", *croisement.criteres, *others])
            values = [f"valeur{rank}" for rank in range(1, 1 + len(croisement.criteres))]
            yield (croisement, cohorte, grain), kept.rename_columns(["periode", *values, *others])


def build_lots(registry: Registry, croisements: Iterable[Croisement], *, large: bool = False) -> list[Lot]:
    """The lots of these crossings: every address that has a measure to publish is in one of them.

    On a `large` base each address is alone: a median holds every delay of its statement in memory.
    """
    found: dict[tuple[Cohorte, str, tuple[Mesure, ...], bool], list[Adresse]] = {}
    for croisement in croisements:
        axis = find_axis(registry, croisement.criteres)
        for cohorte in croisement.cohortes:
            for grain in croisement.grains:
                mesures = tuple(published_measures(registry, cohorte, croisement.criteres, grain))
                if mesures:
                    key = (cohorte, axis, mesures, grain == "annee")
                    found.setdefault(key, []).append((croisement, cohorte, grain))
    together = [(cohorte, mesures, tuple(addresses)) for (cohorte, _, mesures, _), addresses in found.items()]
    if not large:
        return [Lot(*lot) for lot in together]
    return [Lot(cohorte, mesures, (address,)) for cohorte, mesures, addresses in together for address in addresses]
