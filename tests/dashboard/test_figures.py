"""A figure carries what it takes to be quoted, and a crossing the release does not hold is refused in French."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.figures import as_dict, find_breakdown, find_figure, find_series
from dashboard.identifiant import parse_identifier
from dashboard.millesime import Millesime, open_release
from dashboard.profils import BUREAU, PUBLIC, Profil
from pipelines.errors import RefusedInput, WrongCall
from tests.dashboard.fabrique import Recette, line, measures, paysage, write_release

CLES = (
    *("indicateur", "valeur", "n", "base_n", "unite", "cohorte", "periode", "filtres", "offices_couverts"),
    *("offices_total", "perimetre", "intervalle", "marque", "millesime", "identifiant", "reserves"),
)
OFFICE = "COM-17300"


def test_a_value_is_exact_and_rounded_only_where_it_is_read(millesime: Millesime) -> None:
    found = find_figure(millesime, "O1", "2025")
    assert found.valeur == 100 * 638 / 1117
    assert as_dict(found)["valeur"] == found.valeur
    assert (found.lue, found.bornes) == (57.1, (54.2, 60.0))


@pytest.mark.parametrize(
    ("indicateur", "valeur", "n", "base"),
    [
        ("V1", 1680, 1680, 1680),
        ("dossiers-clos", 1596, 1596, 1596),
        ("V4", 420, 420, 420),
        ("R1", 55.6, 840, 1512),
        ("O1", 57.1, 638, 1117),
        ("t3", 46.0, 1596, 1596),
        ("T3m", 60.0, 1596, 1596),
        ("T3p", 180.0, 1596, 1596),
    ],
)
def test_a_figure_is_found_by_code_or_id(
    millesime: Millesime, indicateur: str, valeur: float, n: int, base: int
) -> None:
    found = find_figure(millesime, indicateur, "2025")
    assert (found.lue, found.n, found.base_n) == (valeur, n, base)
    assert (found.offices_couverts, found.offices_total) == (30, 40)
    assert parse_identifier(found.identifiant or "").periode == "2025"


def test_json_holds_exactly_the_declared_keys(millesime: Millesime) -> None:
    found = as_dict(find_figure(millesime, "O1", "2025", {"type": "COMMUNE"}))
    assert tuple(found) == CLES
    assert found["filtres"] == {"type": "COMMUNE"}
    assert found["intervalle"][0] < found["valeur"] < found["intervalle"][1]


def test_a_rate_too_rarely_recorded_says_so(millesime: Millesime) -> None:
    found = find_figure(millesime, "R2", "2025")
    assert (found.valeur, found.marque) == (None, "n.d.")
    assert "10,0\u202f%" in found.reserves[0]


def test_a_period_that_is_not_over_says_until_when(millesime: Millesime) -> None:
    found = find_figure(millesime, "V1", "2026")
    assert found.valeur == 75
    assert "15 janvier 2026" in " ".join(found.reserves)


def test_a_period_nobody_covers_has_no_value(tmp_path: Path) -> None:
    write_release(tmp_path, Recette(couverts=0))
    found = find_figure(open_release(tmp_path, exemple=True), "V1", "2025")
    assert (found.valeur, found.marque) == (None, "n.d.")


@pytest.mark.parametrize(
    ("indicateur", "periode", "filtres", "word"),
    [
        ("V1", "2025", {"famille": "LOGEMENT", "canal": "COURRIEL"}, "ne publie pas"),
        ("V1", "2025-T1", {"type": "COMMUNE", "famille": "LOGEMENT"}, "trimestre"),
        ("O1", "2025", {"issue": "ABANDON"}, "ne se lit pas par issue"),
        ("V1", "2019", {}, "ne contient pas 2019"),
        ("V1", "hier", {}, "n’est pas une période"),
        ("V99", "2025", {}, "n’existe pas"),
    ],
)
def test_what_the_release_does_not_hold_is_refused(
    millesime: Millesime, indicateur: str, periode: str, filtres: dict[str, str], word: str
) -> None:
    with pytest.raises(WrongCall) as refusal:
        find_figure(millesime, indicateur, periode, filtres)
    assert word in refusal.value.message


def test_a_refused_crossing_lists_those_that_exist(millesime: Millesime) -> None:
    with pytest.raises(WrongCall) as refusal:
        find_figure(millesime, "V1", "2025", {"famille": "LOGEMENT", "canal": "COURRIEL"})
    assert "famille de domaines × type de collectivité (année)" in refusal.value.conseil


def test_a_series_has_every_period_in_order(millesime: Millesime) -> None:
    found = find_series(millesime, "V1", "trimestre")
    assert [figure.periode for figure in found][:2] == ["2021-T1", "2021-T2"]
    assert [figure.periode for figure in found] == sorted(figure.periode for figure in found)


def test_a_breakdown_has_every_value_under_the_other_filters(millesime: Millesime) -> None:
    found = find_breakdown(millesime, "V1", "famille", "2025", {"type": "COMMUNE"})
    assert {figure.filtre("famille"): figure.valeur for figure in found} == {
        "LOGEMENT": 336,
        "SOCIAL_INSERTION": 252,
        "FINANCES_FISCALITE": 168,
        "(vide)": 84,
    }


@pytest.mark.parametrize(
    ("profil", "valeur", "cited", "reserve"),
    [(PUBLIC, None, True, False), (BUREAU, 7, False, True)],
)
def test_a_members_figure_replaces_a_hidden_one_and_is_not_quotable(
    tmp_path: Path, profil: Profil, valeur: int | None, *, cited: bool, reserve: bool
) -> None:
    folder = write_release(
        tmp_path, Recette(cellules=list(line("canal", "recues", "2025", {"recues": "c"}, "COURRIEL")))
    )
    members = Recette(millesime="2026-02", cellules=list(line("canal", "recues", "2025", {"recues": 7}, "COURRIEL")))
    other = write_release(tmp_path, members)
    (other / "reseau/membre.parquet").replace(folder / "reseau/membre.parquet")
    release = open_release(tmp_path, "2026-01", exemple=True)
    found = find_figure(release, "V1", "2025", {"canal": "COURRIEL"}, profil=profil)
    assert (found.valeur, found.identifiant is not None) == (valeur, cited)
    assert any("Usage interne" in text for text in found.reserves) is reserve


def test_rounded_counts_are_said_where_offices_are_split(millesime: Millesime) -> None:
    by_type, network = (find_figure(millesime, "V1", "2025", filtres) for filtres in ({"type": "COMMUNE"}, {}))
    assert any("arrondis" in text for text in by_type.reserves)
    assert network.reserves == ()


def test_an_office_reads_its_own_exact_cells_and_nobody_else_does(tmp_path: Path) -> None:
    private = [
        *line("office", "recues", "2025", {"recues": 3}, OFFICE),
        *line("office", "closes", "2025", measures(12, "closes"), OFFICE),
    ]
    recette = Recette(prives={OFFICE: private})
    write_release(tmp_path, replace(recette, cellules=[*paysage(recette)]))
    release = open_release(tmp_path, exemple=True)
    found = find_figure(release, "V1", "2025", {"office": OFFICE}, profil=Profil("office", OFFICE))
    assert (found.valeur, found.identifiant, found.offices_total) == (3, None, 1)
    with pytest.raises(RefusedInput):
        release.private_cells(BUREAU, "office", "recues", "reel")
    with pytest.raises(WrongCall):
        find_figure(release, "V1", "2025", {"office": OFFICE})


def test_the_stock_of_an_open_year_is_that_of_the_extract_date(tmp_path: Path) -> None:
    write_release(tmp_path, Recette(arrete_au=date(2026, 1, 15)))
    assert find_figure(open_release(tmp_path, exemple=True), "V4", "2026").valeur == 18


@pytest.mark.parametrize(
    ("filtres", "said"),
    [({"famille": "ZZZ"}, "Famille de domaines"), ({"type": "COMUNE"}, "Type"), ({"office": "COM-9"}, "Office")],
)
def test_a_value_nobody_declared_is_refused_and_never_read_as_zero(
    millesime: Millesime, filtres: dict[str, str], said: str
) -> None:
    with pytest.raises(WrongCall) as caught:
        find_figure(millesime, "V1", "2025", filtres)
    assert caught.value.code == "VALEUR"
    assert said in caught.value.message
