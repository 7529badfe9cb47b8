"""Polluted and messy files lose nothing in silence: what is not read exactly is said, line by line, or refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.lecture_fichiers import iter_pollutions
from benchmarks.lecture_pollutions import Cas
from benchmarks.lecture_reels import iter_real
from benchmarks.lecture_score import Resultat, score, summarise

PAS = 97
"""One file of each large class in so many is read by default; all of them in the long test."""


def sample(cases: Iterable[Cas]) -> list[Cas]:
    """Every file of a small class, one in `PAS` of a large one."""
    classes: dict[str, list[Cas]] = defaultdict(list)
    for case in cases:
        classes[case.classe].append(case)
    return [case for found in classes.values() for case in islice(found, 0, None, 1 if len(found) < 13 else PAS)]


def wrong(results: Iterable[Resultat]) -> list[str]:
    """The readings that lose or change something in silence."""
    return [f"{r.classe} {r.nom} {r.detail}" for r in results if r.issue.endswith("muette")]


def test_a_sample_of_polluted_files_loses_nothing_in_silence(tmp_path: Path) -> None:
    results = [score(case, tmp_path) for case in sample(iter_pollutions())]
    assert len(results) > 150
    assert [name for name in wrong(results) if "fin de ligne du fichier" not in name] == []


@pytest.mark.long
@pytest.mark.parametrize("partout", [False, True])
def test_polluted_files_keep_the_bars(tmp_path: Path, partout: bool) -> None:
    results = [score(case, tmp_path) for case in iter_pollutions(partout=partout)]
    found = summarise(results)
    assert found["fichiers"] > 6000
    assert found["perte muette"] == 0
    assert found["corruption muette"] <= 2, wrong(results)
    assert found["sur"] >= 0.998
    assert found["f1"] >= 0.98


def test_messy_files_of_real_shapes_keep_the_bars(tmp_path: Path) -> None:
    results = [score(case, tmp_path) for case in iter_real()]
    found = summarise(results)
    assert found["fichiers"] > 60
    assert wrong(results) == []
    assert found["exact"] >= 0.9 * found["fichiers"]


def test_a_reading_is_scored_for_what_it_is(tmp_path: Path) -> None:
    titles, row, other = ("a", "b"), ("x1", "y"), ("x2", "z")
    for content, verdict in (
        (b"a;b\nx1;y\nx2;z\n", "exact"),
        (b"a;b\nx1;y\n", "perte muette"),
        (b"a;b\nx1;y\nx2;z;z\n", "declare"),
        (b"a;b\nx1;y\nx2;w\n", "corruption muette"),
        (b"a;c\nx1;y\nx2;z\n", "corruption muette"),
        (b"", "refuse"),
    ):
        case = Cas("essai", "essai", content, titles, (2, 3), (row, other))
        assert score(case, tmp_path).issue == verdict, content
