"""What a decomposition starts from: the counts of one indicator in a pair of windows, for the network or a type.

Takes the cube and the offices sorted, gives a `Situation`. Everything it holds is exact: it never leaves publication.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import numpy as np

from pipelines.indicateurs.registry import Indicateur
from pipelines.model import A_QUALIFIER
from pipelines.publication.cas import NON_RENSEIGNE
from pipelines.publication.decomposition_classement import Classement
from pipelines.publication.decomposition_cube import Cube, Entiers
from pipelines.publication.decomposition_exacte import Effets, Famille, Rapport, split_office, total
from pipelines.publication.decomposition_paires import Fenetre, Paire

Ligne = tuple[str, str | None, int, int, int | None]
"""Part, code of a criterion, value, denominator, number of offices."""

POURCENT = 100


@dataclass(frozen=True, eq=False)
class Cellules:
    """The counts of a pair, axes (s0, n0, s1, n1) × office × family × canal, and what the network and types share."""

    table: Entiers
    familles: tuple[str, ...]
    canaux: tuple[str, ...]
    types: tuple[str, ...]
    effets: dict[int, Effets] = field(default_factory=dict)

    @cached_property
    def offices(self) -> list[Rapport]:
        """The ratio of each office."""
        return [Rapport(*line) for line in self.table.sum(axis=(2, 3)).T.tolist()]

    @cached_property
    def par_famille(self) -> list[list[Famille]]:
        """By office, the families and canaux that hold a case in either window."""
        held = np.nonzero(self.table[1] + self.table[3])
        columns = [axis.tolist() for axis in (held[0], held[1], *(counts[held] for counts in self.table))]
        sums = self.table.sum(axis=3).transpose(1, 2, 0).tolist()
        found: list[list[Famille]] = [[] for _ in self.types]
        last, canaux = (-1, -1), list[Rapport]()
        for office, famille, *counts in zip(*columns, strict=True):
            if (office, famille) != last:
                last, canaux = (office, famille), []
                found[office].append((Rapport(*sums[office][famille]), canaux))
            canaux.append(Rapport(*counts))
        return found

    def split(self, rank: int) -> Effets:
        """The split of one office's change, computed once for the network and its type."""
        if rank not in self.effets:
            self.effets[rank] = split_office(self.offices[rank], self.par_famille[rank])
        return self.effets[rank]


@dataclass(frozen=True)
class Situation:
    """One indicator in two windows. `type` is empty for the network; `complete`: the network's own figure shows."""

    indicateur: Indicateur
    cellules: Cellules
    classement: Classement
    annuelle: bool
    complete: bool
    type: str = ""

    @property
    def facteur(self) -> int:
        """100 for a rate, whose unit is the point."""
        return POURCENT if self.indicateur.forme == "taux" else 1

    def levels(self) -> Iterator[tuple[str, Situation]]:
        """The network, then each type that has offices."""
        yield "", self
        types = self.cellules.types
        for kind in sorted(set(types)):
            ranks = {rank for rank, known in enumerate(types) if known == kind}
            yield kind, replace(self, type=kind, classement=self.classement.restrict(ranks))

    def counts(self, ranks: Sequence[int]) -> tuple[list[int], list[int]]:
        """The cases of each office, before and after."""
        offices = self.cellules.offices
        return [offices[rank].n0 for rank in ranks], [offices[rank].n1 for rank in ranks]

    def active(self, ranks: Sequence[int]) -> tuple[int, ...]:
        """Those that hold a case in either window."""
        offices = self.cellules.offices
        return tuple(rank for rank in ranks if offices[rank].n0 or offices[rank].n1)

    def ratio(self, ranks: Sequence[int]) -> Rapport:
        """The ratio of these offices together."""
        return total(self.cellules.offices[rank] for rank in ranks)

    def unrecorded(self, ranks: Sequence[int], critere: Literal["famille", "canal"]) -> tuple[float, float]:
        """The share of these offices' cases whose family or canal is not known, before and after."""
        names, axis = (self.cellules.familles, 2) if critere == "famille" else (self.cellules.canaux, 1)
        unknown = [position for position, name in enumerate(names) if name in (NON_RENSEIGNE, A_QUALIFIER)]
        windows = [self.cellules.table[window][list(ranks)].sum(axis=(0, axis)) for window in (1, 3)]
        before, after = (float(cases[unknown].sum() / max(cases.sum(), 1)) for cases in windows)
        return before, after

    def splits(self, ranks: Sequence[int]) -> list[tuple[Rapport, Effets]]:
        """The ratio of each office and the split of its change."""
        return [(self.cellules.offices[rank], self.cellules.split(rank)) for rank in ranks]


def build_situation(
    cube: Cube, types: tuple[str, ...], indicateur: Indicateur, paire: Paire, classement: Classement
) -> Situation:
    """The situation of the whole network for a pair."""
    windows = list(zip((paire.reference, paire.fenetre), classement.comptes, strict=True))
    tables = [counts for window, kept in windows for counts in _read(cube, indicateur, window, kept)]
    return Situation(
        indicateur=indicateur,
        cellules=Cellules(np.stack(tables), cube.familles, cube.canaux, types),
        classement=classement,
        annuelle=paire.fenetre.grain == "annee",
        complete=all(_is_complete(cube, indicateur, window, kept) for window, kept in windows),
    )


def _read(cube: Cube, indicateur: Indicateur, window: Fenetre, counting: Sequence[bool]) -> tuple[Entiers, Entiers]:
    """Sums and bases of a window, 0 for the offices that do not count."""
    mask = np.array(counting, dtype=np.int64).reshape(-1, 1, 1)
    sums = window.read(cube, indicateur.numerateur) * mask
    bases = window.read(cube, (indicateur.denominateur,)) * mask if indicateur.denominateur else sums
    return sums, bases


def _is_complete(cube: Cube, indicateur: Indicateur, window: Fenetre, counting: Sequence[bool]) -> bool:
    """Whether enough of the network's population is recorded for the indicator to show."""
    if not indicateur.completude_minimum or not indicateur.population or not indicateur.renseignes:
        return True
    kept = np.array(counting, dtype=bool)
    known, population = (
        int(window.read(cube, (name,))[kept].sum()) for name in (indicateur.renseignes, indicateur.population)
    )
    return population == 0 or POURCENT * known >= indicateur.completude_minimum * population
