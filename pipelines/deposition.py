"""A prepared file as the deposit it would make: its record, its rows, and the saisines once it stands with the others.

Takes a prepared file, the register and the base as it is, gives what a deposit writes and what it changes. Writes
nothing but the key of an office met for the first time, when its rows are asked for.
"""

from __future__ import annotations

import hashlib
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from pipelines import admission, confirmation, entrepot, registre
from pipelines.delta import now
from pipelines.errors import InternalError
from pipelines.jugement import Juges
from pipelines.model import SCHEMA_SAISINE
from pipelines.preparation import Demande, Prepare, hash_left, hash_rows
from pipelines.resolution import Resolution, as_deposit
from pipelines.resolution_lots import resolve_lots
from pipelines.resolve import compare, count_kept, order_cases, resolve_offices
from pipelines.settings import Dossiers
from pipelines.vue import Depot


def admit(ready: Prepare, demande: Demande, known: registre.Registre, *, exemple: bool) -> Depot:
    """The deposit this file makes, once nothing speaks against it."""
    admission.refuse_same_content(ready, known)
    admission.refuse_incomplete(ready, demande.aujourdhui or date.today())
    admission.refuse_other_nature(ready, exemple=exemple)
    depot = _new_depot(ready, known)
    admission.refuse_joined_offices(depot, demande.registre, known)
    return depot


def resolve_with(
    ready: Prepare, depot: Depot, dossiers: Dossiers, known: registre.Registre, demande: Demande
) -> Resolution:
    """The base of the deposit's offices before and after it; refused when another export of its day disagrees."""
    if ready.juges is not None and demande.passage is not None:
        admission.refuse_lost_keys(entrepot.list_offices(dossiers, depot.offices), dossiers.cles)
        _keep_keys(ready.juges, depot)
        return resolve_lots(ready.juges, depot, dossiers, known, demande.passage, demande.lot)
    before = entrepot.read_saisines(dossiers, depot.offices)
    admission.refuse_lost_keys(pc.unique(before["office_id"]).to_pylist(), dossiers.cles)
    taken, left = hash_rows(ready, depot.id, dossiers.cles), hash_left(ready, depot.id, dossiers.cles)
    rows = pa.concat_tables([as_deposit(taken, depot, ecartee=False), as_deposit(left, depot, ecartee=True)])
    every = pa.concat_tables([entrepot.read_depots(dossiers, depot.offices, known.depots), rows])
    confirmation.refuse_same_day(every, known.depots, depot)
    offices = resolve_offices(every, [*known.depots, depot])
    after = pa.concat_tables([SCHEMA_SAISINE.empty_table(), *offices])
    years = confirmation.count_by_year(before), confirmation.count_by_year(after)
    kept = count_kept(rows, after, depot.id)
    return Resolution(rows, compare(before, after), years, kept, lambda: order_cases(offices))


def _keep_keys(juges: Juges, depot: Depot) -> None:
    """The keys the ids were made with, those of the offices the deposit speaks for, for good."""
    if juges.trousseau is not None:
        juges.trousseau.keep(cle for cle in depot.offices if juges.retenus is None or cle in juges.retenus)


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
