"""No page has a serious accessibility fault, and what is published of the audit is what the tool finds today."""

from __future__ import annotations

import json

import pytest

from dashboard.accessibilite import A_REVOIR, AUDIT, FAUTE, REUSSIE, load_audit
from tests.dashboard.serveur import RACINE, Serveur
from tests.navigateur.audit import ECRANS, PAGES, PRINCIPALES, THEMES, axe_version, examine, open_page
from tests.navigateur.conftest import Onglet

GRAVES = {"serious", "critical"}
REFAIRE = "Refaites l’audit : python -m tests.navigateur.audit"

SECTIONS = tuple(page for page in PAGES if page not in PRINCIPALES)
VUES = [
    *((page, ecran) for page in PRINCIPALES for ecran in ECRANS[:2]),
    *(pytest.param(page, ecran, marks=pytest.mark.long) for page in PRINCIPALES for ecran in ECRANS[2:]),
    *(pytest.param(page, ecran, marks=pytest.mark.long) for page in SECTIONS for ecran in ECRANS),
]


@pytest.fixture(scope="module")
def serveur(exemple: Serveur) -> Serveur:
    """The example network: pages as a reader meets them, full."""
    return exemple


@pytest.mark.parametrize(("chemin", "onglet"), VUES, indirect=["onglet"])
def test_the_tool_finds_what_was_published_and_nothing_serious(
    onglet: Onglet, chemin: str, request: pytest.FixtureRequest
) -> None:
    width, theme = request.node.callspec.params["onglet"]
    open_page(onglet.page, onglet.serveur, chemin)
    outcomes, faults = examine(onglet.page)
    assert [fault for fault in faults if fault["gravite"] in GRAVES] == []
    published = next(
        (f for f in load_audit().resultats if (f.page, f.largeur, f.theme) == (chemin, width, THEMES[theme])), None
    )
    assert published is not None, REFAIRE
    assert settle(outcomes) == settle(published.regles), REFAIRE


def settle(outcomes: object) -> dict[str, str]:
    """Outcomes without what depends on the moment: a rule the tool cannot settle counts as one without fault."""
    assert hasattr(outcomes, "items")
    return {rule: REUSSIE if outcome == A_REVOIR else outcome for rule, outcome in outcomes.items()}


def test_the_published_audit_looked_at_every_page_and_screen_with_this_tool() -> None:
    audit = load_audit()
    assert {(f.page, f.largeur, f.theme) for f in audit.resultats} == {
        (page, width, THEMES[theme]) for page in PAGES for width, theme in ECRANS
    }, REFAIRE
    assert audit.axe == axe_version(), REFAIRE


def test_every_page_of_the_application_is_audited() -> None:
    import re

    declared = re.findall(r'st\.Page\(.*?url_path="([a-z-]+)"(.*)\)', (RACINE / "app.py").read_text(encoding="utf-8"))
    paths = {"/" if "default=True" in rest else f"/{path}" for path, rest in declared}
    assert paths | {"/tableaux"} == {page for page in PRINCIPALES if "?" not in page}


def test_each_published_fault_is_described() -> None:
    content = json.loads(AUDIT.read_text(encoding="utf-8"))
    counted = sum(row["regles"].count(FAUTE) for row in content["resultats"])
    assert counted == len(content["fautes"])
