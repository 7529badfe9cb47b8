"""The funnel: how far from its group an office may be by chance alone, and what may be said of one that is further.

Takes published counts of the offices of a type or of the network, gives limits, a shrunken value and a verdict in words.
It ranks nobody, and judges no office on a handful of cases. A rate is `observe` out of `base` cases; a ratio of
observed to expected has the expected count as its `base`.

Offices differ for reasons no adjustment sees (Spiegelhalter 2005): their variance beyond chance is estimated on the
group, from values pulled in to its 5th and 95th centiles, and never makes limits narrower than chance. An office is
judged against the others alone: it pulls neither their rate nor their variance, and what is not known of the two widens
its limits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from scipy.special import stdtrit

from dashboard.dispersion import Nature, estimate_variance
from dashboard.lois import binomial_quantile, poisson_quantile

NIVEAUX = (0.95, 0.998)
EFFECTIF_MINIMUM = 11
OFFICES_MINIMUM = 10
"""Under this number of offices the variance between them is not estimated: chance alone draws the limits, and it is said."""

LIBERTE: Mapping[Nature, float] = {"taux": 0.5, "attendu": 0.25}
"""Degrees of freedom per office of a variance so estimated, fewer where the law of counts leans: found on simulated networks."""

DOUTE = 0.6
"""Part of its standard error a variance is raised by for an office far larger than those it was measured on."""

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

    `points` are those the variance comes from. `concentration` is 0 for a group that holds the office looked at; for a
    group of others, the sum of squared shares of its offices in its base: the less it is, the better its rate is known.
    """

    nature: Nature
    observe: int
    base: float
    variance: float
    offices: int
    points: tuple[Point, ...] = ()
    concentration: float = 0.0

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
        return 1 + self.gauge(base) * self.variance

    def gauge(self, base: float) -> float:
        """What the variance between offices is multiplied by in the overdispersion of one of this size."""
        return base * self.centre if self.nature == "attendu" else max(base - 1, 0.0)


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
    return replace(bare, variance=_estimate(heard, nature)) if bare.estimee else bare


def restrict_group(groupe: Groupe, points: Sequence[Point]) -> Groupe:
    """The rate of a few peers with the variance of the wide group: a handful of offices says nothing of its own spread."""
    heard = [point for point in points if _is_heard(point)]
    kept = replace(groupe, observe=sum(p.observe for p in heard), base=sum(p.base for p in heard))
    return replace(kept, concentration=_concentrate(heard))


def find_limits(groupe: Groupe, base: float, niveau: float) -> tuple[float, float]:
    """The rates an office of this size stays within with this probability, if it is one of the group."""
    rate, doubt = _believe(groupe, base)
    if base <= 0 or rate <= 0:
        return 0.0, groupe.centre
    tail = (1 - niveau) / 2
    variance = _widen(groupe, tail) + doubt
    if groupe.nature == "taux":
        size = round(base)
        low, high = (binomial_quantile(p, size, min(rate, 1.0), variance) for p in (tail, 1 - tail))
        return low / size, high / size
    low, high = (poisson_quantile(p, base * rate, variance) for p in (tail, 1 - tail))
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
        groupe = replace(groupe, variance=_estimate(others, groupe.nature), offices=len(others), points=others)
    if not membre or not _is_heard(point) or groupe.base <= point.base:
        return groupe
    rest = replace(groupe, observe=groupe.observe - point.observe, base=groupe.base - point.base)
    return replace(rest, concentration=_concentrate(others))


def _estimate(points: Sequence[Point], nature: Nature) -> float:
    return estimate_variance([point.observe for point in points], [point.base for point in points], nature)


def _concentrate(points: Sequence[Point]) -> float:
    total = sum(point.base for point in points)
    return sum(point.base**2 for point in points) / total**2 if total else 0.0


def _doubt(groupe: Groupe, base: float) -> float:
    """What the variance may be beyond its estimate: it hardly shows at the size of most offices, and does at the largest."""
    if len(groupe.points) < OFFICES_MINIMUM - 1:
        return 0.0
    sizes = sorted(groupe.gauge(point.base) for point in groupe.points)
    error = sqrt(2 / sum(size**2 for size in sizes))
    return DOUTE * error * max(1 - sizes[len(sizes) // 2] / max(groupe.gauge(base), 1.0), 0.0)


def _believe(groupe: Groupe, base: float) -> tuple[float, float]:
    """The rate limits are drawn around, and the variance of not knowing it better; none for the office's own group."""
    if groupe.concentration <= 0:
        return groupe.centre, 0.0
    between = groupe.variance * groupe.concentration + _doubt(groupe, base)
    if groupe.nature == "taux":
        return (groupe.observe + JEFFREYS) / (groupe.base + 2 * JEFFREYS), 1 / (groupe.base + 2) + between
    seen = groupe.observe + JEFFREYS
    return seen / groupe.base, 1 / seen + between


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


def _widen(groupe: Groupe, tail: float) -> float:
    """The variance limits are drawn with: an estimated one is taken as wide as Student's law is beside the normal one."""
    if groupe.variance <= 0:
        return 0.0
    return groupe.variance * float(stdtrit(LIBERTE[groupe.nature] * groupe.offices, tail) / stdtrit(1e9, tail)) ** 2
