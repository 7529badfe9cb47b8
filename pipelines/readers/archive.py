"""A workbook's zip, checked before anything else opens it.

Takes a path, gives what one pass over the unpacked XML saw. Refuses a bomb by its announced and by its real sizes, a
path that climbs, an archive inside an archive, a DTD or an entity, an encrypted part, anything that is not a workbook.
Writes nothing to disk.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NoReturn

from pipelines.errors import RefusedInput
from pipelines.readers.limits import ENTREES_ARCHIVE, OCTETS_ARCHIVE, OCTETS_TAUX, TAUX_ARCHIVE

_NESTED = (".zip", ".7z", ".rar", ".gz", ".xz", ".bz2", ".tar")
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C|E\0N\0T)|\0<\0!\0(?:D\0O\0C|E\0N\0T)", re.IGNORECASE)
_STREAMED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_MIMETYPE = "mimetype"
_TYPES = "[Content_Types].xml"

MORCEAU = 1024 * 1024
"""Bytes unpacked at once: memory stays flat whatever the archive announces."""

RECOUVREMENT = 32
"""Bytes kept from one piece to the next, so that a declaration cut in two is still seen."""


@dataclass(frozen=True)
class Archive:
    """A zip that is a workbook: its kind, its parts by name, unpacked on demand."""

    path: Path
    genre: str
    parts: dict[str, zipfile.ZipInfo] = field(repr=False)

    def iter_part(self, name: str) -> Iterator[bytes]:
        """The unpacked bytes of one part, piece by piece; `RefusedInput` when it gives more than it announced."""
        with self.path.open("rb") as stream:
            yield from _unpack(stream, self.parts[name])

    def read_part(self, name: str, limit: int = MORCEAU) -> bytes:
        """A small part as a whole, or nothing when it is absent or over `limit`."""
        info = self.parts.get(name)
        return b"".join(self.iter_part(name)) if info is not None and info.file_size <= limit else b""


def open_archive(path: Path) -> Archive:
    """The zip of a workbook, every XML part of which was unpacked once and holds no DTD."""
    try:
        with zipfile.ZipFile(path) as opened:
            parts = {info.filename: info for info in opened.infolist()}
            count = len(opened.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise RefusedInput(
            "CLASSEUR_ILLISIBLE",
            "Le classeur est coupé ou abîmé\u202f: il ne peut pas être ouvert.",
            "Refaites l’export, ou ouvrez le fichier dans le tableur et enregistrez-le de nouveau.",
        ) from error
    _check_entries(parts, count)
    return Archive(path, _find_genre(path, parts), parts)


def _check_entries(parts: dict[str, zipfile.ZipInfo], count: int) -> None:
    if count > ENTREES_ARCHIVE or sum(info.file_size for info in parts.values()) > OCTETS_ARCHIVE:
        _refuse_bomb()
    if count != len(parts):
        _refuse("ARCHIVE_DOUBLES", "L’archive contient deux fois la même entrée\u202f: elle n’est pas sûre.")
    for name, info in parts.items():
        if ".." in name.replace("\\", "/").split("/") or name.startswith(("/", "\\")) or ":" in name[:3]:
            _refuse("ARCHIVE_CHEMIN", "L’archive contient un chemin qui sort de son dossier\u202f: elle est refusée.")
        if info.file_size > OCTETS_TAUX and info.file_size > TAUX_ARCHIVE * max(info.compress_size, 1):
            _refuse_bomb()
        if info.flag_bits & 1 or info.compress_type not in _STREAMED:
            _refuse(
                "CLASSEUR_CHIFFRE", "L’archive est chiffrée ou compressée d’une façon inconnue\u202f: elle est refusée."
            )


def _find_genre(path: Path, parts: dict[str, zipfile.ZipInfo]) -> str:
    if _TYPES in parts and any(name.startswith("xl/") for name in parts):
        return "xlsb" if "xl/workbook.bin" in parts else "xlsx"
    if _MIMETYPE in parts and parts[_MIMETYPE].file_size < 200:
        kind = b"".join(Archive(path, "", parts).iter_part(_MIMETYPE)).strip()
        if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            return "ods"
    if any(name.lower().endswith((*_NESTED, ".xlsx", ".ods", ".csv")) for name in parts):
        _refuse("ARCHIVE", "Ce fichier est une archive, pas un classeur\u202f: les archives ne sont pas ouvertes.")
    return _refuse("ARCHIVE_INCONNUE", "Ce fichier est une archive qui n’est pas un classeur de tableur.")


def is_xml(name: str) -> bool:
    """Whether a part is XML by its name, and so must hold no DTD."""
    return name.lower().endswith((".xml", ".rels", ".vml"))


def iter_checked(archive: Archive, name: str) -> Iterator[bytes]:
    """The pieces of an XML part, each one searched for a DTD before it is given."""
    tail = b""
    for piece in archive.iter_part(name):
        window = tail + piece
        if (b"<!" in window or b"!\x00" in window) and _DTD.search(window):
            _refuse("XML_DTD", "Le classeur contient une déclaration XML interdite (DTD ou entité) : il est refusé.")
        tail = piece[-RECOUVREMENT:]
        yield piece


def _unpack(stream: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The real content of one entry; what its header announces is never believed."""
    stream.seek(info.header_offset + 26)
    sizes = stream.read(4)
    stream.seek(int.from_bytes(sizes[:2], "little") + int.from_bytes(sizes[2:], "little"), 1)
    inflate = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
    left, produced = info.compress_size, 0
    try:
        while left > 0 and (packed := stream.read(min(MORCEAU // 4, left))):
            left -= len(packed)
            while packed:
                piece = inflate.decompress(packed, MORCEAU) if inflate else packed
                packed = inflate.unconsumed_tail if inflate else b""
                produced += len(piece)
                if produced > info.file_size:
                    _refuse_bomb()
                yield piece
    except zlib.error as error:
        raise RefusedInput("CLASSEUR_ILLISIBLE", "Le classeur est abîmé\u202f: il ne peut pas être ouvert.") from error
    if produced != info.file_size or (inflate is not None and not inflate.eof):
        _refuse("CLASSEUR_ILLISIBLE", "Le classeur est abîmé\u202f: il ne peut pas être ouvert.")


def _refuse_bomb() -> NoReturn:
    _refuse("ARCHIVE_DEMESUREE", "Une fois décompressé, le classeur dépasse la limite de 400 Mio\u202f: il est refusé.")


def _refuse(code: str, message: str) -> NoReturn:
    raise RefusedInput(code, message, "Déposez le classeur tel que le logiciel l’exporte, ou un CSV.")
