"""The published parts of a change read back as a sentence and as steps that join its two ends."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from dashboard.mouvement import build_steps, list_pairs, read_movement
from dashboard.mouvement_phrases import say_movement, say_title
from dashboard.perimetres import Perimetre, explain, find_perimeter, label, read_perimeters


def _rows(indicateur: str, parts: dict[str, Any], denominateur: int = 1, **overrides: Any) -> list[dict[str, Any]]:
    """Rows of one change; a part is a value, or a value and its number of offices; « famille:X » is a detail."""
    rows = []
    for name, content in parts.items():
        value, offices = content if isinstance(content, tuple) else (content, None)
        part, _, code = name.partition(":")
        row: dict[str, Any] = {
            "type": "",
            "indicateur": indicateur,
            "grain": "annee",
            "periode": "2025",
            "reference": "2024",
        }
        row |= {"part": part, "code": code or None, "valeur": value, "denominateur": denominateur, "offices": offices}
        rows.append(row | overrides)
    return rows


VOLUME = _rows(
    "saisines-recues",
    {
        "depart": 1000,
        "arrivee": 1310,
        "total": 310,
        "entrees": (240, 9),
        "sorties": (0, 0),
        "presents": (70, 40),
        "famille:LOGEMENT": 90,
        "famille:(autres)": -20,
    },
)


def _read(rows: list[dict[str, Any]], grain: str = "annee", periode: str = "2025") -> Any:
    return read_movement(rows, rows[0]["indicateur"], grain, periode)


def test_the_sentence_says_what_newcomers_bring() -> None:
    assert say_movement(_read(VOLUME)) == "+31\u202f% de saisines, dont 24\u00a0points dus à 9\u00a0nouveaux adhérents."


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (
            {"entrees": (5, 1), "presents": (0, 9)},
            "+1\u202f% de saisines, dont 1\u00a0point dû à 1\u00a0nouvel adhérent.",
        ),
        ({"presents": (-120, 9)}, "−12\u202f% de saisines."),
        (
            {"entrees": (100, 3), "sorties": (-50, 4)},
            "+5\u202f% de saisines, dont 10\u00a0points dus à 3\u00a0nouveaux adhérents, malgré −5\u00a0points dus à "
            "4\u00a0offices partis ou sans livraison.",
        ),
        ({"perimetre": (30, 4)}, "+3\u202f% de saisines, dont 3\u00a0points dus à 4\u00a0offices arrivés ou partis."),
    ],
)
def test_the_sentence_agrees_with_its_numbers(parts: dict[str, tuple[int, int]], sentence: str) -> None:
    change = sum(value for value, _ in parts.values())
    rows = _rows("saisines-recues", {"depart": 1000, "arrivee": 1000 + change, "total": change, **parts})
    assert say_movement(_read(rows)) == sentence


def test_a_delay_says_its_two_largest_parts() -> None:
    parts = {"depart": 500, "arrivee": 620, "total": 120, "entrees": 0, "mix_domaines": -30, "effet_propre": 150}
    sentence = say_movement(_read(_rows("delai-moyen", parts, 10)))
    assert sentence == (
        "Délai de traitement, moyenne\u202f: +12\u00a0jours par rapport à 2024, dont +15\u00a0jours "
        "(changement propre aux offices) et −3\u00a0jours (répartition des domaines)."
    )


@pytest.mark.parametrize("detail", [None, "famille"])
def test_the_steps_join_the_two_values_without_a_gap(detail: str | None) -> None:
    steps = build_steps(_read(VOLUME), detail)
    assert (steps[0].debut, steps[-1].fin) == (Fraction(1000), Fraction(1310))
    assert all(before.fin == after.debut for before, after in pairwise(steps))
    assert [step.libelle for step in steps][1:] == (
        ["Offices présents aux deux périodes"] if detail is None else ["Logement", "Autres"]
    )


def test_values_are_read_as_exact_fractions() -> None:
    rows = _rows("delai-moyen", {"depart": 1, "arrivee": 3, "total": 2, "effet_propre": 2}, 10**13)
    assert _read(rows).total == Fraction(2, 10**13)


def test_a_change_that_is_not_explained_is_none() -> None:
    assert _read(VOLUME[1:]) is None
    assert read_movement(VOLUME, "saisines-recues", "annee", "2023") is None


def test_rolling_months_are_named_after_their_end() -> None:
    rows = [row | {"grain": "glissant", "periode": "2025-09", "reference": "2024-09"} for row in VOLUME]
    assert list_pairs([*VOLUME, *rows], "saisines-recues") == (
        ("annee", "2025", "2024"),
        ("glissant", "2025-09", "2024-09"),
    )
    assert say_title(_read(rows, "glissant", "2025-09")) == "12 mois jusqu’à septembre 2025 comparés aux 12 précédents"
    assert say_title(_read(VOLUME)) == "2025 comparé à 2024"


PERIMETRES = (Perimetre("constant-2021", 2021, 2025, 31), Perimetre("constant-2023", 2023, 2025, 38))


def test_a_perimeter_is_named_and_explained() -> None:
    rows = [{"perimetre": p.id, "depuis": p.depuis, "jusqu_a": p.jusqu_a, "offices": p.offices} for p in PERIMETRES]
    assert read_perimeters(reversed(rows)) == PERIMETRES
    assert label("reel") == "Périmètre réel"
    assert label("constant-2023", PERIMETRES) == "Périmètre constant depuis 2023 (38\u00a0offices)"
    assert explain(PERIMETRES[0]).startswith("31\u00a0offices qui ont livré chaque année de 2021 à 2025\u202f:")


@pytest.mark.parametrize(
    ("pair", "found"),
    [(("2025", "2024"), "constant-2023"), (("2022-T3", "2021-T3"), "constant-2021"), (("2020", "2019"), None)],
)
def test_two_periods_are_compared_on_the_perimeter_with_most_offices(pair: tuple[str, str], found: str | None) -> None:
    perimetre = find_perimeter(PERIMETRES, *pair)
    assert (perimetre.id if perimetre else None) == found
