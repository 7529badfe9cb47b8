"""Does it rise? The sentence that answers, for a count or for another figure, with both references.

Takes a figure of the note and its change over a year, gives French sentences. It never says that something moves when
chance, or the offices that joined, may explain it.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import french, periodes, phrases
from dashboard.documents.demande import Ligne
from dashboard.evolution import Evolution
from dashboard.figures import Figure
from dashboard.meme_periode import EN_BAISSE, EN_HAUSSE, INDISTINCT, TROP_PEU, compare_same_period
from dashboard.series_xmr import Point

_VERDICTS: Mapping[str, str] = {
    EN_HAUSSE: "la hausse dépasse ce que le hasard explique",
    EN_BAISSE: "la baisse dépasse ce que le hasard explique",
    INDISTINCT: "l’écart n’est pas distinguable du hasard",
    TROP_PEU: "trop peu de cas pour conclure",
}


def say_trend(ligne: Ligne) -> str:
    """« Sur un an : +7,3 %, contre 2 261 saisines en 2024 (réf. OMT-…) ; la hausse dépasse ce que le hasard explique. »"""
    change = ligne.evolution
    if change is None:
        return "L’année précédente n’est pas dans ce millésime\u202f: l’évolution ne se lit pas."
    if change.ecart is None:
        return f"Évolution non comparable\u202f: {_lower(change.reserve)}"
    before = change.reference
    moved = change.texte if change.ecart else "inchangé"
    reference = f" (réf. {before.identifiant})" if before.identifiant else ""
    against = f"contre {phrases.say_value(before)} {periodes.at(before.periode)}{reference}"
    return " ".join(
        filter(None, (f"Sur un an\u202f: {moved}, {against}{_judge(ligne.figure, before)}.", _offices(change)))
    )


def _judge(figure: Figure, before: Figure) -> str:
    """Whether chance explains the gap between two counts; nothing for a rate or a delay, whose interval is shown."""
    if figure.declaration.forme != "compte":
        return ""
    found = compare_same_period([Point(each.periode, each.valeur) for each in (before, figure)])
    return f"\u202f; {_VERDICTS[found.verdict]}" if found else ""


def _offices(change: Evolution) -> str:
    return change.reserve and (
        "Le nombre d’offices couverts a changé entre les deux années\u202f: une partie de l’écart peut venir de là."
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text else french.SANS_OBJET
