"""What a check says: its four verdicts, one `Constat` per reference, a `Bilan` per text or file, and where it looked.

Takes the folder of releases and the nature of those that may be opened. It compares nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dashboard.manifeste import list_releases
from dashboard.millesime import Millesime, open_release
from pipelines.errors import ObservatoireError

Verdict = Literal["identique", "revise", "modifie", "inconnu"]

VERDICTS: dict[Verdict, str] = {
    "identique": "Identique",
    "revise": "Révisé depuis",
    "modifie": "Modifié",
    "inconnu": "Inconnu",
}
_GRAVITE: tuple[Verdict, ...] = ("identique", "revise", "inconnu", "modifie")


@dataclass(frozen=True)
class Constat:
    """What is known of one reference. `lieu` is where it was read, `exacte` the statement as it was published."""

    verdict: Verdict
    reference: str
    phrase: str
    lieu: str = ""
    exacte: str = ""


@dataclass(frozen=True)
class Bilan:
    """Every reference found. `remarque` says what the check could not cover."""

    constats: tuple[Constat, ...]
    remarque: str = ""

    @property
    def verdict(self) -> Verdict:
        """The worst of the verdicts; nothing found is unknown."""
        return max((found.verdict for found in self.constats), key=_GRAVITE.index, default="inconnu")


@dataclass(frozen=True)
class Depot:
    """The folder of releases and the nature of those that may be opened."""

    publications: Path
    exemple: bool

    def open(self, identifiant: str) -> Millesime:
        """One release of the right nature; a refusal otherwise."""
        return open_release(self.publications, identifiant, exemple=self.exemple)

    def later(self, identifiant: str) -> Iterator[Millesime]:
        """The releases after this one that can be read, the oldest first."""
        known = list_releases(self.publications)
        newer = known[: known.index(identifiant)] if identifiant in known else ()
        for name in reversed(newer):
            try:
                yield self.open(name)
            except ObservatoireError:
                continue
