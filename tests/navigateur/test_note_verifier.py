"""In a browser: a note is chosen, read and taken away; a figure is quoted, then its sentence and its file verified."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.navigateur.conftest import ECRANS, Onglet
from tests.navigateur.test_pages import ANGLAIS

pytestmark = pytest.mark.navigateur

CHEMINS = ("/note", "/note?question=issues&type=COMMUNE", "/verifier", "/verifier?reference=OMT-2026-01-V1R-2025-00")


@pytest.mark.parametrize("onglet", ECRANS, indirect=True)
@pytest.mark.parametrize("chemin", CHEMINS)
def test_a_page_is_french_fits_its_screen_and_asks_nothing_outside(onglet: Onglet, chemin: str) -> None:
    page = onglet.open(chemin)
    assert onglet.console == []
    assert onglet.dehors == []
    labels = page.evaluate(
        "[...document.querySelectorAll('[aria-label],[title],[placeholder],[alt]')].flatMap(e => "
        "['aria-label','title','placeholder','alt'].map(n => e.getAttribute(n)).filter(Boolean))"
    )
    assert ANGLAIS.findall(page.locator("body").inner_text()) == []
    assert [label for label in labels if ANGLAIS.search(label)] == []
    assert (
        page.evaluate(
            "(() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth })()"
        )
        == 0
    )


def test_a_note_follows_its_choices_and_its_link_restores_it(onglet: Onglet) -> None:
    page = onglet.open("/note")
    assert "ont reçu 1\u202f680" in onglet.sentence()
    page.get_by_role("combobox", name="Question").click()
    page.get_by_role("option", name=re.compile("En combien de temps")).click()
    expect(page.locator(".om-tete h1")).to_contain_text("la moitié de leurs dossiers")
    onglet.settle()
    address = page.url
    assert "question=delais" in address
    sentence = onglet.sentence()
    onglet.open(address.removeprefix(onglet.serveur.adresse))
    assert onglet.sentence() == sentence


def test_a_dropped_figure_leaves_the_note(onglet: Onglet) -> None:
    page = onglet.open("/note")
    table = page.locator(".om-note-chiffres tbody tr")
    expect(table).to_have_count(5)
    page.get_by_text("Choisir les chiffres").click()
    page.get_by_role("button", name="Dossiers clos", exact=True).click()
    expect(table).to_have_count(4)
    page.get_by_label("Commentaire").fill("<b>À retenir</b>")
    page.get_by_label("Commentaire").blur()
    expect(page.get_by_text("<b>À retenir</b>", exact=True).last).to_be_visible()


def test_a_downloaded_note_dropped_back_in_is_identical(onglet: Onglet, tmp_path: Path) -> None:
    page = onglet.open("/note")
    with page.expect_download() as asked:
        page.get_by_role("button", name="Word (DOCX)").click()
    name = "amct_note-volumes_2025_millesime-2026-01.docx"
    assert asked.value.suggested_filename == name
    asked.value.save_as(tmp_path / name)
    page = onglet.open("/verifier")
    page.locator('input[type="file"]').set_input_files(tmp_path / name)
    expect(page.locator(".om-tete h1")).to_contain_text("identiques", timeout=30000)
    onglet.settle()
    assert page.locator(".om-constat.om-modifie").count() == 0
    assert ANGLAIS.findall(page.locator("body").inner_text()) == []


def test_a_quoted_figure_is_verified_and_an_altered_one_is_named(onglet: Onglet) -> None:
    page = onglet.open("/")
    page.get_by_role("link", name="Citer : Saisines reçues").click()
    expect(page.locator(".om-tete h1")).to_contain_text("Identique", timeout=20000)
    onglet.settle()
    quoted = page.locator(".om-citation p").first.inner_text()
    assert "ont reçu 1\u202f680\u00a0saisines" in quoted
    field = page.get_by_label("Référence OMT ou phrase citée")
    field.fill(quoted.replace("1\u202f680", "1\u202f780"))
    page.get_by_role("button", name="Vérifier").click()
    expect(page.locator(".om-tete h1")).to_contain_text("Modifié")
    expect(page.locator(".om-constat")).to_contain_text("1\u202f780")


def test_a_workbook_is_downloaded_beside_the_csv(onglet: Onglet, tmp_path: Path) -> None:
    page = onglet.open("/")
    with page.expect_download() as asked:
        page.get_by_role("link", name="Télécharger en XLSX : Délai médian").click()
    assert asked.value.suggested_filename == "amct_delai-median_2025_millesime-2026-01.xlsx"
    asked.value.save_as(tmp_path / "x.xlsx")
    assert (tmp_path / "x.xlsx").read_bytes().startswith(b"PK")
