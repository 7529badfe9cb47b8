"""In which encoding a text was written, judged on the whole file.

Takes the counts made while scanning the bytes, gives an `Encoding`. A byte order mark wins, then strict UTF-8, then
cp1252; anything else is a plausible reading that is always said to be uncertain. Never decodes a cell itself.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from pipelines.errors import RefusedInput, WrongCall
from pipelines.readers.raw import Note

_FRENCH = "éèêëàâäçîïôöùûüÿœæ"
_FRENCH_RARE = "ÉÈÊËÀÂÄÇÎÏÔÖÙÛÜŒÆ°€’‘“”«»–—…\u00a0•²³§"
_LATIN = "áíóúñãõßåøìòÁÍÓÚÑÃÕÅØšžýŠŽÝ®©™·±×"
_CANDIDATES = ("cp1252", "iso8859-15", "mac_roman", "cp850")

POIDS_SUSPECT = -1.0
"""What a character no French text holds costs a reading: as much as an accented letter brings."""

PART_SUSPECTE = 0.02
"""Share of implausible characters above which even cp1252 is said to be uncertain."""

PART_UTF8 = 0.5
"""Share of valid lines, among those with accents, above which a file is UTF-8 with some lines in another encoding."""


@dataclass(frozen=True)
class Encoding:
    """`codec` reads the bytes after the first `marque` ones (the byte order mark); `note` when it is not certain."""

    codec: str
    marque: int = 0
    note: Note | None = None


@dataclass
class Bytes:
    """What one pass over a file counted; `hauts` are the occurrences of each byte from 0x80 on.

    Line ends (`retours`, `sauts`, both together as `couples`) are those of the first block: they say how the file is
    written, not how many lines it has.
    """

    taille: int = 0
    sha256: str = ""
    retours: int = 0
    sauts: int = 0
    couples: int = 0
    utf8_valide: bool = True
    lignes_utf8: int = 0
    lignes_autres: int = 0
    hauts: tuple[int, ...] = (0,) * 128


def find_encoding(head: bytes, counts: Bytes, declared: str | None = None) -> Encoding:
    """The encoding of a file from its first bytes and its counts; `RefusedInput` for UTF-16 without its mark."""
    if declared:
        return _read_declared(head, declared)
    marked = _find_mark(head)
    if marked:
        return marked
    _refuse_unmarked_utf16(head)
    if counts.utf8_valide:
        return Encoding("utf-8")
    if counts.lignes_utf8 and counts.lignes_utf8 >= PART_UTF8 * (counts.lignes_utf8 + counts.lignes_autres):
        return Encoding("utf-8", note=_say_mixed())
    return _find_single_byte(head, counts)


def _read_declared(head: bytes, declared: str) -> Encoding:
    marked = _find_mark(head)
    try:
        "".encode(declared)  # a codec that is not of text, such as « zip », would unpack the file: LookupError
        codec = codecs.lookup(declared).name
    except LookupError as error:
        message = f"L’encodage déclaré «\u202f{declared}\u202f» n’existe pas."
        raise WrongCall("ENCODAGE_INCONNU", message, "Noms usuels\u202f: utf-8, cp1252, iso8859-15, utf-16.") from error
    if codec == "utf-16":
        return marked if marked and marked.codec.startswith("utf-16") else Encoding("utf-16-le")
    same = marked is not None and marked.codec == codec.replace("utf-8-sig", "utf-8")
    return Encoding(codec.replace("utf-8-sig", "utf-8"), marked.marque if marked and same else 0)


def _find_mark(head: bytes) -> Encoding | None:
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if head.startswith(mark):
            return Encoding(codec, len(mark))
    return None


def _refuse_unmarked_utf16(head: bytes) -> None:
    sample = head[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(sample) >= 4 and max(even, odd) > 0.3 * len(sample) / 2:
        raise RefusedInput(
            "UTF16_SANS_MARQUE",
            "Le fichier est en UTF-16 sans marque d’ordre des octets\u202f: son encodage n’est pas sûr.",
            "Enregistrez-le de nouveau en «\u202fCSV UTF-8\u202f», ou en «\u202fTexte Unicode\u202f» depuis le tableur.",
        )


def _find_single_byte(head: bytes, counts: Bytes) -> Encoding:
    """cp1252 unless another reading holds clearly more French letters; not French at all: a last resort, said."""
    scores = {codec: _score(codec, counts.hauts) for codec in _CANDIDATES}
    best = max(_CANDIDATES, key=lambda codec: scores[codec])
    if scores[best] < 0:
        return _last_resort(head)
    if best != "cp1252":
        return Encoding(best, note=_say_uncertain(best))
    suspect = sum(n for byte, n in enumerate(counts.hauts) if _weigh(bytes([byte + 128]), "cp1252") == POIDS_SUSPECT)
    doubtful = suspect > PART_SUSPECTE * sum(counts.hauts)
    return Encoding("cp1252", note=_say_uncertain("cp1252") if doubtful else None)


def _score(codec: str, high: tuple[int, ...]) -> float:
    return sum(n * _weigh(bytes([byte + 128]), codec) for byte, n in enumerate(high) if n)


def _weigh(byte: bytes, codec: str) -> float:
    character = byte.decode(codec, errors="replace")
    if character in _FRENCH:
        return 1.0
    if character in _FRENCH_RARE:
        return 0.3
    return 0.1 if character in _LATIN else POIDS_SUSPECT


def _last_resort(head: bytes) -> Encoding:
    best = from_bytes(head[:65536]).best()
    codec = best.encoding if best is not None and not best.encoding.startswith("utf") else "cp1252"
    return Encoding(codec, note=_say_uncertain(codec))


def _say_uncertain(codec: str) -> Note:
    return Note(
        "ENCODAGE_INCERTAIN",
        f"Encodage incertain\u202f: le fichier est lu en {codec}. Vérifiez les accents, ou déclarez l’encodage dans la source.",
        "avertissement",
    )


def _say_mixed() -> Note:
    return Note(
        "ENCODAGE_MELANGE",
        "Encodage incertain\u202f: le fichier est en UTF-8, sauf quelques lignes illisibles, mises de côté.",
        "avertissement",
    )
