"""Constant perimeters: the offices that delivered every year from AAAA to the last complete one.

Takes coverage and activity, gives `Perimetre`s, the presence tables their cells are computed with, and the small
public table that says how many offices each holds. It names no office outside publication.

Two, three and five years are offered: each perimeter costs as much as the whole network, and more of them would be
nested sets that differ by a handful of offices.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipelines.indicateurs.registry import Cohorte
from pipelines.publication.couverture import Couverture, main_period
from pipelines.publication.engine import Engine
from pipelines.publication.perimetre_activite import Activite, is_whole
from pipelines.publication.periodes import Periode
from pipelines.publication.plan import GRAINS, Grain

PREFIXE = "constant-"
PRESENCE = "constant"
"""Prefix of the presence tables of constant perimeters, one per grain."""

RECULS = (1, 2, 4)
"""Years between the first and the last year of a perimeter: a comparison, a short and a long series."""

OFFICES_MINIMUM = 3
"""Fewer offices would be their own figures under another name."""

GRAINS_CONSTANTS: Mapping[str, tuple[Grain, ...]] = {
    "reseau": GRAINS,
    "type": ("annee",),
    "famille": ("annee",),
    "canal": ("annee",),
}
"""Crossings published for every perimeter, and at which grains: by month, a family of a few offices is mostly hidden."""

COHORTES_CONSTANTES: tuple[Cohorte, ...] = ("recues", "closes", "stock")
"""Cohorts published for every perimeter: those of the headline figures."""

SCHEMA_PRESENCE = pa.schema(
    [*((name, pa.string()) for name in ("office_id", "periode")), ("jour", pa.date32()), ("perimetre", pa.string())]
)
SCHEMA_PERIMETRES = pa.schema(
    [("perimetre", pa.string()), ("depuis", pa.int32()), ("jusqu_a", pa.int32()), ("offices", pa.int32())]
)


@dataclass(frozen=True)
class Perimetre:
    """A fixed set of offices, each whole in every year from `depuis` to `jusqu_a`."""

    depuis: int
    jusqu_a: int
    offices: frozenset[str]

    @property
    def id(self) -> str:
        """« constant-2023 »."""
        return f"{PREFIXE}{self.depuis}"


def list_perimeters(couverture: Couverture, activites: Mapping[str, Activite]) -> tuple[Perimetre, ...]:
    """The perimeters of the release, the latest start first; each holds the offices of the following ones.

    Two starts with the same offices are one perimeter, named after the earlier.
    """
    last = int(main_period(couverture))
    years = [year for year in couverture.periodes["annee"] if year.fin <= couverture.arrete_au]
    years = [year for year in years if year.debut.year <= last]
    if not years:
        return ()
    first = years[0].debut.year
    found: dict[frozenset[str], Perimetre] = {}
    for start in sorted({max(first, last - recul) for recul in RECULS} - {last}, reverse=True):
        kept = [year for year in years if year.debut.year >= start]
        offices = frozenset(
            office for office in activites if all(is_whole(couverture, activites, office, year) for year in kept)
        )
        if len(offices) >= OFFICES_MINIMUM:
            found[offices] = Perimetre(start, last, offices)
    return tuple(sorted(found.values(), key=lambda perimetre: -perimetre.depuis))


def build_constant_presence(engine: Engine, couverture: Couverture, perimetres: Sequence[Perimetre]) -> None:
    """The tables `constant_<grain>`: each office of each perimeter, in the periods that all of them delivered."""
    for grain in GRAINS:
        engine.register(f"{PRESENCE}_{grain}", constant_presence_table(couverture, perimetres, grain))


def constant_presence_table(couverture: Couverture, perimetres: Sequence[Perimetre], grain: Grain) -> pa.Table:
    """One row per perimeter, period and office. A period one office has not delivered is not part of the series."""
    rows = [
        (office, periode.id, periode.fin, perimetre.id)
        for perimetre in perimetres
        for periode in couverture.periodes[grain]
        if is_in_series(couverture, perimetre, periode)
        for office in sorted(perimetre.offices)
    ]
    named = [dict(zip(SCHEMA_PRESENCE.names, row, strict=True)) for row in rows]
    return pa.Table.from_pylist(named, schema=SCHEMA_PRESENCE)


def is_in_series(couverture: Couverture, perimetre: Perimetre, periode: Periode) -> bool:
    """Whether the period belongs to the series of the perimeter: after its start, delivered by all its offices."""
    if periode.debut.year < perimetre.depuis:
        return False
    return all(couverture.covers(office, periode) for office in perimetre.offices)


def perimeters_table(perimetres: Sequence[Perimetre]) -> pa.Table:
    """One row per perimeter: its years and how many offices it holds."""
    rows = sorted((p.id, p.depuis, p.jusqu_a, len(p.offices)) for p in perimetres)
    named = [dict(zip(SCHEMA_PERIMETRES.names, row, strict=True)) for row in rows]
    return pa.Table.from_pylist(named, schema=SCHEMA_PERIMETRES)
