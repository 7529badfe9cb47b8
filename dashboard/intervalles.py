"""Exact arithmetic of shares: rounding and the 95 % interval of a proportion.

Takes integer counts, gives numbers rounded half up. It knows no indicator.
"""

from __future__ import annotations

from decimal import Decimal
from math import sqrt

from dashboard.french import round_half_up

Z95 = 1.959963984540054
"""97,5 % quantile of the normal law."""


def share(numerateur: int, denominateur: int, decimales: int) -> float:
    """The share in hundredths, rounded half up from the exact fraction."""
    return float(round_half_up(Decimal(100 * numerateur) / Decimal(denominateur), decimales))


def ratio(numerateur: int, denominateur: int, decimales: int) -> float:
    """The quotient, rounded half up from the exact fraction."""
    return float(round_half_up(Decimal(numerateur) / Decimal(denominateur), decimales))


def wilson(numerateur: int, denominateur: int, decimales: int) -> tuple[float, float]:
    """The Wilson 95 % interval of a proportion, in hundredths; it stays within 0 and 100 and suits small bases."""
    p = numerateur / denominateur
    shrink = 1 + Z95**2 / denominateur
    centre = p + Z95**2 / (2 * denominateur)
    half = Z95 * sqrt(p * (1 - p) / denominateur + Z95**2 / (4 * denominateur**2))
    low, high = (centre - half) / shrink, (centre + half) / shrink
    return float(round_half_up(100 * max(low, 0.0), decimales)), float(round_half_up(100 * min(high, 1.0), decimales))
