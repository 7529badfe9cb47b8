"""How a file is to be taken: what the person said beside it, and what the base already knows.

Takes nothing, gives one record. Never opens the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines.attribution import Register
from pipelines.corrections import DOSSIER
from pipelines.reserve import LOT
from pipelines.sources import Source

OCTETS_LONG = 24 * 1024 * 1024
"""Size above which a delimited file of a known source goes through block by block: some 200,000 lines."""


@dataclass(frozen=True)
class Demande:
    """How a file is to be taken: what the person said, and what the base already knows."""

    registre: Register
    sources: Sequence[Source]
    source: Source | None = None
    office: str | None = None
    arrete_au: date | None = None
    aujourdhui: date | None = None
    cles: Path | None = None
    """Where the keys of case ids are, to find the case a correction names; nothing is written there."""

    corrections: Path = DOSSIER
    passage: Path | None = None
    """Where the rows of a long file wait while it goes through; without it every file is held whole."""

    octets_long: int = OCTETS_LONG
    lot: int = LOT
    """Rows of a long file worked on at once."""
