"""The drawings of a delay curve: the band, the curve, its vertical marks, for the page and for files.

Takes the days of a curve that rest on enough cases and the marks, gives a Plotly dict or a `Dessin`. It decides no value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from dashboard import french
from dashboard.charts.axes import base_layout, value_axis
from dashboard.charts.formes import Dessin, Disque, Ligne, Surface, Texte, Trace
from dashboard.charts.palette import Palette
from dashboard.survie import Etape, Valeur

LARGEUR, HAUTEUR = 560.0, 270.0
_GAUCHE, _DROITE, _HAUT, _BAS = 46.0, 14.0, 44.0, 40.0
_PARTS = (0.0, 25.0, 50.0, 75.0, 100.0)
_JOURS = (30, 60, 90, 180, 270, 365, 540)
"""Days written under the axis: those a reader counts in."""


@dataclass(frozen=True)
class Repere:
    """A vertical mark: a number of days and what it is."""

    jour: float
    texte: str
    pointille: bool


def say_percent(value: Valeur) -> str:
    """« 69,9 % », or the mark that stands for it."""
    return value if isinstance(value, str) else french.percent(value)


def read_number(value: Valeur) -> float:
    """The number of a value that is one; 0 for a mark, which is never drawn."""
    return 0.0 if isinstance(value, str) else value


def _band(steps: list[Etape]) -> list[tuple[float, float, float]]:
    """Day, low and high where both limits are published."""
    return [
        (step.jour, step.bas, step.haut)
        for step in steps
        if not isinstance(step.bas, str) and not isinstance(step.haut, str)
    ]


def _days(steps: list[Etape]) -> list[int]:
    return [day for day in _JOURS if day <= steps[-1].jour]


def draw_page(steps: list[Etape], marks: tuple[Repere, ...], palette: Palette) -> dict[str, Any]:
    """The Plotly figure."""
    layout = base_layout(palette, 350, {"l": 8, "r": 12, "t": 52, "b": 46})
    layout["yaxis"] |= value_axis(list(_PARTS), palette)
    layout["yaxis"] |= {"ticktext": [french.percent(part, 0) for part in _PARTS], "range": [0, 102]}
    layout["xaxis"] |= {
        "tickmode": "array",
        "tickvals": _days(steps),
        "ticktext": [french.number(day) for day in _days(steps)],
        "showgrid": False,
        "ticks": "",
        "range": [0, steps[-1].jour * 1.02],
        "title": {"text": "jours depuis la réception", "font": {"size": 13}},
    }
    layout["shapes"] = [_half(palette), *(_shape(mark, palette) for mark in marks)]
    layout["annotations"] = [_note(rank, mark, steps[-1].jour, palette) for rank, mark in enumerate(marks)]
    return {"data": [*_area(steps, palette), _curve(steps, palette)], "layout": layout}


def _area(steps: list[Etape], palette: Palette) -> Iterator[dict[str, Any]]:
    band = _band(steps)
    edge = {"type": "scatter", "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    days = [day for day, _, _ in band]
    yield edge | {"name": "Borne basse", "x": days, "y": [low for _, low, _ in band]}
    fill = {"fill": "tonexty", "fillcolor": _faint(palette)}
    yield edge | fill | {"name": "Borne haute", "x": days, "y": [high for _, _, high in band]}


def _curve(steps: list[Etape], palette: Palette) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "Part close",
        "x": [step.jour for step in steps],
        "y": [step.part for step in steps],
        "line": {"color": palette.premier, "width": 2.5},
        "marker": {"color": palette.premier, "size": 7},
        "hovertext": [
            f"<b>{french.days(step.jour)}</b><br>{say_percent(step.part)} closes<br>Encore suivies\u202f: {_say_count(step.risque)}"
            for step in steps
        ],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _half(palette: Palette) -> dict[str, Any]:
    line = {"color": palette.discret, "width": 1}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 50, "y1": 50, "line": line, "layer": "below"}


def _shape(mark: Repere, palette: Palette) -> dict[str, Any]:
    line = {"color": palette.second if mark.pointille else palette.premier, "width": 2}
    dash = {"dash": "6px,4px"} if mark.pointille else {}
    return {"type": "line", "x0": mark.jour, "x1": mark.jour, "y0": 0, "y1": 102, "line": line | dash}


def _note(rank: int, mark: Repere, last: int, palette: Palette) -> dict[str, Any]:
    """Above the frame, one line each: the two marks are often a few days apart."""
    late = mark.jour > last / 2
    place = {"x": mark.jour, "yref": "paper", "y": 1, "yshift": 34 - 18 * rank, "xanchor": "right" if late else "left"}
    ink = {"color": palette.second if mark.pointille else palette.premier, "size": 13}
    return place | {"text": mark.texte, "showarrow": False, "yanchor": "middle", "font": ink}


def _faint(palette: Palette) -> str:
    red, green, blue = (int(palette.premier[rank : rank + 2], 16) for rank in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, 0.18)"


def draw_static(steps: list[Etape], marks: tuple[Repere, ...], palette: Palette) -> Dessin:
    """The static drawing."""
    return Dessin(LARGEUR, HAUTEUR, palette.fond, tuple(_traces(steps, marks, palette)))


def _traces(steps: list[Etape], marks: tuple[Repere, ...], palette: Palette) -> Iterator[Trace]:
    last, bottom = steps[-1].jour * 1.02, HAUTEUR - _BAS

    def place(day: float, part: float) -> tuple[float, float]:
        return _GAUCHE + (LARGEUR - _GAUCHE - _DROITE) * day / last, bottom - (bottom - _HAUT) * part / 100

    if band := _band(steps):
        edge = [place(day, low) for day, low, _ in band] + [place(day, high) for day, _, high in reversed(band)]
        yield Surface(tuple(edge), palette.filet)
    for part in _PARTS:
        y = place(0, part)[1]
        yield Ligne(((_GAUCHE, y), (LARGEUR - _DROITE, y)), palette.discret if part in (0, 50) else palette.filet, 1)
        yield Texte(_GAUCHE - 6, y + 4, french.percent(part, 0), palette.discret, 12, ancre="end")
    for day in _days(steps):
        yield Texte(place(day, 0)[0], bottom + 16, french.number(day), palette.discret, 12, ancre="middle")
    yield Texte(LARGEUR - _DROITE, HAUTEUR - 6, "jours depuis la réception", palette.discret, 12, ancre="end")
    yield from _vertical(marks, place(0, 0)[1], lambda day: place(day, 0)[0], palette)
    curve = tuple(place(step.jour, read_number(step.part)) for step in steps)
    yield Ligne(curve, palette.premier, 2.5)
    for x, y in curve:
        yield Disque(x, y, 3.5, palette.premier)


def _vertical(
    marks: tuple[Repere, ...], bottom: float, x: Callable[[float], float], palette: Palette
) -> Iterator[Trace]:
    for rank, mark in enumerate(marks):
        colour = palette.second if mark.pointille else palette.premier
        at = x(mark.jour)
        yield Ligne(((at, _HAUT - 6), (at, bottom)), colour, 1.6, "6 4" if mark.pointille else "")
        late = at > LARGEUR / 2
        yield Texte(at, 14 + 17 * rank, mark.texte, colour, 12, gras=True, ancre="end" if late else "start")


def _say_count(value: Valeur) -> str:
    return value if isinstance(value, str) else french.number(value)
