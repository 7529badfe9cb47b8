"""The one door to DuckDB on the writing side: bounded memory, private temporary folder, no file but the base's.

Takes the base's Parquet files and Arrow tables, gives Arrow tables. It builds no condition of its own: texts come
from `tables`, identifiers from the registry through `quote`, and no other module imports `duckdb` here.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from pipelines.errors import InternalError

MEMOIRE = "2GB"
"""Beyond this DuckDB writes to its temporary folder instead of growing."""

FILS = 2
"""Threads: the machine of a small association also serves the pages."""

SANS_OPTIMISER = "join_order,build_side_probe_side"
"""Joins run as written: small tables are on the right already, and on some bases DuckDB 2.0 stops on an internal error
when a join it turned round receives text encoded by another (duckdb issue 24807)."""

_IDENTIFIANT = re.compile(r"[a-z][a-z0-9_]{0,62}")


def quote(identifiant: str) -> str:
    """The identifier between double quotes; one that is not a plain lower-case word is refused."""
    if not _IDENTIFIANT.fullmatch(identifiant):
        raise InternalError(
            "IDENTIFIANT", f"«\u202f{identifiant}\u202f» n’est pas un nom de colonne ou de table admis."
        )
    return f'"{identifiant}"'


@dataclass(frozen=True)
class Engine:
    """A locked connection. Tables live as long as it does."""

    connection: Any

    def register(self, nom: str, table: pa.Table) -> None:
        """Copies an Arrow table under a name, replacing what had it."""
        self.connection.register("arrivee", table)
        self.materialise(nom, "select * from arrivee")
        self.connection.unregister("arrivee")

    def load(self, nom: str, fichiers: Sequence[str], colonnes: Sequence[str]) -> None:
        """Keeps these columns of the base's Parquet files under a name; a partition column may be in the path."""
        relation = self.connection.read_parquet(list(fichiers), union_by_name=True, hive_partitioning=True)
        relation.select(*(duckdb.ColumnExpression(colonne) for colonne in colonnes)).to_table(nom)

    def scan(self, fichiers: Sequence[str], colonnes: str, condition: str = "true", groupe: str = "") -> pa.Table:
        """The rows of the base's files that meet a condition, or one row per group; none is kept in the engine."""
        relation = self.connection.read_parquet(list(fichiers), union_by_name=True, hive_partitioning=True)
        kept = relation.filter(condition)
        return (kept.aggregate(colonnes, groupe) if groupe else kept.project(colonnes)).to_arrow_table()

    def materialise(self, nom: str, sql: str) -> None:
        """Computes a SELECT once and keeps its rows under a name."""
        self.connection.execute(f"create or replace table {quote(nom)} as {sql}")

    def materialise_all(self, textes: Mapping[str, str]) -> None:
        """Computes SELECTs that do not read each other, several at once, and keeps their rows under their names."""

        def keep(nom: str) -> None:
            with closing(self.connection.cursor()) as cursor:
                cursor.execute(f"create or replace table {quote(nom)} as {textes[nom]}")

        with ThreadPoolExecutor(FILS) as pool:
            list(pool.map(keep, textes))

    def drop(self, nom: str) -> None:
        """Gives back the memory of a table."""
        self.connection.execute(f"drop table {quote(nom)}")

    def query(self, sql: str) -> pa.Table:
        """The rows of a SELECT."""
        with closing(self.connection.cursor()) as cursor:
            return cursor.sql(sql).to_arrow_table()

    def count(self, nom: str) -> int:
        """The number of rows of a table."""
        return int(self.query(f"select count(*) as n from {quote(nom)}")["n"][0].as_py())  # noqa: S608 - a checked name

    def query_all(self, textes: Iterable[str]) -> Iterator[pa.Table]:
        """The rows of each SELECT, in order. Small statements use one thread each: several run at once."""
        with ThreadPoolExecutor(FILS) as pool:
            yield from pool.map(self.query, textes)


@contextmanager
def open_engine(fichiers: Sequence[str] = (), *, memoire: str = MEMOIRE, fils: int = FILS) -> Iterator[Engine]:
    """A connection that can read these files and nothing else, whose settings can no longer change."""
    with tempfile.TemporaryDirectory(prefix="observatoire-publication-") as prive:
        settings: dict[str, Any] = {"threads": fils, "memory_limit": memoire, "temp_directory": prive}
        connection = duckdb.connect(":memory:", config=settings)
        try:
            allowed = ", ".join(_literal(path) for path in fichiers)
            connection.execute("set preserve_insertion_order = false")
            connection.execute(f"set disabled_optimizers = '{SANS_OPTIMISER}'")
            connection.execute(f"set allowed_paths = [{allowed}]")
            connection.execute("set enable_external_access = false")
            connection.execute("set lock_configuration = true")
            yield Engine(connection)
        finally:
            connection.close()


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
