"""Measures on simulated networks how often the statistics are wrong, and how often they find what is there.

    python -m benchmarks.simulations [--part 0.1]

Prints one line per bar: the measured rate, its bound at ninety-nine per cent, the bar, the number of simulations.
`--part` runs that share of them. Everything simulated is synthetic and seeded.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import product

import numpy as np

from dashboard.dispersion import Nature
from tests.simulations.mesures import (
    Mesure,
    measure_funnel,
    measure_gap,
    measure_rise,
    measure_series,
    measure_signals,
)
from tests.simulations.reseaux import OFFICES, Reseau

Ligne = tuple[str, Mesure, str]

NATURES: tuple[Nature, ...] = ("taux", "attendu")
VARIANCES = (0.0, 0.003, 0.01, 0.03, 0.1)
MOYENNES = (0.3, 2.0, 20.0, 600.0)
TAUX = (0.6, 0.65, 0.7)
PETITS = (12, 18)
REMOUS = (0.003, 0.01, 0.03)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", type=float, default=1.0)
    part = parser.parse_args().part
    print(f"{'mesure':<58}{'taux':>9}{'borne':>9}{'barre':>9}{'essais':>8}")
    for measure in (_funnel, _gap, _series, _signals):
        for name, found, bar in measure(part):
            bound = found.majorant if bar.startswith("≤") else found.minorant
            print(f"{name:<58}{found.taux:>9.2%}{bound:>9.2%}{bar:>9}{found.essais:>8}", flush=True)


def _funnel(part: float) -> Iterator[Ligne]:
    for offices, nature, variance in product((OFFICES, *PETITS), NATURES, VARIANCES):
        reseau = Reseau(offices=offices, variance=variance, saison=True, entrees=0.3)
        found = measure_funnel(reseau, nature, round(10_000 * part), 2, tirages=2)
        for niveau, bar in ((0.95, "≤ 5 %"), (0.998, "≤ 0,2 %")):
            yield f"entonnoir {niveau:.1%}, {nature}, {offices} offices, variance {variance}", found[niveau], bar


def _gap(part: float) -> Iterator[Ligne]:
    for taux in TAUX:
        found = measure_gap(0.2, 100, Reseau(), round(10_000 * part), 3, taux)
        yield f"écart de 20 points, N = 100, sous {taux}", found, "≥ 75 %"


def _series(part: float) -> Iterator[Ligne]:
    for saison, bar in ((False, "≤ 10 %"), (True, "≤ 15 %")):
        for moyenne in MOYENNES:
            found = measure_series(moyenne, round(10_000 * part), 1, saison=saison)
            yield f"XmR, 24 mois de {moyenne}{', saison' if saison else ''}", found, bar


def _signals(part: float) -> Iterator[Ligne]:
    calm = (Reseau(offices=20), Reseau(offices=20, variance=0.3, saison=True, entrees=0.3))
    for reseau, name in zip(calm, ("identiques", "dissemblables, saison, entrées"), strict=True):
        yield f"signaux, {name}", measure_signals(reseau, np.full(12, 10.0), round(1_000 * part), 1), "≤ 10 %"
    for remous in REMOUS:
        reseau = Reseau(offices=20, remous=remous)
        found = measure_signals(reseau, np.full(12, 40.0), round(1_000 * part), 6)
        yield f"signaux, parts qui varient d’un an à l’autre ({remous})", found, "≤ 10 %"
    for offices in (20, 40, 57):
        for moyenne in (20.0, 40.0, 60.0):
            found = measure_rise(1.6, Reseau(offices=offices), np.full(12, moyenne), round(300 * part), 5)
            yield f"+60 % dans 5 offices sur {offices}, {moyenne:.0f} cas par an", found, "≥ 80 %"


if __name__ == "__main__":
    main()
