"""Deposits resolve to one row per case, whatever the order in which they came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model import A_QUALIFIER, ILLISIBLE, SCHEMA_SAISINE
from pipelines.registre import SCHEMA_DEPOTS
from pipelines.resolve import compare, count_kept, resolve
from pipelines.vue import Depot
from tests.fabrique import A, B, deposees, depot

JANVIER, FEVRIER, MARS = date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31)
Piece = tuple[Depot, list[dict[str, Any]]]


def resoudre(*pieces: Piece) -> list[dict[str, Any]]:
    rows = pa.concat_tables([SCHEMA_DEPOTS.empty_table(), *(deposees(d, found) for d, found in pieces)])
    return resolve(rows, [d for d, _ in pieces]).to_pylist()


def ids(found: Iterable[Mapping[str, Any]]) -> list[str]:
    return sorted(row["saisine_id"] for row in found)


def cas(*noms: str, **values: Any) -> list[dict[str, Any]]:
    return [{"saisine_id": nom} | values for nom in noms]


def test_no_deposit_is_no_case() -> None:
    assert resolve(SCHEMA_DEPOTS.empty_table(), []).schema == SCHEMA_SAISINE


def test_a_later_complete_export_wins_and_removes_what_it_no_longer_has() -> None:
    before, after = depot("d1", JANVIER), depot("d2", FEVRIER)
    found = resoudre((before, cas("a", "b", issue="ECHEC")), (after, cas("b", "c", issue="PARTIEL")))
    assert ids(found) == ["b", "c"]
    assert {row["issue"] for row in found} == {"PARTIEL"}
    assert {row["depot_id"] for row in found} == {"d2"}


def test_an_older_export_arriving_later_changes_nothing() -> None:
    old, new = (depot("d1", JANVIER), cas("a", "b")), (depot("d2", FEVRIER), cas("b"))
    assert resoudre(old, new) == resoudre(new, old)


def test_a_case_whose_line_could_not_be_taken_keeps_its_earlier_version() -> None:
    before = (depot("d1", JANVIER), cas("a", "b", issue="ECHEC"))
    after = (depot("d2", FEVRIER), [*cas("c", issue="PARTIEL"), *cas("a", ecartee=True, issue=None)])
    found = resoudre(before, after)
    assert {row["saisine_id"]: (row["issue"], row["depot_id"]) for row in found} == {
        "a": ("ECHEC", "d1"),
        "c": ("PARTIEL", "d2"),
    }
    assert resoudre(after, before) == found
    last = (depot("d3", MARS), cas("c"))
    assert ids(resoudre(before, after, last)) == ["c"]


def test_a_line_set_aside_brings_no_case_and_removes_none_by_itself() -> None:
    left = (depot("d2", FEVRIER), cas("a", "z", ecartee=True))
    assert ids(resoudre((depot("d1", JANVIER), cas("a", "b")), left)) == ["a", "b"]
    assert resoudre(left) == []


def test_a_line_set_aside_in_a_period_keeps_the_case_of_that_period() -> None:
    period = depot("d2", FEVRIER, portee="periode", debut=date(2025, 1, 1), fin=date(2025, 12, 31))
    later = (period, [*cas("n"), *cas("a", ecartee=True)])
    assert ids(resoudre((depot("d1", JANVIER), cas("a", "b")), later)) == ["a", "n"]


def test_a_case_both_taken_and_set_aside_is_the_one_taken() -> None:
    both = [*cas("a", issue="PARTIEL"), *cas("a", ecartee=True)]
    found = resoudre((depot("d1", JANVIER), cas("a", issue="ECHEC")), (depot("d2", FEVRIER), both))
    assert [(row["issue"], row["depot_id"]) for row in found] == [("PARTIEL", "d2")]


def test_cases_kept_from_an_earlier_deposit_are_counted() -> None:
    one, two = depot("d1", JANVIER), depot("d2", FEVRIER)
    rows = deposees(two, [*cas("c"), *cas("a", "z", ecartee=True)])
    every = pa.concat_tables([deposees(one, cas("a", "b")), rows])
    assert count_kept(rows, resolve(every, [one, two]), "d2") == 1
    assert count_kept(deposees(two, cas("c")), resolve(every, [one, two]), "d2") == 0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.dates(date(1960, 1, 1), date(2160, 1, 1))),
            st.text("0123456789abcdef", min_size=32, max_size=32) | st.sampled_from(["0" * 31 + "1", "0" * 32, "a"]),
        ),
        max_size=12,
        unique_by=lambda pair: pair[1],
    )
)
def test_cases_come_by_day_then_id_whatever_the_ids(pairs: list[tuple[date | None, str]]) -> None:
    found = resoudre((depot("d1", JANVIER), [cas(nom, date_reception=day)[0] for day, nom in pairs]))
    wanted = sorted(pairs, key=lambda pair: (pair[0] is None, pair[0] or JANVIER, pair[1]))
    assert [(row["date_reception"], row["saisine_id"]) for row in found] == wanted


def test_an_export_without_rows_removes_nothing() -> None:
    assert ids(resoudre((depot("d1", JANVIER), cas("a")), (depot("d2", FEVRIER), []))) == ["a"]


def test_an_office_absent_from_a_later_platform_file_keeps_its_cases() -> None:
    first = depot("d1", JANVIER, offices=(A, B))
    rows = [*cas("a"), *cas("b", office_id=B)]
    assert ids(resoudre((first, rows), (depot("d2", FEVRIER), cas("c")))) == ["b", "c"]


@pytest.mark.parametrize(
    ("received", "kept"),
    [
        (date(2024, 12, 31), True),
        (date(2025, 1, 1), False),
        (date(2025, 2, 28), False),
        (date(2025, 3, 1), True),
        (None, True),
    ],
)
def test_a_period_replaces_its_days_and_only_them(received: date | None, kept: bool) -> None:
    period = depot("d2", FEVRIER, portee="periode", debut=date(2025, 1, 1), fin=FEVRIER)
    whole = depot("d1", JANVIER)
    found = resoudre((whole, cas("a", date_reception=received)), (period, cas("n", date_reception=FEVRIER)))
    assert ("a" in ids(found)) is kept
    assert "n" in ids(found)


def test_a_period_that_names_an_older_case_updates_it() -> None:
    period = depot("d2", FEVRIER, portee="periode", debut=date(2025, 1, 1), fin=FEVRIER)
    old = cas("a", date_reception=date(2023, 5, 1), issue="ECHEC")
    found = resoudre((depot("d1", JANVIER), old), (period, cas("a", date_reception=date(2023, 5, 1), issue="PARTIEL")))
    assert [row["issue"] for row in found] == ["PARTIEL"]


def test_a_later_complete_export_overrides_an_earlier_period() -> None:
    period = depot("d1", JANVIER, portee="periode", debut=date(2024, 1, 1), fin=JANVIER)
    assert ids(resoudre((period, cas("a")), (depot("d2", FEVRIER), cas("b")))) == ["b"]


def test_an_older_vintage_gives_back_what_the_newer_export_corrupted() -> None:
    old = cas("a", departement_requerant="06", domaine="ENFANCE", domaine_local="Petite enfance")
    new = cas(
        "a",
        departement_requerant=ILLISIBLE,
        domaine=A_QUALIFIER,
        issue="PARTIEL",
        alterations="collectivite departement_requerant domaine",
    )
    (found,) = resoudre((depot("d1", JANVIER), old), (depot("d2", FEVRIER), new))
    assert (found["departement_requerant"], found["domaine"], found["domaine_local"]) == (
        "06",
        "ENFANCE",
        "Petite enfance",
    )
    assert (found["issue"], found["depot_id"], found["alterations"]) == ("PARTIEL", "d2", "collectivite")


def test_the_most_recent_whole_value_repairs_and_a_corrupted_or_absent_one_never() -> None:
    lost = {"departement_requerant": ILLISIBLE, "alterations": "departement_requerant"}
    pieces = [
        (depot("d1", date(2024, 1, 1)), cas("a", departement_requerant="13")),
        (depot("d2", date(2024, 6, 1)), cas("a", departement_requerant="06")),
        (depot("d3", JANVIER), cas("a", **lost)),
        (depot("d4", FEVRIER), cas("a", departement_requerant=None)),
        (depot("d5", MARS), cas("a", **lost)),
    ]
    assert [row["departement_requerant"] for row in resoudre(*pieces)] == ["06"]
    assert [row["departement_requerant"] for row in resoudre(pieces[4], pieces[2])] == [ILLISIBLE]


def test_a_whole_value_is_never_replaced_by_an_older_one() -> None:
    pieces = ((depot("d1", JANVIER), cas("a", domaine="ENFANCE")), (depot("d2", FEVRIER), cas("a", domaine=None)))
    assert [row["domaine"] for row in resoudre(*pieces)] == [None]


def test_a_deposit_can_be_placed_before_or_after_those_of_its_day() -> None:
    one, two = depot("d1", JANVIER), depot("d2", JANVIER)
    rows = pa.concat_tables([deposees(one, cas("a")), deposees(two, cas("b"))])
    assert [ids(resolve(rows, [one, two], {"d1": place}).to_pylist()) for place in (-1, 1)] == [["b"], ["a"]]


def test_the_difference_counts_cases_and_fields_and_leaves_provenance_aside() -> None:
    rows = [
        deposees(depot(nom, JANVIER), found)
        for nom, found in (
            ("d1", cas("a", "b", issue="ECHEC")),
            ("d2", [*cas("b", issue="PARTIEL"), *cas("c", "d")]),
        )
    ]
    before, after = (table.select(SCHEMA_SAISINE.names).cast(SCHEMA_SAISINE) for table in rows)
    change = compare(before, after)
    assert (change.ajoutees, change.retirees, change.modifiees) == (2, 1, {"issue": 1})
    assert compare(before, before) == compare(after, after)


NOMS = st.sampled_from(["a", "b", "c", "d"])
VALEURS = st.fixed_dictionaries(
    {
        "date_reception": st.sampled_from([date(2024, 6, 1), date(2025, 1, 10), date(2025, 2, 10), None]),
        "domaine": st.sampled_from(["ENFANCE", "FISCALITE", None]),
        "departement_requerant": st.sampled_from(["06", ILLISIBLE]),
        "alterations": st.sampled_from([None, "domaine", "departement_requerant domaine"]),
        "office_id": st.sampled_from([A, B]),
        "ecartee": st.sampled_from([None, False, True]),
    }
)


@st.composite
def depots(draw: st.DrawFn) -> list[Piece]:
    pieces: list[Piece] = []
    for rank in range(draw(st.integers(1, 4))):
        arrete = date(2025, 1 + rank, 15)
        scope: dict[str, Any] = {"offices": (A, B)}
        if draw(st.booleans()):
            scope |= {"portee": "periode", "debut": date(2025, 1, 1), "fin": arrete}
        rows = draw(st.dictionaries(NOMS, VALEURS, max_size=4))
        pieces.append((depot(f"d{rank}", arrete, **scope), [{"saisine_id": nom} | row for nom, row in rows.items()]))
    return pieces


@settings(deadline=None, max_examples=60)
@given(depots(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_never_matters(pieces: list[Piece], hasard: Any) -> None:
    shuffled = list(pieces)
    hasard.shuffle(shuffled)
    found = resoudre(*pieces)
    assert resoudre(*shuffled) == found
    keys = [(row["office_id"], row["saisine_id"]) for row in found]
    assert len(set(keys)) == len(keys)


@settings(deadline=None, max_examples=60)
@given(depots(), st.integers(0, 3))
def test_a_withdrawn_deposit_is_one_never_made(pieces: list[Piece], rank: int) -> None:
    left = [piece for place, piece in enumerate(pieces) if place != rank % len(pieces)]
    every = pa.concat_tables([SCHEMA_DEPOTS.empty_table(), *(deposees(d, rows) for d, rows in pieces)])
    standing = [d for d, _ in left]
    assert resolve(every, standing).to_pylist() == resoudre(*left)
