"""The delay curves of a millésime, open cases counted: network tables by usage, and lines of each private file.

Takes the prepared engine, the standing deposits and the plan, gives protected cells and exact private ones, in the layout of
every other cell: `cohorte` is the view, `mesure` names the day of the grid. No curve leaves this module day by day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
import pyarrow as pa

from pipelines.indicateurs.registry import Cohorte
from pipelines.publication.blocs import Bloc, as_cells, melt
from pipelines.publication.couverture import Couverture
from pipelines.publication.engine import Engine
from pipelines.publication.manifest import Publie
from pipelines.publication.plan import USAGES, Croisement, Plan, Usage
from pipelines.publication.survie_calcul import CROISEMENTS, Lot, compute_curves, read_lots
from pipelines.publication.survie_preparation import prepare_follow_up
from pipelines.publication.survie_protection import Colonnes, exact_columns, protect_curves
from pipelines.vue import Depot

PRIVE = "survie"
"""Crossing of the curves in a private file: it comes last there, so that appending keeps the file sorted."""


@dataclass(frozen=True)
class Survie:
    """Protected cells by usage, those of each office's private file, and what the manifest says of them."""

    cellules: Mapping[Usage, pa.Table]
    prives: Mapping[str, pa.Table]
    croisements: tuple[Publie, ...]

    def complete(self, office: str, cells: pa.Table) -> pa.Table:
        """The cells of a private file followed by the office's curves."""
        if office not in self.prives:
            return cells
        return pa.concat_tables([cells, self.prives[office].replace_schema_metadata(cells.schema.metadata)])


def survival_tables(
    engine: Engine, depots: Sequence[Depot], couverture: Couverture, plan: Plan, sensibles: frozenset[str]
) -> Survie:
    """The curves of every year: the network, each type, family and office, for the usages the plan gives these crossings."""
    prepare_follow_up(engine, depots, couverture)
    compute_curves(engine)
    declared = {croisement.id: croisement for croisement in plan.croisements if croisement.id in CROISEMENTS}
    parts: dict[Usage, list[tuple[Croisement, pa.Table]]] = {usage: [] for usage in USAGES}
    prives: dict[str, list[pa.Table]] = {}
    for lot in read_lots(engine):
        croisement, counted = declared[lot.croisement], lot.keep(lot.compte == 1)
        for usage in croisement.usages:
            columns = protect_curves(counted, croisement, usage, sensibles)
            parts[usage].append((croisement, _melt(counted, croisement, columns)))
        if croisement.par_office:
            for office, cells in _split(lot, croisement):
                prives.setdefault(office, []).append(cells)
    return Survie(
        cellules={usage: as_cells(table for _, table in found) for usage, found in parts.items()},
        prives={office: pa.concat_tables(cells) for office, cells in prives.items()},
        croisements=tuple(
            _describe(usage, croisement, parts[usage])
            for usage in USAGES
            for croisement in declared.values()
            if usage in croisement.usages
        ),
    )


def _split(lot: Lot, croisement: Croisement) -> Iterator[tuple[str, pa.Table]]:
    """The exact cells of each office; those without a value are absent."""
    own = lot.keep(np.lexsort((lot.periodes.astype(str), lot.valeurs.astype(str))))
    columns = exact_columns(own)
    cells = as_cells([_melt(own, replace(croisement, id=PRIVE), columns)])
    offices, starts, lines = np.unique(own.valeurs.astype(str), return_index=True, return_counts=True)
    for office, start, count in zip(offices, starts, lines, strict=True):
        every = cells.slice(start * len(columns), count * len(columns))
        yield str(office), every.filter(every["valeur"].is_valid())


def _melt(lot: Lot, croisement: Croisement, columns: Colonnes) -> pa.Table:
    names = ("periode", "valeur1")[: 1 + len(croisement.criteres)]
    arrays = [pa.array(values, pa.string()) for values in (lot.periodes, lot.valeurs)]
    table = pa.table(dict(zip(names, arrays, strict=False)))
    return melt(Bloc(croisement, cast(Cohorte, lot.vue), "annee", table), columns)


def _describe(usage: Usage, croisement: Croisement, found: Sequence[tuple[Croisement, pa.Table]]) -> Publie:
    cells = sum(table.num_rows for each, table in found if each is croisement)
    return Publie(croisement.id, f"survie-{usage}", croisement.criteres, ("annee",), cells)
