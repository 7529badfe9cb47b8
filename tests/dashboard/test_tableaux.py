"""The page of tables shows, without a script, what anyone may quote and nothing more."""

from __future__ import annotations

import re
from pathlib import Path

from dashboard import tableaux
from dashboard.figures import find_figure
from dashboard.millesime import Millesime
from dashboard.phrases import say_number
from dashboard.profils import PUBLIC
from tests.dashboard.serveur import running


def test_every_figure_is_one_anyone_may_quote(millesime: Millesime) -> None:
    shown = tableaux.list_quotable(millesime)
    assert len(shown) > 100
    assert all(figure.identifiant for figure in shown if figure.valeur is not None)
    assert not any(figure.filtre("office") for figure in shown)


def test_the_page_has_the_value_the_dashboard_shows_and_no_script(millesime: Millesime) -> None:
    page = tableaux.write_page(millesime, "", "./style.css")
    year = millesime.manifeste.periode_principale
    received = find_figure(millesime, "saisines-recues", year, profil=PUBLIC)
    line = re.search(r'<th scope="row">Saisines reçues</th>(.*?)</tr>', page)
    assert line
    assert f"<td>{say_number(received)}</td>" in line[1]
    assert "<script" not in page
    assert not re.search(r"\b(None|nan)\b", page)


def test_the_server_gives_the_page_and_its_file(donnees: Path) -> None:
    with running(donnees) as server:
        page, file = server.get(tableaux.CHEMIN), server.get(tableaux.FICHIER)
    assert (page.statut, file.statut) == (200, 200)
    assert "<h1>" in page.texte
    assert file.corps.startswith("\ufeff".encode())


def test_without_a_release_the_server_says_so_in_french(tmp_path: Path) -> None:
    with running(tmp_path, exemple=False) as server:
        answer = server.get(tableaux.CHEMIN)
    assert answer.statut == 404
    assert "millésime" in answer.texte
