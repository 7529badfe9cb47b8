"""Every file of Mon office opens, equals the screen, is named as the others, and is that of its reader alone."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from python_calamine import CalamineWorkbook

from dashboard import phrases
from dashboard.millesime import Millesime, open_release
from dashboard.mon_office import Regard
from dashboard.mon_office_pairs import build_comparisons, find_pairs
from dashboard.profils import Profil
from tests.dashboard.fabrique_office import MIEN, SEUL, write_network
from tests.dashboard.serveur import Reponse, Serveur, running

FORMATS = {
    "csv": b"\xef\xbb\xbf",
    "standard.csv": b"",
    "xlsx": b"PK\x03\x04",
    "svg": b"<svg ",
    "png": b"\x89PNG",
}
GRAPHIQUES = ("positions", "entonnoir-delai", "entonnoir-resolution", "volumes", "tranches", "familles", "stock-ages")
LISTES = ("comparaison", "ajuste", "pairs", "dossiers", "constats", "saisines-recues")
SECRETS = ("D-1", "Export de Bellerive.csv", "0000012")
CIBLES = (
    "rapport",
    "dossiers",
    "constats",
    "stock-ages",
    "saisines-recues",
    "comparaison",
    "offices/DEP-17",
    "../offices/DEP-17",
)
DEMANDES = (
    {"profil": "bureau"},
    {"profil": "public", "office": SEUL},
    {"office": SEUL},
    {"profil": f"office:../offices/{SEUL}"},
    {"profil": f"office:{SEUL}/../{MIEN}"},
    {"profil": "office:COM-00001"},
    {"profil": f"OFFICE:{SEUL}"},
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports-office")
    write_network(folder / "publications")
    return folder


@pytest.fixture(scope="module")
def serveur(folder: Path) -> Iterator[Serveur]:
    with running(folder) as found:
        yield found


@pytest.fixture(scope="module")
def reseau(folder: Path) -> Millesime:
    return open_release(folder / "publications", exemple=True)


def ask(serveur: Serveur, objet: str, extension: str, **query: str) -> Reponse:
    wanted = {"page": "mon-office", "profil": f"office:{MIEN}", "periode": "2025", **query, "objet": objet}
    return serveur.get(f"/export/x.{extension}", wanted)


@pytest.mark.parametrize("objet", GRAPHIQUES)
@pytest.mark.parametrize("extension", FORMATS)
def test_a_chart_comes_in_every_format_under_its_own_name(serveur: Serveur, objet: str, extension: str) -> None:
    answer = ask(serveur, objet, extension)
    assert answer.statut == 200
    assert answer.corps.startswith(FORMATS[extension])
    assert f'filename="amct_{objet}_2025_millesime-2026-01.{extension}"' in answer.entetes["content-disposition"]


@pytest.mark.parametrize("objet", LISTES)
@pytest.mark.parametrize("extension", ["csv", "standard.csv", "xlsx"])
def test_a_table_comes_as_csv_and_workbook(serveur: Serveur, objet: str, extension: str) -> None:
    answer = ask(serveur, objet, extension)
    assert answer.statut == 200
    if extension != "xlsx":
        separator = "," if extension == "standard.csv" else ";"
        assert len(answer.texte.splitlines()[0].split(separator)) > 2
        return
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.corps))
    assert book.sheet_names == ["Chiffres", "Manifeste"]


@pytest.mark.parametrize("extension", ["svg", "png", "docx", "pdf"])
def test_a_table_has_no_drawing(serveur: Serveur, extension: str) -> None:
    assert ask(serveur, "dossiers", extension).statut == 404


def test_the_comparison_file_equals_the_screen(serveur: Serveur, reseau: Millesime) -> None:
    regard = Regard(reseau, Profil("office", MIEN), "2025")
    book = CalamineWorkbook.from_filelike(io.BytesIO(ask(serveur, "comparaison", "xlsx").corps))
    rows = book.get_sheet_by_name("Chiffres").to_python()
    shown = build_comparisons(regard, find_pairs(regard))
    assert [tuple(row[:2]) for row in rows[1:]] == [(line.titre, line.mien.lue) for line in shown]
    for row, line in zip(rows[1:], shown, strict=True):
        assert (row[7] if row[7] != "" else None) == pytest.approx(line.pairs.mediane)


def test_the_report_is_downloaded_from_the_page_and_equals_the_screen(serveur: Serveur, reseau: Millesime) -> None:
    answer = ask(serveur, "rapport", "docx")
    assert f"amct_rapport-{MIEN.lower()}_2025_millesime-2026-01.docx" in answer.entetes["content-disposition"]
    document = docx.Document(io.BytesIO(answer.corps))
    first = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    regard = Regard(reseau, Profil("office", MIEN), "2025")
    for name in ("saisines-recues", "dossiers-clos", "delai-median", "taux-resolution", "stock"):
        figure = regard.mien(name)
        assert first[figure.declaration.titre] == phrases.say_value(figure)
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)
    text = "\n".join([p.text for p in document.paragraphs] + [c.text for t in document.tables for c in t._cells])
    assert not re.search(r"\b(?:votre|vos|vous|vôtre)\b", text, re.IGNORECASE)
    assert not re.search(r"Aubrac|Cressy|Étival|COM-0000", text)


def test_the_report_of_a_year_not_delivered_is_refused(serveur: Serveur) -> None:
    assert ask(serveur, "rapport", "docx", periode="2026").statut == 404
    assert ask(serveur, "rapport", "csv").statut == 404


@pytest.mark.parametrize("objet", CIBLES)
@pytest.mark.parametrize("query", DEMANDES)
def test_no_address_reaches_a_private_file_without_its_reader(
    serveur: Serveur, objet: str, query: dict[str, str]
) -> None:
    for extension in ("csv", "docx", "svg"):
        wanted = {"page": "mon-office", "periode": "2025", **query, "objet": objet}
        answer = serveur.get(f"/export/x.{extension}", wanted)
        assert answer.statut == 404
        assert not any(secret in answer.texte for secret in SECRETS)


def test_an_office_never_reads_the_lines_of_another(serveur: Serveur) -> None:
    for query in ({"office": SEUL}, {"filtres": f"office={SEUL}"}, {"sans": SEUL}):
        mine, asked = ask(serveur, "saisines-recues", "csv"), ask(serveur, "saisines-recues", "csv", **query)
        assert mine.corps == asked.corps


def test_dropping_a_criterion_follows_into_the_file(serveur: Serveur) -> None:
    whole, without = ask(serveur, "pairs", "csv").texte, ask(serveur, "pairs", "csv", sans="type,volume").texte
    assert whole.splitlines()[0] == "pair;distance;type;population;volume;perimetre;domaines"
    assert without.splitlines()[0] == "pair;distance;population;perimetre;domaines"
