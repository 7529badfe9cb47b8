"""Of a postal code, damaged or not, only the département is kept — the right one or none."""

from __future__ import annotations

import pytest

from pipelines.model import HORS_FRANCE, ILLISIBLE
from pipelines.postal import read_departement, read_given_departement


@pytest.mark.parametrize(
    ("code", "departement"),
    [
        ("", None),
        (None, None),
        ("75012", "75"),
        ("01000", "01"),
        ("20 000", "2A"),
        ("2A004", "2A"),
        ("2b100", "2B"),
        ("20200", "2B"),
        ("97400", "974"),
        ("97500", "975"),
        ("98800", "988"),
        ("06 000", "06"),
        ("FR75012", "75"),
        ("F-75012", "75"),
        ("98000", HORS_FRANCE),
        ("SW1A 1AA", ILLISIBLE),
        ("1000", ILLISIBLE),
        ("123456", ILLISIBLE),
        ("00000", ILLISIBLE),
        ("-", ILLISIBLE),
    ],
)
def test_a_code_as_typed_gives_its_departement(code: str | None, departement: str | None) -> None:
    assert read_departement(code, "FR", numerique=False) == departement


@pytest.mark.parametrize(
    ("cell", "departement", "typed"),
    [
        ("1000", "01", "01000"),
        ("6000", "06", "06000"),
        ("13001", "13", "13001 "),
        ("6600-01-01", "06", "F-06600"),
        ("1500-01-01", "01", "F-01500"),
        ("1975-12-01", "75", "75 012"),
        ("1975-01-01", "75", "75 001"),
        ("1974-12-31T23:00:00", "75", "75 001 d’un serveur à l’heure de Paris"),
        ("5999-12-31T23:00:00", "06", "F-06000 du même"),
        ("26703611", "75", "F-75012"),
        ("34004079", "95", "F-95000"),
        ("0", ILLISIBLE, "00000"),
        ("33", ILLISIBLE, "+33"),
        ("100000", ILLISIBLE, "1e5"),
        ("00:00:00", ILLISIBLE, "00000"),
        ("2001-03-01", ILLISIBLE, "Paris 3"),
        ("2024-01-01", ILLISIBLE, "Plan 2024"),
    ],
)
def test_a_code_the_export_damaged_gives_back_its_departement_or_none(cell: str, departement: str, typed: str) -> None:
    assert read_departement(cell, "", numerique=True) == departement, typed


@pytest.mark.parametrize(
    ("cell", "departement"),
    [
        ("75", "75"),
        ("1", "01"),
        ("01", "01"),
        ("017", "17"),
        ("2a", "2A"),
        ("974", "974"),
        ("17 - Charente-Maritime", "17"),
        ("Nord (59)", "59"),
        ("Étranger", HORS_FRANCE),
        ("", None),
        ("NC", None),
        ("00", ILLISIBLE),
        ("100", ILLISIBLE),
        ("75012", ILLISIBLE),
        ("Charente", ILLISIBLE),
    ],
)
def test_a_departement_the_office_wrote_is_a_real_one_or_none(cell: str, departement: str | None) -> None:
    assert read_given_departement(cell) == departement


@pytest.mark.parametrize(
    ("pays", "departement"),
    [
        ("", "75"),
        (None, "75"),
        ("FR", "75"),
        ("France", "75"),
        ("NC", "75"),
        ("-", "75"),
        ("Réunion", "75"),
        ("GP", "75"),
        ("BE", HORS_FRANCE),
        ("Belgique", HORS_FRANCE),
        ("MC", HORS_FRANCE),
    ],
)
def test_the_country_says_whether_the_code_is_french(pays: str | None, departement: str) -> None:
    assert read_departement("75012", pays, numerique=True) == departement
