"""Rows in little room: columns without any value left out, texts that repeat kept once, and the way back.

Takes tables of the base's schema, whole or in part; gives compact ones to put aside, then rows of the schema again.
Changes no value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipelines.delta import LOT

TEXTE = pa.dictionary(pa.int32(), pa.string())
"""A text column as it is put aside."""

UNIQUES = frozenset({"saisine_id"})
"""Texts that differ on every row: a dictionary of them would be as large as they are."""


@dataclass(frozen=True)
class Rangees:
    """Rows given as a stream, as a table would give them: `source` may be gone through again and again."""

    schema: pa.Schema
    num_rows: int
    source: Iterable[pa.Table]

    def to_reader(self, max_chunksize: int = LOT) -> pa.RecordBatchReader:
        """The rows as batches of the schema, made one after the other."""
        return pa.RecordBatchReader.from_batches(self.schema, _iter_batches(self.source, self.schema, max_chunksize))


def _iter_batches(tables: Iterable[pa.Table], schema: pa.Schema, size: int) -> Iterator[pa.RecordBatch]:
    for table in tables:
        for start in range(0, table.num_rows, size):
            yield from expand(table.slice(start, size), schema).combine_chunks().to_batches()


def compact(table: pa.Table) -> pa.Table:
    """The columns that hold something, texts as dictionaries."""
    kept = [name for name in table.column_names if table[name].null_count < table.num_rows]
    return pa.table({name: _encode(name, table[name]) for name in kept})


def _encode(name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    if column.type != pa.string() or name in UNIQUES:
        return column
    return column.combine_chunks().dictionary_encode()


def join(tables: Sequence[pa.Table]) -> pa.Table:
    """Compact tables end to end, with every column one of them has."""
    types = {field.name: field.type for table in tables for field in table.schema}
    return pa.concat_tables(
        [pa.table({name: _find(table, name, type_) for name, type_ in types.items()}) for table in tables]
    )


def expand(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The rows in the schema: texts in full, absent columns null."""
    return pa.table([_find(table, field.name, field.type).cast(field.type) for field in schema], schema=schema)


def _find(table: pa.Table, name: str, type_: pa.DataType) -> pa.ChunkedArray:
    if name in table.column_names:
        return table[name]
    return pa.chunked_array([pa.nulls(table.num_rows, type_)])
