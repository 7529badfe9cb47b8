"""A systemic signal is several offices rising at once: found when it is there, rare when it is not."""

from __future__ import annotations

import math
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pipelines.indicateurs.registry import load_registry
from pipelines.publication.couverture import build_coverage
from pipelines.publication.engine import open_engine
from pipelines.publication.millesime import publish
from pipelines.publication.perimetre_activite import read_activities
from pipelines.publication.preparation import attach_base, attach_recommendations, attach_register, build_cases
from pipelines.publication.signaux import (
    CAS_PAR_OFFICE,
    EN_HAUSSE,
    OFFICES_MINIMUM,
    SEUIL_FDR,
    SEUIL_TENU,
    signals_table,
)
from pipelines.publication.signaux_dispersion import estimate_variances
from pipelines.publication.signaux_probabilites import (
    HAUSSE,
    PART_EN_HAUSSE,
    PAS,
    PLAFOND,
    Entiers,
    adjust,
    combine,
    rising,
)
from tests.publication.constructeur import depot, office, read, saisine, vue

REGISTRE = load_registry()


@given(st.lists(st.tuples(*[st.integers(1, 30)] * 2, *[st.integers(0, 200)] * 2), min_size=1, max_size=6))
def test_an_office_s_probability_is_that_of_fisher_s_test(lines: list[tuple[int, int, int, int]]) -> None:
    avant, apres, autres_avant, autres_apres = np.array(lines, dtype=np.int64).T
    total_avant, total_apres = avant + autres_avant, apres + autres_apres
    law = stats.hypergeom(total_avant + total_apres, total_apres, avant + apres)
    expected = law.sf(apres) + law.pmf(apres) / 2
    assert rising(avant, apres, total_avant, total_apres) == pytest.approx(expected, abs=1e-9)


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_the_correction_is_that_of_benjamini_and_hochberg(p: list[float]) -> None:
    assert adjust(np.array(p)) == pytest.approx(stats.false_discovery_control(np.array(p)))


COMPTES = st.tuples(*[st.integers(1, 12)] * 2, *[st.integers(5, 60)] * 2)


@settings(deadline=None)
@given(st.lists(COMPTES, min_size=1, max_size=3))
def test_the_combination_is_the_exact_law_of_the_sum_of_scores(lines: list[tuple[int, int, int, int]]) -> None:
    """Every possible outcome is listed; the probability is that of those at least as far as the observed one."""
    avant, apres, autres_avant, autres_apres = np.array(lines, dtype=np.int64).T
    totals = avant + autres_avant, apres + autres_apres
    outcomes = []
    for drawn, before, after in zip(avant + apres, *totals, strict=True):
        law = stats.hypergeom(before + after, after, drawn)
        support = range(max(drawn - before, 0), min(drawn, after) + 1)
        mean = sum(law.pmf(x) * HAUSSE ** (x - support[0]) for x in support)
        outcomes.append({x: (law.pmf(x), _points(HAUSSE ** (x - support[0]) / mean)) for x in support})
    observed = sum(each[x][1] for each, x in zip(outcomes, apres, strict=True))
    expected = sum(
        np.prod([p for p, _ in combination])
        for combination in product(*(each.values() for each in outcomes))
        if sum(points for _, points in combination) >= observed
    )
    assert combine(avant, apres, *totals) == pytest.approx(min(expected, 1.0), abs=1e-9)


def _points(ratio: float) -> int:
    share = PART_EN_HAUSSE
    return round((min(math.log(1 + share * (ratio - 1)), PLAFOND) - math.log(1 - share)) / PAS)


def _retained(avant: Entiers, apres: Entiers) -> list[bool]:
    """The domaines retained from counts by (domaine, office), as a release retains them."""
    totals = avant.sum(axis=0), apres.sum(axis=0)
    p, up = [], []
    for before, after in zip(avant, apres, strict=True):
        heard = before + after >= CAS_PAR_OFFICE
        counts = [cases[heard] for cases in (before, after, *totals)]
        p.append(combine(*counts))
        up.append(int((rising(*counts) <= EN_HAUSSE).sum()))
    return [q <= SEUIL_TENU and n >= OFFICES_MINIMUM for q, n in zip(adjust(np.array(p)).tolist(), up, strict=True)]


@pytest.mark.parametrize(("peaks", "retained"), [(1, False), (2, False), (3, True)])
def test_the_peak_of_one_office_or_two_is_no_signal(peaks: int, retained: bool) -> None:
    before = np.full((10, 10), 40)
    after = before.copy()
    after[0, :peaks] = 400
    assert _retained(before, after)[0] is retained


@pytest.mark.parametrize("dispersion", [0.0, 0.5])
def test_identical_offices_give_a_false_signal_one_year_in_ten_at_most(dispersion: float) -> None:
    """Under no rise at all the false-discovery rate is the share of years with a signal."""
    random = np.random.default_rng(2026)
    alarms = 0
    for _ in range(400):
        size = random.gamma(1 / dispersion, dispersion, (1, 12)) if dispersion else np.ones((1, 12))
        means = np.full((10, 1), 20.0) * size
        alarms += any(_retained(random.poisson(means), random.poisson(1.2 * means)))
    assert alarms / 400 <= SEUIL_FDR


def test_a_rise_of_sixty_per_cent_in_five_offices_is_found() -> None:
    random = np.random.default_rng(2026)
    found = 0
    for _ in range(100):
        means = np.full((12, 20), 40.0)
        after = means.copy()
        after[0, :5] *= 1.6
        found += _retained(random.poisson(means), random.poisson(after))[0]
    assert found >= 80


def _moved(random: np.random.Generator, variance: float) -> tuple[dict[str, list[Entiers]], list[Entiers]]:
    """Twelve domaines of forty cases in twenty offices, whose shares move by nature from one year to the next."""
    years = [
        random.poisson(40 * (random.gamma(1 / variance, variance, (12, 20)) if variance else np.ones((12, 20))))
        for _ in range(2)
    ]
    pairs = {str(rank): [year[rank] for year in years] for rank in range(12)}
    return pairs, [year.sum(axis=0) for year in years]


@pytest.mark.parametrize(("variance", "low", "high"), [(0.0, 0.0, 0.003), (0.03, 0.04, 0.08), (0.1, 0.14, 0.26)])
def test_how_much_shares_move_by_nature_is_found_again(variance: float, low: float, high: float) -> None:
    """The log-odds of two years move by twice the variance of one."""
    random = np.random.default_rng(2026)
    found = [each for _ in range(20) for each in estimate_variances(*_moved(random, variance), 5).values()]
    assert low <= float(np.mean(found)) <= high


def test_a_domaine_that_rises_is_kept_from_its_own_dispersion_and_hardly_felt_in_others() -> None:
    pairs, totals = _moved(np.random.default_rng(2026), 0.0)
    rise = np.where(np.arange(20) < 5, 40, 0)
    pairs["0"][1], totals[1] = pairs["0"][1] + rise, totals[1] + rise
    found = estimate_variances(pairs, totals, 5)
    assert found["0"] == 0.0
    assert max(found.values()) < 0.02


def test_too_few_offices_or_domaines_say_nothing_of_dispersion() -> None:
    pairs, totals = _moved(np.random.default_rng(2026), 0.1)
    assert estimate_variances({"0": pairs["0"]}, totals, 5) == {"0": 0.0}
    few = {name: [year[:2] for year in pair] for name, pair in pairs.items()}
    assert set(estimate_variances(few, [year[:2] for year in totals], 5).values()) == {0.0}


def test_shares_that_move_by_nature_make_a_rise_less_sure() -> None:
    steady, totals = np.full(6, 40, dtype=np.int64), np.full(6, 400, dtype=np.int64)
    alone, allowed = (combine(steady, steady + 25, totals, totals, variance=v) for v in (0.0, 0.05))
    assert alone < allowed < 1
    counts = steady, steady + 25, totals, totals
    assert (rising(*counts, variance=0.05) > rising(*counts)).all()


OFFICES = [f"COM-{rank:05d}" for rank in range(6)]


def _received(cle: str, year: int, domaine: str, n: int) -> list[dict[str, Any]]:
    return [
        saisine(office_id=cle, date_reception=date(year, 1 + i % 12, 1 + i % 28), domaine=domaine) for i in range(n)
    ]


def test_a_release_says_which_domaine_rises_and_gives_no_case(tmp_path: Path) -> None:
    rows = []
    for cle in OFFICES:
        for year, rsa in ((2024, 12), (2025, 33)):
            rows += _received(cle, year, "RSA", rsa)
            rows += _received(cle, year, "FISCALITE", 40)
            rows += _received(cle, year, "TOURISME", 1)
    publish(vue(tmp_path, rows, [depot(OFFICES)], [office(cle) for cle in OFFICES]), tmp_path / "p")
    found = {row["domaine"]: row for row in read(tmp_path / "p" / "2026-01", "reseau/signaux.parquet")}
    assert found.keys() == {"RSA", "FISCALITE"}
    signal = found["RSA"]
    assert (signal["periode"], signal["reference"], signal["retenu"], signal["offices"]) == ("2025", "2024", 1, 6)
    assert (signal["avant"], signal["apres"], signal["offices_en_hausse"]) == (70, 200, 6)
    assert (found["FISCALITE"]["retenu"], found["FISCALITE"]["offices_en_hausse"]) == (0, None)


def test_offices_too_few_to_subtract_hide_the_counts_of_the_others(tmp_path: Path) -> None:
    rows = [row for cle in OFFICES for year in (2024, 2025) for row in _received(cle, year, "RSA", 20)]
    rows += [row for cle in OFFICES for year in (2024, 2025) for row in _received(cle, year, "FISCALITE", 20)]
    newcomer = "COM-00099"
    rows += _received(newcomer, 2025, "RSA", 7)
    known = [*OFFICES, newcomer]
    view = vue(tmp_path, rows, [depot(known)], [office(cle, membre_du=None) for cle in known])
    with open_engine(view.fichiers) as engine:
        couverture = build_coverage(view, attach_base(engine, view.fichiers, REGISTRE))
        attach_register(engine, view.offices, couverture.arretes)
        attach_recommendations(engine, ())
        build_cases(engine, REGISTRE)
        table = signals_table(engine, couverture, read_activities(engine, view.offices))
    found = {row["domaine"]: row for row in table.to_pylist()}
    assert (found["RSA"]["avant"], found["RSA"]["apres"]) == (None, None)
    assert (found["FISCALITE"]["avant"], found["FISCALITE"]["apres"]) == (120, 120)


def test_a_domaine_of_thousands_of_cases_an_office_has_a_probability() -> None:
    """HAUSSE to the power of a large count overflows: the score must be reached through logarithms."""
    steady, totals = np.full(6, 4_000, dtype=np.int64), np.full(6, 40_000, dtype=np.int64)
    assert combine(steady, steady, totals, totals) > 0.1
    assert combine(steady, steady * 2, totals, totals) < 1e-6
