"""« Pourquoi ça bouge »: the exact decomposition of every comparable change, for the network and each type.

Takes the cube of exact counts, gives the rows of `reseau/decomposition.parquet`: integers over a declared
denominator, whose parts sum to the change without remainder. It publishes no part that speaks of one or two offices.

A volume is split into newcomers, departures and the offices present throughout, the latter also by family and by
canal. A ratio is split into newcomers, departures, the weight of offices, the mix of families, the mix of canaux, and
the office's own effect. What cannot be told apart is merged, never left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pyarrow as pa

from pipelines.indicateurs.registry import Indicateur, Registry
from pipelines.publication.couverture import Couverture
from pipelines.publication.decomposition_classement import Classement, sort_offices
from pipelines.publication.decomposition_cube import Cube
from pipelines.publication.decomposition_paires import Paire, list_pairs
from pipelines.publication.decomposition_rapport import split_ratio
from pipelines.publication.decomposition_situation import Ligne, Situation, build_situation
from pipelines.publication.decomposition_volume import split_volume
from pipelines.publication.perimetre_activite import Activite

CODES = ("V1", "V2", "T3m", "O1")
"""The indicators whose change is decomposed."""

SCHEMA_DECOMPOSITION = pa.schema(
    [
        *((name, pa.string()) for name in ("type", "indicateur", "grain", "periode", "reference", "part", "code")),
        ("valeur", pa.int64()),
        ("denominateur", pa.int64()),
        ("offices", pa.int32()),
    ]
)

Decoupe = Callable[[Situation], Iterator[Ligne]]


def decomposed_indicators(registry: Registry) -> tuple[Indicateur, ...]:
    """Those of `CODES` the registry declares."""
    return tuple(found for found in map(registry.find, CODES) if found is not None)


def decomposition_table(
    cube: Cube, registry: Registry, couverture: Couverture, activites: Mapping[str, Activite]
) -> pa.Table:
    """One row per type (« » for the network), indicator, pair and part."""
    rows: list[tuple[str | int | None, ...]] = []
    for paire in list_pairs(couverture):
        classement = sort_offices(couverture, activites, cube.offices, paire)
        for indicateur in decomposed_indicators(registry):
            rows += _decompose(cube, couverture, indicateur, paire, classement)
    ordered = sorted(rows, key=lambda row: tuple(value or "" for value in row[:7]))
    columns = list(zip(*ordered, strict=True)) or [()] * len(SCHEMA_DECOMPOSITION)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, SCHEMA_DECOMPOSITION, strict=True)]
    return pa.table(arrays, schema=SCHEMA_DECOMPOSITION)


def _decompose(
    cube: Cube, couverture: Couverture, indicateur: Indicateur, paire: Paire, classement: Classement
) -> Iterator[tuple[str | int | None, ...]]:
    types = tuple(couverture.offices[office].type for office in cube.offices)
    situation = build_situation(cube, types, indicateur, paire, classement)
    split: Decoupe = split_volume if indicateur.forme == "compte" else split_ratio
    for kind, level in situation.levels():
        for line in split(level):
            yield kind, indicateur.id, paire.fenetre.grain, paire.fenetre.id, paire.reference.id, *line
