"""The walk-through of the board: preparing a meeting in ten minutes, as a new member would, from what moved to the papers."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.dashboard.serveur import Serveur
from tests.navigateur.conftest import Onglet

pytestmark = pytest.mark.navigateur


@pytest.fixture(scope="module")
def serveur(exemple: Serveur) -> Serveur:
    """The example network."""
    return exemple


def take(onglet: Onglet, role: str, nom: str, folder: Path) -> Path:
    """The file a link or a button of this name gives."""
    with onglet.page.expect_download(timeout=60_000) as asked:
        onglet.page.get_by_role(role, name=nom, exact=True).first.click()  # type: ignore[arg-type]
    path = folder / asked.value.suggested_filename
    asked.value.save_as(path)
    return path


def count(text: str) -> int:
    """The first number of a French text."""
    found = re.search(r"\d[\d\u202f\u00a0 ]*", text)
    assert found
    return int(re.sub(r"\D", "", found[0]))


def test_a_meeting_is_prepared_from_one_page(onglet: Onglet, tmp_path: Path) -> None:
    page = onglet.open()
    first = onglet.sentence()
    assert re.fullmatch(r"En 2025, les 39\soffices couverts ont reçu .*\ssaisines, soit .* qu’en 2024\.", first)
    received = count(page.locator(".om-carte .om-valeur").first.inner_text())

    said = page.locator(".om-phrase").first.inner_text()
    assert "À périmètre constant" in said
    assert "hasard" in said
    page.get_by_text("Voir les données").first.click()
    expect(page.get_by_role("columnheader", name="Limites du hasard")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Événements")).to_be_visible()
    expect(page.get_by_text("ruptures de série déclarées")).to_be_visible()

    page.get_by_role("tab", name="Pourquoi ça bouge").click()
    expect(page.locator(".om-phrase").first).to_contain_text("résidu 0")
    onglet.settle()
    drawing = take_first(onglet, "Télécharger en SVG", tmp_path)
    assert "<svg" in drawing.read_text(encoding="utf-8")
    table = take_first(onglet, "Télécharger en CSV :", tmp_path)
    lines = list(csv.DictReader(table.read_text("utf-8-sig").splitlines(), delimiter=";"))
    parts = {line["libelle"]: int(line["numerateur"]) for line in lines}
    assert parts["2025"] == received
    assert parts["2024"] + sum(value for name, value in parts.items() if not name.isdigit()) == received

    page.get_by_role("tab", name="Offices").click()
    expect(page.locator(".om-phrase").first).to_contain_text("ont livré 2025 en entier")
    onglet.settle()
    book = CalamineWorkbook.from_path(take(onglet, "button", "Tableau en XLSX", tmp_path))
    rows = book.get_sheet_by_index(0).to_python()
    state = rows[0].index("livraison")
    late = sum(row[state] in ("pas livré", "livré en partie") for row in rows[1:])

    remind = page.get_by_role("link", name=re.compile(r"^Relancer \d+\s+offices en retard$"))
    assert count(remind.inner_text().removeprefix("Relancer")) == late
    remind.click()
    expect(page.locator(".om-tete h1")).to_contain_text("n’ont pas livré 2025 en entier", timeout=20_000)
    onglet.settle()
    assert count(onglet.sentence()) == late
    expect(page.locator(".om-relance").first).to_be_visible()

    page.go_back()
    expect(page.locator(".om-tete h1")).to_have_text(first, timeout=20_000)
    onglet.settle()
    page.get_by_role("link", name="Faire une note sur cette sélection").click()
    expect(page.locator(".om-page")).to_have_text("Note parlementaire", timeout=20_000)
    onglet.settle()
    assert count(onglet.sentence().partition("reçu")[2]) == received
    text = read_docx(take(onglet, "button", "Word (DOCX)", tmp_path))
    assert f"{received:,}".replace(",", "\u202f") in text
    assert "OMT-2026-01-V1R-2025" in text
    assert (onglet.console, onglet.dehors) == ([], [])


def take_first(onglet: Onglet, nom: str, folder: Path) -> Path:
    """The file of the first link whose name starts so, within the opened section."""
    with onglet.page.expect_download(timeout=60_000) as asked:
        onglet.page.locator(f'.om-pied a[aria-label^="{nom}"]:visible').first.click()
    path = folder / asked.value.suggested_filename
    asked.value.save_as(path)
    return path


def read_docx(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_selection_goes_with_the_note(onglet: Onglet) -> None:
    page = onglet.open("/?type=COMMUNE&periode=2024")
    page.get_by_role("link", name="Faire une note sur cette sélection").click()
    expect(page.locator(".om-page")).to_have_text("Note parlementaire", timeout=20_000)
    onglet.settle()
    assert onglet.sentence().startswith("En 2024")
    assert "type=COMMUNE" in page.url
