"""A deposited file waits in a private place under its fingerprint, and nothing of it stays."""

from __future__ import annotations

import gc
import hashlib
import os
import time
from pathlib import Path

import pytest

from dashboard import depot_garde
from dashboard.depot_garde import PREFIXE, TAILLE_MAXIMUM, Coffre, clean_name, sweep
from pipelines.errors import RefusedInput


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


def test_a_file_is_kept_under_its_fingerprint_for_its_owner_alone() -> None:
    coffre = Coffre()
    path = coffre.keep(b"a;b")
    assert path.name == hashlib.sha256(b"a;b").hexdigest()
    assert path.read_bytes() == b"a;b"
    assert (path.parent.stat().st_mode & 0o777, path.stat().st_mode & 0o777) == (0o700, 0o600)


def test_a_file_over_the_limit_is_refused_before_it_is_written(tmp_path: Path) -> None:
    coffre = Coffre()
    with pytest.raises(RefusedInput, match="20\u00a0Mo"):
        coffre.keep(b"x" * (TAILLE_MAXIMUM + 1))
    assert coffre.dossier is None
    assert list(tmp_path.iterdir()) == []


def test_a_second_file_replaces_the_first() -> None:
    coffre = Coffre()
    first, second = coffre.keep(b"1"), coffre.keep(b"2")
    assert (first.exists(), second.exists()) == (False, True)


def test_nothing_stays_when_the_visit_ends() -> None:
    coffre = Coffre()
    folder = coffre.keep(b"1").parent
    coffre.clear()
    assert not folder.exists()
    folder = coffre.keep(b"2").parent
    del coffre
    gc.collect()
    assert not folder.exists()


def test_a_file_that_waits_too_long_is_gone_and_said_so() -> None:
    coffre = Coffre(delai=0.05)
    path = coffre.keep(b"1")
    for _ in range(100):
        if not path.exists():
            break
        time.sleep(0.02)
    with pytest.raises(RefusedInput, match="effacé"), coffre.lend(path, "a.csv"):
        pass


def test_a_server_that_stops_empties_every_folder() -> None:
    coffres = [Coffre(), Coffre()]
    paths = [coffre.keep(b"1") for coffre in coffres]
    depot_garde.close_all()
    assert [path.parent.exists() for path in paths] == [False, False]


def test_what_a_stopped_server_left_is_swept_and_a_living_visit_is_not(tmp_path: Path) -> None:
    old, other = tmp_path / f"{PREFIXE}vieux", tmp_path / "autre"
    for folder in (old, other):
        folder.mkdir()
        os.utime(folder, (1, 1))
    living = Coffre()
    path = living.keep(b"1")
    sweep()
    assert (old.exists(), other.exists(), path.exists()) == (False, True, True)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("../../data/snapshots/current.parquet", "current.parquet"),
        ("C:\\Temp\\export été.CSV", "export été.CSV"),
        ("😀.csv", "😀.csv"),
        ("..", "fichier"),
        (".cache.csv", "cache.csv"),
        ("a\x00b\n.csv", "a b.csv"),
        ("", "fichier"),
    ],
)
def test_a_name_is_never_a_path(given: str, expected: str) -> None:
    assert clean_name(given) == expected


def test_a_long_name_keeps_its_extension_and_fits_a_disk() -> None:
    found = clean_name("é" * 300 + ".xlsx")
    assert found.endswith(".xlsx")
    assert len(found.encode()) <= 120


def test_a_kept_file_is_lent_under_its_owners_name_for_one_reading() -> None:
    coffre = Coffre()
    with coffre.lend(coffre.keep(b"1"), "../x.csv") as path:
        assert (path.name, path.read_bytes()) == ("x.csv", b"1")
    assert not path.exists()
