"""In a browser: pages open in French on their sentence, filters move figures and URL, links restore, nothing leaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.dashboard.serveur import Serveur
from tests.navigateur.conftest import ECRANS, Onglet

pytestmark = pytest.mark.navigateur

ANGLAIS = re.compile(
    r"\b(the|and|with|click|loading|running|settings|search|select|choose|option|options|error|page not found|please|"
    r"close|open|help|show|hide|more|view|fullscreen|download|none|null|nan|undefined|true|false|deploy|menu bar|"
    r"january|february|march|april|june|july|august|september|october|november|december|jan|feb|apr|aug|dec)\b",
    re.IGNORECASE,
)
PAGES = (
    "/",
    "/?section=delais",
    "/?section=issues",
    "/?section=domaines",
    "/?section=canaux",
    "/?grain=mois",
    "/definitions",
)


@pytest.mark.parametrize("chemin", PAGES)
def test_a_page_opens_in_french_without_an_error_or_a_request_outside(onglet: Onglet, chemin: str) -> None:
    page = onglet.open(chemin)
    assert page.evaluate("document.documentElement.lang") == "fr"
    assert "Observatoire de la médiation territoriale" in page.title()
    assert onglet.console == []
    assert onglet.dehors == []
    labels = page.evaluate(
        "[...document.querySelectorAll('[aria-label],[title],[placeholder],[alt]')].flatMap(e => "
        "['aria-label','title','placeholder','alt'].map(n => e.getAttribute(n)).filter(Boolean))"
    )
    shown = re.sub(r"(?s)<pre.*?</pre>", "", page.locator("body").inner_text())
    assert ANGLAIS.findall(shown) == []
    assert [label for label in labels if ANGLAIS.search(label)] == []


@pytest.mark.parametrize("onglet", ECRANS, indirect=True)
@pytest.mark.parametrize("chemin", ["/", "/?section=delais", "/?section=domaines", "/definitions"])
def test_nothing_scrolls_sideways(onglet: Onglet, chemin: str) -> None:
    page = onglet.open(chemin)
    widths = page.evaluate(
        "(() => { const m = document.querySelector('[data-testid=stMain]'); "
        "return [m.scrollWidth - m.clientWidth, document.documentElement.scrollWidth - innerWidth] })()"
    )
    assert widths == [0, 0]


def test_a_filter_changes_figures_and_url_and_the_back_button_undoes_it(onglet: Onglet) -> None:
    page = onglet.open()
    before = onglet.sentence()
    page.get_by_role("combobox", name="Type de collectivité").click()
    page.get_by_role("option", name="Communes", exact=True).click()
    expect(page.locator(".om-tete h1")).to_contain_text("840")
    onglet.settle()
    assert "type=COMMUNE" in page.url
    assert "millesime=2026-01" in page.url
    assert page.get_by_role("combobox", name="Canal").is_disabled()
    page.go_back()
    expect(page.locator(".om-tete h1")).to_have_text(before)
    assert onglet.console == []


def test_a_link_restores_the_view_in_a_new_profile(onglet: Onglet) -> None:
    page = onglet.open("/?millesime=2026-01&periode=2023&type=REGION&section=domaines")
    assert "2023" in onglet.sentence()
    assert "288" in onglet.sentence()
    assert page.get_by_role("tab", name="Domaines").get_attribute("aria-selected") == "true"


def test_filters_survive_a_visit_to_another_page(onglet: Onglet) -> None:
    page = onglet.open("/?millesime=2026-01&type=REGION")
    sentence = onglet.sentence()
    page.get_by_role("link", name="Définitions").first.click()
    expect(page.locator(".om-tete h1")).to_contain_text("chiffres")
    onglet.settle()
    page.get_by_role("link", name="Réseau").first.click()
    expect(page.locator(".om-tete h1")).to_have_text(sentence)
    onglet.settle()
    assert "type=REGION" in page.url


def test_a_section_is_drawn_when_it_is_opened(onglet: Onglet) -> None:
    page = onglet.open()
    page.get_by_role("tab", name="Délais").click()
    expect(page.locator(".om-phrase").first).to_contain_text("la moitié des dossiers clos")
    onglet.settle()
    charts = page.locator('[data-testid="stPlotlyChart"]:visible')
    assert charts.count() == 2
    assert "section=delais" in page.url


def test_each_chart_has_its_alternative_and_its_table(onglet: Onglet) -> None:
    page = onglet.open("/?section=domaines")
    page.get_by_role("figure", name=re.compile("Domaines des saisines reçues")).wait_for()
    page.get_by_text("Voir les données").first.click()
    row = page.get_by_role("row", name=re.compile("Logement"))
    assert "672" in row.inner_text()


def test_a_downloaded_figure_equals_the_screen(onglet: Onglet, tmp_path: Path) -> None:
    page = onglet.open("/?type=COMMUNE&periode=2024")
    shown = page.locator(".om-carte .om-valeur").first.inner_text()
    with page.expect_download() as asked:
        page.get_by_role("link", name="Télécharger en CSV : Saisines reçues", exact=True).click()
    assert asked.value.suggested_filename == "amct_saisines-recues_2024_millesime-2026-01.csv"
    asked.value.save_as(tmp_path / "x.csv")
    header, line = (text.split(";") for text in (tmp_path / "x.csv").read_text("utf-8-sig").splitlines())
    assert line[header.index("valeur")] == shown


def test_help_explains_a_figure_and_closes(onglet: Onglet) -> None:
    page = onglet.open()
    summary = page.get_by_label("Définition : Taux de résolution")
    summary.click()
    expect(page.get_by_text("parmi les médiations menées à terme")).to_be_visible()
    summary.click()
    expect(page.get_by_text("parmi les médiations menées à terme")).to_be_hidden()


def test_the_keyboard_reaches_filters_help_and_sections(onglet: Onglet) -> None:
    page = onglet.open()
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('role') || document.activeElement.tagName"))
    assert {"combobox", "SUMMARY", "tab", "A"} <= reached


def test_an_unknown_page_says_so_in_french(onglet: Onglet) -> None:
    page = onglet.open("/nulle-part")
    expect(page.get_by_text("Page introuvable")).to_be_visible()


def test_without_a_release_the_page_says_what_to_type(onglet: Onglet, vide: Serveur) -> None:
    page = onglet.page
    page.goto(vide.adresse)
    expect(page.get_by_text("Aucun millésime n’est publié.")).to_be_visible(timeout=20000)
    expect(page.get_by_text("observatoire publier")).to_be_visible()
    assert onglet.console == []
