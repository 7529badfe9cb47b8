"""Exact arithmetic of shares, and the intervals of a proportion, of a count and of a median.

Takes integer counts, gives numbers: shares rounded half up, limits as they are. It knows no indicator.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from math import sqrt

from scipy.special import bdtr, chdtri

from dashboard.french import round_half_up

Z95 = 1.959963984540054
"""97,5 % quantile of the normal law."""


def share(numerateur: int, denominateur: int, decimales: int) -> float:
    """The share in hundredths, rounded half up from the exact fraction."""
    return float(round_half_up(Decimal(100 * numerateur) / Decimal(denominateur), decimales))


def ratio(numerateur: int, denominateur: int, decimales: int) -> float:
    """The quotient, rounded half up from the exact fraction."""
    return float(round_half_up(Decimal(numerateur) / Decimal(denominateur), decimales))


def wilson(numerateur: int, denominateur: int) -> tuple[float, float]:
    """The Wilson 95 % interval of a proportion, in hundredths; it stays within 0 and 100 and suits small bases."""
    p = numerateur / denominateur
    shrink = 1 + Z95**2 / denominateur
    centre = p + Z95**2 / (2 * denominateur)
    half = Z95 * sqrt(p * (1 - p) / denominateur + Z95**2 / (4 * denominateur**2))
    low, high = (centre - half) / shrink, (centre + half) / shrink
    return 100 * max(low, 0.0), 100 * min(high, 1.0)


def poisson(n: int, niveau: float = 0.95) -> tuple[float, float]:
    """The exact (Garwood) interval of the mean of a count; a count of 0 has an upper limit all the same."""
    tail = (1 - niveau) / 2
    low = float(chdtri(2 * n, 1 - tail)) / 2 if n else 0.0
    return low, float(chdtri(2 * n + 2, tail)) / 2


def rate_interval(n: int, exposition: float, niveau: float = 0.95) -> tuple[float, float]:
    """The exact interval of a rate: cases over what they are counted against (inhabitants, expected cases)."""
    low, high = poisson(n, niveau)
    return low / exposition, high / exposition


def median_ranks(n: int, niveau: float = 0.95) -> tuple[int, int] | None:
    """Ranks, from 1, of the ordered values that frame the median whatever the law; None under six values.

    The median lies between them unless fewer than `bas` values are on one side, whose chance is that of `n` tosses.
    """
    tail = (1 - niveau) / 2
    rank = bisect_right(range(n // 2 + 1), tail, key=lambda below: float(bdtr(below, n, 0.5)))
    return (rank, n + 1 - rank) if rank else None


def median_interval(jours: Sequence[tuple[float, int]], niveau: float = 0.95) -> tuple[float, float] | None:
    """The distribution-free interval of a median, from sorted values and how many cases have each."""
    ranks = median_ranks(sum(n for _, n in jours), niveau)
    if ranks is None:
        return None
    return _value_at(jours, ranks[0]), _value_at(jours, ranks[1])


def _value_at(jours: Sequence[tuple[float, int]], rang: int) -> float:
    seen = 0
    for jour, n in jours:
        seen += n
        if seen >= rang:
            return jour
    return jours[-1][0]
