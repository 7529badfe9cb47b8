"""The physical lines of a block, and which of them are plain records that a fast parser cannot misread.

Takes UTF-8 bytes, gives line bounds and a mask. A plain line has exactly the separators of the titles and either no
quote at all or only cells quoted as RFC 4180 says; every other line goes to the strict reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import csv

from pipelines.readers.blocks import ILLISIBLE
from pipelines.readers.limits import OCTETS_CELLULE
from pipelines.readers.records import Line

Positions = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_CR, _LF = 13, 10

OCTETS_PARTIE = 1 << 20
"""Bytes under which a block is not parsed in two parts at once."""


@dataclass(frozen=True)
class Lines:
    """Bounds of each line in `data`: its text is `[starts, ends)`, its line end `[ends, nexts)`."""

    data: bytes
    starts: Positions
    ends: Positions
    nexts: Positions

    def __len__(self) -> int:
        """Physical lines of the block."""
        return len(self.starts)

    def __getitem__(self, rank: int) -> Line:
        """One line as text, its line end as written (empty at the end of a file without one)."""
        start, end, following = self.starts.item(rank), self.ends.item(rank), self.nexts.item(rank)
        return Line(self.data[start:end].decode("utf-8"), self.data[end:following].decode("ascii"))


def index_lines(data: bytes) -> Lines:
    """The lines of `data`, whether they end by LF, CRLF or CR; an unfinished last line counts."""
    array = np.frombuffer(data, np.uint8)
    breaks = np.flatnonzero(array == _LF)
    pairs = (breaks > 0) & (array[breaks - 1] == _CR)
    if data.count(b"\r") != np.count_nonzero(pairs):
        following = np.append(array[1:], 0)
        breaks = np.flatnonzero((array == _LF) | ((array == _CR) & (following != _LF)))
        pairs = (array[breaks] == _LF) & (breaks > 0) & (array[breaks - 1] == _CR)
    ends = breaks - pairs
    nexts = breaks + 1
    if len(data) and (not len(nexts) or nexts[-1] < len(data)):
        ends, nexts = np.append(ends, len(data)), np.append(nexts, len(data))
    starts = np.concatenate(([0], nexts[:-1])) if len(nexts) else nexts
    return Lines(data, starts.astype(np.int64), ends.astype(np.int64), nexts.astype(np.int64))


def find_plain(lines: Lines, separator: str, quote: str | None, width: int, escape: str | None = None) -> Mask:
    """Which lines are records of `width` cells beyond doubt; none under a separator the fast parser cannot take."""
    if len(separator.encode()) > 1 or (quote and not quote.isascii()):
        return np.zeros(len(lines), dtype=bool)
    array = np.frombuffer(lines.data, np.uint8)
    length = lines.ends - lines.starts
    plain: Mask = (length > 0) & (length <= OCTETS_CELLULE)
    found = np.flatnonzero(array == ord(separator))
    counts = np.diff(np.searchsorted(found, lines.ends), prepend=0)  # no separator stands inside a line end
    right = counts == width - 1
    if quote and quote.encode() in lines.data:
        quoted = _lines_of(lines, np.flatnonzero(array == ord(quote)))
        right[quoted] = False
        matches = compile_plain(separator, quote, width).fullmatch
        for rank in quoted[plain[quoted]].tolist():
            right[rank] = matches(lines.data, int(lines.starts[rank]), int(lines.ends[rank])) is not None
    plain &= right
    spaced = found[array[np.minimum(found + 1, len(array) - 1)] == ord(" ")]
    if len(spaced):
        plain &= np.searchsorted(spaced, lines.ends) - np.searchsorted(spaced, lines.starts) < max(width - 1, 1)
    plain[_find_text(lines, ILLISIBLE)] = False
    if escape:
        plain[_find_text(lines, escape)] = False
    if quote != "'":
        plain[_find_text(lines, "'", at_start=True)] = False  # a line quoted otherwise than the file is
    plain[_find_text(lines, "\ufeff")] = False  # the parser takes one at the start of its data for a byte order mark
    return plain


def _find_text(lines: Lines, text: str, *, at_start: bool = False) -> Positions:
    """Ranks of the lines that hold, or begin by, a rare text."""
    mark = text.encode()
    if mark[:1] not in lines.data or mark not in lines.data:
        return np.zeros(0, dtype=np.int64)
    if at_start:
        firsts = np.frombuffer(lines.data, np.uint8)[np.minimum(lines.starts, len(lines.data) - 1)]
        return np.flatnonzero(firsts == mark[0])
    return _lines_of(lines, np.array([found.start() for found in re.finditer(re.escape(mark), lines.data)]))


def _lines_of(lines: Lines, places: Positions) -> Positions:
    found: Positions = np.unique(np.searchsorted(lines.nexts, places, side="right"))
    return found


def compile_plain(separator: str, quote: str, width: int) -> re.Pattern[bytes]:
    """A pattern of one whole line of `width` cells, quoted as RFC 4180 says; atomic, so linear on any line."""
    sep, mark = re.escape(separator), re.escape(quote)
    cell = f"(?>{mark}(?>[^{mark}]+|{mark}{mark})*{mark}|[^{mark}{sep}]*)"
    return re.compile(f"{cell}(?:{sep}{cell}){{{width - 1}}}".encode())


def parse_plain(lines: Lines, plain: Mask, separator: str, quote: str | None, width: int) -> list[pa.Array]:
    """One string array per column, for the plain lines only, in their order."""
    data = lines.data
    if not plain.all():
        data = np.frombuffer(data, np.uint8)[np.repeat(plain, lines.nexts - lines.starts)].tobytes()
    if not data:
        return [pa.array([], pa.string()) for _ in range(width)]
    names = [str(rank) for rank in range(width)]
    table = csv.read_csv(
        pa.BufferReader(data),
        read_options=csv.ReadOptions(column_names=names, block_size=max(OCTETS_PARTIE, len(data) // 2 + 1)),
        parse_options=csv.ParseOptions(delimiter=separator, quote_char=quote or False, newlines_in_values=False),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
        ),
    )
    return [_join(table.column(name)) for name in names]


def _join(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else pa.concat_arrays(column.chunks)
