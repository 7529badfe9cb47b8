"""A hard word is explained where it appears, and nowhere else."""

from __future__ import annotations

import pytest

from dashboard.mots import MOTS, explain


@pytest.mark.parametrize(
    ("texte", "mot"),
    [
        ("L’écart n’est pas distinguable du hasard.", "significatif"),
        ("64 jours en comptant les saisines encore ouvertes", "censuré"),
        ("Intervalle à 95\u202f%", "intervalle"),
    ],
)
def test_a_word_brings_its_help(texte: str, mot: str) -> None:
    html = explain(texte)
    assert f"Que veut dire «\u202f{mot}\u202f»" in html
    assert html.count("<details") == 1


def test_a_plain_text_brings_none() -> None:
    assert explain("2\u202f425 saisines en 2025.") == ""


def test_each_help_is_short_and_has_numbers_to_hold_on_to() -> None:
    for mot in MOTS:
        assert len(mot.sens) < 420
        assert any(char.isdigit() for char in mot.sens)
