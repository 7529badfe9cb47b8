"""Draws a `Graphique` as a Plotly figure: a plain dict of lists, in French, without Plotly's own Python objects.

Takes a specification and a palette, gives the dict Plotly's JavaScript reads. Building its Python objects costs a
thousand times more, and its arrays travel as base64 that nobody can read back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plotly.basedatatypes import BaseFigure

from dashboard.charts.axes import POINTS_SUR_UN_AXE, base_layout, nice_ticks, time_axis, value_axis
from dashboard.charts.libre import Libre
from dashboard.charts.palette import Palette
from dashboard.charts.spec import HORS_LIMITES, Graphique, Point, Serie

CONFIGURATION: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "responsive": True, "doubleClick": False}

HAUTEUR_COURBES = 320
HAUTEUR_BARRE = 46
HAUTEUR_PART = 44
ECART_ETIQUETTES = 0.075
"""Two end labels closer than this share of the height would overlap."""


class Dessin(BaseFigure):  # type: ignore[misc]
    """A figure handed to Streamlit as it is, not rebuilt as Plotly objects at each run: that is half the cost of a page.

    The tests validate every figure as those objects would.
    """

    def __init__(self, figure: Mapping[str, Any]) -> None:
        object.__setattr__(self, "figure", figure)

    def to_dict(self) -> dict[str, Any]:
        """The dict the figure was made of, with plain lists."""
        return dict(self.figure)


def draw(graphique: Graphique, palette: Palette) -> dict[str, Any]:
    """The Plotly figure of a chart."""
    if isinstance(graphique, Libre):
        return graphique.plotly(palette)
    builder = {"courbes": _lines, "colonnes": _columns, "classement": _ranking, "parts": _bands}[graphique.genre]
    return builder(graphique, palette)


def _lines(graphique: Graphique, palette: Palette) -> dict[str, Any]:
    ticks = nice_ticks(_highest(graphique))
    data = [trace for serie in graphique.series for trace in _line(serie, palette, _sides(serie, graphique.series))]
    layout = base_layout(palette, HAUTEUR_COURBES, {"l": 8, "r": 100, "t": 22, "b": 32})
    layout["xaxis"] |= time_axis(graphique.series[0].points)
    layout["yaxis"] |= value_axis(ticks, palette)
    layout["annotations"] = [*_end_labels(graphique, palette, ticks[-1]), *_letters(graphique, palette)]
    layout["shapes"] = [_break(jalon.place, palette) for jalon in graphique.jalons]
    return {"data": data, "layout": layout}


def _break(place: float, palette: Palette) -> dict[str, Any]:
    """A declared event: a dashed line over the whole height, behind the curves."""
    line = {"color": palette.discret, "width": 1, "dash": "4px,3px"}
    return {"type": "line", "x0": place, "x1": place, "yref": "paper", "y0": 0, "y1": 1, "line": line, "layer": "below"}


def _letters(graphique: Graphique, palette: Palette) -> list[dict[str, Any]]:
    ink = {"color": palette.encre, "size": 13}
    top = {"yref": "paper", "y": 1, "yanchor": "bottom", "xanchor": "center", "showarrow": False, "font": ink}
    return [{"x": jalon.place, "text": f"<b>{jalon.lettre}</b>", **top} for jalon in graphique.jalons]


def _line(serie: Serie, palette: Palette, sides: list[str]) -> list[dict[str, Any]]:
    if serie.trait == "limite":
        return [_limit(serie, palette)]
    colour = _colour(serie, palette)
    done = [rank for rank, point in enumerate(serie.points) if not point.incomplet]
    trailing = [rank for rank, point in enumerate(serie.points) if point.incomplet]
    small = len(serie.points) > POINTS_SUR_UN_AXE
    base = {"type": "scatter", "name": serie.nom, "hoverinfo": "text", "cliponaxis": False}
    solid = base | _marks(serie, done) | {"mode": "lines+markers+text"}
    solid["line"] = {"color": colour, "width": 2.5} | ({"dash": "6px,4px"} if serie.trait == "tirets" else {})
    solid["marker"] = {"color": colour, "size": 4 if small else 8}
    solid |= {"textposition": [sides[rank] for rank in done], "textfont": {"color": colour, "size": 13}}
    hollow = base | _marks(serie, trailing) | {"mode": "markers"}
    hollow["marker"] = {"color": palette.fond, "size": 8, "line": {"color": colour, "width": 2}}
    found = [hollow, solid] if trailing else [solid]
    return [*found, _ring(serie, colour)] if any(point.hors for point in serie.points) else found


def _limit(serie: Serie, palette: Palette) -> dict[str, Any]:
    """A quiet line: it frames the series, it is not one."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": serie.nom,
        "x": list(range(len(serie.points))),
        "y": [point.valeur for point in serie.points],
        "line": {"color": palette.neutre, "width": 1, "dash": "dot"},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _ring(serie: Serie, colour: str) -> dict[str, Any]:
    """A ring around each point beyond its limits."""
    out = [rank for rank, point in enumerate(serie.points) if point.hors]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "Hors des limites",
        "x": out,
        "y": [serie.points[rank].valeur for rank in out],
        "marker": {"color": colour, "size": 15, "symbol": "circle-open", "line": {"width": 1.5}},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _sides(serie: Serie, series: tuple[Serie, ...]) -> list[str]:
    """Each value above its point, or below where another curve runs above it."""
    others = [other for other in series if other is not serie and other.trait == "plein"]

    def is_under(rank: int, point: Point) -> bool:
        if point.hors:
            lower = any((o.points[rank].valeur or 0) < (point.valeur or 0) for o in others if o.points[rank].valeur)
            return point.hors.startswith("sous") and not lower
        return any((o.points[rank].valeur or 0) > (point.valeur or 0) for o in others)

    return ["bottom center" if is_under(rank, point) else "top center" for rank, point in enumerate(serie.points)]


def _marks(serie: Serie, ranks: list[int]) -> dict[str, Any]:
    points = [serie.points[rank] for rank in ranks]
    words = [_words(point, named=rank in serie.nommes) for rank, point in zip(ranks, points, strict=True)]
    return {
        "x": ranks,
        "y": [point.valeur for point in points],
        "hovertext": [point.survol for point in points],
        "text": words,
    }


def _words(point: Point, *, named: bool) -> str:
    """The value where it is told, then that the point is beyond its limits."""
    return "<br>".join(filter(None, (point.texte if point.repere else "", HORS_LIMITES if named else "")))


def _end_labels(graphique: Graphique, palette: Palette, top: float) -> list[dict[str, Any]]:
    ends = []
    for serie in (serie for serie in graphique.series if serie.trait != "limite"):
        known = [(rank, p) for rank, p in enumerate(serie.points) if p.valeur is not None and not p.incomplet]
        if known:
            ends.append((*known[-1], serie))
    ends.sort(key=lambda end: end[1].valeur or 0)
    last = max((len(serie.points) for serie in graphique.series), default=1) - 1
    labels, floor = [], -1.0
    for _, point, serie in ends:
        height = max((point.valeur or 0) / top, floor + ECART_ETIQUETTES)
        floor = height
        labels.append(_label(last, height * top, serie.etiquette, _colour(serie, palette)))
    return labels


def _label(x: float, y: float, text: str, colour: str) -> dict[str, Any]:
    place = {"x": x, "y": y, "xanchor": "left", "yanchor": "middle", "xshift": 26, "align": "left"}
    return place | {"text": text, "showarrow": False, "font": {"color": colour, "size": 13}}


def _columns(graphique: Graphique, palette: Palette) -> dict[str, Any]:
    points = graphique.series[0].points
    ticks = nice_ticks(_highest(graphique))
    colour = _colour(graphique.series[0], palette)
    few = len(points) <= POINTS_SUR_UN_AXE
    trace = {
        "type": "bar",
        "x": list(range(len(points))),
        "y": [point.valeur for point in points],
        "text": [point.texte if few else "" for point in points],
        "textposition": "outside",
        "cliponaxis": False,
        "hovertext": [point.survol for point in points],
        "hoverinfo": "text",
        "marker": {
            "color": [palette.fond if point.incomplet else colour for point in points],
            "line": {"color": colour, "width": [2 if point.incomplet else 0 for point in points]},
        },
    }
    layout = base_layout(palette, HAUTEUR_COURBES - 40, {"l": 8, "r": 8, "t": 24, "b": 32})
    layout["xaxis"] |= time_axis(points)
    layout["yaxis"] |= value_axis(ticks, palette)
    layout["bargap"] = 0.4
    return {"data": [trace], "layout": layout}


def _ranking(graphique: Graphique, palette: Palette) -> dict[str, Any]:
    points = graphique.series[0].points[::-1]
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(points))),
        "x": [point.valeur for point in points],
        "width": 0.34,
        "offset": -0.42,
        "hovertext": [point.survol for point in points],
        "hoverinfo": "text",
        "marker": {"color": [palette.neutre if point.incomplet else palette.premier for point in points]},
    }
    layout = base_layout(palette, HAUTEUR_BARRE * max(len(points), 1) + 16, {"l": 2, "r": 8, "t": 4, "b": 4})
    layout["xaxis"] |= {"visible": False, "range": [0, max((p.valeur or 0 for p in points), default=1) or 1]}
    layout["yaxis"] |= {"visible": False, "range": [-0.6, len(points) - 0.4]}
    layout["annotations"] = [
        {
            "x": 0,
            "y": rank + 0.18,
            "xanchor": "left",
            "yanchor": "middle",
            "showarrow": False,
            "align": "left",
            "text": f"{point.categorie}  <b>{point.texte.partition(' · ')[0]}</b>{_rest(point)}",
            "font": {"color": palette.encre, "size": 14},
        }
        for rank, point in enumerate(points)
    ]
    return {"data": [trace], "layout": layout}


def _rest(point: Point) -> str:
    rest = point.texte.partition(" · ")[2]
    return f" · {rest}" if rest else ""


def _bands(graphique: Graphique, palette: Palette) -> dict[str, Any]:
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "name": serie.nom,
            "y": [point.categorie for point in serie.points],
            "x": [point.valeur for point in serie.points],
            "text": [point.texte for point in serie.points],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "textfont": {"color": palette.etiquettes[serie.rang], "size": 13},
            "hovertext": [point.survol for point in serie.points],
            "hoverinfo": "text",
            "marker": {"color": palette.tranches[serie.rang], "line": {"color": palette.fond, "width": 1.5}},
        }
        for serie in graphique.series
    ]
    bars = len(graphique.series[0].points) if graphique.series else 1
    layout = base_layout(palette, HAUTEUR_PART * bars + 20, {"l": 62, "r": 8, "t": 4, "b": 4})
    layout |= {"barmode": "stack", "bargap": 0.28, "uniformtext": {"mode": "hide", "minsize": 11}}
    layout["xaxis"] |= {"visible": False, "range": [0, 100]}
    layout["yaxis"] |= {"type": "category", "autorange": "reversed", "showgrid": False, "ticks": ""}
    return {"data": data, "layout": layout}


def _highest(graphique: Graphique) -> float:
    return max((p.valeur or 0 for serie in graphique.series for p in serie.points), default=0)


def _colour(serie: Serie, palette: Palette) -> str:
    return {"premier": palette.premier, "second": palette.second, "neutre": palette.neutre}.get(
        serie.ton, palette.premier
    )
