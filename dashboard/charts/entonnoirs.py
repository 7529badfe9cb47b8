"""The funnel: every office by its size, the limits chance keeps it within, and the reader's own place.

Takes counts, a group and its limits already computed, gives a chart. Other offices are dots without a name; the reader's
own is a diamond with its value, so that colour never says it alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard import french
from dashboard.charts.axes import base_layout, nice_ticks, value_axis
from dashboard.charts.formes import Ancre, Dessin, Disque, Ligne, Surface, Texte, Trace
from dashboard.charts.libre import Libre
from dashboard.charts.palette import Palette
from dashboard.charts.spec import Point, Serie, Tableau

LARGEUR, HAUTEUR = 560.0, 330.0
_GAUCHE, _DROITE, _HAUT, _BAS = 46.0, 62.0, 26.0, 44.0
_MARGE = 1.06
NOMS = {0.95: f"95{french.FINE}%", 0.998: f"99,8{french.FINE}%"}


@dataclass(frozen=True)
class Marque:
    """An office of the drawing: its size, its value in hundredths, and who it is to the reader."""

    base: float
    valeur: float
    texte: str
    role: str


@dataclass(frozen=True)
class Cadre:
    """What a funnel draws. `limites` by level: (size, low, high), in hundredths; `mien` is the reader's own office.

    `plafond` is the highest value there can be.
    """

    abscisse: str
    unite: str
    centre: float
    limites: dict[float, list[tuple[float, float, float]]]
    autres: tuple[Marque, ...]
    mien: Marque
    plafond: float | None = None

    @property
    def largeur(self) -> float:
        """The largest size drawn."""
        return _MARGE * max(mark.base for mark in (*self.autres, self.mien))

    @property
    def hauteur(self) -> float:
        """The largest value drawn: limits of the smallest sizes may run out of the frame."""
        if self.plafond is not None:
            return self.plafond
        return max(self.centre * 2, *(mark.valeur for mark in (*self.autres, self.mien)))


def draw_funnel(cle: str, titre: str, phrase: str, note: str, cadre: Cadre) -> Libre:
    """The chart; its table holds the limits at the reader's size and the number of offices, never another's values."""
    marks = (*cadre.autres, cadre.mien)
    points = tuple(Point(mark.role, mark.valeur, mark.texte) for mark in marks)
    return Libre(
        cle=cle,
        genre="courbes",
        titre=titre,
        unite=cadre.unite,
        phrase=phrase,
        series=(Serie("Offices", points),),
        tableau=_table(cadre),
        note=note,
        plotly=lambda palette: _plotly(cadre, palette),
        dessin=lambda palette: _drawing(cadre, palette),
        donnees=_data(cadre),
    )


def _own_limits(cadre: Cadre, niveau: float) -> tuple[float, float]:
    """The limits at the size nearest to the reader's, which is one of those drawn."""
    _, low, high = min(cadre.limites[niveau], key=lambda line: abs(line[0] - cadre.mien.base))
    return low, high


def _table(cadre: Cadre) -> Tableau:
    lines = [("Votre office", cadre.mien.texte), ("Centre du groupe", french.number(cadre.centre, 1))]
    for niveau, name in NOMS.items():
        low, high = (french.number(bound, 1) for bound in _own_limits(cadre, niveau))
        lines.append((f"Limites à {name}, à votre taille", f"de {low} à {high}"))
    lines.append((f"Taille\u202f: {cadre.abscisse}", french.short_number(cadre.mien.base)))
    lines.append(("Offices du groupe", french.number(len(cadre.autres) + 1)))
    return Tableau(("Repère", "Valeur"), tuple(lines))


def _data(cadre: Cadre) -> tuple[tuple[str | int | float | None, ...], ...]:
    """The limits at each size: what a file may hold of a funnel whose dots are other people's."""
    names = [f"{side}_{niveau}" for niveau in NOMS for side in ("bas", "haut")]
    rows = zip(*(cadre.limites[niveau] for niveau in NOMS), strict=True)
    lines = [("limites", round(row[0][0], 3), *(round(bound, 3) for line in row for bound in line[1:])) for row in rows]
    own = ("votre office", round(cadre.mien.base, 3), round(cadre.mien.valeur, 3), None, None, None)
    return (("repere", "taille", *names), *lines, own)


def _plotly(cadre: Cadre, palette: Palette) -> dict[str, Any]:
    ticks = nice_ticks(cadre.hauteur)
    data = [*_limits(cadre, palette), *_dots(cadre, palette), _own(cadre, palette)]
    layout = base_layout(palette, 360, {"l": 8, "r": 66, "t": 22, "b": 46})
    steps = nice_ticks(cadre.largeur)
    layout["xaxis"] |= {
        "range": [0, cadre.largeur],
        "tickmode": "array",
        "tickvals": [step for step in steps if step <= cadre.largeur],
        "ticktext": [french.short_number(step) for step in steps if step <= cadre.largeur],
        "showgrid": False,
        "ticks": "",
        "title": {"text": cadre.abscisse, "font": {"size": 13}},
    }
    layout["yaxis"] |= value_axis(ticks, palette)
    layout["annotations"] = [_edge(cadre, niveau, ticks[-1], palette) for niveau in NOMS]
    return {"data": data, "layout": layout}


def _limits(cadre: Cadre, palette: Palette) -> Iterator[dict[str, Any]]:
    base = {"type": "scatter", "mode": "lines", "hoverinfo": "skip"}
    yield base | {
        "name": "Centre",
        "x": [0, cadre.largeur],
        "y": [cadre.centre, cadre.centre],
        "line": {"color": palette.discret, "width": 1},
    }
    for niveau, name in NOMS.items():
        dash = "dot" if niveau == min(NOMS) else "dash"
        for side in (1, 2):
            yield base | {
                "name": f"Limite à {name}",
                "x": [line[0] for line in cadre.limites[niveau]],
                "y": [line[side] for line in cadre.limites[niveau]],
                "line": {"color": palette.discret, "width": 1.5, "dash": dash},
            }


def _dots(cadre: Cadre, palette: Palette) -> Iterator[dict[str, Any]]:
    for role, marker in (
        ("Autre office", {"color": palette.neutre, "size": 7, "symbol": "circle"}),
        (
            "Pair",
            {"color": palette.fond, "size": 10, "symbol": "circle", "line": {"color": palette.premier, "width": 2.5}},
        ),
    ):
        found = [mark for mark in cadre.autres if mark.role == role]
        yield {
            "type": "scatter",
            "mode": "markers",
            "name": role,
            "x": [mark.base for mark in found],
            "y": [mark.valeur for mark in found],
            "hovertext": [mark.texte for mark in found],
            "hoverinfo": "text",
            "marker": marker,
        }


def _own(cadre: Cadre, palette: Palette) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": cadre.mien.role,
        "x": [cadre.mien.base],
        "y": [cadre.mien.valeur],
        "text": [f"<b>{cadre.mien.texte}</b>"],
        "textposition": "top left" if cadre.mien.base > cadre.largeur / 2 else "top right",
        "textfont": {"color": palette.second, "size": 14},
        "hovertext": [f"{cadre.mien.role}\u202f: {cadre.mien.texte}"],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {"color": palette.second, "size": 14, "symbol": "diamond"},
    }


def _edge(cadre: Cadre, niveau: float, top: float, palette: Palette) -> dict[str, Any]:
    x, _, high = cadre.limites[niveau][-1]
    place = {"x": x, "y": min(high, top), "xanchor": "left", "yanchor": "middle", "xshift": 6}
    return place | {"text": NOMS[niveau], "showarrow": False, "font": {"color": palette.discret, "size": 12}}


def _drawing(cadre: Cadre, palette: Palette) -> Dessin:
    ticks = nice_ticks(cadre.hauteur)
    return Dessin(LARGEUR, HAUTEUR, palette.fond, tuple(_traces(cadre, ticks, palette)))


def _traces(cadre: Cadre, ticks: Sequence[float], palette: Palette) -> Iterator[Trace]:
    top = ticks[-1]
    for tick in ticks:
        y = _y(tick, top)
        yield Ligne(((_GAUCHE, y), (LARGEUR - _DROITE, y)), palette.discret if tick == 0 else palette.filet, 1)
        yield Texte(_GAUCHE - 8, y + 4, french.short_number(tick), palette.discret, 12, ancre="end")
    for step in nice_ticks(cadre.largeur):
        if step <= cadre.largeur:
            yield Texte(_x(step, cadre), HAUTEUR - 24, french.short_number(step), palette.discret, 12, ancre="middle")
    yield Texte((LARGEUR + _GAUCHE - _DROITE) / 2, HAUTEUR - 6, cadre.abscisse, palette.discret, 12, ancre="middle")
    yield Ligne(((_GAUCHE, _y(cadre.centre, top)), (LARGEUR - _DROITE, _y(cadre.centre, top))), palette.discret, 1)
    for niveau, name in NOMS.items():
        width = 1.0 if niveau == min(NOMS) else 1.8
        for side in (1, 2):
            points = tuple((_x(line[0], cadre), _y(min(line[side], top), top)) for line in cadre.limites[niveau])
            yield Ligne(points, palette.discret, width, "2 3" if niveau == min(NOMS) else "7 4")
        _, _, high = cadre.limites[niveau][-1]
        yield Texte(LARGEUR - _DROITE + 6, _y(min(high, top), top) + 4, name, palette.discret, 12)
    yield from _marks(cadre, top, palette)


def _marks(cadre: Cadre, top: float, palette: Palette) -> Iterator[Trace]:
    for mark in cadre.autres:
        x, y = _x(mark.base, cadre), _y(min(mark.valeur, top), top)
        hollow = mark.role == "Pair"
        yield Disque(x, y, 4.5 if hollow else 3, *((palette.fond, palette.premier) if hollow else (palette.neutre,)))
    x, y = _x(cadre.mien.base, cadre), _y(cadre.mien.valeur, top)
    yield Surface(((x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y)), palette.second)
    right = cadre.mien.base > cadre.largeur / 2
    anchor: Ancre = "end" if right else "start"
    yield Texte(x + (-9 if right else 9), y - 8, cadre.mien.texte, palette.second, 14, gras=True, ancre=anchor)


def _x(base: float, cadre: Cadre) -> float:
    return _GAUCHE + (LARGEUR - _GAUCHE - _DROITE) * base / cadre.largeur


def _y(value: float, top: float) -> float:
    return _HAUT + (HAUTEUR - _HAUT - _BAS) * (1 - value / top)
