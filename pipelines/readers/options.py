"""How a file is to be read, when its source says so.

Takes nothing, gives `ReadOptions`; a value left out is found from the file's content. Never says what a column means.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class ReadOptions:
    """What a declared source fixes; `None` or empty = found from the content.

    `entete_ligne` is the 1-based line of the titles, `feuilles` names or globs (`"20??"`, `"*"`), `chemin_json` the
    dotted path to the array of records, `titres_attendus` titles that help to recognise the line of titles,
    `lignes_ignorees` regular expressions met at the start of the first cell of a line to ignore.
    """

    encodage: str | None = None
    separateur: str | None = None
    guillemet: str | None = None
    entete_ligne: int | None = None
    feuilles: tuple[str, ...] | None = None
    chemin_json: str | None = None
    titres_attendus: tuple[str, ...] = ()
    lignes_ignorees: tuple[str, ...] = ()


class HasLecture(Protocol):
    """Anything that says how its files are read: a declared source."""

    @property
    def lecture(self) -> ReadOptions:
        """How the files of this source are read."""
        ...
