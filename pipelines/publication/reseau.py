"""The network tables: every crossing of the plan, through the gate, once per usage.

Takes the cases and the plan, gives one table of cells per usage and what the manifest says of each crossing. It is
the only place where exact network cells exist, and they never leave it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.errors import InternalError
from pipelines.indicateurs.registry import Registry
from pipelines.publication.blocs import Adresse, Ajouts, add_nothing, as_cells, compute_blocks, melt
from pipelines.publication.disclosure import protect
from pipelines.publication.engine import Engine
from pipelines.publication.manifest import Publie
from pipelines.publication.perimetre import Perimetre
from pipelines.publication.perimetre_blocs import compute_constant_blocks
from pipelines.publication.perimetre_porte import protect_constants
from pipelines.publication.plan import USAGES, Croisement, Plan, Usage
from pipelines.publication.stockage import LIGNES_PAR_GROUPE

SEPARATEUR = "|"


@dataclass(frozen=True)
class Reseau:
    """Protected cells by usage, and the crossings they come from."""

    cellules: Mapping[Usage, pa.Table]
    croisements: tuple[Publie, ...]


def network_tables(
    engine: Engine,
    registry: Registry,
    plan: Plan,
    sensibles: frozenset[str],
    perimetres: Sequence[Perimetre] = (),
    ajouts: Ajouts = add_nothing,
) -> Reseau:
    """Every crossing of the plan, in every perimeter; `InternalError` when one holds more cells than it declares.

    `ajouts` gives the protected columns of a block that no measure of the registry computes.
    """
    parts: dict[Usage, list[tuple[Adresse, pa.Table]]] = {usage: [] for usage in USAGES}
    counts: Counter[tuple[Usage, str]] = Counter()
    constants = compute_constant_blocks(engine, registry, plan.croisements, perimetres)
    for bloc in compute_blocks(engine, registry, plan.croisements):
        publie = {usage: protect(bloc, usage, registry, sensibles) for usage in bloc.croisement.usages}
        narrower = constants.get((bloc.croisement.id, bloc.cohorte, bloc.grain), [])
        added = ajouts(bloc)
        shown = [(usage, bloc, {**columns, **added}) for usage, columns in publie.items()]
        for usage, each, columns in (*shown, *protect_constants(bloc, publie, narrower, registry)):
            cells = melt(each, columns)
            parts[usage].append((each.adresse, cells))
            counts[usage, bloc.croisement.id] += cells.num_rows
    tables = {usage: as_cells(cells for _, cells in sorted(found, key=itemgetter(0))) for usage, found in parts.items()}
    return Reseau(
        cellules=tables,
        croisements=tuple(
            _describe(croisement, usage, counts[usage, croisement.id])
            for croisement in plan.croisements
            for usage in croisement.usages
        ),
    )


def fingerprint(tables: Mapping[Usage, pa.Table]) -> str:
    """sha256 of the sorted rows, as text: independent of file format, engine and order of the cases."""
    digest = hashlib.sha256()
    for usage in sorted(tables):
        digest.update(f"{usage}\n".encode())
        for batch in tables[usage].to_batches(max_chunksize=LIGNES_PAR_GROUPE):
            columns = [column.cast(pa.string()) for column in batch.columns]
            rows = pc.binary_join_element_wise(*columns, "\n", SEPARATEUR, null_handling="replace", null_replacement="")
            digest.update(_bytes_of(rows))
    return digest.hexdigest()


def _bytes_of(rows: pa.StringArray) -> memoryview:
    """The texts of a new array, end to end."""
    _, offsets, data = rows.buffers()
    return memoryview(data)[: memoryview(offsets).cast("i")[len(rows)]]


def _describe(croisement: Croisement, usage: Usage, cells: int) -> Publie:
    if cells > croisement.cellules:
        raise InternalError(
            "PLAN_DEPASSE",
            f"Le croisement {croisement.id} a {cells} cellules, le plan en admet {croisement.cellules}.",
            "Relever la borne dans plan.toml, ou retirer un grain.",
        )
    return Publie(croisement.id, usage, croisement.criteres, croisement.grains, cells)
