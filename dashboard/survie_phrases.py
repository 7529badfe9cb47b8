"""What a delay curve says in words: its median, the share closed by a day, and how far closed cases alone mislead.

Takes a `Survie`, gives French sentences. It reads nothing and computes nothing but the gap between two medians.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import french
from dashboard.survie import Survie, Valeur

EFFECTIF_MINIMUM = 11
"""Under it even one's own office hears no comparison: one case would make it."""

_OUTCOMES: Mapping[str, str] = {
    "favorable": "à issue favorable",
    "maintenue": "à décision maintenue ou en échec",
    "refusee": "réorientées ou irrecevables",
    "interrompue": "interrompues",
    "autre": "closes autrement",
}

UN_JOUR = 1
"""A gap between two medians under one day is that of two conventions, not of two groups of cases."""


def say_median(survie: Survie) -> str:
    """« La moitié des saisines reçues en 2025 sont closes en 62 jours au plus (de 58 à 66 jours, à 95 %). »"""
    median = survie.mediane
    if isinstance(median.jour, str):
        return _say_no_median(survie)
    limits = ""
    if not isinstance(median.bas, str) and not isinstance(median.haut, str):
        limits = f" (de {french.number(median.bas)} à {french.days(median.haut)}, à 95{french.FINE}%)"
    return f"La moitié des {_subject(survie)} sont closes en {french.days(median.jour)} au plus{limits}."


def say_card(survie: Survie) -> str:
    """« 49 jours en comptant les saisines encore ouvertes (reçues en 2025 ; de 47 à 52) »; empty without a median."""
    median = survie.mediane
    if isinstance(median.jour, str):
        return ""
    limits = ""
    if not isinstance(median.bas, str) and not isinstance(median.haut, str):
        limits = f"{french.FINE}; de {french.number(median.bas)} à {french.number(median.haut)}"
    when = f"reçues en {survie.periode}{limits}"
    return f"{french.days(median.jour)} en comptant les saisines encore ouvertes ({when})"


def say_share(survie: Survie, jour: int) -> str:
    """« 71,2 % des saisines reçues en 2025 sont closes en 90 jours au plus (de 68,9 % à 73,4 %, à 95 %). »"""
    step = survie.step(jour)
    if step is None or isinstance(step.part, str):
        return f"Trop peu de saisines suivies {french.days(jour)} pour dire combien sont closes."
    limits = ""
    if not isinstance(step.bas, str) and not isinstance(step.haut, str):
        limits = f" (de {french.percent(step.bas)} à {french.percent(step.haut)}, à 95{french.FINE}%)"
    return f"{french.percent(step.part)} des {_subject(survie)} sont closes en {french.days(jour)} au plus{limits}."


def say_gap(survie: Survie) -> str:
    """What the mean and median of closed cases alone leave out, and by how many days they mislead."""
    mean, closed_median, median = survie.moyenne_close, survie.mediane_close, survie.mediane.jour
    few = not isinstance(survie.clos, str) and survie.clos < EFFECTIF_MINIMUM
    if few or isinstance(mean, str) or isinstance(closed_median, str):
        return "Trop peu de dossiers clos pour comparer."
    closed = (
        f"{_counted(survie, survie.clos, 'Les', 'dossiers clos')}, à eux seuls, donnent une médiane de "
        f"{french.days(closed_median)} et une moyenne de {french.days(mean)}."
    )
    if survie.ouverts == 0 and not survie.arrondie:
        return f"{closed} Aucune saisine suivie n’est restée ouverte{french.FINE}: il n’y a pas d’écart."
    if isinstance(median, str):
        return f"{closed} Ils ne disent rien des saisines encore ouvertes. {_say_no_median(survie)}"
    opened = _counted(survie, survie.ouverts, "les", "saisines restées ouvertes")
    if survie.ouverts == 1:
        opened = "la saisine restée ouverte"
    whole = f"En comptant aussi {opened}, la médiane est de {french.days(median)}"
    return f"{closed} {whole}{french.FINE}: {_say_difference(survie.vue, median - closed_median)}."


def _say_difference(vue: str, gap: float) -> str:
    if gap >= UN_JOUR:
        return f"s’en tenir aux dossiers clos fait paraître le délai plus court de {french.days(gap)}"
    if gap <= -UN_JOUR and vue == "suivies":
        return (
            f"s’en tenir aux dossiers clos fait paraître le délai plus long de {french.days(-gap)}, "
            "parce que des saisines anciennes ont été closes dans l’année"
        )
    if gap <= -UN_JOUR:
        return "elles n’allongent pas le délai"
    return "l’écart est de moins d’un jour"


def _say_no_median(survie: Survie) -> str:
    last = next((etape for etape in reversed(survie.etapes) if not isinstance(etape.part, str)), None)
    if last is None:
        return "Trop peu de saisines suivies pour une médiane."
    reached = (
        f"Au bout de {french.days(last.jour)}, {french.percent(float(last.part))} des {_subject(survie)} sont closes"
    )
    return f"{reached}{french.FINE}: la médiane ne peut pas encore être dite."


def _subject(survie: Survie) -> str:
    return f"saisines {'reçues' if survie.vue == 'recues' else 'suivies'} en {survie.periode}"


def _counted(survie: Survie, value: Valeur, article: str, nom: str) -> str:
    """The noun with its number when it may be said: « Les 1 020 dossiers clos », « les dossiers clos »."""
    if isinstance(value, str):
        return f"{article} {nom}"
    about = "quelque " if survie.arrondie else ""
    return f"{article} {about}{french.number(value)}{french.INSECABLE}{nom}"


def say_outcomes(survie: Survie, jour: int) -> str:
    """« À 90 jours : 42,7 % réorientées ou irrecevables, 15,5 % favorables, … »; empty where the curve is not known so far."""
    step = survie.step(jour)
    if step is None or isinstance(step.part, str):
        return ""
    known = {nom: part for nom, part in step.issues.items() if not isinstance(part, str)}
    largest = sorted(known, key=lambda nom: (-known[nom], nom))
    said = [f"{french.percent(known[nom])} {_OUTCOMES[nom]}" for nom in largest if known[nom]]
    if not said:
        return ""
    opened = f"{french.percent(100 - step.part)} encore ouvertes"
    return f"À {french.days(jour)}{french.FINE}: {french.enumerate_words([*said, opened])}."
