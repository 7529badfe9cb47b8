"""The whole flow on one screen: a file is checked, then deposited; a deposit is withdrawn; the base is published.

Takes paths and folders, gives reports and records of what was done. Every change happens under the base's lock, is on
the disk before this returns, and is told to the journal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines import admission, confirmation, entrepot, registre
from pipelines.attribution import known_offices
from pipelines.declarations import load_source, load_sources
from pipelines.delta import now
from pipelines.errors import InternalError, NothingToDo, RefusedInput, WrongCall
from pipelines.offices import declared_offices
from pipelines.preparation import Demande, Prepare, hash_rows, prepare
from pipelines.readers import clean_name
from pipelines.report import Rapport, refused
from pipelines.resolve import Difference, compare, resolve
from pipelines.settings import EXEMPLES, REFERENTIELS, Dossiers
from pipelines.sources import Source
from pipelines.vue import Depot

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Options:
    """What the person said beside the file."""

    source: Source | None = None
    office: str | None = None
    arrete_au: date | None = None
    confirmer: bool = False
    exemple: bool = False


@dataclass(frozen=True)
class Integration:
    """A deposit that was made: its record, the account of the file, what it changed."""

    depot: Depot
    rapport: Rapport
    difference: Difference


def verify_file(path: Path, dossiers: Dossiers, options: Options) -> Rapport:
    """The full check of one file, a refusal included; nothing is written anywhere."""
    try:
        exemple = options.exemple or entrepot.is_exemple(dossiers)
        return prepare(path, _demande(dossiers, options, registre.read_registre(dossiers), exemple=exemple)).rapport
    except RefusedInput as error:
        return refused(
            clean_name(path.name), admission.read_fingerprint(path), error.code, error.message, error.conseil
        )


def integrate_file(
    path: Path, dossiers: Dossiers, options: Options, progress: Progress = lambda _: None
) -> Integration:
    """Deposit one file: rows, findings and register on the disk, saisines resolved, journal told."""
    pa.set_memory_pool(pa.system_memory_pool())  # the default pool keeps what it frees, beside Delta's own memory
    if not options.exemple:
        admission.refuse_example_file(path)
    with entrepot.lock(dossiers):
        entrepot.check_nature(dossiers, exemple=options.exemple)
        known = registre.read_registre(dossiers)
        admission.refuse_repeat(path, known, options.office)
        progress("Lecture et contrôle du fichier")
        demande = _demande(dossiers, options, known, exemple=options.exemple)
        ready = prepare(path, demande)
        depot = _admit(ready, demande, known, options)
        entrepot.finish_interrupted(dossiers, known)
        progress("Résolution des dépôts")
        rapport, provisional = ready.rapport, [office for office in ready.offices if office.provisoire]
        rows, after, difference = _resolve_with(ready, depot, dossiers, known, confirmer=options.confirmer)
        progress("Écriture de la base")
        entrepot.record_nature(dossiers, exemple=options.exemple)
        registre.append_depot(dossiers, rows, depot, rapport, provisional)
        del ready, rows  # their columns would stay beside those being written
        entrepot.write_saisines(dossiers, after, depot.offices, registre.read_registre(dossiers).version)
        entrepot.tell_depot(dossiers, depot, {name: getattr(rapport, name) for name in registre.COMPTES})
    return Integration(depot, rapport, difference)


def withdraw(depot_id: str, dossiers: Dossiers) -> Depot:
    """Withdraw a deposit, the last or not, and resolve its offices again without it."""
    with entrepot.lock(dossiers):
        known = registre.read_registre(dossiers)
        entrepot.finish_interrupted(dossiers, known)
        depot = next((found for found in known.depots if found.id == depot_id), None)
        if depot is None:
            if depot_id in known.utilises:
                raise NothingToDo("DEPOT_RETIRE", f"Le dépôt {depot_id} est déjà retiré.")
            raise WrongCall(
                "DEPOT_INCONNU", f"Le dépôt « {depot_id} » n’existe pas.", "« observatoire journal » les liste."
            )
        registre.append_withdrawal(dossiers, depot)
        left = registre.read_registre(dossiers)
        rows = entrepot.read_depots(dossiers, depot.offices, left.depots)
        entrepot.write_saisines(dossiers, resolve(rows, left.depots), depot.offices, left.version)
        entrepot.tell_withdrawal(dossiers, depot.id)
    return depot


def read_source(name: str) -> Source:
    """The declared source of this id, or the TOML file of this path."""
    if name.endswith(".toml"):
        return load_source(Path(name))
    sources = {source.id: source for source in _all_sources(exemple=True)}
    if name not in sources:
        raise WrongCall(
            "SOURCE_INCONNUE", f"La source « {name} » n’est pas déclarée.", f"Sources : {', '.join(sorted(sources))}."
        )
    return sources[name]


def _all_sources(*, exemple: bool) -> tuple[Source, ...]:
    declared = load_sources(REFERENTIELS / "sources")
    return (*declared, *load_sources(EXEMPLES / "sources")) if exemple else declared


def _demande(dossiers: Dossiers, options: Options, known: registre.Registre, *, exemple: bool) -> Demande:
    register = known_offices(declared_offices(dossiers.donnees, exemple=exemple), known.provisoires)
    sources = _all_sources(exemple=exemple)
    return Demande(register, sources, options.source, options.office, options.arrete_au, cles=dossiers.cles)


def _admit(ready: Prepare, demande: Demande, known: registre.Registre, options: Options) -> Depot:
    """The deposit this file makes, once nothing speaks against it."""
    admission.refuse_same_content(ready, known)
    admission.refuse_incomplete(ready, demande.aujourdhui or date.today())
    admission.refuse_other_nature(ready, exemple=options.exemple)
    depot = _new_depot(ready, known)
    admission.refuse_joined_offices(depot, demande.registre, known)
    return depot


def _new_depot(ready: Prepare, known: registre.Registre) -> Depot:
    """The record of the deposit; its id follows from the content, so that the same file gets the same one anywhere."""
    rapport = ready.rapport
    if rapport.date_arrete is None:
        raise InternalError("ARRETE_ABSENT", "Un dépôt sans date d’arrêté a été admis.")
    offices = tuple(sorted(office.cle for office in ready.offices))
    seed = "|".join([rapport.sha256, ready.source.id, rapport.date_arrete.isoformat(), *offices])
    base = "D-" + hashlib.sha256(seed.encode()).hexdigest()[:10]
    identifier = next(
        name
        for rank in range(len(known.utilises) + 1)
        if (name := base if rank == 0 else f"{base}-{rank + 1}") not in known.utilises
    )
    debut, fin = (rapport.premiere_reception, rapport.date_arrete) if ready.source.portee == "periode" else (None, None)
    return Depot(
        identifier,
        ready.source.portee,
        debut,
        fin,
        rapport.date_arrete,
        offices,
        ready.source.id,
        rapport.fichier,
        rapport.sha256,
        now(),
    )


def _as_deposit(rows: pa.Table, depot: Depot) -> pa.Table:
    """The rows with the scope and extract date of their deposit."""
    for name in ("portee", "debut", "fin", "date_arrete"):
        type_ = registre.SCHEMA_DEPOTS.field(name).type
        rows = rows.append_column(name, pa.array([getattr(depot, name)] * rows.num_rows, type_))
    return rows


def _resolve_with(
    ready: Prepare, depot: Depot, dossiers: Dossiers, known: registre.Registre, *, confirmer: bool
) -> tuple[pa.Table, pa.Table, Difference]:
    """The deposit's rows, the saisines of its offices once it stands with the others, and what that changes."""
    before = entrepot.read_saisines(dossiers, depot.offices)
    admission.refuse_lost_keys(pc.unique(before["office_id"]).to_pylist(), dossiers.cles)
    rows = _as_deposit(hash_rows(ready, depot.id, dossiers.cles), depot)
    every = pa.concat_tables([entrepot.read_depots(dossiers, depot.offices, known.depots), rows])
    confirmation.refuse_same_day(every, known.depots, depot)
    after = resolve(every, [*known.depots, depot])
    if not confirmer:
        confirmation.ask_before_losing(before, after)
    return rows, after, compare(before, after)
