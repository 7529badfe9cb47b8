"""A note holds five quotable figures, each with a reference that verifies, in its three formats."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from html import unescape
from pathlib import Path

import docx
import pytest

from dashboard.constats import Depot
from dashboard.documents.demande import QUESTIONS, Demande
from dashboard.documents.docx_note import write_docx
from dashboard.documents.note import compose_note
from dashboard.documents.note_choix import list_periods
from dashboard.documents.note_texte import write_html, write_markdown
from dashboard.figures import find_figure
from dashboard.identifiant import parse_identifier
from dashboard.millesime import Millesime
from dashboard.phrases import say_value
from dashboard.profils import LIAISON
from dashboard.verification import verify_text
from dashboard.verification_fichiers import verify_file
from pipelines.errors import WrongCall

JOUR = date(2026, 3, 1)


@pytest.fixture(scope="module")
def depot(donnees: Path) -> Depot:
    return Depot(donnees / "publications", exemple=True)


@pytest.mark.parametrize("type_", [None, "COMMUNE"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_note_has_five_figures_that_equal_those_of_the_release(
    millesime: Millesime, question: str, type_: str | None
) -> None:
    note = compose_note(millesime, Demande(question, "2025", type_), JOUR)
    assert len(note.lignes) == 5
    for line, cells in zip(note.lignes, note.tableau.lignes, strict=True):
        named = parse_identifier(line.citation.identifiant)
        again = find_figure(millesime, named.indicateur, named.periode, dict(named.filtres), profil=LIAISON)
        assert (again.valeur, say_value(again)) == (line.figure.valeur, cells[1])


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_number_of_the_chart_has_its_reference_in_the_data(millesime: Millesime, question: str) -> None:
    note = compose_note(millesime, Demande(question, "2025"), JOUR)
    known = {figure.identifiant for figure in note.annexe}
    assert {figure.identifiant for figure in note.graphique.figures} <= known
    assert all(line.evolution and line.evolution.reference.identifiant in known for line in note.lignes)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_docx_note_dropped_back_in_proves_itself(millesime: Millesime, depot: Depot, question: str) -> None:
    content = write_docx(compose_note(millesime, Demande(question, "2025", commentaire="Vu le 3 mars."), JOUR))
    found = verify_file(content, depot)
    assert found.verdict == "identique"
    assert len(found.constats) >= 11


def test_an_altered_docx_names_its_line(millesime: Millesime, depot: Depot) -> None:
    document = docx.Document(io.BytesIO(write_docx(compose_note(millesime, Demande("volumes", "2025"), JOUR))))
    document.tables[0].cell(1, 1).paragraphs[0].runs[0].text = "1\u202f780\u00a0saisines"
    altered = io.BytesIO()
    document.save(altered)
    found = verify_file(altered.getvalue(), depot)
    wrong = [each for each in found.constats if each.verdict == "modifie"]
    assert [each.lieu for each in wrong] == ["tableau 1, ligne 2"]
    assert "1\u202f680" in wrong[0].phrase


def test_markdown_and_html_hold_the_same_sentences(millesime: Millesime, depot: Depot) -> None:
    note = compose_note(millesime, Demande("delais", "2025"), JOUR)
    markdown, html = write_markdown(note), unescape(write_html(note))
    for line in note.lignes:
        assert line.citation.phrase in markdown.replace("\\", "")
        assert line.citation.phrase in html
    quoted = markdown.partition("## Phrases à citer")[2].partition("##")[0]
    assert verify_text(quoted.replace("\\", ""), depot).verdict == "identique"
    assert not re.search(r'(?:src|href)="https?:', html)


def test_a_comment_is_shown_literally(millesime: Millesime) -> None:
    note = compose_note(millesime, Demande("volumes", "2025", commentaire="<script>x</script> *gras*"), JOUR)
    assert "<script>" not in write_html(note)
    assert "\\<script\\>" in write_markdown(note)
    assert "\\*gras\\*" in write_markdown(note)


def test_figures_are_dropped_and_reordered(millesime: Millesime) -> None:
    asked = Demande("volumes", "2025", chiffres=("stock", "saisines-recues", "inconnu"))
    kept = [line.figure.indicateur for line in compose_note(millesime, asked, JOUR).lignes]
    assert kept == ["stock", "saisines-recues"]


def test_the_same_note_gives_the_same_bytes(millesime: Millesime) -> None:
    note = compose_note(millesime, Demande("issues", "2025"), JOUR)
    first = write_docx(note)
    assert first == write_docx(note)
    dates = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()}
    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_a_docx_has_real_headings_header_rows_and_alternative_texts(millesime: Millesime) -> None:
    note = compose_note(millesime, Demande("volumes", "2025"), JOUR)
    document = docx.Document(io.BytesIO(write_docx(note)))
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "List Bullet"} <= styles
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == [note.graphique.alt]
    assert document.core_properties.language == "fr-FR"


@pytest.mark.parametrize(
    ("demande", "word"),
    [
        (Demande("couleur", "2025"), "n’existe pas"),
        (Demande("volumes", "2025", "VILLAGE"), "n’existe pas"),
        (Demande("volumes", "2026"), "ne peut pas porter"),
        (Demande("volumes", "2025", chiffres=("inconnu",)), "Aucun chiffre citable"),
    ],
)
def test_what_cannot_be_written_is_refused(millesime: Millesime, demande: Demande, word: str) -> None:
    with pytest.raises(WrongCall, match=word):
        compose_note(millesime, demande, JOUR)


def test_a_period_that_is_not_over_is_not_offered(millesime: Millesime) -> None:
    offered = list_periods(millesime)
    assert offered[0] == "2025"
    assert not [periode for periode in offered if periode.startswith("2026")]
