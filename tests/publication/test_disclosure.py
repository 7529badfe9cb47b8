"""The declared method, at each threshold − 1, 0, + 1, on every kind of crossing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.indicateurs.registry import load_registry
from pipelines.publication.blocs import Bloc, Entiers
from pipelines.publication.disclosure import PAS, hide_lone, hide_small, protect, round_counts
from pipelines.publication.mesures import cohort_measures
from pipelines.publication.plan import Usage, load_plan

REGISTRE = load_registry()
PLAN = {croisement.id: croisement for croisement in load_plan().croisements}
SENSIBLES = frozenset({"SOCIAL_INSERTION", "RSA"})


def _bloc(
    croisement: str, lines: list[tuple[str, ...]], cohorte: Any = "recues", grain: Any = "annee", **columns: Any
) -> Bloc:
    names = ("periode", "valeur1", "valeur2")[: len(lines[0])]
    table = {name: [line[rank] for line in lines] for rank, name in enumerate(names)}
    measures = {m.id: columns.get(m.id, [0] * len(lines)) for m in cohort_measures(REGISTRE, cohorte)}
    return Bloc(PLAN[croisement], cohorte, grain, pa.table(table | measures))


def _shown(bloc: Bloc, mesure: str, usage: Usage = "membre") -> list[int | str]:
    column = protect(bloc, usage, REGISTRE, SENSIBLES)[mesure]
    return [mark or int(value) for value, mark in zip(column.valeurs, column.marques, strict=True)]


def _lines(*values: str, periode: str = "2025") -> list[tuple[str, ...]]:
    return [(periode, value) for value in values]


def _integers(*values: int) -> Entiers:
    return np.array(values, dtype=np.int64)


@pytest.mark.parametrize(("usage", "shown"), [("membre", ["c", "c", 5]), ("citable", ["c", "c", "c"])])
def test_small_counts_are_hidden_by_usage(usage: Usage, shown: list[int | str]) -> None:
    bloc = _bloc("canal", _lines("A", "B", "C"), recues=[1, 4, 5])
    assert _shown(bloc, "recues", usage) == shown


@pytest.mark.parametrize(("n", "shown"), [(0, 0), (1, "c"), (9, "c"), (10, "c"), (11, 11)])
def test_the_citable_threshold_is_ten(n: int, shown: int | str) -> None:
    bloc = _bloc("famille", _lines("A", "B", "C", "D"), recues=[n, 1, 1, 50])
    assert _shown(bloc, "recues", "citable")[0] == shown


def test_the_whole_network_is_exact_even_when_small() -> None:
    assert _shown(_bloc("reseau", [("2024",), ("2025",)], recues=[1, 12]), "recues", "citable") == [1, 12]


def test_a_lone_hidden_count_takes_the_next_smallest_with_it() -> None:
    lines = [*_lines("A", "B", "C", "D"), *_lines("A", "B", periode="2026")]
    assert _shown(_bloc("canal", lines, recues=[3, 0, 7, 90, 2, 3]), "recues") == ["c", 0, "c", 90, "c", "c"]
    assert _shown(_bloc("canal", lines, recues=[5, 0, 7, 90, 2, 0]), "recues") == [5, 0, 7, 90, "c", 0]


@pytest.mark.parametrize(
    ("n", "shown"), [(0, 0), (4, "c"), (5, 5), (7, 5), (8, 10), (10, 10), (11, 10), (12, 10), (13, 15)]
)
def test_a_crossing_by_type_is_rounded_to_five(n: int, shown: int | str) -> None:
    assert _shown(_bloc("type", _lines("COMMUNE"), recues=[n]), "recues") == [shown]


@pytest.mark.parametrize(("n", "shown"), [(4, "c"), (5, 5), (10, 10), (11, 11), (12, 12)])
def test_a_yearly_total_of_an_office_is_exact_from_eleven_on(n: int, shown: int | str) -> None:
    assert _shown(_bloc("office", _lines("COM-1"), recues=[n]), "recues") == [shown]


def test_only_the_three_totals_of_an_office_are_exact() -> None:
    bloc = _bloc("office", _lines("COM-1"), recues=[12], competence_oui=[12])
    assert _shown(bloc, "competence_oui") == [10]


@pytest.mark.parametrize("croisement", ["type*famille", "office*famille"])
def test_a_sensitive_family_keeps_the_citable_threshold_for_members(croisement: str) -> None:
    lines: list[tuple[str, ...]] = [("2025", "X", "SOCIAL_INSERTION"), ("2025", "X", "LOGEMENT")]
    assert _shown(_bloc(croisement, lines, recues=[10, 10]), "recues") == ["c", 10]
    assert _shown(_bloc(croisement, lines, recues=[11, 5]), "recues") == [10, 5]


def test_a_sensitive_domaine_keeps_it_too() -> None:
    assert _shown(_bloc("domaine", _lines("RSA", "SANTE", "SPORT"), recues=[10, 2, 5]), "recues") == ["c", "c", 5]


DELAIS = {"delai_somme": [1000], "delai_mediane_x2": [77], "delai_p90_x10": [1501]}


@pytest.mark.parametrize(("n", "shown"), [(0, "trop peu"), (10, "trop peu"), (11, 77), (12, 77)])
@pytest.mark.parametrize("croisement", ["reseau", "office"])
def test_no_median_under_eleven_cases(croisement: str, n: int, shown: int | str) -> None:
    lines: list[tuple[str, ...]] = [("2025", "COM-1")[: 1 + len(PLAN[croisement].criteres)]]
    bloc = _bloc(croisement, lines, "closes", closes=[30], delai_n=[n], **DELAIS)
    assert _shown(bloc, "delai_mediane_x2") == [shown]


def test_a_sum_follows_the_rounding_of_its_count_and_keeps_the_mean() -> None:
    bloc = _bloc("type", _lines("REGION"), "closes", delai_n=[13], **DELAIS)
    assert _shown(bloc, "delai_n") == [15]
    assert _shown(bloc, "delai_somme") == [round(1000 / 13 * 15)]
    network = _bloc("reseau", [("2025",)], "closes", delai_n=[13], **DELAIS)
    assert _shown(network, "delai_somme") == [1000]


def test_a_delay_is_hidden_with_the_count_it_rests_on() -> None:
    bloc = _bloc(
        "canal",
        _lines("A", "B"),
        "closes",
        delai_n=[12, 3],
        delai_somme=[9, 9],
        delai_mediane_x2=[7, 7],
        delai_p90_x10=[7, 7],
    )
    assert _shown(bloc, "delai_n") == ["c", "c"]
    assert _shown(bloc, "delai_somme") == ["c", "trop peu"]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 30)), max_size=40), st.sampled_from([4, 10]))
def test_no_group_keeps_a_single_hidden_count_when_another_could_hide(cells: list[tuple[int, int]], seuil: int) -> None:
    groups, values = _integers(*(g for g, _ in cells)), _integers(*(v for _, v in cells))
    hidden = hide_lone(values, hide_small(values, _integers(*[seuil] * len(cells))), groups)
    for group in set(groups.tolist()):
        mine = groups == group
        assert hidden[mine].sum() != 1 or (values[mine] > 0).sum() == 1
        assert not (hidden & (values == 0)).any()
        assert all(hidden[mine & (values >= 1) & (values <= seuil)])


@given(st.lists(st.integers(0, 10_000), max_size=50))
def test_rounding_never_moves_a_count_by_more_than_two(values: list[int]) -> None:
    rounded = round_counts(_integers(*values))
    assert all(abs(a - b) <= 2 and a % PAS == 0 for a, b in zip(rounded.tolist(), values, strict=True))
