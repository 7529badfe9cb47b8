"""One example file: its bytes, and everything needed to integrate and to check it.

Gives the record that writing, manifest and tests share.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fabrique.dossiers import Dossiers
from fabrique.texte import Comptes

MENTION = "Exemple synthétique"
"""Said inside every file that has room for it."""


@dataclass(frozen=True)
class Fichier:
    """`office` and `arrete_au` are what the command must be told; absent, the file says it by itself.

    `dossiers` holds the accepted cases by office, `vides` and `alterations` the cells of each column at reading.
    """

    nom: str
    format: str
    octets: bytes
    source: str
    office: str | None
    arrete_au: date | None
    date_arrete: date
    dossiers: Mapping[str, Dossiers]
    comptes: Comptes
    vides: Mapping[str, int] = field(default_factory=dict)
    alterations: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
