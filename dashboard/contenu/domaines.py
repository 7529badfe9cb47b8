"""Sections Domaines and Canaux: ranked bars of a criterion, and the domaines that rise in several offices at once.

Takes a `Lecture`, gives charts. Signals are those of the whole network, by year.
"""

from __future__ import annotations

from dashboard import french, periodes
from dashboard.charts.classements import draw_ranking
from dashboard.charts.signaux import draw_signals
from dashboard.charts.spec import Graphique
from dashboard.contenu.lecture import Lecture
from dashboard.perimetres import REEL
from dashboard.signaux import find_signals, is_published
from pipelines.errors import WrongCall
from pipelines.indicateurs.registry import load_registry


def draw_families(lecture: Lecture) -> Graphique:
    """The families of the cohort the reader chose."""
    return rank(lecture, "familles", f"Domaines des {lecture.nom_compte}", "famille", lecture.compte)


def draw_channels(lecture: Lecture) -> Graphique:
    """The canaux of the cohort the reader chose."""
    return rank(lecture, "canaux", f"Canaux des {lecture.nom_compte}", "canal", lecture.compte)


def draw_rises(lecture: Lecture) -> Graphique:
    """The systemic signals of the year; they are found over all offices, so no filter applies."""
    kept, millesime = lecture.selection, lecture.millesime
    if not is_published(millesime):
        raise WrongCall(
            "TABLE_ABSENTE",
            f"Le millésime {millesime.id} ne contient pas de signaux.",
            "Un millésime publié avec la version actuelle en contient\u202f: «\u202fobservatoire publier\u202f».",
        )
    if kept.filtres or kept.perimetre != REEL:
        raise WrongCall(
            "FILTRE",
            "Les signaux communs à plusieurs offices se lisent pour le réseau entier, au périmètre réel.",
            "Retirez les filtres.",
        )
    year = kept.periode[:4]
    if periodes.read_period(year).fin > millesime.manifeste.arrete_au:
        raise WrongCall("PERIODE", f"L’année {year} n’est pas terminée\u202f: elle ne se compare pas encore.")
    return draw_signals(year, find_signals(millesime, year))


def rank(lecture: Lecture, cle: str, titre: str, par: str, indicateur: str) -> Graphique:
    """The values of a criterion from the largest to the smallest, beside those of the year before."""
    selection, before = lecture.selection, periodes.previous_year(lecture.selection.periode)
    if par in selection.filtres:
        label = load_registry().dimensions[par].titre.lower()
        raise WrongCall("DEJA_FILTRE", f"La sélection ne garde qu’une valeur de {french.quote(label)}.")
    figures = lecture.split(indicateur, par, selection.periode)
    known = before in lecture.millesime.periods(selection.grain)
    past = lecture.split(indicateur, par, before) if known else ()
    return draw_ranking(cle, titre, par, figures, lecture.figure(indicateur), past)
