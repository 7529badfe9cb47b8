"""A DuckDB connection that can read the files it was given and nothing else.

Takes the paths of a millésime's Parquet files, gives rows. Memory, threads and time are bounded, external access is
off, and the settings can no longer change: no text that reaches this connection can open another file.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from pipelines.errors import InternalError

MEMOIRE = "256MB"
"""A release holds small tables: beyond this something is wrong, and the pages of others must go on."""

SECONDES = 10.0
"""A reading that lasts longer is interrupted: a page never waits for more."""


def connect(fichiers: Sequence[Path]) -> Any:
    """A locked in-memory connection allowed to read these files."""
    connection = duckdb.connect(":memory:", config={"threads": 1, "memory_limit": MEMOIRE})
    allowed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in fichiers)
    connection.execute(f"set allowed_paths = [{allowed}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


@contextmanager
def _deadline(cursor: Any) -> Iterator[None]:
    timer = threading.Timer(SECONDES, cursor.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def fetch(connection: Any, sql: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
    """The rows of a SELECT with bound values, through a cursor of its own.

    A connection shared between threads returns empty results in silence; its cursors do not.
    """
    cursor = connection.cursor()
    try:
        with _deadline(cursor):
            rows: list[tuple[Any, ...]] = cursor.execute(sql, list(parameters)).fetchall()
    except duckdb.Error as error:
        raise InternalError("LECTURE", "Une table du millésime n’a pas pu être lue.") from error
    finally:
        cursor.close()
    return rows
