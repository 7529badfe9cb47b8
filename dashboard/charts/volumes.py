"""What the chart of volumes gains: the same series on the other perimeter, and the limits chance keeps it within.

Takes a chart along time and what to add, gives the chart with its marks, its columns and its sentences. It moves no value
that was already drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from dashboard import french, periodes, phrases
from dashboard.charts.spec import Graphique, Point, Serie, Tableau
from dashboard.charts.temps import draw_points, list_complete
from dashboard.evolution import compare
from dashboard.figures import Figure
from dashboard.nelson import Signal
from dashboard.perimetres import REEL
from dashboard.series_xmr import POINTS_FERMES, POINTS_MINIMUM, PROVISOIRES, Limite, Troncon

SIGNAUX_DITS = 2
"""A sentence says the latest signals, the table marks them all."""

AU_DESSUS, AU_DESSOUS = "au-dessus des limites", "sous les limites"
_COURTS: Mapping[int, str] = {1: "hors des limites", 2: "niveau changé", 3: "tendance"}


def add_perimeter(graphique: Graphique, nom: str, court: str, figures: Sequence[Figure], arrete_au: date) -> Graphique:
    """The series received on another perimeter, dashed; `nom` is its column, `court` its label on the drawing."""
    points = tuple(replace(point, repere=False) for point in draw_points(nom, figures, arrete_au))
    if not any(point.valeur is not None for point in points):
        return graphique
    column = tuple(phrases.say_number(figure) for figure in figures)
    return replace(
        graphique,
        phrase=f"{graphique.phrase} {_say_perimeter(figures, arrete_au)}".strip(),
        series=(
            _silent(graphique.series[0]) if figures[0].perimetre == REEL else graphique.series[0],
            *map(_silent, graphique.series[1:]),
            Serie(nom, points, trait="tirets", court=court),
        ),
        tableau=insert_columns(graphique.tableau, {nom: column}),
        figures=(*graphique.figures, *figures),
    )


def add_limits(graphique: Graphique, lues: Sequence[str], troncons: Sequence[Troncon]) -> Graphique:
    """The limits of the first series, whose periods are `lues`; a point beyond them says so in words."""
    limits = {limit.periode: limit for stretch in troncons for limit in stretch.limites}
    if not limits:
        note = f"Moins de {french.number(POINTS_MINIMUM)} périodes terminées\u202f: pas encore de limites."
        return replace(graphique, note=f"{graphique.note} {note}".strip())
    signals = [signal for stretch in troncons for signal in stretch.signaux]
    first, *others = graphique.series
    marked = replace(first, points=_mark(first.points, [limits.get(periode) for periode in lues]))
    sides = [
        Serie(nom, tuple(_limit_point(limits.get(periode), side) for periode in lues), "neutre", trait="limite")
        for nom, side in (("Limite haute", "haut"), ("Limite basse", "bas"))
    ]
    columns = {
        "Limites du hasard": tuple(_say_bounds(limits.get(periode)) for periode in lues),
        "Signal": tuple(_name_signals(periode, signals) for periode in lues),
    }
    return replace(
        graphique,
        phrase=f"{graphique.phrase} {_say_signals(signals)}",
        series=(marked, *others, *sides),
        tableau=insert_columns(graphique.tableau, columns),
        note=f"{_say_limits(troncons)} {graphique.note}".strip(),
    )


def _silent(serie: Serie) -> Serie:
    """A series without its values: between three curves, only those above the others can be read on the drawing."""
    return replace(serie, points=tuple(replace(point, repere=False) for point in serie.points))


def _mark(points: Sequence[Point], limits: Sequence[Limite | None]) -> tuple[Point, ...]:
    marked = []
    for point, limit in zip(points, limits, strict=True):
        if limit is None:
            marked.append(point)
            continue
        hors = AU_DESSUS if limit.valeur > limit.haut else AU_DESSOUS if limit.valeur < limit.bas else ""
        words = f", {hors}" if hors else ""
        marked.append(replace(point, hors=hors, survol=f"{point.survol}{words}<br>Limites\u202f: {_say_bounds(limit)}"))
    return tuple(marked)


def _limit_point(limit: Limite | None, side: str) -> Point:
    return Point("", None if limit is None else getattr(limit, side), "")


def insert_columns(tableau: Tableau, columns: Mapping[str, Sequence[str]]) -> Tableau:
    """The table with these columns before the last one, which is the coverage."""
    lines = tuple(
        (*line[:-1], *(values[rank] for values in columns.values()), line[-1])
        for rank, line in enumerate(tableau.lignes)
    )
    return Tableau((*tableau.titres[:-1], *columns, tableau.titres[-1]), lines)


def _say_perimeter(figures: Sequence[Figure], arrete_au: date) -> str:
    done = list_complete(figures, arrete_au)
    if not done or done[0] is done[-1]:
        return ""
    first, last = done[0], done[-1]
    which = "réel" if last.perimetre == REEL else "constant"
    offices = (
        f" ({french.count(last.offices_couverts, 'office')})" if which == "constant" and last.offices_total else ""
    )
    change = compare(last, first)
    gap = f" ({change.texte})" if change.ecart is not None else ""
    span = periodes.span(first.periode, last.periode)
    values = f"{phrases.say_number(first)} à {phrases.say_number(last)}"
    return f"À périmètre {which}{offices}, {span[:1].lower()}{span[1:]}, elles passent de {values}{gap}."


def _say_bounds(limit: Limite | None) -> str:
    if limit is None:
        return french.SANS_OBJET
    return f"{french.number(limit.bas)} à {french.number(limit.haut)}"


def _name_signals(periode: str, signals: Sequence[Signal]) -> str:
    found = [_COURTS[signal.regle] for signal in signals if periode in signal.periodes]
    return ", ".join(found) or french.SANS_OBJET


def _say_signals(signals: Sequence[Signal]) -> str:
    if not signals:
        return "Aucun écart ne sort de ce que le hasard explique."
    latest = sorted(signals, key=lambda signal: signal.periodes[-1], reverse=True)
    said = " ".join(signal.phrase for signal in latest[:SIGNAUX_DITS])
    left = len(latest) - SIGNAUX_DITS
    return f"{said} {french.capitalize(_other(left))} dans le tableau." if left > 0 else said


def _other(count: int) -> str:
    return french.count(count, "autre signal", "autres signaux")


def _say_limits(troncons: Sequence[Troncon]) -> str:
    text = "Traits fins\u202f: les limites entre lesquelles une activité stable varie par hasard"
    season = ", saison comprise" if any(stretch.saison for stretch in troncons) else ""
    draft = any(stretch.provisoire and stretch.limites for stretch in troncons)
    few = f" ({PROVISOIRES}\u202f: moins de {french.number(POINTS_FERMES)} périodes)" if draft else ""
    return f"{text}{season}{few}. Cerclés, les points hors des limites."
