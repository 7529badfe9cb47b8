"""A date is read to the day it says, or not at all."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dates import ANNEE_MAXIMALE, ANNEE_MINIMALE, is_midnight, is_no_date, read_date, to_paris_day


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-02-29", "2024-02-29"),
        ("2024/2/9", "2024-02-09"),
        ("2024-03-31T23:59:59Z", "2024-03-31"),
        ("2024-03-31T23:59:59.999+02:00", "2024-03-31"),
        ("2024-03-31 00:30:00 -0500", "2024-03-31"),
        ("2024-01-01+01:00", "2024-01-01"),
        ("05/03/2024", "2024-03-05"),
        ("5.3.2024", "2024-03-05"),
        ("05-03-2024 14:30", "2024-03-05"),
        ("05/03/2024 à 14h30", "2024-03-05"),
        ("05/03/2024 02:30 PM", "2024-03-05"),
        (" 05/03/2024\u00a0", "2024-03-05"),
        ("5 mars 2024", "2024-03-05"),
        ("1er janvier 2024", "2024-01-01"),
        ("lundi 5 août 2024", "2024-08-05"),
        ("5 févr. 2024", "2024-02-05"),
        ("5 FÉVRIER 2024", "2024-02-05"),
        ("5-déc.-2024", "2024-12-05"),
        ("15 sept. 2023 à 10h05", "2023-09-15"),
        ("3 juil. 2023", "2023-07-03"),
        ("3 juin 2023", "2023-06-03"),
    ],
)
def test_a_day_is_read_as_written(cell: str, day: str) -> None:
    found = read_date(cell)
    assert (found.faute, found.instant and found.instant.date().isoformat()) == (None, day)


@pytest.mark.parametrize(
    ("cell", "faute"),
    [
        ("31/02/2023", "DATE_INVALIDE"),
        ("2023-13-01", "DATE_INVALIDE"),
        ("00/01/2023", "DATE_INVALIDE"),
        ("05/13/2023", "DATE_INVALIDE"),
        ("hier", "DATE_INVALIDE"),
        ("5 brumaire 2024", "DATE_INVALIDE"),
        ("03/2024", "DATE_INVALIDE"),
        ("20240305", "DATE_INVALIDE"),
        ("45292", "DATE_NUMERO_DE_SERIE"),
        ("45292,5", "DATE_NUMERO_DE_SERIE"),
        ("2024", "DATE_NUMERO_DE_SERIE"),
        ("12/05/0203", "DATE_HORS_PLAGE"),
        ("1899-12-30", "DATE_HORS_PLAGE"),
    ],
)
def test_what_is_no_plausible_day_is_a_fault(cell: str, faute: str) -> None:
    assert (read_date(cell).instant, read_date(cell).faute) == (None, faute)


@pytest.mark.parametrize(
    ("cell", "amj", "faute"),
    [
        ("20240305", "2024-03-05", "DATE_INVALIDE"),
        (" 20240229", "2024-02-29", "DATE_INVALIDE"),
        ("20230229", "DATE_INVALIDE", "DATE_INVALIDE"),
        ("20241301", "DATE_INVALIDE", "DATE_INVALIDE"),
        ("12052023", "DATE_INVALIDE", "DATE_INVALIDE"),
        ("05032024", "DATE_INVALIDE", "DATE_INVALIDE"),
        ("18991230", "DATE_HORS_PLAGE", "DATE_INVALIDE"),
        ("45292", "DATE_NUMERO_DE_SERIE", "DATE_NUMERO_DE_SERIE"),
    ],
)
def test_eight_figures_are_a_day_only_in_a_column_declared_year_first(cell: str, amj: str, faute: str) -> None:
    found = read_date(cell, "amj")
    assert (found.instant.date().isoformat() if found.instant else found.faute) == amj
    assert [read_date(cell, ordre).faute for ordre in ("jma", "mja")] == [faute] * 2


@pytest.mark.parametrize(
    ("year", "read"),
    [(ANNEE_MINIMALE - 1, False), (ANNEE_MINIMALE, True), (ANNEE_MAXIMALE, True), (ANNEE_MAXIMALE + 1, False)],
)
def test_the_year_has_a_range(year: int, read: bool) -> None:
    assert (read_date(f"{year}-06-15").instant is not None) is read
    assert (read_date(f"15/06/{year}").faute == "DATE_HORS_PLAGE") is not read


@pytest.mark.parametrize(
    ("cell", "day"), [("03/01/19", "2019-01-03"), ("03-janv-19", "2019-01-03"), ("31/12/99", "2099-12-31")]
)
def test_a_year_of_two_figures_is_of_this_century_and_said_so(cell: str, day: str) -> None:
    found = read_date(cell)
    assert found.instant is not None
    assert (found.instant.date().isoformat(), found.deux_chiffres) == (day, True)
    assert not read_date("03/01/2019").deux_chiffres


@pytest.mark.parametrize(
    ("cell", "jma", "mja", "only"),
    [
        ("03/04/2024", "2024-04-03", "2024-03-04", None),
        ("13/04/2024", "2024-04-13", None, "jma"),
        ("04/13/2024", None, "2024-04-13", "mja"),
        ("32/13/2024", None, None, None),
    ],
)
def test_the_declared_order_decides_and_a_settled_one_is_told(
    cell: str, jma: str | None, mja: str | None, only: str | None
) -> None:
    for ordre, expected in (("jma", jma), ("mja", mja)):
        found = read_date(cell, ordre)
        assert (found.instant.date().isoformat() if found.instant else None) == expected
        assert found.ordre == only


@given(
    st.dates(date(ANNEE_MINIMALE, 1, 1), date(ANNEE_MAXIMALE, 12, 31)),
    st.sampled_from(["", "T23:59:59", " 00:00", "T12:00:00.5"]),
    st.sampled_from(["", "Z", "+02:00", "-11:00", "+1400"]),
)
def test_an_offset_never_moves_the_day(day: date, hour: str, offset: str) -> None:
    found = read_date(f"{day.isoformat()}{hour}{offset if hour else ''}")
    assert found.instant is not None
    assert found.instant.date() == day


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_a_fault(cell: str) -> None:
    found = read_date(cell)
    assert (found.instant is None) != (found.faute is None)


@pytest.mark.parametrize(
    ("cell", "empty"),
    [("", True), ("NC", True), ("N.C.", True), ("0000-00-00", True), ("00/00/0000", True), ("2024-01-01", False)],
)
def test_some_words_say_that_there_is_no_date(cell: str, empty: bool) -> None:
    assert is_no_date(cell) is empty


@pytest.mark.parametrize(
    ("instant", "paris"),
    [
        (datetime(2023, 12, 31, 23, 30), date(2024, 1, 1)),
        (datetime(2024, 6, 30, 22, 0), date(2024, 7, 1)),
        (datetime(2024, 6, 30, 21, 59), date(2024, 6, 30)),
        (datetime(2024, 3, 31, 0, 59), date(2024, 3, 31)),
        (datetime(2023, 10, 29, 0, 30), date(2023, 10, 29)),
        (datetime(2023, 10, 28, 22, 0), date(2023, 10, 29)),
        (datetime(2023, 10, 29, 22, 59), date(2023, 10, 29)),
        (datetime(2023, 10, 29, 23, 0), date(2023, 10, 30)),
    ],
)
def test_utc_cells_are_brought_to_the_paris_day_on_both_sides_of_summer_time(instant: datetime, paris: date) -> None:
    assert to_paris_day(instant, utc=True) == paris
    assert to_paris_day(instant, utc=False) == instant.date()


@given(st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1)))
def test_the_paris_day_is_the_same_or_the_next(instant: datetime) -> None:
    assert to_paris_day(instant, utc=True) - instant.date() in (timedelta(0), timedelta(1))


def test_midnight_is_the_absence_of_an_hour() -> None:
    assert is_midnight(datetime(2024, 1, 1))
    assert not is_midnight(datetime(2024, 1, 1, 0, 0, 1))
