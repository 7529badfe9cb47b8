"""A stream of an old compound file (OLE), by its name: where an xls workbook keeps its records.

Takes the bytes of the file, gives the bytes of the stream, nothing when the file is not understood. Follows no chain
longer than the file.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

_FIN = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""

_ENTREES_ENTETE = 109
"""Entries of the table of tables that stand in the header."""


def read_stream(data: bytes, names: Sequence[str]) -> bytes:
    """The first stream of one of these names; empty when there is none or the file is cut."""
    try:
        return _read(data, names)
    except (struct.error, IndexError, UnicodeDecodeError):
        return b""


def _read(data: bytes, names: Sequence[str]) -> bytes:
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    if not (6 < shift < 16 and 3 < small_shift < shift):
        return b""
    size = 1 << shift
    directory, _, cutoff, small_start, _ = struct.unpack_from("<IIIII", data, 48)
    table = _read_table(data, size)
    entries = _follow(data, size, size, table, directory)
    root = entries[:128]
    for start in range(0, len(entries) - 127, 128):
        entry = entries[start : start + 128]
        (length,) = struct.unpack_from("<H", entry, 64)
        if entry[66] == 2 and entry[: max(length - 2, 0)].decode("utf-16-le") in names:
            first, wanted = struct.unpack_from("<II", entry, 116)
            if wanted >= cutoff:
                return _follow(data, size, size, table, first)[:wanted]
            inner = _follow(data, size, size, table, struct.unpack_from("<I", root, 116)[0])
            chain = _follow(data, size, size, table, small_start)
            small = struct.unpack(f"<{len(chain) // 4}I", chain[: len(chain) // 4 * 4])
            return _follow(inner, 1 << small_shift, 0, small, first)[:wanted]
    return b""


def _read_table(data: bytes, size: int) -> Sequence[int]:
    """Which sector follows each sector."""
    places = list(struct.unpack_from(f"<{_ENTREES_ENTETE}I", data, 76))
    (more,) = struct.unpack_from("<I", data, 68)
    for _ in range(len(data) // size):
        if more >= _FIN:
            break
        block = struct.unpack_from(f"<{size // 4}I", data, size + more * size)
        places += block[:-1]
        more = block[-1]
    sectors = b"".join(data[size + place * size : size * 2 + place * size] for place in places if place < _FIN)
    return struct.unpack(f"<{len(sectors) // 4}I", sectors[: len(sectors) // 4 * 4])


def _follow(data: bytes, size: int, offset: int, table: Sequence[int], sector: int) -> bytes:
    """The sectors of a chain put end to end."""
    parts = []
    for _ in range(len(table) + 1):
        if sector >= _FIN:
            break
        parts.append(data[offset + sector * size : offset + (sector + 1) * size])
        sector = table[sector]
    return b"".join(parts)
