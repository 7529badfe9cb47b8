"""The shared bad inputs and the real-format exports, when they are beside the project: verdicts a reader can give alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.errors import RefusedInput
from pipelines.readers import read_table
from tests.readers.constructeur import count

PARTAGE = Path(__file__).resolve().parents[2].parent / "shared"
MAUVAIS = PARTAGE / "badinputs"
EXPORTS = PARTAGE / "exports" / "mediature"

LECTEUR = ("e", "s", "x", "z", "j", "p", "n", "b")
"""First letters of the cases a reader decides; the `v` cases are about values and belong to later stages."""


def load_cases() -> list[Any]:
    if not (MAUVAIS / "expect.json").exists():
        return []
    cases = json.loads((MAUVAIS / "expect.json").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["file"]) for case in cases if case["file"][0] in LECTEUR]


@pytest.mark.skipif(not MAUVAIS.exists(), reason="les mauvaises entrées partagées sont absentes")
@pytest.mark.parametrize("case", load_cases())
def test_a_shared_bad_input_gets_its_verdict(case: dict[str, Any]) -> None:
    path = MAUVAIS / "files" / case["file"]
    if case["verdict"] == "REFUSE":
        with pytest.raises(RefusedInput):
            read_table(path)
        return
    table = read_table(path)
    assert count(table) == (case["acceptees"], case["rejetees"], case["ignorees"])
    if case["verdict"] == "WARN":
        assert any(note.niveau == "avertissement" for note in table.notes)


def load_exports() -> list[Any]:
    index = EXPORTS / "truth" / "INDEX.json"
    if not index.exists():
        return []
    return [pytest.param(path, id=path.name) for path in sorted(EXPORTS.glob("*/Statistiques*"))]


@pytest.mark.skipif(not EXPORTS.exists(), reason="les exports Médiature partagés sont absents")
@pytest.mark.parametrize("path", load_exports())
def test_a_mediature_export_is_read_whole_without_a_word(path: Path) -> None:
    table = read_table(path)
    truth = EXPORTS / "truth" / f"{path.parent.name}__{path.stem}.json"
    rows = json.loads(truth.read_text(encoding="utf-8"))["rows"]
    assert (table.num_rows, table.set_aside, table.notes) == (rows, (), ())
    if path.parent.name.startswith("export_"):
        assert f"export_{table.date_proprietes}" == path.parent.name
