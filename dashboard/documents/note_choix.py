"""What a note may be asked: the places, subjects and periods the release publishes as quotable, and their words.

Takes a millésime and a request, gives what can be chosen or a refusal that lists it. It reads no figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard import french, libelles, periodes
from dashboard.documents.demande import QUESTIONS, Demande
from dashboard.millesime import Millesime
from dashboard.reserves import is_incomplete
from dashboard.territoires import REGION, REQUERANT, SIEGE, TERRITOIRES, list_places, name_place
from pipelines.errors import WrongCall

ENSEMBLE = "Ensemble du réseau"

SIEGES = (REGION, SIEGE)
"""The criteria that choose offices by where they sit."""

_LIEUX: Mapping[str, str] = {
    REGION: "Offices dont le siège est dans la région",
    SIEGE: "Offices dont le siège est dans le département",
    REQUERANT: "Requérants du département",
}


def list_periods(millesime: Millesime, demande: Demande | None = None) -> tuple[str, ...]:
    """The periods a note can be about: covered and over, the latest first, years before quarters.

    Quarters only where the release cuts the territory and the subject of `demande` by quarter.
    """
    found, criteria = [], frozenset(demande.filtres if demande else ())
    quarters = ("trimestre",) if millesime.find_crossing(criteria, "citable", "trimestre") else ()
    for grain in ("annee", *quarters):
        for periode in reversed(millesime.periods(grain)):
            coverage = millesime.coverage(periode)
            if coverage and coverage.couverts and not is_incomplete(millesime, periode):
                found.append(periode)
    return tuple(found)


def check_request(millesime: Millesime, demande: Demande) -> None:
    """`WrongCall` when the request names what the release does not know, whether or not it holds figures of it."""
    places = dict.fromkeys(list_values(millesime, demande.critere)) if demande.critere else {}
    accepted: tuple[tuple[str, str, str, Sequence[str]], ...] = (
        ("QUESTION", "La question", demande.question, tuple(QUESTIONS)),
        ("TYPE", "Le type", demande.type or "", libelles.list_codes("type")),
        ("TERRITOIRE", "Le territoire", demande.critere, tuple(TERRITOIRES)),
        ("LIEU", "Le lieu", demande.lieu if demande.critere else "", tuple(places)),
        ("SUJET", "Le sujet", demande.famille or "", libelles.list_codes("famille")),
    )
    for code, noun, value, known in accepted:
        if (value or code == "QUESTION") and value not in known:
            raise WrongCall(
                code, f"{noun} {french.quote(value)} n’existe pas.", f"Choix\u202f: {', '.join(known) or 'aucun'}."
            )
    if demande.periode not in list_periods(millesime, demande):
        raise WrongCall(
            "PERIODE_NOTE",
            f"Une note ne peut pas porter sur {periodes.label(demande.periode)}\u202f: la période n’est pas finie, ou pas "
            "publiée pour cette sélection.",
            f"Périodes\u202f: {', '.join(list_periods(millesime, demande)) or 'aucune'}.",
        )


def list_values(millesime: Millesime, critere: str) -> tuple[str, ...]:
    """The places of a criterion: all those the release names, else those it has figures of; none when it has no such table."""
    if not millesime.find_crossing(frozenset({critere}), "citable", "annee"):
        return ()
    return tuple(list_places(millesime, critere)) or tuple(sorted(seen_places(millesime, critere)))


def seen_places(millesime: Millesime, critere: str) -> frozenset[str]:
    """The places that have a line, whatever the year: any other is without office, or was never asked of."""
    cells = millesime.cells("citable", critere, "recues", "reel")
    return frozenset(value for _, _, value, _ in cells if value is not None and value != libelles.VIDE)


def say_territory(millesime: Millesime, demande: Demande) -> str:
    """Whose cases, about what, when: « Offices dont le siège est dans la région « Bretagne », logement, 2025 »."""
    subject = f", sujet\u202f: {libelles.find_label('famille', demande.famille)}" if demande.famille else ""
    return f"{say_place(millesime, demande)}{subject}, {periodes.label(demande.periode)}"


def say_place(millesime: Millesime, demande: Demande) -> str:
    """The territory with the meaning it has, in a few words."""
    if demande.critere:
        place = french.quote(name_place(millesime, demande.critere, demande.lieu))
        return f"{_LIEUX[demande.critere]} {place}"
    return f"Médiateurs {french.elide('de', libelles.plural_type(demande.type))}" if demande.type else ENSEMBLE
