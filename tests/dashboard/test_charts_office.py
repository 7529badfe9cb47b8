"""The funnel and the strips say the same on the page and in files, and never name an office."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.charts import plotly
from dashboard.charts.libre import Libre
from dashboard.charts.palette import CLAIR, SOMBRE
from dashboard.charts.png import draw_png
from dashboard.charts.svg import draw_svg
from dashboard.millesime import open_release
from dashboard.mon_office import Regard
from dashboard.mon_office_dessins import build_charts
from dashboard.mon_office_pairs import find_pairs
from dashboard.mon_office_verdicts import build_verdicts
from dashboard.profils import Profil
from tests.dashboard.fabrique_office import MIEN, OFFICES, write_network


@pytest.fixture(scope="module")
def dessins(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Libre]:
    folder: Path = tmp_path_factory.mktemp("dessins")
    write_network(folder)
    regard = Regard(open_release(folder, exemple=True), Profil("office", MIEN), "2025")
    pairs = find_pairs(regard)
    return {chart.cle: chart for chart in build_charts(regard, pairs, build_verdicts(regard, pairs))}


def test_the_page_has_strips_and_two_funnels(dessins: dict[str, Libre]) -> None:
    assert list(dessins) == ["positions", "entonnoir-delai", "entonnoir-resolution"]


def test_a_funnel_draws_one_mark_per_office_and_its_own_apart(dessins: dict[str, Libre]) -> None:
    figure = plotly.draw(dessins["entonnoir-delai"], CLAIR)
    traces = {trace["name"]: trace for trace in figure["data"]}
    assert len(traces["Pair"]["x"]) == 4
    assert (traces["Votre office"]["x"], traces["Votre office"]["y"]) == ([143.0], [100.0])
    assert traces["Votre office"]["marker"]["symbol"] == "diamond"
    assert {trace["name"] for trace in figure["data"] if trace.get("mode") == "lines"} == {
        "Centre",
        "Limite à 95\u202f%",
        "Limite à 99,8\u202f%",
    }


def test_its_table_and_its_file_hold_the_limits_and_no_other_office(dessins: dict[str, Libre]) -> None:
    chart = dessins["entonnoir-resolution"]
    table = {line[0]: line[1] for line in chart.tableau.lignes}
    assert table["Votre office"] == "57,0\u202f%"
    assert table["Offices du groupe"] == "5"
    head, *lines, own = chart.donnees
    assert head == ("repere", "taille", "bas_0.95", "haut_0.95", "bas_0.998", "haut_0.998")
    assert own[:3] == ("votre office", 100.0, 57.0)
    assert all(line[4] <= line[2] <= line[3] <= line[5] for line in lines)  # type: ignore[operator]


@pytest.mark.parametrize("cle", ["positions", "entonnoir-delai", "entonnoir-resolution"])
def test_a_drawing_says_its_sentence_and_names_nobody(dessins: dict[str, Libre], cle: str) -> None:
    chart = dessins[cle]
    svg = draw_svg(chart, source="Millésime 2026-01")
    assert chart.phrase in svg.replace("&#x27;", "'")
    assert "Millésime 2026-01" in svg
    assert svg == draw_svg(chart, source="Millésime 2026-01")
    assert draw_png(chart, SOMBRE).startswith(b"\x89PNG")
    others = [nom for key, nom, _ in OFFICES if key != MIEN]
    for text in (svg, str(plotly.draw(chart, SOMBRE)), str(chart.tableau), str(chart.donnees), chart.alt):
        assert not [nom for nom in others if nom in text]
        assert not re.search(r"COM-0000|DEP-17", text)


def test_strips_place_each_value_between_the_ends_of_their_scale(dessins: dict[str, Libre]) -> None:
    figure = plotly.draw(dessins["positions"], CLAIR)
    assert all(0 <= x <= 1 for trace in figure["data"] for x in trace["x"])
    assert dessins["positions"].donnees[1][:2] == ("Délai médian", 51.5)
