"""Each row has one verdict; every fault is told at once, with its line, its column and a masked value."""

from __future__ import annotations

from datetime import date, timedelta

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.rules import judge
from tests.fabrique import ARRETE, A, B, juger, ligne, source, typees


def told(rows: list[dict[str, str]]) -> list[tuple[str, str, int | None]]:
    return [(c.niveau, c.code, c.ligne) for c in juger(rows).constats if c.niveau in ("ecartee", "doublon")]


@pytest.mark.parametrize(
    ("cells", "code", "colonne", "value"),
    [
        ({"Reçu le": "31/02/2025"}, "DATE_INVALIDE", "Reçu le", "31/02/2025"),
        ({"Reçu le": ""}, "DATE_RECEPTION_ABSENTE", "Reçu le", ""),
        ({"Reçu le": "45292"}, "DATE_NUMERO_DE_SERIE", "Reçu le", "45292"),
        ({"Reçu le": "01/03/1925"}, "DATE_HORS_PLAGE", "Reçu le", "01/03/1925"),
        ({"Clos le": "hier matin"}, "DATE_INVALIDE", "Clos le", "xxxx xxxxx"),
        ({"Clos le": "2025-02-28"}, "CLOTURE_AVANT_RECEPTION", "Clos le", "28/02/2025"),
        ({"Numéro": ""}, "NUMERO_ABSENT", "Numéro", ""),
        ({"Ville": "06 12 34 56 78"}, "PERSONNEL_TELEPHONE", "Ville", "99 99 99 99 99"),
        ({"Canal": "a@b.fr"}, "PERSONNEL_COURRIEL", "Canal", "x@x.xx"),
    ],
)
def test_a_row_that_cannot_be_trusted_is_set_aside(cells: dict[str, str], code: str, colonne: str, value: str) -> None:
    rows = [ligne(Numéro="1"), ligne(Numéro="2") | cells, ligne(Numéro="3")]
    verdict = juger(rows)
    assert verdict.acceptees.tolist() == [0, 2]
    (constat,) = [c for c in verdict.constats if c.niveau == "ecartee"]
    assert (constat.code, constat.ligne, constat.colonne, constat.valeur_masquee) == (code, 3, colonne, value)
    assert constat.conseil


@pytest.mark.parametrize(("shift", "accepted"), [(-1, True), (0, True), (1, False)])
@pytest.mark.parametrize("titre", ["Reçu le", "Clos le"])
def test_a_date_after_the_extract_is_set_aside(titre: str, shift: int, accepted: bool) -> None:
    day = (ARRETE + timedelta(days=shift)).isoformat()
    cells = {"Clos le": ""} | {titre: day}
    assert (len(juger([ligne(**cells)]).acceptees) == 1) is accepted


@pytest.mark.parametrize(("shift", "accepted"), [(-1, False), (0, True), (1, True)])
def test_a_case_may_close_on_the_day_it_came(shift: int, accepted: bool) -> None:
    day = (date(2025, 3, 1) + timedelta(days=shift)).isoformat()
    assert (len(juger([ligne(**{"Clos le": day})]).acceptees) == 1) is accepted


@pytest.mark.parametrize("cells", [{"Compétent": "bof"}, {"AR le": "31/02/2025"}, {"Échéance": "2031-01-01"}])
def test_a_fault_that_changes_no_volume_leaves_the_row(cells: dict[str, str]) -> None:
    assert len(juger([ligne(**cells)]).acceptees) == 1


def test_a_row_with_three_faults_has_three_findings_and_is_set_aside_once() -> None:
    verdict = juger([ligne(**{"Numéro": "", "Reçu le": "x1", "Clos le": "x2"})])
    assert verdict.ecartees == 1
    assert {c.code for c in verdict.constats} == {"NUMERO_ABSENT", "DATE_INVALIDE"}
    assert len(verdict.constats) == 3


def test_an_exact_duplicate_counts_once_and_is_told() -> None:
    assert told([ligne(), ligne(Numéro="2"), ligne(), ligne()]) == [
        ("doublon", "DOUBLON_EXACT", 4),
        ("doublon", "DOUBLON_EXACT", 5),
    ]
    assert juger([ligne(), ligne()]).acceptees.tolist() == [0]


def test_rows_of_one_number_that_disagree_are_all_set_aside() -> None:
    rows = [ligne(), ligne(Canal="Courriel"), ligne(), ligne(Numéro="2")]
    assert told(rows) == [("ecartee", "DOUBLON_CONTRADICTOIRE", line) for line in (2, 3, 4)]
    assert juger(rows).acceptees.tolist() == [3]


def test_the_same_number_in_two_offices_is_two_cases() -> None:
    typed = typees([ligne(), ligne()])
    verdict = judge(typed, pa.array([A, B]), ARRETE)
    assert verdict.acceptees.tolist() == [0, 1]


def test_a_row_without_office_is_set_aside() -> None:
    verdict = judge(typees([ligne(), ligne(Numéro="2")]), pa.array([A, None]), ARRETE)
    assert verdict.acceptees.tolist() == [0]
    assert [c.code for c in verdict.constats if c.niveau == "ecartee"] == ["OFFICE_ILLISIBLE"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"Clos le": "", "Statut": "Clos"}, "CLOS_SANS_DATE"),
        ({"Clos le": "", "Issue": "Partiel"}, "ISSUE_SUR_OUVERT"),
        ({"Issue": ""}, "CLOS_SANS_ISSUE"),
        ({"AR le": "2025-02-28"}, "DATE_INCOHERENTE"),
        ({"AR le": "2026-01-16"}, "DATE_INCOHERENTE"),
    ],
)
def test_what_is_odd_is_told_and_no_row_is_touched(cells: dict[str, str], code: str) -> None:
    whole = {"Statut": "Clos", "Issue": "Partiel", "AR le": "2025-03-02"}
    verdict = juger([ligne(**(whole | cells))])
    assert code in {c.code for c in verdict.constats}
    assert verdict.acceptees.tolist() == [0]
    assert code not in {c.code for c in juger([ligne(**whole)]).constats}


def test_a_case_number_may_look_like_a_telephone_and_nothing_else() -> None:
    assert len(juger([ligne(Numéro="0612345678")]).acceptees) == 1
    assert len(juger([ligne(Numéro="jean@exemple.fr")]).acceptees) == 0


def test_a_row_without_its_year_is_set_aside_in_a_source_without_dates() -> None:
    declared = source(
        dates={"sans_reception": True}, colonnes={"Numéro": "id_dossier_source", "Année": "annee_declaree"}
    )
    rows = [{"Numéro": str(rank), "Année": year} for rank, year in enumerate(["2024", "", "2027", "20x4"])]
    verdict = juger(rows, declared)
    assert verdict.acceptees.tolist() == [0]
    assert [c.code for c in verdict.constats] == ["ANNEE_INVALIDE", "ANNEE_ABSENTE", "DATE_FUTURE"]


CELLULE = st.fixed_dictionaries(
    {
        "Numéro": st.sampled_from(["1", "2", "3", "", "NC"]),
        "Reçu le": st.sampled_from(["2025-03-01", "05/03/2025", "", "31/02/2025", "2031-01-01", "45000"]),
        "Clos le": st.sampled_from(["", "2025-02-01", "2025-04-01", "zut"]),
        "Compétent": st.sampled_from(["Oui", "Non", "", "?!", "bof"]),
        "Ville": st.sampled_from(["Paris", "0612345678", "a@b.fr"]),
        "Domaine": st.sampled_from(["Fiscalité", "Zorglub", ""]),
    }
)


@settings(deadline=None, max_examples=60)
@given(st.lists(CELLULE, min_size=1, max_size=12))
def test_every_row_is_accepted_set_aside_or_a_duplicate(rows: list[dict[str, str]]) -> None:
    verdict = juger(rows)
    assert len(verdict.acceptees) + verdict.ecartees + verdict.doublons == len(rows)
    assert len(set(verdict.acceptees.tolist())) == len(verdict.acceptees)
    aside = {c.ligne for c in verdict.constats if c.niveau == "ecartee"}
    assert len(aside) == verdict.ecartees
    assert not aside & {row + 2 for row in verdict.acceptees.tolist()}
    numbers = [rows[row]["Numéro"] for row in verdict.acceptees.tolist()]
    assert len(set(numbers)) == len(numbers)
