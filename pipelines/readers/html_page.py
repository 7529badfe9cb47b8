"""A web page named .xls, as some case software exports: its largest table becomes a `RawTable`.

Takes a path whose content is HTML. Reads the text of cells only: no script, no style, no link, no image, no comment.
A cell over several columns fills the first one and leaves the others blank.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from pipelines.errors import RefusedInput
from pipelines.readers.blocks import count_bytes
from pipelines.readers.encoding import find_encoding
from pipelines.readers.limits import COLONNES, OCTETS_LIGNE
from pipelines.readers.merge import merge_sheets
from pipelines.readers.options import ReadOptions
from pipelines.readers.raw import Note, RawTable
from pipelines.readers.sheets import read_sheet

_SILENT = frozenset({"script", "style", "head", "title", "noscript"})


class _Tables(HTMLParser):
    """Every table of the page as rows of texts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self._span = 1
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell."""
        self._silent += tag in _SILENT
        if tag == "table":
            self._open.append([])
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open and self._open[-1]:
            self._end_cell()
            self._cell, self._span = [], _read_span(dict(attrs).get("colspan"))
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close what is open."""
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Text of the open cell."""
        if self._cell is not None and not self._silent:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None and self._open and self._open[-1]:
            row = self._open[-1][-1]
            row.extend(["".join(self._cell).strip(), *[""] * (self._span - 1)][: COLONNES + 1 - len(row)])
        self._cell = None


def _read_span(value: str | None) -> int:
    return min(int(value), COLONNES) if value and value.isdecimal() and value.isascii() and int(value) else 1


def read_page(path: Path, nom: str, options: ReadOptions) -> RawTable:
    """The largest table of a page; `RefusedInput` when there is none with titles."""
    if path.stat().st_size > OCTETS_LIGNE:
        raise RefusedInput("FICHIER_TROP_GROS", "La page dépasse 32 Mio.", "Enregistrez-la en XLSX ou en CSV.")
    data = path.read_bytes()
    encoding = find_encoding(data[:65_536], count_bytes(path), options.encodage)
    rows = _find_rows(data[encoding.marque :].decode(encoding.codec, errors="replace"))
    merged = merge_sheets([read_sheet("Page", rows, {}, replace(options, feuilles=None))], options)
    note = Note("PAGE_HTML", "Ce fichier est une page HTML nommée comme un classeur\u202f: son tableau est lu.")
    return RawTable(
        nom=nom,
        sha256=hashlib.sha256(data).hexdigest(),
        format="classeur",
        header=merged.header,
        batches=merged.batches,
        lignes=merged.lignes,
        feuilles=merged.feuilles,
        set_aside=merged.set_aside,
        notes=(note, *((encoding.note,) if encoding.note else ()), *merged.notes),
        encoding=encoding.codec,
        sheet=None,
        entete_ligne=merged.lues[0].ligne,
    )


def _find_rows(text: str) -> list[list[str]]:
    """The rows of the largest table, all of its width; `RefusedInput` when the page has none."""
    parser = _Tables()
    parser.feed(text)
    parser.close()
    largest = max(([row for row in table if row] for table in parser.tables), key=len, default=[])
    if not largest:
        raise RefusedInput(
            "PAGE_SANS_TABLEAU",
            "Ce fichier est une page HTML sans tableau, même si son nom dit autre chose.",
            "Ouvrez-le dans le tableur et enregistrez-le en XLSX, ODS ou CSV.",
        )
    width = max(map(len, largest))
    return [[*row, *[""] * (width - len(row))] for row in largest]
