"""The walk-through of the liaison: how many cases about housing in a région, does it rise, and which territory is that?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.dashboard.serveur import running
from tests.dashboard.test_documents_note_territoire import write_places
from tests.navigateur.conftest import VISITE_VUE, Onglet

pytestmark = pytest.mark.navigateur


@pytest.fixture(scope="module")
def liaison(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Onglet]:
    """A browser before a release with two régions, one of which is masked for housing."""
    folder = tmp_path_factory.mktemp("liaison")
    write_places(folder / "publications")
    with running(folder) as serveur:
        context = chromium.new_context(viewport={"width": 1440, "height": 1000}, locale="fr-FR")
        context.add_init_script(VISITE_VUE)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield Onglet(context.new_page(), serveur)
        context.close()


def choose(onglet: Onglet, label: str, option: str) -> None:
    onglet.page.get_by_role("combobox", name=label, exact=True).click()
    onglet.page.get_by_role("option", name=option, exact=True).click()
    onglet.settle()


def test_the_question_ends_in_a_citable_sentence_that_verifies(liaison: Onglet) -> None:
    page = liaison.open("/note?profil=liaison")
    choose(liaison, "Territoire", "Région du siège de l’office")
    choose(liaison, "Lequel", "Île-de-France")
    choose(liaison, "Sujet", "Logement")
    expect(page.locator(".om-tete h1")).to_contain_text("dont le siège est dans la région «\u202fÎle-de-France\u202f»")
    expect(page.locator(".om-precision")).to_contain_text("la hausse dépasse ce que le hasard explique")
    expect(page.locator(".om-sens")).to_contain_text("région du siège de l’office")
    assert "region=11" in page.url
    assert "famille=LOGEMENT" in page.url
    page.get_by_role("button", name="Copier la réponse").click()
    page.get_by_text("Copié", exact=True).wait_for()
    quoted = page.evaluate("navigator.clipboard.readText()")
    liaison.open("/verifier")
    page.get_by_label("Référence OMT ou phrase citée").fill(quoted)
    page.get_by_role("button", name="Vérifier").click()
    expect(page.locator(".om-tete h1")).to_contain_text("2\u00a0identiques")


def test_a_masked_answer_names_what_is_published_nearest(liaison: Onglet) -> None:
    page = liaison.open("/note?region=75&famille=LOGEMENT&periode=2025")
    expect(page.locator(".om-tete h1")).to_contain_text("ne publie pas ce chiffre")
    titles = page.locator(".om-proches h3").all_inner_texts()
    assert titles[0] == "Offices dont le siège est dans la région «\u202fNouvelle-Aquitaine\u202f», 2025"
    assert "Requérants du département «\u202fGironde\u202f», 2025" in titles
    assert page.locator(".om-proches .om-citation").count() == len(titles)
    expect(page.get_by_text("Les autres chiffres publiés pour cette sélection")).to_be_visible()


def test_figures_are_moved_and_the_link_keeps_their_order(liaison: Onglet) -> None:
    page = liaison.open("/note?periode=2025")
    first = page.locator(".om-note-chiffres tbody th").first
    expect(first).to_have_text("Saisines reçues")
    page.get_by_text("Choisir les chiffres").click()
    page.get_by_role("button", name="Descendre").click()
    expect(first).to_have_text("Dossiers clos")
    liaison.settle()
    address = page.url
    assert "chiffres=dossiers-clos%2Csaisines-recues" in address
    liaison.open(address.removeprefix(liaison.serveur.adresse))
    expect(first).to_have_text("Dossiers clos")
