"""The probabilities behind a systemic signal: exact for an office, combined over offices, corrected over domaines.

Takes integer counts, gives probabilities. Pure arithmetic on arrays; it knows neither domaine nor office.

Given the cases of a domaine in both years and those of the office in each, the cases of the second year follow a
hypergeometric law if the share of the domaine did not move. Where shares move by nature from one year to the next, it is
Fisher's noncentral law, averaged over moves of that variance. Each office is scored by how much better a rise explains it,
knowing that perhaps one office in eight rises: a rise in some offices then shows among many that do not move. The sum of
scores is judged by its exact law, the convolution of those of the offices.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Entiers = npt.NDArray[np.int64]
Reels = npt.NDArray[np.float64]

HAUSSE = 1.6
"""The rise looked for: the odds of a case in the second year are multiplied by it."""

PART_EN_HAUSSE = 0.125
"""The share of offices thought to rise together: five in forty, the size of a network where a rise is hardest to see."""

PLAFOND = 3.0
"""The most one office counts for: two offices are not enough for a signal, whatever their peak."""

PAS = 0.02
"""Scores are rounded to it, so that their sum has an exact law on a grid."""

EXPOSANT_MAXIMUM = 700.0
"""Above it an exponential overflows; the cap of an office's score is reached long before."""

NOEUDS = 5
"""Values the variance of a share from one year to the next is averaged over."""

_MILIEU = 0.5
"""Half of the observed case counts in an office's own probability, so that small counts are neither favoured nor lost."""


def rising(
    avant: Entiers, apres: Entiers, total_avant: Entiers, total_apres: Entiers, *, variance: float = 0.0
) -> Reels:
    """The one-sided mid-p value that the share of a domaine rises, for each office: Fisher's exact test without variance."""
    logs, start = _laws(avant + apres, total_avant, total_apres)
    law = np.exp(_move(logs, 0.0, variance))
    ranks = np.arange(law.shape[1]) + start[:, None]
    above = (law * (ranks > apres[:, None])).sum(axis=1)
    at = (law * (ranks == apres[:, None])).sum(axis=1)
    tails: Reels = np.clip(above + _MILIEU * at, 0.0, 1.0)
    return tails


def combine(
    avant: Entiers, apres: Entiers, total_avant: Entiers, total_apres: Entiers, *, variance: float = 0.0
) -> float:
    """The exact probability of so large a sum of scores when no office rises; 1 without office.

    `variance`: that of the log-odds of a domaine from one year to the next in an office where nothing happens.
    """
    if not len(avant):
        return 1.0
    logs, start = _laws(avant + apres, total_avant, total_apres)
    calm = _move(logs, 0.0, variance)
    law, scores = np.exp(calm), _score(calm, _move(logs, math.log(HAUSSE), variance))
    observed = scores[np.arange(len(apres)), apres - start].sum()
    size = 1 << int(max(int(scores.max(axis=1).sum()), 1)).bit_length()
    spectrum = np.ones(size // 2 + 1, dtype=np.complex128)
    for weights, marks in zip(law, scores, strict=True):
        spectrum *= np.fft.rfft(np.bincount(marks, weights=weights, minlength=size))
    return float(np.clip(np.fft.irfft(spectrum, size)[observed:].sum(), 0.0, 1.0))


def adjust(p: Reels) -> Reels:
    """Benjamini–Hochberg: the smallest false-discovery rate at which each would be retained."""
    order = np.argsort(p)
    ranks = np.arange(1, len(p) + 1)
    stepped = np.minimum.accumulate((p[order] * len(p) / ranks)[::-1])[::-1]
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted


def _laws(drawn: Entiers, total_avant: Entiers, total_apres: Entiers) -> tuple[Reels, Entiers]:
    """By office, the log-probability of each possible count of the second year, and the smallest possible one."""
    start = np.maximum(drawn - total_avant, 0)
    stop = np.minimum(drawn, total_apres)
    x = start[:, None] + np.arange(int((stop - start).max(initial=0)) + 1)
    inside = x <= stop[:, None]
    x = np.where(inside, x, start[:, None])
    left, after, before = drawn[:, None] - x, total_apres[:, None], total_avant[:, None]
    logs = _choose(after, x) + _choose(before, left) - _choose(before + after, drawn[:, None])
    law: Reels = np.where(inside, logs, -np.inf)
    return law, start


def _move(logs: Reels, shift: float, variance: float) -> Reels:
    """The laws once the log-odds of the second year move by `shift` and, by nature, by a normal value of this variance."""
    nodes, weights = (np.zeros(1), np.ones(1)) if variance <= 0 else _nodes(variance)
    steps = np.arange(logs.shape[1])
    parts = []
    for node, weight in zip(nodes + shift, weights, strict=True):
        moved = logs + node * steps
        top = moved.max(axis=1, keepdims=True)
        parts.append(moved - top - np.log(np.exp(moved - top).sum(axis=1, keepdims=True)) + math.log(weight))
    mixed: Reels = np.logaddexp.reduce(parts)
    return mixed


def _nodes(variance: float) -> tuple[Reels, Reels]:
    """A few values of a normal law with their weights, which give its averages (Gauss–Hermite)."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(NOEUDS)
    return nodes * math.sqrt(variance), weights / weights.sum()


def _score(calm: Reels, risen: Reels) -> Entiers:
    """The log-likelihood ratio of « one office in eight rises », capped, in steps of the grid from the lowest."""
    possible = np.isfinite(calm)
    gain = np.where(possible, risen, 0.0) - np.where(possible, calm, 0.0)
    ratio = np.exp(np.minimum(gain, EXPOSANT_MAXIMUM))
    floor = np.log1p(-PART_EN_HAUSSE)
    scores = np.minimum(np.log1p(PART_EN_HAUSSE * (ratio - 1)), PLAFOND) - floor
    steps: Entiers = np.rint(scores / PAS).astype(np.int64)
    return steps


def _choose(n: Entiers, k: Entiers) -> Reels:
    from scipy.special import gammaln  # a quarter of a second that the other commands need not wait for

    logs: Reels = gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0)
    return logs
