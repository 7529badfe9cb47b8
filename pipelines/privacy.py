"""The door personal data does not pass: leftover e-mail, phone, NIR or IBAN in a kept cell, and keyed case ids.

Takes texts, says which carry personal data; takes an office's secret and a case number, gives an id that cannot be
turned back. Never writes, prints or keeps a personal value.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from stdnum import iban
from stdnum.fr import nir

from pipelines.durable import sync_path
from pipelines.errors import WrongCall

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_PHONE = re.compile(r"(?<!\d)(?:(?:\+|00)33[ ./-]?(?:\(0\)[ ./-]?)?|0)[1-9](?:[ ./-]?\d){8}(?!\d)")
_NIR = re.compile(
    r"(?<!\d)[12][ .-]?\d{2}[ .-]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .-]?(?:\d{2}|2[AB])"
    r"[ .-]?\d{3}[ .-]?\d{3}[ .-]?\d{2}(?!\d)"
)
_IBAN = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}")
_HEURES = re.compile(
    r"(?<!\d)(?:\d{1,2}([/.-])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([/.-])\d{1,2}\2\d{1,2})"
    r"[T ,]{1,2}(?:À )?(?:[01]?\d|2[0-3])[:H][0-5]\d(?::[0-5]\d)?(?!\d)"
)
"""A day with its hour: « 03/04/2022 09:30 » holds the ten figures of a telephone number."""

_SEPARATEURS = re.compile(r"[ .-]")
_BLANCS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")

SUSPECT = r"@|(?:\pN\PN*){9}"
"""What a text must hold for `find_personal` to look at it, as Arrow writes patterns: an @, or nine figures."""

SUSPECT_NUMERO = r"@|^(?s:.){13}"
"""The same for a case number, which no telephone number is told from: an @, or the length of a NIR."""

LONGUEUR_ID = 32
"""Hexadecimal characters of an id: half of the hash, far more than any number of cases can make collide."""

LONGUEUR_CLE = 32
"""Bytes of an office's secret: as long as the hash it keys."""


def find_personal(text: str) -> str | None:
    """The kind of personal data the text carries: `COURRIEL`, `TELEPHONE`, `NIR`, `IBAN`, or None."""
    if "@" in text and _EMAIL.search(text):
        return "COURRIEL"
    if sum(character.isdigit() for character in text) < 9:
        return None
    plain = _HEURES.sub(" ", _BLANCS.sub(" ", unicodedata.normalize("NFKC", text)).upper())
    if any(nir.is_valid(_SEPARATEURS.sub("", found.group())) for found in _NIR.finditer(plain)):
        return "NIR"
    if any(_holds_iban(found.group()) for found in _IBAN.finditer(plain)):
        return "IBAN"
    return "TELEPHONE" if _PHONE.search(plain) else None


def read_office_key(folder: Path, office: str) -> bytes:
    """The secret of one office, made on first use with mode 600; `WrongCall` when the folder cannot hold it."""
    path = folder / f"{office}.cle"
    try:
        if not path.exists():
            write_office_key(folder, office, secrets.token_bytes(LONGUEUR_CLE))
        key = bytes.fromhex(path.read_text(encoding="ascii"))
        if len(key) != LONGUEUR_CLE:
            raise ValueError(len(key))
        return key
    except (OSError, ValueError) as error:
        message = f"La clé de l’office {office} ne peut pas être lue ou créée dans le dossier des clés."
        raise WrongCall("CLE_ILLISIBLE", message, "Vérifiez OBSERVATOIRE_CLES et les droits du dossier.") from error


def has_office_key(folder: Path, office: str) -> bool:
    """Whether the office's secret is already there: without it its earlier cases could not be recognised."""
    return (folder / f"{office}.cle").exists()


def hash_ids(key: bytes, office: str, ids: Iterable[str]) -> list[str]:
    """HMAC-SHA256 of « office, case number » as 32 hexadecimal characters: stable over vintages, not reversible."""
    text = digest_numbers(key, office, (number.encode() for number in ids)).hex()
    return [text[start : start + LONGUEUR_ID] for start in range(0, len(text), LONGUEUR_ID)]


def digest_numbers(key: bytes, office: str, numbers: Iterable[bytes]) -> bytes:
    """The ids of these case numbers end to end, sixteen bytes each.

    RFC 2104 from its two keyed states: keying them again for each of a million cases takes most of the time.
    """
    inner, outer = (hashlib.sha256(bytes(byte ^ pad for byte in key.ljust(64, b"\x00"))) for pad in (0x36, 0x5C))
    inner.update(office.encode() + b"\x00")
    begin, end = inner.copy, outer.copy
    found = []
    for number in numbers:
        first, second = begin(), end()
        first.update(number)
        second.update(first.digest())
        found.append(second.digest()[: LONGUEUR_ID // 2])
    return b"".join(found)


def _holds_iban(text: str) -> bool:
    """Whether the text begins with a valid IBAN, whatever word follows it."""
    compact = _SEPARATEURS.sub("", text)
    return any(iban.is_valid(compact[:length]) for length in range(len(compact), 14, -1))


def write_office_key(folder: Path, office: str, secret: bytes) -> None:
    """Put the secret there for good: a key a power cut takes away would make every case of the office a new one."""
    path = folder / f"{office}.cle"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(secret.hex())
        stream.flush()
        os.fsync(stream.fileno())
    sync_path(path.parent)
