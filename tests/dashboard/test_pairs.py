"""Peers are near for declared reasons, whatever their results, and a fragile group says so."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.pairs import POIDS, Candidat, find_peers, measure_distance, measure_gaps

MOI = Candidat("COM-1", "Arles", "COMMUNE", 50_000, 400, {"eau": True, "agents": False}, {"LOGEMENT": 60, "SOCIAL": 40})


def _other(rank: int, **overrides: Any) -> Candidat:
    values: dict[str, Any] = {"type": "COMMUNE", "population": 50_000, "volume": 400}
    values |= {"drapeaux": MOI.drapeaux, "familles": MOI.familles} | overrides
    return Candidat(f"COM-{rank + 2}", f"Ville {rank:02d}", **values)


def test_the_same_situation_is_at_no_distance() -> None:
    assert measure_distance(measure_gaps(MOI, _other(0)), tuple(POIDS)) == 0


@pytest.mark.parametrize(
    ("critere", "overrides", "gap"),
    [
        ("type", {"type": "EPCI"}, 1.0),
        ("population", {"population": 100_000}, 1 / 3),
        ("population", {"population": 5_000_000}, 1.0),
        ("population", {"population": None}, None),
        ("volume", {"volume": 0}, None),
        ("perimetre", {"drapeaux": {"eau": False, "agents": False}}, 0.5),
        ("perimetre", {"drapeaux": {}}, None),
        ("domaines", {"familles": {"LOGEMENT": 1, "SOCIAL": 1}}, 0.1),
        ("domaines", {"familles": {"EAU": 9}}, 1.0),
    ],
)
def test_each_gap_goes_from_alike_to_as_far_as_can_be(
    critere: str, overrides: dict[str, Any], gap: float | None
) -> None:
    found = measure_gaps(MOI, _other(0, **overrides))[critere]
    assert found == (gap if gap is None else pytest.approx(gap))


def test_the_nearest_are_peers_with_their_reasons_in_the_order_of_their_names() -> None:
    far = [_other(rank, type="REGION", population=4_000_000) for rank in range(20, 30)]
    near = [_other(rank, population=40_000 + 1000 * rank) for rank in range(8)]
    groupe = find_peers(MOI, [MOI, *far, *reversed(near)])
    names = [pair.candidat.nom for pair in groupe.pairs]
    assert names == sorted(names)
    assert len(names) == 7
    assert all(name.startswith("Ville 0") for name in names)
    assert groupe.reserves == ()
    assert groupe.pairs[0].raisons[0] == "Même type de collectivité."
    assert groupe.pairs[0].raisons[3] == "Périmètre de compétence\u202f: 2 points communs sur 2."


def test_dropping_a_criterion_lets_others_in() -> None:
    candidats = [_other(rank, type="EPCI") for rank in range(7)]
    candidats += [_other(rank, population=800_000) for rank in range(10, 17)]
    kept = [name for name in POIDS if name != "type"]
    assert {pair.candidat.type for pair in find_peers(MOI, candidats).pairs} != {"EPCI"}
    groupe = find_peers(MOI, candidats, criteres=kept)
    assert {pair.candidat.type for pair in groupe.pairs} == {"EPCI"}
    assert groupe.criteres == tuple(kept)


def test_a_thin_group_says_so() -> None:
    assert (
        find_peers(MOI, [_other(0), _other(1)]).reserves[0].startswith("Groupe trop mince\u202f: 2\u00a0pairs trouvés")
    )


def test_a_group_that_hangs_on_one_criterion_says_which() -> None:
    candidats = [_other(rank, population=400_000, volume=3200) for rank in range(7)]
    candidats += [_other(rank, type="EPCI") for rank in range(10, 17)]
    reserves = find_peers(MOI, candidats, criteres=("type", "population")).reserves
    assert any("sans le critère «\u202ftype de collectivité\u202f»" in reserve for reserve in reserves)


def test_peers_for_want_of_better_are_said_to_be_far() -> None:
    reserves = find_peers(
        MOI, [_other(r, type="REGION", population=None, volume=None, drapeaux={}) for r in range(6)]
    ).reserves
    assert "6\u00a0pairs éloignés, faute d’offices plus proches." in reserves


CANDIDATS = st.builds(
    _other,
    st.integers(0, 40),
    type=st.sampled_from(["COMMUNE", "EPCI"]),
    population=st.one_of(st.none(), st.integers(1, 10**7)),
    familles=st.dictionaries(st.sampled_from("abc"), st.integers(0, 50)),
)


@given(
    st.lists(CANDIDATS, max_size=12, unique_by=lambda c: c.office), st.sets(st.sampled_from(sorted(POIDS)), min_size=1)
)
def test_no_office_left_out_is_nearer_than_a_peer(candidats: list[Candidat], criteres: set[str]) -> None:
    groupe = find_peers(MOI, candidats, criteres=tuple(criteres))
    kept = {pair.candidat.office for pair in groupe.pairs}
    others = [measure_distance(measure_gaps(MOI, c), tuple(criteres)) for c in candidats if c.office not in kept]
    furthest = max((pair.distance for pair in groupe.pairs), default=0.0)
    assert all(distance >= furthest - 1e-12 for distance in others)
    assert all(0 <= pair.distance <= 1 for pair in groupe.pairs)
