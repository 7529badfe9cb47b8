"""A chart as a PNG image, for the documents whose readers do not all show SVG.

Takes a `Graphique`, gives bytes drawn with the typeface the pages use. The same chart gives the same bytes on the
same versions; nothing is read from the network, no browser is started.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache, singledispatch
from importlib.util import find_spec
from itertools import pairwise
from math import hypot
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from dashboard.charts.formes import Anneau, Disque, Ligne, Rectangle, Surface, Texte
from dashboard.charts.palette import CLAIR, Palette
from dashboard.charts.spec import Graphique
from dashboard.charts.traces import lay_out

ECHELLE = 3
"""Pixels for a point: 220 dots an inch on a printed page."""

_ANCRES = {"start": "ls", "middle": "ms", "end": "rs"}
_GRAS, _MAIGRE = 600, 400


def draw_png(graphique: Graphique, palette: Palette = CLAIR) -> bytes:
    """The image of a chart, without title: the document writes it."""
    drawing = lay_out(graphique, palette)
    size = round(drawing.largeur * ECHELLE), round(drawing.hauteur * ECHELLE)
    image = Image.new("RGB", size, drawing.fond)
    canvas = ImageDraw.Draw(image)
    for trace in drawing.traces:
        _mark(trace, canvas)
    content = io.BytesIO()
    image.save(content, "PNG", optimize=True)
    return content.getvalue()


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(_find_typeface(), size)
    font.set_variation_by_axes([weight])
    return font


def _find_typeface() -> Path:
    """The typeface shipped with Streamlit, found without importing it."""
    spec = find_spec("streamlit")
    folders = (spec.submodule_search_locations or []) if spec else []
    return next(
        path for folder in folders for path in Path(folder).glob("static/static/media/SourceSansVF-Upright*.woff2")
    )


@singledispatch
def _mark(trace: object, canvas: ImageDraw.ImageDraw) -> None:
    raise TypeError(type(trace).__name__)


@_mark.register
def _(trace: Rectangle, canvas: ImageDraw.ImageDraw) -> None:
    if trace.largeur <= 0 or trace.hauteur <= 0:
        return
    box = [_px(trace.x), _px(trace.y), _px(trace.x + trace.largeur), _px(trace.y + trace.hauteur)]
    canvas.rectangle(box, fill=trace.couleur, outline=trace.contour or None, width=2 * ECHELLE)


@_mark.register
def _(trace: Ligne, canvas: ImageDraw.ImageDraw) -> None:
    width = max(_px(trace.epaisseur), 1)
    if not trace.pointille:
        canvas.line([(_px(x), _px(y)) for x, y in trace.points], fill=trace.couleur, width=width, joint="curve")
        return
    for start, end in cut_dashes(trace):
        canvas.line([(_px(x), _px(y)) for x, y in (start, end)], fill=trace.couleur, width=width)


@_mark.register
def _(trace: Surface, canvas: ImageDraw.ImageDraw) -> None:
    canvas.polygon([(_px(x), _px(y)) for x, y in trace.points], fill=trace.couleur)


@_mark.register
def _(trace: Anneau, canvas: ImageDraw.ImageDraw) -> None:
    canvas.circle((_px(trace.x), _px(trace.y)), trace.rayon * ECHELLE, outline=trace.couleur, width=_px(1.5))


@_mark.register
def _(trace: Disque, canvas: ImageDraw.ImageDraw) -> None:
    centre, radius = (_px(trace.x), _px(trace.y)), trace.rayon * ECHELLE
    canvas.circle(centre, radius, fill=trace.couleur, outline=trace.contour or None, width=2 * ECHELLE)


@_mark.register
def _(trace: Texte, canvas: ImageDraw.ImageDraw) -> None:
    font = _font(_px(trace.taille), _GRAS if trace.gras else _MAIGRE)
    canvas.text((_px(trace.x), _px(trace.y)), trace.texte, fill=trace.couleur, font=font, anchor=_ANCRES[trace.ancre])


def cut_dashes(trace: Ligne) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The drawn pieces of a dashed line: Pillow has no dashes."""
    drawn, left = (float(length) for length in trace.pointille.split())
    for (x0, y0), (x1, y1) in pairwise(trace.points):
        length = hypot(x1 - x0, y1 - y0)
        at = 0.0
        while at < length:
            start, end = at / length, min(at + drawn, length) / length
            yield (x0 + (x1 - x0) * start, y0 + (y1 - y0) * start), (x0 + (x1 - x0) * end, y0 + (y1 - y0) * end)
            at += drawn + left


def _px(value: float) -> int:
    return round(value * ECHELLE)
