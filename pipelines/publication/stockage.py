"""Files that are on disk before anyone is told so, folders that appear whole or not at all.

Takes bytes, tables and folders, gives durable read-only files with their fingerprint. It knows nothing of what the
files hold.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.durable import sync_path
from pipelines.errors import RefusedInput

LIGNES_PAR_GROUPE = 120_000
"""Row group of a Parquet file: small enough to skip, large enough to compress."""

BROUILLON = ".en-cours-"
"""Prefix of a millésime being written: never read, removed by the next publication if a crash left it."""


@dataclass(frozen=True)
class Fichier:
    """A written file, as the manifest lists it. `lignes` is null for a file that is not a table."""

    chemin: str
    sha256: str
    lignes: int | None


def write_file(folder: Path, chemin: str, content: bytes | memoryview, lignes: int | None = None) -> Fichier:
    """The file, flushed to the disk and read-only."""
    path = folder / chemin
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as target:
        target.write(content)
        target.flush()
        os.fchmod(target.fileno(), 0o444)
        os.fsync(target.fileno())
    return Fichier(chemin, hashlib.sha256(content).hexdigest(), lignes)


def write_table(folder: Path, chemin: str, table: pa.Table) -> Fichier:
    """The table as one zstd Parquet file; encoded text is plain text in it, and its metadata are the file's."""
    sink = pa.BufferOutputStream()
    encoded = any(pa.types.is_dictionary(field.type) for field in table.schema)
    with pq.ParquetWriter(sink, table.schema, compression="zstd", store_schema=not encoded) as writer:
        writer.write_table(table, row_group_size=LIGNES_PAR_GROUPE)
        if encoded and table.schema.metadata:
            writer.add_key_value_metadata(table.schema.metadata)
    return write_file(folder, chemin, memoryview(sink.getvalue()), table.num_rows)


def hash_file(path: Path) -> str:
    """Fingerprint of a file's content."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


@contextmanager
def draft_folder(parent: Path, nom: str) -> Iterator[Path]:
    """An empty folder that takes its name when the block ends, and leaves nothing if it fails."""
    for left in parent.glob(f"{BROUILLON}*"):
        shutil.rmtree(left)
    draft = parent / f"{BROUILLON}{nom}"
    draft.mkdir()
    try:
        yield draft
        for folder in [path for path in draft.rglob("*") if path.is_dir()]:
            sync_path(folder)
        sync_path(draft)
        draft.rename(parent / nom)
        sync_path(parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """One publication at a time: the second is refused instead of removing the first one's draft."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".verrou").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RefusedInput(
                "PUBLICATION_EN_COURS", "Une autre publication est en cours.", "Attendre sa fin."
            ) from error
        yield
