"""The waterfall of a change: from one value to the other, one bar per part, in the unit of the indicator.

Takes a `Mouvement`, gives a chart whose steps join both values exactly. The scale does not start at zero: the two ends are
dots, only the parts are bars.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dashboard import french, periodes
from dashboard.charts.axes import base_layout
from dashboard.charts.formes import Dessin, Disque, Ligne, Rectangle, Texte, Trace
from dashboard.charts.libre import Libre
from dashboard.charts.palette import Palette
from dashboard.charts.spec import Point, Serie, Tableau
from dashboard.mouvement import GLISSANT, Marche, Mouvement, build_steps
from dashboard.mouvement_phrases import say_amount, say_movement, say_points, say_residual, say_title

LARGEUR = 560.0
_RANG, _BARRE = 46.0, 14.0
_MARGE = 6.0
_AUTOUR = 0.04
"""Room left on both sides of the scale, as a share of it."""

NOTE = (
    "L’échelle ne part pas de zéro\u202f: les points sont les deux valeurs, les barres ce qui mène de l’une à l’autre."
)


@dataclass(frozen=True)
class Rang:
    """One row. An end has no bar; `texte` is its amount with its sign, `survol` the same with its weight."""

    libelle: str
    debut: float
    fin: float
    texte: str
    borne: bool
    survol: str = ""

    def colour(self, palette: Palette) -> str:
        """Up and down differ; the sign in the text says it too."""
        if self.borne:
            return palette.encre
        return palette.premier if self.fin >= self.debut else palette.second


def draw_waterfall(cle: str, titre: str, mouvement: Mouvement, detail: str | None = None) -> Libre:
    """The chart of a change; `detail` splits the offices present by their families or canaux where published."""
    steps = build_steps(mouvement, detail)
    rows = tuple(_rows(mouvement, steps))
    return Libre(
        cle=cle,
        genre="classement",
        titre=f"{titre}\u202f: {say_title(mouvement)}",
        unite=mouvement.indicateur.unite if mouvement.indicateur.unite != "%" else "points",
        phrase=f"{say_movement(mouvement)} {say_residual(mouvement, steps)}",
        series=(Serie(titre, tuple(Point(row.libelle, row.fin, row.texte) for row in rows)),),
        tableau=_table(mouvement, steps),
        note=NOTE,
        plotly=lambda palette: _plotly(rows, palette),
        dessin=lambda palette: _drawing(rows, palette),
        donnees=_data(mouvement, steps),
        indicateurs=(mouvement.indicateur.id,),
    )


def _rows(mouvement: Mouvement, steps: Sequence[Marche]) -> Iterator[Rang]:
    before, after = float(mouvement.depart), float(mouvement.arrivee)
    start, end = name_ends(mouvement)
    yield Rang(start, before, before, say_amount(mouvement.depart, mouvement, signed=False), borne=True)
    for step in steps:
        text = say_amount(step.valeur, mouvement, unite=mouvement.indicateur.forme != "compte")
        whole = " · ".join(filter(None, (say_amount(step.valeur, mouvement), say_points(step.valeur, mouvement))))
        yield Rang(step.libelle, float(step.debut), float(step.fin), text, borne=False, survol=whole)
    yield Rang(end, after, after, say_amount(mouvement.arrivee, mouvement, signed=False), borne=True)


def name_ends(mouvement: Mouvement) -> tuple[str, str]:
    """What the first and last values are called: their periods."""
    start, end = (french.capitalize(periodes.label(p)) for p in (mouvement.reference, mouvement.periode))
    if mouvement.grain == GLISSANT:
        return f"12 mois jusqu’à {start.lower()}", f"12 mois jusqu’à {end.lower()}"
    return start, end


def _table(mouvement: Mouvement, steps: Sequence[Marche]) -> Tableau:
    """Every step with its amount, and the residual."""
    start, end = name_ends(mouvement)
    offices = {part.libelle: part.offices for part in mouvement.parts}
    lines = [(start, say_amount(mouvement.depart, mouvement, signed=False, decimales=2), "", "")]
    for step in steps:
        amount = say_amount(step.valeur, mouvement, decimales=2)
        counted = offices.get(step.libelle)
        many = french.SANS_OBJET if counted is None else french.number(counted)
        lines.append((step.libelle, amount, say_points(step.valeur, mouvement) or french.SANS_OBJET, many))
    lines.append((end, say_amount(mouvement.arrivee, mouvement, signed=False, decimales=2), "", ""))
    left = mouvement.total - sum((step.valeur for step in steps), Fraction(0))
    lines.append(("Résidu", say_amount(left, mouvement, decimales=2), "", ""))
    return Tableau(("Part", "Valeur", "Part du départ", "Offices"), tuple(lines))


def _data(mouvement: Mouvement, steps: Sequence[Marche]) -> tuple[tuple[str | int | float | None, ...], ...]:
    """Exact fractions for files: a rounded part would no longer sum."""
    start, end = name_ends(mouvement)
    ends = [("depart", start, mouvement.depart), ("arrivee", end, mouvement.arrivee)]
    rows = [ends[0], *(("part", step.libelle, step.valeur) for step in steps), ends[1]]
    head = ("indicateur", "periode", "reference", "role", "libelle", "valeur", "numerateur", "denominateur")
    about = (mouvement.indicateur.id, mouvement.periode, mouvement.reference)
    return (head, *((*about, role, name, float(v), v.numerator, v.denominator) for role, name, v in rows))


def _scale(rows: Sequence[Rang]) -> tuple[float, float]:
    every = [value for row in rows for value in (row.debut, row.fin)]
    low, high = min(every), max(every)
    room = (high - low) * _AUTOUR or 1.0
    return low - room, high + room


def _plotly(rows: Sequence[Rang], palette: Palette) -> dict[str, Any]:
    low, high = _scale(rows)
    height = len(rows)
    layout = base_layout(palette, int(_RANG * height) + 16, {"l": 2, "r": 8, "t": 4, "b": 4})
    layout["xaxis"] |= {"visible": False, "range": [low, high]}
    layout["yaxis"] |= {"visible": False, "range": [height - 0.45, -0.75]}
    layout["shapes"] = [_link(rank, row.fin, palette) for rank, row in enumerate(rows[:-1])]
    layout["annotations"] = [_name(rank, row, low, palette) for rank, row in enumerate(rows)]
    return {"data": [_bars(rows, palette), _ends(rows, palette)], "layout": layout}


def _bars(rows: Sequence[Rang], palette: Palette) -> dict[str, Any]:
    kept = [(rank, row) for rank, row in enumerate(rows) if not row.borne]
    return {
        "type": "bar",
        "orientation": "h",
        "name": "Parts",
        "y": [rank for rank, _ in kept],
        "base": [row.debut for _, row in kept],
        "x": [row.fin - row.debut for _, row in kept],
        "width": 0.3,
        "offset": -0.05,
        "hovertext": [f"<b>{row.libelle}</b><br>{row.survol or row.texte}" for _, row in kept],
        "hoverinfo": "text",
        "marker": {"color": [row.colour(palette) for _, row in kept]},
    }


def _ends(rows: Sequence[Rang], palette: Palette) -> dict[str, Any]:
    kept = [(rank, row) for rank, row in enumerate(rows) if row.borne]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "Valeurs",
        "y": [rank + 0.1 for rank, _ in kept],
        "x": [row.fin for _, row in kept],
        "hovertext": [f"<b>{row.libelle}</b><br>{row.survol or row.texte}" for _, row in kept],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {"color": palette.encre, "size": 13},
    }


def _link(rank: int, level: float, palette: Palette) -> dict[str, Any]:
    line = {"color": palette.discret, "width": 1, "dash": "dot"}
    return {
        "type": "line",
        "x0": level,
        "x1": level,
        "y0": rank + 0.1,
        "y1": rank + 1.1,
        "line": line,
        "layer": "below",
    }


def _name(rank: int, row: Rang, low: float, palette: Palette) -> dict[str, Any]:
    place = {"x": low, "y": rank - 0.32, "xanchor": "left", "yanchor": "middle", "showarrow": False, "align": "left"}
    ink = {"color": palette.encre, "size": 14}
    return place | {"text": f"{row.libelle}  <b>{row.texte}</b>", "font": ink, "bgcolor": palette.fond}


def _drawing(rows: Sequence[Rang], palette: Palette) -> Dessin:
    return Dessin(LARGEUR, _RANG * len(rows) + 6, palette.fond, tuple(_traces(rows, palette)))


def _traces(rows: Sequence[Rang], palette: Palette) -> Iterator[Trace]:
    low, high = _scale(rows)

    def x(value: float) -> float:
        return _MARGE + (LARGEUR - 2 * _MARGE) * (value - low) / (high - low)

    for rank, row in enumerate(rows):
        top = _RANG * rank
        middle = top + 30
        yield Texte(2, top + 17, row.libelle, palette.encre, 14)
        yield Texte(LARGEUR - 4, top + 17, row.texte, palette.encre, 14, gras=True, ancre="end")
        if rank < len(rows) - 1:
            yield Ligne(((x(row.fin), middle), (x(row.fin), middle + _RANG)), palette.discret, 0.8, "2 3")
        if row.borne:
            yield Disque(x(row.fin), middle, 5, palette.encre)
        else:
            left, right = sorted((x(row.debut), x(row.fin)))
            yield Rectangle(left, middle - _BARRE / 2, max(right - left, 1), _BARRE, row.colour(palette))
