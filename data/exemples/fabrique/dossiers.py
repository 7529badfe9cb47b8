"""The cases of one office as columns of integers, between the draw and the files.

Every column is an `int32` array as long as the others, `VIDE` where unknown; names are those of `pipelines.model`,
plus what only a file needs (seconds of the day, place, agent, own domain).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fabrique.hasard import VIDE, Entiers

EPOQUE = np.datetime64("1970-01-01", "D")


@dataclass(frozen=True)
class Dossiers:
    """Columns of cases; `office` is the key all of them belong to."""

    office: str
    colonnes: Mapping[str, Entiers]

    def __getitem__(self, nom: str) -> Entiers:
        return self.colonnes[nom]

    @property
    def n(self) -> int:
        """Number of cases."""
        return len(self.colonnes["date_reception"])

    @property
    def clos(self) -> NDArray[np.bool_]:
        """Closed cases: those with a closure date."""
        return np.not_equal(self.colonnes["date_cloture"], VIDE)

    def avec(self, **colonnes: Entiers) -> Dossiers:
        """The same cases with columns added or replaced."""
        return Dossiers(self.office, {**self.colonnes, **colonnes})

    def garder(self, lignes: NDArray[Any]) -> Dossiers:
        """Some of the cases, in the order of `lignes`."""
        return Dossiers(self.office, {nom: colonne[lignes] for nom, colonne in self.colonnes.items()})


def years(jours: Entiers) -> Entiers:
    """Calendar year of each day."""
    return ((EPOQUE + jours).astype("datetime64[Y]").astype(np.int32) + 1970).astype(np.int32)


def months(jours: Entiers) -> Entiers:
    """Calendar month of each day, 0 for January."""
    return ((EPOQUE + jours).astype("datetime64[M]").astype(np.int32) % 12).astype(np.int32)


def weekdays(jours: Entiers) -> Entiers:
    """Day of the week, 0 for Monday."""
    return ((jours + 3) % 7).astype(np.int32)
