"""Who reads what: the release, the selection and the profile every figure of the page depends on, and its cards.

Takes names of indicators, gives figures and cards under the current filters. It draws nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from dashboard import french
from dashboard.evolution import Evolution, compare, find_change
from dashboard.figures import Figure, find_breakdown, find_figure, find_series
from dashboard.millesime import Millesime
from dashboard.perimetres import REEL
from dashboard.presence import SIEGES, Presence, count_offices, seats
from dashboard.profils import Profil
from dashboard.reserves import is_incomplete
from dashboard.selection import Selection
from dashboard.survie import find_survival
from dashboard.survie_phrases import say_card
from pipelines.errors import WrongCall

T = TypeVar("T")

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
SANS_LIVRAISON = "Aucun office de ce territoire n’a livré toute cette période."
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

    @property
    def compte(self) -> str:
        """The indicator that counts the cohort the reader chose."""
        return "saisines-recues" if self.selection.cohorte == "recues" else "dossiers-clos"

    @property
    def nom_compte(self) -> str:
        """What it counts: « saisines reçues »."""
        return "saisines reçues" if self.selection.cohorte == "recues" else "dossiers clos"

    def recall(self, what: tuple[str, ...], build: Callable[[], T]) -> T:
        """What was built for this selection and this reader, whichever section is open."""
        key = (*what, replace(self.selection, section=""), self.profil)
        return self.millesime.souvenirs.recall(key, build)

    def figure(self, indicateur: str, periode: str | None = None) -> Figure:
        """A figure under the current filters."""
        wanted, kept = periode or self.selection.periode, self.selection
        found = find_figure(
            self.millesime, indicateur, wanted, kept.filtres, perimetre=kept.perimetre, profil=self.profil
        )
        return self.place(found)

    def place(self, figure: Figure) -> Figure:
        """The figure with the offices of its place instead of all those of the network; n.d. where none delivered.

        The release writes no line for a place nobody answers for: read alone, that would be a zero.
        """
        critere = next((name for name in SIEGES if figure.filtre(name)), None)
        if critere is None or not seats(self.millesime, critere):
            return figure
        known = count_offices(self.millesime, critere, figure.periode[:4], figure.filtre("type") or "")
        counted = known.get(figure.filtre(critere) or "", Presence()).livres
        figure = replace(figure, offices_couverts=counted, offices_total=0)
        if counted or is_incomplete(self.millesime, figure.periode):
            return figure
        bare = replace(figure, valeur=None, n=None, base_n=None, intervalle=None, identifiant=None)
        return replace(bare, marque=french.NON_RENSEIGNE, reserves=(SANS_LIVRAISON,))

    def serie(self, indicateur: str, perimetre: str | None = None) -> tuple[Figure, ...]:
        """A series at the current grain, under the current filters."""
        kept = self.selection
        found = find_series(
            self.millesime,
            indicateur,
            kept.grain,
            kept.filtres,
            perimetre=perimetre or kept.perimetre,
            profil=self.profil,
        )
        return tuple(self.place(figure) for figure in found)

    def split(self, indicateur: str, par: str, periode: str) -> tuple[Figure, ...]:
        """The figure of every value of a criterion, under the current filters."""
        kept = self.selection
        found = find_breakdown(
            self.millesime, indicateur, par, periode, kept.filtres, perimetre=kept.perimetre, profil=self.profil
        )
        return tuple(self.place(figure) for figure in found)


def build_cards(lecture: Lecture, indicateurs: tuple[str, ...] = TETE) -> tuple[Carte, ...]:
    """The cards of these indicators; one the release cannot answer says why instead of vanishing."""
    return lecture.recall(
        ("cartes", *indicateurs), lambda: tuple(_card(lecture, indicateur) for indicateur in indicateurs)
    )


def _card(lecture: Lecture, indicateur: str) -> Carte:
    try:
        figure = lecture.figure(indicateur)
        change = _find_change(lecture, figure)
        complement = _say_open_cases(lecture) if indicateur == "delai-median" else ""
        return Carte(TITRES[indicateur], figure, change, lecture.serie(indicateur), complement=complement)
    except WrongCall as refusal:
        return Carte(TITRES[indicateur], None, refus=refusal.message)


def _find_change(lecture: Lecture, figure: Figure) -> Evolution | None:
    """The change over a year; for a place, from what the release knows of that place the year before."""
    change = find_change(lecture.millesime, figure, lecture.profil)
    if change is None or not lecture.selection.sieges or is_incomplete(lecture.millesime, figure.periode):
        return change
    return compare(figure, lecture.place(change.reference))


def _say_open_cases(lecture: Lecture) -> str:
    """The survival median of the year; empty where the release holds no such curve."""
    kept = lecture.selection
    if kept.perimetre != REEL:
        return ""
    try:
        return say_card(find_survival(lecture.millesime, kept.periode, kept.filtres, profil=lecture.profil))
    except WrongCall:
        return ""
