"""Rates measured on simulated networks by the code that publishes: false alarms, and what is found.

Takes a `Reseau`, a number of networks and a seed, gives a `Mesure` with its bound: ninety-nine times in a hundred the
true rate is on the right side of it. Units are independent: networks for a funnel or signals, series for limits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy import stats

from dashboard.dispersion import Nature
from dashboard.entonnoir import EFFECTIF_MINIMUM, NIVEAUX, PLUS_BAS, Point, describe_group, judge
from dashboard.series_xmr import Point as Mois
from dashboard.series_xmr import analyse_series
from pipelines.publication.perimetre_activite import Activite
from pipelines.publication.periodes import list_periods
from pipelines.publication.signaux import find_rises
from tests.simulations.reseaux import (
    MOIS,
    Entiers,
    Reels,
    Reseau,
    draw_bases,
    draw_counts,
    draw_domaines,
    draw_series,
    draw_shares,
    shape_year,
)

CONFIANCE = 0.99
TAUX = 0.6
ANNEES = list_periods(date(2024, 1, 1), date(2025, 12, 31), "annee")
NOMS = [month.id for month in list_periods(date(2020, 1, 1), date(2025, 12, 31), "mois")]
EN_HAUSSE = 5


@dataclass(frozen=True)
class Mesure:
    """A rate over independent units: `majorant` and `minorant` hold at ninety-nine per cent each."""

    taux: float
    majorant: float
    minorant: float
    essais: int


def measure_funnel(
    reseau: Reseau, nature: Nature, reseaux: int, seed: int, tirages: int = 5, taux: float = TAUX
) -> dict[float, Mesure]:
    """By level, the share of offices beyond the limits; in each network some offices are drawn to be judged."""
    random = np.random.default_rng(seed)
    shares = np.array([_flag(reseau, nature, tirages, taux, random) for _ in range(reseaux)])
    return {niveau: _average(shares[:, rank]) for rank, niveau in enumerate(NIVEAUX)}


def measure_gap(ecart: float, cas: int, reseau: Reseau, reseaux: int, seed: int, taux: float) -> Mesure:
    """How often an office below the rate of the others by this gap is told from them, all of so many cases."""
    random = np.random.default_rng(seed)
    found = 0
    for _ in range(reseaux):
        counts = [random.binomial(cas, taux - ecart), *random.binomial(cas, taux, reseau.offices - 1)]
        points = [Point(f"O{rank}", int(n), cas, cas) for rank, n in enumerate(counts)]
        found += judge(describe_group(points, "taux"), points[0]).verdict == PLUS_BAS
    return _count(found, reseaux)


def measure_series(
    moyenne: float, series: int, seed: int, *, mois: int = 24, variance: float = 0.0, saison: bool = False
) -> Mesure:
    """The share of monthly series of a steady office that raise any signal."""
    random, alarms = np.random.default_rng(seed), 0
    for _ in range(series):
        values = draw_series(moyenne, mois, variance, random, saison=saison)
        points = [Mois(name, float(value)) for name, value in zip(NOMS[-mois:], values, strict=True)]
        alarms += any(stretch.signaux for stretch in analyse_series(points, compte=True, saison=MOIS))
    return _count(alarms, series)


def measure_level(hausse: float, moyenne: float, series: int, seed: int) -> Mesure:
    """How often a level that changes for good after twelve months is told."""
    random, found = np.random.default_rng(seed), 0
    for _ in range(series):
        values = random.poisson(np.repeat([moyenne, moyenne * hausse], MOIS))
        points = [Mois(name, float(value)) for name, value in zip(NOMS, values, strict=False)]
        found += any(stretch.signaux for stretch in analyse_series(points, compte=True, saison=1))
    return _count(found, series)


def measure_signals(reseau: Reseau, moyennes: Reels, reseaux: int, seed: int, vraies: int = 0) -> Mesure:
    """The mean share of chance among retained domaines, when so many rise in five offices and the others nowhere."""
    random = np.random.default_rng(seed)
    shares = []
    for _ in range(reseaux):
        retained = _retain(reseau, moyennes, vraies, 1.6, random)
        false = sum(rank >= vraies for rank in retained)
        shares.append(false / len(retained) if retained else 0.0)
    if vraies:
        return _average(np.array(shares))
    return _count(int(sum(shares)), reseaux)


def measure_rise(hausse: float, reseau: Reseau, moyennes: Reels, reseaux: int, seed: int) -> Mesure:
    """How often a domaine that rises so much in five offices is retained."""
    random = np.random.default_rng(seed)
    found = sum(0 in _retain(reseau, moyennes, 1, hausse, random) for _ in range(reseaux))
    return _count(found, reseaux)


def _flag(reseau: Reseau, nature: Nature, tirages: int, taux: float, random: np.random.Generator) -> list[float]:
    bases = draw_bases(reseau, random)
    if nature == "taux":
        over, observed = bases.astype(float), draw_shares(reseau, bases, taux, random)
    else:
        over = bases.astype(np.float64) * taux
        observed = draw_counts(reseau, over, random)
    rows = zip(observed.tolist(), over.tolist(), bases.tolist(), strict=True)
    points = [Point(f"O{rank}", x, base, n) for rank, (x, base, n) in enumerate(rows)]
    groupe = describe_group(points, nature)
    heard = [point for point in points if point.n >= EFFECTIF_MINIMUM]
    drawn = [heard[rank] for rank in random.integers(0, len(heard), tirages)]
    readings = [judge(groupe, point) for point in drawn]
    return [
        float(np.mean([_is_out(reading.point, reading.limites[niveau]) for reading in readings])) for niveau in NIVEAUX
    ]


def _is_out(point: Point, limits: tuple[float, float]) -> bool:
    return not limits[0] <= point.valeur <= limits[1]


def _retain(reseau: Reseau, moyennes: Reels, vraies: int, hausse: float, random: np.random.Generator) -> list[int]:
    """The ranks of retained domaines; the first `vraies` rise in five offices. Late offices are left out as published."""
    means = draw_domaines(reseau, moyennes, random)
    after = means.copy()
    for rank in range(vraies):
        after[rank, rank * EN_HAUSSE : (rank + 1) * EN_HAUSSE] *= hausse
    entered = np.where(random.random(reseau.offices) < reseau.entrees, random.integers(1, 2 * MOIS, reseau.offices), 0)
    before, later = (_draw_year(each, entered - MOIS * k, reseau, random) for k, each in enumerate((means, after)))
    kept = [_is_there(int(month)) for month in entered]
    pair = [before[:, kept], later[:, kept]]
    rises = find_rises(
        {str(rank): [year[rank] for year in pair] for rank in range(len(moyennes))}, [year.sum(axis=0) for year in pair]
    )
    return [int(rank) for rank, rise in rises.items() if rise.retenu]


def _draw_year(means: Reels, entered: Entiers, reseau: Reseau, random: np.random.Generator) -> Entiers:
    """The cases of a year by (domaine, office): each domaine has its own season, each office begins in its month."""
    year = shape_year(saison=reseau.saison)
    months = np.array([np.roll(year, rank) for rank in range(len(means))])
    there = np.arange(MOIS)[:, None] >= entered[None, :]
    if reseau.remous > 0:
        means = means * random.gamma(1 / reseau.remous, reseau.remous, means.shape)
    cases: Entiers = random.poisson(means * (months @ there) / MOIS)
    return cases


def _is_there(month: int) -> bool:
    """Whether an office that enters in this month is at work through both years, as a publication sees it."""
    activite = Activite(date(2024 + month // MOIS, month % MOIS + 1, 1))
    return all(activite.fills(year) for year in ANNEES)


def _count(found: int, trials: int) -> Mesure:
    """A rate of yes and no: exact bounds (Clopper–Pearson)."""
    high = float(stats.beta.ppf(CONFIANCE, found + 1, trials - found)) if found < trials else 1.0
    low = float(stats.beta.ppf(1 - CONFIANCE, found, trials - found + 1)) if found else 0.0
    return Mesure(found / trials, high, low, trials)


def _average(shares: Reels | Sequence[float]) -> Mesure:
    """A mean of shares by network: bounds from their spread between networks, thousands of them."""
    mean = float(np.mean(shares))
    error = float(stats.norm.ppf(CONFIANCE) * np.std(shares) / np.sqrt(len(shares)))
    return Mesure(mean, mean + error, mean - error, len(shares))
