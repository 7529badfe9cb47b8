"""The bounds of a figure over every classification of its open labels are those an enumeration finds."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model import SCHEMA_SAISINE
from pipelines.sensibilite import bound_rate, bound_share, measure_sensitivity, write_sensitivity

ISSUES = ("FAVORABLE_USAGER", "PARTIEL", "DECISION_MAINTENUE", "ECHEC", "ABANDON", "A_QUALIFIER", None)


def table(*rows: dict[str, Any]) -> pa.Table:
    blank = dict.fromkeys(SCHEMA_SAISINE.names)
    return pa.Table.from_pylist([blank | {"date_cloture": date(2024, 1, 1)} | row for row in rows], SCHEMA_SAISINE)


def bounds(rows: list[dict[str, Any]], code: str, competence: int = 0) -> tuple[Fraction | None, Fraction | None]:
    found = {e.code: e for e in measure_sensitivity(table(*rows), competence)}[code]
    return found.bas, found.haut


@given(st.integers(0, 6), st.integers(0, 6), st.lists(st.integers(1, 3), max_size=4))
@settings(deadline=None, max_examples=60)
def test_the_bounds_of_a_rate_are_those_of_every_assignment(good: int, other: int, labels: list[int]) -> None:
    rates = []
    for places in product(("haut", "bas", "hors"), repeat=len(labels)):
        up = sum(n for n, place in zip(labels, places, strict=True) if place == "haut")
        down = sum(n for n, place in zip(labels, places, strict=True) if place == "bas")
        if good + other + up + down:
            rates.append(Fraction(good + up, good + other + up + down))
    expected = (min(rates), max(rates)) if rates else (None, None)
    assert bound_rate(good, good + other, sum(labels)) == expected


@given(st.integers(0, 6), st.integers(0, 6), st.lists(st.integers(1, 3), max_size=4))
@settings(deadline=None, max_examples=60)
def test_the_bounds_of_a_share_are_those_of_every_assignment(inside: int, outside: int, labels: list[int]) -> None:
    base = inside + outside + sum(labels)
    shares = [
        Fraction(inside + sum(n for n, taken in zip(labels, places, strict=True) if taken), base)
        for places in product((True, False), repeat=len(labels))
        if base
    ]
    assert bound_share(inside, base, sum(labels)) == ((min(shares), max(shares)) if shares else (None, None))


@given(st.lists(st.sampled_from(ISSUES), min_size=1, max_size=7))
@settings(deadline=None, max_examples=60)
def test_the_resolution_rate_of_a_file_is_bounded_by_every_classification(issues: list[str | None]) -> None:
    opened = [rank for rank, issue in enumerate(issues) if issue == "A_QUALIFIER"]
    rates = []
    for codes in product(ISSUES[:5], repeat=len(opened)):
        full = list(issues)
        for rank, code in zip(opened, codes, strict=True):
            full[rank] = code
        base = sum(issue in ISSUES[:4] for issue in full)
        if base:
            rates.append(Fraction(sum(issue in ISSUES[:2] for issue in full), base))
    expected = (min(rates), max(rates)) if rates else (None, None)
    assert bounds([{"issue": issue} for issue in issues], "O1") == expected


def test_counts_do_not_move_and_open_cases_do_not_count_in_the_resolution_rate() -> None:
    rows = [{"issue": "A_QUALIFIER"}, {"issue": "A_QUALIFIER", "date_cloture": None}, {"issue": "ECHEC"}]
    assert bounds(rows, "V1") == (3, 3)
    assert bounds(rows, "V2") == (2, 2)
    assert bounds(rows, "O1") == (0, Fraction(1, 2))


def test_refusals_competence_and_domaines_have_their_bounds() -> None:
    rows = [
        {"recevabilite": "IRRECEVABLE", "domaine": "RSA", "competence": True},
        {"recevabilite": "A_QUALIFIER", "domaine": "A_QUALIFIER"},
        {"recevabilite": "RECEVABLE", "domaine": "SANTE", "competence": False},
        {"recevabilite": "RECEVABLE"},
    ]
    assert bounds(rows, "R2") == (Fraction(1, 4), Fraction(1, 2))
    assert bounds(rows, "R1") == (Fraction(1, 2), Fraction(1, 2))
    assert bounds(rows, "R1", 2) == (Fraction(1, 4), Fraction(3, 4))
    assert bounds(rows, "domaine:RSA") == (Fraction(1, 3), Fraction(2, 3))
    assert bounds(rows, "domaine:SPORT_ET_LOISIR") == (0, Fraction(1, 3))


def test_a_figure_without_a_base_has_no_bound() -> None:
    assert bounds([{}], "R2") == (None, None)
    assert bounds([{}], "O1") == (None, None)


def test_the_sentence_gives_the_range_in_french() -> None:
    rows = [{"issue": "FAVORABLE_USAGER"}] * 7 + [{"issue": "ECHEC"}] * 5 + [{"issue": "A_QUALIFIER"}] * 5
    said = write_sensitivity(measure_sensitivity(table(*rows)))
    assert said == (
        "5 lignes à qualifier\u202f: selon leur classement, le taux de résolution irait de 41 à 71\u202f%.",
    )


@pytest.mark.parametrize("issue", ["ECHEC", None])
def test_nothing_is_said_when_nothing_moves(issue: str | None) -> None:
    assert write_sensitivity(measure_sensitivity(table({"issue": issue}))) == ()


def test_of_the_domaines_the_widest_range_alone_is_said() -> None:
    rows = [{"domaine": "RSA"}, {"domaine": "A_QUALIFIER"}]
    (said,) = write_sensitivity(measure_sensitivity(table(*rows)))
    assert said.startswith("1 ligne à qualifier")
    assert "la part du domaine" in said
