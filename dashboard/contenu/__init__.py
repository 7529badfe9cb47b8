"""What the page Réseau shows for a selection: its headline figures and the charts of each section.

Takes a millésime, a selection and a profile, gives figures and charts. Pages and downloads both call it, so a file holds
what the screen shows. Each chart is built alone: a download does not compute the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from dashboard import french
from dashboard.charts.spec import Graphique
from dashboard.contenu import delais, domaines, issues, mouvement, territoire, volumes
from dashboard.contenu.lecture import DELAIS, ISSUES, TETE, TITRES, Carte, Lecture, build_cards
from dashboard.perimetres import REEL, explain, find_by_id
from dashboard.phrases import say_perimeter
from dashboard.sources import CONSEIL
from dashboard.territoires import say_meaning
from pipelines.errors import WrongCall

Batisseur = Callable[[Lecture], Graphique]
"""Builds one chart; `WrongCall` when the release does not hold it for the selection."""

SECTIONS: Mapping[str, Mapping[str, Batisseur]] = {
    "volumes": {"volumes": volumes.draw_received, "stock": volumes.draw_open},
    "mouvement": {
        "mouvement-volume": mouvement.draw_volume,
        "mouvement-delai": mouvement.draw_delay,
        "mouvement-resolution": mouvement.draw_resolution,
    },
    "delais": {"survie": delais.draw_curve, "delais": delais.draw_series, "tranches": delais.draw_shares},
    "issues": {"parcours": issues.draw_way, "issues": issues.draw_outcomes, "refus": issues.draw_refusals},
    "domaines": {"familles": domaines.draw_families, "signaux": domaines.draw_rises},
    "canaux": {"canaux": domaines.draw_channels},
    "territoire": {"territoire": territoire.draw_map},
}
"""The charts of each section by their key, in the order of the page."""

CARTES: Mapping[str, tuple[str, ...]] = {"delais": DELAIS, "issues": ISSUES}
"""The figures a section opens on."""

_ABSENCES: Mapping[str, str] = {
    "survie": "Pas de courbe de délai pour cette sélection",
    "parcours": "Pas de parcours pour cette sélection",
    "refus": "Pas de motifs de refus pour cette sélection",
    "signaux": "Pas de signaux pour cette sélection",
    "territoire": "Pas de carte pour cette sélection",
    **dict.fromkeys(SECTIONS["mouvement"], "Pas de décomposition pour cette sélection"),
}
_SANS = "Pas de répartition pour cette sélection"


@dataclass(frozen=True)
class Absence:
    """A chart the release does not hold for the selection: what is missing, why, and what to do."""

    titre: str
    phrase: str
    conseil: str


def build_section(lecture: Lecture, section: str) -> tuple[Graphique | Absence, ...]:
    """The charts of a section in order, then once each the reasons why some are missing."""
    return lecture.recall(("section", section), lambda: _build_section(lecture, section))


def _build_section(lecture: Lecture, section: str) -> tuple[Graphique | Absence, ...]:
    drawn: list[Graphique] = []
    missing: dict[Absence, None] = {}
    for cle, build in SECTIONS[section].items():
        try:
            drawn.append(_draw(lecture, build))
        except WrongCall as refusal:
            advice = CONSEIL if refusal.conseil.startswith(CONSEIL) else refusal.conseil
            missing[Absence(_ABSENCES.get(cle, _SANS), refusal.message, advice)] = None
    return (*drawn, *missing)


def say_why(lecture: Lecture, carte: Carte) -> str:
    """Under the headline: what the perimeter is, which territory, or how much of the change comes from offices that move."""
    if constant := find_by_id(lecture.millesime, lecture.selection.perimetre):
        return explain(constant)
    if places := lecture.selection.sieges:
        return say_meaning(next(iter(places)))
    if carte.figure is None:
        return ""
    movement = lecture.recall(("mouvement",), lambda: mouvement.say_headline_movement(lecture))
    return movement or say_perimeter(carte.figure, carte.evolution)


def find_chart(lecture: Lecture, cle: str) -> Graphique:
    """One chart by its key; `WrongCall` when no section has it, or when the release does not hold it."""
    for section in SECTIONS.values():
        if cle in section:
            return _draw(lecture, section[cle])
    raise WrongCall("GRAPHIQUE", f"Aucun graphique ne s’appelle {french.quote(cle)} pour cette sélection.")


def _draw(lecture: Lecture, build: Batisseur) -> Graphique:
    """The chart, its perimeter in its title when it is not the whole network."""
    chart = build(lecture)
    if lecture.selection.perimetre == REEL:
        return chart
    return replace(chart, titre=f"{chart.titre}, périmètre constant")


__all__ = [
    "CARTES",
    "SECTIONS",
    "TETE",
    "TITRES",
    "Absence",
    "Carte",
    "Lecture",
    "build_cards",
    "build_section",
    "find_chart",
    "say_why",
]
