"""Where things are: the committed reference data, and the folders a network keeps for itself.

Two environment variables let a second network, or a test, live beside the first: `OBSERVATOIRE_DONNEES` (base
and publications) and `OBSERVATOIRE_CLES` (keys, outside the data on purpose).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

RACINE = Path(__file__).resolve().parent.parent
"""The checkout: sources, vocabularies and examples are read from its `data` folder."""

REFERENTIELS = RACINE / "data"

EXEMPLES = REFERENTIELS / "exemples"
"""Synthetic exports: what lies here can only enter a base of examples."""


@dataclass(frozen=True)
class Dossiers:
    """The folders of one network. `donnees` holds base, publications and journal; `cles` the keys of case ids."""

    donnees: Path
    cles: Path

    @property
    def entrepot(self) -> Path:
        """Delta tables of the base."""
        return self.donnees / "entrepot"

    @property
    def publications(self) -> Path:
        """Frozen millésimes and the pointer to the current one."""
        return self.donnees / "publications"

    @property
    def journal(self) -> Path:
        """Hash-chained events."""
        return self.donnees / "journal"


def read_dossiers() -> Dossiers:
    """The folders named by the environment, or the untracked ones of the checkout and the user's configuration."""
    donnees = os.environ.get("OBSERVATOIRE_DONNEES")
    cles = os.environ.get("OBSERVATOIRE_CLES")
    configuration = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return Dossiers(
        donnees=Path(donnees).expanduser() if donnees else REFERENTIELS,
        cles=Path(cles).expanduser() if cles else configuration / "observatoire-mediation" / "cles",
    )


def demo_dossiers() -> Dossiers:
    """The folders of the demonstration, its keys included: they guard nothing but synthetic cases."""
    demo = REFERENTIELS / "demo"
    return Dossiers(donnees=demo, cles=demo / "cles")
