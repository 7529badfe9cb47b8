"""The backlog and the passport of an office hold its own lines, and no value of its cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import passeport
from dashboard.charts.libre import Libre
from dashboard.charts.palette import CLAIR
from dashboard.charts.svg import draw_svg
from dashboard.millesime import Millesime, open_release
from dashboard.mon_office import Regard
from dashboard.mon_office_dessins import build_pyramid
from dashboard.mon_office_stock import list_overdue, read_stock, say_files, say_stock, split_address, tabulate
from dashboard.profils import BUREAU, Profil
from pipelines.errors import RefusedInput
from tests.dashboard.fabrique_office import MIEN, SEUL, write_network


@pytest.fixture(scope="module")
def reseau(tmp_path_factory: pytest.TempPathFactory) -> Millesime:
    folder = tmp_path_factory.mktemp("stock")
    write_network(folder)
    return open_release(folder, exemple=True)


def look(millesime: Millesime) -> Regard:
    return Regard(millesime, Profil("office", MIEN), "2025")


def test_the_stock_is_told_with_who_holds_it(reseau: Millesime) -> None:
    stock = read_stock(look(reseau))
    assert say_stock(stock) == (
        "16\u00a0saisines en cours au 15 janvier 2026, dont 4 depuis plus de 90 jours. "
        "Parmi celles-ci, 3 attendent un geste du médiateur."
    )
    assert tabulate(stock).lignes[3] == ("91 à 180 jours", "2", "0", "1", "0", "3")


def test_old_cases_are_listed_by_line_the_oldest_first(reseau: Millesime) -> None:
    stock = read_stock(look(reseau))
    assert list_overdue(stock).lignes == (
        ("12", "À traiter", "200"),
        ("45", "À traiter", "140"),
        ("7", "En attente du requérant", "95"),
    )
    said = " ".join(say_files(stock))
    assert "dans «\u202fExport de Bellerive.csv\u202f», feuille «\u202fFeuille 1\u202f»" in said
    assert "Les 3 plus anciennes sont listées." in said


def test_the_pyramid_draws_its_own_counts_everywhere(reseau: Millesime) -> None:
    chart = build_pyramid(read_stock(look(reseau)))
    assert isinstance(chart, Libre)
    figure = chart.plotly(CLAIR)
    left = next(trace for trace in figure["data"] if trace.get("name") == "Chez le médiateur")
    assert [-value for value in left["x"]] == [0, 1, 2, 3, 4, 5]
    assert chart.donnees[1] == ("≤ 30 j", 5, 0, 0)
    assert "Attente du requérant" in draw_svg(chart)
    assert chart.alt.startswith("Vos saisines en cours, par âge et par étape. 16\u00a0saisines")


def test_an_office_without_a_case_in_progress_has_no_pyramid(tmp_path: Path) -> None:
    write_network(tmp_path, recu=0)
    stock = read_stock(look(open_release(tmp_path, exemple=True)))
    assert say_stock(stock) == "Aucune saisine n’est en cours."
    assert build_pyramid(stock) is None


def test_faults_are_told_by_line_with_what_they_move(reseau: Millesime) -> None:
    faults = passeport.list_faults(look(reseau))
    lines = passeport.tabulate_faults(faults).lignes
    where = "Export de Bellerive.csv, feuille «\u202fFeuille 1\u202f»"
    assert [line[:4] for line in lines] == [
        ("Date illisible", "Reçu le", f"{where}, ligne 88", "1"),
        ("Libellé non classé", "Domaine", f"{where}, lignes 19, 31", "2"),
    ]
    assert "ligne non comptée" in lines[0][4]
    assert lines[1][4] == "répartition par domaine et famille de domaines"
    assert passeport.list_lines(faults)[2:] == [
        ("Libellé non classé", "Domaine", "Export de Bellerive.csv", "Feuille 1", row, lines[1][4]) for row in (19, 31)
    ]


@pytest.mark.parametrize(
    ("champ", "chiffres", "repartition"),
    [("date_cloture", True, False), ("issue", True, True), ("canal", False, True), ("genre", False, False)],
)
def test_the_reach_of_a_field_is_read_in_the_registry(champ: str, chiffres: bool, repartition: bool) -> None:
    read, splits = passeport.count_reach(champ)
    assert (bool(read), bool(splits)) == (chiffres, repartition)
    assert passeport.say_reach("genre") == "aucun chiffre"


def test_a_profile_without_office_reads_no_stock(reseau: Millesime) -> None:
    for profil in (BUREAU, Profil("office", "COM-00001")):
        with pytest.raises(RefusedInput):
            read_stock(Regard(reseau, profil, "2025"))


def test_an_office_reads_its_own_lines_only(reseau: Millesime) -> None:
    assert {key[2] for key in reseau.private_cells(Profil("office", SEUL), "trace-dossiers", "stock", "reel")} == {SEUL}


def test_an_address_is_read_back_whatever_the_sheet() -> None:
    assert split_address("D-1/0000012/a/b") == ("D-1", 12, "a/b")
