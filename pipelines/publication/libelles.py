"""The labels of the criteria no vocabulary file holds: strata of population, régions, départements.

Takes the registry and the offices, gives one table, so that a frozen release keeps the names it was published with.
"""

from __future__ import annotations

import pyarrow as pa

from pipelines.indicateurs.registry import Registry
from pipelines.model import HORS_FRANCE, ILLISIBLE
from pipelines.publication.lieux import departements, regions

SCHEMA_LIBELLES = pa.schema([(name, pa.string()) for name in ("dimension", "code", "libelle")])

_AUTRES = ((HORS_FRANCE, "Hors de France"), (ILLISIBLE, "Code postal illisible"))


def labels_table(registry: Registry) -> pa.Table:
    """One row per criterion and code, in the order readers see them."""
    named = [(code, nom) for code, (nom, _) in departements().items()]
    rows = [
        *(("strate", strate.code, strate.libelle) for strate in registry.strates),
        *(("region", *pair) for pair in regions().items()),
        *(("departement", *pair) for pair in named),
        *(("departement_requerant", *pair) for pair in (*named, *_AUTRES)),
    ]
    return pa.Table.from_pylist([dict(zip(SCHEMA_LIBELLES.names, row, strict=True)) for row in rows], SCHEMA_LIBELLES)
