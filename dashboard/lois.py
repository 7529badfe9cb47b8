"""Limits under the four laws of a funnel: binomial and Poisson, and what they become when offices differ among themselves.

Takes a size, a rate and the law of a dispersion, gives whole numbers of cases. Exact sums; no normal approximation. A
dispersion that is not known is a mixture: the limits leave out what is asked on average over what it may be.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from math import ceil, sqrt

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, gammaln, pdtr, xlog1py, xlogy

from dashboard.dispersion import Loi

Reels = npt.NDArray[np.float64]

NULLE = 1e-9
"""A dispersion under it is that of chance alone: its own formula would lose all its digits."""

ENTIERE = 0.95
"""The most a correlation is taken for: at 1 every office would have all of its cases on the same side."""


def binomial_limits(queue: float, n: int, taux: float, loi: Loi) -> tuple[int, int]:
    """The cases out of `n` beyond which chance leaves at most `queue` on each side; beta-binomial when cases are correlated.

    Mid-p (Lancaster 1961): half of the observed case counts, or small offices would be given wider limits than asked.
    """
    if not 0 < taux < 1:
        return (n, n) if taux >= 1 else (0, 0)
    middles = _middles(n, taux, loi)
    low = int(np.searchsorted(middles, queue))
    return low, max(int(np.searchsorted(middles, 1 - queue, side="right")) - 1, low)


def poisson_limits(queue: float, attendu: float, loi: Loi) -> tuple[int, int]:
    """The same for a count expected to be `attendu`, exact; negative binomial when offices vary with a relative variance."""
    variance, weight = (np.array(part) for part in zip(*loi, strict=True))
    varied = np.where(variance > NULLE, variance, 1.0)

    def reach(k: int) -> float:
        found = betainc(1 / varied, k + 1, 1 / (1 + attendu * varied))
        return float(weight @ np.where(variance > NULLE, found, pdtr(k, attendu)))

    top = 4 * _most(attendu, float(variance.max()))
    return bisect_left(range(top), queue, key=reach), bisect_left(range(top), 1 - queue, key=reach)


def poisson_quantile(p: float, attendu: float) -> int:
    """The smallest count reached with probability `p` when `attendu` is expected."""
    return bisect_left(range(_most(attendu, 0.0)), p, key=lambda k: float(pdtr(k, attendu)))


def _most(attendu: float, variance: float) -> int:
    return ceil(attendu + 12 * sqrt(attendu * (1 + attendu * variance)) + 20)


@lru_cache(maxsize=64)
def _middles(n: int, taux: float, loi: Loi) -> Reels:
    """The law cumulated up to the middle of each count, asked for once by level."""
    correlation, weight = (np.array(part)[:, None] for part in zip(*loi, strict=True))
    k = np.arange(n + 1)
    weighed = np.minimum(np.maximum(correlation, NULLE), ENTIERE)
    a, b = taux * (1 / weighed - 1), (1 - taux) * (1 / weighed - 1)
    ways = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    varied = gammaln(k + a) + gammaln(n - k + b) - gammaln(n + a + b) + gammaln(a + b) - gammaln(a) - gammaln(b)
    alone = xlogy(k, taux) + xlog1py(n - k, -taux)
    mass = (weight * np.exp(ways + np.where(correlation > NULLE, varied, alone))).sum(axis=0)
    middles: Reels = np.cumsum(mass) - mass / 2
    return middles
