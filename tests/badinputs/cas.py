"""What one bad input is and must get."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tests.readers.constructeur import LIGNES, make_text

Verdict = Literal["ACCEPT", "WARN", "PARTIAL", "REFUSE"]
Contenu = str | bytes | Callable[[Path], Any]


@dataclass(frozen=True)
class Cas:
    """One file: its name, verdict, counts (None: the tool states it), content, and what must or must not be said.

    `autre` is a second verdict the table allows. `codes` must all be among the findings (or be the refusal's code),
    `lignes` must be the lines set aside, `tus` must appear nowhere in the report.
    """

    nom: str
    verdict: Verdict
    comptes: tuple[int | None, int | None, int | None]
    contenu: Contenu
    codes: tuple[str, ...] = ()
    lignes: tuple[int, ...] = ()
    tus: tuple[str, ...] = ()
    autre: Verdict | None = None
    fichier: str = ""

    def build(self, folder: Path) -> Path:
        """The file, under its own name."""
        path = folder / (self.fichier or self.nom)
        if callable(self.contenu):
            self.contenu(path)
        else:
            path.write_bytes(self.contenu if isinstance(self.contenu, bytes) else self.contenu.encode())
        return path


def edit(changes: dict[int, dict[int, str]], rows: Sequence[Sequence[str]] = LIGNES) -> str:
    """The sound file with cells changed: physical line → column → text."""
    edited = [list(row) for row in rows]
    for ligne, cells in changes.items():
        for column, text in cells.items():
            edited[ligne - 2][column] = text
    return make_text(edited)


def map_cells(column: int, change: Callable[[str], str]) -> str:
    """The sound file with one column rewritten."""
    return make_text([[*row[:column], change(row[column]), *row[column + 1 :]] for row in LIGNES])
