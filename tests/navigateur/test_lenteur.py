"""On a slow network a click made before the last answer is in the browser still counts, and the back button still goes back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.navigateur.conftest import Onglet

pytestmark = pytest.mark.navigateur

RETARD_MS = 900
RETARDER = """(() => {
  const Vraie = window.WebSocket;
  window.WebSocket = class extends Vraie {
    constructor(...adresse) {
      super(...adresse);
      this.addEventListener("message", (recu) => {
        if (!recu.isTrusted) return;
        recu.stopImmediatePropagation();
        setTimeout(() => this.dispatchEvent(new MessageEvent("message", { data: recu.data })), window.omRetard || 0);
      });
    }
  };
})()"""
"""What the server says reaches the page late, in order; what the page says leaves at once."""


@pytest.fixture
def lent(onglet: Onglet) -> Onglet:
    """A page drawn at full speed, whose answers then come late."""
    onglet.page.add_init_script(RETARDER)
    onglet.open()
    onglet.page.evaluate(f"window.omRetard = {RETARD_MS}")
    return onglet


def choose(page: Page, nom: str, option: str) -> None:
    page.get_by_role("combobox", name=nom, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()


def shown(page: Page, nom: str) -> str:
    return page.get_by_role("combobox", name=nom, exact=True).input_value()


def catch_up(lent: Onglet) -> None:
    """Answers at full speed again, all of them in."""
    lent.page.wait_for_timeout(3 * RETARD_MS)
    lent.page.evaluate("window.omRetard = 0")
    lent.settle()


@pytest.mark.parametrize("second", ["trimestre", "onglet"])
def test_two_clicks_before_the_first_answer_both_count(lent: Onglet, second: str) -> None:
    page = lent.page
    choose(page, "Type de collectivité", "Communes")
    page.wait_for_timeout(150)
    if second == "trimestre":
        page.get_by_role("radio", name="Trimestre").click()
        expect(page.get_by_role("radio", name="Trimestre")).to_be_checked()
        catch_up(lent)
        assert "grain=trimestre" in page.url
        assert page.get_by_role("radio", name="Trimestre").is_checked()
    else:
        page.get_by_role("tab", name="Issues").click()
        catch_up(lent)
        assert "section=issues" in page.url
        assert page.get_by_role("tab", name="Issues").get_attribute("aria-selected") == "true"
    assert shown(page, "Type de collectivité") == "Communes"
    assert "type=COMMUNE" in page.url


def test_a_reader_chosen_then_a_filter_are_both_kept(lent: Onglet) -> None:
    page = lent.page
    choose(page, "Voir comme", "Public")
    page.wait_for_timeout(150)
    choose(page, "Type de collectivité", "Régions")
    catch_up(lent)
    assert shown(page, "Voir comme") == "Public"
    assert shown(page, "Type de collectivité") == "Régions"
    assert "profil=public" in page.url
    assert "type=REGION" in page.url


def test_the_back_button_still_goes_back(lent: Onglet) -> None:
    page = lent.page
    choose(page, "Type de collectivité", "Communes")
    catch_up(lent)
    assert "type=COMMUNE" in page.url
    page.go_back()
    lent.settle()
    expect(page.get_by_role("combobox", name="Type de collectivité", exact=True)).to_have_value("Tous")
