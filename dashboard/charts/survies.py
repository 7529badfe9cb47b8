"""The delay curve: the share of cases closed as days pass, open cases counted, beside what closed cases alone say.

Takes a `Survie`, gives a chart. It joins the days of the published grid and draws nothing beyond the last one that rests on
enough cases.
"""

from __future__ import annotations

from collections.abc import Iterator

from dashboard import french
from dashboard.charts.libre import Libre
from dashboard.charts.spec import Point, Serie, Tableau
from dashboard.charts.survies_dessins import Repere, draw_page, draw_static, read_number, say_percent
from dashboard.survie import ISSUES, VUES, Etape, Survie, Valeur
from dashboard.survie_phrases import say_gap, say_median, say_outcomes

JOUR_DIT = 90
"""The day whose outcomes the sentence gives: the one the rules of mediation name."""

NOTE = (
    "Une saisine encore ouverte compte pour le temps où elle a été suivie\u202f: on la dit «\u202fcensurée\u202f». La bande est "
    "l’intervalle à 95\u202f%\u202f: la part véritable s’y trouve dans 19 cas sur 20. Le trait s’arrête là où trop peu de saisines sont "
    "encore suivies."
)


def draw_survival(survie: Survie) -> Libre:
    """The chart of one curve."""
    steps = [step for step in survie.etapes if not isinstance(step.part, str)]
    marks = tuple(_marks(survie))
    rounded = " Effectifs arrondis au multiple de 5." if survie.arrondie else ""
    return Libre(
        cle="survie",
        genre="courbes",
        titre=f"Saisines reçues en {survie.periode}, closes selon le temps écoulé",
        unite="part des saisines",
        phrase=_sentence(survie),
        series=(
            Serie("Closes", tuple(Point(french.days(s.jour), read_number(s.part), say_percent(s.part)) for s in steps)),
        ),
        tableau=_table(survie),
        note=f"{NOTE}{rounded}",
        plotly=lambda palette: draw_page(steps, marks, palette),
        dessin=lambda palette: draw_static(steps, marks, palette),
        donnees=_data(survie),
        indicateurs=("delai-median", "delai-moyen"),
    )


def _sentence(survie: Survie) -> str:
    """Both medians compared, then how the cases ended; without a survival median the comparison already says so."""
    alone = isinstance(survie.mediane.jour, str) and not isinstance(survie.moyenne_close, str)
    said = (say_gap(survie),) if alone else (say_median(survie), say_gap(survie))
    return " ".join(filter(None, (*said, say_outcomes(survie, JOUR_DIT))))


def _marks(survie: Survie) -> Iterator[Repere]:
    if not isinstance(survie.mediane.jour, str):
        yield Repere(
            survie.mediane.jour, f"médiane, ouvertes comprises\u202f: {french.days(survie.mediane.jour)}", False
        )
    if not isinstance(survie.moyenne_close, str):
        yield Repere(survie.moyenne_close, f"moyenne des seuls clos\u202f: {french.days(survie.moyenne_close)}", True)


def _table(survie: Survie) -> Tableau:
    head = ("Délai", "Encore suivies (à risque)", "Closes", "Part close", "Intervalle à 95\u202f%", *ISSUES.values())
    lines = tuple(
        (
            french.days(step.jour),
            _count(step.risque),
            _count(step.clos),
            say_percent(step.part),
            _interval(step),
            *(say_percent(step.issues[code]) for code in ISSUES),
        )
        for step in survie.etapes
    )
    return Tableau(head, lines or (("—",) * len(head),))


def _data(survie: Survie) -> tuple[tuple[str | int | float | None, ...], ...]:
    head = ("repere", "jour", "a_risque", "clos", "part", "borne_basse", "borne_haute", *ISSUES, "periode", "cohorte")
    about, blank = (survie.periode, VUES[survie.vue]), (None,) * len(ISSUES)
    curve = [
        ("courbe", s.jour, s.risque, s.clos, s.part, s.bas, s.haut, *(s.issues[code] for code in ISSUES), *about)
        for s in survie.etapes
    ]
    half = (None, None, 50, None, None, *blank, *about)
    none = (None, None, None, None, None, *blank, *about)
    median = survie.mediane
    return (
        head,
        *curve,
        ("mediane", median.jour, *half),
        ("mediane_borne_basse", median.bas, *half),
        ("mediane_borne_haute", median.haut, *half),
        ("moyenne_des_clos", survie.moyenne_close, *none),
        ("mediane_des_clos", survie.mediane_close, *none),
    )


def _interval(step: Etape) -> str:
    if isinstance(step.bas, str) or isinstance(step.haut, str):
        return french.SANS_OBJET
    return f"{say_percent(step.bas)} à {say_percent(step.haut)}"


def _count(value: Valeur) -> str:
    return value if isinstance(value, str) else french.number(value)
