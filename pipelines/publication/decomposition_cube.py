"""The exact counts by office, family and canal that decompositions and expectations are made of.

Takes the cases, gives one `Cube` of dense integers by year and by month. It never leaves publication. A case known
by its year only is in the years and in no month.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.indicateurs.registry import Cohorte, Indicateur, Registry
from pipelines.publication.engine import Engine, quote
from pipelines.publication.tables import measure_sql

Entiers = npt.NDArray[np.int64]

CLES = ("office_id", "par_famille", "par_canal")
"""The axes of a cube, in order."""

_PERIODES: Mapping[Cohorte, str] = {"recues": "recue", "closes": "close"}


@dataclass(frozen=True)
class Cube:
    """Counts by measure: `annees[mesure]` and `mois[mesure]` have axes (period, office, family, canal)."""

    offices: tuple[str, ...]
    familles: tuple[str, ...]
    canaux: tuple[str, ...]
    noms_annees: tuple[str, ...]
    noms_mois: tuple[str, ...]
    annees: Mapping[str, Entiers]
    mois: Mapping[str, Entiers]

    @cached_property
    def _cumuls(self) -> Mapping[str, Entiers]:
        """Running sums over the months, with a zero first: any window of months is one subtraction."""
        empty = np.zeros((1, len(self.offices), len(self.familles), len(self.canaux)), dtype=np.int64)
        return {name: np.concatenate([empty, np.cumsum(counts, axis=0)]) for name, counts in self.mois.items()}

    def year(self, mesures: Sequence[str], annee: str) -> Entiers:
        """The sum of the measures in a year, by office, family and canal."""
        if annee not in self.noms_annees:
            return np.zeros((len(self.offices), len(self.familles), len(self.canaux)), dtype=np.int64)
        rank = self.noms_annees.index(annee)
        total: Entiers = np.sum([self.annees[name][rank] for name in mesures], axis=0, dtype=np.int64)
        return total

    def months(self, mesures: Sequence[str], premier: str, dernier: str) -> Entiers:
        """The same over the months from the first to the last, both included."""
        start = sum(name < premier for name in self.noms_mois)
        stop = sum(name <= dernier for name in self.noms_mois)
        total: Entiers = np.sum(
            [self._cumuls[name][stop] - self._cumuls[name][start] for name in mesures], axis=0, dtype=np.int64
        )
        return total


def build_cube(engine: Engine, registry: Registry, indicateurs: Sequence[Indicateur]) -> Cube:
    """The cube of every measure these indicators need."""
    names = dict.fromkeys(name for indicateur in indicateurs for name in indicateur.mesures)
    cohorts = {cohorte: [n for n in names if registry.mesures[n].cohorte == cohorte] for cohorte in _PERIODES}
    asked = [(cohorte, grain) for cohorte, kept in cohorts.items() if kept for grain in ("annee", "mois")]
    texts = [_sql(registry, cohorte, grain, cohorts[cohorte]) for cohorte, grain in asked]
    tables = dict(zip(asked, engine.query_all(texts), strict=True))
    axes = [_values(tables.values(), name) for name in CLES]
    periods = {g: _values([t for (_, grain), t in tables.items() if grain == g], "periode") for g in ("annee", "mois")}
    dense: dict[str, dict[str, Entiers]] = {"annee": {}, "mois": {}}
    for (cohorte, grain), table in tables.items():
        dense[grain] |= _spread(table, [periods[grain], *axes], cohorts[cohorte])
    offices, familles, canaux = axes
    return Cube(offices, familles, canaux, periods["annee"], periods["mois"], dense["annee"], dense["mois"])


def _sql(registry: Registry, cohorte: Cohorte, grain: str, mesures: Sequence[str]) -> str:
    periode = f"s.{quote(f'{_PERIODES[cohorte]}_{grain}')}"
    keys = [f"s.{quote(name)}" for name in CLES]
    counts = [f"{measure_sql(registry.mesures[name])} as {quote(name)}" for name in mesures]
    return (
        f"select {periode} as periode, {', '.join([*keys, *counts])}\n"
        f"from cas s where {periode} is not null\ngroup by {', '.join([periode, *keys])}"
    )


def _values(tables: Iterable[pa.Table], name: str) -> tuple[str, ...]:
    found = {value for table in tables for value in pc.unique(table[name]).to_pylist()}
    return tuple(sorted(found))


def _spread(table: pa.Table, axes: Sequence[tuple[str, ...]], mesures: Sequence[str]) -> dict[str, Entiers]:
    shape = tuple(len(axis) for axis in axes)
    ranks = [
        pc.index_in(table[name], value_set=pa.array(axis, pa.string())).to_numpy().astype(np.int64)
        for name, axis in zip(("periode", *CLES), axes, strict=True)
    ]
    spread: dict[str, Entiers] = {}
    for name in mesures:
        dense = np.zeros(shape, dtype=np.int64)
        dense[tuple(ranks)] = table[name].fill_null(0).to_numpy()
        spread[name] = dense
    return spread
