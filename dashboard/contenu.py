"""What the page Réseau shows for a selection: its headline figures and the charts of each section.

Takes a millésime, a selection and a profile, gives figures and charts. Pages and downloads both call it, so a file
holds what the screen shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard import french, periodes
from dashboard.charts.classements import draw_ranking
from dashboard.charts.courbes import draw_delays, draw_stock, draw_volumes
from dashboard.charts.parts import draw_bands
from dashboard.charts.spec import Graphique
from dashboard.evolution import Evolution, find_change
from dashboard.figures import Figure, find_breakdown, find_figure, find_series
from dashboard.millesime import Millesime
from dashboard.profils import Profil
from dashboard.selection import Selection
from dashboard.tranches import find_bands
from pipelines.errors import WrongCall
from pipelines.indicateurs.registry import load_registry

TITRES: Mapping[str, str] = {
    "saisines-recues": "Saisines reçues",
    "dossiers-clos": "Dossiers clos",
    "delai-median": "Délai médian",
    "taux-resolution": "Taux de résolution",
    "stock": "Saisines en cours",
    "delai-moyen": "Délai moyen",
    "delai-p90": "Délai de neuf dossiers sur dix",
    "clos-90-jours": "Clos en 90 jours au plus",
}
"""Short titles of cards; the whole title, with its base, stands in the definition."""

TETE = ("saisines-recues", "dossiers-clos", "delai-median", "taux-resolution", "stock")
DELAIS = ("delai-moyen", "delai-p90", "clos-90-jours")


@dataclass(frozen=True)
class Carte:
    """A headline figure: its value, its change over a year and its past. `refus` says why there is none."""

    titre: str
    figure: Figure | None
    evolution: Evolution | None = None
    serie: tuple[Figure, ...] = ()
    refus: str = ""


@dataclass(frozen=True)
class Lecture:
    """Who reads what: the three things every figure of a page depends on."""

    millesime: Millesime
    selection: Selection
    profil: Profil

    def figure(self, indicateur: str, periode: str | None = None) -> Figure:
        """A figure under the current filters."""
        wanted = periode or self.selection.periode
        return find_figure(self.millesime, indicateur, wanted, self.selection.filtres, profil=self.profil)

    def serie(self, indicateur: str) -> tuple[Figure, ...]:
        """A series at the current grain, under the current filters."""
        return find_series(self.millesime, indicateur, self.selection.grain, self.selection.filtres, profil=self.profil)


def build_cards(lecture: Lecture, indicateurs: tuple[str, ...] = TETE) -> tuple[Carte, ...]:
    """The cards of these indicators; one the release cannot answer says why instead of vanishing."""
    return tuple(_card(lecture, indicateur) for indicateur in indicateurs)


def build_section(lecture: Lecture, section: str) -> tuple[Graphique, ...]:
    """The charts of a section; `WrongCall` when the release does not cross its criterion with the filters."""
    return SECTIONS[section](lecture)


def find_chart(lecture: Lecture, cle: str) -> Graphique:
    """One chart by its key; `WrongCall` when no section has it."""
    for section in SECTIONS.values():
        try:
            found = next((chart for chart in section(lecture) if chart.cle == cle), None)
        except WrongCall:
            continue
        if found:
            return found
    raise WrongCall("GRAPHIQUE", f"Aucun graphique ne s’appelle {french.quote(cle)} pour cette sélection.")


def _card(lecture: Lecture, indicateur: str) -> Carte:
    try:
        figure = lecture.figure(indicateur)
        change = find_change(lecture.millesime, figure, lecture.profil)
        return Carte(TITRES[indicateur], figure, change, lecture.serie(indicateur))
    except WrongCall as refusal:
        return Carte(TITRES[indicateur], None, refus=refusal.message)


def _volumes(lecture: Lecture) -> tuple[Graphique, ...]:
    day = lecture.millesime.manifeste.arrete_au
    received, closed, stock = (lecture.serie(name) for name in ("saisines-recues", "dossiers-clos", "stock"))
    return draw_volumes(received, closed, day), draw_stock(stock, day)


def _delays(lecture: Lecture) -> tuple[Graphique, ...]:
    millesime, selection = lecture.millesime, lecture.selection
    day = millesime.manifeste.arrete_au
    years = tuple(p for p in millesime.periods("annee") if periodes.read_period(p).fin <= day)
    bands = find_bands(millesime, years, selection.filtres, lecture.profil)
    quick = lecture.figure("clos-90-jours", selection.periode[:4])
    curves = draw_delays(lecture.serie("delai-median"), lecture.serie("delai-p90"), selection.periode, day)
    return curves, draw_bands(bands, quick)


def _outcomes(lecture: Lecture) -> tuple[Graphique, ...]:
    return (_ranking(lecture, "issues", "Issues des dossiers clos", "issue", "dossiers-clos"),)


def _families(lecture: Lecture) -> tuple[Graphique, ...]:
    return (_ranking(lecture, "familles", f"Domaines des {_noun(lecture)}", "famille", _counted(lecture)),)


def _channels(lecture: Lecture) -> tuple[Graphique, ...]:
    return (_ranking(lecture, "canaux", f"Canaux des {_noun(lecture)}", "canal", _counted(lecture)),)


SECTIONS: Mapping[str, Callable[[Lecture], tuple[Graphique, ...]]] = {
    "volumes": _volumes,
    "delais": _delays,
    "issues": _outcomes,
    "domaines": _families,
    "canaux": _channels,
}


def _ranking(lecture: Lecture, cle: str, titre: str, par: str, indicateur: str) -> Graphique:
    selection, before = lecture.selection, periodes.previous_year(lecture.selection.periode)
    if par in selection.filtres:
        label = load_registry().dimensions[par].titre.lower()
        raise WrongCall("DEJA_FILTRE", f"La sélection ne garde qu’une valeur de {french.quote(label)}.")
    figures = _split(lecture, indicateur, par, selection.periode)
    past = _split(lecture, indicateur, par, before) if before in lecture.millesime.periods(selection.grain) else ()
    return draw_ranking(cle, titre, par, figures, lecture.figure(indicateur), past)


def _split(lecture: Lecture, indicateur: str, par: str, periode: str) -> tuple[Figure, ...]:
    return find_breakdown(lecture.millesime, indicateur, par, periode, lecture.selection.filtres, profil=lecture.profil)


def _noun(lecture: Lecture) -> str:
    return "saisines reçues" if lecture.selection.cohorte == "recues" else "dossiers clos"


def _counted(lecture: Lecture) -> str:
    return "saisines-recues" if lecture.selection.cohorte == "recues" else "dossiers-clos"
