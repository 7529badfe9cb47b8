"""The Delta tables of the base: opened, appended to, forced to the disk.

Takes a folder and Arrow rows, gives a `DeltaTable` or commits rows. A commit is durable when the call returns; the
log is the history of the base and is never trimmed.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Protocol
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.dataset as ds
from deltalake import CommitProperties, DeltaTable, write_deltalake

from pipelines.durable import sync_files
from pipelines.settings import Dossiers

RETENTION = {"delta.logRetentionDuration": "interval 36500 days", "delta.enableExpiredLogCleanup": "false"}
"""The Delta log is the history of the base: it is never trimmed."""

LOT = 65_536
"""Rows given to the writer at once: it copies each lot once per partition, so a whole table would count twice more."""


class Lignes(Protocol):
    """Rows to write: an Arrow table, or what gives them as a stream."""

    @property
    def schema(self) -> pa.Schema:
        """Schema of every batch."""
        ...

    @property
    def num_rows(self) -> int:
        """How many there are."""
        ...

    def to_reader(self, max_chunksize: int = ..., /) -> pa.RecordBatchReader:
        """The rows, batch after batch."""
        ...


def open_table(dossiers: Dossiers, nom: str) -> DeltaTable | None:
    """The table of this name, None before its first commit."""
    path = dossiers.entrepot / nom
    return DeltaTable(str(path)) if DeltaTable.is_deltatable(str(path)) else None


def append_rows(
    dossiers: Dossiers, nom: str, rows: Lignes, metadata: dict[str, str], predicate: str | None = None
) -> None:
    """Commit rows; with `predicate` they replace the rows it selects. `saisines` alone is partitioned, by office."""
    path = dossiers.entrepot / nom
    path.mkdir(parents=True, exist_ok=True)
    shared: dict[str, Any] = {
        "partition_by": ["office_id"] if nom == "saisines" else None,
        "configuration": RETENTION,
        "commit_properties": CommitProperties(custom_metadata=metadata),
    }
    if predicate is None:
        write_deltalake(str(path), rows.to_reader(LOT), mode="append", schema_mode=_schema_mode(path, rows), **shared)
    else:
        write_deltalake(str(path), rows.to_reader(LOT), mode="overwrite", predicate=predicate, **shared)
    sync_files(path, _written(path))


def _schema_mode(path: Path, rows: Lignes) -> Literal["merge"] | None:
    """« merge » when the rows have a column the table was begun without."""
    if not DeltaTable.is_deltatable(str(path)):
        return None
    known = {field.name for field in DeltaTable(str(path)).schema().fields}
    return None if known >= set(rows.schema.names) else "merge"


def remove_rows(dossiers: Dossiers, nom: str, depot_id: str) -> None:
    """Remove what an interrupted deposit of this id left: read with its second attempt, each case would count twice."""
    table = open_table(dossiers, nom)
    if table is None or not table.to_pyarrow_dataset().count_rows(filter=ds.field("depot_id") == depot_id):
        return
    table.delete(f"depot_id = '{depot_id}'")
    path = dossiers.entrepot / nom
    sync_files(path, _written(path))


def now() -> str:
    """The instant, UTC, to the microsecond: two deposits of one second keep their order."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _written(path: Path) -> list[Path]:
    """The files of the last commit: its log entry and the Parquet files it added."""
    entry = path / "_delta_log" / f"{DeltaTable(str(path)).version():020d}.json"
    actions = [json.loads(line) for line in entry.read_text(encoding="utf-8").splitlines()]
    return [entry, *(path / unquote(action["add"]["path"]) for action in actions if "add" in action)]
