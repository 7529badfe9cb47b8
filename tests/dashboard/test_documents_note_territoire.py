"""A question about a place says which of the two territories it means, and ends in a citable sentence or the nearest ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard import cli
from dashboard.constats import Depot
from dashboard.documents.demande import Demande
from dashboard.documents.docx_note import write_docx
from dashboard.documents.note import compose_note, name_note
from dashboard.documents.note_choix import list_periods, list_values
from dashboard.documents.note_proches import find_absence
from dashboard.documents.note_texte import write_html, write_markdown
from dashboard.millesime import Millesime, open_release
from dashboard.territoires import departements_of, say_meaning
from dashboard.verification import verify_text
from dashboard.verification_fichiers import verify_file
from pipelines.cli_french import run_app
from pipelines.errors import WrongCall
from tests.dashboard.fabrique import Cellule, Recette, line, measures, paysage, write_release

JOUR = date(2026, 3, 1)
PLACES = [
    *(
        ("region", code, nom)
        for code, nom in (("75", "Nouvelle-Aquitaine"), ("11", "Île-de-France"), ("53", "Bretagne"))
    ),
    *(("departement_requerant", code, nom) for code, nom in (("33", "Gironde"), ("17", "Charente-Maritime"))),
]


def cells() -> Iterator[Cellule]:
    """Two régions with offices, of which one is masked for housing; one département of claimants."""
    yield from paysage(Recette())
    for year, n in (("2024", 100), ("2025", 150)):
        for region in ("75", "11"):
            yield from line("region", "recues", year, measures(n, "recues"), region)
            yield from line("region", "closes", year, measures(n, "closes"), region)
        yield from line("region*famille", "recues", year, measures(n // 2, "recues"), "11", "LOGEMENT")
        yield from line("departement_requerant", "recues", year, measures(n // 5, "recues"), "33")
    yield from line("region*famille", "recues", "2025", dict.fromkeys(measures(11, "recues"), "c"), "75", "LOGEMENT")


def write_places(publications: Path) -> None:
    """A release that names its places."""
    release = write_release(publications, Recette(cellules=list(cells())))
    table = pa.Table.from_pylist([dict(zip(("dimension", "code", "libelle"), row, strict=True)) for row in PLACES])
    pq.write_table(table, release / "reseau/libelles.parquet")


@pytest.fixture(scope="module")
def depot(tmp_path_factory: pytest.TempPathFactory) -> Depot:
    folder = tmp_path_factory.mktemp("territoires")
    write_places(folder)
    return Depot(folder, exemple=True)


@pytest.fixture(scope="module")
def territoires(depot: Depot) -> Millesime:
    return open_release(Path(depot.publications), exemple=True)


def ask(critere: str, lieu: str, famille: str | None = None, question: str = "volumes") -> Demande:
    return Demande(question, "2025", critere=critere, lieu=lieu, famille=famille)


@pytest.mark.parametrize(
    ("critere", "lieu", "dit"),
    [
        ("region", "11", "les médiateurs territoriaux dont le siège est dans la région «\u202fÎle-de-France\u202f»"),
        ("departement_requerant", "33", "saisines de requérants du département «\u202fGironde\u202f»"),
    ],
)
def test_the_citable_sentence_says_which_territory_it_means(
    territoires: Millesime, depot: Depot, critere: str, lieu: str, dit: str
) -> None:
    note = compose_note(territoires, ask(critere, lieu), JOUR)
    assert dit in note.reponse
    assert note.sens == say_meaning(critere)
    assert verify_text(f"{note.reponse} {note.tendance}", depot).verdict == "identique"
    for written in (write_html(note), write_markdown(note)):
        assert note.sens.split("\u202f")[0] in written
    assert verify_file(write_docx(note), depot).verdict == "identique"


def test_the_trend_gives_the_year_before_its_reference_and_a_verdict(territoires: Millesime) -> None:
    trend = compose_note(territoires, ask("region", "11", "LOGEMENT"), JOUR).tendance
    assert "+50,0\u202f%, contre 50\u00a0saisines en 2024 (réf. OMT-" in trend
    assert "la hausse dépasse ce que le hasard explique" in trend


def test_an_altered_trend_is_named(territoires: Millesime, depot: Depot) -> None:
    note = compose_note(territoires, ask("region", "11"), JOUR)
    altered = note.tendance.replace("100\u00a0saisines", "90\u00a0saisines")
    assert verify_text(f"{note.reponse} {altered}", depot).verdict == "modifie"


def test_a_masked_figure_gets_the_nearest_citable_ones_each_with_its_territory(
    territoires: Millesime, depot: Depot
) -> None:
    found = find_absence(territoires, ask("region", "75", "LOGEMENT"), JOUR)
    assert found
    assert "ne publie pas ce chiffre" in found.phrase
    assert "«\u202fc\u202f»" in found.raison
    titles = [one.titre for one in found.proches]
    assert titles[:3] == [
        "Offices dont le siège est dans la région «\u202fNouvelle-Aquitaine\u202f», 2025",
        "Ensemble du réseau, sujet\u202f: Logement, 2025",
        "Requérants du département «\u202fGironde\u202f», 2025",
    ]
    assert all(verify_text(one.ligne.citation.phrase, depot).verdict == "identique" for one in found.proches)


@pytest.mark.parametrize(
    ("demande", "raison"),
    [
        (ask("departement_requerant", "33", "LOGEMENT"), "ne publie pas"),
        (ask("region", "53"), "Aucun office dont le siège"),
        (ask("departement_requerant", "33", question="delais"), "ne se lit pas par département du requérant"),
    ],
)
def test_a_question_without_a_figure_says_why(territoires: Millesime, demande: Demande, raison: str) -> None:
    found = find_absence(territoires, demande, JOUR)
    assert found
    assert raison in found.raison
    assert found.proches


def test_a_question_with_a_figure_has_no_absence(territoires: Millesime) -> None:
    assert find_absence(territoires, ask("region", "11"), JOUR) is None


def test_only_published_territories_are_offered(territoires: Millesime) -> None:
    assert list_values(territoires, "region") == ("53", "11", "75")
    assert list_values(territoires, "departement") == ()
    assert list_periods(territoires, ask("region", "11")) == ("2025", "2024", "2023", "2022", "2021")


def test_a_place_out_of_the_release_is_refused(territoires: Millesime) -> None:
    with pytest.raises(WrongCall, match="n’existe pas"):
        compose_note(territoires, ask("region", "'; drop table x; --"), JOUR)


def test_the_file_is_named_after_the_question() -> None:
    assert name_note(ask("departement_requerant", "33", "LOGEMENT")) == "note-volumes-departement-requerant-33-logement"


def test_the_departements_of_a_region_come_from_the_reference() -> None:
    assert "33" in departements_of("75")
    assert departements_of("inconnue") == ()


@pytest.mark.parametrize(
    ("options", "name"),
    [
        (["--region", "11", "--famille", "LOGEMENT"], "amct_note-volumes-region-11-logement_2025_millesime-2026-01.md"),
        (["--departement-requerant", "33"], "amct_note-volumes-departement-requerant-33_2025_millesime-2026-01.md"),
    ],
)
def test_the_command_takes_the_choices_of_the_page(
    depot: Depot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, options: list[str], name: str
) -> None:
    for variable, value in (("OBSERVATOIRE_DONNEES", str(tmp_path)), ("OBSERVATOIRE_EXEMPLE", "oui")):
        monkeypatch.setenv(variable, value)
    (tmp_path / "publications").symlink_to(depot.publications)
    monkeypatch.chdir(tmp_path)
    assert run_app(cli.app, ["note", "volumes", *options, "--format", "markdown"]) == 0
    place = options[0].removeprefix("--").replace("-", "_")
    asked = Demande("volumes", "2025", critere=place, lieu=options[1], famille=options[3] if options[3:] else None)
    expected = compose_note(open_release(depot.publications, exemple=True), asked, date.today())
    assert (tmp_path / name).read_text(encoding="utf-8") == write_markdown(expected)


def test_two_territories_at_once_are_a_wrong_call(
    depot: Depot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OBSERVATOIRE_DONNEES", str(tmp_path))
    monkeypatch.setenv("OBSERVATOIRE_EXEMPLE", "oui")
    (tmp_path / "publications").symlink_to(depot.publications)
    assert run_app(cli.app, ["note", "volumes", "--type", "COMMUNE", "--region", "11"]) == 2
    assert run_app(cli.app, ["note", "volumes", "--region", "99"]) == 2
