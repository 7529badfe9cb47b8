"""Networks made of chance alone: identical offices, or offices that differ by nature, through seasons and late entries.

Takes a seeded generator, gives integer counts. Every count is synthetic; nothing here knows the statistics under test.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Entiers = npt.NDArray[np.int64]
Reels = npt.NDArray[np.float64]

MOIS = 12
OFFICES = 57
AOUT = np.array([1.05, 1, 1.1, 1.05, 1, 1, 0.6, 0.4, 1.1, 1.25, 1.25, 1.2])
"""A year that empties in July and August."""


@dataclass(frozen=True)
class Reseau:
    """What a network is like. `variance`: between the rates of its offices; `entrees`: share that enters within the year.

    `remous`: variance of a domaine in an office from one year to the next, with no cause to look for.
    `mediane` cases a year for an office, sizes spread log-normally by `etalement`; `saison` repeats that of AOUT.
    """

    offices: int = OFFICES
    mediane: float = 80.0
    etalement: float = 0.8
    variance: float = 0.0
    saison: bool = False
    entrees: float = 0.0
    remous: float = 0.0


def draw_bases(reseau: Reseau, random: np.random.Generator) -> Entiers:
    """The cases of each office in a year: by month, from the month it enters."""
    means = reseau.mediane * np.exp(random.normal(0, reseau.etalement, reseau.offices))
    cases = random.poisson(means[:, None] / MOIS * shape_year(saison=reseau.saison))
    entered = np.where(random.random(reseau.offices) < reseau.entrees, random.integers(0, MOIS, reseau.offices), 0)
    kept: Entiers = np.where(np.arange(MOIS) >= entered[:, None], cases, 0).sum(axis=1)
    return kept


def draw_shares(reseau: Reseau, bases: Entiers, taux: float, random: np.random.Generator) -> Entiers:
    """Out of the cases of each office, those that end well; a share is one gamma value over the sum of two."""
    if reseau.variance <= 0:
        return random.binomial(bases, taux)
    weight = 1 / reseau.variance - 1
    well = random.gamma(taux * weight, 1.0, len(bases))
    badly = random.gamma((1 - taux) * weight, 1.0, len(bases))
    return random.binomial(bases, well / (well + badly))


def draw_counts(reseau: Reseau, attendus: Reels, random: np.random.Generator) -> Entiers:
    """What each office shows where so much is expected; its own rate is gamma around one."""
    rates = random.gamma(1 / reseau.variance, reseau.variance, len(attendus)) if reseau.variance > 0 else 1.0
    return random.poisson(attendus * rates)


def draw_series(moyenne: float, mois: int, variance: float, random: np.random.Generator, *, saison: bool) -> Entiers:
    """The months of one office; its level is gamma around the mean."""
    level = moyenne * (random.gamma(1 / variance, variance) if variance > 0 else 1.0)
    return random.poisson(level * np.resize(shape_year(saison=saison), mois))


def shape_year(*, saison: bool) -> Reels:
    """What each month is beside the mean of the year."""
    return AOUT / AOUT.mean() if saison else np.ones(MOIS)


def draw_domaines(reseau: Reseau, moyennes: Reels, random: np.random.Generator) -> Reels:
    """The cases a year expected by (domaine, office): offices differ in size and in mix, the same in both years."""
    if reseau.variance <= 0:
        return np.repeat(moyennes[:, None], reseau.offices, axis=1)
    shape = 1 / reseau.variance
    sizes = random.gamma(shape, reseau.variance, (1, reseau.offices))
    return moyennes[:, None] * sizes * random.gamma(shape, reseau.variance, (len(moyennes), reseau.offices))
