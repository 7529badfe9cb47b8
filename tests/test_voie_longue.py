"""A million lines go all the way within what a small machine has, and ten times more lines cost ten times more."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from benchmarks.lecture_vitesse import run_way, write_export, write_sheet

MEGAOCTETS = 1_200
PENTE = 1.05


@pytest.mark.long
def test_a_million_lines_stay_within_their_memory_and_cost_ten_times_a_tenth(tmp_path: Path) -> None:
    tenth = run_way("voie", write_export(tmp_path / "tenth.csv", 100_000), tmp_path / "tenth")
    whole = run_way("voie", write_export(tmp_path / "whole.csv", 1_000_000), tmp_path / "whole")
    assert (tenth.details["acceptees"], whole.details["acceptees"]) == (100_000, 1_000_000)
    assert whole.megaoctets <= MEGAOCTETS
    assert math.log10(whole.processeur / tenth.processeur) <= PENTE


@pytest.mark.long
def test_a_workbook_of_a_hundred_thousand_rows_is_read_in_five_seconds_of_processor(tmp_path: Path) -> None:
    found = run_way("classeur", write_sheet(tmp_path / "export.xlsx", 100_000), tmp_path / "classeur")
    assert found.details["acceptees"] == 100_000
    assert found.processeur < 5
