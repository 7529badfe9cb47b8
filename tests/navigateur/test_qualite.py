"""Qualité et couverture in a browser: each section is accessible and fits, names stay with members, the reminder copies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.dashboard.fabrique_office import write_network
from tests.dashboard.serveur import Serveur, running
from tests.navigateur.conftest import ECRANS, VISITE_VUE, Onglet
from tests.navigateur.test_axe import GRAVES
from tests.navigateur.test_pages import ANGLAIS

pytestmark = pytest.mark.navigateur

NOMS = ("Bellerive", "Dornes", "Fromont")


@pytest.fixture(scope="module")
def reseau(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serveur]:
    folder = tmp_path_factory.mktemp("qualite-navigateur")
    write_network(folder / "publications")
    with running(folder) as serveur:
        yield serveur


@pytest.fixture(params=ECRANS, ids=str)
def bureau(chromium: Browser, reseau: Serveur, request: pytest.FixtureRequest) -> Iterator[Onglet]:
    width, theme = request.param
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, locale="en-US")
    context.add_init_script(VISITE_VUE)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    found = Onglet(context.new_page(), reseau)
    found.page.on("pageerror", lambda error: found.console.append(str(error)))
    yield found
    context.close()


@pytest.mark.parametrize("section", ["livraisons", "relances", "completude", "limites"])
def test_a_section_is_accessible_french_and_fits(bureau: Onglet, section: str) -> None:
    page = bureau.open(f"/qualite?section={section}")
    assert f"section={section}" in page.url
    faults = [fault["id"] for fault in Axe().run(page).response["violations"] if fault["impact"] in GRAVES]
    assert faults == []
    assert ANGLAIS.findall(page.locator("body").inner_text()) == []
    width = (
        "(() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth })()"
    )
    assert page.evaluate(width) == 0
    assert bureau.console == []


@pytest.mark.parametrize("profil", ["public", "liaison"])
def test_names_are_not_shown_outside_the_network(bureau: Onglet, profil: str) -> None:
    for section in ("livraisons", "relances", "completude", "limites"):
        page = bureau.open(f"/qualite?profil={profil}&section={section}")
        shown = page.locator(".om-tete, [role=tabpanel]").all_inner_texts()
        assert [nom for nom in NOMS if any(nom in text for text in shown)] == []
        assert page.get_by_role("tab", name="À relancer").count() == 0


def test_the_reminder_is_copied_whole(bureau: Onglet) -> None:
    page = bureau.open("/qualite?section=relances")
    expect(page.get_by_role("tabpanel").filter(visible=True)).to_contain_text("Ville de Dornes")
    page.get_by_role("button", name="Copier le message").click()
    page.get_by_text("Copié", exact=True).wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Bonjour,")
    assert copied.rstrip().endswith("Le bureau")
    assert "Dornes" not in copied
