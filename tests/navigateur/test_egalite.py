"""One identifier, one number: the page, its drawing and what shows over it, CSV, XLSX, DOCX and the command agree."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import docx
import pytest
from playwright.sync_api import Browser, Page
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.french import MOINS, round_half_up
from dashboard.identifiant import parse_identifier
from tests.dashboard.fabrique import write_release
from tests.dashboard.serveur import Serveur, running
from tests.navigateur.conftest import VISITE_VUE, Onglet

pytestmark = pytest.mark.navigateur

_NOMBRE = re.compile(r"-?\d+(?: \d{3})*(?:,\d+)?")
_POINTS = """[...document.querySelectorAll('.js-plotly-plot')].map(g => (g._fullData || []).flatMap(t =>
    [].concat(t.hovertext || []).map((h, i) => [h, (t.x || [])[i], (t.y || [])[i]])))"""
_PIEDS = """[...document.querySelectorAll('.om-pied')].map(f => [
    [...f.querySelectorAll('table tr')].map(r => [...r.children].map(c => c.textContent)),
    [...f.querySelectorAll('a[download]')].map(a => a.getAttribute('href'))])"""
_CARTES = """[...document.querySelectorAll('.om-carte')].map(c => [
    c.querySelector('.om-valeur').firstChild.textContent, [...c.querySelectorAll('a')].map(a => a.getAttribute('href'))])"""


@pytest.fixture(scope="module")
def donnees(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("egalite")
    write_release(folder / "publications")
    return folder


@pytest.fixture(scope="module")
def onglet(chromium: Browser, donnees: Path) -> Iterator[Onglet]:
    with running(donnees) as serveur:
        context = chromium.new_context(viewport={"width": 1440, "height": 1200}, locale="fr-FR")
        context.add_init_script(VISITE_VUE)
        yield Onglet(context.new_page(), serveur)
        context.close()


def read_number(text: str) -> Decimal | None:
    """The first number of a French text."""
    plain = text.replace("\u202f", " ").replace("\u00a0", " ").replace(MOINS, "-")
    found = _NOMBRE.search(plain)
    return Decimal(found[0].replace(" ", "").replace(",", ".")) if found else None


def same(shown: Decimal | None, exact: object) -> bool:
    """Whether a shown number is the exact one, rounded to what is shown."""
    if shown is None or exact is None or exact == "":
        return shown is None and exact in (None, "")
    decimals = max(0, -int(shown.as_tuple().exponent))
    return round_half_up(Decimal(str(exact).replace(",", ".")), decimals) == shown


def ask_command(donnees: Path, reference: str) -> object:
    """The value `observatoire chiffre` gives for what an identifier names."""
    named = parse_identifier(reference)
    filters = [*named.filtres, *([("perimetre", named.perimetre)] if named.perimetre != "reel" else [])]
    options = [part for name, value in filters for part in ("--filtre", f"{name}={value}")]
    call = ["chiffre", named.indicateur, "--periode", named.periode, "--format", "json", *options]
    answer = CliRunner().invoke(
        app, call, env={"OBSERVATOIRE_DONNEES": str(donnees), "OBSERVATOIRE_EXEMPLE": "oui"}, catch_exceptions=False
    )
    content = json.loads(answer.stdout)
    assert content["identifiant"] == reference
    return content["valeur"]


def read_csv(serveur: Serveur, href: str) -> list[dict[str, str]]:
    answer = serveur.get(f"/{urlparse(href).path}", {k: v[0] for k, v in parse_qs(urlparse(href).query).items()})
    return list(csv.DictReader(io.StringIO(answer.texte, newline=""), delimiter=";"))


def read_workbook(serveur: Serveur, href: str) -> list[dict[str, object]]:
    answer = serveur.get(f"/{urlparse(href).path}", {k: v[0] for k, v in parse_qs(urlparse(href).query).items()})
    lines = CalamineWorkbook.from_filelike(io.BytesIO(answer.corps)).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, lines[0]), line, strict=True)) for line in lines[1:]]


def find(links: list[str], extension: str) -> str:
    return next(link for link in links if f".{extension}?" in link and "standard" not in link)


@pytest.mark.parametrize(
    "chemin",
    [
        *("/", "/?type=COMMUNE"),
        *(
            pytest.param(chemin, marks=pytest.mark.long)
            for chemin in ("/?famille=LOGEMENT", "/?grain=trimestre&periode=2025-T3", "/?periode=2023")
        ),
    ],
)
def test_a_card_its_files_and_the_command_agree(onglet: Onglet, donnees: Path, chemin: str) -> None:
    page, compared = onglet.open(chemin), 0
    for text, links in page.evaluate(_CARTES):
        quoted = next((link for link in links if link.startswith("verifier")), None)
        if quoted is None:
            continue
        reference = parse_qs(urlparse(quoted).query)["reference"][0]
        shown = read_number(text)
        (line,) = (row for row in read_csv(onglet.serveur, find(links, "csv")) if row["identifiant"] == reference)
        (cell,) = (row for row in read_workbook(onglet.serveur, find(links, "xlsx")) if row["identifiant"] == reference)
        assert shown is not None
        for source in (line["valeur"], cell["valeur"], ask_command(donnees, reference)):
            assert same(shown, source), (reference, shown, source)
        compared += 1
    assert compared >= 3


@pytest.mark.parametrize("section", ["volumes", "delais", "issues", "domaines", "canaux"])
def test_a_drawing_its_hover_its_table_and_its_files_agree(onglet: Onglet, donnees: Path, section: str) -> None:
    page = onglet.open(f"/?section={section}")
    page.wait_for_selector(".om-pied")
    compared = sum(_compare_chart(onglet, donnees, points, *foot) for points, foot in _pair(page))
    assert compared >= 3, section


def _pair(page: Page) -> list[tuple[list[list[object]], tuple[list[list[str]], list[str]]]]:
    """Each drawn chart with its table and its links, matched by order: a chart without a drawing has no point."""
    page.wait_for_timeout(800)
    feet = [tuple(foot) for foot in page.evaluate(_PIEDS)]
    drawn = page.evaluate(
        "[...document.querySelectorAll('.om-pied, .js-plotly-plot')].map(e => e.classList.contains('om-pied'))"
    )
    points, found = page.evaluate(_POINTS), []
    waiting: list[list[object]] = []
    for is_foot in drawn:
        if is_foot:
            found.append((waiting, feet.pop(0)))
            waiting = []
        else:
            waiting = points.pop(0)
    return found


def _compare_chart(
    onglet: Onglet, donnees: Path, points: list[list[object]], table: list[list[str]], links: list[str]
) -> int:
    rows = read_csv(onglet.serveur, find(links, "csv"))
    if not rows or "identifiant" not in rows[0]:
        return 0
    cells = read_workbook(onglet.serveur, find(links, "xlsx"))
    assert [row["identifiant"] for row in rows] == [cell["identifiant"] for cell in cells]
    for row, cell in zip(rows, cells, strict=True):
        assert same(Decimal(str(cell["valeur"])) if cell["valeur"] != "" else None, row["valeur"]), row
    compared = 0
    for hover, x, y in points:
        name, _, said = unescape(str(hover)).partition("</b>")
        label, shown = name.removeprefix("<b>"), read_number(re.sub(r"^<br>[^:]*:", "", said).replace("<br>", " "))
        mine = [row for row in rows if label in row.values()]
        if shown is None or not mine:
            continue
        assert any(same(shown, value) for value in (x, y)), (hover, x, y)
        held = [row for row in mine if same(shown, row["valeur"])]
        assert held, (hover, [row["valeur"] for row in mine])
        assert any(read_number(cell) == shown for line in table if line[0].startswith(label) for cell in line[1:]), (
            hover,
            table,
        )
        assert any(same(shown, ask(donnees, row["identifiant"])) for row in held if row["identifiant"]), hover
        compared += 1
    return compared


@cache
def ask(donnees: Path, reference: str) -> object:
    """The same answer, asked once."""
    return ask_command(donnees, reference)


@pytest.mark.parametrize(
    "chemin", ["/note", "/note?question=delais&type=COMMUNE", "/note?question=issues", "/note?famille=LOGEMENT"]
)
def test_a_note_its_files_and_the_command_agree(onglet: Onglet, donnees: Path, tmp_path: Path, chemin: str) -> None:
    page = onglet.open(chemin)
    shown: dict[str, str] = {}
    for line in page.locator(".om-note-chiffres tbody tr").all():
        cells = [line.locator("th").inner_text(), *line.locator("td").all_inner_texts()]
        shown[cells[-1]] = cells[1]
    annex = "[...document.querySelectorAll('.om-defile table')].at(-1)"
    rows = page.evaluate(f"[...{annex}.querySelectorAll('tbody tr')].map(r => [...r.children].map(c => c.textContent))")
    others = {row[-1]: row[-2] for row in rows if row[-1]}
    assert len(shown) >= 3
    for reference, text in (shown | others).items():
        exact = ask(donnees, reference)
        assert exact is None or same(read_number(text), exact), (reference, text, exact)
    _compare_documents(page, tmp_path, shown | others)
    _compare_drawing(page, others)


def _compare_documents(page: Page, folder: Path, shown: Mapping[str, str]) -> None:
    for label, extension in (("Word (DOCX)", "docx"), ("Markdown", "md"), ("Page HTML", "html")):
        with page.expect_download() as asked:
            page.get_by_role("button", name=label).click()
        path = folder / f"note.{extension}"
        asked.value.save_as(path)
        if extension == "docx":
            tables = docx.Document(str(path)).tables
            lines = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
        elif extension == "md":
            text = path.read_text(encoding="utf-8").replace("\\", "")
            lines = [row.strip("| ").split(" | ") for row in text.splitlines() if row.startswith("| ")]
        else:
            found = re.findall(r"<tr>(.*?)</tr>", unescape(path.read_text(encoding="utf-8")))
            lines = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in found]
        for reference, value in shown.items():
            held = [line for line in lines if line[-1] == reference]
            assert held, (extension, reference)
            assert all(value in line for line in held), (extension, reference, value, held)


def _compare_drawing(page: Page, annex: Mapping[str, str]) -> None:
    """Every point drawn is one of the referenced numbers."""
    known = {read_number(text) for text in annex.values()}
    for hover, _, _ in page.evaluate(_POINTS)[0]:
        said = re.sub(r"^<br>[^:]*:", "", unescape(str(hover)).partition("</b>")[2])
        number = read_number(said.replace("<br>", " "))
        assert number is None or number in known, hover
