"""A period knows its days, its neighbour of last year and its French name."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard import periodes
from pipelines.errors import WrongCall


@pytest.mark.parametrize(
    ("identifiant", "grain", "debut", "fin", "nom", "court", "avant"),
    [
        ("2025", "annee", date(2025, 1, 1), date(2025, 12, 31), "2025", "2025", "2024"),
        ("2025-T1", "trimestre", date(2025, 1, 1), date(2025, 3, 31), "1er trimestre 2025", "T1 2025", "2024-T1"),
        ("2024-T4", "trimestre", date(2024, 10, 1), date(2024, 12, 31), "4e trimestre 2024", "T4 2024", "2023-T4"),
        ("2024-02", "mois", date(2024, 2, 1), date(2024, 2, 29), "février 2024", "févr. 2024", "2023-02"),
    ],
)
def test_a_period_is_read_whole(
    identifiant: str, grain: str, debut: date, fin: date, nom: str, court: str, avant: str
) -> None:
    found = periodes.read_period(identifiant)
    assert (found.grain, found.debut, found.fin) == (grain, debut, fin)
    assert (periodes.label(identifiant), periodes.label(identifiant, short=True)) == (nom, court)
    assert periodes.previous_year(identifiant) == avant


@pytest.mark.parametrize("wrong", ["", "25", "2025-13", "2025-T5", "2025-1", "2025-T1-", "0000", "20250", "2025\n"])
def test_another_form_is_refused(wrong: str) -> None:
    with pytest.raises(WrongCall):
        periodes.read_period(wrong)


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("2025", "2025-T4", True),
        ("2025", "2024-12", False),
        ("2025-T4", "2025-10", True),
        ("2025-T4", "2025-09", False),
    ],
)
def test_a_year_contains_its_parts(outer: str, inner: str, *, expected: bool) -> None:
    assert periodes.contains(outer, inner) is expected
