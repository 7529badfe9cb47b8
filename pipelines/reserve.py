"""Rows put aside on the disk while a long file goes through, in numbered drawers, and taken back one table at a time.

Takes Arrow tables that hold nothing personal (codes, keyed ids, typed values), gives them back as they were. The folder
is its caller's: emptied when the work ends, whatever the way it ends.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

LOT = 524_288
"""Rows worked on at once: typed, with what typing them takes, about a tenth of a gigabyte."""

DOSSIER = ".passage"
"""Where the rows of a long file wait, in the base's own folder."""


@contextmanager
def open_passage(donnees: Path | None) -> Iterator[Path]:
    """A folder for the rows of one file, gone afterwards; what a power cut left in the base's is removed first.

    Without a base it is one of the system's. It is made when the first rows come.
    """
    if donnees is None:
        with TemporaryDirectory(prefix="observatoire-") as folder:
            yield Path(folder) / DOSSIER
        return
    path = donnees / DOSSIER
    _remove(path)
    try:
        yield path
    finally:
        _remove(path)


def _remove(path: Path) -> None:
    if path.exists():
        shutil.rmtree(path)


class Reserve:
    """Tables in drawers, each table a file; `num_rows` of them all."""

    def __init__(self, dossier: Path, nom: str) -> None:
        self.dossier = dossier
        self.nom = nom
        self.tiroirs: dict[int, list[Path]] = {}
        self.num_rows = 0

    def put(self, table: pa.Table, tiroir: int = 0) -> None:
        """Add a table to a drawer."""
        if not table.num_rows:
            return
        self.dossier.mkdir(parents=True, exist_ok=True, mode=0o700)
        paths = self.tiroirs.setdefault(tiroir, [])
        path = self.dossier / f"{self.nom}-{tiroir}-{len(paths)}.arrow"
        whole = table.combine_chunks()
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, whole.schema) as writer:
            writer.write_table(whole)
        paths.append(path)
        self.num_rows += table.num_rows

    def tables(self, tiroir: int = 0) -> Iterator[pa.Table]:
        """The tables of one drawer in the order they came."""
        for path in self.tiroirs.get(tiroir, []):
            with pa.OSFile(str(path), "rb") as stream, pa.ipc.open_file(stream) as reader:
                table = reader.read_all()
            yield table

    def drop(self, tiroir: int) -> None:
        """Give the room of one drawer back."""
        for path in self.tiroirs.pop(tiroir, []):
            path.unlink()
