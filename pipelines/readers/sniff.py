"""What kind of file this is, from its first bytes; the extension is never believed.

Takes the head of a file, gives a format; refuses in one sentence what is not an export, and what is never opened.
"""

from __future__ import annotations

import codecs
import re
from typing import Literal

from pipelines.errors import RefusedInput

Kind = Literal["texte", "archive", "ole", "html", "json"]

TETE = 65_536
"""Bytes looked at: a comment before the first tag of a page rarely goes beyond."""

PART_CONTROLE = 0.02
"""Share of control characters above which the bytes are not a text."""

_FERMES: tuple[tuple[bytes, str, str], ...] = (
    (b"PAR1", "PARQUET", "Parquet"),
    (b"ARROW1", "ARROW", "Arrow"),
    (b"FEA1", "ARROW", "Feather"),
    (b"\x1f\x8b", "COMPRESSE", "compressé gzip"),
    (b"BZh", "COMPRESSE", "compressé bzip2"),
    (b"\xfd7zXZ\x00", "COMPRESSE", "compressé xz"),
    (b"7z\xbc\xaf\x27\x1c", "COMPRESSE", "compressé 7z"),
    (b"\x28\xb5\x2f\xfd", "COMPRESSE", "compressé zstd"),
    (b"Rar!", "COMPRESSE", "compressé rar"),
    (b"\x89PNG", "IMAGE", "image PNG"),
    (b"\xff\xd8\xff", "IMAGE", "image JPEG"),
    (b"GIF8", "IMAGE", "image GIF"),
    (b"%PDF", "PDF", "PDF"),
    (b"{\\rtf", "DOCUMENT", "document RTF"),
    (b"SQLite format 3\x00", "BASE", "base SQLite"),
    (b"\x7fELF", "PROGRAMME", "programme"),
)
"""Opening bytes of what is never opened: code of the refusal, and the French name."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICKLE = re.compile(rb"\x80[\x02-\x05].|\(?[ldi]p\d+\r?\n|[\]}]q\x00", re.DOTALL)
"""How a serialised Python object begins, by binary protocols (2 to 5) and by the textual ones (0 and 1)."""

_BLANK = b" \t\r\n\x00"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|div)\b", re.IGNORECASE)


def find_kind_of_file(head: bytes) -> Kind:
    """The format of a file; `RefusedInput` for an empty file, a picture, an archive, Parquet, pickle…"""
    text = _decode_wide(head)
    if not text.strip(_BLANK):
        raise RefusedInput(
            "FICHIER_VIDE", "Le fichier est vide.", "Refaites l’export\u202f: il ne contient aucune ligne."
        )
    _refuse_closed(head)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "archive"
    if head.startswith(_OLE):
        return "ole"
    return _find_text_kind(text)


def _decode_wide(head: bytes) -> bytes:
    """The head without its mark, in UTF-8 when the mark says UTF-16."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", errors="ignore").encode("utf-8", errors="ignore")
    return head.removeprefix(codecs.BOM_UTF8)


def _refuse_closed(head: bytes) -> None:
    for magic, code, name in _FERMES:
        if head.startswith(magic):
            raise RefusedInput(
                f"FORMAT_{code}",
                f"Ce fichier est de type «\u202f{name}\u202f»\u202f: ce n’est pas un export que l’on peut lire.",
                "Déposez l’export en CSV, en classeur (XLSX, XLS, ODS) ou en JSON.",
            )
    if _PICKLE.match(head):
        raise RefusedInput(
            "FORMAT_PICKLE",
            "Ce fichier est un objet Python sérialisé\u202f: il n’est jamais ouvert.",
            "Déposez l’export en CSV, en classeur (XLSX, XLS, ODS) ou en JSON.",
        )


def _find_text_kind(head: bytes) -> Kind:
    text = head.lstrip(_BLANK)
    if _HTML.match(text) or (text.startswith((b"<!--", b"<?xml")) and _HTML.search(text)):
        return "html"
    if text.startswith(b"<?xml"):
        raise RefusedInput(
            "FORMAT_XML",
            "Ce fichier est un document XML, même si son nom dit autre chose.",
            "Ouvrez-le dans le tableur et enregistrez-le en XLSX, ODS ou CSV.",
        )
    _refuse_binary(head)
    return "json" if text[:1] in (b"{", b"[") and _is_json_like(text) else "texte"


def _refuse_binary(head: bytes) -> None:
    """Refuse bytes full of control characters; NULs alone are judged with the encoding."""
    control = sum(head.count(byte) for byte in range(1, 32) if byte not in (9, 10, 11, 12, 13, 26, 27))
    if control > PART_CONTROLE * len(head) and control > 2:
        raise RefusedInput(
            "FORMAT_BINAIRE",
            "Ce fichier n’est ni un texte, ni un classeur, ni du JSON.",
            "Déposez l’export en CSV, en classeur (XLSX, XLS, ODS) ou en JSON.",
        )


def _is_json_like(text: bytes) -> bool:
    """Whether a text opening by a bracket goes on as JSON does; a title such as « [Export] » does not."""
    following = text[1:].lstrip(_BLANK)[:1]
    return following in (b'"', b"{", b"[", b"}", b"]", b"") or (text[:1] == b"[" and following in b"-0123456789tfn")
