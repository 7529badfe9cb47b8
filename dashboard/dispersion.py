"""How much offices differ beyond chance: the overdispersion of a funnel (Spiegelhalter 2005).

Takes observed counts and their bases, gives the variance between offices. It is estimated from values pulled in to
their 5th and 95th centiles, so that an outlier does not hide itself, and is never below 0: chance is the least.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq

Nature = Literal["taux", "attendu"]
"""A share of `base` cases, or an observed count over the expected one."""

RABOT = 0.05
CORRECTION = 0.8313
"""Mean square of a standard normal value pulled in to its 5th and 95th centiles."""

PRECISION = 1e-12

Reels = npt.NDArray[np.float64]


def estimate_variance(observes: Sequence[float], bases: Sequence[float], nature: Nature) -> float:
    """The variance between offices at which their standardised values are as spread as chance would have them.

    Of the relative rate for an expected count; for a share, the correlation of the cases of one office.
    """
    observed, base = np.array(observes, dtype=float), np.array(bases, dtype=float)
    centre = float(observed.sum() / base.sum()) if len(base) else 0.0
    unit = 1 - centre if nature == "taux" else 1.0
    if centre <= 0 or unit <= 0:
        return 0.0
    z = (observed - base * centre) / np.sqrt(base * centre * unit)
    size = np.maximum(base - 1, 0) if nature == "taux" else base * centre
    if _spread(z, size, 0.0) <= 1:
        return 0.0
    most = 1.0 if nature == "taux" else 100.0
    if _spread(z, size, most) >= 1:
        return most
    return float(brentq(lambda variance: _spread(z, size, variance) - 1, 0.0, most, xtol=PRECISION))


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
