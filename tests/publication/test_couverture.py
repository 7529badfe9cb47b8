"""An office counts when its deposits tell all of a period; what is left out for that reason is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.offices import Rupture
from pipelines.publication.couverture import Couverture, build_coverage, coverage_table, main_period, offices_table
from pipelines.publication.evenements import events_table
from pipelines.publication.phrases import left_out_sentences, partial_sentences, write_count, write_date
from pipelines.publication.presence import presence_table, private_presence_table
from tests.publication.constructeur import A, B, C, depot, office, vue

JUIN = date(2025, 6, 30)


def _coverage(tmp_path: Path, *depots: Any, premiere: date = date(2024, 2, 1), **overrides: Any) -> Couverture:
    return build_coverage(vue(tmp_path, [], depots, **overrides), premiere)


def _counting(couverture: Couverture, periode: str) -> list[str]:
    grain: Any = {4: "annee", 7: "trimestre" if "T" in periode else "mois"}[len(periode)]
    return sorted(
        row["office_id"] for row in presence_table(couverture, grain).to_pylist() if row["periode"] == periode
    )


@pytest.mark.parametrize(
    ("periode", "offices"),
    [
        ("2024", [A, B]),
        ("2025", [A]),
        ("2025-T2", [A, B]),
        ("2025-T3", [A]),
        ("2025-06", [A, B]),
        ("2025-07", [A]),
        ("2026", [A]),
        ("2026-01", [A]),
    ],
)
def test_an_office_counts_in_the_periods_its_extract_date_closes(
    tmp_path: Path, periode: str, offices: list[str]
) -> None:
    assert _counting(_coverage(tmp_path, depot([A]), depot([B], JUIN)), periode) == offices


@pytest.mark.parametrize(("arrete", "counts"), [(30, False), (31, True)])
def test_the_last_day_of_the_year_is_needed(tmp_path: Path, arrete: int, counts: bool) -> None:
    couverture = _coverage(tmp_path, depot([A]), depot([B], date(2025, 12, arrete)))
    assert (B in _counting(couverture, "2025")) is counts


def test_two_deposits_by_period_cover_what_they_cover_together(tmp_path: Path) -> None:
    def semester(debut: date, fin: date) -> Any:
        return depot([A], portee="periode", debut=debut, fin=fin, id=str(debut))

    first = semester(date(2025, 1, 1), JUIN)
    whole = _coverage(tmp_path, first, semester(date(2025, 7, 1), date(2025, 12, 31)))
    gap = _coverage(tmp_path, first, semester(date(2025, 7, 2), date(2025, 12, 31)))
    assert (_counting(whole, "2025"), _counting(gap, "2025")) == ([A], [])
    assert _counting(whole, "2024") == []


def test_a_period_that_is_not_over_counts_every_office_that_answers_for_a_part_of_it(tmp_path: Path) -> None:
    couverture = _coverage(tmp_path, depot([A]), depot([B], date(2026, 1, 3)), depot([C], date(2025, 12, 31)))
    assert _counting(couverture, "2026") == [A, B]
    assert [
        r["couverts"] for r in coverage_table(couverture).to_pylist() if (r["periode"], r["type"]) == ("2026", "")
    ] == [0]


def test_a_private_file_shows_the_year_its_own_extract_cuts(tmp_path: Path) -> None:
    rows = private_presence_table(_coverage(tmp_path, depot([A]), depot([B], JUIN)), "annee").to_pylist()
    assert [(r["periode"], r["jour"]) for r in rows if r["office_id"] == B] == [
        ("2024", date(2024, 12, 31)),
        ("2025", JUIN),
    ]


def test_coverage_counts_members_on_the_last_day_and_population_by_type_only(tmp_path: Path) -> None:
    offices = [
        office(A, population=1000),
        office("COM-00004", population=500, membre_du=date(2025, 12, 31)),
        office("COM-00005", population=70, membre_du=None),
        office(B, population=None),
    ]
    couverture = _coverage(tmp_path, depot([A, "COM-00005"]), offices=offices)
    rows = {(r["periode"], r["type"]): r for r in coverage_table(couverture).to_pylist()}
    names = ("couverts", "membres", "membres_couverts", "connus", "population_couverte", "population_membres")
    assert [rows["2025", "COMMUNE"][n] for n in names] == [2, 2, 1, 3, 1000, 1500]
    assert [rows["2024", "COMMUNE"][n] for n in names] == [2, 1, 1, 3, 1000, 1000]
    assert [rows["2025", ""][n] for n in names] == [2, 3, 1, 4, None, None]
    assert rows["2025", "DEPARTEMENT"]["population_membres"] is None
    assert ("2025", "REGION") not in rows


def test_offices_say_each_year_whether_they_delivered(tmp_path: Path) -> None:
    rows = offices_table(_coverage(tmp_path, depot([A]), depot([B], JUIN))).to_pylist()
    assert [(r["annee"], r["couvert"], r["date_arrete"]) for r in rows if r["office_id"] == B] == [
        (2024, True, JUIN),
        (2025, False, JUIN),
        (2026, False, JUIN),
    ]
    assert [r["couvert"] for r in rows if r["office_id"] == C] == [False, False, False]


def test_the_main_period_is_the_last_among_the_best_covered_years(tmp_path: Path) -> None:
    assert main_period(_coverage(tmp_path, depot([A]), depot([B, C], JUIN))) == "2024"
    assert main_period(_coverage(tmp_path, depot([A, B, C]))) == "2025"
    assert main_period(_coverage(tmp_path, depot([A], JUIN), premiere=date(2025, 2, 1))) == "2025"


def test_what_is_left_out_is_said_by_year(tmp_path: Path) -> None:
    couverture = _coverage(tmp_path, depot([A]), depot([B], JUIN), depot([C], date(2025, 9, 1)))
    left_out = {("2025", B): 1204}
    assert left_out_sentences(left_out, couverture) == [
        "2025\u202f: 1\u202f204\u00a0saisines de 1\u00a0office non comptées, dépôt arrêté au 30 juin 2025."
    ]
    left_out |= {("2025", C): 1, ("2024", "COM-99999"): 1}
    assert left_out_sentences(left_out, couverture) == [
        "2024\u202f: 1\u00a0saisine de 1\u00a0office non comptée, dépôt ne couvrant pas toute l’année.",
        "2025\u202f: 1\u202f205\u00a0saisines de 2\u00a0offices non comptées, dépôts arrêtés entre le 30 juin 2025 et le 1er septembre 2025.",
    ]


def test_an_office_known_by_periods_only_is_said() -> None:
    partial = depot([A], portee="periode", debut=date(2025, 1, 1), fin=JUIN)
    assert partial_sentences([partial, depot([A])]) == []
    assert partial_sentences([partial, depot([B])])[0].startswith("1\u00a0office n’a livré que des périodes\u202f: ")
    assert partial_sentences([partial, depot([B], portee="periode")])[0].startswith(
        "2\u00a0offices n’ont livré que des"
    )


def test_dates_and_counts_are_written_in_french() -> None:
    assert (write_date(date(2025, 8, 1)), write_date(date(2025, 2, 10))) == ("1er août 2025", "10 février 2025")
    assert [write_count(n, "cas", "des cas") for n in (0, 1, 2)] == ["0\u00a0cas", "1\u00a0cas", "2\u00a0des cas"]


def test_events_are_the_declared_ones_in_order() -> None:
    declared = office(A, membre_au=date(2024, 5, 1), ruptures=(Rupture(date(2022, 1, 1), "nouvel outil"),))
    rows = events_table({A: declared, B: office(B, membre_du=None)}).to_pylist()
    assert [(r["date"].year, r["office_id"], r["type"]) for r in rows] == [
        (2020, A, "adhesion"),
        (2022, A, "rupture"),
        (2024, A, "depart"),
    ]
    assert rows[1]["texte"] == f"Office {A}\u202f: nouvel outil"
