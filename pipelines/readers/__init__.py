"""Any file an office sends becomes a `RawTable`, by its content and never by its name.

Takes a path, gives text cells with the place of each and the account of every line; refuses in one French sentence
what is not an export. Never converts, renames or repairs a cell.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

from pipelines.errors import WrongCall
from pipelines.readers.delimited import read_delimited
from pipelines.readers.html_page import read_page
from pipelines.readers.options import HasLecture, ReadOptions
from pipelines.readers.raw import Accueil, Dialect, Note, RawTable, SetAside
from pipelines.readers.records_json import read_json
from pipelines.readers.sniff import TETE, find_kind_of_file
from pipelines.readers.workbook import read_workbook

__all__ = ["Dialect", "Note", "RawTable", "ReadOptions", "SetAside", "read_table"]


def read_table(path: Path, source: HasLecture | ReadOptions | None = None, accueil: Accueil | None = None) -> RawTable:
    """The table of a file; `source` says how to read it when it is declared (its `lecture`), nothing more.

    `accueil` may take the rows of a delimited text as they are read; those of other files are always in the table.
    `RefusedInput` when nothing of the file can be taken; `WrongCall` when it cannot be opened.
    """
    options = source if isinstance(source, ReadOptions) else ReadOptions() if source is None else source.lecture
    try:
        with path.open("rb") as stream:
            kind = find_kind_of_file(stream.read(TETE))
    except OSError as error:
        raise WrongCall(
            "FICHIER_ILLISIBLE", "Le fichier ne peut pas être ouvert.", "Vérifiez son chemin et ses droits."
        ) from error
    nom = clean_name(path.name)
    if kind in ("archive", "ole"):
        return read_workbook(path, nom, options, zipped=kind == "archive")
    if kind == "json":
        return read_json(path, nom, options)
    return read_page(path, nom, options) if kind == "html" else read_delimited(path, nom, options, accueil)


def clean_name(name: str) -> str:
    """The last part of a name, whatever system wrote it: a name is never a path."""
    return PureWindowsPath(PurePosixPath(name).name).name or "fichier"
