"""The keys of case ids while a file is read: those the offices have, and one made in memory for each that has none.

Takes the folder of the keys, gives secrets. Writes nothing until told which offices the deposit speaks for: a file that
is refused leaves no key behind it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from pathlib import Path

from pipelines.privacy import LONGUEUR_CLE, has_office_key, read_office_key, write_office_key


class Trousseau:
    """Secrets by office. Without a folder none is ever kept: ids then serve to compare rows of one file only."""

    def __init__(self, dossier: Path | None) -> None:
        self.dossier = dossier
        self.secrets: dict[str, bytes] = {}

    def find(self, office: str) -> bytes:
        """The secret of one office, the same each time."""
        known = self.secrets.get(office)
        if known is None:
            kept = self.dossier is not None and bool(office) and has_office_key(self.dossier, office)
            known = (
                read_office_key(self.dossier, office) if self.dossier and kept else secrets.token_bytes(LONGUEUR_CLE)
            )
            self.secrets[office] = known
        return known

    def keep(self, offices: Iterable[str]) -> None:
        """Put on the disk the secrets made here for these offices."""
        for office in offices:
            if self.dossier is not None and office in self.secrets and not has_office_key(self.dossier, office):
                write_office_key(self.dossier, office, self.secrets[office])
