"""Limits of a series: how far it moves by chance from one period to the next (XmR), season taken out, breaks respected.

Takes the displayed values of a series in order, gives limits for each period that is over, and the signals of Nelson's
rules 1 to 3. A period that is not over has neither. A declared break starts the series anew.

The usual distance is three times the mean moving range over 1,128. Counts vary by chance at least as Poisson's law has
them: their limits are never closer than three deviations of it, nor than what it leaves out as often. With two whole
years, a season that chance does not explain is removed first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, sqrt

from scipy.special import chdtrc, ndtr, pdtr, pdtrc

from dashboard.lois import poisson_quantile
from dashboard.nelson import Signal, find_signals

POINTS_MINIMUM = 6
"""With fewer points there is no range to speak of: no limits."""

POINTS_FERMES = 12
"""Under this number of points the limits are provisional."""

ETENDUE = 1.128
"""Mean range of two normal values over their standard deviation."""

ECARTS = 3
QUEUE = float(ndtr(-ECARTS))
"""What a normal value leaves on one side of its limits: small counts, whose law leans, leave no more."""

EGALITE = 0.5
"""Nine in a row tell a change when a side is an even chance at most: a rare event is absent nine times without any."""

SEUIL_SAISON = 0.05
CYCLES_MINIMUM = 2

PROVISOIRES = "limites provisoires"


@dataclass(frozen=True)
class Point:
    """One period of a series. `valeur` is None when it is not published."""

    periode: str
    valeur: float | None
    complet: bool = True


@dataclass(frozen=True)
class Limite:
    """What one period should show by chance alone: its centre, and how low and high it may go."""

    periode: str
    centre: float
    bas: float
    haut: float
    valeur: float


@dataclass(frozen=True)
class Troncon:
    """A stretch without a break. `limites` are empty under six points; `saison`: the season was taken out."""

    limites: tuple[Limite, ...]
    signaux: tuple[Signal, ...]
    provisoire: bool
    saison: bool


def analyse_series(
    points: Sequence[Point], *, compte: bool, saison: int = 1, ruptures: Sequence[str] = ()
) -> tuple[Troncon, ...]:
    """The stretches of the series between declared breaks, in order.

    `compte`: the values are counts. `saison`: periods in a year (12, 4, 1). `ruptures`: first period of each new stretch.
    """
    return tuple(_analyse(stretch, compte=compte, saison=saison) for stretch in _cut(points, ruptures))


def _cut(points: Sequence[Point], ruptures: Sequence[str]) -> Iterator[list[Point]]:
    stretch: list[Point] = []
    waiting = sorted(ruptures)
    for point in points:
        while waiting and waiting[0] <= point.periode:
            waiting.pop(0)
            if stretch:
                yield stretch
                stretch = []
        stretch.append(point)
    if stretch:
        yield stretch


def _analyse(points: Sequence[Point], *, compte: bool, saison: int) -> Troncon:
    kept = [point for point in points if point.complet and point.valeur is not None]
    values = [point.valeur for point in kept if point.valeur is not None]
    if len(values) < POINTS_MINIMUM:
        return Troncon((), (), provisoire=True, saison=False)
    factors = _season(values, saison) if compte else [1.0] * len(values)
    level = [value / factor for value, factor in zip(values, factors, strict=True)]
    centre = sum(level) / len(level)
    spread = sum(abs(after - before) for before, after in pairwise(level)) / (len(level) - 1) / ETENDUE
    limits = tuple(
        _limit(point.periode, value, factor, centre, spread, compte=compte)
        for point, value, factor in zip(kept, values, factors, strict=True)
    )
    out = [limit.valeur < limit.bas or limit.valeur > limit.haut for limit in limits]
    sides = [_side(limit) for limit in limits] if compte else None
    signals = find_signals([limit.periode for limit in limits], level, centre, out, sides)
    return Troncon(limits, signals, len(values) < POINTS_FERMES, any(factor != 1 for factor in factors))


def _limit(periode: str, value: float, factor: float, centre: float, spread: float, *, compte: bool) -> Limite:
    middle = centre * factor
    deviation = spread * factor
    if not compte:
        return Limite(periode, middle, middle - ECARTS * deviation, middle + ECARTS * deviation, value)
    distance = ECARTS * max(deviation, sqrt(middle))
    least, most = poisson_quantile(QUEUE, middle), poisson_quantile(1 - QUEUE, middle)
    low, high = min(middle - distance, float(least)), max(middle + distance, float(most))
    return Limite(periode, middle, max(low, 0.0), high, value)


def _side(limite: Limite) -> int:
    """Above or below the centre when chance puts a count so far on that side one time in two at most, else neither."""
    if pdtrc(ceil(limite.valeur) - 1, limite.centre) <= EGALITE:
        return 1
    return -1 if pdtr(limite.valeur, limite.centre) <= EGALITE else 0


def _season(values: Sequence[float], saison: int) -> list[float]:
    """What each period's place in the year multiplies its value by; 1 everywhere unless the season is beyond chance."""
    flat = [1.0] * len(values)
    whole = len(values) // saison * saison
    total = sum(values[:whole])
    if saison < CYCLES_MINIMUM or whole < CYCLES_MINIMUM * saison or total <= 0:
        return flat
    sums = [sum(values[rank:whole:saison]) for rank in range(saison)]
    expected = total / saison
    distance = sum((found - expected) ** 2 for found in sums) / expected
    if chdtrc(saison - 1, distance) > SEUIL_SAISON or min(sums) <= 0:
        return flat
    return [sums[rank % saison] / expected for rank in range(len(values))]
