"""A map of tiles: one square per territory, its code, its mark and its value written in it.

Takes tiles and their layout, gives a chart. The shade follows the value, the line follows the state of delivery; both
are written too, so that nothing rests on colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any, Literal

from dashboard.charts.axes import base_layout
from dashboard.charts.formes import Anneau, Dessin, Disque, Ligne, Rectangle, Surface, Texte, Trace
from dashboard.charts.grilles import Grille
from dashboard.charts.libre import Libre
from dashboard.charts.palette import Palette
from dashboard.charts.spec import Ligne as Donnees
from dashboard.charts.spec import Point, Serie, Tableau

Fond = Literal["valeur", "attente", "absent"]
"""Something is known of the place, an office is awaited there, or no office sits there."""

LARGEUR = 560.0
PARTS = (0.10, 0.20, 0.32, 0.45)
"""How much of the hue each quarter of the largest value takes; the ink stays readable on the darkest."""

_LARGE, _COLONNES_LARGES = 74, 6
_ETROITE = 42
_BLANC = 0.05
OUTRE_MER = "Outre-mer"

PLEIN, MOITIE, VIDE = "●", "◐", "○"
"""Delivered, delivered in part, awaited. In files they are drawn: not every typeface has the second."""

_CLE, _RAYON = 28.0, 3.4
_PAS_CLE = 172.0


@dataclass(frozen=True)
class Tuile:
    """A territory. `signe` says whether it delivered, `texte` is its value or its mark, `survol` its name and both."""

    code: str
    abrege: str
    valeur: float | None
    texte: str
    fond: Fond
    signe: str = ""
    survol: str = ""
    choisie: bool = False

    @property
    def tete(self) -> str:
        """The first line of the tile."""
        return f"{self.abrege} {self.signe}".strip()


@dataclass(frozen=True)
class Paroles:
    """What stands beside a map; `signes` are its marks with what each means, written under it in files."""

    cle: str
    titre: str
    unite: str
    phrase: str
    note: str
    tableau: Tableau
    donnees: tuple[Donnees, ...]
    indicateurs: tuple[str, ...]
    signes: tuple[tuple[str, str], ...] = ()


def draw_tiles(paroles: Paroles, grille: Grille, tuiles: Sequence[Tuile]) -> Libre:
    """The map; tiles stand where the layout puts their code."""
    shown = tuple(tuiles)
    return Libre(
        cle=paroles.cle,
        genre="classement",
        titre=paroles.titre,
        unite=paroles.unite,
        phrase=paroles.phrase,
        series=(Serie(paroles.unite, tuple(Point(t.abrege, t.valeur, t.texte, t.survol) for t in shown)),),
        tableau=paroles.tableau,
        note=paroles.note,
        donnees=paroles.donnees,
        indicateurs=paroles.indicateurs,
        plotly=lambda palette: _plotly(grille, shown, palette),
        dessin=lambda palette: _drawing(grille, shown, paroles.signes, palette),
    )


def fill(tuile: Tuile, maximum: float, palette: Palette) -> str:
    """The ground of a tile: the page's own where nothing is counted."""
    if not tuile.valeur or maximum <= 0:
        return palette.fond
    rank = min(int(len(PARTS) * tuile.valeur / maximum), len(PARTS) - 1)
    return mix(palette.premier, palette.fond, PARTS[rank])


def mix(colour: str, ground: str, part: float) -> str:
    """A colour laid over a ground, `part` of it."""
    pairs = [(int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(part * over + (1 - part) * under):02x}" for over, under in pairs)


def _maximum(tuiles: Sequence[Tuile]) -> float:
    return max((tuile.valeur or 0 for tuile in tuiles), default=0)


def _sizes(grille: Grille) -> tuple[int, int, int]:
    """The side of a tile, and the sizes of its two lines of text."""
    return (_LARGE, 13, 17) if grille.colonnes <= _COLONNES_LARGES else (_ETROITE, 10, 12)


def _plotly(grille: Grille, tuiles: Sequence[Tuile], palette: Palette) -> dict[str, Any]:
    side, _, _ = _sizes(grille)
    layout = base_layout(palette, side * grille.lignes + 8, {"l": 2, "r": 2, "t": 4, "b": 4})
    layout["xaxis"] |= {"visible": False, "range": [-0.5, grille.colonnes - 0.5]}
    layout["xaxis"] |= {"constrain": "domain", "constraintoward": "left"}
    layout["yaxis"] |= {"visible": False, "range": [grille.lignes - 0.5, -0.5], "scaleanchor": "x"}
    layout["yaxis"] |= {"constrain": "domain", "constraintoward": "top"}
    top = _maximum(tuiles)
    layout["shapes"] = [_square(grille, tuile, fill(tuile, top, palette), palette) for tuile in tuiles]
    layout["annotations"] = [_overseas(grille, palette)]
    return {"data": [_texts(grille, tuiles, palette)], "layout": layout}


def _square(grille: Grille, tuile: Tuile, ground: str, palette: Palette) -> dict[str, Any]:
    column, row = grille.places[tuile.code]
    half = 0.5 - _BLANC
    line: dict[str, Any] = {"color": palette.neutre if tuile.fond != "absent" else palette.filet, "width": 1}
    if tuile.fond == "attente":
        line["dash"] = "3px,2px"
    if tuile.choisie:
        line = {"color": palette.encre, "width": 3}
    place = {"x0": column - half, "x1": column + half, "y0": row - half, "y1": row + half}
    return {"type": "rect", "layer": "below", "fillcolor": ground, "line": line} | place


def _texts(grille: Grille, tuiles: Sequence[Tuile], palette: Palette) -> dict[str, Any]:
    _, small, large = _sizes(grille)
    places = [grille.places[tuile.code] for tuile in tuiles]
    return {
        "type": "scatter",
        "mode": "text",
        "name": "Territoires",
        "x": [column for column, _ in places],
        "y": [row for _, row in places],
        "text": [f"{t.tete}<br><span style='font-size:{large}px'><b>{t.texte}</b></span>" for t in tuiles],
        "textfont": {
            "size": small,
            "color": [palette.discret if tuile.fond == "absent" else palette.encre for tuile in tuiles],
        },
        "hovertext": [tuile.survol for tuile in tuiles],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _overseas(grille: Grille, palette: Palette) -> dict[str, Any]:
    """The name of the last row: it is no part of the map."""
    left = min(column for column, row in grille.places.values() if row == grille.outre_mer)
    place = {"x": left - 0.5 + _BLANC, "y": grille.outre_mer - 0.68, "xanchor": "left", "yanchor": "middle"}
    return place | {"text": OUTRE_MER, "showarrow": False, "font": {"color": palette.discret, "size": 12}}


def _drawing(grille: Grille, tuiles: Sequence[Tuile], signes: Sequence[tuple[str, str]], palette: Palette) -> Dessin:
    side, _, _ = _sizes(grille)
    height = float(side * grille.lignes)
    traces = (*_traces(grille, tuiles, palette), *_key(signes, height, palette))
    return Dessin(LARGEUR, height + (_CLE if signes else 0), palette.fond, traces)


def _traces(grille: Grille, tuiles: Sequence[Tuile], palette: Palette) -> Iterator[Trace]:
    side, small, large = _sizes(grille)
    left = (LARGEUR - side * grille.colonnes) / 2
    top = _maximum(tuiles)
    first = min(column for column, row in grille.places.values() if row == grille.outre_mer)
    yield Texte(left + side * first + 2, side * (grille.outre_mer - 0.14), OUTRE_MER, palette.discret, 12)
    for tuile in tuiles:
        column, row = grille.places[tuile.code]
        x, y = left + side * (column + _BLANC), side * (row + _BLANC)
        width = side * (1 - 2 * _BLANC)
        yield Rectangle(x, y, width, width, fill(tuile, top, palette))
        yield _frame(tuile, x, y, width, palette)
        ink = palette.discret if tuile.fond == "absent" else palette.encre
        middle = x + width / 2
        yield Texte(middle - (5 if tuile.signe else 0), y + width * 0.42, tuile.abrege, ink, small, ancre="middle")
        yield from _sign(tuile.signe, middle + small * (0.35 + 0.32 * len(tuile.abrege)), y + width * 0.42 - 4, palette)
        yield Texte(middle, y + width * 0.42 + large, tuile.texte, ink, large - 1, gras=True, ancre="middle")


def _frame(tuile: Tuile, x: float, y: float, width: float, palette: Palette) -> Ligne:
    corners = ((x, y), (x + width, y), (x + width, y + width), (x, y + width), (x, y))
    if tuile.choisie:
        return Ligne(corners, palette.encre, 3)
    colour = palette.filet if tuile.fond == "absent" else palette.neutre
    return Ligne(corners, colour, 1, "3 2" if tuile.fond == "attente" else "")


def _sign(signe: str, x: float, y: float, palette: Palette) -> Iterator[Trace]:
    """The mark of delivery, drawn."""
    if signe == PLEIN:
        yield Disque(x, y, _RAYON, palette.encre)
    elif signe:
        yield Anneau(x, y, _RAYON, palette.encre)
    if signe == MOITIE:
        angles = [pi / 2 + pi * step / 8 for step in range(9)]
        yield Surface(tuple((x + _RAYON * cos(a), y - _RAYON * sin(a)) for a in angles), palette.encre)


def _key(signes: Sequence[tuple[str, str]], height: float, palette: Palette) -> Iterator[Trace]:
    """What the marks mean, in one line under the map."""
    left = (LARGEUR - _PAS_CLE * len(signes)) / 2
    for rank, (signe, words) in enumerate(signes):
        yield from _sign(signe, left + _PAS_CLE * rank + 6, height + 12, palette)
        yield Texte(left + _PAS_CLE * rank + 16, height + 16, words, palette.discret, 11)
