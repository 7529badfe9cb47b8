"""The exporter's defect: a text that ends in a number comes out as a day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.altered import DERNIER_NUMERO, exported_form, is_altered, written_day

VERITES = sorted(
    (Path(__file__).resolve().parents[1].parent / "shared" / "exports" / "mediature" / "truth").glob("export_*.json")
)


@pytest.mark.parametrize(
    ("typed", "exported"),
    [
        ("Lyon 3", "2001-03-01"),
        ("Paris 12", "2001-12-01"),
        ("Paris 03", "2001-03-01"),
        ("Secteur 3", "2001-03-01"),
        ("Marseille 13", "2001-03-13"),
        ("Marseille 4", "2001-03-04"),
        ("Septèmes 13", "2001-09-13"),
        ("Janville 28", "2001-01-28"),
        ("Zone 13", "Zone 13"),
        ("Zone 30", "Zone 30"),
        ("Zone 31", "Zone 31"),
        ("Zone 32", "2032-01-01"),
        ("Zone 49", "2049-01-01"),
        ("Zone 50", "1950-01-01"),
        ("Saint-Étienne 42", "2042-01-01"),
        ("Montreuil 93", "1993-01-01"),
        ("St-Denis, 93", "1993-01-01"),
        ("Mayenne 53", "1953-05-01"),
        ("Plan 2024", "2024-01-01"),
        ("mai 2022", "2022-01-01"),
        ("75 012", "1975-12-01"),
        ("B-1000", "1000-01-01"),
        ("Nice 06000", "6000-01-01"),
        ("F-75012", "26703611"),
        ("Lyon 3e", "Lyon 3e"),
        ("Saint-Denis (93)", "Saint-Denis (93)"),
        ("COVID-19", "COVID-19"),
        ("Plaine 3 Vallées 12", "Plaine 3 Vallées 12"),
        ("Val d’Ambre", "Val d’Ambre"),
        ("13001", "13001"),
        ("Zone 275761", "Zone 275761"),
    ],
)
def test_a_name_is_written_as_the_exporter_writes_it(typed: str, exported: str) -> None:
    assert exported_form(typed) == exported


@pytest.mark.parametrize(
    ("cell", "altered"),
    [
        ("2001-03-01", True),
        ("2001-02-28T23:00:00", True),
        ("00:00:00", True),
        ("26703611", True),
        ("-12", True),
        ("0.5", True),
        ("Lyon 3", False),
        ("2001-03", False),
        ("", False),
    ],
)
def test_a_text_cell_that_holds_a_day_or_a_number_is_altered(cell: str, altered: bool) -> None:
    assert is_altered(cell) is altered


@pytest.mark.parametrize(("above", "altered"), [(-1, False), (0, False), (1, True)])
def test_a_postal_code_is_altered_beyond_the_last_day_of_a_workbook(above: int, altered: bool) -> None:
    assert is_altered(str(DERNIER_NUMERO + above), postal=True) is altered


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2001-03-01", "2001-03-01"),
        ("2001-02-28T23:00:00", "2001-03-01"),
        ("2001-03-12T22:00:00", "2001-03-13"),
        ("2000-12-31T23:00:00", "2001-01-01"),
        ("2001-03-01T21:59:59", "2001-03-01"),
        ("texte", "texte"),
    ],
)
def test_a_day_written_early_by_a_server_in_paris_time_is_the_next(cell: str, day: str) -> None:
    assert written_day(cell) == day


@pytest.mark.skipif(not VERITES, reason="les exports au format réel ne sont pas à côté du projet")
def test_every_text_the_real_exporter_corrupted_is_foreseen() -> None:
    seen, wrong = 0, []
    for verite in VERITES:
        for *_, original, written, read_back in json.loads(verite.read_text(encoding="utf-8"))["corruption"]["cells"]:
            if written == "number":
                continue
            seen += 1
            found = exported_form(original)
            if found == original if read_back == "#VALUE!" else found != read_back:
                wrong.append((original, read_back, found))
    assert seen > 1000
    assert wrong == []
