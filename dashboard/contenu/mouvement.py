"""Section « Pourquoi ça bouge »: the published decomposition of a change, for the volume, the delay and the resolution.

Takes a `Lecture`, gives waterfalls. The period is compared with the same one a year before; a month is read as the end of
twelve rolling months.
"""

from __future__ import annotations

from dashboard import french, periodes
from dashboard.charts.cascades import draw_waterfall
from dashboard.charts.spec import Graphique
from dashboard.contenu.lecture import Lecture
from dashboard.mouvement import GLISSANT, TABLE, Mouvement, find_movement
from dashboard.mouvement_phrases import say_movement
from dashboard.perimetres import REEL
from pipelines.errors import WrongCall
from pipelines.indicateurs.registry import load_registry

ABSENTE = "Un millésime publié avec la version actuelle la contient\u202f: «\u202fobservatoire publier\u202f»."


def draw_volume(lecture: Lecture) -> Graphique:
    """What moves the cases received; the offices present are split by family where the release does."""
    found = read_movement(lecture, "saisines-recues")
    return draw_waterfall("mouvement-volume", "Saisines reçues", found, "famille" if found.details["famille"] else None)


def draw_delay(lecture: Lecture) -> Graphique:
    """What moves the mean delay."""
    return draw_waterfall("mouvement-delai", "Délai moyen", read_movement(lecture, "delai-moyen"))


def draw_resolution(lecture: Lecture) -> Graphique:
    """What moves the resolution rate."""
    return draw_waterfall("mouvement-resolution", "Taux de résolution", read_movement(lecture, "taux-resolution"))


def say_headline_movement(lecture: Lecture) -> str:
    """« +31 % de saisines, dont 24 points dus à 9 nouveaux adhérents. »; empty when the release does not explain it."""
    try:
        found = read_movement(lecture, "saisines-recues")
    except WrongCall:
        return ""
    rolling = "Sur douze mois\u202f: " if found.grain == GLISSANT else ""
    return f"{rolling}{say_movement(found)}"


def read_movement(lecture: Lecture, indicateur: str) -> Mouvement:
    """The change of an indicator for the selection; `WrongCall` says why the release does not explain it."""
    kept, millesime = lecture.selection, lecture.millesime
    _check(lecture)
    grain = GLISSANT if kept.grain == "mois" else kept.grain
    found = find_movement(millesime, indicateur, grain, kept.periode, kept.type or "")
    if found is None:
        raise WrongCall("PAIRE", *_explain_pair(lecture, indicateur))
    return found


def _check(lecture: Lecture) -> None:
    """Refuses what no decomposition is published for: an older release, another perimeter, another criterion."""
    kept, millesime = lecture.selection, lecture.millesime
    if not millesime.read_table(TABLE, ("indicateur",)):
        raise WrongCall("TABLE_ABSENTE", f"Le millésime {millesime.id} ne contient pas de décomposition.", ABSENTE)
    if kept.perimetre != REEL:
        raise WrongCall(
            "PERIMETRE",
            "La décomposition est celle du périmètre réel\u202f: elle sépare les arrivées et les départs d’offices du reste.",
            "Revenez au périmètre réel.",
        )
    if set(kept.filtres) - {"type"}:
        raise WrongCall(
            "FILTRE",
            "La décomposition est publiée pour le réseau entier et par type de collectivité.",
            "Retirez le filtre de famille ou de canal.",
        )


def _explain_pair(lecture: Lecture, indicateur: str) -> tuple[str, str]:
    kept = lecture.selection
    title = french.quote(load_registry().indicateurs[indicateur].titre.split(" (")[0])
    if kept.grain == "mois":
        return (
            f"{title} ne se décompose pas {periodes.at(kept.periode)}.",
            "Par mois, seuls les douze mois glissants les plus récents sont expliqués\u202f: choisissez un mois récent, ou l’année.",
        )
    before = periodes.previous_year(kept.periode)
    return (
        f"{title} ne se décompose pas entre {periodes.named(before)} et {periodes.named(kept.periode)} pour cette sélection.",
        "L’une des deux périodes manque, n’est pas terminée, ou trop peu d’offices la partagent.",
    )
