"""What is said of a file: findings with their line, the accounting identity, and the counts made at reading.

Takes nothing by itself; stages append to it. A `Constat` never holds a value, only its masked shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pipelines.typographie import typeset

Niveau = Literal["information", "avertissement", "ecartee", "ignoree", "doublon", "refus"]


@dataclass(frozen=True)
class Constat:
    """One finding. `nombre` > 1 groups the same finding on many lines, `ligne` is then the first of them."""

    code: str
    niveau: Niveau
    conseil: str
    ligne: int | None = None
    feuille: str | None = None
    colonne: str | None = None
    valeur_masquee: str = ""
    nombre: int = 1

    def as_dict(self) -> dict[str, Any]:
        """The keys `verifier --json` prints."""
        return {
            "code": self.code,
            "niveau": self.niveau,
            "ligne": self.ligne,
            "feuille": self.feuille,
            "colonne": self.colonne,
            "valeur_masquee": self.valeur_masquee,
            "conseil": typeset(self.conseil),
            "nombre": self.nombre,
        }


@dataclass(frozen=True)
class Rapport:
    """The account of one file: every line read is accepted, set aside, a duplicate or ignored.

    `vides` and `alterees` count, per title of the file, empty cells and cells a known export defect corrupted.
    """

    fichier: str
    sha256: str
    source: str | None
    source_proposee: bool
    lues: int
    acceptees: int
    ecartees: int
    doublons: int
    ignorees: int
    constats: tuple[Constat, ...]
    messages: tuple[str, ...] = ()
    refus: str | None = None
    refus_code: str | None = None
    vides: Mapping[str, int] = field(default_factory=dict)
    alterees: Mapping[str, int] = field(default_factory=dict)
    offices: Mapping[str, int] = field(default_factory=dict)
    date_arrete: date | None = None
    premiere_reception: date | None = None
    derniere_reception: date | None = None

    @property
    def closes(self) -> bool:
        """Whether the accounting identity holds; a report whose identity does not hold must never be shown."""
        return self.lues == self.acceptees + self.ecartees + self.doublons + self.ignorees

    def as_dict(self) -> dict[str, Any]:
        """The object `verifier --json` prints."""
        return {
            "fichier": self.fichier,
            "sha256": self.sha256,
            "source": self.source,
            "source_proposee": self.source_proposee,
            "refus": typeset(self.refus) if self.refus else self.refus,
            "refus_code": self.refus_code,
            "lues": self.lues,
            "acceptees": self.acceptees,
            "ecartees": self.ecartees,
            "doublons": self.doublons,
            "ignorees": self.ignorees,
            "messages": [typeset(message) for message in self.messages],
            "constats": [constat.as_dict() for constat in self.constats],
            "vides": dict(self.vides),
            "alterees": dict(self.alterees),
            "offices": dict(self.offices),
            "date_arrete": self.date_arrete.isoformat() if self.date_arrete else None,
            "periode": [day.isoformat() if day else None for day in (self.premiere_reception, self.derniere_reception)],
        }


def refused(fichier: str, sha256: str, code: str, message: str, conseil: str = "") -> Rapport:
    """The report of a file of which nothing was taken."""
    constat = Constat(code, "refus", conseil or message)
    return Rapport(fichier, sha256, None, False, 0, 0, 0, 0, 0, (constat,), (message,), message, code)
