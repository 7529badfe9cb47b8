"""The sheets of a workbook that hold the same table become one; the choice is said.

Takes the sheets read, gives rows and notes. Sheets with the same titles, in any order, are all read; declared sheets
are read even when some lack a column. No row of a sheet that is read is lost; a sheet that is not read is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipelines.errors import RefusedInput
from pipelines.readers.advice import agree
from pipelines.readers.assemble import chunk_lines, chunk_sheets
from pipelines.readers.opening import refuse_empty, refuse_without_titles
from pipelines.readers.options import ReadOptions
from pipelines.readers.raw import Note, SetAside
from pipelines.readers.rows import note_remarks
from pipelines.readers.shapes import fold_title
from pipelines.readers.sheets import NoTable, Sheet

LARGEUR_TABLE = 3
"""Columns from which a sheet is taken for the table rather than for a notice or a list of values."""


@dataclass(frozen=True)
class Merged:
    """One table from the sheets `lues`, in their order in the workbook."""

    lues: tuple[Sheet, ...]
    header: tuple[str, ...]
    batches: tuple[pa.RecordBatch, ...]
    lignes: pa.ChunkedArray
    feuilles: pa.ChunkedArray
    set_aside: tuple[SetAside, ...]
    notes: tuple[Note, ...]


def merge_sheets(found: Sequence[Sheet | NoTable], options: ReadOptions) -> Merged:
    """The chosen sheets under one header; `RefusedInput` when none has titles."""
    tables = [sheet for sheet in found if isinstance(sheet, Sheet)]
    if not tables:
        _refuse(found, options)
    chosen = tuple(tables) if options.feuilles else _choose(tables, options)
    header = _join_headers(chosen)
    batches, names, lignes = [], [], []
    for sheet in chosen:
        places = {fold_title(title): rank for rank, title in enumerate(sheet.colonnes.header)}
        for batch, numbers in zip(sheet.colonnes.batches, sheet.kept.lignes, strict=True):
            batches.append(_align(batch, header, places))
            names.append(sheet.nom)
            lignes.append(numbers)
    return Merged(
        lues=chosen,
        header=header,
        batches=tuple(batches),
        lignes=chunk_lines(lignes),
        feuilles=chunk_sheets(names, batches),
        set_aside=tuple(item for sheet in chosen for item in sorted(sheet.kept.aside, key=lambda item: item.ligne)),
        notes=(
            *_tell_choice(found, chosen, options),
            *(note for sheet in chosen for note in _tell_sheet(sheet, header)),
        ),
    )


def _refuse(found: Sequence[Sheet | NoTable], options: ReadOptions) -> None:
    if options.feuilles and not found:
        names = ", ".join(f"«\u202f{name}\u202f»" for name in options.feuilles)
        raise RefusedInput("FEUILLE_ABSENTE", f"Le classeur n’a pas la feuille déclarée\u202f: {names}.")
    if any(isinstance(sheet, NoTable) and sheet.lignes for sheet in found):
        refuse_without_titles()
    refuse_empty()


def _key(sheet: Sheet) -> frozenset[str]:
    return frozenset(fold_title(title) for title in sheet.colonnes.header)


def _choose(tables: Sequence[Sheet], options: ReadOptions) -> tuple[Sheet, ...]:
    """Every sheet with the titles of the best one: expected titles first, then a real table, then the most rows."""
    expected = {fold_title(title) for title in options.titres_attendus}

    def rank(sheet: Sheet) -> tuple[int, bool, int, int]:
        width = len(sheet.colonnes.header)
        return len(_key(sheet) & expected), width >= LARGEUR_TABLE, sheet.num_rows, width

    best = max(tables, key=rank)
    return tuple(sheet for sheet in tables if _key(sheet) == _key(best))


def _join_headers(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    titles: dict[str, str] = {}
    for sheet in sheets:
        for title in sheet.colonnes.header:
            titles.setdefault(fold_title(title), title)
    return tuple(titles.values())


def _align(batch: pa.RecordBatch, header: tuple[str, ...], places: dict[str, int]) -> pa.RecordBatch:
    """The batch with its columns in the order of `header`, blank where the sheet has no such title."""
    blank = pa.repeat(pa.scalar("", pa.string()), batch.num_rows)
    keys = [fold_title(title) for title in header]
    columns = [batch.column(places[key]) if key in places else blank for key in keys]
    return pa.RecordBatch.from_arrays(columns, names=list(header))


def _tell_choice(found: Sequence[Sheet | NoTable], chosen: Sequence[Sheet], options: ReadOptions) -> tuple[Note, ...]:
    notes = []
    if len(found) > 1:
        names = ", ".join(f"«\u202f{sheet.nom}\u202f» ({agree(sheet.num_rows, 'ligne')})" for sheet in chosen)
        guessed = options.feuilles is None and len(chosen) > 1
        notes.append(
            Note("FEUILLES_LUES", f"Feuilles lues\u202f: {names}.", "avertissement" if guessed else "information")
        )
    for sheet in found:
        if isinstance(sheet, Sheet) and all(sheet is not other for other in chosen):
            message = f"Feuille «\u202f{sheet.nom}\u202f» non lue\u202f: ses titres sont différents ({agree(sheet.num_rows, 'ligne')})."
            table = len(sheet.colonnes.header) >= LARGEUR_TABLE
            notes.append(Note("FEUILLE_NON_LUE", message, "avertissement" if table else "information"))
        elif isinstance(sheet, NoTable) and sheet.lignes:
            notes.append(
                Note(
                    "FEUILLE_NON_LUE",
                    f"Feuille «\u202f{sheet.nom}\u202f» non lue\u202f: elle n’a pas de ligne de titres.",
                )
            )
    return tuple(notes)


def _tell_sheet(sheet: Sheet, header: tuple[str, ...]) -> tuple[Note, ...]:
    notes = [*note_remarks(sheet.kept), *sheet.colonnes.notes]
    if set(map(fold_title, header)) != _key(sheet):
        missing = ", ".join(f"«\u202f{title}\u202f»" for title in header if fold_title(title) not in _key(sheet))
        message = f"Feuille «\u202f{sheet.nom}\u202f»\u202f: colonnes absentes, laissées vides\u202f: {missing}."
        notes.append(Note("COLONNES_ABSENTES", message, "avertissement"))
    elif [fold_title(title) for title in sheet.colonnes.header] != [fold_title(title) for title in header]:
        message = f"Feuille «\u202f{sheet.nom}\u202f»\u202f: colonnes dans un autre ordre, remises en place d’après leurs titres."
        notes.append(Note("TITRES_DEPLACES", message))
    return tuple(notes)
