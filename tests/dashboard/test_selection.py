"""A link restores the exact view; a garbled one falls back to the default; what cannot be crossed says why."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.millesime import Millesime
from dashboard.profils import BUREAU
from dashboard.selection import (
    Selection,
    available_grains,
    explain_unavailable,
    read_query,
    settle,
    write_query,
)

DEFAUT = Selection(periode="2025")
VUES = [
    DEFAUT,
    Selection(periode="2024", section="canaux"),
    Selection(grain="trimestre", periode="2024-T2", type="COMMUNE", cohorte="closes"),
    Selection(grain="mois", periode="2025-03", famille="(vide)"),
    Selection(periode="2025", type="DEPARTEMENT", famille="LOGEMENT", section="delais"),
]


@pytest.mark.parametrize("vue", VUES)
def test_a_selection_survives_its_url(millesime: Millesime, vue: Selection) -> None:
    assert read_query(write_query(vue, millesime), millesime, BUREAU) == vue


def test_the_default_view_leaves_the_url_clean_unless_pinned(millesime: Millesime) -> None:
    assert write_query(DEFAUT, millesime) == {}
    assert write_query(DEFAUT, millesime, pinned=True) == {"millesime": "2026-01"}


def test_a_link_names_its_release(millesime: Millesime) -> None:
    assert write_query(VUES[1], millesime)["millesime"] == "2026-01"


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(["grain", "periode", "type", "famille", "canal", "section", "x"]), st.text()))
def test_a_garbled_link_gives_the_default_view(millesime: Millesime, query: dict[str, str]) -> None:
    assert read_query(query, millesime, BUREAU) == DEFAUT


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Selection(grain="mois", periode="2025"), Selection(grain="mois", periode="2025-12")),
        (Selection(periode="2031"), DEFAUT),
        (Selection(periode="2025", type="COMMUNE", canal="COURRIEL"), Selection(periode="2025", type="COMMUNE")),
        (
            Selection(grain="trimestre", periode="2025-T1", type="COMMUNE", famille="LOGEMENT"),
            Selection(grain="trimestre", periode="2025-T1", type="COMMUNE"),
        ),
    ],
)
def test_what_the_release_does_not_cross_is_let_go(millesime: Millesime, asked: Selection, expected: Selection) -> None:
    assert settle(asked, millesime, BUREAU) == expected


def test_closed_choices_say_why_before_the_click(millesime: Millesime) -> None:
    reasons = explain_unavailable(Selection(periode="2025", type="COMMUNE"), millesime, BUREAU)
    assert list(reasons) == ["canal"]
    assert "ne publie pas" in reasons["canal"]
    crossed = Selection(periode="2025", type="COMMUNE", famille="LOGEMENT")
    assert available_grains(crossed, millesime, BUREAU) == ("annee",)
