"""What « ajusté » means for an office: its figures beside those the network would have with the same cases.

Takes the office's own observed and expected counts, gives lines in words. Expectations were computed at publication, by
family and channel; nothing is estimated here but the interval of a count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import french
from dashboard.charts.spec import Tableau
from dashboard.intervalles import poisson, ratio, share
from dashboard.mon_office import Regard
from dashboard.mon_office_verdicts import Jugement, say_reading

EXPLICATION = (
    "«\u202fAjusté\u202f» compare votre office à ce que le réseau aurait obtenu avec les mêmes dossiers\u202f: mêmes domaines, mêmes "
    "canaux. Ce qui reste ne vient donc pas de la nature de vos saisines."
)

_ECHELLE = 1000
_BASE = 11


@dataclass(frozen=True)
class Ajuste:
    """One figure and what the network would have: texts, and the ratio of the two in hundredths with its limits."""

    titre: str
    mien: str
    attendu: str
    pour_cent: float
    intervalle: tuple[float, float] | None
    lecture: str


def build_adjusted(regard: Regard, verdicts: Sequence[Jugement]) -> tuple[Ajuste, ...]:
    """Closures, share closed within 90 days, mean delay and resolution; those the private file holds."""
    cells = regard.millesime.private_cells(regard.profil, "office", "closes", "reel")
    line = cells.get(("annee", regard.annee, regard.office, None), {})
    said = {verdict.sujet: say_reading(verdict) for verdict in verdicts}
    found = []
    for name, title, base, lecture in (
        ("clotures", "Clôtures, dossiers ouverts compris", "", said.get("delai", "")),
        ("clos_90", "Clos en 90 jours au plus", "delai_n", ""),
        ("delai_somme", "Délai moyen", "delai_n", ""),
        ("favorables", "Taux de résolution", "menees_a_terme", said.get("resolution-ajustee", "")),
    ):
        values = (line.get(f"observe_{name}"), line.get(f"attendu_{name}_x1000"), line.get(base or "closes"))
        observed, expected, n = (value if isinstance(value, int) else None for value in values)
        if observed is not None and expected and n and n >= _BASE:
            found.append(_adjust(name, title, observed, expected, n, lecture))
    return tuple(found)


def tabulate(lignes: Sequence[Ajuste]) -> Tableau:
    """The lines as a table."""
    return Tableau(
        ("Chiffre", "Votre office", "Attendu avec vos dossiers", "Pour 100 attendus", "Lecture"),
        tuple((line.titre, line.mien, line.attendu, _ratio(line), line.lecture) for line in lignes),
    )


def say_adjusted(lignes: Sequence[Ajuste]) -> str:
    """« Avec vos dossiers, le réseau en aurait clos 73,1 % en 90 jours ; vous, 70,2 %. »"""
    quick = next((line for line in lignes if line.titre.startswith("Clos en 90")), None)
    rate = next((line for line in lignes if line.titre == "Taux de résolution"), None)
    parts = []
    if quick:
        parts.append(
            f"Avec vos dossiers, le réseau en aurait clos {quick.attendu} en 90 jours\u202f; vous, {quick.mien}."
        )
    if rate:
        parts.append(f"Il en aurait résolu {rate.attendu} parmi ceux menés à terme\u202f; vous, {rate.mien}.")
    return " ".join(parts)


def _adjust(name: str, title: str, observed: int, expected: int, n: int, lecture: str) -> Ajuste:
    hundred = ratio(100 * _ECHELLE * observed, expected, 0)
    if name == "delai_somme":
        mine, theirs = (french.days(ratio(part, n * scale, 1)) for part, scale in ((observed, 1), (expected, _ECHELLE)))
        longer = "plus long" if observed * _ECHELLE > expected else "plus court"
        gap = french.days(abs(ratio(observed * _ECHELLE - expected, n * _ECHELLE, 1)))
        return Ajuste(
            title, mine, theirs, hundred, None, f"{gap} de {'plus' if longer == 'plus long' else 'moins'}, écart brut."
        )
    low, high = (100 * _ECHELLE * bound / expected for bound in poisson(observed))
    if name == "clotures":
        texts = french.number(observed), french.number(expected / _ECHELLE)
    else:
        texts = french.percent(share(observed, n, 1)), french.percent(share(expected, n * _ECHELLE, 1))
    inside = low <= 100 <= high
    read = lecture or (
        "L’attendu est dans la marge d’erreur." if inside else "L’attendu est hors de la marge d’erreur."
    )
    return Ajuste(title, *texts, hundred, (low, high), read)


def _ratio(line: Ajuste) -> str:
    if line.intervalle is None:
        return french.number(line.pour_cent)
    low, high = (french.number(bound) for bound in line.intervalle)
    return f"{french.number(line.pour_cent)} (de {low} à {high})"
