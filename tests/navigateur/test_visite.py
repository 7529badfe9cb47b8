"""The guided visit comes once, goes at a key or a click, never takes the focus, and comes back when asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.dashboard.serveur import Serveur
from tests.navigateur.test_axe import GRAVES

pytestmark = pytest.mark.navigateur


@pytest.fixture(params=[(1440, "light"), (390, "dark")])
def arrivee(chromium: Browser, serveur: Serveur, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A reader who comes for the first time and asks for less motion."""
    width, theme = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=theme, reduced_motion="reduce", locale="fr-FR"
    )
    page = context.new_page()
    page.goto(serveur.adresse)
    page.wait_for_selector("#om-visite", timeout=20000)
    page.wait_for_selector('[data-test-script-state="notRunning"]', timeout=20000)
    yield page
    context.close()


def test_three_steps_by_keyboard_then_never_again(arrivee: Page) -> None:
    visit = arrivee.locator("#om-visite")
    assert arrivee.evaluate("document.activeElement === document.body")
    titles = []
    arrivee.keyboard.press("Tab")
    for rank in (1, 2, 3):
        expect(visit).to_contain_text(f"Étape {rank} sur 3")
        titles.append(visit.locator("h2").inner_text())
        assert arrivee.evaluate("document.activeElement.closest('#om-visite') !== null")
        arrivee.keyboard.press("Enter")
    assert len(set(titles)) == 3
    expect(visit).to_have_count(0)
    arrivee.reload()
    arrivee.wait_for_selector(".om-tete h1")
    arrivee.wait_for_timeout(1200)
    expect(visit).to_have_count(0)


def test_escape_passes_the_visit_and_definitions_bring_it_back(arrivee: Page, serveur: Serveur) -> None:
    visit = arrivee.locator("#om-visite")
    arrivee.keyboard.press("Escape")
    expect(visit).to_have_count(0)
    arrivee.goto(f"{serveur.adresse}/definitions")
    again = arrivee.get_by_role("button", name="Revoir la visite guidée")
    again.click()
    expect(visit).to_be_visible()
    visit.get_by_role("button", name="Passer la visite").click()
    expect(visit).to_have_count(0)


def test_the_visit_has_no_serious_fault_and_fits(arrivee: Page) -> None:
    found = Axe().run(arrivee).response["violations"]
    assert [fault["id"] for fault in found if fault["impact"] in GRAVES] == []
    assert arrivee.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_hard_word_is_explained_where_it_shows(arrivee: Page) -> None:
    arrivee.keyboard.press("Escape")
    help_ = arrivee.locator(".om-mot", has_text="Que veut dire «\u202fintervalle\u202f»").first
    help_.locator("summary").click()
    expect(help_.locator("p")).to_contain_text("un pourcentage calculé sur peu de cas", ignore_case=True)
