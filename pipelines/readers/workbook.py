"""A workbook (xlsx, xlsb, ods, xls) becomes a `RawTable`: every sheet that holds the same table, each row accounted for.

Takes a path whose content is a workbook. The archive is checked before calamine opens it. Which sheets were read, and
which were not, is always said; hidden rows are read, and said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path

import python_calamine as calamine

from pipelines.errors import RefusedInput
from pipelines.readers.advice import agree
from pipelines.readers.archive import open_archive
from pipelines.readers.cell_errors import find_archive_errors, find_old_errors
from pipelines.readers.limits import OCTETS_CLASSEUR_OLE
from pipelines.readers.merge import merge_sheets
from pipelines.readers.options import ReadOptions
from pipelines.readers.properties import read_creation_day, read_properties
from pipelines.readers.raw import Note, RawTable
from pipelines.readers.sheet_xml import SheetXml, check_parts
from pipelines.readers.sheets import NoTable, Sheet, read_sheet


def read_workbook(path: Path, nom: str, options: ReadOptions, *, zipped: bool) -> RawTable:
    """The table of a workbook; `RefusedInput` when it is unsafe, damaged, or has no sheet with titles."""
    archive = open_archive(path) if zipped else None
    if archive is None and path.stat().st_size > OCTETS_CLASSEUR_OLE:
        raise RefusedInput("FICHIER_TROP_GROS", "Le classeur dépasse 128 Mio.", "Enregistrez-le en XLSX ou en CSV.")
    seen = check_parts(archive) if archive else {}
    errors = find_archive_errors(archive) if archive else find_old_errors(path.read_bytes())
    seen |= {name: SheetXml(erreurs=found) for name, found in errors.items() if found}
    with _refusing_damage():
        workbook = calamine.load_workbook(str(path))
        hidden = {meta.name for meta in workbook.sheets_metadata if meta.visible != calamine.SheetVisibleEnum.Visible}
        found = list(_read_sheets(workbook, options, seen))
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    merged = merge_sheets(found, options)
    return RawTable(
        nom=nom,
        sha256=sha256,
        format="classeur",
        header=merged.header,
        batches=merged.batches,
        lignes=merged.lignes,
        feuilles=merged.feuilles,
        set_aside=merged.set_aside,
        notes=(*merged.notes, *_tell_hidden(merged.lues, hidden), *_tell_xml(merged.lues, seen)),
        sheet=merged.lues[0].nom if len(merged.lues) == 1 else None,
        entete_ligne=merged.lues[0].ligne,
        date_proprietes=read_creation_day(archive) if archive else None,
        proprietes=read_properties(archive) if archive else {},
    )


@contextmanager
def _refusing_damage() -> Iterator[None]:
    """A damaged or protected workbook is a refusal; calamine also panics, which is not an `Exception`, on some."""
    try:
        yield
    except calamine.PasswordError as error:
        message = "Le classeur est protégé par un mot de passe."
        raise RefusedInput("CLASSEUR_PROTEGE", message, "Enregistrez-le sans mot de passe.") from error
    except (calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise _damaged() from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged() from error


def _damaged() -> RefusedInput:
    return RefusedInput(
        "CLASSEUR_ILLISIBLE",
        "Le classeur est coupé ou abîmé\u202f: il ne peut pas être lu.",
        "Refaites l’export, ou ouvrez le fichier dans le tableur et enregistrez-le de nouveau.",
    )


def _read_sheets(
    workbook: calamine.CalamineWorkbook, options: ReadOptions, seen: dict[str, SheetXml]
) -> Iterator[Sheet | NoTable]:
    for meta in workbook.sheets_metadata:
        if meta.typ != calamine.SheetTypeEnum.WorkSheet or not _is_wanted(meta.name, options):
            continue
        rows = workbook.get_sheet_by_name(meta.name).iter_rows()
        yield read_sheet(meta.name, rows, seen.get(meta.name, SheetXml()).textes, options)


def _is_wanted(nom: str, options: ReadOptions) -> bool:
    return options.feuilles is None or any(fnmatchcase(nom, motif) for motif in options.feuilles)


def _tell_hidden(sheets: Sequence[Sheet], hidden: set[str]) -> tuple[Note, ...]:
    names = ", ".join(f"«\u202f{sheet.nom}\u202f»" for sheet in sheets if sheet.nom in hidden)
    message = f"Feuille masquée, lue comme les autres\u202f: {names}."
    return (Note("FEUILLE_MASQUEE", message, "avertissement"),) if names else ()


def _tell_xml(sheets: Sequence[Sheet], seen: dict[str, SheetXml]) -> tuple[Note, ...]:
    """Hidden rows, formulas without value, phantom rows of the sheets that were read."""
    notes = []
    for sheet in sheets:
        xml = seen.get(sheet.nom, SheetXml())
        if xml.masquees:
            message = f"Feuille «\u202f{sheet.nom}\u202f»\u202f: {agree(xml.masquees, 'ligne masquée, lue', 'lignes masquées, lues')} comme les autres."
            notes.append(Note("LIGNES_MASQUEES", message, "avertissement"))
        if xml.formules_vides:
            message = f"Feuille «\u202f{sheet.nom}\u202f»\u202f: {agree(xml.formules_vides, 'formule')} sans valeur enregistrée, à lire comme une cellule vide."
            notes.append(Note("FORMULE_SANS_VALEUR", message, "avertissement"))
        if xml.derniere > sheet.derniere:
            count = xml.derniere - sheet.derniere
            message = f"Feuille «\u202f{sheet.nom}\u202f»\u202f: {agree(count, 'ligne vide mise', 'lignes vides mises')} en forme après la dernière donnée."
            notes.append(Note("LIGNES_VIDES_FIN", message))
        if xml.erreurs:
            message = f"Feuille «\u202f{sheet.nom}\u202f»\u202f: {agree(len(xml.erreurs), 'cellule en erreur, gardée telle quelle', 'cellules en erreur, gardées telles quelles')}."
            notes.append(Note("CELLULES_EN_ERREUR", message, "avertissement"))
    return tuple(notes)
