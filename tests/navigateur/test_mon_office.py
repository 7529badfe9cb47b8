"""In a browser: an office chosen in « Voir comme » reads its page, a link restores it, a phone shows it whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect

from tests.dashboard.fabrique_office import MIEN, set_real, write_network
from tests.dashboard.serveur import Serveur, running
from tests.navigateur.conftest import ECRANS, Onglet
from tests.navigateur.test_pages import ANGLAIS

pytestmark = pytest.mark.navigateur

LIEN = f"profil=office:{MIEN}"
PAGES = (
    f"/mon-office?{LIEN}",
    f"/mon-office?{LIEN}&section=delais",
    f"/mon-office?{LIEN}&section=domaines&grain=trimestre",
    f"/mon-office?{LIEN}&section=stock",
    f"/mon-office?{LIEN}&section=qualite&sans=volume",
    "/mon-office",
    "/qualite",
    "/qualite?profil=public",
    "/journal",
)


@pytest.fixture(scope="module")
def serveur(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serveur]:
    """The network of an office instead of the plain one."""
    folder = tmp_path_factory.mktemp("navigateur-office")
    write_network(folder / "publications")
    with running(folder) as found:
        yield found


@pytest.mark.parametrize("onglet", ECRANS, indirect=True)
@pytest.mark.parametrize("chemin", PAGES)
def test_a_page_opens_in_french_whole_and_without_an_error(onglet: Onglet, chemin: str) -> None:
    page = onglet.open(chemin)
    assert onglet.console == []
    assert onglet.dehors == []
    assert ANGLAIS.findall(page.locator("body").inner_text()) == []
    widths = page.evaluate(
        "(() => { const m = document.querySelector('[data-testid=stMain]'); "
        "return [m.scrollWidth - m.clientWidth, document.documentElement.scrollWidth - innerWidth] })()"
    )
    assert widths == [0, 0]


def test_choosing_an_office_opens_its_page_colours_the_frame_and_follows_the_reader(onglet: Onglet) -> None:
    page = onglet.open("/mon-office")
    expect(page.get_by_text("Cette page s’ouvre pour un médiateur")).to_be_visible()
    page.get_by_role("combobox", name="Voir comme").click()
    page.get_by_role("option", name="Ville de Bellerive").click()
    expect(page.locator(".om-tete h1")).to_contain_text("n’est pas distinguable de celui de vos 4 pairs")
    expect(page.locator(".om-tete .om-precision")).to_contain_text("votre office a reçu 143")
    onglet.settle()
    assert "profil=office" in page.url
    assert page.locator(".om-vu-office").count() == 1
    page.get_by_role("link", name="Définitions").first.click()
    expect(page.locator(".om-tete h1")).to_contain_text("chiffres")
    onglet.settle()
    assert "profil=office" in page.url
    assert page.locator(".om-vu-office").count() == 1
    assert onglet.console == []


def test_the_back_button_gives_the_board_back(onglet: Onglet) -> None:
    page = onglet.open("/qualite")
    assert page.locator(".om-matrice").count() == 1
    page.get_by_role("combobox", name="Voir comme").click()
    page.get_by_role("option", name="Public", exact=True).click()
    expect(page.locator(".om-matrice")).to_have_count(0)
    onglet.settle()
    page.go_back()
    expect(page.locator(".om-matrice")).to_have_count(1)


def test_a_year_and_a_step_move_the_page_and_the_url(onglet: Onglet) -> None:
    page = onglet.open(f"/mon-office?{LIEN}")
    page.get_by_role("combobox", name="Année").click()
    page.get_by_role("option", name="2023").click()
    expect(page.locator(".om-tete .om-precision")).to_contain_text("En 2023")
    onglet.settle()
    page.get_by_role("tab", name="Activité").click()
    onglet.settle()
    page.get_by_role("radio", name="Trimestre").click()
    expect(page.locator(".om-graphique h3").first).to_contain_text("par trimestre")
    onglet.settle()
    assert "periode=2023" in page.url
    assert "grain=trimestre" in page.url
    assert "profil=office" in page.url


def test_a_criterion_is_dropped_kept_in_the_link_and_restored(onglet: Onglet) -> None:
    page = onglet.open(f"/mon-office?{LIEN}")
    page.get_by_text("pairs proches — pourquoi ceux-ci").click()
    expect(page.get_by_text("le type comptant double")).to_be_visible()
    page.get_by_role("button", name="type de collectivité").click()
    expect(page.get_by_text("le type comptant double")).to_have_count(0)
    onglet.settle()
    assert "sans=type" in page.url
    page.reload()
    page.get_by_text("pairs proches — pourquoi ceux-ci").click()
    expect(page.get_by_role("columnheader", name="Habitants")).to_be_visible()
    assert page.get_by_role("columnheader", name="Type", exact=True).count() == 0
    assert onglet.console == []


@pytest.mark.parametrize(
    ("nom", "debut"), [("SVG", b"<svg "), ("PNG", b"\x89PNG"), ("XLSX", b"PK"), ("CSV standard", b"repere,")]
)
def test_a_funnel_is_downloaded_in_each_format(onglet: Onglet, tmp_path: Path, nom: str, debut: bytes) -> None:
    page = onglet.open(f"/mon-office?{LIEN}")
    with page.expect_download() as asked:
        page.get_by_role("link", name=f"Télécharger en {nom} : Vitesse de clôture", exact=False).click()
    asked.value.save_as(tmp_path / "x")
    assert (tmp_path / "x").read_bytes().startswith(debut)
    assert asked.value.suggested_filename.startswith("amct_entonnoir-delai_2025_millesime-2026-01.")


def test_the_yearly_report_is_downloaded(onglet: Onglet, tmp_path: Path) -> None:
    page = onglet.open(f"/mon-office?{LIEN}")
    with page.expect_download() as asked:
        page.get_by_role("link", name="Rapport annuel 2025 (DOCX)").click()
    asked.value.save_as(tmp_path / "x.docx")
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(tmp_path / "x.docx")).paragraphs)
    assert "En 2025, le médiateur a reçu 143\u00a0saisines" in text


def test_the_lines_of_old_cases_and_of_faults_are_shown(onglet: Onglet) -> None:
    page = onglet.open(f"/mon-office?{LIEN}&section=stock")
    expect(page.get_by_role("rowheader", name="12", exact=True)).to_be_visible()
    page.get_by_role("tab", name="Qualité de vos données").click()
    expect(page.get_by_text("ligne 88")).to_be_visible()


def test_a_late_office_still_reads_its_backlog(onglet: Onglet) -> None:
    page = onglet.open("/mon-office?profil=office:COM-00003")
    expect(page.locator(".om-tete h1")).to_contain_text("n’a pas livré toute l’année 2025")
    assert page.get_by_role("tab").count() == 2
    assert page.get_by_role("link", name="Rapport annuel").count() == 0


def test_a_downloaded_figure_of_an_office_equals_the_screen(onglet: Onglet, tmp_path: Path) -> None:
    page = onglet.open(f"/mon-office?{LIEN}&periode=2024")
    shown = page.locator(".om-carte .om-valeur").first.inner_text()
    with page.expect_download() as asked:
        page.get_by_role("link", name="Télécharger en CSV : Saisines reçues", exact=True).click()
    asked.value.save_as(tmp_path / "x.csv")
    header, line = (text.split(";") for text in (tmp_path / "x.csv").read_text("utf-8-sig").splitlines())
    assert line[header.index("valeur")] == shown == "143"


def test_a_real_release_has_no_chooser_and_opens_no_private_file(onglet: Onglet, tmp_path: Path) -> None:
    set_real(write_network(tmp_path / "publications"))
    with running(tmp_path, exemple=False) as real:
        page = onglet.page
        page.goto(f"{real.adresse}/mon-office?{LIEN}")
        expect(page.get_by_text("aucun fichier privé ne s’ouvre")).to_be_visible(timeout=20000)
        assert page.get_by_role("combobox", name="Voir comme").count() == 0
        assert "143" not in page.locator("body").inner_text()
