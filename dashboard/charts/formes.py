"""The marks of a static drawing: boxes, lines, dots and texts, in points, each with its colour.

Takes nothing, gives frozen records that `traces` places and that `svg` and `png` draw.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TAILLE = 13.0
"""Size of an ordinary text."""

Ancre = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Rectangle:
    """A filled box; `contour` is the colour of its line when it is drawn hollow."""

    x: float
    y: float
    largeur: float
    hauteur: float
    couleur: str
    contour: str = ""


@dataclass(frozen=True)
class Ligne:
    """Points joined in order; `pointille` alternates lengths drawn and left out, « 6 4 »."""

    points: tuple[tuple[float, float], ...]
    couleur: str
    epaisseur: float
    pointille: str = ""


@dataclass(frozen=True)
class Disque:
    """A dot; `contour` is the colour of its line when it is drawn hollow."""

    x: float
    y: float
    rayon: float
    couleur: str
    contour: str = ""


@dataclass(frozen=True)
class Anneau:
    """A ring, nothing inside."""

    x: float
    y: float
    rayon: float
    couleur: str


@dataclass(frozen=True)
class Surface:
    """A filled outline, without a line."""

    points: tuple[tuple[float, float], ...]
    couleur: str


@dataclass(frozen=True)
class Texte:
    """One line of text, its baseline at `y`."""

    x: float
    y: float
    texte: str
    couleur: str
    taille: float = TAILLE
    gras: bool = False
    ancre: Ancre = "start"


Trace = Rectangle | Ligne | Disque | Anneau | Surface | Texte


@dataclass(frozen=True)
class Dessin:
    """A drawing and its size."""

    largeur: float
    hauteur: float
    fond: str
    traces: tuple[Trace, ...]
