"""What every reader gives: the cells of a file as text, where each came from, and what was left out.

A `RawTable` never converts, renames or repairs: a date typed in a workbook is its ISO text, a number its
shortest text. Each line of the file is in `batches` or in `set_aside`; nothing else happens to a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, overload

import pyarrow as pa

Nature = Literal["ecartee", "ignoree"]
"""`ecartee`: may have been a saisine, and cannot be trusted. `ignoree`: title, blank, repeated header, total."""

Format = Literal["delimite", "classeur", "json"]

Receveur = Callable[[pa.RecordBatch, pa.Array], None]
"""Takes the rows of one block with their line numbers, in the order of the file."""

Accueil = Callable[[tuple[str, ...], str], Receveur | None]
"""Given the titles of a file and its name, says who takes its rows; None when the table is to hold them."""


@dataclass(frozen=True)
class SetAside:
    """One line that is not in the table.

    `raison` is a stable code (`LARGEUR`, `TOTAL`, …), `valeur_masquee` is already masked, `conseil` is French.
    """

    ligne: int
    raison: str
    nature: Nature
    conseil: str
    feuille: str | None = None
    colonne: str | None = None
    valeur_masquee: str = ""


@dataclass(frozen=True)
class Note:
    """Something a reader saw about the whole file: a doubtful encoding, a sheet left aside, a control total."""

    code: str
    message: str
    niveau: Literal["information", "avertissement"] = "information"


@dataclass(frozen=True)
class Dialect:
    """How a delimited text was cut: one-character separator, quote character or None, line ending."""

    separateur: str
    guillemet: str | None
    fin_de_ligne: str


@dataclass(frozen=True)
class Rows(Sequence[tuple[str, ...]]):
    """The cells row by row, made when asked for: for tests and small files, the pipeline works on columns."""

    batches: tuple[pa.RecordBatch, ...]

    def __len__(self) -> int:
        """Rows of every batch."""
        return sum(batch.num_rows for batch in self.batches)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """Each row in turn, one batch in memory at a time."""
        for batch in self.batches:
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    @overload
    def __getitem__(self, index: int) -> tuple[str, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[str, ...]]: ...
    def __getitem__(self, index: int | slice) -> tuple[str, ...] | list[tuple[str, ...]]:
        """One row, or a list of rows; `IndexError` outside the table."""
        if isinstance(index, slice):
            return [self[position] for position in range(*index.indices(len(self)))]
        position = index + len(self) if index < 0 else index
        for batch in self.batches if position >= 0 else ():
            if position < batch.num_rows:
                return tuple(column[position].as_py() for column in batch.columns)
            position -= batch.num_rows
        raise IndexError(index)


@dataclass(frozen=True)
class RawTable:
    """A file as text cells.

    `batches` have one string column per title of `header` (titles are unique), `lignes` (int32) and `feuilles`
    (string, null for a file without sheets) run parallel to their rows. `lignes` are 1-based physical lines of
    a text file (the first one of a multi-line record), rows of a sheet, or ranks in a JSON array.
    """

    nom: str
    sha256: str
    format: Format
    header: tuple[str, ...]
    batches: tuple[pa.RecordBatch, ...]
    lignes: pa.ChunkedArray
    feuilles: pa.ChunkedArray
    set_aside: tuple[SetAside, ...] = ()
    notes: tuple[Note, ...] = ()
    encoding: str | None = None
    dialect: Dialect | None = None
    sheet: str | None = None
    entete_ligne: int = 1
    date_proprietes: date | None = None
    """Extract date carried by the document's own properties (`dcterms:created`), Paris calendar day."""

    proprietes: dict[str, str] = field(default_factory=dict)

    transmises: int = 0
    """Rows given to a receiver block after block as they were read, and not kept here."""

    @property
    def schema(self) -> pa.Schema:
        """One string field per title."""
        return pa.schema([(title, pa.string()) for title in self.header])

    @property
    def num_rows(self) -> int:
        """Rows in `batches`, and those already given to a receiver."""
        kept: int = sum(batch.num_rows for batch in self.batches)
        return kept + self.transmises

    @property
    def lues(self) -> int:
        """Lines read: those kept and those set aside."""
        return self.num_rows + len(self.set_aside)

    def table(self) -> pa.Table:
        """The batches as one Arrow table (no copy)."""
        return pa.Table.from_batches(list(self.batches), schema=self.schema)

    @property
    def rows(self) -> Rows:
        """Cells row by row, for tests and small files; the pipeline works on columns."""
        return Rows(self.batches)
