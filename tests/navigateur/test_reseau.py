"""In a browser: every section of Réseau on a release with its analyses opens on its sentence, at desk and on a phone."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.dashboard.fabrique_analyses import write_analysed
from tests.dashboard.serveur import Serveur, running
from tests.navigateur.conftest import Onglet

pytestmark = pytest.mark.navigateur

SECTIONS = [
    ("volumes", "À périmètre constant (20\u00a0offices)", 2),
    ("mouvement", "dont 6\u00a0points dus à 9\u00a0nouveaux adhérents", 3),
    ("delais", "s’en tenir aux dossiers clos fait paraître le délai plus court de 12\u00a0jours", 3),
    ("issues&cohorte=closes", "1\u202f117 médiations menées à terme", 2),
    ("domaines", "Aucun signal en 2025", 2),
]


@pytest.fixture(scope="module")
def analyses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serveur]:
    folder = tmp_path_factory.mktemp("reseau")
    write_analysed(folder / "publications")
    with running(folder) as found:
        yield found


@pytest.fixture(params=[(1440, "light"), (390, "dark")], ids=["bureau", "telephone"])
def ecran(chromium: Browser, analyses: Serveur, request: pytest.FixtureRequest) -> Iterator[Onglet]:
    width, theme = request.param
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, locale="fr-FR")
    page = context.new_page()
    found = Onglet(page, analyses)
    page.on("console", lambda message: found.console.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.console.append(str(error)))
    yield found
    context.close()


@pytest.mark.parametrize(("section", "phrase", "dessins"), SECTIONS)
def test_a_section_opens_on_its_sentence_without_an_error_or_a_sideways_scroll(
    ecran: Onglet, section: str, phrase: str, dessins: int
) -> None:
    page = ecran.open(f"/?section={section}")
    expect(page.get_by_text(phrase).first).to_be_visible()
    expect(page.locator('[data-testid="stPlotlyChart"]:visible')).to_have_count(dessins)
    widths = page.evaluate(
        "(() => { const m = document.querySelector('[data-testid=stMain]'); "
        "return [m.scrollWidth - m.clientWidth, document.documentElement.scrollWidth - innerWidth] })()"
    )
    assert widths == [0, 0]
    assert ecran.console == []


def test_the_perimeter_switch_changes_figures_and_url_and_its_link_restores_it(ecran: Onglet) -> None:
    page = ecran.open()
    control = page.get_by_role("combobox", name="Périmètre")
    control.scroll_into_view_if_needed()
    ecran.settle()
    control.click()
    page.get_by_role("option", name="Constant 2021 (20 offices)").click()
    expect(page.locator(".om-tete h1")).to_contain_text("les 20 offices du périmètre constant ont reçu 600 saisines")
    ecran.settle()
    assert "perimetre=constant-2021" in page.url
    address = page.url.removeprefix(ecran.serveur.adresse)
    ecran.open(address)
    assert "périmètre constant" in ecran.sentence()
    assert ecran.console == []


def test_a_downloaded_waterfall_sums_to_the_screen(ecran: Onglet, tmp_path: Path) -> None:
    page = ecran.open("/?section=mouvement")
    with page.expect_download() as asked:
        page.get_by_role("link", name="Télécharger en CSV : Saisines reçues").last.click()
    assert asked.value.suggested_filename == "amct_mouvement-volume_2025_millesime-2026-01.csv"
    asked.value.save_as(tmp_path / "x.csv")
    lines = list(csv.DictReader((tmp_path / "x.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    values = {line["libelle"]: int(line["numerateur"]) for line in lines}
    assert values["2024"] + sum(v for name, v in values.items() if not name.isdigit()) == values["2025"]
    page.get_by_text("Voir les données").first.click()
    shown = page.get_by_role("row", name="Nouveaux adhérents").inner_text()
    assert f"+{values['Nouveaux adhérents']}" in shown
