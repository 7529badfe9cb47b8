"""Static drawings: deterministic, well formed, everything of the chart shown, hostile labels shown literally."""

from __future__ import annotations

import io
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from PIL import Image

from dashboard.charts.formes import Texte
from dashboard.charts.palette import CLAIR, SOMBRE
from dashboard.charts.png import ECHELLE, draw_png
from dashboard.charts.spec import Graphique
from dashboard.charts.svg import draw_svg
from dashboard.charts.traces import LARGEUR, lay_out
from dashboard.contenu import Lecture, build_section
from dashboard.millesime import Millesime
from dashboard.profils import BUREAU
from dashboard.selection import Selection

SVG = "{http://www.w3.org/2000/svg}"


def charts(millesime: Millesime) -> list[Graphique]:
    lectures = [
        Lecture(millesime, Selection("annee", "2025"), BUREAU),
        Lecture(millesime, Selection("mois", "2025-12"), BUREAU),
    ]
    wanted = [(lecture, name) for lecture in lectures for name in ("volumes", "delais")]
    wanted += [(lectures[0], name) for name in ("issues", "domaines", "canaux")]
    return [c for lecture, name in wanted for c in build_section(lecture, name) if isinstance(c, Graphique)]


def test_every_chart_draws_and_says_what_it_shows(millesime: Millesime) -> None:
    for chart in charts(millesime):
        root = ElementTree.fromstring(draw_svg(chart, source="AMCT"))
        assert root.get("aria-label") == chart.alt
        assert root.findtext(f"{SVG}title") == chart.titre
        assert "AMCT" in [node.text for node in root.iter(f"{SVG}text")]
        image = Image.open(io.BytesIO(draw_png(chart)))
        assert image.size[0] == LARGEUR * ECHELLE


def test_nothing_is_drawn_outside_the_frame(millesime: Millesime) -> None:
    for chart in charts(millesime):
        drawing = lay_out(chart)
        for trace in drawing.traces:
            if isinstance(trace, Texte):
                assert 0 <= trace.x <= drawing.largeur
                assert 0 < trace.y <= drawing.hauteur


def test_a_ranking_shows_every_label_and_value(millesime: Millesime) -> None:
    chart = next(c for c in charts(millesime) if c.genre == "classement")
    shown = [trace.texte for trace in lay_out(chart).traces if isinstance(trace, Texte)]
    for point in chart.series[0].points:
        assert {point.categorie, point.texte} <= set(shown)


@pytest.mark.parametrize("palette", [CLAIR, SOMBRE])
def test_the_same_chart_gives_the_same_bytes(millesime: Millesime, palette: object) -> None:
    chart = charts(millesime)[0]
    assert draw_svg(chart, palette) == draw_svg(chart, palette)  # type: ignore[arg-type]
    assert draw_png(chart, palette) == draw_png(chart, palette)  # type: ignore[arg-type]


def test_a_hostile_label_is_shown_literally(millesime: Millesime) -> None:
    chart = next(c for c in charts(millesime) if c.genre == "classement")
    first = replace(chart.series[0].points[0], categorie="<script>alert(1)</script>")
    serie = replace(chart.series[0], points=(first, *chart.series[0].points[1:]))
    text = draw_svg(replace(chart, titre='"><script>', series=(serie,)))
    assert "<script>" not in text
    assert "<script>alert(1)</script>" in [node.text for node in ElementTree.fromstring(text).iter(f"{SVG}text")]


def test_an_empty_chart_says_so(millesime: Millesime) -> None:
    chart = replace(charts(millesime)[0], series=())
    assert "Aucune donnée publiée" in draw_svg(chart)
