"""A chart that knows how to draw itself: what is said beside it is a `Graphique`'s, its marks are its own.

Takes two functions from a palette, gives the record `plotly` and `traces` call. It draws nothing by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dashboard.charts.formes import Dessin
from dashboard.charts.palette import Palette
from dashboard.charts.spec import Graphique


@dataclass(frozen=True, kw_only=True)
class Libre(Graphique):
    """`plotly` gives the figure of the page, `dessin` that of files."""

    plotly: Callable[[Palette], dict[str, Any]]
    dessin: Callable[[Palette], Dessin]
