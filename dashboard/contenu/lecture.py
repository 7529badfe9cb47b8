"""Who reads what: the release, the selection and the profile every figure of the page depends on, and its cards.

Takes names of indicators, gives figures and cards under the current filters. It draws nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.evolution import Evolution, find_change
from dashboard.figures import Figure, find_breakdown, find_figure, find_series
from dashboard.millesime import Millesime
from dashboard.perimetres import REEL
from dashboard.profils import Profil
from dashboard.selection import Selection
from dashboard.survie import find_survival
from dashboard.survie_phrases import say_card
from pipelines.errors import WrongCall

TITRES: Mapping[str, str] = {
    "saisines-recues": "Saisines reçues",
    "dossiers-clos": "Dossiers clos",
    "delai-median": "Délai médian",
    "taux-resolution": "Taux de résolution",
    "stock": "Saisines en cours",
    "delai-moyen": "Délai moyen",
    "delai-p90": "Délai de neuf dossiers sur dix",
    "clos-90-jours": "Clos en 90 jours au plus",
    "taux-resolution-closes": "Résolution, tous dossiers clos",
    "taux-interruption-engagees": "Médiations interrompues",
    "taux-refus": "Taux de refus",
}
"""Short titles of cards; the whole title, with its base, stands in the definition."""

TETE = ("saisines-recues", "dossiers-clos", "delai-median", "taux-resolution", "stock")
DELAIS = ("delai-moyen", "delai-p90", "clos-90-jours")
ISSUES = ("taux-resolution-closes", "taux-interruption-engagees", "taux-refus")


@dataclass(frozen=True)
class Carte:
    """A headline figure: its value, its change over a year and its past. `refus` says why there is none.

    `complement` is what the figure alone would hide: a delay of closed cases says nothing of the open ones.
    """

    titre: str
    figure: Figure | None
    evolution: Evolution | None = None
    serie: tuple[Figure, ...] = ()
    refus: str = ""
    complement: str = ""


@dataclass(frozen=True)
class Lecture:
    """The three things every figure of a page depends on."""

    millesime: Millesime
    selection: Selection
    profil: Profil

    def figure(self, indicateur: str, periode: str | None = None) -> Figure:
        """A figure under the current filters."""
        wanted, kept = periode or self.selection.periode, self.selection
        return find_figure(
            self.millesime, indicateur, wanted, kept.filtres, perimetre=kept.perimetre, profil=self.profil
        )

    def serie(self, indicateur: str, perimetre: str | None = None) -> tuple[Figure, ...]:
        """A series at the current grain, under the current filters."""
        kept = self.selection
        return find_series(
            self.millesime,
            indicateur,
            kept.grain,
            kept.filtres,
            perimetre=perimetre or kept.perimetre,
            profil=self.profil,
        )

    def split(self, indicateur: str, par: str, periode: str) -> tuple[Figure, ...]:
        """The figure of every value of a criterion, under the current filters."""
        kept = self.selection
        return find_breakdown(
            self.millesime, indicateur, par, periode, kept.filtres, perimetre=kept.perimetre, profil=self.profil
        )


def build_cards(lecture: Lecture, indicateurs: tuple[str, ...] = TETE) -> tuple[Carte, ...]:
    """The cards of these indicators; one the release cannot answer says why instead of vanishing."""
    return tuple(_card(lecture, indicateur) for indicateur in indicateurs)


def _card(lecture: Lecture, indicateur: str) -> Carte:
    try:
        figure = lecture.figure(indicateur)
        change = find_change(lecture.millesime, figure, lecture.profil)
        complement = _say_open_cases(lecture) if indicateur == "delai-median" else ""
        return Carte(TITRES[indicateur], figure, change, lecture.serie(indicateur), complement=complement)
    except WrongCall as refusal:
        return Carte(TITRES[indicateur], None, refus=refusal.message)


def _say_open_cases(lecture: Lecture) -> str:
    """The survival median of the year; empty where the release holds no such curve."""
    kept = lecture.selection
    if kept.perimetre != REEL:
        return ""
    try:
        return say_card(find_survival(lecture.millesime, kept.periode, kept.filtres, profil=lecture.profil))
    except WrongCall:
        return ""
