"""Enlarged, narrowed, spaced out, without colours or motion, by keyboard alone: every page keeps all it says."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.dashboard.serveur import Serveur
from tests.navigateur.audit import PAGES, PRINCIPALES, VISITE_VUE, open_page
from tests.navigateur.conftest import Onglet
from tests.navigateur.mesures import list_untitled_tables, measure_layout, walk

pytestmark = pytest.mark.navigateur

CHEMINS = [
    *PRINCIPALES,
    *(pytest.param(page, marks=pytest.mark.long) for page in PAGES if page not in PRINCIPALES),
]
ESPACEMENT = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } "
    "p { margin-bottom: 2em !important; }"
)
"""The spacing WCAG 1.4.12 and RGAA 10.12 let a reader impose."""

EN_MOUVEMENT = """() => document.getAnimations().filter(a => a.playState === 'running'
  && Number(a.effect?.getComputedTiming().duration) > 50).map(a => a.effect.target?.className ?? '')"""


@pytest.fixture(scope="module")
def serveur(exemple: Serveur) -> Serveur:
    """The example network: pages as a reader meets them, full."""
    return exemple


def see(chromium: Browser, largeur: int, hauteur: int, echelle: float = 1) -> Page:
    """A new profile on a screen of this size, that asks for less motion."""
    context = chromium.new_context(
        viewport={"width": largeur, "height": hauteur}, device_scale_factor=echelle, reduced_motion="reduce"
    )
    context.add_init_script(VISITE_VUE)
    return context.new_page()


@pytest.mark.parametrize("chemin", CHEMINS)
def test_at_200_percent_nothing_is_cut_overlaps_or_scrolls_sideways(
    chromium: Browser, serveur: Serveur, chemin: str
) -> None:
    page = see(chromium, 720, 450, 2)
    open_page(page, serveur, chemin)
    assert measure_layout(page) == []
    assert list_untitled_tables(page) == []
    assert page.evaluate(EN_MOUVEMENT) == []
    page.emulate_media(forced_colors="active")
    assert measure_layout(page) == []
    page.context.close()


@pytest.mark.parametrize("chemin", CHEMINS)
def test_at_320_pixels_and_spaced_out_nothing_is_lost(chromium: Browser, serveur: Serveur, chemin: str) -> None:
    page = see(chromium, 320, 640)
    open_page(page, serveur, chemin)
    assert measure_layout(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate(
        "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets.push(s) }", ESPACEMENT
    )
    page.wait_for_timeout(300)
    assert measure_layout(page) == []
    page.context.close()


@pytest.mark.parametrize("chemin", CHEMINS)
def test_the_keyboard_reaches_everything_in_the_order_of_reading_and_shows_where_it_is(
    onglet: Onglet, chemin: str
) -> None:
    open_page(onglet.page, onglet.serveur, chemin)
    missed, dull, order = walk(onglet.page)
    assert missed == []
    assert dull == []
    assert order == sorted(order)


def test_a_letter_alone_commands_nothing(onglet: Onglet) -> None:
    page = onglet.open()
    page.evaluate("document.body.focus()")
    for letter in ("r", "c", "s"):
        page.keyboard.press(letter)
        page.wait_for_timeout(150)
        assert page.locator('[data-test-script-state="running"]').count() == 0
        assert page.get_by_role("dialog").count() == 0
    page.get_by_role("combobox", name="Canal").fill("cou")
    expect(page.get_by_role("option", name="Courriel")).to_be_visible()


def test_the_sentence_a_filter_changes_is_announced(onglet: Onglet) -> None:
    page = onglet.open()
    before = onglet.sentence()
    page.get_by_role("combobox", name="Type de collectivité").click()
    page.get_by_role("option", name="Communes", exact=True).click()
    expect(page.locator(".om-tete h1")).not_to_have_text(before, timeout=10000)
    onglet.settle()
    expect(page.locator("#om-annonce")).to_have_text(onglet.sentence())


def test_each_page_has_its_own_title_and_the_foot_leads_to_all(onglet: Onglet) -> None:
    page = onglet.open("/definitions")
    assert page.title() == "Définitions — Observatoire de la médiation territoriale"
    page.get_by_role("navigation", name="Toutes les pages").get_by_role("link", name="Accessibilité").click()
    expect(page.locator(".om-tete h1")).to_contain_text("Auto-évaluation, sans audit", timeout=15000)
    onglet.settle()
    assert page.title().startswith("Accessibilité — ")
    expect(page.get_by_text("se déclare non conforme")).to_be_visible()
    assert onglet.console == []


def test_the_page_on_accessibility_stands_on_an_empty_server(onglet: Onglet, vide: Serveur) -> None:
    onglet.page.goto(f"{vide.adresse}/accessibilite")
    expect(onglet.page.locator(".om-tete h1")).to_contain_text("critères du RGAA", timeout=20000)
