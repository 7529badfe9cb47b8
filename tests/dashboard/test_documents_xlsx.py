"""A workbook holds true numbers, says where they come from, runs nothing, and is the same for the same figures."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

from python_calamine import CalamineWorkbook

from dashboard.documents.csv import name_file
from dashboard.documents.xlsx import write_figures
from dashboard.figures import find_figure
from dashboard.millesime import Millesime


def read(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: [list(row) for row in book.get_sheet_by_name(name).to_python()] for name in book.sheet_names}


def test_numbers_are_numbers_and_marks_leave_their_cell_empty(millesime: Millesime) -> None:
    figures = [find_figure(millesime, name, "2025") for name in ("V1", "O1", "R2")]
    header, *rows = read(write_figures(figures, millesime, "2025"))["Chiffres"]
    values = [row[header.index("valeur")] for row in rows]
    assert values == [1680.0, 57.1, ""]
    assert rows[2][header.index("marque")] == "n.d."


def test_numbers_are_shown_in_french_everywhere(millesime: Millesime) -> None:
    content = write_figures([find_figure(millesime, "V1", "2025")], millesime, "2025")
    styles = zipfile.ZipFile(io.BytesIO(content)).read("xl/styles.xml").decode()
    assert "[$-40C]#,##0" in styles


def test_the_manifest_says_release_selection_definitions_and_hash(millesime: Millesime) -> None:
    content = write_figures([find_figure(millesime, "O1", "2025")], millesime, "2025 · périmètre réel")
    manifest = {row[0]: str(row[1]) for row in read(content)["Manifeste"]}
    assert manifest["Millésime"].startswith("Millésime 2026-01, provisoire")
    assert manifest["Sélection"] == "2025 · périmètre réel"
    assert manifest["Empreinte du millésime"] == millesime.manifeste.empreinte
    assert len(manifest["Empreinte des cellules"]) == 64
    assert manifest["Définition O1"].startswith("Taux de résolution")


def test_the_same_figures_give_the_same_bytes(millesime: Millesime) -> None:
    figures = [find_figure(millesime, "V1", "2025")]
    assert write_figures(figures, millesime, "2025") == write_figures(figures, millesime, "2025")


def test_a_hostile_label_is_text_and_neutralised(millesime: Millesime) -> None:
    figure = replace(find_figure(millesime, "V1", "2025"), filtres=(("type", '=HYPERLINK("x")'),))
    content = write_figures([figure], millesime, "@selection")
    assert '\'=HYPERLINK("x")' in read(content)["Chiffres"][1]
    sheets = zipfile.ZipFile(io.BytesIO(content))
    assert not any(b"<f>" in sheets.read(name) for name in sheets.namelist())
    assert ["Sélection", "'@selection"] in read(content)["Manifeste"]


def test_the_name_follows_the_rule() -> None:
    assert name_file("delai-median", "2025", "2026-01", "xlsx") == "amct_delai-median_2025_millesime-2026-01.xlsx"
