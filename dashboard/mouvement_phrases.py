"""Sentences of « Pourquoi ça bouge »: a change and what makes it, as one says them.

Takes a `Mouvement`, gives French sentences. Points are those of the starting value, rounded each: a sentence says the
largest parts, the waterfall shows them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from dashboard import french, periodes
from dashboard.intervalles import share
from dashboard.mouvement import GLISSANT, Mouvement, Part

_NOMS: Mapping[str, str] = {"saisines-recues": "saisines", "dossiers-clos": "dossiers clos"}

_DUS: Mapping[str, tuple[str, str]] = {
    "entrees": ("nouvel adhérent", "nouveaux adhérents"),
    "sorties": ("office parti ou sans livraison", "offices partis ou sans livraison"),
    "perimetre": ("office arrivé ou parti", "offices arrivés ou partis"),
}
"""The parts that are a number of offices."""


def say_movement(mouvement: Mouvement) -> str:
    """« +31 % de saisines, dont 24 points dus à 9 nouveaux adhérents. », or the two largest parts of a rate or delay."""
    if mouvement.indicateur.forme == "compte":
        return _say_volume(mouvement)
    change = _with_unit(mouvement.total, mouvement)
    largest = sorted((p for p in mouvement.parts if p.valeur), key=lambda p: (-abs(p.valeur), p.nom))[:2]
    what = mouvement.indicateur.titre.split(" (")[0]
    text = f"{what}\u202f: {change} {_since(mouvement)}"
    if not largest:
        return f"{text}."
    parts = [f"{_with_unit(part.valeur, mouvement)} ({_lower(part.libelle)})" for part in largest]
    return f"{text}, dont {french.enumerate_words(parts)}."


def say_title(mouvement: Mouvement) -> str:
    """« 2025 comparé à 2024 », « 12 mois jusqu’à septembre 2025 comparés aux 12 précédents »."""
    if mouvement.grain == GLISSANT:
        return f"12 mois jusqu’à {periodes.label(mouvement.periode)} comparés aux 12 précédents"
    return f"{periodes.label(mouvement.periode)} comparé à {periodes.label(mouvement.reference)}"


def _say_volume(mouvement: Mouvement) -> str:
    noun = _NOMS.get(mouvement.indicateur.id, mouvement.indicateur.titre.lower())
    if not mouvement.depart:
        return f"{french.number(int(mouvement.arrivee))} {noun}, contre 0 {_since(mouvement)}."
    percent = share(int(mouvement.total), int(mouvement.depart), 0)
    text = f"{french.signed(french.percent(percent, 0), percent)} {french.elide('de', noun)}"
    due = [_due(part, mouvement.depart) for part in mouvement.parts if part.nom in _DUS and part.valeur]
    return f"{text}, dont {french.enumerate_words(due)}." if due else f"{text}."


def _due(part: Part, depart: Fraction) -> str:
    points = share(int(part.valeur), int(depart), 0)
    amount = f"{french.number(points)}{french.INSECABLE}{french.plural(points, 'point')}"
    who = french.count(part.offices or 0, *_DUS[part.nom])
    return f"{amount} {french.plural(points, 'dû', 'dus')} à {who}"


def _with_unit(value: Fraction, mouvement: Mouvement) -> str:
    unit = mouvement.indicateur.unite
    number = float(value)
    if unit == "%":
        text = f"{french.short_number(number)}{french.INSECABLE}{french.plural(number, 'point')}"
    else:
        text = french.days(number)
    return french.signed(text, number)


def _since(mouvement: Mouvement) -> str:
    if mouvement.grain == GLISSANT:
        return "en douze mois"
    return f"par rapport à {_lower(periodes.label(mouvement.reference))}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
