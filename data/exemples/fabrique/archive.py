"""Zip archives whose bytes depend on their content only: fixed times, fixed rights, fixed order.

Takes named members, gives the archive's bytes. Compressed bytes may differ between two builds of zlib, members never do.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

INSTANT = (2026, 1, 15, 9, 30, 0)
"""Time written on every member."""

Membre = tuple[str, str]


def pack(membres: Sequence[Membre], non_compresses: frozenset[str] = frozenset()) -> bytes:
    """The archive of `membres` (name, text), in that order."""
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w") as archive:
        for nom, texte in membres:
            fiche = zipfile.ZipInfo(nom, INSTANT)
            fiche.compress_type = zipfile.ZIP_STORED if nom in non_compresses else zipfile.ZIP_DEFLATED
            fiche.create_system, fiche.external_attr = 3, 0o644 << 16
            archive.writestr(fiche, texte.encode("utf-8"), compresslevel=9)
    return sortie.getvalue()
