"""The parts of a change sum to it exactly, mean what they say, and never speak of one or two offices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.indicateurs.registry import load_registry
from pipelines.publication.couverture import build_coverage
from pipelines.publication.decomposition_classement import Classement
from pipelines.publication.decomposition_exacte import UNITE, Effets, Rapport, combine, split_office, total
from pipelines.publication.decomposition_paires import list_pairs
from pipelines.publication.decomposition_porte import allocate, group_small, is_separable
from pipelines.publication.decomposition_rapport import DENOMINATEUR, split_ratio
from pipelines.publication.decomposition_situation import Cellules, Situation
from pipelines.publication.decomposition_volume import AUTRES, split_volume
from pipelines.publication.millesime import publish
from tests.publication.constructeur import depot, office, read, saisine, vue

REGISTRE = load_registry()
BORNE = Fraction(1, 10**12)
FAMILLES, CANAUX = ("FINANCES_FISCALITE", "LOGEMENT", "SOCIAL_INSERTION"), ("COURRIEL", "COURRIER")
VALEURS = frozenset({"depart", "arrivee", "total"})
DETAIL = frozenset({"famille", "canal"})
DELAI, VOLUME, TAUX = (REGISTRE.find(code) for code in ("T3m", "V1", "O1"))


def _situation(table: Any, indicateur: Any = DELAI, **overrides: Any) -> Situation:
    """A pair of windows from sums and counts by office, family and canal; every office is present throughout."""
    cells = np.array(table, dtype=np.int64)
    offices = cells.shape[1]
    here = (True,) * offices
    classement = overrides.pop("classement", Classement((here, here), tuple(range(offices)), (), ()))
    values: dict[str, Any] = {"annuelle": True, "complete": True, "type": ""} | overrides
    cellules = Cellules(cells, FAMILLES[: cells.shape[2]], CANAUX[: cells.shape[3]], ("COMMUNE",) * offices)
    return Situation(indicateur, cellules, classement, **values)


def _sort(communs: Sequence[int], entrants: Sequence[int] = (), sortants: Sequence[int] = ()) -> Classement:
    size = len(communs) + len(entrants) + len(sortants)
    return Classement(((True,) * size, (True,) * size), tuple(communs), tuple(entrants), tuple(sortants))


def _parts(lines: Any) -> dict[str, Fraction]:
    return {part: Fraction(value, denominateur) for part, code, value, denominateur, _ in lines if code is None}


def _rate(somme: int, effectif: int) -> Fraction:
    return Fraction(somme, effectif)


def _independent(table: Any) -> dict[str, Fraction]:
    """The four parts of a ratio by fractions, from their definition: Δ(w r) = Δw r̄ + w̄ Δr at each level."""
    s0, n0, s1, n1 = (np.array(axis, dtype=object) for axis in table)

    def mean(rates: tuple[Fraction | None, Fraction | None]) -> Fraction:
        known = [rate for rate in rates if rate is not None]
        return sum(known, Fraction(0)) / len(known) if known else Fraction(0)

    def level(axis: tuple[Any, ...]) -> tuple[Fraction | None, Fraction | None]:
        return tuple(
            _rate(int(np.sum(s[axis])), int(np.sum(n[axis]))) if np.sum(n[axis]) else None
            for s, n in ((s0, n0), (s1, n1))
        )  # type: ignore[return-value]

    def weights(part: tuple[Any, ...], whole: tuple[Any, ...]) -> tuple[Fraction, Fraction] | None:
        if not (np.sum(n0[whole]) and np.sum(n1[whole])):
            return None
        return tuple(Fraction(int(np.sum(n[part])), int(np.sum(n[whole]))) for n in (n0, n1))  # type: ignore[return-value]

    parts = dict.fromkeys(("poids_offices", "mix_domaines", "mix_canaux", "effet_propre"), Fraction(0))
    every = slice(None)
    for o, f, c in product(*map(range, s0.shape)):
        chain = [(every, every, every), (o, every, every), (o, f, every), (o, f, c)]
        scale = Fraction(1)
        for name, whole, part in zip(parts, chain, chain[1:], strict=False):
            w = weights(part, whole)
            if w is None:
                scale = Fraction(0)
                break
            first = all(index == 0 for index in (o, f, c)[chain.index(part) :])
            if first:
                parts[name] += scale * (w[1] - w[0]) * mean(level(part))
            scale *= (w[0] + w[1]) / 2
        before, after = level(chain[-1])
        if scale and before is not None and after is not None:
            parts["effet_propre"] += scale * (after - before)
    return parts


LIGNES = st.tuples(st.integers(0, 400), st.integers(0, 9), st.integers(0, 400), st.integers(0, 9))


@settings(deadline=None)
@given(st.lists(LIGNES, min_size=12, max_size=12))
def test_an_independent_computation_by_fractions_finds_every_part_again(lines: list[tuple[int, ...]]) -> None:
    cells = [(s0 if n0 else 0, n0, s1 if n1 else 0, n1) for s0, n0, s1, n1 in lines]
    table = np.array(cells, dtype=object).reshape(2, 3, 2, 4).transpose(3, 0, 1, 2)
    offices = [total(Rapport(*map(int, cell)) for cell in table[:, o].reshape(4, -1).T) for o in range(2)]
    whole = total(offices)
    if not whole.plein:
        return
    splits = []
    for o in range(2):
        familles = [[Rapport(*map(int, table[:, o, f, c])) for c in range(2)] for f in range(3)]
        held = [[canal for canal in canaux if canal.n0 or canal.n1] for canaux in familles]
        splits.append((offices[o], split_office(offices[o], [(total(canaux), canaux) for canaux in held if canaux])))
    found = {name: Fraction(value, UNITE) for name, value in combine(splits).items()}
    expected = _independent(table)
    assert all(abs(found[name] - expected[name]) < BORNE for name in expected)
    change = _rate(whole.s1, whole.n1) - _rate(whole.s0, whole.n0)
    assert sum(expected.values()) == change
    assert abs(sum(found.values()) - change) < BORNE


@pytest.mark.parametrize(
    ("apres", "moved"),
    [
        ([[[1600, 160], [0, 0]], [[4000, 40], [0, 0]]], "mix_domaines"),
        ([[[1500, 100], [0, 0]], [[15000, 100], [0, 0]]], "effet_propre"),
    ],
)
def test_each_effect_is_what_its_name_says(apres: Any, moved: str) -> None:
    """100 cases of 10 days and 100 of 100 days: either 60 of them change family, or every delay grows by half."""
    avant = [[[1000, 100], [0, 0]], [[10000, 100], [0, 0]]]
    cells = np.array([avant, apres]).transpose(0, 3, 1, 2).reshape(4, 1, 2, 2)
    parts = _parts(split_ratio(_situation(np.repeat(cells, 3, axis=1))))
    assert parts[moved] == parts["total"] != 0
    assert {name for name, value in parts.items() if value} == {moved, "total", "depart", "arrivee"}


def test_a_shift_between_canaux_inside_a_family_is_a_mix_of_canaux() -> None:
    table = [[[[1000, 5000]]] * 3, [[[100, 50]]] * 3, [[[500, 10000]]] * 3, [[[50, 100]]] * 3]
    parts = _parts(split_ratio(_situation(table)))
    assert parts["mix_canaux"] == parts["total"]


def test_an_office_that_weighs_more_moves_the_network_without_changing() -> None:
    sizes = [(100, 100), (100, 100), (100, 300)]
    days = (10, 20, 60)
    table = [
        [[[day * n0]] for day, (n0, _) in zip(days, sizes, strict=True)],
        [[[n0]] for n0, _ in sizes],
        [[[day * n1]] for day, (_, n1) in zip(days, sizes, strict=True)],
        [[[n1]] for _, n1 in sizes],
    ]
    parts = _parts(split_ratio(_situation(table)))
    assert parts["poids_offices"] == parts["total"] > 0


def _uniform(counts: Sequence[tuple[int, int]], days: int = 10) -> Any:
    """Offices with one family and one canal: (before, after) cases of the same delay."""
    return [
        [[[days * n0]] for n0, _ in counts],
        [[[n0]] for n0, _ in counts],
        [[[days * n1]] for _, n1 in counts],
        [[[n1]] for _, n1 in counts],
    ]


CINQ = [(50, 60)] * 5


@pytest.mark.parametrize(
    ("moving", "expected"),
    [
        ([], {"entrees": 0, "sorties": 0, "presents": 50}),
        ([(0, 40)] * 3, {"entrees": 120, "sorties": 0, "presents": 50}),
        ([(0, 40)], {"offices": 90}),
        ([(0, 4)] * 2 + [(0, 90)], {"offices": 148}),
    ],
)
def test_newcomers_are_told_apart_when_three_of_them_make_eleven_cases(moving: Any, expected: dict[str, int]) -> None:
    table = _uniform([*CINQ, *moving])[1:4:2]
    found = _sort(range(5), range(5, 5 + len(moving)))
    volumes = _situation([table[0], table[0], table[1], table[1]], VOLUME, classement=found, annuelle=False)
    parts = _parts(split_volume(volumes))
    assert {name: value for name, value in parts.items() if name not in VALEURS} == expected
    assert sum(expected.values()) == parts["total"]


def test_a_yearly_total_that_offices_publish_themselves_may_stand_alone() -> None:
    before, after = _uniform([*CINQ, (0, 40)])[1:4:2]
    found = _situation([before, before, after, after], VOLUME, classement=_sort(range(5), [5]))
    assert _parts(split_volume(found))["entrees"] == 40
    small = _uniform([*CINQ, (0, 10)])[1:4:2]
    hidden = _situation([small[0], small[0], small[1], small[1]], VOLUME, classement=_sort(range(5), [5]))
    assert "entrees" not in _parts(split_volume(hidden))


@pytest.mark.parametrize(
    ("moving", "names"),
    [([(0, 40)] * 3, {"entrees", "sorties"}), ([(0, 40)] * 2, set()), ([(0, 400), (0, 3), (0, 3)], set())],
)
def test_the_perimeter_of_a_mean_is_merged_with_the_weights_when_it_is_one_or_two_offices(
    moving: Any, names: set[str]
) -> None:
    found = _sort(range(5), range(5, 5 + len(moving)))
    parts = _parts(split_ratio(_situation(_uniform([*CINQ, *moving]), classement=found)))
    assert parts.keys() & {"entrees", "sorties", "perimetre"} == names
    assert ("offices" in parts) == (not names)
    assert sum(value for name, value in parts.items() if name not in VALEURS) == parts["total"]


def test_a_field_filled_one_year_and_not_the_other_makes_no_mix() -> None:
    table = np.zeros((4, 3, 2, 1), dtype=np.int64)
    table[:2, :, 0, 0], table[2:, :, 1, 0] = [[1000] * 3, [100] * 3], [[5000] * 3, [100] * 3]
    cells = Cellules(table, ("(vide)", "LOGEMENT"), ("COURRIEL",), ("COMMUNE",) * 3)
    parts = _parts(split_ratio(Situation(DELAI, cells, _sort(range(3)), annuelle=True, complete=True)))  # type: ignore[arg-type]
    assert "mix_domaines" not in parts
    assert parts["interne"] == parts["total"] == 40


def test_a_type_shows_multiples_of_five_and_tenths() -> None:
    kept = [(51, 62), (48, 77), (33, 41)]
    table = np.array(_uniform(kept, 7))
    volumes = _situation(table[[1, 1, 3, 3]], VOLUME, type="COMMUNE")
    lines = list(split_volume(volumes))
    assert all(value % 5 == 0 and denominateur == 1 for _, _, value, denominateur, _ in lines)
    assert {line[3] for line in split_ratio(_situation(table, type="COMMUNE"))} == {10}


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(-(10**15), 10**15), min_size=1), st.integers(-50, 50))
def test_what_is_allocated_sums_to_the_target(parts: dict[str, int], more: int) -> None:
    echelle = 10**5
    target = sum(parts.values()) // echelle + more
    shown = allocate(parts, echelle, target)
    assert sum(shown.values()) == target
    assert all(abs(shown[name] * echelle - parts[name]) <= echelle * (1 + abs(more)) for name in parts)


@pytest.mark.parametrize(
    ("counts", "separable"),
    [([], True), ([0, 0], True), ([50, 50], False), ([50, 50, 50], True), ([900, 5, 5], False), ([4, 3, 3], False)],
)
def test_a_group_of_offices_is_told_apart_from_three_on(counts: list[int], separable: bool) -> None:
    assert is_separable(counts) is separable


@given(st.dictionaries(st.sampled_from(FAMILLES + CANAUX), st.tuples(*[st.integers(0, 30)] * 3), min_size=1))
def test_no_group_of_families_is_small_nor_leaves_a_small_rest(lines: dict[str, tuple[int, int, int]]) -> None:
    exact = {code: line[:2] for code, line in lines.items()}
    hors = {code: line[2] for code, line in lines.items()}
    for group in group_small(exact, hors):
        sums = [sum(lines[code][rank] for code in group) for rank in range(3)]
        assert all(count == 0 or count >= 11 for count in sums)


def _base(folder: Path) -> Path:
    """Eight offices over three years, three of them newcomers of 2025, delays and outcomes that move."""
    offices = [f"COM-{rank:05d}" for rank in range(8)]
    rows = []
    for rank, cle in enumerate(offices):
        for year in (2023, 2024, 2025) if rank < 5 else (2025,):
            for case in range(30 + 3 * rank + (year - 2023) * (rank - 1)):
                start = date(year, 1 + case % 12, 1 + case % 28)
                rows.append(
                    saisine(
                        office_id=cle,
                        date_reception=start,
                        date_cloture=date.fromordinal(start.toordinal() + 5 + (case * 7 + rank * year) % 90),
                        domaine=("RSA", "FISCALITE", "HABITAT_LOGEMENT")[(case + year) % 3],
                        canal=CANAUX[(case * year) % 5 % 2],
                        issue="FAVORABLE_USAGER" if (case * rank + year) % 3 else "ECHEC",
                    )
                )
    publish(vue(folder, rows, [depot(offices)], [office(cle) for cle in offices]), folder / "p")
    return folder / "p" / "2026-01"


@pytest.fixture(scope="module")
def publie(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The rows of a published decomposition."""
    return read(_base(tmp_path_factory.mktemp("decomposition")), "reseau/decomposition.parquet")


def _groups(rows: list[dict[str, Any]]) -> dict[tuple[str, ...], dict[str, int]]:
    groups: dict[tuple[str, ...], dict[str, int]] = {}
    for row in rows:
        if row["code"] is None:
            key = tuple(row[name] for name in ("type", "indicateur", "grain", "periode", "reference"))
            groups.setdefault(key, {})[row["part"]] = row["valeur"]
    return groups


def test_published_parts_sum_to_the_published_change_to_the_last_unit(publie: list[dict[str, Any]]) -> None:
    groups = _groups(publie)
    assert {key[1] for key in groups} == {"saisines-recues", "dossiers-clos", "delai-moyen", "taux-resolution"}
    assert {key[2] for key in groups} == {"annee", "trimestre", "glissant"}
    for values in groups.values():
        assert values["arrivee"] - values["depart"] == values["total"]
        assert sum(value for part, value in values.items() if part not in VALEURS) == values["total"]


def test_the_change_is_that_of_the_figures_within_the_bound(publie: list[dict[str, Any]], tmp_path: Path) -> None:
    rows = read(_base(tmp_path), "reseau/citable.parquet")
    network = {
        (row["periode"], row["mesure"]): row["valeur"]
        for row in rows
        if (row["croisement"], row["perimetre"], row["cohorte"]) == ("reseau", "reel", "closes")
    }
    delay = {
        key[3:]: Fraction(values["total"], DENOMINATEUR)
        for key, values in _groups(publie).items()
        if key[:2] == ("", "delai-moyen") and key[2] != "glissant"
    }
    assert ("2025", "2024") in delay
    for pair, change in delay.items():
        after, before = (_rate(network[p, "delai_somme"], network[p, "delai_n"]) for p in pair)
        assert abs(change - (after - before)) <= BORNE


def test_the_detail_by_family_sums_to_the_offices_present(publie: list[dict[str, Any]]) -> None:
    groups = _groups(publie)
    detail: dict[tuple[str, ...], int] = {}
    for row in publie:
        if row["part"] in DETAIL:
            key = tuple(row[name] for name in ("type", "indicateur", "grain", "periode", "reference"))
            detail[(*key, row["part"])] = detail.get((*key, row["part"]), 0) + row["valeur"]
    assert detail
    assert all(groups[key[:-1]]["presents"] == value for key, value in detail.items())
    assert AUTRES not in FAMILLES


def test_only_periods_that_are_over_are_compared_with_the_same_one_a_year_before(tmp_path: Path) -> None:
    couverture = build_coverage(vue(tmp_path, [saisine()]), date(2023, 11, 10))
    pairs = {(p.fenetre.grain, p.fenetre.id, p.reference.id) for p in list_pairs(couverture)}
    assert pairs == {
        *(("annee", str(year), str(year - 1)) for year in (2024, 2025)),
        ("trimestre", "2024-T4", "2023-T4"),
        *(("trimestre", f"2025-T{rank}", f"2024-T{rank}") for rank in (1, 2, 3, 4)),
        *(("glissant", f"2025-{month}", f"2024-{month}") for month in (10, 11, 12)),
    }


def test_an_office_without_two_rates_has_no_effect_of_its_own() -> None:
    assert split_office(Rapport(0, 0, 50, 5), [(Rapport(0, 0, 50, 5), [Rapport(0, 0, 50, 5)])]) == Effets()
