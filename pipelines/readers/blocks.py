"""A text file as blocks of whole lines in UTF-8, whatever it was written in, without holding it in memory.

Takes a path, gives counts on every byte (one pass), then `Block`s (a second pass). A byte that cannot be decoded becomes
`ILLISIBLE` in its place: its line can be set aside, the lines around it are untouched.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipelines.errors import RefusedInput
from pipelines.readers.encoding import Bytes, Encoding
from pipelines.readers.limits import OCTETS_BLOC, OCTETS_LIGNE

LIGNES_JUGEES = 20_000
"""Lines with accents after which no other block is looked at to tell a mixed file: the share is known by then."""

ILLISIBLE = "\U0010ffff"
"""Stands for an undecodable byte: a noncharacter, so that no text can hold it (unlike U+FFFD, which exports do hold)."""

_ASCII = bytes(range(128))

codecs.register_error("observatoire-illisible", lambda error: (ILLISIBLE, error.end))  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Block:
    """Whole lines in UTF-8; `derniere` at the end of the file, where the last line may lack its line end."""

    data: bytes
    derniere: bool


def count_bytes(path: Path) -> Bytes:
    """Size, fingerprint, whether every byte is UTF-8, from one pass over the file; line ends of its first block."""
    counts, digest = Bytes(), hashlib.sha256()
    high, carry = np.zeros(256, dtype=np.int64), b""
    with path.open("rb") as stream:
        while chunk := stream.read(OCTETS_BLOC):
            digest.update(chunk)
            _count_chunk(counts, chunk)
            if counts.utf8_valide:
                carry = _check_utf8(counts, carry + chunk)
            if not counts.utf8_valide:
                _count_lines(counts, chunk)
                high += np.bincount(np.frombuffer(chunk.translate(None, _ASCII), np.uint8), minlength=256)
    counts.utf8_valide = counts.utf8_valide and not carry
    counts.sha256, counts.hauts = digest.hexdigest(), tuple(high[128:].tolist())
    return counts


def _count_chunk(counts: Bytes, chunk: bytes) -> None:
    if not counts.taille:
        counts.sauts = chunk.count(b"\n")
        counts.retours = chunk.count(b"\r")
        counts.couples = chunk.count(b"\r\n")
    counts.taille += len(chunk)


def _check_utf8(counts: Bytes, data: bytes) -> bytes:
    """The bytes of an unfinished last character; `utf8_valide` turns false at the first wrong byte."""
    try:
        _, used = codecs.utf_8_decode(data, "strict", False)
    except UnicodeDecodeError:
        counts.utf8_valide = False
        return b""
    return data[used:]


def _count_lines(counts: Bytes, chunk: bytes) -> None:
    if counts.lignes_utf8 + counts.lignes_autres >= LIGNES_JUGEES:
        return
    for line in chunk.splitlines():
        if not line.isascii():
            valid = _is_utf8(line)
            counts.lignes_utf8 += valid
            counts.lignes_autres += not valid


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def prefetch_blocks(blocks: Iterator[Block]) -> Iterator[Block]:
    """The same blocks, each made while the one before it is being read: decoding takes as long as parsing."""
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(next, blocks, None)
        while (block := waiting.result()) is not None:
            if not block.derniere:
                waiting = pool.submit(next, blocks, None)
            yield block
            if block.derniere:
                return


def iter_blocks(path: Path, encoding: Encoding, *, size: int = OCTETS_BLOC) -> Iterator[Block]:
    """Blocks of whole lines in order; the last one is marked, and empty when the file ends with a line end."""
    carry = b""
    wide = encoding.codec.startswith(("utf-16", "utf-32"))
    chunks = _decode_wide(path, encoding, size) if wide else _read_raw(path, encoding.marque, size)
    codec = "utf-8" if wide else encoding.codec
    for chunk in chunks:
        cut = max(chunk.rfind(b"\n"), chunk.rfind(b"\r", 0, -1)) + 1  # a CR at the end may be half of a line end
        if cut:
            yield Block(_transcode(carry + chunk[:cut], codec), derniere=False)
        carry = chunk[cut:] if cut else carry + chunk
        if len(carry) > OCTETS_LIGNE:
            raise RefusedInput(
                "LIGNE_DEMESUREE", "Le fichier contient une ligne démesurée\u202f: ce n’est pas un tableau."
            )
    yield Block(_transcode(carry, codec), derniere=True)


def _read_raw(path: Path, skipped: int, size: int) -> Iterator[bytes]:
    with path.open("rb") as stream:
        stream.seek(skipped)
        while chunk := stream.read(size):
            yield chunk


def _decode_wide(path: Path, encoding: Encoding, size: int) -> Iterator[bytes]:
    """UTF-16 is decoded before it is cut: its line ends are two bytes."""
    decoder = codecs.getincrementaldecoder(encoding.codec)(errors="observatoire-illisible")
    for chunk in _read_raw(path, encoding.marque, size):
        yield decoder.decode(chunk).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _transcode(data: bytes, codec: str) -> bytes:
    text = data.decode(codec, errors="observatoire-illisible")
    return data if codec == "utf-8" and ILLISIBLE not in text else text.encode("utf-8", "replace")
