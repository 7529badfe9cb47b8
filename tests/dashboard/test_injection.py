"""A hostile string is text everywhere: in an address, a name, a label, a comment, a file. Nothing runs, nothing breaks."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from dashboard import qualite, rendu, rendu_note, rendu_qualite
from dashboard.charts.spec import Tableau
from dashboard.documents.csv import Cellule as Cellule_
from dashboard.documents.csv import write_lines
from dashboard.documents.demande import Demande
from dashboard.documents.docx_note import write_docx
from dashboard.documents.note import compose_note, name_note
from dashboard.documents.note_proches import find_absence
from dashboard.documents.note_texte import write_html, write_markdown
from dashboard.documents.xlsx import write_lines as write_workbook
from dashboard.millesime import Millesime, open_release
from dashboard.profils import BUREAU, PUBLIC
from dashboard.selection import Selection, default_period, read_query
from dashboard.verification import verify_text
from dashboard.visionneur import choose_profile
from pipelines.errors import ObservatoireError
from tests.dashboard.fabrique import Cellule, Recette, line, measures, paysage, write_release
from tests.dashboard.hostiles import CHAINES
from tests.dashboard.serveur import Serveur, running

JOUR = date(2026, 3, 1)
PARAMETRES = (
    "type",
    "famille",
    "canal",
    "periode",
    "grain",
    "cohorte",
    "perimetre",
    "section",
    "objet",
    "profil",
    "sans",
)
TRACES = re.compile(r"Traceback|File \"|Error\b|Exception|duckdb|Binder|Catalog|Parser", re.IGNORECASE)
COURTES = [chaine for chaine in CHAINES if len(chaine) < 2000]
BALISES_DANGEREUSES = {"script", "iframe", "img", "svg", "style", "meta", "base", "form", "input", "body", "math"}


class _Balises(HTMLParser):
    """The tags and the attributes of an HTML text that could run something."""

    def __init__(self) -> None:
        super().__init__()
        self.mauvaises: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BALISES_DANGEREUSES:
            self.mauvaises.append(tag)
        self.mauvaises += [name for name, value in attrs if name.startswith("on") or "javascript:" in (value or "")]


def dangers(html: str) -> list[str]:
    parser = _Balises()
    parser.feed(html)
    return parser.mauvaises


def cells() -> Iterator[Cellule]:
    yield from paysage(Recette())
    for rank in range(len(CHAINES)):
        yield from line("region", "recues", "2025", measures(100, "recues"), f"R{rank}")


def write_hostile(publications: Path) -> Path:
    """A release whose office names and place names are the hostile strings."""
    release = write_release(publications, Recette(cellules=list(cells()), reserves=CHAINES[:3]))
    rows = [
        {"office_id": f"COM-{rank:05d}", "nom": nom, "type": "COMMUNE", "annee": year, "membre": True}
        | {"couvert": rank % 2 == 0 and year < 2026, "date_arrete": date(2026, 1, 15)}
        for rank, nom in enumerate(CHAINES)
        for year in (2024, 2025, 2026)
    ]
    pq.write_table(pa.Table.from_pylist(rows), release / "reseau/offices.parquet")
    labels = [{"dimension": "region", "code": f"R{rank}", "libelle": nom} for rank, nom in enumerate(CHAINES)]
    pq.write_table(pa.Table.from_pylist(labels), release / "reseau/libelles.parquet")
    return release


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Millesime:
    folder = tmp_path_factory.mktemp("hostile")
    write_hostile(folder)
    return open_release(folder, exemple=True)


@pytest.fixture(scope="module")
def serveur(donnees: Path) -> Iterator[Serveur]:
    with running(donnees) as found:
        yield found


def test_the_list_is_long_and_without_repeats() -> None:
    assert len(set(CHAINES)) == len(CHAINES) >= 60


@pytest.mark.parametrize("chaine", CHAINES)
def test_a_hostile_address_gives_the_default_view(millesime: Millesime, chaine: str) -> None:
    found = read_query(dict.fromkeys(PARAMETRES, chaine), millesime, PUBLIC)
    assert found == Selection(periode=default_period(millesime, "annee"))
    assert choose_profile(millesime, PUBLIC, chaine) == PUBLIC


@pytest.mark.parametrize("chaine", CHAINES)
def test_a_hostile_request_is_refused_in_french(millesime: Millesime, donnees: Path, chaine: str) -> None:
    from dashboard.constats import Depot

    for asked in (
        Demande(chaine, "2025"),
        Demande("volumes", "2025", chaine),
        Demande("volumes", chaine),
        Demande("volumes", "2025", famille=chaine),
        Demande("volumes", "2025", critere=chaine, lieu=chaine),
    ):
        with pytest.raises(ObservatoireError) as refusal:
            compose_note(millesime, asked, JOUR)
        assert not TRACES.search(refusal.value.message.replace(chaine, ""))
    assert verify_text(chaine, Depot(donnees / "publications", exemple=True)).verdict == "inconnu"


def test_hostile_names_and_labels_are_shown_literally(hostile: Millesime) -> None:
    groups = qualite.build_matrix(hostile, BUREAU)
    late = qualite.list_reminders(hostile, BUREAU)
    html = rendu_qualite.matrix(groups, qualite.list_years(hostile))
    html += rendu_qualite.reminders(late, *qualite.write_reminder(hostile), "2025")
    html += rendu.release_header("x", "y", "z", hostile.manifeste.reserves)
    html += rendu.table(Tableau(CHAINES[:9], (CHAINES[:9], CHAINES[9:18])), CHAINES[2])
    assert dangers(html) == []
    assert "&lt;script&gt;window.pirate=1&lt;/script&gt;" in html


@pytest.mark.parametrize("rank", range(len(CHAINES)))
def test_a_note_about_a_hostile_place_with_a_hostile_comment_is_written(hostile: Millesime, rank: int) -> None:
    asked = Demande("volumes", "2025", critere="region", lieu=f"R{rank}", commentaire=CHAINES[rank])
    note = compose_note(hostile, asked, JOUR)
    html = write_html(note)
    assert (
        dangers(html.replace("<style>", "").replace("<meta ", "<x ").replace("<body>", "").replace("<svg", "<x")) == []
    )
    assert dangers(rendu_note.answer(note)) == []
    assert write_docx(note).startswith(b"PK")
    assert "<script" not in write_markdown(note).lower().replace("\\<script", "")
    assert re.fullmatch(r"[a-z0-9-]+", name_note(asked))
    missing = find_absence(hostile, Demande("delais", "2025", critere="region", lieu=f"R{rank}"), JOUR)
    assert missing
    assert dangers(rendu_note.absence(missing)) == []


def test_no_cell_of_a_file_can_run(hostile: Millesime) -> None:
    lines: list[tuple[Cellule_, ...]] = [("nom", "n"), *((chaine, 1) for chaine in COURTES)]
    text = write_lines(lines).decode("utf-8-sig")
    read = [row[0] for row in csv.reader(io.StringIO(text, newline=""), delimiter=";")]
    assert len(read) == len(lines)
    runs = re.compile(r"[=+@\t\r]|-(?!\d+$)")
    assert [cell for cell in read if runs.match(cell)] == []
    book = CalamineWorkbook.from_filelike(io.BytesIO(write_workbook(lines, hostile, CHAINES[0])))
    cells_ = [str(row[0]) for row in book.get_sheet_by_index(0).to_python()]
    assert [cell for cell in cells_ if runs.match(cell)] == []


@pytest.mark.parametrize(
    "nom", ["type", "periode", "millesime", "profil", "objet", "office", "annee", "sans", "reference"]
)
def test_a_download_answers_in_french_whatever_is_asked(serveur: Serveur, nom: str) -> None:
    for chaine in COURTES:
        query = {"objet": "saisines-recues"} | {nom: chaine}
        answer = serveur.get("/export/x.csv", query)
        assert answer.statut in (200, 404), (nom, chaine, answer.statut)
        said = answer.corps.decode("utf-8", "replace").replace(chaine, "")
        assert not TRACES.search(said), (nom, chaine, said[:200])
        assert answer.entetes["x-content-type-options"] == "nosniff"
        assert not (answer.entetes["content-type"] or "").startswith("text/html")


@pytest.mark.parametrize("chemin", ["/tableaux", "/sante", "/export/../../etc/passwd", "/static/../app.py", "/%00"])
def test_a_hostile_path_gives_no_file_and_no_trace(serveur: Serveur, chemin: str) -> None:
    for chaine in COURTES[::6]:
        answer = serveur.get(chemin, {"millesime": chaine})
        assert answer.statut in (200, 400, 404)
        said = answer.corps.decode("utf-8", "replace").replace(chaine, "")
        assert "Traceback" not in said
        assert "root:" not in said
