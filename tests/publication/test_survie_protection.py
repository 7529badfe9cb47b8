"""What the gate lets out of a curve, at each threshold − 1, 0, + 1."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.publication.disclosure import PAS
from pipelines.publication.plan import Usage, load_plan
from pipelines.publication.survie_calcul import INDEFINI, Lot
from pipelines.publication.survie_preparation import GRILLE, ISSUES
from pipelines.publication.survie_protection import Colonnes, exact_columns, protect_curves

PLAN = {croisement.id: croisement for croisement in load_plan().croisements}
SENSIBLES = frozenset({"SOCIAL_INSERTION"})
JOURS = len(GRILLE)
Ligne = dict[str, Any]


def _line(**overrides: Any) -> Ligne:
    """100 cases followed, 60 closed on the first day with the first outcome, 40 still at risk on every day."""
    line: Ligne = {"periode": "2025", "valeur": "A", "suivis": 100, "clos": 60, "somme": 600, "mediane_x2": 20}
    line |= {"risque": 40, "cumul": 60, "cumuls": (60, 0, 0, 0, 0), "parts": (600_000, 500_000, 700_000)}
    line |= {"issues": (600_000, 0, 0, 0, 0), "quartile": (10, 8, 12, 40)}
    return line | overrides


def _lot(croisement: str, *lines: Ligne) -> Lot:
    def column(name: str) -> Any:
        return np.array([line[name] for line in lines], dtype=np.int64)

    def daily(name: str) -> Any:
        return np.repeat(column(name)[..., None], JOURS, axis=-1)

    return Lot(
        croisement=croisement,
        vue="recues",
        periodes=np.array([line["periode"] for line in lines], dtype=object),
        valeurs=np.array([line["valeur"] for line in lines], dtype=object),
        compte=np.ones(len(lines), dtype=np.int64),
        risque=daily("risque"),
        cumul=daily("cumul"),
        cumuls=daily("cumuls").transpose(1, 0, 2),
        parts=np.concatenate([daily("parts").transpose(1, 0, 2), daily("issues").transpose(1, 0, 2)]),
        quartiles=np.repeat(column("quartile")[None], 3, axis=0),
        **{name: column(name) for name in ("suivis", "clos", "somme", "mediane_x2")},
    )


def _shown(columns: Colonnes, mesure: str) -> list[int | str]:
    column = columns[mesure]
    return [mark or int(value) for value, mark in zip(column.valeurs, column.marques, strict=True)]


def _protect(croisement: str, mesure: str, *lines: Ligne, usage: Usage = "membre") -> list[int | str]:
    return _shown(protect_curves(_lot(croisement, *lines), PLAN[croisement], usage, SENSIBLES), mesure)


@pytest.mark.parametrize("n", [1, 4, 10, 11])
def test_the_network_counts_are_exact(n: int) -> None:
    lines = [_line(valeur="", suivis=n, clos=n, risque=n, cumul=n)]
    assert [_protect("reseau", name, *lines, usage="citable")[0] for name in ("suivis", "clos", "clos_090")] == [n] * 3


@pytest.mark.parametrize(("risque", "shown"), [(10, "trop peu"), (11, 600_000), (12, 600_000)])
@pytest.mark.parametrize("mesure", ["part_090", "favorable_090"])
def test_no_probability_under_eleven_at_risk(mesure: str, risque: int, shown: int | str) -> None:
    assert _protect("reseau", mesure, _line(valeur="", risque=risque)) == [shown]


@pytest.mark.parametrize(("risque", "shown"), [(10, "trop peu"), (11, 10)])
def test_no_quartile_under_eleven_at_risk(risque: int, shown: int | str) -> None:
    assert _protect("reseau", "mediane", _line(valeur="", quartile=(10, 8, 12, risque))) == [shown]


def test_a_quartile_not_reached_has_no_value() -> None:
    line = _line(valeur="", quartile=(INDEFINI, 30, INDEFINI, INDEFINI))
    assert _protect("reseau", "q75", line) == ["trop peu"]


@pytest.mark.parametrize(("clos", "shown"), [(10, "trop peu"), (11, 545)])
def test_no_mean_under_eleven_closed(clos: int, shown: int | str) -> None:
    assert _protect("reseau", "clos_moyenne_x10", _line(valeur="", clos=clos)) == [shown]


@pytest.mark.parametrize(
    ("usage", "n", "shown"),
    [
        ("membre", 4, "c"),
        ("membre", 5, 5),
        ("citable", 5, "c"),
        ("citable", 10, "c"),
        ("citable", 11, 11),
        ("membre", 0, 0),
    ],
)
def test_small_counts_of_a_family_are_hidden(usage: Usage, n: int, shown: int | str) -> None:
    lines = [_line(cumul=n), _line(valeur="B", cumul=3), _line(valeur="C", cumul=3), _line(valeur="D")]
    assert _protect("famille", "clos_090", *lines, usage=usage)[0] == shown


def test_a_sensitive_family_keeps_the_citable_threshold() -> None:
    lines = [_line(valeur="SOCIAL_INSERTION", cumul=10), _line(valeur="B", cumul=3)]
    assert _protect("famille", "clos_090", *lines) == ["c", "c"]


def test_a_lone_small_count_hides_the_next_smallest_family() -> None:
    lines = [_line(cumul=3), _line(valeur="B", cumul=20), _line(valeur="C", cumul=60)]
    assert _protect("famille", "clos_090", *lines) == ["c", "c", 60]


def test_a_probability_goes_with_its_count() -> None:
    lines = [_line(cumul=3), _line(valeur="B", cumul=2), _line(valeur="C")]
    for mesure in ("part_090", "part_bas_090", "part_haut_090", "favorable_090", "autre_090"):
        assert _protect("famille", mesure, *lines)[:2] == ["c", "c"]


def test_closed_and_open_are_hidden_together() -> None:
    lines = [_line(suivis=63), _line(valeur="B", suivis=62), _line(valeur="C")]
    assert _protect("famille", "ouverts", *lines) == ["c", "c", 40]
    assert _protect("famille", "clos", *lines) == ["c", "c", 60]
    assert _protect("famille", "suivis", *lines) == [63, 62, 100]


@given(st.lists(st.lists(st.sampled_from([0, 1, 3, 4, 5, 9, 30, 200]), min_size=5, max_size=5), min_size=2, max_size=6))
def test_no_sum_of_outcomes_has_one_hidden_term(counts: list[list[int]]) -> None:
    lines = [
        _line(valeur=f"F{rank}", cumuls=tuple(row), cumul=sum(row), clos=sum(row), suivis=sum(row) + 50)
        for rank, row in enumerate(counts)
    ]
    columns = protect_curves(_lot("famille", *lines), PLAN["famille"], "membre", SENSIBLES)
    hidden = np.array([[mark == "c" for mark in columns[f"{nom}_090"].marques] for nom in ISSUES])
    total = np.array([mark == "c" for mark in columns["clos_090"].marques])
    table = np.array(counts).T
    for rank in range(len(counts)):
        open_terms = ((table[:, rank] > 0) & ~hidden[:, rank]).any()
        assert total[rank] or hidden[:, rank].sum() != 1 or not open_terms
    for rank in range(len(ISSUES)):
        assert hidden[rank].sum() != 1 or not ((table[rank] > 0) & ~hidden[rank]).any()


@pytest.mark.parametrize("croisement", ["type", "office"])
def test_where_offices_are_split_counts_go_by_five(croisement: str) -> None:
    lines = [_line(suivis=103, clos=62, risque=38, cumul=62)]
    names = ("suivis", "clos", "ouverts", "risque_090", "clos_090")
    assert [_protect(croisement, name, *lines)[0] for name in names] == [105, 60, 45, 40, 60]


@given(st.integers(11, 400), st.integers(0, 1_000_000))
def test_where_offices_are_split_a_share_goes_by_five_cases(suivis: int, part: int) -> None:
    line = _line(suivis=suivis, clos=suivis, parts=(part, INDEFINI, INDEFINI))
    shown = _protect("office", "part_090", line)[0]
    base = (suivis + 2) // 5 * 5
    assert isinstance(shown, int)
    assert shown * base / PAS / 1e6 == pytest.approx(round(shown * base / PAS / 1e6), abs=1e-4)
    assert abs(shown - part) <= 1e6 * PAS / base / 2 + 1
    assert _protect("office", "part_bas_090", line) == ["trop peu"]


def test_a_private_file_is_exact_and_leaves_out_what_is_not_defined() -> None:
    few = _line(suivis=3, clos=2, risque=1, cumul=2, parts=(666_667, INDEFINI, INDEFINI), quartile=(9, INDEFINI, 20, 1))
    columns = exact_columns(_lot("office", few))
    names = ("suivis", "ouverts", "risque_090", "part_090", "part_bas_090", "mediane", "mediane_bas")
    assert [_shown(columns, name)[0] for name in names] == [3, 1, 1, 666_667, "trop peu", 9, "trop peu"]


def test_a_private_curve_stops_where_nobody_is_followed() -> None:
    assert _shown(exact_columns(_lot("office", _line(risque=0))), "part_540") == ["trop peu"]
