"""A chart laid out as rectangles, lines, dots and texts, in points: what SVG and PNG draw without a browser.

Takes a `Graphique`, gives a `Dessin`. The same chart always gives the same marks at the same places; no colour
outside the palette, no number that the specification does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from dashboard import french
from dashboard.charts.axes import POINTS_SUR_UN_AXE, nice_ticks
from dashboard.charts.formes import Anneau, Dessin, Disque, Ligne, Rectangle, Texte, Trace
from dashboard.charts.libre import Libre
from dashboard.charts.palette import CLAIR, Palette
from dashboard.charts.spec import HORS_LIMITES, Graphique, Point, Serie

LARGEUR = 560.0
HAUTEUR_TEMPS = 220.0
_LIGNE, _PART = 46.0, 44.0
_GAUCHE, _DROITE, _HAUT, _BAS = 50.0, 100.0, 20.0, 30.0
_LEGENDE = 22.0
_ECART_ETIQUETTES = 34.0
"""Two end labels of two lines closer than this would overlap."""


def lay_out(graphique: Graphique, palette: Palette = CLAIR) -> Dessin:
    """The chart laid out on `LARGEUR` points; an empty chart says so."""
    if graphique.vide:
        text = Texte(LARGEUR / 2, 34, "Aucune donnée publiée pour cette sélection.", palette.discret, ancre="middle")
        return Dessin(LARGEUR, 56, palette.fond, (text,))
    if isinstance(graphique, Libre):
        return graphique.dessin(palette)
    if graphique.genre == "classement":
        points = graphique.series[0].points
        return Dessin(LARGEUR, _LIGNE * len(points) + 6, palette.fond, tuple(_ranking(points, palette)))
    if graphique.genre == "parts":
        height = _LEGENDE * 2 + _PART * len(graphique.series[0].points) + 10
        return Dessin(LARGEUR, height, palette.fond, tuple(_bands(graphique, palette)))
    return Dessin(LARGEUR, HAUTEUR_TEMPS, palette.fond, tuple(_along_time(graphique, palette)))


def _along_time(graphique: Graphique, palette: Palette) -> Iterator[Trace]:
    values = [p.valeur for serie in graphique.series for p in serie.points if p.valeur is not None]
    ticks = nice_ticks(max(values))
    for tick in ticks:
        y = _height(tick, ticks)
        colour = palette.discret if tick == 0 else palette.filet
        yield Ligne(((_GAUCHE, y), (LARGEUR - _DROITE, y)), colour, 1)
        yield Texte(_GAUCHE - 8, y + 4, french.short_number(tick), palette.discret, 12, ancre="end")
    yield from _dates(graphique.series[0].points, palette)
    yield from _breaks(graphique, palette)
    if graphique.genre == "colonnes":
        yield from _columns(graphique.series[0], ticks, palette)
        return
    for serie in graphique.series:
        yield from _line(serie, ticks, palette)
    yield from _end_labels(graphique, ticks, palette)


def _breaks(graphique: Graphique, palette: Palette) -> Iterator[Trace]:
    """The declared events, each a dashed line under its letter."""
    count = len(graphique.series[0].points)
    for jalon in graphique.jalons:
        x = _place(jalon.place, count)
        yield Ligne(((x, _HAUT), (x, HAUTEUR_TEMPS - _BAS)), palette.discret, 1, "4 3")
        yield Texte(x, _HAUT - 5, jalon.lettre, palette.encre, 12, gras=True, ancre="middle")


def _dates(points: tuple[Point, ...], palette: Palette) -> Iterator[Trace]:
    """Each period when there are few; beyond, the first of each year."""
    shown = [(rank, point.categorie) for rank, point in enumerate(points)]
    if len(points) > POINTS_SUR_UN_AXE:
        years = [(rank, text.rsplit(" ", 1)[-1]) for rank, text in shown]
        shown = [pair for rank, pair in enumerate(years) if rank == 0 or years[rank - 1][1] != pair[1]]
    for rank, text in shown:
        yield Texte(_place(rank, len(points)), HAUTEUR_TEMPS - 10, text, palette.discret, 12, ancre="middle")


def _line(serie: Serie, ticks: list[float], palette: Palette) -> Iterator[Trace]:
    colour, count = _colour(serie, palette), len(serie.points)
    placed = [
        (_place(rank, count), _height(point.valeur, ticks), point)
        for rank, point in enumerate(serie.points)
        if point.valeur is not None
    ]
    solid = tuple((x, y) for x, y, point in placed if not point.incomplet)
    if serie.trait == "limite":
        yield Ligne(solid, colour, 0.8, "1.5 2.5")
        return
    if len(solid) > 1:
        yield Ligne(solid, colour, 2.5, "6 4" if serie.trait == "tirets" else "")
    yield from _out(serie, placed, colour)
    for x, y, point in placed:
        if point.incomplet:
            yield Disque(x, y, 4.5, palette.fond, colour)
        else:
            yield Disque(x, y, 2 if count > POINTS_SUR_UN_AXE else 4, colour)


def _out(serie: Serie, placed: list[tuple[float, float, Point]], colour: str) -> Iterator[Trace]:
    """A ring around each point beyond its limits, the last ones with their words."""
    named = [serie.points[rank] for rank in sorted(serie.nommes)]
    for x, y, point in placed:
        if point.hors:
            yield Anneau(x, y, 7, colour)
        if point in named:
            yield Texte(x, y + (18 if point.hors.startswith("sous") else -11), HORS_LIMITES, colour, 11, ancre="middle")


def _end_labels(graphique: Graphique, ticks: list[float], palette: Palette) -> Iterator[Trace]:
    ends = []
    for serie in (serie for serie in graphique.series if serie.trait != "limite"):
        known = [p for p in serie.points if p.valeur is not None and not p.incomplet]
        if known:
            ends.append((_height(known[-1].valeur or 0, ticks), known[-1], serie))
    floor, placed = float("inf"), []
    for y, point, serie in sorted(ends, key=lambda end: -end[0]):
        floor = min(y, floor - _ECART_ETIQUETTES)
        placed.append((floor, point, serie))
    down = max(_HAUT - floor, 0.0) if placed else 0.0
    for y, point, serie in placed:
        colour = _colour(serie, palette)
        yield Texte(LARGEUR - _DROITE + 12, y + down - 2, point.texte, colour, 14, gras=True)
        yield Texte(LARGEUR - _DROITE + 12, y + down + 13, serie.etiquette, colour, 12)


def _columns(serie: Serie, ticks: list[float], palette: Palette) -> Iterator[Trace]:
    colour, count = _colour(serie, palette), len(serie.points)
    width = 0.6 * (LARGEUR - _DROITE - _GAUCHE) / count
    for rank, point in enumerate(serie.points):
        if point.valeur is None:
            continue
        x, y = _place(rank, count), _height(point.valeur, ticks)
        fill, line = (palette.fond, colour) if point.incomplet else (colour, "")
        yield Rectangle(x - width / 2, y, width, _height(0, ticks) - y, fill, line)
        if count <= POINTS_SUR_UN_AXE:
            yield Texte(x, y - 6, point.texte, palette.encre, 12, gras=True, ancre="middle")


def _ranking(points: tuple[Point, ...], palette: Palette) -> Iterator[Trace]:
    top = max((point.valeur or 0 for point in points), default=0) or 1
    for rank, point in enumerate(points):
        y = _LIGNE * rank + 18
        colour = palette.neutre if point.incomplet else palette.premier
        yield Texte(2, y, point.categorie, palette.encre, 14)
        yield Texte(LARGEUR - 4, y, point.texte, palette.encre, 14, gras=True, ancre="end")
        yield Rectangle(2, y + 7, max((LARGEUR - 6) * (point.valeur or 0) / top, 1), 13, colour)


def _bands(graphique: Graphique, palette: Palette) -> Iterator[Trace]:
    left, width = 62.0, LARGEUR - 66
    half = (len(graphique.series) + 1) // 2
    for rank, serie in enumerate(graphique.series):
        x, y = 4 + (rank % half) * LARGEUR / half, _LEGENDE * (rank // half)
        yield Rectangle(x, y + 3, 13, 13, palette.tranches[serie.rang])
        yield Texte(x + 19, y + 14, serie.nom, palette.encre, 12)
    for rank, first in enumerate(graphique.series[0].points):
        y, x = 2 * _LEGENDE + 8 + _PART * rank, left
        yield Texte(left - 10, y + 21, first.categorie, palette.discret, 13, ancre="end")
        for serie in graphique.series:
            point = serie.points[rank]
            size = width * (point.valeur or 0) / 100
            yield Rectangle(x, y, max(size - 1.5, 0), 32, palette.tranches[serie.rang])
            if point.texte:
                ink = palette.etiquettes[serie.rang]
                yield Texte(x + size / 2, y + 21, point.texte, ink, 13, ancre="middle")
            x += size


def _place(rank: float, count: int) -> float:
    return _GAUCHE + (LARGEUR - _DROITE - _GAUCHE) * (rank + 0.5) / count


def _height(value: float, ticks: list[float]) -> float:
    return _HAUT + (HAUTEUR_TEMPS - _HAUT - _BAS) * (1 - value / ticks[-1])


def _colour(serie: Serie, palette: Palette) -> str:
    return {"second": palette.second, "neutre": palette.neutre}.get(serie.ton, palette.premier)
