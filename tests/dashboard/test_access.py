"""« Voir comme… » exists on an example only; on a real release no URL makes a reader more than the board."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.millesime import Millesime, open_release
from dashboard.profils import BUREAU, Profil
from dashboard.visionneur import choose_profile, list_choices
from tests.dashboard.fabrique import Recette
from tests.dashboard.fabrique_office import ABSENT, MIEN, RECU, SEUL, set_real, write_network
from tests.dashboard.serveur import running

PAGES = ("reseau", "mon_office", "qualite", "definitions", "journal")
ATTAQUES = (
    f"office:{MIEN}",
    f"office:../offices/{MIEN}",
    "office:",
    "office:*",
    f"OFFICE:{MIEN}",
    f"bureau:{MIEN}",
    "office:COM-17300\u0000",
    "<script>alert(1)</script>",
)


@pytest.fixture
def exemple(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_network(tmp_path / "publications")
    monkeypatch.setenv("OBSERVATOIRE_DONNEES", str(tmp_path))
    monkeypatch.setenv("OBSERVATOIRE_EXEMPLE", "oui")
    return tmp_path


@pytest.fixture
def reel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    set_real(write_network(tmp_path / "publications", Recette(millesime="2026-02")))
    monkeypatch.setenv("OBSERVATOIRE_DONNEES", str(tmp_path))
    monkeypatch.setenv("OBSERVATOIRE_EXEMPLE", "non")
    return tmp_path


def open_page(name: str, query: Mapping[str, str]) -> AppTest:
    def script(page: str) -> None:
        from importlib import import_module

        import_module(f"dashboard.views.{page}").show()

    test = AppTest.from_function(script, default_timeout=20, args=(name,))
    for key, value in query.items():
        test.query_params[key] = value
    return test.run()


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def chooser(page: AppTest) -> list[Any]:
    return [box for box in page.selectbox if box.key == "om_voir_comme"]


def test_an_example_offers_the_four_readers_by_name(exemple: Path) -> None:
    choices = list_choices(open_release(exemple / "publications", exemple=True))
    assert [choice.code for choice in choices] == [
        *("bureau", "liaison", "public"),
        *(f"office:{cle}" for cle in (SEUL, MIEN, ABSENT)),
    ]
    assert choices[3].libelle == "Département du Val"


@pytest.mark.parametrize("demande", [*ATTAQUES, "public", "liaison", None])
def test_a_real_release_gives_the_configured_profile_whatever_is_asked(reel: Path, demande: str | None) -> None:
    millesime = open_release(reel / "publications")
    assert list_choices(millesime) == ()
    assert choose_profile(millesime, BUREAU, demande) == BUREAU


@pytest.mark.parametrize("demande", ATTAQUES[1:])
def test_an_example_obeys_only_what_its_chooser_offers(exemple: Path, demande: str) -> None:
    assert choose_profile(open_release(exemple / "publications", exemple=True), BUREAU, demande) == BUREAU


@pytest.mark.parametrize("page_name", PAGES)
@pytest.mark.parametrize("demande", [ATTAQUES[0], ATTAQUES[1]])
def test_no_url_opens_a_private_file_of_a_real_release(
    reel: Path, monkeypatch: pytest.MonkeyPatch, page_name: str, demande: str
) -> None:
    opened: list[str | None] = []

    def spy(_: Millesime, profil: Profil, *__: str) -> dict[str, int]:
        opened.append(profil.office)
        return {}

    monkeypatch.setattr(Millesime, "private_cells", spy)
    page = open_page(page_name, {"profil": demande, "periode": "2025", "office": MIEN})
    assert not page.exception
    assert opened == []
    assert chooser(page) == []
    assert "om-vu" not in html(page)


def test_mon_office_of_a_real_release_says_that_no_identity_is_configured(reel: Path) -> None:
    text = html(open_page("mon_office", {"profil": f"office:{MIEN}"}))
    assert "aucun fichier privé ne s’ouvre" in text
    assert str(RECU) not in text


def test_no_download_opens_a_private_file_of_a_real_release(reel: Path) -> None:
    with running(reel, exemple=False) as server:
        for demande in (*ATTAQUES[:5], ""):
            query = {"objet": "saisines-recues", "page": "mon-office", "profil": demande, "office": MIEN}
            answer = server.get("/export/x.csv", query)
            assert answer.statut == 404
            assert str(RECU) not in answer.texte


def test_a_download_of_an_example_is_what_its_reader_sees(exemple: Path) -> None:
    with running(exemple) as server:
        query = {"objet": "saisines-recues", "page": "mon-office", "periode": "2025"}
        mine = server.get("/export/x.csv", {**query, "profil": f"office:{MIEN}"})
        board = server.get("/export/x.csv", query)
    assert (mine.statut, board.statut) == (200, 404)
    assert f";{RECU};" in mine.texte


def test_a_link_opens_the_page_of_an_office_and_keeps_it_in_the_url(exemple: Path) -> None:
    page = open_page("mon_office", {"profil": f"office:{MIEN}"})
    assert not page.exception
    assert "votre office a reçu 143" in html(page)
    assert "om-vu-office" in html(page)
    assert page.query_params["profil"] in (f"office:{MIEN}", [f"office:{MIEN}"])


def test_the_chooser_moves_the_page_and_the_url(exemple: Path) -> None:
    page = open_page("qualite", {})
    assert "Ville de Bellerive" in html(page)
    assert "profil" not in page.query_params
    chooser(page)[0].select("public").run()
    assert "Ville de" not in html(page)
    assert page.query_params["profil"] in ("public", ["public"])
    assert "réservé au bureau" in html(open_page("journal", {"profil": "public"}))


def test_who_looks_survives_a_change_of_filter(exemple: Path) -> None:
    page = open_page("reseau", {"profil": "public"})
    page.selectbox(key="om_type").select("COMMUNE").run()
    assert page.query_params["profil"] in ("public", ["public"])
    assert page.query_params["type"] in ("COMMUNE", ["COMMUNE"])
    assert page.selectbox(key="om_type").value == "COMMUNE"
