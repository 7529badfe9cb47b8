"""A visit from the file to the base and back, each step in a process of its own that knows nothing of the server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard import depot
from dashboard.depot_visite import Visite, read_day
from pipelines.errors import RefusedInput
from pipelines.settings import EXEMPLES
from tests.fabrique import octets

ESSAI = (EXEMPLES / "essai-de-depot.csv").read_bytes()
OFFICE, AUTRE = "COM-EX21", "COM-EX22"
JOUR = "01/02/2026"


@pytest.fixture
def donnees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An example base without a deposit."""
    folder = tmp_path / "donnees"
    folder.mkdir()
    (folder / "nature.json").write_text('{"exemple": true}', encoding="utf-8")
    monkeypatch.setenv("OBSERVATOIRE_DONNEES", str(folder))
    monkeypatch.setenv("OBSERVATOIRE_CLES", str(tmp_path / "cles"))
    return folder


def quiet(part: float, text: str) -> None:
    """A progress nobody looks at."""


def received(office: str | None = None, content: bytes = ESSAI, nom: str = "essai.csv") -> Visite:
    visite = Visite(office)
    visite.receive(nom, content, quiet)
    return visite


def test_a_visit_sees_answers_chooses_deposits_and_withdraws(donnees: Path) -> None:
    visite = received()
    assert visite.vu
    assert visite.essai
    assert (visite.vu.entete_ligne, visite.vu.encodage, len(visite.vu.colonnes)) == (2, "cp1252", 6)
    assert [each.code for each in visite.essai.demandes] == ["OFFICE_A_DECLARER"]
    visite.answer(quiet, OFFICE, JOUR)
    before = octets(donnees)
    choix = {"colonnes": {}, "libelles": {"issue": {"Arrangement amiable": "PARTIEL"}}, "portee": "complet"}
    assert visite.awaits(choix)
    visite.choose(choix, quiet)
    assert not visite.awaits(choix)
    assert "O1" not in {each.code for each in visite.essai.etendues}
    assert octets(donnees) == before
    visite.confirm(quiet, loss=False)
    assert visite.fait
    assert (visite.fait.acceptees, visite.fait.difference.ajoutees, visite.fichier) == (38, 38, None)
    again = received(OFFICE)
    assert again.refus
    assert again.refus.rien
    again.withdraw(visite.fait.id, quiet)
    assert again.retire
    assert again.retire.difference.retirees == 38


def test_an_office_deposits_and_withdraws_for_itself_alone(donnees: Path) -> None:
    first = received(OFFICE)
    first.answer(quiet, OFFICE, JOUR)
    first.confirm(quiet, loss=False)
    assert first.fait
    other = Visite(AUTRE)
    other.withdraw(first.fait.id, quiet)
    assert other.refus
    assert "pas le vôtre" in other.refus.phrase
    several = (EXEMPLES / "Statistiques de la plateforme Médiature.xlsx").read_bytes()
    refused = received(AUTRE, several, "Statistiques de la plateforme Médiature.xlsx")
    assert refused.refus
    assert "collectivités" in refused.refus.phrase
    assert refused.coffre.dossier is None


@pytest.mark.parametrize(
    ("nom", "content"),
    [
        ("image.csv", b"\x89PNG\r\n\x1a\n0000"),
        ("depot.parquet", b"PAR1" + b"\x00" * 64),
        ("arrow.csv", b"ARROW1\x00\x00" + b"\x00" * 64),
        ("objet.csv", b"\x80\x04\x95\x10\x00\x00\x00"),
        ("archive.zip", b"PK\x05\x06" + b"\x00" * 18),
        ("gz.csv", b"\x1f\x8b\x08\x00" + b"\x00" * 32),
        ("vide.csv", b""),
        ("../../courant.json", b"\x7fELF"),
    ],
)
def test_what_is_no_export_is_refused_in_one_french_sentence_and_forgotten(
    donnees: Path, nom: str, content: bytes
) -> None:
    before = octets(donnees)
    visite = received(None, content, nom)
    assert visite.refus
    assert not visite.refus.rien
    assert visite.refus.phrase.endswith(".")
    assert "Traceback" not in visite.refus.phrase
    assert visite.fichier is None
    assert visite.coffre.dossier is None
    assert octets(donnees) == before


def test_a_wrong_date_is_said_and_the_file_stays(donnees: Path) -> None:
    visite = received(OFFICE)
    visite.answer(quiet, OFFICE, "32/13/2026")
    assert visite.refus
    assert "n’est pas une date" in visite.refus.phrase
    assert visite.fichier
    assert read_day("2026-02-01") == read_day(JOUR)


def test_the_child_is_told_nothing_it_does_not_need(donnees: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STREAMLIT_AUTH_CLIENT_SECRET", "secret")
    monkeypatch.setattr(depot, "_ENFANT", "import json, os; print(json.dumps(sorted(os.environ)))")
    seen = set(json.loads(depot._run("offices")))
    assert "OBSERVATOIRE_DONNEES" in seen
    assert "STREAMLIT_AUTH_CLIENT_SECRET" not in seen


def test_the_child_has_limits_of_memory_time_and_size(donnees: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = depot._ENFANT.split("from pipelines")[0]
    code = "import json; print(json.dumps([resource.getrlimit(getattr(resource, 'RLIMIT_' + k))[0] for k in ('AS', 'CPU', 'FSIZE', 'CORE')]))"
    monkeypatch.setattr(depot, "_ENFANT", limits + code)
    assert json.loads(depot._run("offices")) == [depot.MEMOIRE, depot.DUREE_S, depot.ECRITURE, 0]


def test_a_child_that_never_ends_or_dies_is_a_sentence(donnees: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(depot, "DUREE_S", 0.3)
    monkeypatch.setattr(depot, "_ENFANT", "import time; time.sleep(60)")
    with pytest.raises(RefusedInput, match="trop de temps"):
        depot.list_offices()
    monkeypatch.setattr(depot, "DUREE_S", 30)
    monkeypatch.setattr(depot, "_ENFANT", "import os; os.abort()")
    with pytest.raises(RefusedInput, match="plus de mémoire ou de temps"):
        depot.list_offices()
