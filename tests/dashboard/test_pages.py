"""Every page opens on its key sentence, in each of its states, and never shows a trace."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pipelines.indicateurs.registry import load_registry
from pipelines.journal import read_journal
from tests.dashboard.fabrique import Recette, write_release
from tests.dashboard.fabrique_analyses import write_analysed

SCRIPT = str(Path(__file__).resolve().parents[2] / "app.py")


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, donnees: Path) -> None:
    monkeypatch.setenv("OBSERVATOIRE_DONNEES", str(donnees))
    monkeypatch.setenv("OBSERVATOIRE_EXEMPLE", "oui")


def open_page(query: Mapping[str, str] | None = None) -> AppTest:
    page = AppTest.from_file(SCRIPT, default_timeout=20)
    for name, value in (query or {}).items():
        page.query_params[name] = value
    return page.run()


def html(page: AppTest) -> str:
    """What the page wrote itself, in order."""
    return "\n".join(element.proto.body for element in page.get("html"))


def headline(page: AppTest) -> str:
    found = re.search(r"<h1>(.*?)</h1>", html(page))
    return found[1] if found else ""


def test_reseau_opens_on_its_sentence_before_any_chart() -> None:
    page = open_page()
    assert not page.exception
    assert headline(page).startswith("En 2025, les 30\u00a0offices couverts ont reçu 1\u202f680\u00a0saisines")
    assert "Données d’exemple" in html(page)
    assert "Millésime 2026-01, provisoire, arrêté au 15 janvier 2026" in html(page)
    assert html(page).count("<article") == 5
    assert len(page.get("plotly_chart")) == 2


@pytest.mark.parametrize(
    ("section", "charts", "phrase"),
    [
        ("volumes", 2, "les saisines reçues passent"),
        ("delais", 2, "la moitié des dossiers clos"),
        ("mouvement", 0, "ne contient pas de décomposition"),
        ("issues", 2, "Favorable à l’usager"),
        ("domaines", 1, "vient en tête"),
        ("canaux", 1, "Courriel"),
    ],
)
def test_a_link_opens_its_section(section: str, charts: int, phrase: str) -> None:
    page = open_page({"section": section})
    assert len(page.get("plotly_chart")) == charts
    assert phrase in html(page)
    assert all(chart.proto.alt for chart in page.get("plotly_chart"))


def test_a_filter_changes_the_figures_and_the_url() -> None:
    page = open_page()
    page.selectbox(key="om_type").select("COMMUNE").run()
    assert "840\u00a0saisines" in headline(page)
    assert page.query_params["type"] in ("COMMUNE", ["COMMUNE"])
    assert page.selectbox(key="om_canal").disabled
    assert "ne publie pas" in page.selectbox(key="om_canal").help


def test_a_link_restores_the_view() -> None:
    page = open_page({"millesime": "2026-01", "type": "REGION", "periode": "2023"})
    assert headline(page).startswith("En 2023, les 6\u00a0offices couverts ont reçu 288\u00a0saisines")
    assert page.selectbox(key="om_type").value == "REGION"


def test_a_finer_grain_takes_its_last_period() -> None:
    page = open_page({"grain": "trimestre"})
    assert headline(page).startswith("Au 4e trimestre 2025")


def test_a_criterion_already_filtered_says_so_instead_of_drawing_one_bar() -> None:
    page = open_page({"section": "canaux", "canal": "COURRIEL"})
    assert "Pas de répartition pour cette sélection" in html(page)
    assert not page.get("plotly_chart")


def test_the_perimeter_switch_changes_figures_url_and_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write_analysed(tmp_path / "publications")
    monkeypatch.setenv("OBSERVATOIRE_DONNEES", str(tmp_path))
    page = open_page()
    assert "dont 6\u00a0points dus à 9\u00a0nouveaux adhérents" in html(page)
    page.selectbox(key="om_perimetre").select("constant-2021").run()
    assert not page.exception
    assert headline(page).startswith("En 2025, les 20\u00a0offices du périmètre constant ont reçu 600\u00a0saisines")
    assert page.query_params["perimetre"] in ("constant-2021", ["constant-2021"])
    page.selectbox(key="om_periode").select("2026").run()
    assert page.selectbox(key="om_perimetre").value == "reel"
    assert page.selectbox(key="om_perimetre").disabled


def test_an_unpublished_perimeter_is_greyed_with_its_reason() -> None:
    page = open_page()
    assert page.selectbox(key="om_perimetre").disabled
    assert "ne publie aucun périmètre constant" in page.selectbox(key="om_perimetre").help


@pytest.mark.parametrize(
    ("section", "charts", "phrase"),
    [
        ("mouvement", 3, "Les parts s’additionnent exactement"),
        ("delais", 3, "s’en tenir aux dossiers clos"),
        ("issues", 2, "Parcours des dossiers clos"),
        ("domaines", 2, "Aucun signal en 2025"),
    ],
)
def test_a_section_draws_what_the_release_explains(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, section: str, charts: int, phrase: str
) -> None:
    write_analysed(tmp_path / "publications")
    monkeypatch.setenv("OBSERVATOIRE_DONNEES", str(tmp_path))
    page = open_page({"section": section, "cohorte": "closes"})
    assert not page.exception
    assert len(page.get("plotly_chart")) == charts
    assert phrase in html(page)


@pytest.mark.parametrize("page_name", ["reseau", "definitions"])
def test_without_a_release_every_page_says_what_to_type(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, page_name: str
) -> None:
    monkeypatch.setenv("OBSERVATOIRE_DONNEES", str(tmp_path))
    page = _open_named(page_name)
    assert not page.exception
    assert "Aucun millésime n’est publié." in html(page)
    assert "observatoire demo" in html(page)


def test_a_real_server_does_not_open_an_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OBSERVATOIRE_EXEMPLE", "non")
    assert "ne s’ouvre pas comme un vrai" in html(open_page())


def test_a_missing_release_of_a_link_is_named() -> None:
    assert "Le millésime 2031-01 n’est pas ici." in html(open_page({"millesime": "2031-01"}))


def test_a_fault_of_ours_shows_a_number_and_no_trace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = write_release(tmp_path / "publications", Recette(millesime="2025-12"))
    (folder / "reseau/couverture.parquet").write_bytes(b"PAR1 rien")
    monkeypatch.setenv("OBSERVATOIRE_DONNEES", str(tmp_path))
    monkeypatch.setattr("dashboard.views.reseau.read_selection", lambda _: 1 / 0)
    page = open_page()
    number = re.search(r"INC-[0-9A-F]{8}", html(page))
    assert number
    assert "ZeroDivisionError" not in html(page)
    assert not page.exception
    assert read_journal(tmp_path / "journal")[-1].details["numero"] == number[0]


def test_definitions_show_every_indicator_with_its_example() -> None:
    page = _open_named("definitions")
    text = html(page)
    number = len(load_registry().indicateurs)
    assert headline(page) == f"{number}\u00a0chiffres, et ce que chacun compte exactement."
    assert text.count('class="om-definition"') == number
    assert "Résultat\u202f: 50,0\u202f% (2 sur 4)." in text
    assert "Décision maintenue" in text
    assert "DECISION_MAINTENUE" not in text


def test_a_hostile_office_name_reaches_no_page_as_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write_release(tmp_path / "publications", Recette(nom_office="<script>alert(1)</script>"))
    monkeypatch.setenv("OBSERVATOIRE_DONNEES", str(tmp_path))
    assert "<script>" not in html(open_page({"type": "<script>", "periode": "';--", "section": "<b>"}))


def _open_named(name: str) -> AppTest:
    def script(page: str) -> None:
        from importlib import import_module

        import_module(f"dashboard.views.{page}").show()

    return AppTest.from_function(script, default_timeout=20, args=(name,)).run()
