"""The network tables: every crossing of the plan, through the gate, once per usage.

Takes the cases and the plan, gives one table of cells per usage and what the manifest says of each crossing. It is
the only place where exact network cells exist, and they never leave it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.errors import InternalError
from pipelines.indicateurs.registry import Registry
from pipelines.publication.blocs import as_cells, compute_blocks, melt
from pipelines.publication.disclosure import protect
from pipelines.publication.engine import Engine
from pipelines.publication.manifest import Publie
from pipelines.publication.plan import USAGES, Croisement, Plan, Usage
from pipelines.publication.stockage import LIGNES_PAR_GROUPE

SEPARATEUR = "|"


@dataclass(frozen=True)
class Reseau:
    """Protected cells by usage, the crossings they come from, and the fingerprint of their rows."""

    cellules: Mapping[Usage, pa.Table]
    croisements: tuple[Publie, ...]
    empreinte: str


def network_tables(engine: Engine, registry: Registry, plan: Plan, sensibles: frozenset[str]) -> Reseau:
    """Every crossing of the plan; `InternalError` when one holds more cells than it declares."""
    parts: dict[Usage, list[pa.Table]] = {usage: [] for usage in USAGES}
    counts: Counter[tuple[Usage, str]] = Counter()
    for bloc in compute_blocks(engine, registry, plan.croisements):
        for usage in bloc.croisement.usages:
            cells = melt(bloc, protect(bloc, usage, registry, sensibles))
            parts[usage].append(cells)
            counts[usage, bloc.croisement.id] += cells.num_rows
    tables = {usage: as_cells(found) for usage, found in parts.items()}
    return Reseau(
        cellules=tables,
        croisements=tuple(
            _describe(croisement, usage, counts[usage, croisement.id])
            for croisement in plan.croisements
            for usage in croisement.usages
        ),
        empreinte=fingerprint(tables),
    )


def fingerprint(tables: Mapping[Usage, pa.Table]) -> str:
    """sha256 of the sorted rows, as text: independent of file format, engine and order of the cases."""
    digest = hashlib.sha256()
    for usage in sorted(tables):
        digest.update(f"{usage}\n".encode())
        for batch in tables[usage].to_batches(max_chunksize=LIGNES_PAR_GROUPE):
            columns = [column.cast(pa.string()) for column in batch.columns]
            rows = pc.binary_join_element_wise(*columns, "\n", SEPARATEUR, null_handling="replace", null_replacement="")
            digest.update("".join(rows.to_pylist()).encode())
    return digest.hexdigest()


def _describe(croisement: Croisement, usage: Usage, cells: int) -> Publie:
    if cells > croisement.cellules:
        raise InternalError(
            "PLAN_DEPASSE",
            f"Le croisement {croisement.id} a {cells} cellules, le plan en admet {croisement.cellules}.",
            "Relever la borne dans plan.toml, ou retirer un grain.",
        )
    return Publie(croisement.id, usage, croisement.criteres, croisement.grains, cells)
