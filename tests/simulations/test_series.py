"""Limits raise a signal on one steady series of two years in ten at most, whatever its level and its season."""

from __future__ import annotations

import pytest

from tests.simulations.mesures import measure_level, measure_series

pytestmark = pytest.mark.long

SERIES = 10_000


@pytest.mark.parametrize("moyenne", [0.3, 2, 20, 600])
def test_ten_thousand_steady_series_seldom_raise_a_signal(moyenne: float) -> None:
    assert measure_series(moyenne, SERIES, 1).majorant <= 0.10


@pytest.mark.parametrize("moyenne", [0.3, 2, 20, 600])
def test_a_season_is_not_a_signal(moyenne: float) -> None:
    assert measure_series(moyenne, SERIES, 2, saison=True).majorant <= 0.15


@pytest.mark.parametrize(("mois", "saison", "maximum"), [(24, False, 0.10), (24, True, 0.15), (15, True, 0.15)])
def test_offices_of_every_size_and_age_seldom_raise_a_signal(mois: int, saison: bool, maximum: float) -> None:
    """Levels are gamma between offices; an office that entered late has fifteen months."""
    assert measure_series(8, SERIES, 3, mois=mois, variance=0.5, saison=saison).majorant <= maximum


@pytest.mark.parametrize(("hausse", "moyenne"), [(2, 20), (3, 5)])
def test_a_level_that_changes_for_good_is_told(hausse: float, moyenne: float) -> None:
    assert measure_level(hausse, moyenne, 2_000, 4).minorant >= 0.75
