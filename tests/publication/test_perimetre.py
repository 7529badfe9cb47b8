"""A constant perimeter holds the same offices throughout, and réel − constant never gives back a small count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.indicateurs.registry import load_registry
from pipelines.publication.blocs import Bloc, Colonne
from pipelines.publication.couverture import build_coverage
from pipelines.publication.disclosure import protect
from pipelines.publication.engine import open_engine
from pipelines.publication.millesime import publish
from pipelines.publication.perimetre import (
    Perimetre,
    build_constant_presence,
    constant_presence_table,
    list_perimeters,
    perimeters_table,
)
from pipelines.publication.perimetre_activite import Activite, find_activity
from pipelines.publication.perimetre_blocs import compute_constant_blocks
from pipelines.publication.perimetre_porte import ECART_MINIMUM, protect_constants
from pipelines.publication.plan import Usage, load_plan
from pipelines.publication.preparation import (
    attach_base,
    attach_recommendations,
    attach_register,
    build_cases,
    build_presence,
)
from tests.publication.constructeur import cells, depot, office, read, saisine, vue

REGISTRE = load_registry()
PLAN = {croisement.id: croisement for croisement in load_plan().croisements}
ANCIENS = [f"COM-{rank:05d}" for rank in range(1, 7)]
NOUVEAUX = [f"DEP-{rank:02d}" for rank in range(1, 7)]
PAR_MOIS = 4


def _flat_year(cle: str, year: int) -> list[dict[str, Any]]:
    return [
        saisine(office_id=cle, date_reception=date(year, month, 3 + day), date_cloture=None, issue=None)
        for month in range(1, 13)
        for day in range(PAR_MOIS)
    ]


@pytest.fixture(scope="module")
def doublement(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six offices from 2021 on, six more from 2025 on, each with 48 saisines a year."""
    rows = [row for cle in ANCIENS for year in (2021, 2022, 2023, 2024, 2025) for row in _flat_year(cle, year)]
    rows += [row for cle in NOUVEAUX for row in _flat_year(cle, 2025)]
    folder = tmp_path_factory.mktemp("doublement")
    known = [office(cle) for cle in (*ANCIENS, *NOUVEAUX)]
    publish(vue(folder, rows, [depot([*ANCIENS, *NOUVEAUX])], known), folder / "p")
    return folder / "p" / "2026-01"


@pytest.mark.parametrize("usage", ["citable", "membre"])
def test_where_membership_doubles_the_constant_series_is_flat(doublement: Path, usage: str) -> None:
    rows = read(doublement, f"reseau/{usage}.parquet")
    years = {"croisement": "reseau", "cohorte": "recues", "grain": "annee", "mesure": "recues"}
    flat = 6 * 12 * PAR_MOIS
    assert cells(rows, "periode", perimetre="constant-2021", **years) == dict.fromkeys(
        ("2021", "2022", "2023", "2024", "2025"), flat
    )
    assert cells(rows, "periode", perimetre="reel", **years)["2025"] == 2 * flat
    months = cells(rows, "periode", perimetre="constant-2021", **years | {"grain": "mois"})
    assert len(months) == 60
    assert set(months.values()) == {25, 24} & set(months.values())


def test_the_release_says_how_many_offices_a_perimeter_holds_and_names_none(doublement: Path) -> None:
    rows = read(doublement, "reseau/perimetres-constants.parquet")
    assert rows == [{"perimetre": "constant-2021", "depuis": 2021, "jusqu_a": 2025, "offices": 6}]


def test_a_month_shows_the_network_itself_until_it_differs(doublement: Path) -> None:
    rows = read(doublement, "reseau/citable.parquet")
    months = {"croisement": "reseau", "cohorte": "recues", "grain": "mois", "mesure": "recues"}
    constant = cells(rows, "periode", perimetre="constant-2021", **months)
    assert (constant["2024-12"], constant["2025-01"]) == (6 * PAR_MOIS, 25)


@pytest.mark.parametrize(
    ("membre_du", "premiere", "silence", "debut"),
    [
        (None, date(2023, 1, 9), 30, date(2023, 1, 1)),
        (None, date(2023, 9, 12), 30, date(2023, 9, 1)),
        (None, date(2023, 3, 1), 120, date(2023, 1, 1)),
        (None, date(2023, 6, 1), None, date(2023, 1, 1)),
        (date(2012, 1, 1), date(2023, 9, 12), 30, date(2023, 9, 1)),
        (date(2023, 5, 1), date(2023, 5, 20), 300, date(2023, 5, 1)),
        (date(2023, 11, 1), date(2023, 1, 20), 30, date(2023, 1, 1)),
    ],
)
def test_an_office_begins_when_its_cases_say_so(
    membre_du: date | None, premiere: date, silence: int | None, debut: date
) -> None:
    found = find_activity(office("COM-00001", membre_du=membre_du), premiere, date(2025, 12, 1), silence)
    assert found == Activite(debut)


@pytest.mark.parametrize(("derniere", "fin"), [(date(2024, 5, 1), date(2024, 6, 30)), (date(2025, 1, 1), None)])
def test_an_office_ends_with_its_membership_unless_it_goes_on_receiving(derniere: date, fin: date | None) -> None:
    left = office("COM-00001", membre_au=date(2024, 6, 30))
    assert find_activity(left, date(2020, 1, 2), derniere, 20).fin == fin


def test_offices_late_or_partial_are_in_no_constant_perimeter(tmp_path: Path) -> None:
    *ponctuels, tardif, arrive = (f"COM-{rank:05d}" for rank in range(11))
    known = [*ponctuels, tardif, arrive]
    view = vue(
        tmp_path,
        [saisine()],
        [depot([*ponctuels, arrive]), depot([tardif], date(2025, 6, 30))],
        [office(cle) for cle in known],
    )
    couverture = build_coverage(view, date(2021, 1, 1))
    activites = dict.fromkeys(known, Activite(date(2021, 1, 1))) | {arrive: Activite(date(2022, 7, 1))}
    perimetres = list_perimeters(couverture, activites)
    assert [(p.id, sorted(p.offices)) for p in perimetres] == [
        ("constant-2023", [*ponctuels, arrive]),
        ("constant-2021", ponctuels),
    ]
    years = constant_presence_table(couverture, perimetres, "annee").to_pylist()
    assert {row["periode"] for row in years if row["perimetre"] == "constant-2023"} == {"2023", "2024", "2025"}
    assert perimeters_table(perimetres)["offices"].to_pylist() == [9, 10]


def test_fewer_than_three_offices_make_no_perimeter(tmp_path: Path) -> None:
    view = vue(tmp_path, [saisine()])
    couverture = build_coverage(view, date(2021, 1, 1))
    assert list_perimeters(couverture, dict.fromkeys(list(view.offices)[:2], Activite(date(2021, 1, 1)))) == ()


MOIS = st.dates(date(2023, 1, 1), date(2025, 12, 31))
SAISINES = st.builds(
    saisine,
    office_id=st.sampled_from(ANCIENS),
    date_reception=MOIS,
    date_cloture=st.none(),
    domaine=st.sampled_from([None, "RSA", "FISCALITE"]),
)
FAMILLES = {None: "(vide)", "RSA": "SOCIAL_INSERTION", "FISCALITE": "FINANCES_FISCALITE"}


@settings(max_examples=8, deadline=None)
@given(st.lists(SAISINES, min_size=1, max_size=40), st.sets(st.sampled_from(ANCIENS), min_size=3))
def test_a_plain_count_finds_every_constant_cell_again(rows: list[dict[str, Any]], kept: set[str]) -> None:
    perimetre = Perimetre(2024, 2025, frozenset(kept))
    with TemporaryDirectory() as folder:
        view = vue(Path(folder), rows, [depot(ANCIENS)], [office(cle) for cle in ANCIENS])
        with open_engine(view.fichiers) as engine:
            couverture = build_coverage(view, attach_base(engine, view.fichiers, REGISTRE))
            attach_register(engine, view.offices, couverture.arretes)
            attach_recommendations(engine, ())
            build_cases(engine, REGISTRE)
            build_presence(engine, couverture)
            build_constant_presence(engine, couverture, [perimetre])
            blocs = compute_constant_blocks(engine, REGISTRE, [PLAN["famille"]], [perimetre])
    counted = Counter(
        (str(row["date_reception"].year), FAMILLES[row["domaine"]])
        for row in rows
        if row["office_id"] in kept and row["date_reception"].year >= 2024
    )
    found = blocs.get(("famille", "recues", "annee"), [])
    cells = {
        (row["periode"], row["valeur1"]): row["recues"]
        for bloc in found
        for row in bloc.table.to_pylist()
        if row["recues"]
    }
    assert cells == dict(counted)


def _bloc(counts: Sequence[int], perimetre: str = "reel", croisement: str = "famille", grain: Any = "annee") -> Bloc:
    lines = {"periode": ["2025"] * len(counts), "recues": pa.array(counts, pa.int64())}
    if croisement != "reseau":
        lines["valeur1"] = [f"F{rank:02d}" for rank in range(len(counts))]
    return Bloc(PLAN[croisement], "recues", grain, pa.table(lines), perimetre)


def _shown(reel: Bloc, *constants: Bloc) -> list[list[int | str]]:
    publie: dict[Usage, dict[str, Colonne]] = {"membre": protect(reel, "membre", REGISTRE, frozenset())}
    return [
        [mark or int(value) for value, mark in zip(columns["recues"].valeurs, columns["recues"].marques, strict=True)]
        for _, _, columns in protect_constants(reel, publie, constants, REGISTRE)
    ]


@pytest.mark.parametrize(("ecart", "shown"), [(0, 103), (1, "c"), (10, "c"), (11, 90)])
def test_a_difference_of_one_to_ten_hides_the_constant_cell(ecart: int, shown: int | str) -> None:
    reel, constant = _bloc([103, 200, 300]), _bloc([103 - ecart, 180, 280], "constant-2023")
    assert _shown(reel, constant)[0][0] == shown


@pytest.mark.parametrize(("n", "shown"), [(0, 0), (10, "c"), (11, 10)])
def test_a_small_constant_cell_is_hidden_whatever_the_usage(n: int, shown: int | str) -> None:
    assert _shown(_bloc([100, 200]), _bloc([n, 180], "constant-2023"))[0][0] == shown


def test_a_cell_the_network_hides_stays_hidden() -> None:
    assert _shown(_bloc([3, 50, 900]), _bloc([3, 20, 800], "constant-2023"))[0][:2] == ["c", "c"]


def test_a_yearly_total_of_the_network_is_exact_and_a_quarterly_one_rounded() -> None:
    pair = [[103], [87]]
    for grain, shown in (("annee", 87), ("trimestre", 85)):
        reel, constant = (_bloc(counts, croisement="reseau", grain=grain) for counts in pair)
        assert _shown(reel, constant)[0] == [shown]


@given(st.lists(st.tuples(*[st.integers(0, 40)] * 3), min_size=2, max_size=8))
def test_two_cells_that_show_are_equal_or_eleven_apart(lines: list[tuple[int, int, int]]) -> None:
    nested = np.cumsum(np.array(lines), axis=1)[:, ::-1]
    reel, wide, narrow = (_bloc(nested[:, rank].tolist(), name) for rank, name in enumerate(("reel", "c1", "c2")))
    network = protect(reel, "membre", REGISTRE, frozenset())["recues"].marques
    shown = [network, *(np.array([c if isinstance(c, str) else None for c in s]) for s in _shown(reel, wide, narrow))]
    for line, counts in enumerate(nested.tolist()):
        readable = [count for count, marks in zip(counts, shown, strict=True) if marks[line] is None]
        gaps = {a - b for rank, a in enumerate(readable) for b in readable[rank + 1 :]}
        assert all(gap == 0 or gap >= ECART_MINIMUM for gap in gaps)
