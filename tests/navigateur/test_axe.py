"""No page has a serious accessibility fault, in light or in dark: the rules of axe-core, run on what the reader sees."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.navigateur.conftest import Onglet

PAGES = ("/", "/mon-office", "/deposer", "/note", "/verifier", "/qualite", "/definitions", "/journal", "/tableaux")
GRAVES = {"serious", "critical"}


@pytest.mark.parametrize(
    "onglet", [(1440, "light"), (1440, "dark"), pytest.param((390, "light"), marks=pytest.mark.long)], indirect=True
)
@pytest.mark.parametrize("chemin", PAGES)
def test_axe_finds_nothing_serious(onglet: Onglet, chemin: str) -> None:
    page = onglet.page
    page.goto(onglet.serveur.adresse + chemin)
    page.wait_for_selector(".om-tete h1, .om-etat", timeout=20000)
    if chemin != "/tableaux":
        onglet.settle()
    found = Axe().run(page).response["violations"]
    said = [f"{fault['id']} : {fault['nodes'][0]['html'][:200]}" for fault in found if fault["impact"] in GRAVES]
    assert said == []
