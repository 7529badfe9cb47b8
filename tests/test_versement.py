"""Rows leave with ids nobody can turn back, each under the key of its own office, in the order they came."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.memoire import release_memory, use_system_memory
from pipelines.privacy import hash_ids, read_office_key
from pipelines.versement import LOT, SCHEMA_NUMEROS, hash_table
from tests.fabrique import A, B


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cles")


def expected(pairs: list[tuple[str, str]], keys: Path) -> list[str]:
    return [hash_ids(read_office_key(keys, office), office, [number])[0] for office, number in pairs]


@settings(max_examples=50, deadline=None)
@given(pairs=st.lists(st.tuples(st.sampled_from([A, B]), st.text(min_size=1, max_size=12)), max_size=30))
def test_each_number_is_hashed_under_its_own_office_in_its_place(pairs: list[tuple[str, str]], keys: Path) -> None:
    rows = pa.table([[a for a, _ in pairs], [b for _, b in pairs]], schema=SCHEMA_NUMEROS)
    table = hash_table(rows, "D-1", keys)
    assert table["saisine_id"].to_pylist() == expected(pairs, keys)
    assert table["office_id"].to_pylist() == [office for office, _ in pairs]
    assert set(table["depot_id"].to_pylist()) <= {"D-1"}


def test_many_numbers_are_hashed_lot_after_lot(keys: Path) -> None:
    pairs = [((A, B)[rank % 7 == 0], str(rank)) for rank in range(LOT + 50)]
    rows = pa.table([[a for a, _ in pairs], [b for _, b in pairs]], schema=SCHEMA_NUMEROS)
    assert hash_table(rows, "D-1", keys)["saisine_id"].to_pylist()[-60:] == expected(pairs[-60:], keys)


def test_memory_is_given_back_without_changing_a_value() -> None:
    use_system_memory()
    column = pa.array(range(10))
    release_memory()
    assert column.to_pylist() == list(range(10))
