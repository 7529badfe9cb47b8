"""Section Délais: the curve that counts open cases, the series of closed ones, and their bands.

Takes a `Lecture`, gives charts. The curve is that of the year of the period.
"""

from __future__ import annotations

from dashboard import periodes
from dashboard.charts.courbes import draw_delays
from dashboard.charts.parts import draw_bands
from dashboard.charts.spec import Graphique
from dashboard.charts.survies import draw_survival
from dashboard.contenu.lecture import Lecture
from dashboard.perimetres import REEL
from dashboard.survie import find_survival
from dashboard.tranches import find_bands
from pipelines.errors import WrongCall


def draw_curve(lecture: Lecture) -> Graphique:
    """The share of the cases received in the year that are closed as days pass."""
    kept, millesime = lecture.selection, lecture.millesime
    if millesime.find_crossing(frozenset(), "survie-citable", "annee") is None:
        raise WrongCall(
            "TABLE_ABSENTE",
            f"Le millésime {millesime.id} ne contient pas de courbe de délai.",
            "Un millésime publié avec la version actuelle en contient\u202f: «\u202fobservatoire publier\u202f».",
        )
    if kept.perimetre != REEL:
        raise WrongCall(
            "PERIMETRE", "Les courbes de délai sont publiées au périmètre réel.", "Revenez au périmètre réel."
        )
    return draw_survival(find_survival(millesime, kept.periode[:4], kept.filtres, profil=lecture.profil))


def draw_series(lecture: Lecture) -> Graphique:
    """The median and the ninth decile of closed cases, along time."""
    day = lecture.millesime.manifeste.arrete_au
    return draw_delays(lecture.serie("delai-median"), lecture.serie("delai-p90"), lecture.selection.periode, day)


def draw_shares(lecture: Lecture) -> Graphique:
    """How closed cases split by bands of delay, year by year."""
    millesime, selection = lecture.millesime, lecture.selection
    day = millesime.manifeste.arrete_au
    years = tuple(p for p in millesime.periods("annee") if periodes.read_period(p).fin <= day)
    bands = find_bands(millesime, years, selection.filtres, lecture.profil, perimetre=selection.perimetre)
    return draw_bands(bands, lecture.figure("clos-90-jours", selection.periode[:4]))
