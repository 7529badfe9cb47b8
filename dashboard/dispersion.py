"""How much offices differ beyond chance: the overdispersion of a funnel (Spiegelhalter 2005).

Takes observed counts and their bases, gives the variance between offices and what is not known of it. It is estimated from
values pulled in to their 5th and 95th centiles, so that an outlier does not hide itself, and is never below 0: chance is
the least.

What is not known of it is its confidence law (Q-profile: Viechtbauer 2007, *Statist. Med.* 26:37): the true variance is the
one whose spread follows a chi-square law, so each variance is as likely as that law has the spread it leaves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.special import chdtrc

Nature = Literal["taux", "attendu"]
"""A share of `base` cases, or an observed count over the expected one."""

RABOT = 0.05
CORRECTION = 0.8313
"""Mean square of a standard normal value pulled in to its 5th and 95th centiles."""

PRECISION = 1e-12

LIBERTE: Mapping[Nature, float] = {"taux": 1.4, "attendu": 0.86}
"""Degrees of freedom of a mean square so pulled in, per office less one.

Normal values so pulled in have 0.86, from 8 offices to 100. For a share that is more caution than the limits promise, since a
variance cannot be under 0: on simulated networks 1.4 keeps the promise and finds more. Counts lean, and keep it at 0.86 alone.
"""

GRILLE = np.concatenate([[0.0], np.geomspace(5e-4, 10, 28)])
"""The variances a law is given at: steps of half, from one that shows in no office to one that hides every other cause."""

NEGLIGEABLE = 1e-6
"""A variance less likely than this moves no limit: it is left out of the sums."""

CONNUS = 2
"""Under this number of offices that count, there is no spread to speak of."""

Loi = tuple[tuple[float, float], ...]
"""Variances and their probabilities, which sum to one."""

CERTAINE: Loi = ((0.0, 1.0),)
"""No variance at all: chance alone."""

Reels = npt.NDArray[np.float64]


def estimate_variance(observes: Sequence[float], bases: Sequence[float], nature: Nature) -> float:
    """The variance between offices at which their standardised values are as spread as chance would have them.

    Of the relative rate for an expected count; for a share, the correlation of the cases of one office.
    """
    z, size = _standardise(observes, bases, nature)
    if not len(z):
        return 0.0
    if _spread(z, size, 0.0) <= 1:
        return 0.0
    most = 1.0 if nature == "taux" else 100.0
    if _spread(z, size, most) >= 1:
        return most
    return float(brentq(lambda variance: _spread(z, size, variance) - 1, 0.0, most, xtol=PRECISION))


def estimate_law(observes: Sequence[float], bases: Sequence[float], nature: Nature) -> Loi:
    """The variances these offices are compatible with, each with its probability; that of 0 tests whether any is there."""
    z, size = _standardise(observes, bases, nature)
    if len(z) <= CONNUS:
        return CERTAINE
    reached = _probabilities(z, size, nature)
    cumulated = np.append(np.maximum.accumulate(reached), 1.0)
    weights = np.diff(cumulated, prepend=0.0)
    middles = np.append(0.0, (GRILLE[1:] + GRILLE[:-1]) / 2)
    kept = weights > NEGLIGEABLE
    pairs = zip(middles[kept].tolist(), (weights[kept] / weights[kept].sum()).tolist(), strict=True)
    return tuple(pairs)


def _standardise(observes: Sequence[float], bases: Sequence[float], nature: Nature) -> tuple[Reels, Reels]:
    """Distances to the common rate in deviations of chance, and what the variance is multiplied by; empty without any."""
    observed, base = np.array(observes, dtype=float), np.array(bases, dtype=float)
    centre = float(observed.sum() / base.sum()) if len(base) else 0.0
    unit = 1 - centre if nature == "taux" else 1.0
    if centre <= 0 or unit <= 0:
        return np.empty(0), np.empty(0)
    z = (observed - base * centre) / np.sqrt(base * centre * unit)
    return z, np.maximum(base - 1, 0) if nature == "taux" else base * centre


def _probabilities(z: Reels, size: Reels, nature: Nature) -> Reels:
    """How likely a true variance up to each of the grid is: that a chi-square law exceeds the spread it leaves."""
    factor = 1 + size * GRILLE[:-1, None]
    weights = size / factor
    offices = np.maximum(weights.sum(axis=1) ** 2 / (weights**2).sum(axis=1), CONNUS)
    freedom = LIBERTE[nature] * (offices - 1)
    pulled = z / np.sqrt(factor)
    low, high = np.quantile(pulled, (RABOT, 1 - RABOT), axis=1)[:, :, None]
    spread = (weights * np.clip(pulled, low, high) ** 2).sum(axis=1) / weights.sum(axis=1) / CORRECTION
    found: Reels = chdtrc(freedom, freedom * spread * offices / (offices - 1))
    return found


def _spread(z: Reels, size: Reels, variance: float) -> float:
    """The mean square once this variance is allowed for; an office weighs as much as it can tell of the variance."""
    factor = 1 + size * variance
    pulled = z / np.sqrt(factor)
    ranked = np.sort(pulled)
    pulled = np.clip(pulled, _centile(ranked, RABOT), _centile(ranked, 1 - RABOT))
    weights = size / factor
    return float(weights @ pulled**2 / weights.sum()) / CORRECTION


def _centile(ranked: Reels, part: float) -> float:
    """The usual interpolated quantile of values already in order."""
    place = part * (len(ranked) - 1)
    below = int(place)
    above = min(below + 1, len(ranked) - 1)
    return float(ranked[below] + (place - below) * (ranked[above] - ranked[below]))
