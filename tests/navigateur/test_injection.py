"""In a browser: hostile addresses and hostile names are shown as they are written; nothing runs, nothing breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Dialog

from tests.dashboard.hostiles import CHAINES, PIRATE
from tests.dashboard.serveur import running
from tests.dashboard.test_injection import COURTES, TRACES, write_hostile
from tests.navigateur.conftest import VISITE_VUE, Onglet, _watch
from tests.navigateur.test_pages import ANGLAIS

pytestmark = pytest.mark.navigateur

PAGES = ("/", "/note", "/qualite", "/mon-office", "/verifier", "/definitions", "/journal")
PARAMETRES = (
    *("type", "famille", "canal", "periode", "grain", "cohorte", "perimetre", "section", "profil", "question"),
    *("region", "chiffres", "reference", "sans", "office", "annee", "incident"),
)
LOT = 9
LOTS = [COURTES[start : start + LOT] for start in range(0, len(COURTES), LOT)]


@pytest.fixture(scope="module")
def hostile(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Onglet]:
    """A server whose offices and places bear the hostile strings, and the browser of a board member."""
    folder = tmp_path_factory.mktemp("hostile")
    write_hostile(folder / "publications")
    with running(folder) as serveur:
        context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="fr-FR")
        context.add_init_script(VISITE_VUE)
        page = context.new_page()
        found = Onglet(page, serveur)
        page.on("dialog", _refuse(found))
        page.on("pageerror", lambda error: found.console.append(str(error)))
        page.on("request", _watch(found))
        yield found
        context.close()


def _refuse(onglet: Onglet) -> Callable[[Dialog], None]:
    def dismiss(dialog: Dialog) -> None:
        onglet.console.append(f"dialogue {dialog.message}")
        dialog.dismiss()

    return dismiss


def check(onglet: Onglet, chaine: str) -> None:
    """Nothing ran, nothing came from elsewhere, no trace, no incident, no English of ours."""
    page = onglet.page
    assert page.evaluate(f"window.{PIRATE} === undefined"), chaine
    assert onglet.console == [], chaine
    assert onglet.dehors == [], chaine
    shown = page.locator("body").inner_text()
    for string in (*CHAINES, chaine):
        shown = shown.replace(string, " ")
    assert "incident est survenu" not in shown, chaine
    assert "Traceback" not in shown, chaine


@pytest.mark.parametrize("lot", [LOTS[0], *(pytest.param(lot, marks=pytest.mark.long) for lot in LOTS[1:])])
def test_a_hostile_address_runs_nothing(hostile: Onglet, lot: list[str]) -> None:
    pages = cycle(PAGES)
    for chaine in lot:
        hostile.open(f"{next(pages)}?{urlencode(dict.fromkeys(PARAMETRES, chaine))}")
        check(hostile, chaine)
        assert not TRACES.search(hostile.sentence().replace(chaine, ""))


@pytest.mark.parametrize("chemin", ["/", "/note", "/qualite"])
def test_a_hostile_release_name_is_refused_in_french(hostile: Onglet, chemin: str) -> None:
    for chaine in COURTES[:: len(COURTES) // 5]:
        page = hostile.open(f"{chemin}?{urlencode({'millesime': chaine})}")
        said = page.locator(".om-etat, .om-tete").first.inner_text()
        check(hostile, chaine)
        assert ANGLAIS.findall(said.replace(chaine, "").replace(" ".join(chaine.split()), "")) == []


@pytest.mark.parametrize("section", ["livraisons", "relances"])
def test_hostile_office_names_are_text(hostile: Onglet, section: str) -> None:
    page = hostile.open(f"/qualite?section={section}")
    check(hostile, "noms")
    assert "<script>window.pirate=1</script>" in page.locator("body").inner_text()
    added = "[...document.querySelectorAll('.om-matrice *, .om-situation *')].map(e => e.tagName)"
    assert set(page.evaluate(added)) <= {
        "TABLE",
        "CAPTION",
        "THEAD",
        "TBODY",
        "TR",
        "TH",
        "TD",
        "SPAN",
        "H3",
        "UL",
        "LI",
    }
    assert page.evaluate("document.querySelectorAll('[onerror],[onload],[onmouseover],[srcdoc]').length") == 0


def test_a_hostile_place_name_in_a_note_is_text(hostile: Onglet) -> None:
    for rank in (0, 2, 15, 20, 36):
        page = hostile.open(f"/note?region=R{rank}&periode=2025")
        check(hostile, CHAINES[rank])
        assert CHAINES[rank] in hostile.sentence()
    page.get_by_text("Choisir les chiffres").click()
    page.get_by_label("Commentaire").fill("".join(CHAINES[:6]))
    page.get_by_label("Commentaire").blur()
    hostile.settle()
    check(hostile, "commentaire")


def test_a_hostile_reference_is_unknown(hostile: Onglet) -> None:
    page = hostile.open("/verifier")
    for chaine in COURTES[:12]:
        page.get_by_label("Référence OMT ou phrase citée").fill(chaine)
        page.get_by_role("button", name="Vérifier").click()
        hostile.settle()
        check(hostile, chaine)


def test_the_hostile_release_is_made_of_the_list(tmp_path: Path) -> None:
    assert write_hostile(tmp_path).is_dir()
    assert sum(map(len, LOTS)) >= 60
