"""The base as publication sees it: files of saisines at one version, the deposits that stand, the offices.

Takes nothing, gives the records that `entrepot` fills and `publication` reads. A `Vue` never changes: two
publications of the same view are the same millésime.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipelines.offices import Office

Portee = Literal["complet", "periode"]


@dataclass(frozen=True)
class Depot:
    """A standing deposit: what it covers, as of when, for which offices (those without cases included)."""

    id: str
    portee: Portee
    debut: date | None
    fin: date | None
    date_arrete: date
    offices: tuple[str, ...]
    source: str
    fichier: str
    sha256: str
    depose_le: str

    def covers(self, debut: date, fin: date) -> bool:
        """Whether the deposit tells all there is to know of the period, both days included."""
        if self.date_arrete < fin:
            return False
        if self.portee == "complet":
            return True
        return self.debut is not None and self.fin is not None and self.debut <= debut and fin <= self.fin


@dataclass(frozen=True)
class Constat:
    """A finding kept with a deposit: where it is, never what is written there. `nombre` lines share it."""

    depot_id: str
    code: str
    niveau: str
    feuille: str | None
    ligne: int | None
    colonne: str | None
    nombre: int


@dataclass(frozen=True)
class Vue:
    """The base at one version. `fichiers` are Parquet files of `model.SCHEMA_SAISINE`."""

    fichiers: tuple[str, ...]
    versions: Mapping[str, int]
    depots: tuple[Depot, ...]
    offices: Mapping[str, Office]
    exemple: bool
    constats: tuple[Constat, ...] = ()
