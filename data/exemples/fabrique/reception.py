"""When cases arrive: how many an office expects each day, and the draw of their days.

Takes an office and an end, gives daily expectations and reception columns. Seasons, the spring of 2020, growth,
a break of series and the backlog typed in at onboarding are in the expectation, so density changes none of them.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from fabrique.calibrage import SAISONS
from fabrique.dossiers import Dossiers, months, weekdays
from fabrique.hasard import Entiers, chance, draw
from fabrique.reseau import OfficeFictif

SEMAINE = (1.25, 1.25, 1.15, 1.2, 1.1, 0.55, 0.5)
"""Days of the week: the web form and e-mail work at weekends, permanences do not."""

CONFINEMENT = (date(2020, 3, 17), date(2020, 5, 11), 0.38)
DECONFINEMENT = (date(2020, 5, 11), date(2020, 7, 1), 0.8)
"""Spring of 2020: permanences closed."""


def day_number(jour: date) -> int:
    """Days since 1970."""
    return jour.toordinal() - date(1970, 1, 1).toordinal()


def expected(office: OfficeFictif, fin: date) -> tuple[Entiers, NDArray[np.float64]]:
    """Days from the office's first to `fin` included, and the cases expected on each."""
    jours = np.arange(day_number(office.debut), day_number(fin) + 1, dtype=np.int32)
    recul = (day_number(date(2025, 7, 1)) - jours) / 365.25
    attendus = office.volume / 365.25 * office.croissance ** (-recul)
    attendus = attendus * np.take(SAISONS, months(jours)) * np.take(SEMAINE, weekdays(jours))
    for debut, arret, effet in (CONFINEMENT, DECONFINEMENT):
        attendus = np.where((jours >= day_number(debut)) & (jours < day_number(arret)), attendus * effet, attendus)
    if office.rupture:
        attendus = np.where(jours >= day_number(office.rupture), attendus * office.effet, attendus)
    return jours, attendus


def receive(office: OfficeFictif, fin: date, n: int | None, facteur: float, rng: Generator) -> Dossiers:
    """Cases with their day and second of reception, oldest first: `n`, or as many as chance gives around the expectation."""
    jours, attendus = expected(office, fin)
    total = int(rng.poisson(attendus.sum() * facteur)) if n is None else n
    jour = jours[draw(rng, attendus, total)]
    repris = np.zeros(total, dtype=np.int32)
    if office.rattrapage:
        part = office.rattrapage / attendus.sum()
        repris = chance(rng, part, total).astype(np.int32)
        jour = np.where(repris == 1, jours[0] + draw(rng, [1, 1, 1], total), jour).astype(np.int32)
    seconde = np.clip(rng.normal(13.2 * 3600, 3.1 * 3600, total), 1800, 86000).astype(np.int32)
    ordre = np.lexsort((seconde, jour))
    return Dossiers(office.cle, {"date_reception": jour, "seconde_reception": seconde, "reprise": repris}).garder(ordre)
