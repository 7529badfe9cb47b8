"""The pairs of periods that may be compared: a period that is over, and the same one a year before.

Takes coverage, gives `Paire`s of windows: a year and the year before, a quarter and the same quarter, twelve rolling
months and the twelve before. A period that is not over is in no pair.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from pipelines.publication.couverture import Couverture
from pipelines.publication.decomposition_cube import Cube, Entiers
from pipelines.publication.periodes import Periode

GLISSANT = "glissant"
"""Twelve months, named after the last one: « 2025-09 »."""

GLISSANTS = 4
"""Rolling windows offered: those that end with the last months that are over."""


@dataclass(frozen=True)
class Fenetre:
    """A stretch of whole months. `periode` bears its days; `grain` its name in the release."""

    grain: str
    periode: Periode

    @property
    def id(self) -> str:
        """« 2025 », « 2025-T3 », « 2025-09 » for the twelve months that end in September."""
        return self.periode.id

    def read(self, cube: Cube, mesures: tuple[str, ...]) -> Entiers:
        """The sum of the measures in the window, by office, family and canal."""
        if self.grain == "annee":
            return cube.year(mesures, self.id)
        return cube.months(mesures, f"{self.periode.debut:%Y-%m}", f"{self.periode.fin:%Y-%m}")


@dataclass(frozen=True)
class Paire:
    """A window and the one it is compared with."""

    fenetre: Fenetre
    reference: Fenetre


def list_pairs(couverture: Couverture) -> tuple[Paire, ...]:
    """Every comparable pair of the release, by grain then in time."""
    windows = [*_calendar_windows(couverture), *_rolling_windows(couverture)]
    known = {(window.grain, window.periode.debut): window for window in windows}
    pairs = []
    for window in windows:
        before = known.get((window.grain, _year_before(window.periode.debut)))
        if before is not None:
            pairs.append(Paire(window, before))
    rolling = [pair for pair in pairs if pair.fenetre.grain == GLISSANT]
    return (*(pair for pair in pairs if pair.fenetre.grain != GLISSANT), *rolling[-GLISSANTS:])


def _calendar_windows(couverture: Couverture) -> Iterator[Fenetre]:
    for periode in (*couverture.periodes["annee"], *couverture.periodes["trimestre"]):
        if periode.fin <= couverture.arrete_au:
            yield Fenetre(periode.grain, periode)


def _rolling_windows(couverture: Couverture) -> Iterator[Fenetre]:
    months = [month for month in couverture.periodes["mois"] if month.fin <= couverture.arrete_au]
    for first, last in zip(months, months[11:], strict=False):
        yield Fenetre(GLISSANT, replace(last, debut=first.debut))


def _year_before(day: date) -> date:
    """Windows start on the first of a month: no 29 February."""
    return day.replace(year=day.year - 1)
