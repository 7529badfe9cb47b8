"""What to quote when the release does not publish what was asked: the nearest published figures, each with its territory.

Takes a request and a release, gives why there is no answer and the nearest quotable lines. It never adds figures up:
the départements of a région stay one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from dashboard import citation, french, periodes
from dashboard.documents.demande import Demande, Ligne
from dashboard.documents.note import list_figures, quote_figure
from dashboard.documents.note_choix import SIEGES, list_periods, say_territory, seen_places
from dashboard.documents.note_tendance import say_trend
from dashboard.figures import find_figure
from dashboard.millesime import Millesime
from dashboard.profils import LIAISON
from dashboard.sources import explain_refusal
from dashboard.territoires import REGION, REQUERANT, SIEGE, TERRITOIRES, departements_of, name_place
from pipelines.errors import WrongCall
from pipelines.indicateurs.registry import load_registry

DEPARTEMENTS_MAXIMUM = 12
"""The largest région has thirteen départements: one by one they are still read."""


@dataclass(frozen=True)
class Proche:
    """A published figure near the question: what it is about, the sentence to quote, and whether it moves."""

    titre: str
    ligne: Ligne
    tendance: str


@dataclass(frozen=True)
class Absence:
    """The designed answer to a question the release does not answer."""

    phrase: str
    raison: str
    proches: tuple[Proche, ...]


def find_absence(millesime: Millesime, demande: Demande, consulte_le: date, adresse: str = "") -> Absence | None:
    """Why the question has no quotable answer and what is near it; None when it has one."""
    if any(figure.indicateur == demande.principal for figure in list_figures(millesime, demande)):
        return None
    return Absence(
        f"{say_territory(millesime, demande)}\u202f: le millésime {millesime.id} ne publie pas ce chiffre.",
        _explain(millesime, demande),
        tuple(_list_near(millesime, demande, consulte_le, adresse)),
    )


def _explain(millesime: Millesime, demande: Demande) -> str:
    declared = load_registry().indicateurs[demande.principal]
    grain = periodes.read_period(demande.periode).grain
    refusal = explain_refusal(millesime, declared, frozenset(demande.filtres), grain, "reel", LIAISON)
    if refusal:
        return refusal
    if demande.critere in SIEGES and demande.lieu not in seen_places(millesime, demande.critere):
        place = french.quote(name_place(millesime, demande.critere, demande.lieu))
        return f"Aucun office dont le siège est dans le territoire {place} n’a transmis de données publiées."
    figure = find_figure(millesime, demande.principal, demande.periode, demande.filtres, profil=LIAISON)
    meaning = french.MARQUES.get(figure.marque or "", "")
    masked = figure.marque == french.CONFIDENTIEL
    why = "Il compte de 1 à 10 cas, ou son affichage en révélerait un autre qui les compte." if masked else ""
    return " ".join(
        filter(None, (f"Marque {french.quote(figure.marque or french.NON_RENSEIGNE)}\u202f: {meaning}.", why))
    )


def _list_near(millesime: Millesime, demande: Demande, consulte_le: date, adresse: str) -> Iterator[Proche]:
    """The same territory and subject in another year, the territory alone, the subject alone, then the claimants’ places."""
    seen: set[str] = set()
    for near in _near_requests(millesime, demande):
        try:
            figure = find_figure(millesime, near.principal, near.periode, near.filtres, profil=LIAISON)
        except WrongCall:
            continue
        absent = near.critere in SIEGES and near.lieu not in seen_places(millesime, near.critere)
        if absent or not citation.is_quotable(figure) or not figure.valeur or figure.identifiant in seen:
            continue
        seen.add(figure.identifiant or "")
        line = quote_figure(millesime, figure, consulte_le, adresse)
        yield Proche(say_territory(millesime, near), line, say_trend(line))


def _near_requests(millesime: Millesime, demande: Demande) -> Iterator[Demande]:
    earlier = [p for p in list_periods(millesime, demande) if len(p) == len(demande.periode) and p < demande.periode]
    yield from (replace(demande, periode=periode) for periode in earlier[:1])
    alone = replace(demande, famille=None)
    if demande.famille:
        yield alone
        yield replace(demande, critere="", lieu="", type=None)
    for critere, lieu in _other_places(demande):
        yield replace(alone, critere=critere, lieu=lieu)
    yield replace(alone, critere="", lieu="", type=None)


def _other_places(demande: Demande) -> Iterator[tuple[str, str]]:
    """The other meaning of the same place: where claimants live instead of where offices sit, and the reverse."""
    if demande.critere == REGION:
        yield from ((REQUERANT, code) for code in departements_of(demande.lieu)[:DEPARTEMENTS_MAXIMUM])
    elif demande.critere in TERRITOIRES:
        yield (SIEGE if demande.critere == REQUERANT else REQUERANT), demande.lieu
