"""The files of a millésime, written into an empty folder from one run of the engine.

Takes a view, gives files and what the manifest says of them. It publishes nothing: the folder has no name yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.indicateurs.registry import Registry
from pipelines.publication.couverture import Couverture, build_coverage, coverage_table, offices_table
from pipelines.publication.definitions import build_definitions
from pipelines.publication.engine import Engine, open_engine
from pipelines.publication.evenements import events_table
from pipelines.publication.exact import private_tables
from pipelines.publication.manifest import dump_json
from pipelines.publication.phrases import left_out_sentences, partial_sentences
from pipelines.publication.plan import Plan
from pipelines.publication.preparation import (
    attach_base,
    attach_register,
    build_cases,
    build_presence,
    build_private_presence,
    sensitive_codes,
)
from pipelines.publication.reseau import Reseau, network_tables
from pipelines.publication.stockage import Fichier, write_file, write_table
from pipelines.publication.survie import Survie, survival_tables
from pipelines.vue import Vue

Progress = Callable[[str], None]

_NON_COMPTEES = """select s.office_id as office_id, s.recue_annee as annee, count(*) as n
from cas s
left join presence_annee p on p.office_id = s.office_id and p.periode = s.recue_annee
where p.office_id is null
group by s.office_id, s.recue_annee"""


@dataclass(frozen=True)
class Contenu:
    """What was written, and what there is to say of it."""

    reseau: Reseau
    couverture: Couverture
    reserves: tuple[str, ...]
    fichiers: tuple[Fichier, ...]


def write_content(vue: Vue, folder: Path, registry: Registry, plan: Plan, progress: Progress) -> Contenu:
    """Every file of the millésime but its manifest."""
    progress("Lecture de la base")
    with open_engine(vue.fichiers) as engine:
        couverture = build_coverage(vue, attach_base(engine, vue.fichiers, registry))
        attach_register(engine, vue.offices)
        build_cases(engine, registry)
        build_presence(engine, couverture)
        build_private_presence(engine, couverture)
        progress("Tables du réseau")
        reseau = network_tables(engine, registry, plan, sensitive_codes())
        progress("Courbes de délai")
        survie = survival_tables(engine, vue.depots, couverture, plan, sensitive_codes())
        reserves = _state_limits(engine, couverture, vue)
        progress("Fichiers privés des offices")
        prives = [
            write_table(folder, f"offices/{office}.parquet", survie.complete(office, cells))
            for office, cells in private_tables(engine, registry, plan, couverture)
        ]
    progress("Définitions et couverture")
    fichiers = [*prives, *_write_network(folder, reseau, couverture, registry), *_write_curves(folder, survie)]
    return Contenu(survie.join(reseau), couverture, reserves, tuple(sorted(fichiers, key=lambda fichier: fichier.chemin)))


def _write_network(folder: Path, reseau: Reseau, couverture: Couverture, registry: Registry) -> Iterator[Fichier]:
    for usage, cells in reseau.cellules.items():
        yield write_table(folder, f"reseau/{usage}.parquet", cells)
    yield write_table(folder, "reseau/couverture.parquet", coverage_table(couverture))
    yield write_table(folder, "reseau/offices.parquet", offices_table(couverture))
    yield write_table(folder, "reseau/evenements.parquet", events_table(couverture.offices))
    yield write_file(folder, "definitions.json", dump_json(build_definitions(registry)))


def _write_curves(folder: Path, survie: Survie) -> Iterator[Fichier]:
    for usage, cells in survie.cellules.items():
        yield write_table(folder, f"reseau/survie-{usage}.parquet", cells)


def _state_limits(engine: Engine, couverture: Couverture, vue: Vue) -> tuple[str, ...]:
    rows = engine.query(_NON_COMPTEES).to_pylist()
    left_out = {(row["annee"], row["office_id"]): row["n"] for row in rows}
    return (*left_out_sentences(left_out, couverture), *partial_sentences(vue.depots))
