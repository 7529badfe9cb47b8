"""Work done once per distinct value gives each row what it would have had alone."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from pipelines import columns as col

CELLULES = st.lists(st.sampled_from(["", "a", "b", "é", "0"]), max_size=30)


@given(CELLULES)
def test_spreading_the_distinct_values_is_mapping_each_row(cells: list[str]) -> None:
    column = pa.array(cells, pa.string()).dictionary_encode()
    lengths = col.parse_distinct(column, len)
    assert col.spread(lengths, column, pa.int32()).to_pylist() == [len(cell) for cell in cells]


@given(CELLULES)
def test_rows_are_found_by_their_distinct_value(cells: list[str]) -> None:
    column = pa.array(cells, pa.string()).dictionary_encode()
    for position, text in enumerate(col.distinct(column)):
        assert col.rows_where(column, [position]).tolist() == [row for row, cell in enumerate(cells) if cell == text]
    assert col.rows_where(column, []).tolist() == []


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["", "x", "y"])), max_size=30))
def test_pairs_give_back_both_columns(cells: list[tuple[str, str]]) -> None:
    first, second = (pa.array([pair[rank] for pair in cells], pa.string()).dictionary_encode() for rank in (0, 1))
    pairs, inverse = col.pair_distinct(first, second)
    read = [(col.distinct(first)[a], col.distinct(second)[b]) for a, b in (pairs[i] for i in inverse)]
    assert read == cells
    assert len(pairs) == len(set(cells))
