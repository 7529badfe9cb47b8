"""Every chart says in a sentence what it shows, holds the same numbers in its table, and is drawn with plain lists."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.charts import plotly
from dashboard.charts.axes import nice_ticks
from dashboard.charts.palette import CLAIR, SOMBRE, Palette
from dashboard.charts.spec import Graphique
from dashboard.contenu import SECTIONS, Lecture, build_section
from dashboard.millesime import Millesime
from dashboard.profils import BUREAU
from dashboard.selection import Selection

VUES = [
    Selection(periode="2025"),
    Selection(grain="mois", periode="2025-12"),
    Selection(periode="2025", type="COMMUNE"),
    Selection(periode="2026"),
    Selection(periode="2021", cohorte="closes"),
]


def charts(millesime: Millesime, selection: Selection) -> Iterator[Graphique]:
    lecture = Lecture(millesime, selection, BUREAU)
    for section in SECTIONS:
        yield from (part for part in build_section(lecture, section) if isinstance(part, Graphique))


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("selection", [VUES[0], VUES[1], VUES[4]])
def test_every_chart_has_a_sentence_an_alternative_and_a_table(millesime: Millesime, selection: Selection) -> None:
    for chart in charts(millesime, selection):
        assert chart.phrase.endswith("."), chart.cle
        assert chart.titre in chart.alt
        assert chart.tableau.lignes
        assert {len(line) for line in chart.tableau.lignes} == {len(chart.tableau.titres)}


@pytest.mark.parametrize("palette", [CLAIR, SOMBRE])
@pytest.mark.parametrize("selection", VUES[:2])
def test_plotly_accepts_every_figure_as_lists(millesime: Millesime, selection: Selection, palette: Palette) -> None:
    for chart in charts(millesime, selection):
        figure = plotly.draw(chart, palette)
        go.Figure(**figure)
        assert "bdata" not in json.dumps(figure)


def test_no_english_number_is_drawn(millesime: Millesime) -> None:
    for chart in charts(millesime, VUES[0]):
        for text in texts(plotly.draw(chart, CLAIR)["data"]):
            assert ",0" not in text.replace(",0\u202f%", ""), text
            assert "1680" not in text
            assert "1,680" not in text


@pytest.mark.parametrize(
    ("cle", "phrase"),
    [
        (
            "volumes",
            "De 2021 à 2025, les saisines reçues passent de 1\u202f200 à 1\u202f680 (+40,0\u202f%). "
            "Les clôtures dépassent les réceptions en 2023.",
        ),
        (
            "delais",
            "En 2025, la moitié des dossiers clos l’ont été en 46\u00a0jours ou moins, neuf sur dix en 180\u00a0jours "
            "ou moins. La médiane est la même qu’en 2021.",
        ),
        (
            "tranches",
            "En 2025, 69,9\u202f% des dossiers clos l’ont été en 90 jours au plus, et 10,2\u202f% ont pris plus de "
            "180 jours.",
        ),
        (
            "familles",
            "En 2025, «\u202fLogement\u202f» vient en tête\u202f: 672\u00a0saisines, 40,0\u202f% du total. "
            "L’écart le plus fort sur un an\u202f: «\u202fLogement\u202f», +48\u00a0saisines.",
        ),
    ],
)
def test_the_sentence_is_computed_from_the_data(millesime: Millesime, cle: str, phrase: str) -> None:
    assert next(chart.phrase for chart in charts(millesime, VUES[0]) if chart.cle == cle) == phrase


def test_a_period_that_is_not_over_is_hollow_and_said(millesime: Millesime) -> None:
    chart = next(charts(millesime, VUES[0]))
    drawn = plotly.draw(chart, CLAIR)["data"]
    assert [trace["mode"] for trace in drawn if trace["x"] == [5]] == ["markers", "markers"]
    assert "2026" in chart.note
    assert chart.tableau.lignes[-1][0] == "2026 (en cours)"


def test_what_is_not_recorded_comes_last(millesime: Millesime) -> None:
    chart = next(chart for chart in charts(millesime, VUES[0]) if chart.cle == "familles")
    assert chart.tableau.lignes[-1][0] == "Non renseigné"
    assert [point.incomplet for point in chart.series[0].points] == [False, False, False, True]


@pytest.mark.parametrize("maximum", [0, 0.4, 1, 7, 99, 100, 101, 1680, 123456])
def test_ticks_are_round_and_reach_above_the_maximum(maximum: float) -> None:
    ticks = nice_ticks(maximum)
    steps = {round(after - before, 6) for before, after in pairwise(ticks)}
    assert len(steps) == 1
    assert ticks[0] == 0
    assert ticks[-1] >= maximum
    assert len(ticks) <= 7


def _luminance(colour: str) -> float:
    parts = [int(colour[rank : rank + 2], 16) / 255 for rank in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [CLAIR, SOMBRE])
def test_marks_and_texts_keep_their_contrast(palette: Palette) -> None:
    for mark in (palette.premier, palette.second, palette.neutre, *palette.tranches):
        assert _contrast(mark, palette.fond) >= 3, mark
    for text in (palette.encre, palette.discret, palette.premier, palette.second):
        assert _contrast(text, palette.fond) >= 4.5, text
    for text, band in zip(palette.etiquettes, palette.tranches, strict=True):
        assert _contrast(text, band) >= 4.5, band
