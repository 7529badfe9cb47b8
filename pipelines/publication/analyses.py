"""What a millésime says beyond its cells, computed on exact counts before the gate: perimeters, changes, expectations, signals.

Takes the cases and the coverage, gives the tables of `reseau/` that are not cells, and the columns added to the blocks of
offices. Each analysis protects what it publishes itself; none is computed again from published cells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import pyarrow as pa

from pipelines.indicateurs.registry import Registry
from pipelines.offices import Office
from pipelines.publication.blocs import Ajouts
from pipelines.publication.casemix import casemix_codes, compute_casemix
from pipelines.publication.casemix_colonnes import member_columns, private_columns
from pipelines.publication.couverture import Couverture
from pipelines.publication.decomposition import decomposed_indicators, decomposition_table
from pipelines.publication.decomposition_cube import build_cube
from pipelines.publication.engine import Engine
from pipelines.publication.perimetre import Perimetre, build_constant_presence, list_perimeters, perimeters_table
from pipelines.publication.perimetre_activite import read_activities
from pipelines.publication.signaux import signals_table


@dataclass(frozen=True)
class Analyses:
    """`tables` gives the files of `reseau/` by name; `membre` and `prive` complete the blocks of offices."""

    perimetres: tuple[Perimetre, ...]
    tables: Callable[[], Mapping[str, pa.Table]]
    membre: Ajouts
    prive: Ajouts


def compute_analyses(
    engine: Engine, registry: Registry, couverture: Couverture, offices: Mapping[str, Office]
) -> Analyses:
    """Every analysis of the release; the presence tables of its perimeters are left in the engine.

    The tables are computed when asked for, mostly in Python: another thread may do it while statements run.
    """
    activites = read_activities(engine, offices)
    perimetres = list_perimeters(couverture, activites)
    build_constant_presence(engine, couverture, perimetres)
    wanted = [registry.find(code) for code in casemix_codes()]
    needed = [*decomposed_indicators(registry), *(found for found in wanted if found is not None)]
    cube = build_cube(engine, registry, needed)
    casemix = compute_casemix(engine, cube, registry, couverture)

    def tables() -> Mapping[str, pa.Table]:
        return {
            "perimetres-constants": perimeters_table(perimetres),
            "decomposition": decomposition_table(cube, registry, couverture, activites),
            "signaux": signals_table(engine, couverture, activites),
        }

    return Analyses(
        perimetres=perimetres,
        tables=tables,
        membre=partial(member_columns, casemix=casemix),
        prive=partial(private_columns, casemix=casemix),
    )
