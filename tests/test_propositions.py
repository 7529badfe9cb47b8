"""The proposer meets the bars on layouts and labels no list holds, and what it writes is taken back by the command."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest

from benchmarks.propositions import score_labels, score_layouts
from benchmarks.propositions_lues import MOITIES, Disposition, read_labels, read_layouts, write_layout
from pipelines.cli import app
from pipelines.cli_french import run_app
from pipelines.suggest_contents import profile_column
from pipelines.suggest_numbers import holds_day_numbers, read_day_number
from tests.fabrique import ARRETE, A, reseau

SONDES = (
    "excel-mediateur-ville",
    "questions-en-titre",
    "publik-demarche",
    "camel-web",
    "unites-en-titre",
    "erp-codes",
    "oracle",
)
"""Layouts written with other notations of dates and other shapes of numbers."""


BARRES = {
    "champs justes": 0.95,
    "justes à confiance ≥ 0,9": 0.98,
    "col1 : dates, numéros, avancements, canaux trouvés": 0.80,
    "col1 : juste ou demandé": 0.95,
}


@pytest.mark.parametrize("pas", [4, pytest.param(1, marks=pytest.mark.long)])
def test_fields_of_unseen_titles_meet_the_bars(pas: int) -> None:
    compte = score_layouts("dev", pas)
    assert min(compte.totaux[mesure] for mesure in BARRES) >= 120 / pas
    assert {m: b for m, b in BARRES.items() if compte.share(m) < b} == {}, "\n".join(compte.fautes)


@pytest.mark.parametrize(("moitie", "nombre"), [("dev", 300), ("dev-2", 200)])
def test_labels_no_list_holds_are_resolved_or_left_to_classify_but_hardly_ever_wrong(moitie: str, nombre: int) -> None:
    compte = score_labels(moitie)
    assert compte.totaux["libellés sans erreur"] >= nombre
    assert compte.share("libellés résolus") >= 0.70, "\n".join(compte.fautes)
    assert compte.share("libellés sans erreur") >= 0.99, "\n".join(compte.fautes)


PROBES = [layout for layout in read_layouts(MOITIES["dev"][0]) if layout.nom in SONDES]


@pytest.mark.parametrize("layout", PROBES, ids=lambda layout: layout.nom)
def test_the_written_source_is_taken_back_and_every_line_is_accounted_for(
    layout: Disposition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = reseau(tmp_path)
    monkeypatch.setenv("OBSERVATOIRE_DONNEES", str(made.donnees))
    monkeypatch.setenv("OBSERVATOIRE_CLES", str(made.cles))
    path, source = tmp_path / "export.csv", tmp_path / "source.toml"
    write_layout(layout, read_labels(MOITIES["dev"][1]), path)
    assert run_app(app, ["proposer", str(path)]) == 0
    source.write_text(capsys.readouterr().out, encoding="utf-8")
    options = ["--source", str(source), "--office", A, "--arrete-au", ARRETE.isoformat(), "--essai", "--json"]
    code = run_app(app, ["integrer", str(path), *options])
    told = json.loads(capsys.readouterr().out)
    parts = [told[name] for name in ("acceptees", "ecartees", "doublons", "ignorees")]
    assert told["lues"] == sum(parts) == 120
    unread = layout.notation == "serie"
    assert (code, told["acceptees"] >= 114, told["ecartees"] == 120) == (3 if unread else 0, not unread, unread)


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        ([str(45000 + 9 * rank) for rank in range(60)], True),
        ([f"2024{month:02d}{day:02d}" for month in (1, 5, 9) for day in (3, 14, 25, 28)], True),
        ([str(45000 + rank) for rank in range(60)], False),
        (["44000", "44100", "44200", "44300", "44400", "44600", "44700", "44800", "49000"], False),
        ([f"44{town:03d}" for town in range(1, 60, 2)], False),
        ([str(20240000 + 7 * rank) for rank in range(60)], False),
        (["45000", "45300"], False),
    ],
)
def test_numbers_are_days_only_when_they_can_be_nothing_else(texts: list[str], days: bool) -> None:
    assert holds_day_numbers([(text, 2) for text in texts]) is days


def test_a_number_that_is_a_day_gives_it_and_another_gives_none() -> None:
    found = [read_day_number(text) for text in ("45292", "45292.5", "20240101", "20241301", "12", "99999")]
    assert [day.isoformat() if day else None for day in found] == ["2024-01-01"] * 3 + [None] * 3


def test_a_column_of_serial_numbers_is_one_of_dates() -> None:
    column = pa.chunked_array([[str(45000 + 9 * rank) for rank in range(60)]])
    assert profile_column(column).nature == "date"
