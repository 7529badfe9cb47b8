"""Sentences of « Pourquoi ça bouge »: a change and what makes it, as one says them.

Takes a `Mouvement`, gives French sentences. Points are those of the starting value, rounded each: a sentence says the
largest parts, the waterfall shows them all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from dashboard import french, periodes
from dashboard.intervalles import share
from dashboard.mouvement import GLISSANT, Marche, Mouvement, Part

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
    change = say_amount(mouvement.total, mouvement)
    largest = sorted((p for p in mouvement.parts if p.valeur), key=lambda p: (-abs(p.valeur), p.nom))[:2]
    what = mouvement.indicateur.titre.split(" (")[0]
    text = f"{what}\u202f: {change} {_since(mouvement)}"
    if not largest:
        return f"{text}."
    parts = [f"{say_amount(part.valeur, mouvement)} ({_lower(part.libelle)})" for part in largest]
    return f"{text}, dont {french.enumerate_words(parts)}."


def say_title(mouvement: Mouvement) -> str:
    """« 2025 comparé à 2024 », « 12 mois jusqu’à septembre 2025 comparés aux 12 précédents »."""
    if mouvement.grain == GLISSANT:
        return f"12 mois jusqu’à {periodes.label(mouvement.periode)} comparés aux 12 précédents"
    return f"{periodes.label(mouvement.periode)} comparé {_to(mouvement.reference)}"


def say_amount(
    value: Fraction, mouvement: Mouvement, *, signed: bool = True, decimales: int = 1, unite: bool = True
) -> str:
    """« +212 saisines », « −0,4 jour », « +2,9 points »; without its sign, a value of the indicator: « 70,9 % »."""
    unit = mouvement.indicateur.unite
    number = float(french.round_half_up(float(value), decimales))
    if unit == "%":
        shown = french.short_number(number, decimales)
        text = f"{shown}{french.INSECABLE}{french.plural(number, 'point')}" if signed else f"{shown}{french.FINE}%"
    elif unit == "jours":
        text = f"{french.short_number(number, decimales)}{french.INSECABLE}{french.plural(number, 'jour')}"
    else:
        text = french.count(number, unit.removesuffix("s"), unit) if unite else french.number(number)
    return french.signed(text, number) if signed else text


def say_points(value: Fraction, mouvement: Mouvement) -> str:
    """What a part of a volume weighs, in points of the starting value; empty for a rate or a delay."""
    if mouvement.indicateur.forme != "compte" or not mouvement.depart:
        return ""
    points = share(int(value), int(mouvement.depart), 1)
    return french.signed(f"{french.short_number(points)}{french.INSECABLE}{french.plural(points, 'point')}", points)


def say_residual(mouvement: Mouvement, marches: Sequence[Marche]) -> str:
    """That nothing is left over, or how much is: the parts are added as exact fractions."""
    left = mouvement.total - sum((marche.valeur for marche in marches), Fraction(0))
    if not left:
        return "Les parts s’additionnent exactement\u202f: résidu 0."
    return f"Résidu\u202f: {say_amount(left, mouvement, decimales=2)}."


def _say_volume(mouvement: Mouvement) -> str:
    noun = _NOMS.get(mouvement.indicateur.id, mouvement.indicateur.titre.lower())
    if not mouvement.depart:
        return f"{french.number(int(mouvement.arrivee))} {noun}, contre 0 {_since(mouvement)}."
    percent = share(int(mouvement.total), int(mouvement.depart), 0)
    text = f"{french.signed(french.percent(percent, 0), percent)} {french.elide('de', noun)}"
    moving = [part for part in mouvement.parts if part.nom in _DUS and part.valeur]
    along = [_due(part, mouvement.depart) for part in moving if part.valeur * mouvement.total >= 0]
    against = [_due(part, mouvement.depart) for part in moving if part.valeur * mouvement.total < 0]
    said = [f"{word} {french.enumerate_words(due)}" for word, due in (("dont", along), ("malgré", against)) if due]
    return f"{', '.join([text, *said])}."


def _due(part: Part, depart: Fraction) -> str:
    points = share(int(part.valeur), int(depart), 0)
    amount = f"{french.number(points)}{french.INSECABLE}{french.plural(points, 'point')}"
    who = french.count(part.offices or 0, *_DUS[part.nom])
    return f"{amount} {french.plural(points, 'dû', 'dus')} à {who}"


def _since(mouvement: Mouvement) -> str:
    if mouvement.grain == GLISSANT:
        return "en douze mois"
    return f"par rapport {_to(mouvement.reference)}"


def _to(periode: str) -> str:
    """« à 2024 », « au 3e trimestre 2024 »."""
    preposition = "au" if periodes.read_period(periode).grain == "trimestre" else "à"
    return f"{preposition} {periodes.label(periode)}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
