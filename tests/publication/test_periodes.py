"""Periods hold every day once, and the calendar counts whole days across leap years."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.publication.periodes import build_calendar, list_periods
from pipelines.publication.plan import GRAINS, Grain

JOURS = st.dates(date(1999, 1, 1), date(2101, 12, 31))


@pytest.mark.parametrize(
    ("grain", "identifiants"),
    [("annee", ["2024", "2025"]), ("trimestre", ["2024-T4", "2025-T1"]), ("mois", ["2024-12", "2025-01", "2025-02"])],
)
def test_periods_include_those_the_range_only_touches(grain: Grain, identifiants: list[str]) -> None:
    assert [p.id for p in list_periods(date(2024, 12, 31), date(2025, 2, 1), grain)] == identifiants


@given(JOURS, st.integers(0, 1500), st.sampled_from(GRAINS))
def test_periods_follow_each_other_without_gap_and_sort_in_time(first: date, length: int, grain: Grain) -> None:
    periods = list_periods(first, first + timedelta(days=length), grain)
    assert all(a.fin + timedelta(days=1) == b.debut for a, b in pairwise(periods))
    assert [p.id for p in periods] == sorted(p.id for p in periods)
    assert periods[0].debut <= first <= periods[0].fin


@given(JOURS, st.integers(0, 800))
def test_the_calendar_gives_each_day_its_number_and_its_periods(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    rows = build_calendar(first, last).to_pylist()
    assert [row["jour"] for row in rows] == [first + timedelta(days=rank) for rank in range(length + 1)]
    assert rows[-1]["numero"] - rows[0]["numero"] == length
    for grain in GRAINS:
        assert rows[-1][grain] == list_periods(last, last, grain)[0].id
