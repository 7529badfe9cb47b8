"""Domaines that rise in several offices at once: what was examined, what is retained, and how far one may trust it.

Takes the signals of a year, gives a chart. Retained ones are named in the sentence; without any, the sentence says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import french, libelles
from dashboard.charts.spec import Graphique, Ligne, Point, Serie, Tableau
from dashboard.signaux import CAS_MINIMUM, CAS_PAR_OFFICE, FAUX_SUR_DIX, OFFICES_MINIMUM, Signal

NOTE = (
    f"Un domaine est examiné s’il compte au moins {CAS_MINIMUM} saisines sur les deux années, dont au moins "
    f"{CAS_PAR_OFFICE} dans chacun de {OFFICES_MINIMUM} offices. Un signal est retenu s’il monte dans {OFFICES_MINIMUM} "
    "offices au moins, plus que ne l’expliquent le hasard et les variations ordinaires d’une année à l’autre, estimées sur "
    f"les autres domaines. Parmi les signaux retenus, on s’attend à ce que {FAUX_SUR_DIX} sur 10 environ soit une fausse "
    "alerte. Offices présents les deux années\u202f; effectifs arrondis au "
    "multiple de 5."
)


def draw_signals(annee: str, signaux: Sequence[Signal]) -> Graphique:
    """The chart of a year; only domaines whose counts are published have a bar, all are in the table."""
    bars = tuple(_point(signal) for signal in signaux if signal.apres is not None)
    return Graphique(
        cle="signaux",
        genre="classement",
        titre=f"Domaines examinés en {annee}\u202f: hausses communes à plusieurs offices",
        unite="saisines reçues, évolution sur un an",
        phrase=say_signals(annee, signaux),
        series=(Serie("Domaines", bars),),
        tableau=_table(signaux),
        note=NOTE,
        donnees=_data(signaux),
        indicateurs=("saisines-recues",),
    )


def say_signals(annee: str, signaux: Sequence[Signal]) -> str:
    """« Aucun signal en 2025 : … », or the domaines retained and in how many offices each rises."""
    examined = french.count(len(signaux), "domaine examiné", "domaines examinés")
    if not signaux:
        return f"Aucun signal en {annee}\u202f: aucun domaine ne compte assez de saisines dans assez d’offices."
    kept = [signal for signal in signaux if signal.retenu]
    if not kept:
        return (
            f"Aucun signal en {annee}\u202f: sur {examined}, aucun ne monte dans plusieurs offices à la fois plus que le "
            "hasard ne l’explique."
        )
    named = [_name(signal) for signal in kept]
    return (
        f"{french.capitalize(french.count(len(kept), 'signal', 'signaux'))} en {annee}, sur {examined}\u202f: "
        f"{french.enumerate_words(named)}."
    )


def _name(signal: Signal) -> str:
    rising = french.count(signal.offices_en_hausse or 0, "office")
    return f"{french.quote(_label(signal))} monte dans {rising} sur {french.number(signal.offices)}"


def _point(signal: Signal) -> Point:
    change = f"{french.number(signal.avant or 0)} → {french.number(signal.apres or 0)}"
    offices = french.count(signal.offices, "office")
    text = f"{change} · {offices}{' · signal' if signal.retenu else ''}"
    return Point(
        _label(signal), signal.apres, text, f"<b>{_label(signal)}</b><br>{change}", incomplet=not signal.retenu
    )


def _table(signaux: Sequence[Signal]) -> Tableau:
    head = (
        "Domaine",
        "Année d’avant",
        "Année",
        "Offices entendus",
        "Offices en hausse",
        "Risque de fausse alerte",
        "Verdict",
    )
    lines = tuple(
        (
            _label(signal),
            _count(signal.avant),
            _count(signal.apres),
            french.number(signal.offices),
            french.SANS_OBJET if signal.offices_en_hausse is None else french.number(signal.offices_en_hausse),
            french.percent(100 * signal.q),
            "signal" if signal.retenu else "non distinguable du hasard",
        )
        for signal in signaux
    )
    return Tableau(head, lines or ((french.SANS_OBJET,) * len(head),))


def _data(signaux: Sequence[Signal]) -> tuple[Ligne, ...]:
    head = ("periode", "reference", "domaine", "avant", "apres", "offices", "offices_en_hausse", "p", "q", "retenu")
    rows = [
        (s.periode, s.reference, _label(s), _file(s.avant), _file(s.apres), s.offices, s.offices_en_hausse, s.p, s.q)
        for s in signaux
    ]
    return (head, *((*row, "oui" if s.retenu else "non") for row, s in zip(rows, signaux, strict=True)))


def _label(signal: Signal) -> str:
    return libelles.find_label("domaine", signal.domaine)


def _count(value: int | None) -> str:
    return french.CONFIDENTIEL if value is None else french.number(value)


def _file(value: int | None) -> int | str:
    return french.CONFIDENTIEL if value is None else value
