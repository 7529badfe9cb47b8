"""At most one retained domaine in ten is chance; a rise of sixty per cent in five offices is found."""

from __future__ import annotations

import numpy as np
import pytest

from tests.simulations.mesures import measure_rise, measure_signals
from tests.simulations.reseaux import Reseau

pytestmark = pytest.mark.long

DOMAINES = np.full(12, 10.0)


@pytest.mark.parametrize(
    ("reseau", "seed"),
    [
        (Reseau(offices=20), 1),
        (Reseau(offices=20, variance=0.5), 2),
        (Reseau(offices=20, variance=0.3, saison=True, entrees=0.3), 3),
    ],
    ids=["identiques", "dissemblables", "saison et entrées"],
)
def test_without_any_rise_a_year_in_ten_at_most_has_a_signal(reseau: Reseau, seed: int) -> None:
    assert measure_signals(reseau, DOMAINES, 1_000, seed).majorant <= 0.10


def test_beside_true_rises_one_signal_in_ten_at_most_is_chance() -> None:
    assert measure_signals(Reseau(offices=20, variance=0.1), np.full(12, 40.0), 300, 4, vraies=2).majorant <= 0.10


def test_a_rise_of_sixty_per_cent_in_five_offices_is_found() -> None:
    assert measure_rise(1.6, Reseau(offices=20), np.full(12, 40.0), 2_000, 5).minorant >= 0.80


@pytest.mark.parametrize("remous", [0.01, 0.03])
def test_shares_that_move_by_nature_seldom_make_a_signal(remous: float) -> None:
    """Without an allowance for it, more than one year in four would have a signal."""
    assert measure_signals(Reseau(offices=20, remous=remous), np.full(12, 40.0), 1_000, 6).majorant <= 0.18
