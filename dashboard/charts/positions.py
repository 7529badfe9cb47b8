"""Where an office stands among others: a strip of dots per figure, its own marked, the middle of its peers shaded.

Takes values without names, gives a chart. Dots are neither ranked nor named; each strip has its own scale, said at its ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.axes import base_layout
from dashboard.charts.formes import Dessin, Disque, Ligne, Rectangle, Surface, Texte, Trace
from dashboard.charts.libre import Libre
from dashboard.charts.palette import Palette
from dashboard.charts.spec import Point, Serie, Tableau

LARGEUR = 560.0
_RANG = 74.0
_MARGE = 8.0


@dataclass(frozen=True)
class Bande:
    """One strip. `autres` and `pairs` are values; `texte` is the reader's own, `bornes` the ends of the scale, as text."""

    titre: str
    mien: float
    texte: str
    autres: tuple[float, ...]
    pairs: tuple[float, ...]
    milieu: tuple[float, float, float] | None
    bornes: tuple[str, str]
    resume: tuple[str, str]

    def place(self, value: float) -> float:
        """From 0 to 1 along the strip."""
        low, high = self._ends
        return (value - low) / (high - low) if high > low else 0.5

    @property
    def _ends(self) -> tuple[float, float]:
        every = (self.mien, *self.autres, *self.pairs)
        return min(every), max(every)


def draw_positions(cle: str, titre: str, phrase: str, note: str, bandes: Sequence[Bande]) -> Libre:
    """The strips, one under the other."""
    shown = tuple(bandes)
    lines = tuple((b.titre, b.texte, *b.resume, f"de {b.bornes[0]} à {b.bornes[1]}", str(_count(b))) for b in shown)
    return Libre(
        cle=cle,
        genre="courbes",
        titre=titre,
        unite="une échelle par ligne",
        phrase=phrase,
        series=(Serie("Votre office", tuple(Point(b.titre, b.mien, b.texte) for b in shown)),),
        tableau=Tableau(("Chiffre", "Votre office", "Pairs", "Détail", "Étendue", "Offices"), lines),
        note=note,
        plotly=lambda palette: _plotly(shown, palette),
        dessin=lambda palette: _drawing(shown, palette),
        donnees=(("chiffre", "votre_office", "pairs_q1", "pairs_mediane", "pairs_q3", "offices"), *map(_row, shown)),
    )


def _count(bande: Bande) -> int:
    return len(bande.autres) + len(bande.pairs) + 1


def _row(bande: Bande) -> tuple[str | int | float | None, ...]:
    return bande.titre, bande.mien, *(bande.milieu or (None, None, None)), _count(bande)


def _plotly(bandes: Sequence[Bande], palette: Palette) -> dict[str, Any]:
    layout = base_layout(palette, 92 * len(bandes) + 8, {"l": 12, "r": 12, "t": 4, "b": 4})
    layout["xaxis"] |= {"visible": False, "range": [-0.02, 1.02]}
    layout["yaxis"] |= {"visible": False, "range": [len(bandes) - 0.35, -0.65]}
    layout["shapes"] = [shape for rank, bande in enumerate(bandes) for shape in _shapes(rank, bande, palette)]
    layout["annotations"] = [note for rank, bande in enumerate(bandes) for note in _notes(rank, bande, palette)]
    data = [trace for rank, bande in enumerate(bandes) for trace in _strip(rank, bande, palette)]
    return {"data": data, "layout": layout}


def _strip(rank: int, bande: Bande, palette: Palette) -> Iterator[dict[str, Any]]:
    hollow = {"color": palette.fond, "size": 11, "line": {"color": palette.premier, "width": 2.5}}
    for name, values, marker in (
        ("Autre office", bande.autres, {"color": palette.neutre, "size": 8, "opacity": 0.75}),
        ("Pair", bande.pairs, hollow),
        ("Votre office", (bande.mien,), {"color": palette.second, "size": 15, "symbol": "diamond"}),
    ):
        yield {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": [bande.place(value) for value in values],
            "y": [rank] * len(values),
            "hovertext": [f"{name}\u202f: {bande.texte}" if name == "Votre office" else name] * len(values),
            "hoverinfo": "text",
            "cliponaxis": False,
            "marker": marker,
        }


def _shapes(rank: int, bande: Bande, palette: Palette) -> Iterator[dict[str, Any]]:
    line = {"type": "line", "x0": 0, "x1": 1, "y0": rank, "y1": rank, "layer": "below"}
    yield line | {"line": {"color": palette.filet, "width": 1}}
    if bande.milieu:
        low, middle, high = (bande.place(value) for value in bande.milieu)
        box = {"type": "rect", "x0": low, "x1": high, "y0": rank - 0.14, "y1": rank + 0.14, "layer": "below"}
        yield box | {"fillcolor": palette.premier, "opacity": 0.16, "line": {"width": 0}}
        tick = {"type": "line", "x0": middle, "x1": middle, "y0": rank - 0.2, "y1": rank + 0.2, "layer": "below"}
        yield tick | {"line": {"color": palette.premier, "width": 2}}


def _notes(rank: int, bande: Bande, palette: Palette) -> Iterator[dict[str, Any]]:
    base = {"showarrow": False, "yanchor": "middle"}
    title = f"{bande.titre}\u202f: <b>{bande.texte}</b>"
    yield base | {
        "x": 0,
        "y": rank - 0.42,
        "xanchor": "left",
        "text": title,
        "font": {"color": palette.encre, "size": 14},
    }
    for x, anchor, text in ((0, "left", bande.bornes[0]), (1, "right", bande.bornes[1])):
        ink = {"color": palette.discret, "size": 12}
        yield base | {"x": x, "y": rank + 0.3, "xanchor": anchor, "text": text, "font": ink}


def _drawing(bandes: Sequence[Bande], palette: Palette) -> Dessin:
    traces = tuple(trace for rank, bande in enumerate(bandes) for trace in _traces(_RANG * rank, bande, palette))
    return Dessin(LARGEUR, _RANG * len(bandes) + 6, palette.fond, traces)


def _traces(top: float, bande: Bande, palette: Palette) -> Iterator[Trace]:
    def x(value: float) -> float:
        return _MARGE + (LARGEUR - 2 * _MARGE) * bande.place(value)

    y = top + 40
    yield Texte(_MARGE, top + 18, f"{bande.titre}\u202f: {bande.texte}", palette.encre, 14, gras=True)
    if bande.milieu:
        low, middle, high = map(x, bande.milieu)
        yield Rectangle(low, y - 8, max(high - low, 1), 16, palette.filet)
        yield Rectangle(middle - 1, y - 10, 2, 20, palette.premier)
    yield Ligne(((_MARGE, y), (LARGEUR - _MARGE, y)), palette.filet, 1)
    for value in bande.autres:
        yield Disque(x(value), y, 3, palette.neutre)
    for value in bande.pairs:
        yield Disque(x(value), y, 4.5, palette.fond, palette.premier)
    own = x(bande.mien)
    yield Surface(((own, y - 7), (own + 7, y), (own, y + 7), (own - 7, y)), palette.second)
    yield Texte(_MARGE, top + 66, bande.bornes[0], palette.discret, 12)
    yield Texte(LARGEUR - _MARGE, top + 66, bande.bornes[1], palette.discret, 12, ancre="end")
