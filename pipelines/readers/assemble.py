"""The last step of every reader: what was kept and left out becomes one `RawTable`.

Takes batches, lines and lists, gives the table; drops nothing but columns with neither title nor content.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.readers.raw import Note
from pipelines.readers.titles import SANS_TITRE


@dataclass(frozen=True)
class Columns:
    """Titles and batches without the columns that hold nothing at all, and what is said of the others."""

    header: tuple[str, ...]
    batches: tuple[pa.RecordBatch, ...]
    notes: tuple[Note, ...]


def find_untitled(header: Sequence[str]) -> set[int]:
    """Ranks of the columns named after their rank."""
    return {rank for rank, name in enumerate(header) if name.startswith(SANS_TITRE)}


def drop_empty_columns(
    header: tuple[str, ...],
    titles: Sequence[str],
    batches: Sequence[pa.RecordBatch],
    vides: Container[int] | None = None,
) -> Columns:
    """The columns that have a title or some content; `titles` are the titles as read, blank where there is none.

    `vides` are the columns without content when the batches are no longer there to tell.
    """
    blank = [rank for rank in sorted(find_untitled(header)) if not titles[rank].strip()]
    if not blank:
        return Columns(header, tuple(batches), ())
    empty = {
        rank
        for rank in blank
        if (rank in vides if vides is not None else all(is_empty(batch.column(rank)) for batch in batches))
    }
    kept = [rank for rank in range(len(header)) if rank not in empty]
    named = [header[rank] for rank in blank if rank not in empty]
    notes = []
    if named:
        message = f"Des colonnes n’ont pas de titre et sont nommées d’après leur rang\u202f: {', '.join(named[:10])}."
        notes.append(Note("COLONNE_SANS_TITRE", message, "avertissement"))
    return Columns(tuple(header[rank] for rank in kept), tuple(batch.select(kept) for batch in batches), tuple(notes))


def is_empty(column: pa.Array) -> bool:
    """Whether no cell of the column holds anything a person sees."""
    return not pc.any(pc.not_equal(pc.utf8_trim_whitespace(column), "")).as_py()


def chunk_lines(lignes: Sequence[pa.Array]) -> pa.ChunkedArray:
    """The line numbers of every batch, as one int32 column."""
    return pa.chunked_array(list(lignes), pa.int32())


def chunk_sheets(names: Sequence[str | None], batches: Sequence[pa.RecordBatch]) -> pa.ChunkedArray:
    """The sheet of every row, one name per batch; null for a file without sheets."""
    chunks = [
        pa.repeat(pa.scalar(name, pa.string()), batch.num_rows) for name, batch in zip(names, batches, strict=True)
    ]
    return pa.chunked_array(chunks, pa.string())
