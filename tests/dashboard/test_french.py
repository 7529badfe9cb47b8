"""French writes numbers, dates and lists in its own way, to the exact space."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard import french


@pytest.mark.parametrize(
    ("value", "decimales", "expected"),
    [
        (0, 0, "0"),
        (1204, 0, "1\u202f204"),
        (1204567.45, 1, "1\u202f204\u202f567,5"),
        (-3, 0, "\u22123"),
        (0.05, 1, "0,1"),
        (2.5, 0, "3"),
        (-0.04, 1, "0,0"),
    ],
)
def test_numbers_take_a_thin_space_a_comma_and_round_half_up(value: float, decimales: int, expected: str) -> None:
    assert french.number(value, decimales) == expected


@pytest.mark.parametrize(
    ("value", "unite", "decimales", "expected"),
    [
        (61.25, "%", 1, "61,3\u202f%"),
        (25.5, "jours", 0, "25,5\u00a0jours"),
        (1, "jours", 0, "1\u00a0jour"),
        (0, "saisines", 0, "0\u00a0saisine"),
        (1.9, "jours", 0, "1,9\u00a0jour"),
        (1204, "dossiers", 0, "1\u202f204\u00a0dossiers"),
    ],
)
def test_a_value_agrees_with_its_unit(value: float, unite: str, decimales: int, expected: str) -> None:
    assert french.measure(value, unite, decimales) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 1, 1), "1er janvier 2025"),
        (date(2024, 3, 3), "3 mars 2024"),
        (date(2025, 8, 31), "31 août 2025"),
        (date(2025, 12, 21), "21 décembre 2025"),
    ],
)
def test_dates_are_written_in_full(day: date, expected: str) -> None:
    assert french.long_date(day) == expected


@pytest.mark.parametrize(
    ("words", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")]
)
def test_lists_end_with_et(words: list[str], expected: str) -> None:
    assert french.enumerate_words(words) == expected


def test_sorting_ignores_accents_as_a_dictionary_does() -> None:
    words = ["Zola", "éducation", "Eau", "œuvre", "Économie", "ode"]
    assert sorted(words, key=french.sort_key) == ["Eau", "Économie", "éducation", "ode", "œuvre", "Zola"]


@pytest.mark.parametrize(
    ("text", "value", "expected"), [("12,4\u202f%", 12.4, "+12,4\u202f%"), ("−3", -3, "−3"), ("0", 0, "0")]
)
def test_only_a_rise_gains_a_sign(text: str, value: float, expected: str) -> None:
    assert french.signed(text, value) == expected


@pytest.mark.parametrize(("word", "expected"), [("office", "d’office"), ("Nantes", "de Nantes"), ("Évry", "d’Évry")])
def test_de_is_elided_before_a_vowel(word: str, expected: str) -> None:
    assert french.elide("de", word) == expected
