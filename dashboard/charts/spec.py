"""A chart described without saying how it is drawn: what it compares, its sentence, its table, its alternative text.

Takes nothing but values already formatted; gives frozen dataclasses that `plotly` draws and `documents` exports.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboard.figures import Figure
from dashboard.tranches import Tranche

Ligne = tuple[str | int | float | None, ...]
"""A line of a table for files."""

Genre = Literal["courbes", "colonnes", "classement", "parts"]
Ton = Literal["premier", "second", "neutre", "tranche"]
Trait = Literal["plein", "tirets", "limite"]
"""A series, the same on another perimeter, or a limit: a quiet line without marks."""


PEU_DE_POINTS, HORS_NOMMES = 12, 3
"""Points beyond their limits whose words are drawn, one on a longer series: more would cover each other."""

HORS_LIMITES = "hors limites"
"""What is drawn beside such a point; whether it is above or under shows, and is said in its table."""


@dataclass(frozen=True)
class Point:
    """One mark. `texte` is what a reader sees beside it; `incomplet` marks a period that is not over.

    `hors` says in words that it is beyond its limits.
    """

    categorie: str
    valeur: float | None
    texte: str
    survol: str = ""
    incomplet: bool = False
    repere: bool = False
    hors: str = ""


@dataclass(frozen=True)
class Serie:
    """Marks of one colour. `rang` orders the bands of a scale; `court` labels the end of a line whose name is long."""

    nom: str
    points: tuple[Point, ...]
    ton: Ton = "premier"
    rang: int = 0
    trait: Trait = "plein"
    court: str = ""

    @property
    def etiquette(self) -> str:
        """What stands at the end of its line."""
        return self.court or self.nom.lower()

    @property
    def nommes(self) -> frozenset[int]:
        """Ranks of the points beyond their limits that carry their words: the last ones."""
        kept = HORS_NOMMES if len(self.points) <= PEU_DE_POINTS else 1
        return frozenset([rank for rank, point in enumerate(self.points) if point.hors][-kept:])


@dataclass(frozen=True)
class Jalon:
    """A dated event on the axis of time, drawn as `lettre` and told as `texte`.

    `place` is its rank among the points, a fraction within a period.
    """

    place: float
    lettre: str
    texte: str


@dataclass(frozen=True)
class Tableau:
    """The same data as text, for those who do not see the chart or want the numbers."""

    titres: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Graphique:
    """A chart and everything that stands beside it.

    `figures`, `tranches` or `donnees` (a table, header first) are what it shows, for exports; `indicateurs` those whose
    definition goes with `donnees`.
    """

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
    donnees: tuple[Ligne, ...] = ()
    indicateurs: tuple[str, ...] = ()
    jalons: tuple[Jalon, ...] = ()

    @property
    def vide(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(point.valeur is not None for serie in self.series for point in serie.points)

    @property
    def alt(self) -> str:
        """The chart for a screen reader: what it is, then what it says."""
        return f"{self.titre}. {self.phrase} Les données sont dans le tableau qui suit."
