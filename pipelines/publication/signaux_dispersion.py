"""How much the share of a domaine moves from one year to the next in an office, beyond chance and with no cause to look for.

Takes integer counts of all domaines by office in both years, gives for each domaine the variance of its log-odds from one
year to the next. It names no office and decides nothing.

A domaine that rises or falls everywhere does not count as dispersion: its common move is taken out. One that rises in a few
offices is kept from its own estimate, and weighs little in those of others: deviations are pulled in to two of chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Entiers = npt.NDArray[np.int64]
Reels = npt.NDArray[np.float64]

RABOT = 2.0
"""Deviations are pulled in to so many of chance: a true rise in some offices must not pass for their usual restlessness."""

CORRECTION = 0.920537
"""Mean square of a standard normal value so pulled in."""

ECART_TYPE = 1.205949
"""Deviation of that square, over its mean: by how much the spread of so many values moves by chance."""

CERTITUDE = 1.644854
"""Deviations of chance the spread must be beyond, one time in twenty, to be believed: or half of the steady networks would
be taken for restless and their true rises lost."""

VARIANCE_MAXIMUM = 0.5
"""Above it shares double or halve from one year to the next by nature: nothing could be told from it."""

OFFICES_MINIMUM = 3
CELLULES_MINIMUM = 30
"""Under this number of (office, domaine) the variance is not estimated: chance alone is allowed for."""

PRECISION = 40
"""Halvings of the interval: the variance is then known far beyond what it changes."""


@dataclass(frozen=True)
class Ecarts:
    """The standardised moves of a domaine beside its common one, and the variance chance gives each."""

    z: Reels
    hasard: Reels


def estimate_variances(
    pairs: Mapping[str, Sequence[Entiers]], totals: Sequence[Entiers], cas_par_office: int
) -> dict[str, float]:
    """By domaine, the variance found in all the others; 0 where they move no more than chance has them."""
    found = {name: _compare(pair, totals, cas_par_office) for name, pair in pairs.items()}
    return {name: _solve([each for other, each in found.items() if other != name]) for name in found}


def _compare(pair: Sequence[Entiers], totals: Sequence[Entiers], cas_par_office: int) -> Ecarts:
    """What each office moves by beside the others, in deviations of the hypergeometric law."""
    both, all_cases = (pair[0] + pair[1]).astype(float), (totals[0] + totals[1]).astype(float)
    heard = (both >= cas_par_office) & (all_cases > both)
    both, all_cases, later = both[heard], all_cases[heard], totals[1][heard]
    chance = later / all_cases
    variance = both * chance * (1 - chance) * (all_cases - both) / (all_cases - 1)
    kept = variance > 0
    if kept.sum() < OFFICES_MINIMUM:
        return Ecarts(np.empty(0), np.empty(0))
    gap, variance = (pair[1][heard] - both * chance)[kept], variance[kept]
    common = gap.sum() / variance.sum()
    free = np.sqrt(1 - variance / variance.sum())
    return Ecarts((gap - common * variance) / np.sqrt(variance) / free, variance)


def _solve(ecarts: Sequence[Ecarts]) -> float:
    """The variance at which the deviations are as spread as a normal law would have them."""
    z = np.concatenate([np.empty(0), *(each.z for each in ecarts)])
    chance = np.concatenate([np.empty(0), *(each.hasard for each in ecarts)])
    if len(z) < CELLULES_MINIMUM or _spread(z, chance, 0.0) <= _most_by_chance(chance):
        return 0.0
    low, high = 0.0, VARIANCE_MAXIMUM
    for _ in range(PRECISION):
        middle = (low + high) / 2
        low, high = (middle, high) if _spread(z, chance, middle) > 1 else (low, middle)
    return high


def _most_by_chance(chance: Reels) -> float:
    """The spread steady shares stay under nineteen times in twenty."""
    return 1 + CERTITUDE * ECART_TYPE * float(np.sqrt((chance**2).sum()) / chance.sum())


def _spread(z: Reels, chance: Reels, variance: float) -> float:
    """The mean square once this variance is allowed for; an office weighs as much as it can tell of the variance."""
    factor = 1 + chance * variance
    weights = chance / factor
    return float(weights @ np.minimum(z**2 / factor, RABOT**2) / weights.sum()) / CORRECTION
