"""What the bytes of a text say of its past: NULs, accents encoded twice, invisible characters.

Takes blocks as they are read, counts; gives notes. Nothing is removed: a cell stays as it was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.readers.advice import agree
from pipelines.readers.raw import Note

_DOUBLES = ("Ã©", "Ã¨", "Ã ", "Ãª", "Ã§", "Ã´", "Ã®", "Ã‰", "Â°", "â€™", "Ã¢", "Ã\u00a0")
"""French letters written in UTF-8, read as cp1252, and written in UTF-8 again."""

_DOUBLES_UTF8 = tuple(text.encode() for text in _DOUBLES)
_INVISIBLES_RARES = tuple(character.encode() for character in "\ufeff\u00ad")


@dataclass
class Remarks:
    """Counts over the blocks seen so far."""

    doubles: int = 0
    invisibles: int = 0
    nuls: int = 0

    simple: bool = False
    """The file was written in a one-byte encoding without any byte that could be one of these signs, NULs aside."""

    def look(self, data: bytes) -> None:
        """Add one block of UTF-8."""
        self.nuls += data.count(0)
        if self.simple:
            return
        if _may_be_double(data):
            self.doubles += sum(data.count(text) for text in _DOUBLES_UTF8)
        self.invisibles += sum(data.count(text) for text in _INVISIBLES_RARES if text[:1] in data)
        self.invisibles += _count_general_invisible(data)

    def notes(self) -> tuple[Note, ...]:
        """One note for each kind met."""
        found = []
        if self.nuls:
            message = (
                f"Le fichier contient {agree(self.nuls, 'octet NUL, gardé', 'octets NUL, gardés')} dans les cellules."
            )
            found.append(Note("OCTET_NUL", message, "avertissement"))
        if self.doubles:
            message = f"Double encodage\u202f: {agree(self.doubles, 'accent encodé', 'accents encodés')} deux fois («\u202fÃ©\u202f» pour «\u202fé\u202f»)."
            found.append(Note("DOUBLE_ENCODAGE", message, "avertissement"))
        if self.invisibles:
            found_text = agree(self.invisibles, "caractère invisible", "caractères invisibles")
            message = f"Le fichier contient {found_text} (largeur nulle, sens d’écriture)."
            found.append(Note("CARACTERES_INVISIBLES", message, "avertissement"))
        return tuple(found)


def _may_be_double(data: bytes) -> bool:
    """Whether Ã, Â, or â before a typographic sign is there: each is two bytes, the first that of every French accent."""
    array = np.frombuffer(data, np.uint8)
    lead = np.flatnonzero(array[:-2] == 0xC3) if len(array) > 2 else np.zeros(0, np.int64)
    second = array[lead + 1]
    found = (second == 0x83) | (second == 0x82) | ((second == 0xA2) & (array[lead + 2] == 0xE2))
    return bool(found.any())


def is_simple(codec: str, high: Sequence[int]) -> bool:
    """Whether the bytes of a one-byte encoding hold none of the signs looked for: no Ã, Â, â nor soft hyphen."""
    return codec in ("cp1252", "iso8859-15") and not any(high[byte - 0x80] for byte in (0xC3, 0xC2, 0xE2, 0xAD))


def _count_general_invisible(data: bytes) -> int:
    """Zero-width and bidirectional marks: U+200B–200F, U+202A–202E, U+2060–2069."""
    array = np.frombuffer(data, np.uint8)
    lead = np.flatnonzero(array[:-2] == 0xE2) if len(array) > 2 else np.zeros(0, np.int64)
    second, third = array[lead + 1], array[lead + 2]
    general = (second == 0x80) & (((third >= 0x8B) & (third <= 0x8F)) | ((third >= 0xAA) & (third <= 0xAE)))
    return int(np.count_nonzero(general | ((second == 0x81) & (third >= 0xA0) & (third <= 0xA9))))
