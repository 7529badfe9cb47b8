"""A chart described without saying how it is drawn: what it compares, its sentence, its table, its alternative text.

Takes nothing but values already formatted; gives frozen dataclasses that `plotly` draws and `documents` exports.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboard.figures import Figure
from dashboard.tranches import Tranche

Genre = Literal["courbes", "colonnes", "classement", "parts"]
Ton = Literal["premier", "second", "neutre", "tranche"]


@dataclass(frozen=True)
class Point:
    """One mark. `texte` is what a reader sees beside it; `incomplet` marks a period that is not over."""

    categorie: str
    valeur: float | None
    texte: str
    survol: str = ""
    incomplet: bool = False
    repere: bool = False


@dataclass(frozen=True)
class Serie:
    """Marks of one colour. `rang` orders the bands of a scale."""

    nom: str
    points: tuple[Point, ...]
    ton: Ton = "premier"
    rang: int = 0


@dataclass(frozen=True)
class Tableau:
    """The same data as text, for those who do not see the chart or want the numbers."""

    titres: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Graphique:
    """A chart and everything that stands beside it. `figures` or `tranches` are what it shows, for exports."""

    cle: str
    genre: Genre
    titre: str
    unite: str
    phrase: str
    series: tuple[Serie, ...]
    tableau: Tableau
    figures: tuple[Figure, ...] = ()
    tranches: tuple[Tranche, ...] = ()
    note: str = ""

    @property
    def vide(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(point.valeur is not None for serie in self.series for point in serie.points)

    @property
    def alt(self) -> str:
        """The chart for a screen reader: what it is, then what it says."""
        return f"{self.titre}. {self.phrase} Les données sont dans le tableau qui suit."
