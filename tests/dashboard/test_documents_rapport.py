"""The yearly report holds the office's exact figures, names no other, and opens in LibreOffice without repair."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import docx
import pytest

from dashboard.constats import Depot
from dashboard.documents.docx_rapport import write_docx
from dashboard.documents.rapport import INDICATEURS, Rapport, compose_report
from dashboard.figures import find_figure
from dashboard.millesime import Millesime, open_release
from dashboard.phrases import say_value
from dashboard.profils import Profil
from dashboard.verification_fichiers import verify_file
from pipelines.errors import ObservatoireError
from tests.dashboard.bureautique import convert
from tests.dashboard.prive import AUTRES, OFFICE, write_network

JOUR = date(2026, 3, 1)


@pytest.fixture(scope="module")
def reseau(tmp_path_factory: pytest.TempPathFactory) -> Millesime:
    folder = tmp_path_factory.mktemp("prive")
    write_network(folder)
    return open_release(folder, exemple=True)


@pytest.fixture(scope="module")
def rapport(reseau: Millesime) -> Rapport:
    return compose_report(reseau, OFFICE, "2025", JOUR)


def test_its_figures_are_those_of_the_private_file(reseau: Millesime, rapport: Rapport) -> None:
    profil = Profil("office", OFFICE)
    for indicateur, cells in zip(INDICATEURS, rapport.bref.lignes, strict=True):
        figure = find_figure(reseau, indicateur, "2025", {"office": OFFICE}, profil=profil)
        assert cells[1] == say_value(figure)
    assert rapport.bref.lignes[0][:2] == ("Saisines reçues", "100\u00a0saisines")


def test_its_document_holds_every_figure_and_chart(rapport: Rapport) -> None:
    document = docx.Document(io.BytesIO(write_docx(rapport)))
    table = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert table[1:] == [list(line) for line in rapport.bref.lignes]
    charts = [chart for section in rapport.sections for chart in section.graphiques if not chart.vide]
    assert len(charts) == 7
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == [chart.alt for chart in charts]
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings[:3] == ["L’année en bref", "L’activité", "Les délais"]
    assert all("w:tblHeader" in each.rows[0]._tr.xml for each in document.tables)


def test_it_speaks_of_the_office_and_names_no_other(rapport: Rapport) -> None:
    document = docx.Document(io.BytesIO(write_docx(rapport)))
    text = "\n".join([p.text for p in document.paragraphs] + [c.text for t in document.tables for c in t._cells])
    assert not re.search(r"\b(?:votre|vos|vous)\b", text, re.IGNORECASE)
    assert not [key for key in AUTRES if key in text]


def test_the_figures_of_its_type_verify(reseau: Millesime, rapport: Rapport) -> None:
    found = verify_file(write_docx(rapport), Depot(reseau.dossier.parent, exemple=True))
    assert found.verdict == "identique"
    assert len(found.constats) == 5


def test_too_few_others_are_not_shown(tmp_path: Path) -> None:
    write_network(tmp_path, autres=AUTRES[:1])
    report = compose_report(open_release(tmp_path, exemple=True), OFFICE, "2025", JOUR)
    assert report.comparaison is None
    assert "Moins de trois autres" in report.comparaison_texte


@pytest.mark.parametrize(
    ("office", "annee", "word"),
    [
        ("COM-99999", "2025", "n’a rien livré"),
        (OFFICE, "2026", "n’a pas livré toute l’année 2026"),
        (OFFICE, "1999", "ne contient pas 1999"),
    ],
)
def test_what_has_no_report_is_refused(reseau: Millesime, office: str, annee: str, word: str) -> None:
    with pytest.raises(ObservatoireError, match=word):
        compose_report(reseau, office, annee, JOUR)


def test_the_same_report_gives_the_same_bytes(rapport: Rapport) -> None:
    assert write_docx(rapport) == write_docx(rapport)


@pytest.mark.long
def test_it_opens_in_libreoffice(rapport: Rapport, tmp_path: Path) -> None:
    made = convert(write_docx(rapport), "rapport.docx", "pdf", tmp_path)
    assert made.startswith(b"%PDF")
    if reader := shutil.which("pdftotext"):
        shown = subprocess.run([reader, tmp_path / "rapport.pdf", "-"], capture_output=True, check=True).stdout.decode()
        assert "100\u00a0saisines" in shown or "100 saisines" in shown
        assert "Annexe" in shown
