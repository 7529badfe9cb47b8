"""The strict reading of one record: what RFC 4180 allows, and nothing that must be guessed.

Takes lines of text and their line ends, gives the cells of one record or the fault that makes it unsafe. A quote opens
a cell only at its start and closes it only before a separator or the end; anything else is a fault, never repaired.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from pipelines.readers.limits import LIGNES_CELLULE, OCTETS_CELLULE

Fault = Literal["GUILLEMET", "GUILLEMET_OUVERT", "CELLULE_TROP_LONGUE"]


@dataclass(frozen=True)
class Record:
    """One record: its cells, or the fault found; `lignes` physical lines were used.

    `finie` is false when a quote was left open only because there were no more lines to look at.
    """

    champs: tuple[str, ...]
    faute: Fault | None = None
    lignes: int = 1
    finie: bool = True


@dataclass(frozen=True)
class Line:
    """One physical line without its line end, and that line end as written."""

    texte: str
    fin: str = "\n"


class Lines(Protocol):
    """Lines taken one by one: a list, or bytes cut on demand."""

    def __len__(self) -> int:
        """How many lines there are."""
        ...

    def __getitem__(self, rank: int, /) -> Line:
        """The line of that rank."""
        ...


def read_record(
    lines: Lines,
    start: int,
    separator: str,
    quote: str | None,
    is_swallowing: Callable[[Sequence[Line]], bool] = lambda _: False,
    escape: str | None = None,
) -> Record:
    """The record that begins at `lines[start]`, over several lines when a quoted cell holds line ends.

    A quote that does not close properly within the limits, or whose cell would swallow lines that are records of
    their own (`is_swallowing`), costs its own line only.
    """
    first = split_strict(lines[start].texte, separator, quote, escape)
    if first.faute != "GUILLEMET_OUVERT" or quote is None:
        return first
    text = lines[start].texte
    for position in range(start + 1, start + LIGNES_CELLULE):
        if position >= len(lines):
            return Record(first.champs, first.faute, finie=False)
        text += lines[position - 1].fin + lines[position].texte
        if len(text) > 2 * OCTETS_CELLULE:
            break
        if _count_quotes(lines[position].texte, quote, escape) % 2 == 0:  # no cell closes here: keeps the search linear
            continue
        found = split_strict(text, separator, quote, escape)
        if found.faute or is_swallowing([lines[rank] for rank in range(start, position + 1)]):
            break
        return Record(found.champs, None, position + 1 - start)
    return first


def _count_quotes(text: str, quote: str, escape: str | None) -> int:
    return text.count(quote) - (text.count(escape + quote) if escape else 0)


def split_strict(text: str, separator: str, quote: str | None, escape: str | None = None) -> Record:
    """The cells of one text, or the first fault; the cells found before a fault are kept for the message."""
    cells: list[str] = []
    position = 0
    fault: Fault | None = None
    while fault is None:
        if quote and text.startswith(f"={quote}", position):  # a spreadsheet's way to keep the zeros of a code
            cell, position, fault = _read_quoted(text, position + 2, separator, quote, escape)
        elif quote and text.startswith(quote, position):
            cell, position, fault = _read_quoted(text, position + 1, separator, quote, escape)
        else:
            cell, position, fault = _read_plain(text, position, separator, quote)
        cells.append(cell)
        if fault is None and len(cell.encode("utf-8", "replace")) > OCTETS_CELLULE:
            fault = "CELLULE_TROP_LONGUE"
        if position >= len(text):
            break
        position += len(separator)
    return Record(tuple(cells), fault)


def _read_plain(text: str, start: int, separator: str, quote: str | None) -> tuple[str, int, Fault | None]:
    end = text.find(separator, start)
    end = len(text) if end < 0 else end
    cell = text[start:end]
    return cell, end if end < len(text) else len(text) + 1, "GUILLEMET" if quote and quote in cell else None


def _read_quoted(
    text: str, start: int, separator: str, quote: str, escape: str | None
) -> tuple[str, int, Fault | None]:
    parts: list[str] = []
    position = start
    while True:
        end = text.find(quote, position)
        if end < 0:
            return "".join(parts) + text[position:], len(text) + 1, "GUILLEMET_OUVERT"
        if escape and end > position and text[end - 1] == escape:
            if text[end - 2 : end - 1] == escape:  # two marks then a quote: closing or not, nothing says which
                return "".join(parts), len(text) + 1, "GUILLEMET"
            parts.append(text[position : end - 1] + quote)
            position = end + 1
            continue
        parts.append(text[position:end])
        if text.startswith(quote, end + 1):
            parts.append(quote)
            position = end + 2
        elif end + 1 == len(text) or text.startswith(separator, end + 1):
            return "".join(parts), end + 1 if end + 1 < len(text) else len(text) + 1, None
        else:
            return "".join(parts), len(text) + 1, "GUILLEMET"
