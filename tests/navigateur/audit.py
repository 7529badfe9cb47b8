"""The accessibility audit: axe-core over every page, in both themes, at a desk and on a phone.

Run as `python -m tests.navigateur.audit`, it builds the example network, serves it, looks at every page and writes the
results the page « Accessibilité » shows. The tests run the same examination and compare.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.accessibilite import A_REVOIR, AUDIT, FAUTE, REUSSIE, SANS_OBJET
from dashboard.demonstration import build_demo
from dashboard.filters import SECTIONS
from dashboard.mon_office_graphiques import SECTIONS as SECTIONS_OFFICE
from pipelines.settings import Dossiers
from tests.dashboard.serveur import RACINE, Serveur, running

OFFICE = "COM-EX01"
LIEN = f"/mon-office?profil=office:{OFFICE}"
SECTIONS_QUALITE = ("relances", "completude", "limites")

PAGES = (
    "/",
    *(f"/?section={section}" for section in list(SECTIONS)[1:]),
    "/mon-office",
    LIEN,
    *(f"{LIEN}&section={section}" for section in list(SECTIONS_OFFICE)[1:]),
    "/deposer",
    "/note",
    "/verifier",
    "/qualite",
    *(f"/qualite?section={section}" for section in SECTIONS_QUALITE),
    "/definitions",
    "/journal",
    "/accessibilite",
    "/tableaux",
)
"""Every page, and every section drawn only when it is opened."""

PRINCIPALES = tuple(page for page in PAGES if "section" not in page)

ECRANS = ((1440, "light"), (390, "dark"), (1440, "dark"), (390, "light"))
THEMES: Mapping[str, str] = {"light": "clair", "dark": "sombre"}
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
VISITE_VUE = "try { window.localStorage.setItem('om-visite', 'vue') } catch { /* about:blank */ }"
_GROUPES = {"violations": FAUTE, "incomplete": A_REVOIR, "passes": REUSSIE, "inapplicable": SANS_OBJET}


@cache
def axe_version() -> str:
    """« 4.12.1 », as the script says it."""
    script = Path(axe_playwright_python.__file__).parent / "axe.min.js"
    found = re.search(r"axe v([\d.]+)", script.read_text(encoding="utf-8")[:200])
    return found[1] if found else ""


@contextmanager
def serving_example() -> Iterator[Serveur]:
    """A server over the example network, built from nothing in a folder that goes with it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build_demo(Dossiers(folder, folder / "cles"), lambda _: None)
        with running(folder) as serveur:
            yield serveur


def open_page(page: Page, serveur: Serveur, chemin: str) -> None:
    """Goes to a page and waits until it is drawn."""
    page.goto(serveur.adresse + chemin)
    page.wait_for_selector(".om-tete h1, .om-etat", timeout=30000)
    if not chemin.startswith("/tableaux"):
        page.wait_for_selector('[data-test-script-state="notRunning"]', timeout=30000)
        page.wait_for_timeout(400)


def examine(page: Page) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The outcome of each rule on the page as it stands, and its faults."""
    found = Axe().run(page, options={}).response
    outcomes = {rule["id"]: mark for group, mark in reversed(_GROUPES.items()) for rule in found[group]}
    faults = [
        {
            "regle": rule["id"],
            "gravite": rule["impact"],
            "nombre": len(rule["nodes"]),
            "exemple": rule["nodes"][0]["html"][:160],
        }
        for rule in found["violations"]
    ]
    return dict(sorted(outcomes.items())), faults


def run_audit(browser: Browser, serveur: Serveur) -> dict[str, Any]:
    """The results of every page on every screen, as the file holds them."""
    rows, faults, rules = [], [], list[str]()
    for width, theme in ECRANS:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)  # type: ignore[arg-type]
        context.add_init_script(VISITE_VUE)
        page = context.new_page()
        for chemin in PAGES:
            open_page(page, serveur, chemin)
            outcomes, wrong = examine(page)
            rules = rules or list(outcomes)
            place = {"page": chemin, "theme": THEMES[theme], "largeur": width}
            rows.append({**place, "regles": "".join(outcomes[rule] for rule in rules)})
            faults += [{**place, **fault} for fault in wrong]
            print(f"{width} {theme} {chemin} : {len(wrong)}", file=sys.stderr)  # noqa: T201
        context.close()
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "axe": axe_version(),
        "navigateur": f"Chromium {browser.version}",
        "legende": {REUSSIE: "réussie", FAUTE: "faute", A_REVOIR: "à revoir", SANS_OBJET: "sans objet"},
        "regles": rules,
        "resultats": rows,
        "fautes": faults,
    }


def write_results(content: Mapping[str, Any], path: Path = AUDIT) -> None:
    """The file, one line per page and screen."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    text = re.sub(r"\{\s+(\"page\"[^{}]*?)\s+\}", lambda match: "{" + re.sub(r"\s*\n\s+", " ", match[1]) + "}", text)
    path.write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Builds, serves, looks, writes."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    with serving_example() as serveur, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable, args=ARGUMENTS)
        write_results(run_audit(browser, serveur))
        browser.close()
    print(AUDIT.relative_to(RACINE))  # noqa: T201


if __name__ == "__main__":
    main()
