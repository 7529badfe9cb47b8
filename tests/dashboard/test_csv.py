"""The CSV opens in a French spreadsheet, says where it comes from, and runs nothing."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.constats import Depot
from dashboard.documents.csv import name_file, neutralise, write_bands, write_figures
from dashboard.figures import find_breakdown, find_figure
from dashboard.millesime import Millesime, open_release
from dashboard.profils import BUREAU
from dashboard.tranches import find_bands
from dashboard.verification_fichiers import verify_file
from tests.dashboard.fabrique_territoire import write_places


def read(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(content.decode("utf-8-sig").splitlines(), delimiter=";"))


def test_each_line_carries_its_provenance_last(millesime: Millesime) -> None:
    figures = find_breakdown(millesime, "O1", "type", "2025")
    rows = read(write_figures(figures))
    assert list(rows[0])[-3:] == ["perimetre", "millesime", "identifiant"]
    assert rows[0]["type"] == "Communes"
    assert rows[0]["valeur"] == str(figures[0].lue).replace(".", ",")
    assert [row["identifiant"] for row in rows] == [figure.identifiant for figure in figures]


def test_a_marked_value_is_an_empty_cell_beside_its_mark(millesime: Millesime) -> None:
    row = read(write_figures([find_figure(millesime, "R2", "2025")]))[0]
    assert (row["valeur"], row["marque"]) == ("", "n.d.")


def test_bands_have_a_line_each(millesime: Millesime) -> None:
    bands = find_bands(millesime, ("2024", "2025"), {}, BUREAU)
    rows = read(write_bands([band for period in bands for band in period], millesime.id))
    assert len(rows) == 12
    assert rows[0]["tranche"] == "30 jours au plus"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+33 1", "'+33 1"),
        ("-5", "-5"),
        ("-5,2", "-5,2"),
        ("-SOMME(A1)", "'-SOMME(A1)"),
        ("@cmd", "'@cmd"),
        ("\tx", "'\tx"),
        ("Logement", "Logement"),
    ],
)
def test_a_formula_is_neutralised_and_a_number_is_not(text: str, written: str) -> None:
    assert neutralise(text) == written


def test_a_hostile_label_reaches_no_spreadsheet_as_a_formula(millesime: Millesime) -> None:
    figure = replace(find_figure(millesime, "V1", "2025"), filtres=(("type", "=HYPERLINK(1)"),))
    assert read(write_figures([figure]))[0]["type"].startswith("'=")


def test_the_name_says_figure_period_and_release() -> None:
    assert name_file("delai-median", "2025", "2026-01") == "amct_delai-median_2025_millesime-2026-01.csv"


def test_a_place_keeps_its_code_and_gains_its_name(tmp_path: Path) -> None:
    release = open_release(write_places(tmp_path).parent, exemple=True)
    figures = find_breakdown(release, "V1", "region", "2024", profil=BUREAU)
    content = write_figures(figures, release)
    rows = read(content)
    names = list(rows[0])
    assert names[names.index("region") + 1] == "region_nom"
    assert {(row["region"], row["region_nom"]) for row in rows} == {("76", "Occitanie"), ("04", "La Réunion")}
    assert verify_file(content, Depot(tmp_path, exemple=True)).verdict == "identique"
    changed = content.replace(b"Occitanie", b"Bretagne")
    assert verify_file(changed, Depot(tmp_path, exemple=True)).verdict == "modifie"


def test_an_office_gains_its_name(tmp_path: Path) -> None:
    release = open_release(write_places(tmp_path).parent, exemple=True)
    rows = read(write_figures(find_breakdown(release, "V1", "office", "2025", profil=BUREAU), release))
    assert ("COM-A", "Écluse") in {(row["office"], row["office_nom"]) for row in rows}
