"""A series says what moves beyond chance, takes the season out, and never compares a period that is not over."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dashboard.intervalles import median_interval, median_ranks, poisson, rate_interval
from dashboard.meme_periode import EN_HAUSSE, INDISTINCT, TROP_PEU, compare_same_period, exact_chance
from dashboard.nelson import find_signals
from dashboard.series_xmr import Point, Troncon, analyse_series

MOIS = [f"{2020 + rank // 12}-{rank % 12 + 1:02d}" for rank in range(72)]


def _series(values: list[float], *, compte: bool = True, saison: int = 12, ruptures: tuple[str, ...] = ()) -> Troncon:
    points = [Point(name, value) for name, value in zip(MOIS, values, strict=False)]
    return analyse_series(points, compte=compte, saison=saison, ruptures=ruptures)[-1]


def test_limits_are_three_mean_ranges_away() -> None:
    troncon = _series([10, 12, 11, 13, 10, 12, 11, 13, 10, 12, 11, 13], compte=False)
    ranges = (2 + 1 + 2 + 3) * 3 - 3
    spread = ranges / 11 / 1.128
    first = troncon.limites[0]
    assert first.centre == 11.5
    assert first.haut == pytest.approx(11.5 + 3 * spread)
    assert not troncon.provisoire


def test_a_count_varies_by_chance_at_least_as_poisson_s_law() -> None:
    limits = _series([100.0, 101.0] * 6).limites[0]
    assert limits.haut == stats.poisson.ppf(stats.norm.cdf(3), 100.5) >= 100.5 + 3 * 100.5**0.5
    assert limits.bas == pytest.approx(100.5 - 3 * 100.5**0.5)
    assert _series([2.0, 3.0] * 6).limites[0].bas == 0


@pytest.mark.parametrize(
    ("points", "limits", "provisional"), [(5, 0, True), (6, 6, True), (11, 11, True), (12, 12, False)]
)
def test_under_twelve_points_limits_are_provisional_and_under_six_absent(
    points: int, limits: int, provisional: bool
) -> None:
    troncon = _series([float(100 + rank % 3) for rank in range(points)])
    assert (len(troncon.limites), troncon.provisoire) == (limits, provisional)


def test_a_period_that_is_not_over_has_neither_limit_nor_signal() -> None:
    points = [Point(name, 100.0 + rank % 2) for rank, name in enumerate(MOIS[:14])]
    points.append(Point(MOIS[14], 3.0, complet=False))
    (troncon,) = analyse_series(points, compte=True, saison=12)
    assert MOIS[14] not in {limit.periode for limit in troncon.limites}
    assert troncon.signaux == ()


def test_a_declared_break_starts_the_series_anew() -> None:
    points = [Point(name, 100.0 if rank < 12 else 300.0) for rank, name in enumerate(MOIS[:24])]
    before, after = analyse_series(points, compte=True, ruptures=["2021-01"])
    assert (before.limites[0].centre, after.limites[0].centre) == (100, 300)
    assert before.signaux == after.signaux == ()
    (whole,) = analyse_series(points, compte=True)
    assert {signal.regle for signal in whole.signaux} >= {2}


@pytest.mark.parametrize(
    ("values", "rule", "concerned"),
    [
        ([0, 1, 0, -1, 0, 1, 9, 0, -1], 1, (6, 7)),
        ([-1, 1, 2, 1, 3, 1, 2, 1, 2, 1, -1], 2, (1, 10)),
        ([-1, 1, 2, 1, 3, 1, 2, 1, 2, -1], None, ()),
        ([0, -3, -2, -1, 1, 2, 3, 0], 3, (1, 7)),
        ([0, -3, -2, -1, 1, 2, 0, 3], None, ()),
        ([3, 2, 1, -1, -2, -3, 0], 3, (0, 6)),
        ([0.0] * 12, None, ()),
    ],
)
def test_nelson_s_rules_at_their_thresholds(values: list[float], rule: int | None, concerned: tuple[int, ...]) -> None:
    signals = find_signals(MOIS[: len(values)], values, 0, [value > 8 for value in values])
    assert [(signal.regle, signal.periodes) for signal in signals] == (
        [(rule, tuple(MOIS[slice(*concerned)]))] if rule else []
    )


def test_a_rare_event_absent_for_months_is_no_change_of_level() -> None:
    assert _series([0.0] * 12 + [1.0] + [0.0] * 11).signaux == ()


def test_a_signal_is_a_sentence() -> None:
    (signal,) = find_signals(MOIS[:3], [0, 9, 0], 0, [False, True, False])
    assert signal.phrase.startswith("Févr. 2020\u202f: au-delà des limites, un écart que le hasard explique mal")


def test_only_the_last_two_years_are_heard() -> None:
    values = [100.0] * 20 + [101.0, 99.0] * 14
    values[2] = 400.0
    assert all(signal.periodes[0] >= MOIS[24] for signal in _series(values).signaux)


def test_a_season_is_taken_out_of_limits() -> None:
    year = [100, 100, 100, 100, 100, 100, 60, 30, 100, 100, 100, 60]
    troncon = _series([float(value) for value in year * 3])
    august = next(limit for limit in troncon.limites if limit.periode == "2021-08")
    assert troncon.saison
    assert august.centre == pytest.approx(30, abs=1)
    assert troncon.signaux == ()


def test_one_year_shows_no_season() -> None:
    assert not _series([100.0, 20.0] * 6).saison


@pytest.mark.parametrize(("amplitude", "maximum"), [(0.0, 0.10), (0.2, 0.15), (0.4, 0.15)])
@pytest.mark.parametrize("mean", [5, 40])
def test_two_years_of_chance_seldom_raise_a_signal(amplitude: float, maximum: float, mean: float) -> None:
    random, alarms = np.random.default_rng(5), 0
    shape = 1 + amplitude * np.sin(2 * np.pi * np.arange(24) / 12)
    for _ in range(300):
        alarms += bool(_series([float(v) for v in random.poisson(mean * shape)]).signaux)
    assert alarms / 300 <= maximum


def _pair(after: float, before: float, *, complet: bool = True) -> list[Point]:
    return [Point("2024-T3", before), Point("2024-T4", 9.0), Point("2025-T3", after, complet)]


@pytest.mark.parametrize(
    ("after", "before", "verdict"),
    [(140, 100, EN_HAUSSE), (105, 100, INDISTINCT), (60, 100, "en baisse"), (15, 5, TROP_PEU)],
)
def test_a_period_is_compared_with_the_same_one_a_year_before(after: float, before: float, verdict: str) -> None:
    found = compare_same_period(_pair(after, before))
    assert found is not None
    assert (found.periode, found.reference, found.verdict) == ("2025-T3", "2024-T3", verdict)


def test_the_comparison_is_a_sentence() -> None:
    found = compare_same_period(_pair(140, 100))
    assert found is not None
    assert found.phrase == "Au 3e trimestre 2025, 140 contre 100 au 3e trimestre 2024 (+40\u202f%)\u202f: en hausse."


def test_a_period_not_over_or_without_its_year_before_is_not_compared() -> None:
    assert compare_same_period(_pair(140, 100, complet=False)) is None
    assert compare_same_period([]) is None


@given(st.integers(0, 300), st.integers(0, 300))
def test_the_chance_of_a_gap_is_that_of_the_binomial_test(after: int, before: int) -> None:
    expected = stats.binomtest(after, after + before).pvalue if after + before else 1.0
    assert exact_chance(after, before) == pytest.approx(expected, abs=1e-12)


@given(st.integers(0, 5000), st.sampled_from([0.95, 0.998]))
def test_the_interval_of_a_count_is_garwood_s(n: int, niveau: float) -> None:
    low, high = poisson(n, niveau)
    tail = (1 - niveau) / 2
    assert low == pytest.approx(stats.chi2.ppf(tail, 2 * n) / 2 if n else 0)
    assert high == pytest.approx(stats.chi2.isf(tail, 2 * n + 2) / 2)
    assert rate_interval(n, 2.0, niveau) == (low / 2, high / 2)


@given(st.integers(1, 3000))
def test_the_ranks_that_frame_a_median_are_the_closest_that_hold_95_per_cent(n: int) -> None:
    ranks = median_ranks(n)
    if ranks is None:
        assert 2 * 0.5**n > 0.05
        return
    low, high = ranks
    assert low + high == n + 1
    assert 2 * stats.binom.cdf(low - 1, n, 0.5) <= 0.05 < 2 * stats.binom.cdf(low, n, 0.5) or low == (n + 1) // 2


def test_a_median_is_framed_by_the_values_at_those_ranks() -> None:
    assert median_interval([(float(day), 1) for day in range(1, 21)]) == (6.0, 15.0)
    assert median_interval([(10.0, 12), (40.0, 8)]) == (10.0, 40.0)
    assert median_interval([(10.0, 5)]) is None
