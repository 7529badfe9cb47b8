"""What is expected of an office is the network's own figure applied to its cases, and never another office's."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.indicateurs.registry import load_registry
from pipelines.publication.blocs import Bloc
from pipelines.publication.casemix import Attendu, Casemix, casemix_codes, compute_casemix
from pipelines.publication.casemix_colonnes import member_columns, private_columns
from pipelines.publication.casemix_strates import expect, pool_strata
from pipelines.publication.couverture import build_coverage
from pipelines.publication.decomposition_cube import build_cube
from pipelines.publication.engine import open_engine
from pipelines.publication.millesime import publish
from pipelines.publication.plan import load_plan
from pipelines.publication.preparation import attach_base, attach_recommendations, attach_register, build_cases
from tests.publication.constructeur import cells, depot, office, read, saisine, vue

REGISTRE = load_registry()
OFFICES = [f"COM-{rank:05d}" for rank in range(4)]
ISSUES = ("FAVORABLE_USAGER", "PARTIEL", "ECHEC", "ABANDON", None)
OFFICE_ANNEE = {c.id: c for c in load_plan().croisements}["office"]


def _casemix(rows: list[dict[str, Any]], offices: list[str] = OFFICES) -> Casemix:
    with TemporaryDirectory() as folder:
        view = vue(Path(folder), rows, [depot(offices)], [office(cle) for cle in offices])
        with open_engine(view.fichiers) as engine:
            couverture = build_coverage(view, attach_base(engine, view.fichiers, REGISTRE))
            attach_register(engine, view.offices, couverture.arretes)
            attach_recommendations(engine, ())
            build_cases(engine, REGISTRE)
            needed = [found for found in map(REGISTRE.find, ("V1", *casemix_codes())) if found is not None]
            return compute_casemix(engine, build_cube(engine, REGISTRE, needed), REGISTRE, couverture)


def _closed(cle: str, received: date, days: int, **overrides: Any) -> dict[str, Any]:
    return saisine(office_id=cle, date_reception=received, date_cloture=received + timedelta(days), **overrides)


def test_the_expectation_is_the_rate_of_each_stratum_times_the_office_s_cases() -> None:
    """Housing closes in 90 days one time in two, taxes always: an office of housing alone is not slower than its cases."""
    rows = []
    for rank, cle in enumerate(OFFICES):
        housing, taxes = ((20, 0), (10, 10), (10, 10), (0, 20))[rank]
        rows += [
            _closed(cle, date(2025, 1, 5), 60 if case % 2 else 120, domaine="HABITAT_LOGEMENT")
            for case in range(housing)
        ]
        rows += [_closed(cle, date(2025, 1, 5), 40, domaine="FISCALITE") for _ in range(taxes)]
    found = _casemix(rows)
    assert [found[cle, "2025"]["clos_90"] for cle in OFFICES] == [
        Attendu(10, 10_000, 20),
        Attendu(15, 15_000, 20),
        Attendu(15, 15_000, 20),
        Attendu(20, 20_000, 20),
    ]
    assert found[OFFICES[0], "2025"]["delai_somme"] == Attendu(1800, 1_800_000, 20)


JOURS = st.dates(date(2024, 1, 1), date(2025, 12, 31))
SAISINES = st.builds(
    lambda cle, received, days, domaine, canal, issue: (
        saisine(office_id=cle, date_reception=received, date_cloture=None, domaine=domaine, canal=canal, issue=None)
        if days is None
        else _closed(cle, received, days, domaine=domaine, canal=canal, issue=issue)
    ),
    st.sampled_from(OFFICES),
    JOURS,
    st.one_of(st.none(), st.integers(0, 300)),
    st.sampled_from([None, "RSA", "FISCALITE"]),
    st.sampled_from(["COURRIEL", "COURRIER"]),
    st.sampled_from(ISSUES),
)


def _log_rank(rows: list[dict[str, Any]], annee: int) -> dict[str, tuple[int, Fraction]]:
    """Observed and expected closures of each office, age by age, one stratum: from the definition of the test."""
    start, end = date(annee, 1, 1), date(annee, 12, 31)
    spans = []
    for row in rows:
        received, closed = row["date_reception"], row["date_cloture"]
        if received > end or (closed is not None and closed < start):
            continue
        out = min(closed or end, end)
        event = closed is not None and closed <= end
        spans.append((row["office_id"], max(0, (start - received).days), (out - received).days, event))
    found: dict[str, tuple[int, Fraction]] = defaultdict(lambda: (0, Fraction(0)))
    for age in sorted({out for *_, out, event in spans if event}):
        at_risk = [span for span in spans if span[1] <= age <= span[2]]
        closed_now = [span for span in at_risk if span[2] == age and span[3]]
        hazard = Fraction(len(closed_now), len(at_risk))
        for cle, *_ in at_risk:
            found[cle] = (found[cle][0], found[cle][1] + hazard)
        for cle, *_ in closed_now:
            found[cle] = (found[cle][0] + 1, found[cle][1])
    return found


@settings(max_examples=6, deadline=None)
@given(st.lists(SAISINES, min_size=1, max_size=15))
def test_a_log_rank_from_its_definition_finds_expected_closures_again(rows: list[dict[str, Any]]) -> None:
    every = [_closed(cle, date(2024, 3, 1), 20) for cle in OFFICES]
    one = [{**row, "domaine": "RSA", "canal": "COURRIEL"} for row in (*rows, *every)]
    found = _casemix(one)
    for annee in (2024, 2025):
        for cle, (observed, expected) in _log_rank(one, annee).items():
            attendu = found[cle, str(annee)]["clotures"]
            assert attendu.observe == observed
            assert abs(Fraction(attendu.attendu_x1000, 1000) - expected) < Fraction(1, 1000)


@settings(max_examples=6, deadline=None)
@given(st.lists(SAISINES, min_size=5, max_size=40))
def test_over_the_network_expected_and_observed_have_the_same_sum(rows: list[dict[str, Any]]) -> None:
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for (_, annee), measures in _casemix(rows).items():
        for mesure, attendu in measures.items():
            sums[annee, mesure][0] += 1000 * attendu.observe
            sums[annee, mesure][1] += attendu.attendu_x1000
    assert all(abs(observed - expected) <= len(OFFICES) for observed, expected in sums.values())


COMPTES = st.lists(st.integers(0, 9), min_size=5 * 3 * 2, max_size=5 * 3 * 2)


@given(COMPTES)
def test_in_every_stratum_three_offices_and_eleven_cases_meet(counts: list[int]) -> None:
    table = np.array(counts, dtype=np.int64).reshape(5, 3, 2)
    strata = pool_strata(table)
    assert strata.min() == 0
    for number in set(strata.ravel().tolist()):
        by_office = table[:, strata == number].sum(axis=1)
        alone = strata.max() == 0
        assert alone or ((by_office > 0).sum() >= 3 and by_office.sum() >= 11)


@given(COMPTES, st.integers(0, 10))
def test_an_expectation_is_a_sum_of_fractions(counts: list[int], seed: int) -> None:
    bases = np.array(counts, dtype=np.int64).reshape(5, 3, 2)
    cas = np.random.default_rng(seed).integers(0, bases + 1)
    strata = pool_strata(bases)
    for office_rank, found in enumerate(expect(bases, cas, strata, 1000)):
        exact = sum(
            Fraction(int(bases[office_rank][strata == s].sum()) * int(cas[:, strata == s].sum()), int(n))
            for s in set(strata.ravel().tolist())
            if (n := bases[:, strata == s].sum())
        )
        assert abs(Fraction(found, 1000) - exact) <= Fraction(1, 1000)


@pytest.mark.parametrize(
    ("attendu", "shown"),
    [
        (Attendu(8, 9_000, 10), ("trop peu", "trop peu")),
        (Attendu(4, 9_000, 11), ("c", "c")),
        (Attendu(0, 3_000, 30), (0, 3_000)),
        (Attendu(12, 9_000, 30), (10, 7_500)),
        (Attendu(20, 16_000, 30), (20, 16_000)),
    ],
)
def test_members_read_the_exact_ratio_of_a_rounded_count(attendu: Attendu, shown: tuple[int | str, ...]) -> None:
    table = pa.table({"periode": ["2025"], "valeur1": [OFFICES[0]]})
    bloc = Bloc(OFFICE_ANNEE, "closes", "annee", table)
    columns = member_columns(bloc, {(OFFICES[0], "2025"): {"clos_90": attendu}})
    names = ("observe_clos_90", "attendu_clos_90_x1000")
    assert tuple(columns[name].marques[0] or int(columns[name].valeurs[0]) for name in names) == shown
    own = private_columns(bloc, {(OFFICES[0], "2025"): {"clos_90": attendu}})
    assert [int(own[name].valeurs[0]) for name in names] == [attendu.observe, attendu.attendu_x1000]


def test_other_blocks_are_left_alone() -> None:
    crossing = {c.id: c for c in load_plan().croisements}["type"]
    bloc = Bloc(crossing, "closes", "annee", pa.table({"periode": ["2025"], "valeur1": ["COMMUNE"]}))
    assert member_columns(bloc, {}) == private_columns(bloc, {}) == {}


def test_a_release_holds_them_exact_for_the_office_and_rounded_for_the_others(tmp_path: Path) -> None:
    rows = [
        _closed(cle, date(2025, 1, 5) + timedelta(case), 30 + 17 * case % 150, issue=ISSUES[case % 3])
        for rank, cle in enumerate(OFFICES)
        for case in range((33, 33, 33, 9)[rank])
    ]
    publish(vue(tmp_path, rows, [depot(OFFICES)], [office(cle) for cle in OFFICES]), tmp_path / "p")
    folder = tmp_path / "p" / "2026-01"
    own = cells(
        read(folder, f"offices/{OFFICES[0]}.parquet"), "mesure", croisement="office", grain="annee", periode="2025"
    )
    others = read(folder, "reseau/membre.parquet")
    names = ("observe_favorables", "attendu_favorables_x1000")
    shown = {name: cells(others, "valeur1", croisement="office", periode="2025", mesure=name) for name in names}
    assert own["observe_favorables"] == own["favorables"] == 22
    ratio = own["observe_favorables"] / own["attendu_favorables_x1000"]
    assert shown["observe_favorables"][OFFICES[0]] == 20
    assert 20 / shown["attendu_favorables_x1000"][OFFICES[0]] == pytest.approx(ratio, rel=1e-3)
    assert shown["observe_favorables"][OFFICES[3]] == "trop peu"
    assert not [
        row for row in read(folder, "reseau/citable.parquet") if row["mesure"].startswith(("observe", "attendu"))
    ]
