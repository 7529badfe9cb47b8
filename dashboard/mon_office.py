"""Mon office: an office's own exact figures for a year, its state, and what it must know before reading them.

Takes a millésime, the profile of one office and a year, gives figures, cards and French sentences. It reads that
office's private file and the network tables, nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dashboard import french, libelles, periodes, phrases
from dashboard.contenu import TETE, TITRES, Carte
from dashboard.couverture import OfficeAnnee
from dashboard.evolution import find_change
from dashboard.figures import Figure, find_figure, find_series
from dashboard.millesime import Millesime
from dashboard.pairs import POIDS
from dashboard.profils import Profil
from dashboard.reserves import is_incomplete
from dashboard.survie import find_survival
from dashboard.survie_phrases import say_gap, say_median
from pipelines.errors import RefusedInput, WrongCall

PAGE = "mon-office"
"""Address of the page, and what a download of it says in its URL."""

Etat = Literal["livre", "en_cours", "absent", "jamais"]
"""Year delivered; year not over; year not delivered whole; nothing ever delivered."""

_RUPTURES = ("date", "office_id", "type", "texte")


@dataclass(frozen=True)
class Regard:
    """An office looking at one of its years; `grain` cuts its series, `ecartes` are criteria its peers do without."""

    millesime: Millesime
    profil: Profil
    annee: str
    grain: periodes.Grain = "annee"
    ecartes: tuple[str, ...] = ()

    @property
    def office(self) -> str:
        """The key of the office."""
        return self.profil.office or ""

    @property
    def nom(self) -> str:
        """Its name, or its key when the release does not know it."""
        return self.millesime.noms.get(self.office, self.office)

    @property
    def fiche(self) -> OfficeAnnee | None:
        """What the release says of the office that year."""
        return next((row for row in self.millesime.offices if (row.office_id, str(row.annee)) == self._cle), None)

    @property
    def _cle(self) -> tuple[str, str]:
        return self.office, self.annee

    def mien(self, indicateur: str, periode: str | None = None) -> Figure:
        """The office's own figure, exact."""
        filtres = {"office": self.office}
        return find_figure(self.millesime, indicateur, periode or self.annee, filtres, profil=self.profil)

    def serie(self, indicateur: str) -> tuple[Figure, ...]:
        """The office's own series."""
        return find_series(self.millesime, indicateur, self.grain, {"office": self.office}, profil=self.profil)


def list_years(millesime: Millesime) -> tuple[str, ...]:
    """The years of the release, the latest first."""
    return millesime.periods("annee")[::-1]


def read_query(millesime: Millesime, profil: Profil, query: Mapping[str, str]) -> Regard:
    """What a link looks at, each part checked against the release; `RefusedInput` when the profile has no office."""
    if profil.office is None:
        raise RefusedInput("FICHIER_PRIVE", "Ce profil n’ouvre aucun fichier privé de ce millésime.")
    asked = query.get("periode", "")
    year = asked if asked in list_years(millesime) else millesime.manifeste.periode_principale
    grain: periodes.Grain = "trimestre" if query.get("grain") == "trimestre" else "annee"
    return Regard(millesime, profil, year, grain, read_dropped(query.get("sans", "")))


def read_dropped(text: str) -> tuple[str, ...]:
    """The criteria a link leaves out of the choice of peers; all of them cannot be."""
    asked = [name for name in POIDS if name in text.split(",")]
    return tuple(asked) if len(asked) < len(POIDS) else ()


def find_state(regard: Regard) -> Etat:
    """Where the office stands that year."""
    path = regard.millesime.dossier / "offices" / f"{regard.office}.parquet"
    if regard.office not in regard.millesime.noms or not path.is_file():
        return "jamais"
    if is_incomplete(regard.millesime, regard.annee):
        return "en_cours"
    return "livre" if regard.fiche is not None and regard.fiche.couvert else "absent"


def build_cards(regard: Regard) -> tuple[Carte, ...]:
    """The five headline figures of the office."""
    return tuple(_card(regard, indicateur) for indicateur in TETE)


def say_headline(regard: Regard) -> str:
    """The first sentence: received, closed, and how fast."""
    state = find_state(regard)
    if state == "jamais":
        return "Votre office n’a encore rien livré."
    if state == "absent":
        return f"Votre office n’a pas livré toute l’année {regard.annee}."
    received, closed, median = (regard.mien(name) for name in ("saisines-recues", "dossiers-clos", "delai-median"))
    when = periodes.within(regard.annee)
    counted = f"{when}, votre office a reçu {_count(received, 'saisine')} et clos {_count(closed, 'dossier', 'n')}"
    if median.valeur is None:
        return f"{counted}."
    return f"{counted}, la moitié en {phrases.say_value(median)} ou moins."


def say_state(regard: Regard) -> str:
    """What the state of the year means and what to do; empty when the year is whole."""
    state = find_state(regard)
    if state == "jamais":
        return "Dès le premier dépôt publié, cette page montrera vos chiffres exacts."
    if state == "en_cours":
        day = french.long_date(regard.millesime.manifeste.arrete_au)
        return (
            f"L’année n’est pas terminée\u202f: ces chiffres s’arrêtent à votre dernier dépôt, au plus tard le {day}."
        )
    if state == "absent":
        known = [str(row.annee) for row in regard.millesime.offices if row.office_id == regard.office and row.couvert]
        last = f"Dernière année complète\u202f: {max(known)}." if known else "Aucune année complète n’a été livrée."
        return f"{last} Une année dont il manque des mois n’est pas comptée\u202f: déposez un export qui va jusqu’au 31 décembre."
    return ""


def say_survival(regard: Regard) -> tuple[str, ...]:
    """The delay with open cases counted, with its limits, and what closed cases alone leave out; none without a curve."""
    try:
        found = find_survival(regard.millesime, regard.annee, {"office": regard.office}, profil=regard.profil)
    except WrongCall:
        return ()
    return (say_median(found), say_gap(found)) if found.suivis else ()


def list_caveats(regard: Regard) -> tuple[str, ...]:
    """What the office declares of itself: its scope, and the breaks of its series."""
    millesime = regard.millesime
    scope = [texte for cle, texte in millesime.read_table("perimetres", ("office_id", "texte")) if cle == regard.office]
    events = [row for row in millesime.read_table("evenements", _RUPTURES) if row[1] == regard.office]
    breaks = [
        f"Rupture de série le {french.long_date(day)}. {french.capitalize(_without_name(regard, texte))}"
        for day, _, kind, texte in events
        if kind == "rupture"
    ]
    declared = [f"Votre office {_without_name(regard, texte)}" for texte in scope if texte]
    return (*declared, *breaks)


def say_type(regard: Regard) -> str:
    """« communes », « départements »: the offices one is set beside."""
    return libelles.plural_type(regard.fiche.type) if regard.fiche else "offices"


def _card(regard: Regard, indicateur: str) -> Carte:
    try:
        figure = regard.mien(indicateur)
        change = find_change(regard.millesime, figure, regard.profil)
        series = find_series(regard.millesime, indicateur, "annee", {"office": regard.office}, profil=regard.profil)
        return Carte(TITRES[indicateur], figure, change, series)
    except WrongCall as refusal:
        return Carte(TITRES[indicateur], None, refus=refusal.message)


def _count(figure: Figure, noun: str, genre: str = "") -> str:
    """« 286 saisines », « aucun dossier »: nobody writes « 0 saisine » in a sentence."""
    if figure.valeur is None:
        return f"un nombre de {noun}s non disponible"
    return french.count(figure.valeur, noun) if figure.valeur else f"aucun{'' if genre else 'e'} {noun}"


def _without_name(regard: Regard, texte: str) -> str:
    """The sentences of the release begin with the office's name, which its own page need not repeat."""
    return texte.removeprefix(f"{regard.nom}\u202f: ")
