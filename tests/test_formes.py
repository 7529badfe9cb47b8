"""Shapes a source declares: several rows for one saisine, a year for want of a date, a delay that is only checked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.attribution import Register
from pipelines.declarations import build_source
from pipelines.errors import RefusedInput
from pipelines.preparation import Demande, Prepare, prepare
from pipelines.sources import Source
from tests.fabrique import ARRETE, A, office
from tests.readers.constructeur import write_workbook

COLONNES: dict[str, Any] = {
    "N°": "id_dossier_source",
    "Reçu": {"champ": "date_reception", "facultative": True},
    "Clos": {"champ": "date_cloture", "facultative": True},
    "Thème": {"champ": "domaine", "facultative": True},
    "Issue": {"champ": "issue", "facultative": True},
    "Délai": {"champ": "delai_declare", "facultative": True},
    "Année": {"champ": "annee_declaree", "facultative": True},
}


def declare(**sections: Any) -> Source:
    return build_source({"id": "formes", "colonnes": COLONNES} | sections, "formes.toml")


def take(folder: Path, sheets: dict[str, list[list[str]]], **sections: Any) -> Prepare:
    path = write_workbook(folder / "suivi.xlsx", sheets)
    register = Register({A: office(A)})
    return prepare(path, Demande(register, (), declare(**sections), A, ARRETE))


def account(ready: Prepare) -> tuple[int, int, int]:
    assert ready.rapport.closes
    return ready.rapport.acceptees, ready.rapport.ecartees, ready.rapport.doublons


def told(ready: Prepare, code: str) -> list[tuple[str | None, int | None]]:
    return [(c.feuille, c.ligne) for c in ready.rapport.constats if c.code == code]


GRIEFS = [
    ["N°", "Reçu", "Clos", "Thème"],
    ["1", "01/02/2024", "01/03/2024", "Voirie"],
    ["1", "01/02/2024", "01/03/2024", "Eau"],
    ["2", "05/02/2024", "", "Logement"],
    ["3", "06/02/2024", "", "RSA"],
    ["3", "06/02/2024", "09/03/2024", "RSA"],
]


def test_griefs_of_one_saisine_count_once_under_their_first_domaine(tmp_path: Path) -> None:
    ready = take(tmp_path, {"Suivi": GRIEFS}, lignes={"par": "grief"})
    assert account(ready) == (2, 2, 1)
    assert dict(zip(ready.lignes["numero"].to_pylist(), ready.lignes["domaine"].to_pylist(), strict=True)) == {
        "1": "DEPLACEMENT",
        "2": "HABITAT_LOGEMENT",
    }
    assert told(ready, "AUTRE_GRIEF") == [("Suivi", 3)]
    assert told(ready, "DOUBLON_CONTRADICTOIRE") == [("Suivi", 5), ("Suivi", 6)]


def test_griefs_nobody_declared_are_a_conflict(tmp_path: Path) -> None:
    assert account(take(tmp_path, {"Suivi": GRIEFS})) == (1, 4, 0)


ANNEES = {
    "2024": [["N°", "Reçu", "Clos"], ["1", "01/02/2023", "05/03/2024"], ["3", "01/05/2024", ""]],
    "2023": [["N°", "Reçu", "Clos"], ["1", "01/02/2023", ""], ["2", "02/02/2023", "01/04/2023"]],
}


@pytest.mark.parametrize("sheets", [ANNEES, dict(reversed(ANNEES.items()))])
def test_a_carried_over_case_is_that_of_the_later_year_whatever_the_order_of_sheets(
    sheets: dict[str, list[list[str]]], tmp_path: Path
) -> None:
    ready = take(tmp_path, sheets, lignes={"entre_feuilles": "derniere"})
    assert account(ready) == (3, 0, 1)
    closed = dict(zip(ready.lignes["numero"].to_pylist(), ready.lignes["date_cloture"].to_pylist(), strict=True))
    assert closed == {"1": date(2024, 3, 5), "2": date(2023, 4, 1), "3": None}
    assert told(ready, "REPORT_DE_FEUILLE") == [("2023", 2)]


def test_sheets_without_a_year_follow_their_place_in_the_file(tmp_path: Path) -> None:
    sheets = {"Ancien": ANNEES["2023"], "Courant": ANNEES["2024"]}
    ready = take(tmp_path, sheets, lignes={"entre_feuilles": "derniere"})
    assert told(ready, "REPORT_DE_FEUILLE") == [("Ancien", 2)]


def test_a_case_on_two_sheets_nobody_declared_is_a_conflict(tmp_path: Path) -> None:
    assert account(take(tmp_path, ANNEES)) == (2, 2, 0)


def test_two_rows_of_one_sheet_stay_a_conflict_under_the_rule_of_sheets(tmp_path: Path) -> None:
    sheets = {**ANNEES, "2024": [*ANNEES["2024"], ["1", "01/02/2023", "06/03/2024"]]}
    assert account(take(tmp_path, sheets, lignes={"entre_feuilles": "derniere"})) == (2, 2, 1)


def test_a_declared_delay_is_checked_and_never_taken(tmp_path: Path) -> None:
    rows = [
        ["N°", "Reçu", "Clos", "Délai"],
        ["1", "01/02/2024", "11/02/2024", "10"],
        ["2", "01/02/2024", "11/02/2024", "11 jours"],
        ["3", "01/02/2024", "11/02/2024", "45"],
        ["4", "01/02/2024", "", "12"],
        ["5", "01/02/2024", "11/02/2024", "NC"],
    ]
    ready = take(tmp_path, {"Suivi": rows})
    assert account(ready) == (5, 0, 0)
    assert told(ready, "DELAI_DECLARE") == [("Suivi", 4)]
    assert "delai_declare" not in ready.lignes.column_names


def test_the_first_line_of_an_object_is_its_domaine(tmp_path: Path) -> None:
    rows = [["N°", "Reçu", "Thème"], ["1", "01/02/2024", "Voirie\nM. Zorglub se plaint du trottoir"]]
    colonnes = COLONNES | {"Thème": {"champ": "domaine", "premiere_ligne": True}}
    ready = take(tmp_path, {"Suivi": rows}, colonnes=colonnes)
    assert ready.lignes["domaine"].to_pylist() == ["DEPLACEMENT"]
    assert "Zorglub" not in str(ready.rapport.as_dict()) + str(ready.lignes.to_pylist())


def test_an_outcome_without_a_date_is_kept_and_no_case_is_said_closed(tmp_path: Path) -> None:
    rows = [["N°", "Reçu", "Issue"], ["1", "01/02/2024", "Résolu"], ["2", "02/02/2024", ""]]
    ready = take(tmp_path, {"Suivi": rows})
    assert ready.lignes["issue"].to_pylist() == ["FAVORABLE_USAGER", None]
    assert ready.lignes["date_cloture"].null_count == 2
    codes = {c.code: c for c in ready.rapport.constats}
    assert codes["CLOTURE_NON_DATEE"].nombre == 1
    assert "ISSUE_SUR_OUVERT" not in codes


@pytest.mark.parametrize(
    ("sheets", "dates"),
    [
        ({"Suivi": [["N°", "Année", "Issue"], ["1", "2023", "Résolu"]]}, {"sans_reception": True}),
        ({"Bilan 2023": [["N°", "Issue"], ["1", "Résolu"]]}, {"annee_feuille": True}),
    ],
)
def test_a_year_stands_for_a_date_nobody_recorded(
    sheets: dict[str, list[list[str]]], dates: dict[str, bool], tmp_path: Path
) -> None:
    ready = take(tmp_path, sheets, dates=dates)
    assert account(ready) == (1, 0, 0)
    assert ready.lignes["annee_declaree"].to_pylist() == [2023]


def test_a_sheet_that_names_no_year_gives_none(tmp_path: Path) -> None:
    ready = take(tmp_path, {"Bilan": [["N°", "Issue"], ["1", "Résolu"]]}, dates={"annee_feuille": True})
    assert account(ready) == (0, 1, 0)
    assert told(ready, "ANNEE_ABSENTE") == [("Bilan", 2)]


def test_without_a_date_nor_a_declared_year_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedInput, match="Date de saisine"):
        take(
            tmp_path,
            {"Bilan": [["N°", "Issue"], ["1", "Résolu"]]},
            colonnes={"N°": "id_dossier_source", "Issue": "issue"},
        )
