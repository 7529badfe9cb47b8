"""The funnel flags one office in twenty and one in five hundred at most by chance, and finds a gap that matters."""

from __future__ import annotations

import pytest

from dashboard.dispersion import Nature
from tests.simulations.mesures import measure_funnel, measure_gap
from tests.simulations.reseaux import Reseau

pytestmark = pytest.mark.long

INTERIEUR, EXTERIEUR = 0.95, 0.998
RESEAUX = 10_000


@pytest.mark.parametrize("nature", ["taux", "attendu"])
def test_of_ten_thousand_networks_of_identical_offices_few_are_flagged(nature: Nature) -> None:
    found = measure_funnel(Reseau(saison=True, entrees=0.3), nature, RESEAUX, 1, tirages=2)
    assert found[INTERIEUR].majorant <= 0.05
    assert found[EXTERIEUR].majorant <= 0.002


@pytest.mark.parametrize("variance", [0.03, 0.1])
@pytest.mark.parametrize("nature", ["taux", "attendu"])
def test_offices_that_differ_by_nature_are_not_flagged_more(nature: Nature, variance: float) -> None:
    found = measure_funnel(Reseau(variance=variance, saison=True, entrees=0.3), nature, RESEAUX, 2, tirages=3)
    assert found[INTERIEUR].majorant <= 0.05
    assert found[EXTERIEUR].majorant <= 0.002


def test_twenty_points_on_a_hundred_cases_are_seen() -> None:
    assert measure_gap(0.2, 100, Reseau(), 10_000, 3, taux=0.65).taux >= 0.75
