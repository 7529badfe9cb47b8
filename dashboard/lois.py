"""Quantiles of the four laws of a funnel: binomial and Poisson, and what they become when offices differ among themselves.

Takes a size, a rate and a dispersion, gives whole numbers of cases. Exact sums; no normal approximation.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import lru_cache
from math import ceil, sqrt

import numpy as np
import numpy.typing as npt
from scipy.special import bdtr, betainc, gammaln, pdtr

Reels = npt.NDArray[np.float64]


def binomial_quantile(p: float, n: int, taux: float, correlation: float) -> int:
    """The smallest number of cases out of `n` reached with probability `p`; beta-binomial when cases are correlated."""
    if correlation <= 0 or not 0 < taux < 1:
        return bisect_left(range(n), p, key=lambda k: float(bdtr(k, n, taux)))
    if correlation >= 1:
        return n if p > 1 - taux else 0
    a, b = taux * (1 / correlation - 1), (1 - taux) * (1 / correlation - 1)
    return min(int(np.searchsorted(_beta_binomial(n, a, b), p)), n)


def poisson_quantile(p: float, attendu: float, variance: float) -> int:
    """The same for a count expected to be `attendu`; negative binomial when offices vary with this relative variance."""
    reach = ceil(attendu + 12 * sqrt(attendu * (1 + attendu * variance)) + 20)
    if variance <= 0:
        return bisect_left(range(reach), p, key=lambda k: float(pdtr(k, attendu)))
    return bisect_left(range(4 * reach), p, key=_negative_binomial(1 / variance, 1 / (1 + attendu * variance)))


def _negative_binomial(size: float, chance: float) -> Callable[[int], float]:
    return lambda k: float(betainc(size, k + 1, chance))


@lru_cache(maxsize=64)
def _beta_binomial(n: int, a: float, b: float) -> Reels:
    """The cumulated law, asked for twice: the two limits of one level."""
    k = np.arange(n + 1)
    logs = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    logs += gammaln(k + a) + gammaln(n - k + b) - gammaln(n + a + b)
    logs += gammaln(a + b) - gammaln(a) - gammaln(b)
    cumulated: Reels = np.cumsum(np.exp(logs))
    return cumulated
