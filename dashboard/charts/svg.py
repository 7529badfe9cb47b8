"""A chart as an SVG file: deterministic, readable without a script, its title and description inside.

Takes a `Graphique`, gives text. Everything that comes from data is escaped; nothing is loaded from elsewhere.
"""

from __future__ import annotations

from functools import singledispatch
from html import escape

from dashboard.charts.formes import Anneau, Dessin, Disque, Ligne, Rectangle, Surface, Texte
from dashboard.charts.palette import CLAIR, Palette
from dashboard.charts.spec import Graphique
from dashboard.charts.traces import lay_out

POLICE = "Source Sans 3, Source Sans Pro, Arial, sans-serif"
_TETE, _PIED, _MARGE = 30.0, 24.0, 12.0


def draw_svg(graphique: Graphique, palette: Palette = CLAIR, source: str = "") -> str:
    """The SVG of a chart, its title above; `source` is the line written under it, with filters and release."""
    drawing = lay_out(graphique, palette)
    foot = _PIED if source else 0.0
    width, height = drawing.largeur + 2 * _MARGE, drawing.hauteur + _TETE + foot + _MARGE
    unit = f" ({graphique.unite})" if graphique.unite else ""
    title = Texte(0, 16, graphique.titre + unit, palette.encre, 16, gras=True)
    note = _mark(Texte(0, drawing.hauteur + 16, source, palette.discret, 11)) if source else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" role="img" '
        f'aria-label="{escape(graphique.alt, quote=True)}" font-family="{POLICE}">'
        f"<title>{escape(graphique.titre)}</title><desc>{escape(graphique.phrase)}</desc>"
        f'<rect width="{_n(width)}" height="{_n(height)}" fill="{drawing.fond}"/>'
        f'<g transform="translate({_n(_MARGE)} {_n(_MARGE / 2)})">{_mark(title)}</g>'
        f'<g transform="translate({_n(_MARGE)} {_n(_TETE + _MARGE / 2)})">{_body(drawing)}{note}</g></svg>\n'
    )


def _body(drawing: Dessin) -> str:
    return "".join(_mark(trace) for trace in drawing.traces)


@singledispatch
def _mark(trace: object) -> str:
    raise TypeError(type(trace).__name__)


@_mark.register
def _(trace: Rectangle) -> str:
    place = f'x="{_n(trace.x)}" y="{_n(trace.y)}" width="{_n(trace.largeur)}" height="{_n(trace.hauteur)}"'
    return f'<rect {place} fill="{trace.couleur}"{_outline(trace.contour)}/>'


@_mark.register
def _(trace: Ligne) -> str:
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in trace.points)
    stroke = f'stroke="{trace.couleur}" stroke-width="{_n(trace.epaisseur)}"'
    dash = f' stroke-dasharray="{trace.pointille}"' if trace.pointille else ""
    return f'<polyline points="{points}" fill="none" {stroke}{dash} stroke-linejoin="round"/>'


@_mark.register
def _(trace: Surface) -> str:
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in trace.points)
    return f'<polygon points="{points}" fill="{trace.couleur}"/>'


@_mark.register
def _(trace: Anneau) -> str:
    place = f'cx="{_n(trace.x)}" cy="{_n(trace.y)}" r="{_n(trace.rayon)}"'
    return f'<circle {place} fill="none" stroke="{trace.couleur}" stroke-width="1.5"/>'


@_mark.register
def _(trace: Disque) -> str:
    place = f'cx="{_n(trace.x)}" cy="{_n(trace.y)}" r="{_n(trace.rayon)}"'
    return f'<circle {place} fill="{trace.couleur}"{_outline(trace.contour)}/>'


@_mark.register
def _(trace: Texte) -> str:
    weight = ' font-weight="600"' if trace.gras else ""
    place = f'x="{_n(trace.x)}" y="{_n(trace.y)}" font-size="{_n(trace.taille)}" text-anchor="{trace.ancre}"'
    return f'<text {place} fill="{trace.couleur}"{weight}>{escape(trace.texte)}</text>'


def _outline(colour: str) -> str:
    return f' stroke="{colour}" stroke-width="2"' if colour else ""


def _n(value: float) -> str:
    """At most two decimals, none when whole: the same text on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
