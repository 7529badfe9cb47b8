"""The frame of every chart: one French layout, its axis of time and its axis of values.

Takes a palette and points, gives dicts for Plotly. It draws no mark.
"""

from __future__ import annotations

from typing import Any

from dashboard import french
from dashboard.charts.palette import Palette
from dashboard.charts.spec import Point

POLICE = '"Source Sans", sans-serif'
POINTS_SUR_UN_AXE = 12
"""Up to that many periods the axis names each; beyond, only the first of each year."""

_PAS = (1, 2, 2.5, 5, 10)
_GRADUATIONS = 4


def nice_ticks(maximum: float) -> list[float]:
    """Round steps from zero to just above the maximum."""
    if maximum <= 0:
        return [0, 1]
    raw = maximum / _GRADUATIONS
    scale: float = 10 ** (len(str(int(raw))) - 1) if raw >= 1 else 1
    step = next(scale * pas for pas in _PAS if scale * pas >= raw)
    count = int(-(-maximum // step))
    return [step * rank for rank in range(count + 1)]


def base_layout(palette: Palette, height: int, margin: dict[str, int]) -> dict[str, Any]:
    """The layout all charts share, without their axes' own settings."""
    axis = {"fixedrange": True, "zeroline": False, "automargin": False, "title": {"text": ""}}
    ink = {"family": POLICE, "size": 14, "color": palette.discret}
    return {
        "autosize": True,
        "height": height,
        "margin": margin,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": ink,
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "separators": f",{french.FINE}",
        "hoverlabel": {
            "bgcolor": palette.encre,
            "bordercolor": palette.encre,
            "font": {"color": palette.fond, "size": 14},
        },
        "xaxis": dict(axis),
        "yaxis": dict(axis),
    }


def time_axis(points: tuple[Point, ...]) -> dict[str, Any]:
    """Every period when there are few; otherwise the first of each year, which is what an axis of months shows."""
    shown = [(rank, point.categorie) for rank, point in enumerate(points)]
    if len(points) > POINTS_SUR_UN_AXE:
        years = [(rank, text.rsplit(" ", 1)[-1]) for rank, text in shown]
        shown = [pair for index, pair in enumerate(years) if index == 0 or years[index - 1][1] != pair[1]]
    ticks = {"tickmode": "array", "tickvals": [rank for rank, _ in shown], "ticktext": [text for _, text in shown]}
    return ticks | {
        "tickangle": 0,
        "tickfont": {"size": 12},
        "showgrid": False,
        "range": [-0.5, len(points) - 0.5],
        "ticks": "",
    }


def value_axis(ticks: list[float], palette: Palette) -> dict[str, Any]:
    """Round values from zero, in French, with the zero line drawn."""
    labels = [french.short_number(tick) for tick in ticks]
    grid = {"showgrid": True, "gridcolor": palette.filet, "gridwidth": 1, "rangemode": "tozero"}
    place = {"tickmode": "array", "tickvals": ticks, "ticktext": labels, "range": [0, ticks[-1] * 1.06]}
    zero = {"zeroline": True, "zerolinecolor": palette.discret, "zerolinewidth": 1}
    return grid | place | zero | {"automargin": True, "ticks": "", "tickfont": {"size": 13}}
