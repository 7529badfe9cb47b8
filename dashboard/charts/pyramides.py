"""The backlog pyramid: open cases by age, what the office holds on one side, what it waits for on the other.

Takes counts by age and holder, gives a chart. The oldest are at the top, where a pyramid should be thin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard import french
from dashboard.charts.axes import base_layout
from dashboard.charts.formes import Dessin, Rectangle, Texte, Trace
from dashboard.charts.libre import Libre
from dashboard.charts.palette import Palette
from dashboard.charts.spec import Ligne, Point, Serie, Tableau

LARGEUR = 560.0
_RANG, _TETE, _MILIEU = 40.0, 46.0, 118.0
_ETIQUETTE = 26.0
"""Room kept beyond the longest bar for its number, in points."""


@dataclass(frozen=True)
class Etage:
    """An age. `gauche` and `droite` are counts by holder, outwards from the middle."""

    age: str
    gauche: tuple[int, ...]
    droite: tuple[int, ...]


@dataclass(frozen=True)
class Cotes:
    """The names of the holders on each side."""

    gauche: tuple[str, ...]
    droite: tuple[str, ...]


def draw_pyramid(
    cle: str, titre: str, phrase: str, note: str, cotes: Cotes, etages: Sequence[Etage], tableau: Tableau
) -> Libre:
    """The pyramid; `etages` from the youngest to the oldest."""
    shown = tuple(etages)[::-1]
    names = (*cotes.gauche, *cotes.droite)
    counts = [(*etage.gauche, *etage.droite) for etage in etages]
    series = tuple(
        Serie(name, tuple(Point(e.age, c[rank], french.number(c[rank])) for e, c in zip(etages, counts, strict=True)))
        for rank, name in enumerate(names)
    )
    return Libre(
        cle=cle,
        genre="courbes",
        titre=titre,
        unite="nombre de saisines",
        phrase=phrase,
        series=series,
        tableau=tableau,
        note=note,
        plotly=lambda palette: _plotly(cotes, shown, palette),
        dessin=lambda palette: _drawing(cotes, shown, palette),
        donnees=_data(names, etages),
    )


def _data(names: Sequence[str], etages: Sequence[Etage]) -> tuple[Ligne, ...]:
    lines: list[Ligne] = [("age", *names)]
    lines += [(etage.age, *etage.gauche, *etage.droite) for etage in etages]
    return tuple(lines)


def _colours(cotes: Cotes, palette: Palette) -> tuple[str, ...]:
    """Blue for what the office holds, orange then grey for what it waits for: sides tell them apart without colour."""
    left = (palette.premier, palette.neutre)[: len(cotes.gauche)]
    right = (palette.second, palette.tranches[3], palette.neutre)[: len(cotes.droite)]
    return (*left, *right)


def _reach(etages: Sequence[Etage]) -> int:
    return max((max(sum(e.gauche), sum(e.droite)) for e in etages), default=0) or 1


def _plotly(cotes: Cotes, etages: Sequence[Etage], palette: Palette) -> dict[str, Any]:
    reach, colours = _reach(etages) * 1.16, _colours(cotes, palette)
    ages = [etage.age for etage in etages]
    left = [
        _bar(name, [-e.gauche[rank] for e in etages], ages, colours[rank], 1) for rank, name in enumerate(cotes.gauche)
    ]
    right = [
        _bar(name, [e.droite[rank] for e in etages], ages, colours[len(cotes.gauche) + rank], 2)
        for rank, name in enumerate(cotes.droite)
    ]
    layout = base_layout(palette, 46 * len(etages) + 56, {"l": 4, "r": 4, "t": 46, "b": 4})
    layout |= {"barmode": "relative", "bargap": 0.3}
    layout["xaxis"] |= {"visible": False, "range": [-reach, 0], "domain": [0, 0.39]}
    layout["xaxis2"] = dict(layout["xaxis"]) | {"range": [0, reach], "domain": [0.61, 1], "anchor": "y"}
    layout["yaxis"] |= {"visible": False, "type": "category", "autorange": "reversed"}
    layout["annotations"] = [*_titles(cotes, palette), *(_age(text, palette) for text in ages)]
    return {"data": [*left, *right, *_totals(etages, palette)], "layout": layout}


def _bar(name: str, values: Sequence[int], ages: Sequence[str], colour: str, axis: int) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "x": list(values),
        "y": list(ages),
        "xaxis": "x" if axis == 1 else "x2",
        "hovertext": [f"{name}, {age}\u202f: {french.number(abs(v))}" for v, age in zip(values, ages, strict=True)],
        "hoverinfo": "text",
        "marker": {"color": colour},
    }


def _totals(etages: Sequence[Etage], palette: Palette) -> Iterator[dict[str, Any]]:
    """The number at the end of each side, as a text of its own so that stacked bars carry one label."""
    for axis, sums, place in (
        ("x", [-sum(e.gauche) for e in etages], "middle left"),
        ("x2", [sum(e.droite) for e in etages], "middle right"),
    ):
        yield {
            "type": "scatter",
            "mode": "text",
            "x": sums,
            "y": [etage.age for etage in etages],
            "xaxis": axis,
            "text": [french.number(abs(value)) for value in sums],
            "textposition": place,
            "textfont": {"color": palette.encre, "size": 13},
            "hoverinfo": "skip",
            "cliponaxis": False,
        }


def _titles(cotes: Cotes, palette: Palette) -> Iterator[dict[str, Any]]:
    base = {"xref": "paper", "yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False}
    colours = _colours(cotes, palette)
    for x, anchor, names, inks in (
        (0, "left", cotes.gauche, colours[: len(cotes.gauche)]),
        (1, "right", cotes.droite, colours[len(cotes.gauche) :]),
    ):
        text = "<br>".join(f'<span style="color:{ink}">■</span> {name}' for name, ink in zip(names, inks, strict=True))
        title = {"x": x, "xanchor": anchor, "align": anchor, "text": text, "font": {"color": palette.encre, "size": 13}}
        yield base | title


def _age(text: str, palette: Palette) -> dict[str, Any]:
    place = {"xref": "paper", "x": 0.5, "y": text, "xanchor": "center", "yanchor": "middle", "showarrow": False}
    return place | {"text": text, "font": {"color": palette.discret, "size": 13}}


def _drawing(cotes: Cotes, etages: Sequence[Etage], palette: Palette) -> Dessin:
    height = _TETE + _RANG * len(etages)
    return Dessin(LARGEUR, height, palette.fond, tuple(_traces(cotes, etages, palette)))


def _traces(cotes: Cotes, etages: Sequence[Etage], palette: Palette) -> Iterator[Trace]:
    colours, half = _colours(cotes, palette), (LARGEUR - _MILIEU) / 2
    for rank, (name, ink) in enumerate(zip((*cotes.gauche, *cotes.droite), colours, strict=True)):
        side = rank >= len(cotes.gauche)
        line = rank - len(cotes.gauche) if side else rank
        x, y = (half + _MILIEU if side else 0.0), 2 + 18.0 * line
        yield Rectangle(x, y, 11, 11, ink)
        yield Texte(x + 16, y + 11, name, palette.encre, 12)
    scale = (half - _ETIQUETTE) / _reach(etages)
    for rank, etage in enumerate(etages):
        y = _TETE + _RANG * rank
        yield Texte(LARGEUR / 2, y + 18, etage.age, palette.discret, 12, ancre="middle")
        x = half
        for count, ink in zip(etage.gauche, colours, strict=False):
            x -= count * scale
            yield Rectangle(x, y + 2, count * scale, 24, ink)
        yield Texte(x - 5, y + 18, french.number(sum(etage.gauche)), palette.encre, 12, ancre="end")
        x = half + _MILIEU
        for count, ink in zip(etage.droite, colours[len(etage.gauche) :], strict=True):
            yield Rectangle(x, y + 2, count * scale, 24, ink)
            x += count * scale
        yield Texte(x + 5, y + 18, french.number(sum(etage.droite)), palette.encre, 12)
