"""A period beside the same one a year before: the comparison no season disturbs, and whether chance explains it.

Takes two displayed counts, gives the change and a verdict in words. It never compares a period that is not over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import bdtr

from dashboard import french, periodes
from dashboard.intervalles import share
from dashboard.series_xmr import Point

EFFECTIF_MINIMUM = 11
SEUIL = 0.05

EN_HAUSSE, EN_BAISSE = "en hausse", "en baisse"
INDISTINCT = "non distinguable du hasard"
TROP_PEU = "trop peu de cas pour conclure"


@dataclass(frozen=True)
class MemePeriode:
    """The last whole period and the same one a year before. `p` is the chance of so large a gap if nothing moved."""

    periode: str
    reference: str
    valeur: int
    avant: int
    p: float
    verdict: str
    phrase: str


def compare_same_period(points: Sequence[Point]) -> MemePeriode | None:
    """The comparison of the last whole period; None when the year before is not published."""
    known = {point.periode: point.valeur for point in points if point.complet and point.valeur is not None}
    if not known:
        return None
    last = max(known)
    before = periodes.previous_year(last)
    if before not in known:
        return None
    return _compare(last, before, int(known[last]), int(known[before]))


def exact_chance(apres: int, avant: int) -> float:
    """The two-sided exact chance of a gap at least as large between two counts of equal means, given their sum."""
    total = apres + avant
    return min(1.0, 2 * float(bdtr(min(apres, avant), total, 0.5))) if total else 1.0


def _compare(periode: str, reference: str, apres: int, avant: int) -> MemePeriode:
    p = exact_chance(apres, avant)
    if apres + avant < 2 * EFFECTIF_MINIMUM:
        verdict = TROP_PEU
    elif p > SEUIL:
        verdict = INDISTINCT
    else:
        verdict = EN_HAUSSE if apres > avant else EN_BAISSE
    return MemePeriode(periode, reference, apres, avant, p, verdict, _say(periode, reference, apres, avant, verdict))


def _say(periode: str, reference: str, apres: int, avant: int, verdict: str) -> str:
    when = periodes.within(reference)
    counts = f"{french.number(apres)} contre {french.number(avant)} {when[:1].lower()}{when[1:]}"
    start = f"{periodes.within(periode)}, {counts}"
    if verdict == TROP_PEU or not avant:
        return f"{start}\u202f: {verdict}."
    gap = share(apres - avant, avant, 0)
    change = french.signed(french.percent(gap, 0), gap)
    return f"{start} ({change})\u202f: {verdict}."
