"""In a browser: an office chosen in « Voir comme » reads its page, a link restores it, a phone shows it whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.dashboard.fabrique_office import MIEN, set_real, write_network
from tests.dashboard.serveur import Serveur, running
from tests.navigateur.conftest import Onglet
from tests.navigateur.test_pages import ANGLAIS, ECRANS

pytestmark = pytest.mark.navigateur

LIEN = f"profil=office:{MIEN}"
PAGES = (
    f"/mon-office?{LIEN}",
    f"/mon-office?{LIEN}&section=delais",
    f"/mon-office?{LIEN}&section=domaines&grain=trimestre",
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
    expect(page.locator(".om-tete h1")).to_contain_text("votre office a reçu 143")
    onglet.settle()
    assert "profil=office" in page.url
    assert page.locator(".om-vu-office").count() == 1
    page.get_by_role("link", name="Définitions").click()
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
    expect(page.locator(".om-tete h1")).to_contain_text("En 2023")
    page.get_by_role("radio", name="Trimestre").click()
    expect(page.locator(".om-graphique h3").first).to_contain_text("par trimestre")
    onglet.settle()
    assert "periode=2023" in page.url
    assert "grain=trimestre" in page.url
    assert "profil=office" in page.url


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
