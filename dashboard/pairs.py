"""Peers: the offices most like one, by a declared distance anyone can check, and what makes the group fragile.

Takes what the release shows of each office (type, population, yearly volume, scope, mix of families), gives the nearest
ones with the reason for each. A criterion can be dropped; dropping one shows nothing that was not shown. It compares
situations, never results, and gives no rank.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2

from dashboard import french

TAILLE = 7
"""Peers shown: enough for a median, few enough to be read."""

PAIRS_MINIMUM = 5
"""Under five peers the group says more about each than about the group."""

PORTEE = 0.5
"""Beyond this mean gap two offices have little in common: they are peers for want of better, and it is said."""

OCTAVES = 3
"""Populations or volumes eight times apart are as far as can be."""

INCONNU = 0.5
"""What an unknown criterion counts for: neither like nor unlike."""

POIDS: Mapping[str, int] = {"type": 2, "population": 1, "volume": 1, "perimetre": 1, "domaines": 1}
"""The criteria and their weights: the type decides of powers and recourses, so it counts double."""

LIBELLES: Mapping[str, str] = {
    "type": "type de collectivité",
    "population": "population",
    "volume": "saisines reçues dans l’année",
    "perimetre": "périmètre de compétence",
    "domaines": "répartition des domaines",
}

INSTABLE = 0.5
"""A group that loses more than half of its peers when one criterion is dropped depends on that criterion alone."""


@dataclass(frozen=True)
class Candidat:
    """What the release shows of an office for a year; None or empty when it does not."""

    office: str
    nom: str
    type: str
    population: int | None = None
    volume: int | None = None
    drapeaux: Mapping[str, bool] = field(default_factory=dict)
    familles: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Pair:
    """A peer: its gap to the office on each criterion, from 0 to 1, None when unknown, and why it is one."""

    candidat: Candidat
    distance: float
    ecarts: Mapping[str, float | None]
    raisons: tuple[str, ...]


@dataclass(frozen=True)
class GroupePairs:
    """The peers of an office, by name, with the criteria used and what is fragile about them."""

    pairs: tuple[Pair, ...]
    criteres: tuple[str, ...]
    reserves: tuple[str, ...]


def find_peers(
    office: Candidat, candidats: Sequence[Candidat], *, criteres: Sequence[str] = tuple(POIDS), taille: int = TAILLE
) -> GroupePairs:
    """The nearest candidates by the kept criteria. Equal distances are settled by name, not by result."""
    kept = tuple(name for name in POIDS if name in criteres)
    nearest = _nearest(office, candidats, kept, taille)
    ordered = sorted(nearest, key=lambda pair: french.sort_key(pair.candidat.nom))
    return GroupePairs(tuple(ordered), kept, _reserves(office, candidats, nearest, kept, taille))


def measure_gaps(office: Candidat, other: Candidat) -> dict[str, float | None]:
    """The gap on each criterion, from 0 (alike) to 1; None when one of the two is not known."""
    return {name: gap(office, other) for name, gap in _ECARTS.items()}


def measure_distance(ecarts: Mapping[str, float | None], criteres: Sequence[str]) -> float:
    """The weighted mean of the gaps of the kept criteria; an unknown one counts for half."""
    weights = sum(POIDS[name] for name in criteres)
    total = 0.0
    for name in criteres:
        gap = ecarts[name]
        total += POIDS[name] * (INCONNU if gap is None else gap)
    return total / weights if weights else 0.0


def _nearest(office: Candidat, candidats: Sequence[Candidat], criteres: Sequence[str], taille: int) -> list[Pair]:
    pairs = []
    for other in candidats:
        if other.office != office.office:
            gaps = measure_gaps(office, other)
            pairs.append(Pair(other, measure_distance(gaps, criteres), gaps, _reasons(office, other, gaps, criteres)))
    return sorted(pairs, key=lambda pair: (pair.distance, french.sort_key(pair.candidat.nom)))[:taille]


def _reserves(
    office: Candidat, candidats: Sequence[Candidat], pairs: Sequence[Pair], criteres: Sequence[str], taille: int
) -> tuple[str, ...]:
    reserves = []
    if len(pairs) < PAIRS_MINIMUM:
        found = french.count(len(pairs), "pair trouvé", "pairs trouvés")
        reserves.append(f"Groupe trop mince\u202f: {found}, cinq au moins sont nécessaires pour comparer.")
    far = [pair for pair in pairs if pair.distance > PORTEE]
    if far:
        who = french.count(len(far), "pair éloigné", "pairs éloignés")
        reserves.append(f"{who}, faute d’offices plus proches.")
    names = {pair.candidat.office for pair in pairs}
    for dropped in criteres if len(criteres) > 1 else ():
        rest = [name for name in criteres if name != dropped]
        without = {pair.candidat.office for pair in _nearest(office, candidats, rest, taille)}
        if len(names - without) > INSTABLE * len(names):
            what = LIBELLES[dropped]
            reserves.append(
                f"Groupe instable\u202f: sans le critère «\u202f{what}\u202f», plus de la moitié des pairs change."
            )
    return tuple(reserves)


def _reasons(
    office: Candidat, other: Candidat, gaps: Mapping[str, float | None], criteres: Sequence[str]
) -> tuple[str, ...]:
    """One sentence per kept criterion, that shows what was compared."""
    return tuple(_RAISONS[name](office, other) if gaps[name] is not None else _unknown(name) for name in criteres)


def _unknown(name: str) -> str:
    return f"{french.capitalize(LIBELLES[name])}\u202f: non renseigné."


def _gap_type(office: Candidat, other: Candidat) -> float | None:
    return float(office.type != other.type)


def _gap_ratio(a: int | None, b: int | None) -> float | None:
    return min(abs(log2(a / b)) / OCTAVES, 1.0) if a and b else None


def _gap_flags(office: Candidat, other: Candidat) -> float | None:
    shared = office.drapeaux.keys() & other.drapeaux.keys()
    if not shared:
        return None
    return sum(office.drapeaux[name] != other.drapeaux[name] for name in shared) / len(shared)


def _gap_mix(office: Candidat, other: Candidat) -> float | None:
    """Half the sum of the differences between shares: the part of the cases that would have to change family."""
    sizes = sum(office.familles.values()), sum(other.familles.values())
    if not all(sizes):
        return None
    names = office.familles.keys() | other.familles.keys()
    return sum(abs(office.familles.get(n, 0) / sizes[0] - other.familles.get(n, 0) / sizes[1]) for n in names) / 2


_ECARTS: Mapping[str, Callable[[Candidat, Candidat], float | None]] = {
    "type": _gap_type,
    "population": lambda a, b: _gap_ratio(a.population, b.population),
    "volume": lambda a, b: _gap_ratio(a.volume, b.volume),
    "perimetre": _gap_flags,
    "domaines": _gap_mix,
}


def _say_flags(office: Candidat, other: Candidat) -> str:
    shared = office.drapeaux.keys() & other.drapeaux.keys()
    same = sum(office.drapeaux[name] == other.drapeaux[name] for name in shared)
    return f"Périmètre de compétence\u202f: {french.number(same)} point{'s' if same > 1 else ''} commun{'s' if same > 1 else ''} sur {french.number(len(shared))}."


def _say_mix(office: Candidat, other: Candidat) -> str:
    common = 100 * (1 - (_gap_mix(office, other) or 0.0))
    return f"Domaines\u202f: {french.percent(common, 0)} de la répartition en commun."


_RAISONS: Mapping[str, Callable[[Candidat, Candidat], str]] = {
    "type": lambda a, b: "Même type de collectivité." if a.type == b.type else "Autre type de collectivité.",
    "population": lambda _, b: f"{french.count(b.population or 0, 'habitant')}.",
    "volume": lambda _, b: f"{french.count(b.volume or 0, 'saisine reçue', 'saisines reçues')} dans l’année.",
    "perimetre": _say_flags,
    "domaines": _say_mix,
}
