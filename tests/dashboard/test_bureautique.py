"""What leaves for an office suite opens there as it was written: no repair, the same figures, in French."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import docx
import pytest
from python_calamine import CalamineWorkbook

from dashboard.depot_constats import write_findings
from dashboard.documents import docx_note, docx_rapport, pdf, xlsx
from dashboard.documents.demande import Demande
from dashboard.documents.note import compose_note
from dashboard.documents.rapport import compose_report
from dashboard.figures import find_breakdown, find_series
from dashboard.millesime import Millesime, open_release
from dashboard.phrases import say_value
from dashboard.profils import BUREAU
from pipelines.errors import RefusedInput
from tests.dashboard.bureautique import convert
from tests.dashboard.fabrique_office import MIEN, write_network
from tests.dashboard.test_depot_constats import CONSTATS
from tests.dashboard.test_depot_phrases import essai

JOUR = date(2026, 3, 1)
CSV_AFFICHE = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false"
"""The first sheet as it is shown, separated by semicolons, in UTF-8."""

_NOMBRE = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3})*(?:,\d+)?")


@pytest.fixture(scope="module")
def reseau(tmp_path_factory: pytest.TempPathFactory) -> Millesime:
    folder = tmp_path_factory.mktemp("bureautique") / "publications"
    write_network(folder)
    return open_release(folder, exemple=True)


def numbers(text: str) -> list[str]:
    """Every number of a text, whatever the space between its thousands."""
    return sorted(re.sub(r"\s", "", found) for found in _NOMBRE.findall(text))


def read_docx(content: bytes) -> str:
    """The text of a document, paragraphs and tables in any order."""
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_the_note_holds_the_same_figures_in_libreoffice(reseau: Millesime, tmp_path: Path) -> None:
    note = compose_note(reseau, Demande("volumes", "2025"), JOUR)
    content = docx_note.write_docx(note)
    read = convert(content, "note.docx", "txt:Text (encoded):UTF8", tmp_path).decode("utf-8-sig")
    assert numbers(read_docx(content)) == numbers(read)
    for line in note.lignes:
        assert say_value(line.figure) in read
        assert line.citation.identifiant in read


@pytest.mark.long
def test_the_report_holds_the_same_figures_in_libreoffice(reseau: Millesime, tmp_path: Path) -> None:
    report = compose_report(reseau, MIEN, "2025", JOUR)
    content = docx_rapport.write_docx(report)
    read = convert(content, "rapport.docx", "txt:Text (encoded):UTF8", tmp_path).decode("utf-8-sig")
    said = numbers(read)
    assert [number for number in set(numbers(read_docx(content))) if number not in said] == []


def test_a_workbook_of_figures_shows_the_same_values_in_calc(reseau: Millesime, tmp_path: Path) -> None:
    figures = (*find_breakdown(reseau, "V1", "office", "2025", profil=BUREAU), *find_series(reseau, "O1", "annee"))
    content = xlsx.write_figures(figures, reseau, "2025")
    shown = read_csv(convert(content, "chiffres.xlsx", CSV_AFFICHE, tmp_path))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert len(shown) == len(rows) == len(figures) + 1
    column = [str(title) for title in rows[0]].index("valeur")
    for seen, written in zip(shown[1:], rows[1:], strict=True):
        value = written[column]
        plain = re.sub(r"\s", "", seen[column]).replace(",", ".")
        assert (float(plain) if plain else "") == pytest.approx(value) if value != "" else plain == ""
    assert [line[1] for line in shown] == [str(line[1]) for line in rows]


def test_the_sheet_of_findings_shows_the_same_texts_in_calc(tmp_path: Path) -> None:
    content = write_findings(essai(constats=CONSTATS), "export.csv")
    shown = read_csv(convert(content, "constats.xlsx", CSV_AFFICHE, tmp_path))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    written = [[str(int(cell)) if isinstance(cell, float) else str(cell) for cell in row] for row in rows]
    assert shown == written


def test_a_pdf_is_tagged_and_says_the_same(reseau: Millesime, tmp_path: Path) -> None:
    if pdf.find_office_suite() is None:
        convert(b"", "vide.docx", "pdf", tmp_path)
    content = docx_note.write_docx(compose_note(reseau, Demande("volumes", "2025"), JOUR))
    made = pdf.write_pdf(content)
    assert made.startswith(b"%PDF")
    assert b"/StructTreeRoot" in made
    if reader := shutil.which("pdftotext"):
        (tmp_path / "note.pdf").write_bytes(made)
        text = subprocess.run([reader, tmp_path / "note.pdf", "-"], capture_output=True, check=True).stdout.decode()
        assert set(numbers(read_docx(content))) <= set(numbers(text))


def test_without_libreoffice_no_pdf_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf.find_office_suite.cache_clear()
    monkeypatch.setattr(shutil, "which", lambda _: None)
    try:
        with pytest.raises(RefusedInput, match="PDF"):
            pdf.write_pdf(b"")
    finally:
        pdf.find_office_suite.cache_clear()
