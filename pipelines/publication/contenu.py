"""The files of a millésime, written into an empty folder from one run of the engine.

Takes a view, gives files and what the manifest says of them. It publishes nothing: the folder has no name yet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow as pa

from pipelines.indicateurs.registry import Registry
from pipelines.publication.analyses import compute_analyses
from pipelines.publication.couverture import Couverture, build_coverage, coverage_table, offices_table
from pipelines.publication.definitions import build_definitions
from pipelines.publication.drapeaux import flags_table
from pipelines.publication.engine import Engine, open_engine
from pipelines.publication.evenements import events_table
from pipelines.publication.exact import private_tables
from pipelines.publication.libelles import labels_table
from pipelines.publication.manifest import Publie, dump_json
from pipelines.publication.phrases import left_out_advice, left_out_sentences, overlap_sentences, partial_sentences
from pipelines.publication.plan import Plan, Usage
from pipelines.publication.preparation import (
    attach_base,
    attach_recommendations,
    attach_register,
    build_cases,
    build_presence,
    build_private_presence,
    sensitive_codes,
)
from pipelines.publication.prive_traces import trace_tables
from pipelines.publication.reseau import fingerprint, network_tables
from pipelines.publication.situation import Situation, complete_offices, find_situations
from pipelines.publication.stockage import Fichier, write_file, write_table
from pipelines.publication.survie import Survie, survival_tables
from pipelines.recommandations import Recommandation
from pipelines.vue import Vue

Progress = Callable[[str], None]

OUVRIERS = 2
"""Files are encoded and hashed, examples and analyses worked out, while the statements of the main thread run."""

_NON_COMPTEES = """select s.office_id as office_id, s.recue_annee as annee, count(*) as n
from cas s
left join presence_annee p on p.office_id = s.office_id and p.periode = s.recue_annee
where p.office_id is null
group by s.office_id, s.recue_annee"""

_RECEPTIONS = """select s.office_id as office_id, min(s.date_reception) as premiere, max(s.date_reception) as derniere
from cas s
group by s.office_id"""

_NON_PRISES = """select s.annee as annee, s.office_id as office_id, count(*) as n
from recommandations s
left join presence_annee p on p.office_id = s.office_id and p.periode = s.annee
where p.office_id is null
group by s.annee, s.office_id"""


@dataclass(frozen=True)
class Contenu:
    """What was written, and what there is to say of it."""

    croisements: tuple[Publie, ...]
    empreinte: str
    couverture: Couverture
    reserves: tuple[str, ...]
    fichiers: tuple[Fichier, ...]


def write_content(
    vue: Vue,
    folder: Path,
    registry: Registry,
    plan: Plan,
    progress: Progress,
    recommandations: Sequence[Recommandation] = (),
) -> Contenu:
    """Every file of the millésime but its manifest."""
    situations = find_situations(vue.offices, registry.strates)
    vue = replace(vue, offices=complete_offices(vue.offices, situations))
    with open_engine(vue.fichiers) as engine, ThreadPoolExecutor(OUVRIERS) as workers:
        definitions = workers.submit(build_definitions, registry)
        progress("Lecture de la base")
        couverture = _prepare(engine, vue, registry, recommandations)
        progress("Analyses")
        analyses = compute_analyses(engine, registry, couverture, vue.offices)
        tables = workers.submit(analyses.tables)
        progress("Tables du réseau")
        reseau = network_tables(engine, registry, plan, sensitive_codes(), analyses.perimetres, analyses.membre)
        written = list(_write_cells(workers, folder, reseau.cellules))
        cellules = workers.submit(fingerprint, reseau.cellules)
        progress("Courbes de délai")
        survie = survival_tables(engine, vue.depots, couverture, plan, sensitive_codes())
        curves = workers.submit(fingerprint, survie.cellules)
        reserves = _state_limits(engine, couverture, vue)
        progress("Fichiers privés des offices")
        traces = trace_tables(engine, vue, couverture)
        written += [
            workers.submit(
                write_table,
                folder,
                f"offices/{office}.parquet",
                traces.complete(office, survie.complete(office, cells)),
            )
            for office, cells in private_tables(engine, registry, plan, couverture, analyses.prive)
        ]
        progress("Définitions et couverture")
        fichiers = [
            write_file(folder, "definitions.json", dump_json(definitions.result())),
            *_write_network(folder, couverture, situations, registry),
            *_write_curves(folder, survie),
            *_write_analyses(folder, tables.result()),
            *(file.result() for file in written),
        ]
    return Contenu(
        croisements=(*reseau.croisements, *survie.croisements),
        empreinte=hashlib.sha256(f"{cellules.result()}\n{curves.result()}".encode()).hexdigest(),
        couverture=couverture,
        reserves=reserves,
        fichiers=tuple(sorted(fichiers, key=lambda fichier: fichier.chemin)),
    )


def _prepare(engine: Engine, vue: Vue, registry: Registry, recommandations: Sequence[Recommandation]) -> Couverture:
    """The coverage of the view, once the engine holds all that the texts read."""
    couverture = build_coverage(vue, attach_base(engine, vue.fichiers, registry))
    attach_register(engine, vue.offices, couverture.arretes)
    attach_recommendations(engine, recommandations)
    build_cases(engine, registry)
    build_presence(engine, couverture)
    build_private_presence(engine, couverture)
    return couverture


def _write_cells(
    workers: ThreadPoolExecutor, folder: Path, cellules: Mapping[Usage, pa.Table]
) -> Iterator[Future[Fichier]]:
    for usage, cells in cellules.items():
        yield workers.submit(write_table, folder, f"reseau/{usage}.parquet", cells)


def _write_network(
    folder: Path, couverture: Couverture, situations: Mapping[str, Situation], registry: Registry
) -> Iterator[Fichier]:
    yield write_table(folder, "reseau/couverture.parquet", coverage_table(couverture))
    yield write_table(folder, "reseau/offices.parquet", offices_table(couverture))
    yield write_table(folder, "reseau/evenements.parquet", events_table(couverture.offices))
    yield write_table(folder, "reseau/perimetres.parquet", flags_table(couverture.offices, situations))
    yield write_table(folder, "reseau/libelles.parquet", labels_table(registry))


def _write_curves(folder: Path, survie: Survie) -> Iterator[Fichier]:
    for usage, cells in survie.cellules.items():
        yield write_table(folder, f"reseau/survie-{usage}.parquet", cells)


def _write_analyses(folder: Path, tables: Mapping[str, pa.Table]) -> Iterator[Fichier]:
    for nom, table in tables.items():
        yield write_table(folder, f"reseau/{nom}.parquet", table)


def _state_limits(engine: Engine, couverture: Couverture, vue: Vue) -> tuple[str, ...]:
    rows = engine.query(_NON_COMPTEES).to_pylist()
    left_out = {(row["annee"], row["office_id"]): row["n"] for row in rows}
    advice = engine.query(_NON_PRISES).to_pylist()
    return (
        *left_out_sentences(left_out, couverture),
        *partial_sentences(vue.depots),
        *overlap_sentences(_replaced(vue), _receptions(engine)),
        *left_out_advice({(row["annee"], row["office_id"]): row["n"] for row in advice}),
    )


def _replaced(vue: Vue) -> list[tuple[str, str]]:
    """The offices the register says replaced, each with the one that replaces it."""
    after = [(office.predecesseur, office.cle) for office in vue.offices.values() if office.predecesseur]
    return [*after, *((office.cle, office.successeur) for office in vue.offices.values() if office.successeur)]


def _receptions(engine: Engine) -> dict[str, tuple[date, date]]:
    rows = engine.query(_RECEPTIONS).to_pylist()
    return {row["office_id"]: (row["premiere"], row["derniere"]) for row in rows}
