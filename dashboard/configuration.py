"""What this server serves: the folder of millésimes, whether it is a demonstration, and who its visitors are.

Takes the environment, gives a frozen `Configuration`. Without a configured identity every visitor is the bureau, and
no private file opens.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from dashboard.profils import BUREAU, Profil
from pipelines.settings import demo_dossiers, read_dossiers

EXEMPLE = "OBSERVATOIRE_EXEMPLE"
"""Set to « oui » by `observatoire demo`: only then does an example release open, and no real one does."""


CONTACT = "OBSERVATOIRE_CONTACT"
"""An address of mail or of a page, told to whoever meets a difficulty; none unless the operator sets it."""


@dataclass(frozen=True)
class Configuration:
    """The settings of one server."""

    publications: Path
    exemple: bool
    profil: Profil
    contact: str = ""


def read_configuration() -> Configuration:
    """The settings named by the environment."""
    dossiers = read_dossiers()
    exemple = os.environ.get(EXEMPLE) == "oui" or dossiers.donnees == demo_dossiers().donnees
    return Configuration(dossiers.publications, exemple, BUREAU, os.environ.get(CONTACT, "").strip())
