"""A hand-written table of facts, read strictly: `;`, UTF-8, declared columns, every cell checked.

Takes a path and one check per column, gives the rows with their line numbers; all faults are named at once, each with
line, column, value and what is accepted. Never repairs, never skips a line. For files of the project, not for exports.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines.errors import WrongCall


@dataclass(frozen=True)
class Controle:
    """What a cell must satisfy, and what is accepted, in French."""

    valid: Callable[[str], bool]
    accepted: str


@dataclass(frozen=True)
class Ligne:
    """One row of the file and the number of its line."""

    numero: int
    cellules: Mapping[str, str]

    def fault(self, colonne: str, accepted: str) -> str:
        """The sentence that says what is wrong in that column."""
        return f"ligne {self.numero}, colonne « {colonne} » : « {self.cellules[colonne]} » ; accepté : {accepted}"


def matches(pattern: str, accepted: str) -> Controle:
    """A cell that the pattern covers entirely."""
    return Controle(lambda cell: re.fullmatch(pattern, cell, re.ASCII) is not None, accepted)


def among(values: Iterable[str]) -> Controle:
    """A cell that is one of a closed list."""
    known = tuple(values)
    return Controle(lambda cell: cell in known, ", ".join(known))


def is_day(cell: str) -> bool:
    """Whether the cell is one real day, written year-month-day with dashes."""
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


JOUR = Controle(is_day, "une date, par exemple 2017-04-01")
LIBRE = Controle(lambda _cell: True, "")


def read_strict(path: Path, controles: Mapping[str, Controle]) -> list[Ligne]:
    """Rows of the file, its columns exactly the keys of `controles`, in their order."""
    colonnes = tuple(controles)
    lignes: list[Ligne] = []
    faults: list[str] = []
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream, delimiter=";", strict=True)
            if tuple(next(reader, ())) != colonnes:
                raise WrongCall("TABLE_COLONNES", f"{path.name}, ligne 1 : colonnes attendues : {';'.join(colonnes)}.")
            for cells in reader:
                if len(cells) == len(colonnes):
                    lignes.append(Ligne(reader.line_num, dict(zip(colonnes, cells, strict=True))))
                else:
                    faults.append(f"ligne {reader.line_num} : {len(cells)} cellules au lieu de {len(colonnes)}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise WrongCall("TABLE_ILLISIBLE", f"Le fichier {path.name} ne peut pas être lu : {error}.") from error
    faults += [fault for ligne in lignes for fault in _check(ligne, controles)]
    refuse_faults(path, faults)
    return lignes


def refuse_faults(path: Path, faults: Iterable[str]) -> None:
    """Refuse the file when anything is wrong in it, naming everything at once."""
    found = tuple(faults)
    if found:
        raise WrongCall(
            "TABLE_INVALIDE", f"{path.name} : " + "\n".join(found), "Corrigez ces cellules dans le fichier."
        )


def _check(ligne: Ligne, controles: Mapping[str, Controle]) -> list[str]:
    return [
        ligne.fault(colonne, controle.accepted)
        for colonne, controle in controles.items()
        if not controle.valid(ligne.cellules[colonne])
    ]
