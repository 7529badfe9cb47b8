"""A real server and a real browser. Skipped where Chromium is missing, never where it is required."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.dashboard.fabrique import write_release
from tests.dashboard.serveur import Serveur, running
from tests.navigateur.audit import ARGUMENTS, serving_example
from tests.navigateur.audit import VISITE_VUE as VISITE_VUE

EXIGE = "EXIGE_NAVIGATEUR"
ECRANS = [(1440, "light"), (390, "dark"), pytest.param((390, "light"), marks=pytest.mark.long)]
"""Each page is seen at a desk and on a phone, in light and in dark; the third screen when long tests are asked for."""


@dataclass
class Onglet:
    """A page and all it complained of or asked for elsewhere."""

    page: Page
    serveur: Serveur
    console: list[str] = field(default_factory=list)
    dehors: list[str] = field(default_factory=list)

    def open(self, chemin: str = "/") -> Page:
        """The page once it has drawn its first sentence."""
        self.page.goto(self.serveur.adresse + chemin)
        self.page.wait_for_selector(".om-tete h1, .om-etat", timeout=20000)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Waits for the running script and its charts."""
        self.page.wait_for_selector('[data-test-script-state="notRunning"]', timeout=20000)
        self.page.wait_for_timeout(300)

    def sentence(self) -> str:
        """What the page says first."""
        return self.page.locator(".om-tete h1").inner_text()


@pytest.fixture(scope="session")
def serveur(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serveur]:
    """The server of the example network."""
    folder = tmp_path_factory.mktemp("navigateur")
    write_release(folder / "publications")
    with running(folder) as found:
        yield found


@pytest.fixture(scope="session")
def exemple() -> Iterator[Serveur]:
    """The server of the whole example network, as `observatoire demo` builds it."""
    with serving_example() as found:
        yield found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    executable = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
    if executable is None:
        if os.environ.get("CI") or os.environ.get(EXIGE):
            pytest.fail("Chromium est absent et il est exigé ici.")
        pytest.skip("Chromium est absent.")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def onglet(chromium: Browser, serveur: Serveur, request: pytest.FixtureRequest) -> Iterator[Onglet]:
    """A new profile, at desk size in light theme unless the test names another screen."""
    width: int
    theme: Literal["light", "dark"]
    width, theme = getattr(request, "param", (1440, "light"))
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, locale="en-US")
    context.add_init_script(VISITE_VUE)
    page = context.new_page()
    found = Onglet(page, serveur)
    page.on("console", lambda message: found.console.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.console.append(str(error)))
    page.on("request", _watch(found))
    yield found
    context.close()


def _watch(onglet: Onglet) -> Callable[..., None]:
    own = (onglet.serveur.adresse, f"ws://127.0.0.1:{onglet.serveur.port}", "data:", "blob:")

    def note(asked: object) -> None:
        url = str(getattr(asked, "url", ""))
        if not url.startswith(own):
            onglet.dehors.append(url)

    return note


@pytest.fixture
def vide(tmp_path: Path) -> Iterator[Serveur]:
    """A server with nothing published."""
    with running(tmp_path, exemple=False) as found:
        yield found
