"""The funnel flags what chance does not explain, seldom anything else, and says so in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from dashboard.dispersion import CERTAINE, Nature, estimate_law, estimate_variance
from dashboard.entonnoir import (
    INDISTINCT,
    NIVEAUX,
    PLUS_BAS,
    PLUS_HAUT,
    TROP_PEU,
    Groupe,
    Point,
    describe_group,
    draw_funnel,
    find_limits,
    judge,
    restrict_group,
    shrink,
)
from dashboard.lois import binomial_limits, poisson_limits

QUEUES = st.sampled_from([0.001, 0.025])


@settings(deadline=None)
@given(QUEUES, st.integers(1, 400), st.floats(0.01, 0.99), st.sampled_from([0.0, 0.02, 0.3]))
def test_limits_of_a_share_are_those_of_the_binomial_laws(
    queue: float, n: int, taux: float, correlation: float
) -> None:
    law = stats.binom(n, taux)
    if correlation:
        weight = 1 / correlation - 1
        law = stats.betabinom(n, taux * weight, (1 - taux) * weight)
    k = np.arange(n + 1)
    below, above = law.cdf(k) - law.pmf(k) / 2, law.sf(k) + law.pmf(k) / 2
    low, high = binomial_limits(queue, n, taux, ((correlation, 1.0),))
    near = 1e-9
    assert (below[:low] < queue + near).all()
    assert low == high or (below[low:] >= queue - near).all()
    assert (above[high + 1 :] < queue + near).all()
    assert low == high or (above[: high + 1] >= queue - near).all()


@settings(deadline=None)
@given(QUEUES, st.floats(0.5, 400), st.sampled_from([0.0, 0.02, 0.3]))
def test_limits_of_a_count_are_those_of_the_poisson_laws(queue: float, attendu: float, variance: float) -> None:
    law = stats.nbinom(1 / variance, 1 / (1 + attendu * variance)) if variance else stats.poisson(attendu)
    assert poisson_limits(queue, attendu, ((variance, 1.0),)) == (law.ppf(queue), law.ppf(1 - queue))


@settings(deadline=None)
@given(QUEUES, st.integers(20, 400))
def test_a_variance_that_is_not_known_leaves_out_as_much_on_average(queue: float, n: int) -> None:
    loi = ((0.0, 0.5), (0.05, 0.3), (0.2, 0.2))
    low, high = poisson_limits(queue, float(n), loi)
    laws = [stats.nbinom(1 / v, 1 / (1 + n * v)) if v else stats.poisson(n) for v, _ in loi]
    below = [sum(w * law.cdf(k) for law, (_, w) in zip(laws, loi, strict=True)) for k in (low - 1, low, high - 1, high)]
    assert below[0] < queue <= below[1]
    assert below[2] < 1 - queue <= below[3]


@pytest.mark.parametrize("taux", [0.0, 1.0])
def test_a_rate_without_chance_has_no_width(taux: float) -> None:
    assert binomial_limits(0.001, 40, taux, CERTAINE) == (40 * taux, 40 * taux)


@settings(deadline=None)
@given(st.lists(st.integers(0, 60), min_size=3, max_size=40), st.sampled_from(["taux", "attendu"]))
def test_the_law_of_the_variance_sums_to_one(observes: list[int], nature: Nature) -> None:
    law = estimate_law(observes, [60.0] * len(observes), nature)
    assert sum(weight for _, weight in law) == pytest.approx(1)
    assert all(weight > 0 <= variance for variance, weight in law)


def test_the_true_variance_is_in_its_law_as_often_as_it_says() -> None:
    """Nine times in ten between the fifth and the ninety-fifth hundredth; on normal offices, seeded, with its margin."""
    random, inside, rounds = np.random.default_rng(2026), 0, 400
    for _ in range(rounds):
        rates = np.clip(random.normal(1, 0.2, 30), 0.05, None)
        law = estimate_law(random.poisson(100 * rates).tolist(), [100.0] * 30, "attendu")
        below = sum(weight for variance, weight in law if variance <= 0.04)
        inside += 0.05 <= below <= 0.95
    assert inside / rounds >= 0.85


def _points(observes: Sequence[int], base: float, n: int | None = None) -> list[Point]:
    return [Point(f"O{rank:02d}", int(o), base, n or int(base)) for rank, o in enumerate(observes)]


@pytest.mark.parametrize(
    ("observe", "verdict"), [(60, INDISTINCT), (45, INDISTINCT), (36, PLUS_BAS), (84, PLUS_HAUT), (71, INDISTINCT)]
)
def test_only_beyond_the_outer_limits_is_an_office_told_from_the_group(observe: int, verdict: str) -> None:
    points = _points([observe, *[58, 62, 60, 61, 59] * 8], 100)
    assert judge(describe_group(points, "taux"), points[0]).verdict == verdict


def test_under_eleven_cases_nothing_is_concluded() -> None:
    points = [Point("A", 0, 10, 10), *_points([60] * 20, 100)]
    lecture = judge(describe_group(points, "taux"), points[0])
    assert (lecture.verdict, lecture.phrase) == (TROP_PEU, "Trop peu de cas pour conclure.")


def test_near_the_edge_the_sentence_says_what_chance_does() -> None:
    points = _points([48, *[60] * 30], 100)
    assert judge(describe_group(points, "taux"), points[0]).phrase.startswith(
        "Non distinguable du groupe, mais au bord"
    )


def test_a_small_group_says_that_its_spread_is_not_measured() -> None:
    points = _points([60] * 6, 100)
    groupe = describe_group(points, "taux")
    assert (groupe.estimee, groupe.variance) == (False, 0.0)
    assert "Groupe trop petit" in judge(groupe, points[0]).phrase


@given(st.integers(0, 40), st.integers(11, 100))
def test_an_office_is_judged_against_the_rate_and_the_variance_of_the_others(observe: int, base: int) -> None:
    others = _points([58, 62, 60, 61, 59, 48, 72] * 6, 100)
    mine = Point("moi", min(observe, base), base, base)
    inside = judge(describe_group([*others, mine], "taux"), mine)
    assert inside.limites == judge(restrict_group(describe_group(others, "taux"), others), mine, membre=False).limites


def test_none_among_a_few_peers_does_not_mean_never() -> None:
    peers = _points([0, 0, 0], 11)
    mine = Point("moi", 2, 50, 50)
    assert judge(restrict_group(describe_group(peers, "taux"), peers), mine, membre=False).verdict == INDISTINCT


def test_peers_keep_the_variance_of_the_wide_group() -> None:
    wide = describe_group(_points([30, 90, 40, 80, 50, 70, 60, 20, 95, 65, 35, 85], 100), "taux")
    peers = restrict_group(wide, _points([70, 74, 72], 100))
    assert (peers.centre, peers.variance) == (0.72, wide.variance)
    assert judge(peers, Point("A", 60, 100, 100), membre=False).verdict == INDISTINCT


@settings(deadline=None)
@given(st.lists(st.integers(0, 60), min_size=10, max_size=40), st.sampled_from(["taux", "attendu"]))
def test_overdispersion_is_never_below_one_and_limits_never_inside_chance(observes: list[int], nature: Nature) -> None:
    groupe = describe_group(_points(observes, 60), nature)
    assert groupe.factor(60) >= 1
    if not 0 < groupe.centre < 1:
        return
    for niveau in NIVEAUX:
        chance = find_limits(Groupe(nature, groupe.observe, groupe.base, 0.0, groupe.offices), 60, niveau)
        low, high = find_limits(groupe, 60, niveau)
        assert low <= chance[0] <= chance[1] <= high


@given(st.integers(0, 200), st.floats(0.001, 0.5), st.sampled_from(["taux", "attendu"]))
def test_a_shrunken_value_lies_between_the_office_and_its_group(observe: int, variance: float, nature: Nature) -> None:
    groupe, point = Groupe(nature, 600, 1000, variance, 40), Point("A", observe, 200, 200)
    low, high = sorted((point.valeur, groupe.centre))
    assert low - 1e-12 <= shrink(groupe, point) <= high + 1e-12


def test_without_variance_between_offices_each_is_its_group() -> None:
    assert shrink(Groupe("taux", 600, 1000, 0.0, 40), Point("A", 3, 20, 20)) == 0.6


def test_the_drawing_narrows_as_offices_grow() -> None:
    curves = draw_funnel(Groupe("taux", 600, 1000, 0.0, 40), [20, 100, 500])
    widths = [high - low for _, low, high in curves[0.998]]
    assert widths == sorted(widths, reverse=True)


def test_the_variance_between_offices_is_found_again() -> None:
    random = np.random.default_rng(2026)
    found = []
    for _ in range(40):
        rates = random.gamma(1 / 0.1, 0.1, 60)
        found.append(estimate_variance(random.poisson(80 * rates).tolist(), [80.0] * 60, "attendu"))
    assert float(np.mean(found)) == pytest.approx(0.1, rel=0.1)


@pytest.mark.parametrize(("nature", "variance"), [("taux", 0.0), ("taux", 0.03), ("attendu", 0.0), ("attendu", 0.1)])
def test_offices_that_differ_by_chance_or_nature_only_are_rarely_flagged(nature: Nature, variance: float) -> None:
    """5 % beyond the inner limits and 0,2 % beyond the outer ones, on 40 offices of 100 cases; seeded, with its margin."""
    random, out, rounds = np.random.default_rng(7), [0, 0], 120
    for _ in range(rounds):
        if nature == "taux":
            rates = (
                random.beta(0.6 * (1 / variance - 1), 0.4 * (1 / variance - 1), 40) if variance else np.full(40, 0.6)
            )
            points = _points(random.binomial(100, rates).tolist(), 100)
        else:
            rates = random.gamma(1 / variance, variance, 40) if variance else np.ones(40)
            points = _points(random.poisson(100 * rates).tolist(), 100)
        groupe = describe_group(points, nature)
        limits = [judge(groupe, point).limites for point in points]
        for rank, niveau in enumerate(NIVEAUX):
            out[rank] += sum(
                not each[niveau][0] <= point.valeur <= each[niveau][1]
                for each, point in zip(limits, points, strict=True)
            )
    assert out[0] / (40 * rounds) <= 0.05
    assert out[1] / (40 * rounds) <= 0.002


def test_a_gap_of_twenty_points_on_a_hundred_cases_is_most_often_seen() -> None:
    random, seen, rounds = np.random.default_rng(11), 0, 300
    for _ in range(rounds):
        points = _points([random.binomial(100, 0.45), *random.binomial(100, 0.65, 56).tolist()], 100)
        seen += judge(describe_group(points, "taux"), points[0]).verdict == PLUS_BAS
    assert seen / rounds >= 0.75
