"""The exact blocks of every constant perimeter, for the crossings the plan publishes by perimeter.

Takes the cases and the presence tables of the perimeters, gives blocks in the shape of the network's own, the widest
perimeter first. One statement serves all perimeters: a small base pays for planning, not for rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pyarrow.compute as pc

from pipelines.indicateurs.registry import Cohorte, Registry
from pipelines.publication.blocs import Bloc
from pipelines.publication.engine import Engine
from pipelines.publication.lots import SAISINES_ENSEMBLE, build_lots
from pipelines.publication.perimetre import COHORTES_CONSTANTES, GRAINS_CONSTANTS, PRESENCE, Perimetre
from pipelines.publication.plan import Croisement, Grain
from pipelines.publication.tables import build_lot_sql

Adresse = tuple[str, Cohorte, Grain]
"""Crossing, cohort and grain of a block."""


def compute_constant_blocks(
    engine: Engine, registry: Registry, croisements: Iterable[Croisement], perimetres: Sequence[Perimetre]
) -> Mapping[Adresse, list[Bloc]]:
    """The blocks of each address, in the order of `perimetres`; the perimeters without a line are left out."""
    if not perimetres:
        return {}
    narrowed = [
        replace(
            croisement,
            grains=tuple(grain for grain in croisement.grains if grain in kept),
            cohortes=tuple(cohorte for cohorte in croisement.cohortes if cohorte in COHORTES_CONSTANTES),
        )
        for croisement in croisements
        if (kept := GRAINS_CONSTANTS.get(croisement.id))
    ]
    lots = build_lots(registry, narrowed, large=engine.count("cas") > SAISINES_ENSEMBLE)
    answers = engine.query_all([build_lot_sql(registry, lot, PRESENCE, par_perimetre=True) for lot in lots])
    parts = (part for lot, answer in zip(lots, answers, strict=True) for part in lot.split(answer))
    found: dict[Adresse, list[Bloc]] = {}
    for (croisement, cohorte, grain), table in parts:
        names = ("periode", "valeur1", "valeur2")[: 1 + len(croisement.criteres)]
        ordered = table.sort_by([(name, "ascending") for name in names])
        for perimetre in perimetres:
            lines = ordered.filter(pc.equal(ordered["perimetre"], perimetre.id)).drop_columns("perimetre")
            if lines.num_rows:
                bloc = Bloc(croisement, cohorte, grain, lines, perimetre.id)
                found.setdefault((croisement.id, cohorte, grain), []).append(bloc)
    return found
