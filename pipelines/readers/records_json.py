"""JSON becomes a `RawTable`: an array of records, a wrapped array, or one record a line.

Takes a path whose content opens as JSON. The titles are the union of the keys in order of appearance. Refuses JSON
that is cut, too deep, or where the array of records is not the only one and is not declared.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from pipelines.errors import RefusedInput
from pipelines.readers.blocks import count_bytes
from pipelines.readers.encoding import Encoding, find_encoding
from pipelines.readers.flatten import make_decoder
from pipelines.readers.json_columns import Collected, Item, collect
from pipelines.readers.json_path import find_array
from pipelines.readers.limits import OCTETS_JSON
from pipelines.readers.options import ReadOptions
from pipelines.readers.raw import Note, RawTable

_SPACE = re.compile(r"[\s\ufeff]*")
"""Blank between two values, looked for without recursion nor copy."""


def read_json(path: Path, nom: str, options: ReadOptions) -> RawTable:
    """The table of a JSON file; ranks in the array, or physical lines for one record a line."""
    if path.stat().st_size > OCTETS_JSON:
        raise RefusedInput("FICHIER_TROP_GROS", "Le fichier JSON dépasse 256 Mio.", "Déposez l’export en CSV.")
    data = path.read_bytes()
    encoding = find_encoding(data[:65_536], count_bytes(path), options.encodage)
    try:
        text = data[encoding.marque :].decode(encoding.codec)
    except UnicodeDecodeError as error:
        message = "Le JSON contient des caractères illisibles dans son encodage."
        raise RefusedInput("JSON_ENCODAGE", message, "Enregistrez-le en UTF-8.") from error
    sha256 = hashlib.sha256(data).hexdigest()
    del data
    try:
        collected = collect(_iter_items(text, options))
    except RecursionError as error:
        raise RefusedInput(
            "JSON_TROP_PROFOND", "Le JSON est imbriqué trop profondément\u202f: il est refusé."
        ) from error
    return _finish(nom, sha256, encoding, collected)


def _iter_items(text: str, options: ReadOptions) -> Iterator[Item]:
    """Each record with its place, in the form the file has."""
    start = _skip(text, 0)
    if text[start] == "[" and not options.chemin_json:
        yield from _iter_array(text, start)
    elif text[start] == "{" and not options.chemin_json and _is_by_line(text, start):
        yield from _iter_lines(text)
    else:
        yield from _iter_wrapped(text, options)


def _skip(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position


def _iter_array(text: str, start: int) -> Iterator[Item]:
    """The elements one at a time, so that only one is decoded in memory."""
    decoder, position, rank = make_decoder(), _skip(text, start + 1), 0
    if text[position : position + 1] == "]":
        _check_end(text, position + 1)
        return
    while True:
        try:
            value, position = decoder.raw_decode(text, position)
        except json.JSONDecodeError:
            _refuse_cut()
        rank += 1
        yield Item(rank, value)
        position = _skip(text, position)
        mark = text[position : position + 1]
        if mark == "]":
            _check_end(text, position + 1)
            return
        if mark != ",":
            _refuse_cut()
        position = _skip(text, position + 1)


def _check_end(text: str, position: int) -> None:
    if _skip(text, position) != len(text.rstrip("\x00\x1a")) and text[position:].strip("\ufeff \t\r\n\x00\x1a"):
        _refuse_cut()


def _is_by_line(text: str, start: int) -> bool:
    """Whether the first full line is an object by itself and another line follows it."""
    lines = [line for line in text[start : start + 1_000_000].splitlines()[:20] if line.strip()]
    opened = [line for line in lines if line.lstrip().startswith("{") and line.rstrip().endswith("}")]
    return len(lines) > 1 and 2 * len(opened) > len(lines)


def _iter_lines(text: str) -> Iterator[Item]:
    decoder = make_decoder()
    for ligne, line in enumerate(_split(text), start=1):
        stripped = line.strip("\ufeff \t\r\n\x1a")
        if not stripped:
            yield Item(ligne, None, raison="VIDE")
            continue
        try:
            yield Item(ligne, decoder.decode(stripped))
        except (json.JSONDecodeError, RecursionError):
            yield Item(ligne, None, raison="JSON_ILLISIBLE", texte=stripped[:200])


def _split(text: str) -> Iterable[str]:
    """Lines by LF, CRLF or CR only: JSON strings may hold the other line ends of Unicode."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines and not lines[-1] else lines


def _iter_wrapped(text: str, options: ReadOptions) -> Iterator[Item]:
    try:
        document: Any = make_decoder().decode(text.strip("\ufeff \t\r\n\x00\x1a"))
    except json.JSONDecodeError:
        _refuse_cut()
    for rank, value in enumerate(find_array(document, options.chemin_json), start=1):
        yield Item(rank, value)


def _refuse_cut() -> NoReturn:
    raise RefusedInput(
        "JSON_COUPE",
        "Le JSON est coupé ou mal formé\u202f: rien n’est pris.",
        "Refaites l’export\u202f; un fichier JSON se lit en entier ou pas du tout.",
    )


def _finish(nom: str, sha256: str, encoding: Encoding, collected: Collected) -> RawTable:
    notes: list[Note] = [encoding.note] if encoding.note else []
    return RawTable(
        nom=nom,
        sha256=sha256,
        format="json",
        header=collected.header,
        batches=collected.batches,
        lignes=collected.lignes,
        feuilles=collected.feuilles,
        set_aside=collected.set_aside,
        notes=(*notes, *collected.notes),
        encoding=encoding.codec,
    )
