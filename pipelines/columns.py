"""Small column tools: work once per distinct value, then spread the result over the rows.

Takes dictionary-encoded text columns, gives typed Arrow arrays and row positions. Parsing functions stay plain Python
on single values; the cost is that of the distinct values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

T = TypeVar("T")

Positions = npt.NDArray[np.int64]


def distinct(column: pa.DictionaryArray) -> list[str]:
    """The distinct texts of the column, in dictionary order."""
    return [value or "" for value in column.dictionary.to_pylist()]


def indices(column: pa.DictionaryArray) -> Positions:
    """For each row, the position of its text in `distinct`; a null cell is not expected (readers give "")."""
    found: Positions = column.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return found


def spread(values: Sequence[Any], column: pa.DictionaryArray, type_: pa.DataType) -> pa.Array:
    """One value per distinct text, spread over the rows as an Arrow array of `type_`."""
    return pa.array(values, type=type_).take(column.indices)


def rows_where(column: pa.DictionaryArray, chosen: Sequence[int]) -> Positions:
    """Row positions whose distinct text is one of `chosen` (positions in `distinct`)."""
    flags = np.zeros(len(column.dictionary), dtype=bool)
    flags[list(chosen)] = True
    return np.flatnonzero(flags[indices(column)])


def parse_distinct(column: pa.DictionaryArray, parse: Callable[[str], T]) -> list[T]:
    """`parse` applied once to each distinct text."""
    return [parse(text) for text in distinct(column)]


def pair_distinct(
    first: pa.DictionaryArray, second: pa.DictionaryArray
) -> tuple[list[tuple[int, int]], npt.NDArray[np.int64]]:
    """The distinct pairs of two columns, and for each row the position of its pair."""
    width = max(len(second.dictionary), 1)
    combined = indices(first) * width + indices(second)
    unique, inverse = np.unique(combined, return_inverse=True)
    return [(int(value) // width, int(value) % width) for value in unique], inverse


def take_rows(table: pa.Table, positions: Positions) -> pa.Table:
    """The rows of these positions, in that order; a column without any value, which most are, is not gathered."""
    places, count = pa.array(positions), len(positions)
    taken = [
        pa.chunked_array([pa.nulls(count, column.type)])
        if column.null_count == table.num_rows
        else _gather(column, places)
        for column in table.columns
    ]
    return pa.table(taken, schema=table.schema)


def _gather(column: pa.ChunkedArray, places: pa.Array) -> pa.ChunkedArray:
    """One column at these places: gathered from one piece, several times faster than from many.

    A text all rows share (the office, the deposit) is not gathered, it is repeated.
    """
    if pa.types.is_string(column.type) and not column.null_count and len(column):
        ends = pc.min_max(column)
        if ends["min"] == ends["max"]:
            return pa.chunked_array([pa.repeat(ends["min"], len(places))])
    whole = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    return pa.chunked_array([whole.take(places)], column.type)
