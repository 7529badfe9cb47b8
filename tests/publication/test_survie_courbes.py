"""The curves are Kaplan-Meier's and Aalen-Johansen's: equal to the definitions, and to two known implementations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from pipelines.publication.engine import Engine, open_engine
from tests.publication.survie_noyau import (
    CAUSES,
    Z95,
    Courbe,
    Observation,
    compute_exact,
    compute_sql,
    follow_days,
)

PROCHE = 1e-9
REELS = json.loads((Path(__file__).parent / "golden" / "survie_lifelines.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine() as opened:
        yield opened


def _observe(first: int, length: int, cause: int) -> Observation:
    return first, first + length, cause


ENTIERES = st.builds(_observe, st.just(0), st.integers(0, 30), st.integers(0, 5))
TRONQUEES = st.builds(_observe, st.integers(0, 12), st.integers(0, 20), st.integers(0, 5))
SUIVIES = st.one_of(st.lists(ENTIERES, min_size=1, max_size=60), st.lists(TRONQUEES, min_size=1, max_size=60))


@given(SUIVIES)
@settings(max_examples=50, deadline=None)
def test_the_sql_is_the_definition(engine: Engine, observations: list[Observation]) -> None:
    _assert_equal(compute_sql(engine, follow_days(observations)), compute_exact(observations))


@pytest.mark.parametrize(
    "observations",
    [
        [(0, 0, 1)],
        [(0, 5, 0)] * 3,
        [(0, 4, 1), (0, 4, 0), (0, 4, 2), (0, 9, 0)],
        [(0, 1, 1), (0, 2, 1), (5, 8, 2), (6, 9, 0)],
        [(0, 3, 1)] * 4 + [(0, 6, 0)] * 4,
        [(0, 10, 1), (0, 20, 1), (0, 30, 1), (0, 40, 1)],
        [(0, day, 1) for day in range(6)],
    ],
    ids=[
        "one closed at once",
        "all open",
        "ties",
        "nobody left then others enter",
        "half exactly",
        "quarters exactly",
        "half but for a rounding",
    ],
)
def test_the_borders(engine: Engine, observations: list[Observation]) -> None:
    _assert_equal(compute_sql(engine, follow_days(observations)), compute_exact(observations))


def test_outcomes_add_up_to_the_closed(engine: Engine) -> None:
    draw = np.random.default_rng(4)
    observations = [
        (0, int(day), int(cause))
        for day, cause in zip(draw.integers(0, 700, 5000), draw.integers(0, 6, 5000), strict=True)
    ]
    for jour in compute_sql(engine, follow_days(observations)).jours.values():
        assert sum(jour.parts) == pytest.approx(1 - jour.survie, abs=1e-11)


def test_a_million_cases_lose_no_digit(engine: Engine) -> None:
    jours = follow_days([(0, day, day % 6) for day in range(400)])
    many = jours.set_column(jours.schema.get_field_index("n"), "n", [[250_000 * n for n in jours["n"].to_pylist()]])
    exact = compute_exact([(0, day, day % 6) for day in range(400)])
    found = compute_sql(engine, many)
    assert found.jours[399].risque == 250_000
    for day, jour in exact.jours.items():
        assert found.jours[day].survie == pytest.approx(jour.survie, abs=PROCHE)
        assert found.jours[day].parts == pytest.approx(jour.parts, abs=PROCHE)


@given(SUIVIES)
@settings(max_examples=20, deadline=None)
def test_statsmodels_finds_the_same_curve(engine: Engine, observations: list[Observation]) -> None:
    survfunc = pytest.importorskip("statsmodels.duration.survfunc", exc_type=ImportError)
    entries, exits, causes = _arrays(observations)
    known = survfunc.SurvfuncRight(exits + 1, causes > 0, entry=entries + 0.5)
    found = compute_sql(engine, follow_days(observations)).jours
    days = [int(day) - 1 for day in known.surv_times]
    assert [found[day].survie for day in days] == pytest.approx(list(known.surv_prob), abs=PROCHE)
    assert [found[day].risque for day in days] == list(known.n_risk)
    for day, survie, error in zip(days, known.surv_prob, known.surv_prob_se, strict=True):
        if 0 < found[day].survie < 1:
            half = Z95 * error / (survie * np.log(survie))
            limits = sorted(survie ** np.exp((half, -half)))
            assert [found[day].bas, found[day].haut] == pytest.approx(limits, abs=PROCHE)


@given(st.lists(ENTIERES, min_size=2, max_size=60))
@settings(max_examples=20, deadline=None)
def test_statsmodels_finds_the_same_outcomes(engine: Engine, observations: list[Observation]) -> None:
    survfunc = pytest.importorskip("statsmodels.duration.survfunc", exc_type=ImportError)
    _, exits, causes = _arrays(observations)
    if not causes.any():
        return
    known = survfunc.CumIncidenceRight(exits + 1, causes)
    found = compute_sql(engine, follow_days(observations)).jours
    for rank, day in enumerate(known.times):
        parts = [float(known.cinc[cause - 1][rank]) if cause <= causes.max() else 0.0 for cause in CAUSES]
        assert found[int(day) - 1].parts == pytest.approx(parts, abs=PROCHE)


@given(SUIVIES)
@settings(max_examples=20, deadline=None)
def test_lifelines_finds_the_same_curve(engine: Engine, observations: list[Observation]) -> None:
    lifelines = pytest.importorskip("lifelines", reason="lifelines n’admet pas encore pandas 3")
    entries, exits, causes = _arrays(observations)
    try:
        known = lifelines.KaplanMeierFitter().fit(exits + 1, causes > 0, entry=entries + 0.5)
    except lifelines.exceptions.StatError:
        reject()
    found = compute_sql(engine, follow_days(observations)).jours
    limits = known.confidence_interval_
    for day in sorted({int(day) for day in exits}):
        survie = float(known.survival_function_.loc[day + 1].iloc[0])
        assert found[day].survie == pytest.approx(survie, abs=PROCHE)
        if 0 < found[day].survie < 1:
            assert [found[day].bas, found[day].haut] == pytest.approx(list(limits.loc[day + 1]), abs=PROCHE)


@given(st.lists(ENTIERES, min_size=2, max_size=60))
@settings(max_examples=20, deadline=None)
def test_lifelines_finds_the_same_outcomes(engine: Engine, observations: list[Observation]) -> None:
    """Its Aalen-Johansen moves ties a little: an open case then leaves half a day later, as on a whole day it does."""
    lifelines = pytest.importorskip("lifelines", reason="lifelines n’admet pas encore pandas 3")
    _, exits, causes = _arrays(observations)
    found = compute_sql(engine, follow_days(observations)).jours
    for cause in CAUSES:
        if not (causes == cause).any():
            continue
        fitter = lifelines.AalenJohansenFitter(calculate_variance=False, seed=1)
        with np.errstate(all="ignore"):
            known = fitter.fit(exits + 1 + 0.5 * (causes == 0), causes, event_of_interest=cause)
        for day in sorted({int(day) for day in exits}):
            part = float(known.predict(day + 1.4))
            assert found[day].parts[cause - 1] == pytest.approx(part, abs=PROCHE)


@pytest.mark.parametrize("jeu", sorted(REELS["jeux"]))
def test_lifelines_found_the_same_on_real_sets(engine: Engine, jeu: str) -> None:
    """Values computed once by lifelines on sets it ships; `source` says which version and how."""
    content = REELS["jeux"][jeu]
    observations = [(e, s, c) for e, s, c, times in content["observations"] for _ in range(times)]
    found = compute_sql(engine, follow_days(observations))
    for jour, survie, bas, haut, *parts in content["courbe"]:
        assert found.jours[jour].survie == pytest.approx(survie, abs=PROCHE)
        if 0 < survie < 1:
            assert [found.jours[jour].bas, found.jours[jour].haut] == pytest.approx([bas, haut], abs=PROCHE)
        if parts:
            assert found.jours[jour].parts == pytest.approx(parts, abs=PROCHE)
    assert found.quartiles["mediane"][0] == content["mediane"]


def _arrays(observations: list[Observation]) -> Any:
    return np.array(observations, dtype=float).T


def _assert_equal(found: Courbe, expected: Courbe) -> None:
    assert found.jours.keys() == expected.jours.keys()
    for day, jour in expected.jours.items():
        seen = found.jours[day]
        assert seen.risque == jour.risque
        assert seen.survie == pytest.approx(jour.survie, abs=1e-12)
        assert seen.parts == pytest.approx(jour.parts, abs=1e-12)
        assert (seen.bas is None, seen.haut is None) == (jour.bas is None, jour.haut is None)
        if jour.bas is not None:
            assert (seen.bas, seen.haut) == pytest.approx((jour.bas, jour.haut), abs=PROCHE)
    assert {nom: days[0] for nom, days in found.quartiles.items()} == {
        nom: days[0] for nom, days in expected.quartiles.items()
    }
    assert found.quartiles == expected.quartiles
    assert (found.somme, found.mediane_x2) == (expected.somme, expected.mediane_x2)
