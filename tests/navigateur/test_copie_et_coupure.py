"""The link to copy reopens the exact view; a network that cuts WebSockets gets a page and a way out."""

from __future__ import annotations

import pytest

from tests.navigateur.conftest import Onglet


def test_the_copied_link_names_the_release_and_the_filters(onglet: Onglet) -> None:
    page = onglet.open("/?type=COMMUNE")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-om-copier]").first.click()
    page.get_by_text("Copié", exact=True).wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert "type=COMMUNE" in link
    assert "millesime=" in link
    sentence = onglet.sentence()
    page.goto(link)
    page.wait_for_selector(".om-tete h1")
    onglet.settle()
    assert onglet.sentence() == sentence


@pytest.mark.parametrize("onglet", [(1440, "light"), (390, "dark")], indirect=True)
def test_a_cut_websocket_is_said_with_the_address_of_the_tables(onglet: Onglet) -> None:
    onglet.page.route_web_socket("**/_stcore/stream", lambda socket: socket.close())
    onglet.page.goto(onglet.serveur.adresse)
    cut = onglet.page.locator("#om-coupure")
    cut.wait_for(timeout=20000)
    assert "bloque la connexion" in cut.inner_text()
    cut.get_by_role("link").click()
    onglet.page.wait_for_selector("h1")
    assert "Les chiffres publiés" in onglet.page.locator("h1").inner_text()
    assert onglet.page.evaluate("document.documentElement.scrollWidth") <= onglet.page.viewport_size["width"]  # type: ignore[index]
    assert onglet.dehors == []
