"""The server answers in French, compressed, with security headers, and a download holds what the screen shows."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from dashboard.millesime import Millesime
from dashboard.statiques import BUNDLE
from tests.dashboard.serveur import Serveur, running


@pytest.fixture(scope="module")
def serveur(donnees: Path) -> Iterator[Serveur]:
    with running(donnees) as found:
        yield found


def test_health_names_the_release_and_says_it_is_sound(serveur: Serveur) -> None:
    state = json.loads(serveur.get("/sante").corps)
    assert (state["etat"], state["millesime"], state["empreinte_verifiee"]) == ("bon", "2026-01", True)


@pytest.mark.parametrize("chemin", ["/", "/definitions", "/sante", "/style.css", "/static/css/x.css", "/inconnu.txt"])
def test_every_answer_has_its_security_headers(serveur: Serveur, chemin: str) -> None:
    headers = serveur.get(chemin).entetes
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("chemin", ["/", "/definitions", "/nimporte-quoi"])
def test_every_page_starts_in_french(serveur: Serveur, chemin: str) -> None:
    assert '<html lang="fr">' in serveur.get(chemin).texte


def test_the_name_of_the_first_page_leads_to_it_with_its_filters(serveur: Serveur) -> None:
    answer = serveur.get("/reseau", {"type": "COMMUNE"})
    assert (answer.statut, answer.entetes["location"]) == (307, "./?type=COMMUNE")


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_scripts_are_served_compressed_and_whole(serveur: Serveur, encoding: str) -> None:
    name = next((BUNDLE / "static/js").glob("PlotlyChart.*.js")).name
    answer = serveur.get(f"/static/js/{name}", entetes={"accept-encoding": encoding})
    raw = answer.corps
    whole = (BUNDLE / "static/js" / name).read_bytes()
    if encoding == "identity":
        assert raw == whole
        return
    assert answer.entetes["content-encoding"] == encoding
    assert len(raw) < len(whole) / 3
    if encoding == "gzip":
        assert gzip.decompress(raw) == whole
    else:
        assert pa.decompress(raw, decompressed_size=len(whole), codec="brotli", asbytes=True) == whole


def test_an_unchanged_script_is_not_sent_again(serveur: Serveur) -> None:
    name = next((BUNDLE / "static/js").glob("Selectbox.*.js")).name
    tag = serveur.get(f"/static/js/{name}").entetes["etag"]
    assert serveur.get(f"/static/js/{name}", entetes={"if-none-match": tag}).statut == 304


@pytest.mark.parametrize(
    ("objet", "lines", "fragment"),
    [
        ("saisines-recues", 2, ";1680;saisines;"),
        ("taux-resolution", 2, ";57,1;%;638;1117;54,2;60,0;"),
        ("volumes", 13, "OMT-2026-01-V1R-2024-"),
        ("familles", 5, "Logement;672;saisines;"),
        ("tranches", 31, "2025;31 à 60 jours;"),
    ],
)
def test_a_download_holds_what_the_screen_shows(serveur: Serveur, objet: str, lines: int, fragment: str) -> None:
    answer = serveur.get("/export/fichier.csv", {"objet": objet, "millesime": "2026-01"})
    assert answer.entetes["content-disposition"] == f'attachment; filename="amct_{objet}_2025_millesime-2026-01.csv"'
    text = answer.texte
    assert len(text.splitlines()) == lines
    assert fragment in text


@pytest.mark.parametrize(
    "query", [{"objet": "rien"}, {}, {"objet": "volumes", "millesime": "2031-01"}, {"objet": "../x"}]
)
def test_a_wrong_download_is_refused_in_one_sentence(serveur: Serveur, query: dict[str, str]) -> None:
    answer = serveur.get("/export/fichier.csv", query)
    assert answer.statut == 404
    assert answer.texte.endswith(".")


def test_downloads_follow_the_filters(serveur: Serveur, millesime: Millesime) -> None:
    query = {"objet": "saisines-recues", "type": "COMMUNE", "periode": "2024", "millesime": millesime.id}
    text = serveur.get("/export/x.csv", query).texte
    assert ";2024;Communes;780;" in text
