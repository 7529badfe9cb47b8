"""The private file of each office: its own figures, exact, for its médiateur alone.

Takes the cases and the plan's private crossings, gives one table per office. A private file holds no line of
another office, and shows every period its own deposits touch, the last one being cut at its own extract date.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.indicateurs.registry import Registry
from pipelines.publication.blocs import (
    Adresse,
    Ajouts,
    Bloc,
    Colonne,
    add_nothing,
    as_cells,
    compute_blocks,
    exact_columns,
    melt,
)
from pipelines.publication.couverture import Couverture
from pipelines.publication.engine import Engine
from pipelines.publication.marques import NON_RENSEIGNE, SANS_OBJET, TROP_PEU, mark_absent
from pipelines.publication.plan import Plan

_DITES = pa.array([NON_RENSEIGNE, SANS_OBJET])
"""Marks a private file carries: an office must not read 0 where its tool records nothing."""


def private_tables(
    engine: Engine, registry: Registry, plan: Plan, couverture: Couverture, ajouts: Ajouts = add_nothing
) -> Iterator[tuple[str, pa.Table]]:
    """The exact cells of every office that delivered, by office key; derived measures of no case are absent.

    A cell has no value only where it is marked not recorded or without object.
    """
    slices: dict[str, list[tuple[Adresse, pa.Table]]] = {office: [] for office in couverture.arretes}
    for bloc in compute_blocks(engine, registry, plan.prives, presence="prive", first="valeur1"):
        for office, cells in _split(melt(bloc, {**_known_columns(bloc, registry), **ajouts(bloc)})):
            slices[office].append((bloc.adresse, cells))
    for office in sorted(slices):
        ordered = sorted(slices[office], key=itemgetter(0))
        yield office, _sign(as_cells(cells for _, cells in ordered), office, couverture)


def _split(cells: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """The rows of each office, which stand together; those of a median of nothing go."""
    known = cells.filter(pc.or_kleene(cells["valeur"].is_valid(), pc.is_in(cells["marque"].cast(pa.string()), _DITES)))
    runs = pc.run_end_encode(known["valeur1"].combine_chunks().cast(pa.string()))
    ends = [int(end) for end in runs.run_ends.to_pylist()]
    for office, start, end in zip(runs.values.to_pylist(), [0, *ends], ends, strict=False):
        yield office, known.slice(start, end - start)


def _known_columns(bloc: Bloc, registry: Registry) -> dict[str, Colonne]:
    """The exact columns, where a median of nothing is marked so that it is not read as 0."""
    columns = exact_columns(bloc, registry)
    for mesure in registry.mesures.values():
        if mesure.n and mesure.id in columns:
            columns[mesure.id].marques[columns[mesure.n].valeurs == 0] = TROP_PEU
    return mark_absent(bloc, columns, registry)


def _sign(cells: pa.Table, office: str, couverture: Couverture) -> pa.Table:
    metadata = {"office": office, "arrete_au": couverture.arretes[office].isoformat()}
    return cells.replace_schema_metadata(metadata)
