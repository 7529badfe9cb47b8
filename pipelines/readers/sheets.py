"""One sheet as a table of text: its titles, its records, the rows left out.

Takes rows of typed cells as calamine gives them, gives a `Sheet`, or None when the sheet has no table. Blank rows at
the end are not rows of the table; blank rows inside it are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.errors import RefusedInput
from pipelines.readers.assemble import Columns, drop_empty_columns
from pipelines.readers.cells import write_cell
from pipelines.readers.layout import count_filled, find_header
from pipelines.readers.limits import LIGNES_ECHANTILLON, LIGNES_LOT
from pipelines.readers.options import ReadOptions
from pipelines.readers.profile import learn_profile
from pipelines.readers.rows import Kept, keep_records
from pipelines.readers.titles import name_columns

Row = list[Any]
Errors = Mapping[tuple[int, int], str]


@dataclass(frozen=True)
class Sheet:
    """The table of one sheet. `vides_fin` blank rows follow the last record, `derniere` is the last row with content."""

    nom: str
    colonnes: Columns
    kept: Kept
    ligne: int
    derniere: int

    @property
    def num_rows(self) -> int:
        """Records of the sheet."""
        return sum(batch.num_rows for batch in self.kept.batches)


@dataclass(frozen=True)
class NoTable:
    """A sheet without a line of titles, and the number of its rows that hold something in the sample."""

    nom: str
    lignes: int


def read_sheet(nom: str, rows: Iterable[Row], errors: Errors, options: ReadOptions) -> Sheet | NoTable:
    """The table of a sheet, its titles declared or found on its first rows."""
    stream = iter(_put_errors(rows, errors) if errors else rows)
    head = list(islice(stream, LIGNES_ECHANTILLON))
    texts = [[write_cell(value) for value in row] for row in head]
    place = options.entete_ligne - 1 if options.entete_ligne else find_header(texts, options.titres_attendus)
    if place is None or place >= len(texts):
        return NoTable(nom, sum(count_filled(row) > 0 for row in texts))
    titles = texts[place]
    header = name_columns(titles)
    profile = learn_profile(titles, texts[place + 1 :], options.lignes_ignorees)
    kept = Kept(profile, header, place + 2, nom)
    for ligne, row in enumerate(texts[:place], start=1):
        kept.leave(ligne, "PREAMBULE", " ".join(filter(None, row)))
    last = _keep_rows(kept, chain(head[place + 1 :], stream), place + 2)
    return Sheet(nom, drop_empty_columns(header, titles, kept.batches), kept, place + 1, last)


def _put_errors(rows: Iterable[Row], errors: Errors) -> Iterator[Row]:
    """The rows with the text of their error cells, which calamine gives as blank."""
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (rank, column), text in errors.items():
        by_row.setdefault(rank, []).append((column, text))
    for rank, row in enumerate(rows):
        for column, text in by_row.get(rank, ()):
            if column < len(row):
                row[column] = text
        yield row


def _keep_rows(kept: Kept, rows: Iterator[Row], number: int) -> int:
    """The number of the last row that holds something; blank rows count only when another row follows them."""
    last = number - 1
    waiting: list[int] = []
    while batch := list(islice(rows, LIGNES_LOT)):
        full, numbers = [], []
        for ligne, row in enumerate(batch, start=number):
            if not any(row) and all(value == "" or value is None for value in row):
                waiting.append(ligne)
                continue
            for blank in waiting:
                kept.leave(blank, "VIDE")
            waiting.clear()
            full.append(row)
            numbers.append(ligne)
        number += len(batch)
        last = numbers[-1] if numbers else last
        if full:
            keep_records(kept, _make_columns(full, len(kept.header)), np.array(numbers, dtype=np.int64))
    return last


def _make_columns(rows: list[Row], width: int) -> list[pa.Array]:
    """One string column per title; texts, the most common cells, are not touched."""
    columns = [
        pa.array([value if value.__class__ is str else write_cell(value) for value in column], pa.string())
        for column in zip(*rows, strict=True)
    ]
    if len(columns) != width:
        raise RefusedInput("CLASSEUR_ILLISIBLE", "Les lignes de la feuille n’ont pas toutes la même largeur.")
    return columns
