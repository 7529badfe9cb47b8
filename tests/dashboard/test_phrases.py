"""What a page says of its source and of its first figure, word for word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard import phrases
from dashboard.evolution import find_change
from dashboard.figures import find_figure
from dashboard.millesime import Millesime
from dashboard.profils import BUREAU


def test_the_release_says_its_status_and_its_date(millesime: Millesime) -> None:
    assert phrases.say_release(millesime) == "Millésime 2026-01, provisoire, arrêté au 15 janvier 2026"


@pytest.mark.parametrize(
    ("periode", "kind", "expected"),
    [
        (
            "2025",
            None,
            "30\u00a0offices sur 40 ont livré 2025\u202f: 15 communes sur 20 (75\u202f% de la population des communes membres), "
            "9 départements sur 12 (75\u202f% de la population des départements membres) et 6 régions sur 8 "
            "(75\u202f% de la population des régions membres).",
        ),
        ("2025", "REGION", "6 régions sur 8 (75\u202f% de la population des régions membres) ont livré 2025."),
        (
            "2026",
            None,
            "Période en cours\u202f: 2026 n’est couvert en entier par aucun office, les données s’arrêtent au "
            "15 janvier 2026.",
        ),
        ("2019", None, "Aucun office ne couvre 2019."),
    ],
)
def test_coverage_is_a_sentence(millesime: Millesime, periode: str, kind: str | None, expected: str) -> None:
    assert phrases.say_coverage(millesime, periode, kind) == expected


@pytest.mark.parametrize(
    ("periode", "expected"),
    [
        (
            "2025",
            "En 2025, les 30\u00a0offices couverts ont reçu 1\u202f680\u00a0saisines, soit 7,7\u202f% de plus qu’en 2024.",
        ),
        (
            "2025-T3",
            "Au 3e trimestre 2025, les 30\u00a0offices couverts ont reçu 420\u00a0saisines, soit 7,7\u202f% de plus qu’au "
            "3e trimestre 2024.",
        ),
        ("2021", "En 2021, les 30\u00a0offices couverts ont reçu 1\u202f200\u00a0saisines."),
        ("2026", "En 2026, 75\u00a0saisines à ce jour\u202f: la période n’est pas terminée."),
    ],
)
def test_the_page_opens_on_what_moved(millesime: Millesime, periode: str, expected: str) -> None:
    figure = find_figure(millesime, "V1", periode)
    assert phrases.say_headline(figure, find_change(millesime, figure, BUREAU)) == expected


def test_a_hidden_first_figure_is_still_a_sentence(millesime: Millesime) -> None:
    hidden = replace(find_figure(millesime, "V1", "2025"), valeur=None, marque="c")
    assert phrases.say_headline(hidden, None) == (
        "En 2025, le nombre de saisines reçues est confidentiel pour cette sélection."
    )


def test_filters_are_said_in_words(millesime: Millesime) -> None:
    said = phrases.say_filters(millesime, "2025-09", {"type": "DEPARTEMENT"}, "reel")
    assert said == "Septembre 2025 · type de collectivité\u202f: Départements · périmètre réel"
