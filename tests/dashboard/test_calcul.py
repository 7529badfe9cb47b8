"""A value is computed from published integers only, and a mark stands where there is no value to show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.calcul import Calcul, compute
from dashboard.intervalles import share, wilson
from pipelines.indicateurs.registry import load_registry

INDICATEURS = load_registry().indicateurs
Ligne = dict[str, int | str]


def rate(favorables: int | str, terme: int | str, known: int = 100, closed: int = 100) -> Calcul:
    line: Ligne = {"favorables": favorables, "menees_a_terme": terme, "issue_renseignee": known, "closes": closed}
    return compute(INDICATEURS["taux-resolution"], line, protegee=False)


def median(n: int | str, cell: int | str | None) -> Calcul:
    line: Ligne = {"delai_n": n, "closes": n} | ({} if cell is None else {"delai_mediane_x2": cell})
    return compute(INDICATEURS["delai-median"], line, protegee=False)


@pytest.mark.parametrize(
    ("line", "valeur", "marque"), [({}, 0, None), ({"recues": 12}, 12, None), ({"recues": "c"}, None, "c")]
)
def test_a_count_absent_from_the_table_is_zero(line: Ligne, valeur: int | None, marque: str | None) -> None:
    found = compute(INDICATEURS["saisines-recues"], line, protegee=True)
    assert (found.valeur, found.n, found.base_n, found.marque) == (valeur, valeur, valeur, marque)


@pytest.mark.parametrize(
    ("favorables", "terme", "valeur", "n", "base", "marque"),
    [
        (4, 10, None, 4, 10, "trop peu"),
        (4, 11, 400 / 11, 4, 11, None),
        (0, 12, 0.0, 0, 12, None),
        (0, 0, None, 0, 0, "—"),
        ("c", 20, None, None, 20, "c"),
        ("c", 10, None, None, 10, "trop peu"),
        (5, "c", None, None, None, "c"),
    ],
)
def test_a_rate_needs_eleven_cases_and_visible_counts(
    favorables: int | str, terme: int | str, valeur: float | None, n: int | None, base: int | None, marque: str | None
) -> None:
    found = rate(favorables, terme)
    assert (found.valeur, found.n, found.base_n, found.marque) == (valeur, n, base, marque)


@pytest.mark.parametrize(
    ("known", "marque", "said"), [(79, "n.d.", True), (80, None, True), (94, None, True), (95, None, False)]
)
def test_a_rate_shows_from_eighty_percent_of_completeness_and_without_reserve_from_ninety_five(
    known: int, marque: str | None, *, said: bool
) -> None:
    found = rate(20, 40, known)
    assert found.marque == marque
    assert (f"{known},0\u202f%" in " ".join(found.reserves)) is said


@pytest.mark.parametrize(
    ("line", "valeur", "marque"),
    [
        ({"refusees": 0, "refus_base": 20, "recevabilite_renseignee": 0}, None, "n.d."),
        ({"refusees": 0, "refus_base": 0, "recevabilite_renseignee": 9}, None, "—"),
        ({"refusees": 0, "refus_base": 20, "recevabilite_renseignee": 9}, 0, None),
    ],
)
def test_what_nobody_records_is_not_zero(line: Ligne, valeur: int | None, marque: str | None) -> None:
    found = compute(INDICATEURS["refus-par-motif"], line, protegee=False)
    assert (found.valeur, found.marque) == (valeur, marque)


def test_a_count_the_release_did_not_know_is_not_read_as_zero() -> None:
    older: Ligne = {"delai_n": 40, "closes": 40, "delai_0_30": 20}
    found = compute(INDICATEURS["clos-90-jours"], older, protegee=False)
    assert (found.valeur, found.marque) == (None, "n.d.")


@pytest.mark.parametrize(
    ("line", "valeur", "marque"),
    [
        ({"recues_habitants": 12, "population": 80000}, 1.5, None),
        ({"recues_habitants": "c", "population": 80000}, None, "c"),
        ({"recues_habitants": 12}, None, "n.d."),
    ],
)
def test_a_rate_per_ten_thousand_needs_a_population(line: Ligne, valeur: float | None, marque: str | None) -> None:
    found = compute(INDICATEURS["saisines-pour-10000"], line, protegee=True)
    assert (found.valeur, found.marque) == (valeur, marque)


@pytest.mark.parametrize(
    ("n", "cell", "valeur", "marque"),
    [
        (11, 91, 45.5, None),
        (10, 91, None, "trop peu"),
        (0, None, None, "—"),
        ("c", None, None, "c"),
        (15, "trop peu", None, "trop peu"),
        (15, None, None, "trop peu"),
    ],
)
def test_a_median_is_its_cell_over_two_or_a_mark(
    n: int | str, cell: int | str | None, valeur: float | None, marque: str | None
) -> None:
    found = median(n, cell)
    assert (found.valeur, found.marque) == (valeur, marque)


def test_protected_counts_are_never_added() -> None:
    line: Ligne = {"delai_0_30": 10, "delai_31_60": 10, "delai_61_90": 10, "delai_n": 40, "closes": 40}
    indicateur = replace(INDICATEURS["clos-90-jours"], numerateur=("delai_0_30", "delai_31_60", "delai_61_90"))
    exact, protected = (compute(indicateur, line, protegee=flag) for flag in (False, True))
    assert (exact.valeur, protected.valeur, protected.marque) == (75.0, None, "n.d.")


def test_the_worked_example_of_every_indicator_can_be_found_again_from_its_counts() -> None:
    for indicateur in INDICATEURS.values():
        if indicateur.forme == "taux":
            assert share(indicateur.exemple.n, indicateur.exemple.base, 1) == indicateur.exemple.valeur


@pytest.mark.parametrize(
    ("n", "base", "low", "high"), [(0, 10, 0.0, 27.8), (10, 10, 72.2, 100.0), (50, 100, 40.4, 59.6), (1, 2, 9.5, 90.5)]
)
def test_the_wilson_interval_matches_its_published_values(n: int, base: int, low: float, high: float) -> None:
    assert wilson(n, base) == pytest.approx((low, high), abs=0.05)
