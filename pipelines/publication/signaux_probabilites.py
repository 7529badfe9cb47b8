"""The probabilities behind a systemic signal: exact for an office, combined over offices, corrected over domaines.

Takes integer counts, gives probabilities. Pure arithmetic on arrays; it knows neither domaine nor office.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc, gammaln

Entiers = npt.NDArray[np.int64]
Reels = npt.NDArray[np.float64]

PLANCHER = 0.01
"""No office counts for more than one chance in a hundred: a signal is several offices at once, never one office's peak."""


def rising(avant: Entiers, apres: Entiers, total_avant: Entiers, total_apres: Entiers) -> Reels:
    """The one-sided mid-p value of Fisher's exact test that the share of a domaine rises, for each line.

    Given the cases of the domaine in both years and those of the office in each, the cases of the second year follow a
    hypergeometric law if the share did not move. Half of the observed case counts, so that small counts are neither
    favoured nor lost when offices are combined.
    """
    drawn = avant + apres
    highest = np.minimum(drawn, total_apres)
    sizes = highest - apres + 1
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    line = np.repeat(np.arange(len(apres)), sizes)
    x = apres[line] + np.arange(len(line)) - starts[line]
    terms = _weight(x, drawn[line], total_avant[line], total_apres[line])
    terms[starts] /= 2
    tails: Reels = np.add.reduceat(terms, starts) if len(starts) else terms
    return np.clip(tails, 0.0, 1.0)


def combine(p: Reels) -> float:
    """Fisher's combined probability that no office rises; each office is held above the floor."""
    return float(chdtrc(2 * len(p), -2 * np.log(np.maximum(p, PLANCHER)).sum())) if len(p) else 1.0


def adjust(p: Reels) -> Reels:
    """Benjamini–Hochberg: the smallest false-discovery rate at which each would be retained."""
    order = np.argsort(p)
    ranks = np.arange(1, len(p) + 1)
    stepped = np.minimum.accumulate((p[order] * len(p) / ranks)[::-1])[::-1]
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted


def _weight(x: Entiers, drawn: Entiers, total_avant: Entiers, total_apres: Entiers) -> Reels:
    """The hypergeometric probability of `x` cases of the second year among `drawn`."""
    logs = _choose(total_apres, x) + _choose(total_avant, drawn - x) - _choose(total_avant + total_apres, drawn)
    weights: Reels = np.where((drawn - x >= 0) & (drawn - x <= total_avant), np.exp(logs), 0.0)
    return weights


def _choose(n: Entiers, k: Entiers) -> Reels:
    logs: Reels = gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0)
    return logs
