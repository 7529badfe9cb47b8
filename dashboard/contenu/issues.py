"""Section Issues: the way of a case from reception to its outcome, the outcomes, and why cases are refused.

Takes a `Lecture`, gives charts made of published figures only.
"""

from __future__ import annotations

from dashboard.charts.parcours import draw_path, read_stage
from dashboard.charts.spec import Graphique
from dashboard.contenu.domaines import rank
from dashboard.contenu.lecture import Lecture
from pipelines.errors import WrongCall

OUVERTES = (
    "Une saisine encore ouverte n’est pas arrivée au bout\u202f: le parcours d’une année récente n’est pas complet. En gris, "
    "celles qui en sortent."
)
CLOSES = "Dossiers clos dans la période, quelle que soit leur date de réception."


def draw_way(lecture: Lecture) -> Graphique:
    """The stages of the cohort the reader chose, each a count or a base the release publishes."""
    if lecture.selection.cohorte == "recues":
        names = ("saisines-recues", "taux-refus", "taux-resolution-recues")
        received, refused, solved = (lecture.figure(name) for name in names)
        stages = (
            read_stage("Saisines reçues", received),
            read_stage("Refusées ou réorientées", refused, sortie=True),
            read_stage("Médiations menées à terme", solved, base=True),
            read_stage("Issues favorables", solved),
        )
        return draw_path(stages, (received, refused, solved), OUVERTES)
    names = ("dossiers-clos", "taux-resolution-recevables", "taux-resolution")
    closed, admitted, solved = (lecture.figure(name) for name in names)
    stages = (
        read_stage("Dossiers clos", closed),
        read_stage("Dossiers recevables", admitted, base=True),
        read_stage("Médiations menées à terme", solved, base=True),
        read_stage("Issues favorables", solved),
    )
    return draw_path(stages, (closed, admitted, solved), CLOSES)


def draw_outcomes(lecture: Lecture) -> Graphique:
    """The outcomes of closed cases."""
    return rank(lecture, "issues", "Issues des dossiers clos", "issue", "dossiers-clos")


def draw_refusals(lecture: Lecture) -> Graphique:
    """Why cases are refused; `WrongCall` when no reason is published."""
    chart = rank(lecture, "refus", "Motifs des refus", "motif_irrecevabilite", "refus-par-motif")
    if chart.vide:
        raise WrongCall(
            "MOTIFS",
            "Aucun motif de refus n’est publié pour cette sélection.",
            "Les motifs ne sont connus que des offices qui enregistrent la recevabilité.",
        )
    return chart
