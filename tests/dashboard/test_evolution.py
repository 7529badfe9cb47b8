"""A change is said in the unit people read it in, and only when both values can be compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.evolution import INSTABLE, compare, find_change
from dashboard.figures import Figure, find_figure
from dashboard.millesime import Millesime
from dashboard.profils import BUREAU


@pytest.fixture(scope="module")
def figures(millesime: Millesime) -> dict[str, Figure]:
    return {code: find_figure(millesime, code, "2025") for code in ("V1", "O1", "T3")}


@pytest.mark.parametrize(
    ("code", "now", "before", "texte"),
    [
        ("V1", 1680, 1560, "+7,7\u202f%"),
        ("V1", 90, 100, "\u221210,0\u202f%"),
        ("V1", 20, 12, "+8"),
        ("V1", 100, 100, "0,0\u202f%"),
        ("O1", 57.1, 55.0, "+2,1\u00a0points"),
        ("O1", 57.1, 57.6, "\u22120,5\u00a0point"),
        ("T3", 46.0, 40.5, "+5,5\u00a0jours"),
    ],
)
def test_counts_move_by_percents_rates_by_points_delays_by_days(
    figures: dict[str, Figure], code: str, now: float, before: float, texte: str
) -> None:
    figure = replace(figures[code], valeur=now)
    assert compare(figure, replace(figure, valeur=before, periode="2024")).texte == texte


def test_a_marked_value_is_not_compared(figures: dict[str, Figure]) -> None:
    hidden = replace(figures["V1"], valeur=None, marque="c")
    assert compare(figures["V1"], hidden).ecart is None


def test_a_moving_perimeter_is_said(figures: dict[str, Figure]) -> None:
    fewer = replace(figures["V1"], offices_couverts=12)
    assert compare(figures["V1"], fewer).reserve == INSTABLE


@pytest.mark.parametrize(
    ("periode", "found", "ecart"), [("2025", True, True), ("2026", True, False), ("2021", False, False)]
)
def test_only_finished_periods_the_release_holds_are_compared(
    millesime: Millesime, periode: str, *, found: bool, ecart: bool
) -> None:
    change = find_change(millesime, find_figure(millesime, "V1", periode), BUREAU)
    assert (change is not None) is found
    assert (change is not None and change.ecart is not None) is ecart
