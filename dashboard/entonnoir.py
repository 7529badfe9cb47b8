"""The funnel: how far from its group an office may be by chance alone, and what may be said of one that is further.

Takes published counts of the offices of a type or of the network, gives limits, a shrunken value and a verdict in words.
It ranks nobody, and judges no office on a handful of cases. A rate is `observe` out of `base` cases; a ratio of
observed to expected has the expected count as its `base`.

Offices differ for reasons no adjustment sees (Spiegelhalter 2005): their variance beyond chance is estimated on the
group, from values pulled in to its 5th and 95th centiles, and never makes limits narrower than chance. An office is
judged against the others alone: it pulls neither their rate nor their variance. What is not known of the two widens its
limits: they are those of a new office of its size, on average over the variances the others are compatible with
(prediction interval: Higgins, Thompson, Spiegelhalter 2009, *J. R. Statist. Soc. A* 172:137).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.dispersion import CERTAINE, Loi, Nature, estimate_law, estimate_variance
from dashboard.lois import binomial_limits, poisson_limits

NIVEAUX = (0.95, 0.998)
EFFECTIF_MINIMUM = 11
OFFICES_MINIMUM = 10
"""Under this number of offices the variance between them is not estimated: chance alone draws the limits, and it is said."""

JEFFREYS = 0.5
"""What is added to the cases of others before their rate is believed: none seen so far does not mean never."""

TROP_PEU = "trop peu de cas pour conclure"
INDISTINCT = "non distinguable du groupe"
PLUS_HAUT, PLUS_BAS = "plus haut", "plus bas"


@dataclass(frozen=True)
class Point:
    """One office. `n` is the number of cases behind it: below eleven nothing is concluded."""

    office: str
    observe: int
    base: float
    n: int

    @property
    def valeur(self) -> float:
        """The office's own rate or ratio."""
        return self.observe / self.base if self.base else 0.0


@dataclass(frozen=True)
class Groupe:
    """What the offices have in common. `variance` is between offices: of the relative rate, or correlation of cases.

    `loi` is what the variance may be, each with its probability. `points` are those it comes from. `concentration` is 0 for a group that holds the office looked at; for a
    group of others, the sum of squared shares of its offices in its base: the less it is, the better its rate is known.
    """

    nature: Nature
    observe: int
    base: float
    variance: float
    offices: int
    points: tuple[Point, ...] = ()
    concentration: float = 0.0
    loi: Loi = CERTAINE

    @property
    def centre(self) -> float:
        """The common rate."""
        return self.observe / self.base if self.base > 0 else 0.0

    @property
    def estimee(self) -> bool:
        """Whether there were enough offices to estimate their variance."""
        return self.offices >= OFFICES_MINIMUM

    def factor(self, base: float) -> float:
        """The overdispersion of an office of this size: variance over that of chance, never below 1."""
        gauge = base * self.centre if self.nature == "attendu" else max(base - 1, 0.0)
        return 1 + gauge * self.variance


@dataclass(frozen=True)
class Lecture:
    """An office in its funnel. `limites` by level; `lissee` is its value drawn to the group as far as its size calls for."""

    point: Point
    limites: Mapping[float, tuple[float, float]]
    lissee: float
    verdict: str
    phrase: str


def describe_group(points: Sequence[Point], nature: Nature) -> Groupe:
    """The common rate and the variance of offices around it; offices under eleven cases are not heard."""
    heard = tuple(point for point in points if _is_heard(point))
    bare = Groupe(nature, sum(p.observe for p in heard), sum(p.base for p in heard), 0.0, len(heard), heard)
    return _measure(bare, heard) if bare.estimee else bare


def restrict_group(groupe: Groupe, points: Sequence[Point]) -> Groupe:
    """The rate of a few peers with the variance of the wide group: a handful of offices says nothing of its own spread."""
    heard = [point for point in points if _is_heard(point)]
    kept = replace(groupe, observe=sum(p.observe for p in heard), base=sum(p.base for p in heard))
    return replace(kept, concentration=_concentrate(heard))


def find_limits(groupe: Groupe, base: float, niveau: float) -> tuple[float, float]:
    """The rates an office of this size stays within with this probability, if it is one of the group."""
    rate, doubt = _believe(groupe)
    if base <= 0 or rate <= 0:
        return 0.0, groupe.centre
    tail = (1 - niveau) / 2
    loi = _widen(groupe, doubt)
    if groupe.nature == "taux":
        size = round(base)
        low, high = binomial_limits(tail, size, min(rate, 1.0), loi)
        return low / size, high / size
    low, high = poisson_limits(tail, base * rate, loi)
    return low / base, high / base


def draw_funnel(groupe: Groupe, bases: Sequence[float]) -> dict[float, list[tuple[float, float, float]]]:
    """By level, the limits at each size: (base, low, high)."""
    return {niveau: [(base, *find_limits(groupe, base, niveau)) for base in bases] for niveau in NIVEAUX}


def shrink(groupe: Groupe, point: Point) -> float:
    """The empirical-Bayes value: the office's own, drawn to the group, all the more as its cases are few."""
    if groupe.variance <= 0 or groupe.centre <= 0:
        return groupe.centre
    if groupe.nature == "taux":
        weight = 1 / groupe.variance - 1
        return (point.observe + weight * groupe.centre) / (point.base + weight)
    weight = 1 / (groupe.variance * groupe.centre)
    return (point.observe + weight * groupe.centre) / (point.base + weight)


def judge(groupe: Groupe, point: Point, *, membre: bool = True) -> Lecture:
    """The verdict on one office: only beyond the 99,8 % limits of the others is it told from them.

    `membre`: the office is counted in the group. One that is beside its peers is not.
    """
    others = _without(groupe, point, membre=membre)
    limits = {niveau: find_limits(others, point.base, niveau) for niveau in NIVEAUX}
    verdict = _compare(point, limits[NIVEAUX[1]])
    return Lecture(point, limits, shrink(others, point), verdict, _say(groupe, point, limits, verdict))


def _without(groupe: Groupe, point: Point, *, membre: bool) -> Groupe:
    """The rate and the variance of the other offices, so that an office does not pull its own yardstick."""
    others = tuple(each for each in groupe.points if each.office != point.office)
    if groupe.estimee and len(others) < len(groupe.points):
        groupe = _measure(replace(groupe, offices=len(others), points=others), others)
    if not membre or not _is_heard(point) or groupe.base <= point.base:
        return groupe
    rest = replace(groupe, observe=groupe.observe - point.observe, base=groupe.base - point.base)
    return replace(rest, concentration=_concentrate(others))


def _measure(groupe: Groupe, points: Sequence[Point]) -> Groupe:
    """The group with the variance of these offices, and what is not known of it."""
    counts = [point.observe for point in points], [point.base for point in points], groupe.nature
    return replace(groupe, variance=estimate_variance(*counts), loi=estimate_law(*counts))


def _concentrate(points: Sequence[Point]) -> float:
    total = sum(point.base for point in points)
    return sum(point.base**2 for point in points) / total**2 if total else 0.0


def _believe(groupe: Groupe) -> tuple[float, float]:
    """The rate limits are drawn around, and the variance chance leaves it with; none for the office's own group."""
    if groupe.concentration <= 0:
        return groupe.centre, 0.0
    if groupe.nature == "taux":
        return (groupe.observe + JEFFREYS) / (groupe.base + 2 * JEFFREYS), 1 / (groupe.base + 2)
    seen = groupe.observe + JEFFREYS
    return seen / groupe.base, 1 / seen


def _widen(groupe: Groupe, doubt: float) -> Loi:
    """The variances limits are drawn with: those of the offices, of what theirs leave of the rate, and of chance in it."""
    return tuple((variance * (1 + groupe.concentration) + doubt, weight) for variance, weight in groupe.loi)


def _is_heard(point: Point) -> bool:
    return point.n >= EFFECTIF_MINIMUM and point.base > 0


def _compare(point: Point, limits: tuple[float, float]) -> str:
    if not _is_heard(point):
        return TROP_PEU
    if point.valeur > limits[1]:
        return PLUS_HAUT
    return PLUS_BAS if point.valeur < limits[0] else INDISTINCT


def _say(groupe: Groupe, point: Point, limits: Mapping[float, tuple[float, float]], verdict: str) -> str:
    """The verdict as a sentence, with what makes it fragile."""
    low, high = limits[NIVEAUX[0]]
    if verdict == INDISTINCT and not low <= point.valeur <= high:
        text = "Non distinguable du groupe, mais au bord\u202f: le hasard seul y mène un office sur vingt."
    elif verdict == INDISTINCT:
        text = "Non distinguable du groupe\u202f: un tel écart tient au hasard."
    elif verdict == TROP_PEU:
        text = "Trop peu de cas pour conclure."
    else:
        text = f"{verdict.capitalize()} que le groupe\u202f: le hasard n’y mène qu’un office sur cinq cents."
    return text if groupe.estimee else f"{text} Groupe trop petit pour mesurer ce qui sépare ses offices par nature."
