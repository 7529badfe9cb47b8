"""Section Volumes: received and closed along time, on both perimeters, within the limits of chance; the open stock.

Takes a `Lecture`, gives charts. Limits are those of the perimeter the reader chose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.charts.courbes import draw_stock, draw_volumes
from dashboard.charts.jalons import add_events
from dashboard.charts.spec import Graphique
from dashboard.charts.temps import is_open
from dashboard.charts.volumes import add_limits, add_perimeter
from dashboard.contenu.lecture import Lecture
from dashboard.evenements import list_events
from dashboard.figures import Figure
from dashboard.meme_periode import compare_same_period
from dashboard.perimetres import REEL, list_perimeters
from dashboard.series_xmr import Point, analyse_series
from pipelines.errors import WrongCall

_SAISONS: Mapping[str, int] = {"annee": 1, "trimestre": 4, "mois": 12}
"""Periods in a year, by grain."""


def draw_received(lecture: Lecture) -> Graphique:
    """Received and closed, the other perimeter dashed, the limits of what is received, the declared events."""
    day, grain = lecture.millesime.manifeste.arrete_au, lecture.selection.grain
    received, closed = (lecture.serie(name) for name in ("saisines-recues", "dossiers-clos"))
    chart = draw_volumes(received, closed, day)
    constant = lecture.selection.perimetre == REEL
    nom, court = ("Reçues, périmètre constant", "constant") if constant else ("Reçues, périmètre réel", "réel")
    chart = add_perimeter(chart, nom, court, _find_other(lecture), day)
    points = [Point(f.periode, f.valeur, complet=not is_open(f, day)) for f in received]
    same = compare_same_period(points) if grain != "annee" else None
    if same:
        chart = replace(chart, phrase=f"{chart.phrase} {same.phrase}")
    stretches = analyse_series(points, compte=True, saison=_SAISONS[grain])
    read = [figure.periode for figure in received]
    events = list_events(lecture.millesime, lecture.selection, lecture.profil)
    return add_events(add_limits(chart, read, stretches), read, events)


def draw_open(lecture: Lecture) -> Graphique:
    """Open cases on the last day of each period."""
    return draw_stock(lecture.serie("stock"), lecture.millesime.manifeste.arrete_au)


def _find_other(lecture: Lecture) -> Sequence[Figure]:
    """What is received on the other perimeter: the network as it is, or the longest constant one the release crosses."""
    constants = [perimetre.id for perimetre in list_perimeters(lecture.millesime)]
    for perimetre in constants if lecture.selection.perimetre == REEL else [REEL]:
        try:
            return lecture.serie("saisines-recues", perimetre)
        except WrongCall:
            continue
    return ()
