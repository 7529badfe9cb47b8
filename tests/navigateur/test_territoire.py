"""In the browser: the map opens on its sentence, its territory is in the URL, the list of offices is for members."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.dashboard.fabrique_territoire import write_places
from tests.dashboard.serveur import Serveur, running
from tests.navigateur.conftest import VISITE_VUE, Onglet

pytestmark = pytest.mark.navigateur


@pytest.fixture(scope="module")
def lieux(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serveur]:
    folder = tmp_path_factory.mktemp("lieux")
    write_places(folder / "publications")
    with running(folder) as found:
        yield found


@pytest.fixture(params=[(1440, "light"), (390, "dark")], ids=["bureau", "telephone"])
def ecran(chromium: Browser, lieux: Serveur, request: pytest.FixtureRequest) -> Iterator[Onglet]:
    width, theme = request.param
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, locale="fr-FR")
    context.add_init_script(VISITE_VUE)
    page = context.new_page()
    found = Onglet(page, lieux)
    page.on("console", lambda message: found.console.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.console.append(str(error)))
    yield found
    context.close()


@pytest.mark.parametrize(
    ("query", "phrase"),
    [
        ("section=territoire", "Occitanie, 360\u00a0saisines"),
        ("section=territoire&territoire=departement", "Haute-Garonne, 255\u00a0saisines"),
        ("section=territoire&profil=public", "Occitanie, 360\u00a0saisines"),
        ("section=offices", "4\u00a0offices sur 5 ont livré 2025 en entier."),
        ("section=offices&profil=liaison", "La liste des offices est réservée aux membres"),
        ("section=territoire&region=76", "ont reçu 360\u00a0saisines"),
    ],
)
def test_a_section_opens_clean_and_without_a_sideways_scroll(ecran: Onglet, query: str, phrase: str) -> None:
    page = ecran.open(f"/?{query}")
    expect(page.get_by_text(phrase).first).to_be_visible()
    widths = page.evaluate(
        "(() => { const m = document.querySelector('[data-testid=stMain]'); "
        "return [m.scrollWidth - m.clientWidth, document.documentElement.scrollWidth - innerWidth] })()"
    )
    assert widths == [0, 0]
    found = Axe().run(page).response["violations"]
    assert [fault["id"] for fault in found if fault["impact"] in ("serious", "critical")] == []
    assert ecran.console == []


def test_the_territory_is_chosen_kept_in_the_url_and_restored(ecran: Onglet) -> None:
    page = ecran.open("/?section=territoire")
    page.get_by_text("Département du requérant", exact=True).click()
    expect(page.get_by_text("viennent d’habitants de 1\u00a0département")).to_be_visible()
    ecran.settle()
    assert "territoire=departement_requerant" in page.url
    ecran.open(page.url.removeprefix(ecran.serveur.adresse))
    expect(page.get_by_text("viennent d’habitants de 1\u00a0département")).to_be_visible()


def test_a_region_chosen_in_the_bar_changes_the_sentence_and_closes_the_type(ecran: Onglet) -> None:
    page = ecran.open()
    control = page.get_by_role("combobox", name="Région (siège de l’office)")
    control.scroll_into_view_if_needed()
    control.click()
    page.get_by_role("option", name="Occitanie").click()
    expect(page.locator(".om-tete h1")).to_contain_text("les 2\u00a0offices couverts ont reçu 360\u00a0saisines")
    ecran.settle()
    assert "region=76" in page.url
    expect(page.get_by_role("combobox", name="Type de collectivité")).to_be_disabled()
    expect(page.locator(".om-grise").first).to_contain_text("ne publie pas")


def test_the_downloaded_map_holds_what_the_screen_shows(ecran: Onglet, tmp_path: Path) -> None:
    page = ecran.open("/?section=territoire")
    with page.expect_download() as asked:
        page.get_by_role("link", name="Télécharger en CSV : Saisines reçues en 2025").click()
    asked.value.save_as(tmp_path / "x.csv")
    rows = list(csv.DictReader((tmp_path / "x.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    values = {row["nom"]: row["valeur"] or row["marque"] for row in rows}
    page.get_by_text("Voir les données").first.click()
    for name in ("Occitanie", "La Réunion", "Bourgogne-Franche-Comté"):
        cells = page.get_by_role("row", name=name).first.get_by_role("cell").all_inner_texts()
        assert cells[2] == values[name]
