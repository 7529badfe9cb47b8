"""Declared events are drawn where they fall and told in words; names stay with those who may read them."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard.charts import plotly
from dashboard.charts.formes import Texte
from dashboard.charts.jalons import JALONS_MAXIMUM, add_events
from dashboard.charts.palette import CLAIR
from dashboard.charts.spec import Graphique
from dashboard.charts.traces import lay_out
from dashboard.contenu import Lecture, find_chart
from dashboard.evenements import Evenement, list_events
from dashboard.millesime import Millesime, open_release
from dashboard.profils import BUREAU, PUBLIC
from dashboard.selection import Selection
from tests.dashboard.fabrique import OFFICES, write_release

COMMUNE, DEPARTEMENT = OFFICES[0], OFFICES[1]
EVENEMENTS = (
    (date(2021, 4, 1), COMMUNE[0], "adhesion", f"{COMMUNE[1]} rejoint le réseau."),
    (date(2023, 7, 1), DEPARTEMENT[0], "rupture", f"{DEPARTEMENT[1]}\u202f: Logiciel changé."),
    (date(2024, 2, 1), COMMUNE[0], "depart", f"{COMMUNE[1]} quitte le réseau."),
    (date(1999, 1, 1), COMMUNE[0], "rupture", f"{COMMUNE[1]}\u202f: Hors du graphique."),
)


@pytest.fixture(scope="module")
def millesime(tmp_path_factory: pytest.TempPathFactory) -> Millesime:
    folder = write_release(tmp_path_factory.mktemp("evenements") / "publications")
    rows = [dict(zip(("date", "office_id", "type", "texte"), row, strict=True)) for row in EVENEMENTS]
    pq.write_table(pa.Table.from_pylist(rows), folder / "reseau/evenements.parquet")
    return open_release(folder.parent, exemple=True)


def draw(millesime: Millesime, selection: Selection | None = None) -> Graphique:
    return find_chart(Lecture(millesime, selection or Selection(periode="2025"), BUREAU), "volumes")


def test_a_break_is_a_line_at_its_day_with_its_words_under_the_chart(millesime: Millesime) -> None:
    chart = draw(millesime)
    assert [(jalon.lettre, round(jalon.place, 2)) for jalon in chart.jalons] == [("A", 2.0)]
    assert "A, 1er juillet 2023. Département du Val\u202f: Logiciel changé." in chart.note
    layout = plotly.draw(chart, CLAIR)["layout"]
    assert [shape["x0"] for shape in layout["shapes"]] == [jalon.place for jalon in chart.jalons]
    assert "<b>A</b>" in [label["text"] for label in layout["annotations"]]
    assert "A" in [trace.texte for trace in lay_out(chart).traces if isinstance(trace, Texte)]


def test_the_table_says_who_joined_and_left_period_by_period(millesime: Millesime) -> None:
    table = draw(millesime).tableau
    rank = table.titres.index("Événements")
    said = {line[0]: line[rank] for line in table.lignes}
    assert (said["2021"], said["2022"], said["2023"], said["2024"]) == (
        "1\u00a0adhésion",
        "—",
        "rupture A",
        "1\u00a0départ",
    )


def test_a_filter_of_type_leaves_the_events_of_the_others_out(millesime: Millesime) -> None:
    chart = draw(millesime, Selection(periode="2025", type="COMMUNE"))
    assert chart.jalons == ()
    assert "Logiciel" not in chart.note


def test_whoever_reads_no_names_is_told_the_type_and_the_reason(millesime: Millesime) -> None:
    told = [event.texte for event in list_events(millesime, Selection(periode="2025"), PUBLIC)]
    assert "Un office (départements)\u202f: Logiciel changé." in told
    assert "Un office (communes) rejoint le réseau." in told
    assert not [text for text in told for _, nom, _ in OFFICES if nom in text]


def test_many_breaks_keep_the_latest_drawn_and_count_the_others(millesime: Millesime) -> None:
    bare = draw(millesime)
    years = [f"{year}" for year in range(2021, 2027)]
    events = [Evenement(date(2021 + rank // 4, 1 + 3 * (rank % 4), 1), "rupture", f"n{rank}") for rank in range(9)]
    chart = add_events(bare, years, events)
    assert len(chart.jalons) == JALONS_MAXIMUM
    assert chart.jalons[-1].lettre == "I"
    assert "3\u00a0ruptures plus anciennes dans le tableau." in chart.note


def test_without_events_the_chart_is_what_it_was(millesime: Millesime) -> None:
    chart = draw(millesime)
    assert add_events(chart, ["2021", "2022"], ()) == chart
