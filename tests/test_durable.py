"""A small file is replaced at once, and what was forced to the disk is every file and folder on the way."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pipelines import durable
from pipelines.durable import sync_files, write_json


def test_a_file_is_the_old_one_or_the_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "d" / "a.json"
    write_json(path, {"é": 1})

    def cut(_descriptor: int) -> None:
        raise OSError("coupure")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", cut)
        with pytest.raises(OSError, match="coupure"):
            write_json(path, {"é": 2})
    assert json.loads(path.read_text(encoding="utf-8")) == {"é": 1}
    write_json(path, {"é": 3})
    assert json.loads(path.read_text(encoding="utf-8")) == {"é": 3}


def test_folders_up_to_the_table_and_its_parent_are_forced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "table" / "office_id=A" / "x.parquet"
    file.parent.mkdir(parents=True)
    file.touch()
    forced: list[Path] = []
    monkeypatch.setattr(durable, "sync_path", forced.append)
    sync_files(tmp_path / "table", [file])
    assert set(forced) == {file, file.parent, tmp_path / "table", tmp_path}
