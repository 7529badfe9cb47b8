"""The funnel: how far from its group an office may be by chance alone, and what may be said of one that is further.

Takes published counts of the offices of a type or of the network, gives limits, a shrunken value and a verdict in words.
It ranks nobody, and judges no office on a handful of cases. A rate is `observe` out of `base` cases; a ratio of
observed to expected has the expected count as its `base`.

Offices differ for reasons no adjustment sees (Spiegelhalter 2005): their variance beyond chance is estimated on the
group, from values pulled in to its 10th and 90th centiles so that an outlier does not widen its own limits, and never
makes them narrower than chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from dashboard.lois import binomial_quantile, poisson_quantile

Nature = Literal["taux", "attendu"]

NIVEAUX = (0.95, 0.998)
EFFECTIF_MINIMUM = 11
OFFICES_MINIMUM = 10
"""Under this number of offices the variance between them is not estimated: chance alone draws the limits, and it is said."""

RABOT = 0.1
CORRECTION = 0.6787
"""Mean square of a standard normal value pulled in to its 10th and 90th centiles."""

LIBERTE = 0.55
"""Degrees of freedom per office of a variance so estimated; checked by simulation on 10 to 60 offices."""

TROP_PEU = "trop peu de cas pour conclure"
INDISTINCT = "non distinguable du groupe"
PLUS_HAUT, PLUS_BAS = "plus haut", "plus bas"

Reels = npt.NDArray[np.float64]


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
    """What the offices have in common. `variance` is between offices: of the relative rate, or correlation of cases."""

    nature: Nature
    centre: float
    variance: float
    offices: int

    @property
    def estimee(self) -> bool:
        """Whether there were enough offices to estimate their variance."""
        return self.offices >= OFFICES_MINIMUM

    def factor(self, base: float) -> float:
        """The overdispersion of an office of this size: variance over that of chance, never below 1."""
        size = base * self.centre if self.nature == "attendu" else base - 1
        return 1 + max(size, 0.0) * self.variance


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
    heard = [point for point in points if point.n >= EFFECTIF_MINIMUM and point.base > 0]
    base = sum(point.base for point in heard)
    centre = sum(point.observe for point in heard) / base if base else 0.0
    variance = _estimate_variance(heard, nature, centre) if len(heard) >= OFFICES_MINIMUM else 0.0
    return Groupe(nature, centre, variance, len(heard))


def find_limits(groupe: Groupe, base: float, niveau: float) -> tuple[float, float]:
    """The rates an office of this size stays within with this probability, if it is one of the group."""
    if base <= 0 or groupe.centre <= 0:
        return 0.0, groupe.centre
    tail = (1 - niveau) / 2
    variance = _widen(groupe, base, tail)
    if groupe.nature == "taux":
        rate, size = min(groupe.centre, 1.0), round(base)
        low, high = (binomial_quantile(p, size, rate, variance) for p in (tail, 1 - tail))
        return low / size, high / size
    low, high = (poisson_quantile(p, base * groupe.centre, variance) for p in (tail, 1 - tail))
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


def judge(groupe: Groupe, point: Point) -> Lecture:
    """The verdict on one office: only a value beyond the 99,8 % limits is told from the group."""
    limits = {niveau: find_limits(groupe, point.base, niveau) for niveau in NIVEAUX}
    verdict = _compare(point, limits[NIVEAUX[1]])
    return Lecture(point, limits, shrink(groupe, point), verdict, _say(groupe, point, limits, verdict))


def _compare(point: Point, limits: tuple[float, float]) -> str:
    if point.n < EFFECTIF_MINIMUM or point.base <= 0:
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


def _estimate_variance(points: Sequence[Point], nature: Nature, centre: float) -> float:
    """The variance between offices at which their standardised values are as spread as chance would have them."""
    base = np.array([point.base for point in points], dtype=float)
    observed = np.array([point.observe for point in points], dtype=float)
    unit = 1 - centre if nature == "taux" else 1.0
    if centre <= 0 or unit <= 0:
        return 0.0
    z = (observed - base * centre) / np.sqrt(base * centre * unit)
    size = np.maximum(base - 1, 0) if nature == "taux" else base * centre
    low, high = 0.0, 1.0 if nature == "taux" else 100.0
    if _spread(z) <= 1:
        return 0.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _spread(z / np.sqrt(1 + size * middle)) > 1 else (low, middle)
    return low


def _spread(z: Reels) -> float:
    pulled = np.clip(z, *np.quantile(z, [RABOT, 1 - RABOT]))
    return float((pulled**2).mean()) / CORRECTION


def _widen(groupe: Groupe, base: float, tail: float) -> float:
    """The variance limits are drawn with: an estimated one is taken as Student's law takes it, beside the normal one."""
    size = base * groupe.centre if groupe.nature == "attendu" else base - 1
    if groupe.variance <= 0 or size <= 0:
        return 0.0
    caution = float(stdtrit(LIBERTE * groupe.offices, tail) / stdtrit(1e9, tail)) ** 2
    return (groupe.factor(base) * caution - 1) / size
