"""From the network one goes on to a note on the same selection, and the board to the offices that are late."""

from __future__ import annotations

import pytest

from dashboard.millesime import Millesime
from dashboard.profils import BUREAU, PUBLIC
from dashboard.selection import Selection
from dashboard.suites import list_next, note_query

BASE = {"millesime": "2026-01", "question": "volumes", "periode": "2025"}


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(periode="2025"), BASE),
        (
            Selection(periode="2025", type="COMMUNE", famille="LOGEMENT"),
            {**BASE, "type": "COMMUNE", "famille": "LOGEMENT"},
        ),
        (Selection(periode="2025-09", grain="mois"), BASE),
        (Selection(periode="2025", canal="COURRIEL"), {}),
        (Selection(periode="2026"), {}),
    ],
)
def test_the_note_is_on_the_selection_or_its_year_or_is_not_offered(
    millesime: Millesime, selection: Selection, expected: dict[str, str]
) -> None:
    assert note_query(millesime, selection) == expected


def test_only_the_board_is_led_to_the_reminders(millesime: Millesime) -> None:
    assert [step.page for step in list_next(millesime, Selection(periode="2025"), PUBLIC)] == ["note"]
    assert "note" in [step.page for step in list_next(millesime, Selection(periode="2025"), BUREAU)]
