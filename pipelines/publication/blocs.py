"""A block of cells: the result of one statement, wide, and the long rows a millésime is made of.

Takes Arrow tables of one integer column per measure, gives the table of one row per cell that both the network
files and the private files use. It decides nothing about what may be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.indicateurs.registry import Cohorte, Mesure, Registry
from pipelines.publication.engine import Engine
from pipelines.publication.lots import SAISINES_ENSEMBLE, build_lots
from pipelines.publication.plan import Croisement, Grain
from pipelines.publication.tables import build_lot_sql

Entiers = npt.NDArray[np.int64]
Marques = npt.NDArray[np.object_]

PERIMETRE_REEL = "reel"

CLE = ("croisement", "cohorte", "perimetre", "grain", "periode", "valeur1", "valeur2", "mesure")
"""A cell's address; tables are sorted by it."""

SCHEMA_CELLULES = pa.schema([*((name, pa.string()) for name in CLE), ("valeur", pa.int64()), ("marque", pa.string())])

CODE = pa.dictionary(pa.int32(), pa.string())
SCHEMA_BLOC = pa.schema([*((name, CODE) for name in CLE), ("valeur", pa.int64()), ("marque", CODE)])
"""In memory, text is held once per block: a release of sixty offices would otherwise take hundreds of megabytes."""

Adresse = tuple[str, str, str, str]
"""Crossing, cohort, perimeter and grain: the first columns of a cell's address."""


@dataclass(frozen=True)
class Bloc:
    """The exact cells of one cohort, crossing and grain: `periode`, the criteria, one column per measure."""

    croisement: Croisement
    cohorte: Cohorte
    grain: Grain
    table: pa.Table
    perimetre: str = PERIMETRE_REEL

    @property
    def adresse(self) -> Adresse:
        """What its rows are sorted by before their period."""
        return self.croisement.id, self.cohorte, self.perimetre, self.grain

    def measures(self, registry: Registry) -> list[Mesure]:
        """What the block counts, in the order of the registry."""
        return [registry.mesures[name] for name in self.table.column_names if name in registry.mesures]

    def values(self, mesure: str) -> Entiers:
        """The measure of each line; 0 where SQL gives null, which only a derived measure of no case does."""
        return self._nombres[mesure]

    @cached_property
    def _nombres(self) -> Mapping[str, Entiers]:
        """Every measure, read once: the gate looks at each of them several times."""
        named = [name for name in self.table.column_names if name not in CLE]
        return {name: self.table[name].fill_null(0).to_numpy().astype(np.int64) for name in named}


@dataclass(frozen=True)
class Colonne:
    """A measure as it is published: a marked cell has no value."""

    valeurs: Entiers
    marques: Marques


Ajouts = Callable[[Bloc], Mapping[str, Colonne]]
"""The columns of a block that no measure of the registry computes."""


def add_nothing(_: Bloc) -> Mapping[str, Colonne]:
    """No column besides those of the registry."""
    return {}


def compute_blocks(
    engine: Engine,
    registry: Registry,
    croisements: Iterable[Croisement],
    *,
    presence: str = "presence",
    first: str = "periode",
) -> Iterator[Bloc]:
    """Every block, as soon as it is counted, its lines sorted by `first` then by period and criteria."""
    lots = build_lots(registry, croisements, large=engine.count("cas") > SAISINES_ENSEMBLE)
    answers = engine.query_all([build_lot_sql(registry, lot, presence) for lot in lots])
    for lot, answer in zip(lots, answers, strict=True):
        for (croisement, cohorte, grain), table in lot.split(answer):
            names = ("periode", "valeur1", "valeur2")[: 1 + len(croisement.criteres)]
            keys = [(name, "ascending") for name in dict.fromkeys((first, *names))]
            yield Bloc(croisement, cohorte, grain, table.sort_by(keys))


def exact_columns(bloc: Bloc, registry: Registry) -> dict[str, Colonne]:
    """Every measure of the block as it is, nothing marked."""
    lines = bloc.table.num_rows
    return {
        mesure.id: Colonne(bloc.values(mesure.id), np.full(lines, None, dtype=object))
        for mesure in bloc.measures(registry)
    }


def melt(bloc: Bloc, colonnes: Mapping[str, Colonne]) -> pa.Table:
    """One row per line and measure of the block, null where marked, the measures of a line side by side and sorted."""
    names = sorted(colonnes)
    lines, total = bloc.table.num_rows, bloc.table.num_rows * len(names)
    valeurs = np.stack([colonnes[name].valeurs for name in names], axis=1).ravel()
    marques = pa.array(np.stack([colonnes[name].marques for name in names], axis=1).ravel(), pa.string())
    first = np.zeros(total, np.int32)
    fixed = [_encode([text], first) for text in (bloc.croisement.id, bloc.cohorte, bloc.perimetre, bloc.grain)]
    criteria = [_repeat(bloc.table[name], len(names)) for name in bloc.table.column_names if name in CLE]
    absent = [pa.nulls(total, CODE)] * (3 - len(criteria))
    mesures = _encode(names, np.tile(np.arange(len(names), dtype=np.int32), lines))
    shown = pa.array(valeurs, pa.int64(), mask=marques.is_valid().to_numpy(zero_copy_only=False))
    columns = [*fixed, *criteria, *absent, mesures, shown, marques.dictionary_encode()]
    return pa.table(columns, schema=SCHEMA_BLOC)


def as_cells(blocs: Iterable[pa.Table]) -> pa.Table:
    """One table of all the rows, its text still held once: writing it gives plain text and integers."""
    return pa.concat_tables([SCHEMA_BLOC.empty_table(), *blocs]).unify_dictionaries()


def _encode(values: Sequence[str], indices: npt.NDArray[np.int32]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(indices), pa.array(values, pa.string()))


def _repeat(column: pa.ChunkedArray, times: int) -> pa.DictionaryArray:
    encoded = column.combine_chunks().dictionary_encode()
    indices = np.repeat(encoded.indices.to_numpy(zero_copy_only=False), times)
    return pa.DictionaryArray.from_arrays(pa.array(indices, pa.int32()), encoded.dictionary)
