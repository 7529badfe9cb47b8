"""A prepared file as the deposit it would make: its record, its rows, and the saisines once it stands with the others.

Takes a prepared file, the register and the base as it is, gives what a deposit writes and what it changes. Writes
nothing but the key of an office met for the first time, when its rows are asked for.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from pipelines import admission, confirmation, entrepot, registre
from pipelines.delta import now
from pipelines.errors import InternalError
from pipelines.model import SCHEMA_SAISINE
from pipelines.preparation import Demande, Prepare, hash_left, hash_rows
from pipelines.resolve import resolve_offices
from pipelines.settings import Dossiers
from pipelines.vue import Depot


@dataclass(frozen=True)
class Resolution:
    """The rows a deposit brings, and the saisines of its offices without it and with it, office by office."""

    lignes: pa.Table
    avant: pa.Table
    offices: tuple[pa.Table, ...]

    @property
    def apres(self) -> pa.Table:
        """The saisines with the deposit, in no particular order (no copy)."""
        return pa.concat_tables([SCHEMA_SAISINE.empty_table(), *self.offices])


def admit(ready: Prepare, demande: Demande, known: registre.Registre, *, exemple: bool) -> Depot:
    """The deposit this file makes, once nothing speaks against it."""
    admission.refuse_same_content(ready, known)
    admission.refuse_incomplete(ready, demande.aujourdhui or date.today())
    admission.refuse_other_nature(ready, exemple=exemple)
    depot = _new_depot(ready, known)
    admission.refuse_joined_offices(depot, demande.registre, known)
    return depot


def resolve_with(ready: Prepare, depot: Depot, dossiers: Dossiers, known: registre.Registre) -> Resolution:
    """The base of the deposit's offices before and after it; refused when another export of its day disagrees."""
    before = entrepot.read_saisines(dossiers, depot.offices)
    admission.refuse_lost_keys(pc.unique(before["office_id"]).to_pylist(), dossiers.cles)
    taken, left = hash_rows(ready, depot.id, dossiers.cles), hash_left(ready, depot.id, dossiers.cles)
    rows = pa.concat_tables([_as_deposit(taken, depot, ecartee=False), _as_deposit(left, depot, ecartee=True)])
    every = pa.concat_tables([entrepot.read_depots(dossiers, depot.offices, known.depots), rows])
    confirmation.refuse_same_day(every, known.depots, depot)
    return Resolution(rows, before, resolve_offices(every, [*known.depots, depot]))


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


def _as_deposit(rows: pa.Table, depot: Depot, *, ecartee: bool) -> pa.Table:
    """The rows with the scope and extract date of their deposit, and whether it could give them."""
    scope = {"portee": depot.portee, "debut": depot.debut, "fin": depot.fin, "date_arrete": depot.date_arrete}
    for name, value in (scope | {"ecartee": ecartee}).items():
        type_ = registre.SCHEMA_DEPOTS.field(name).type
        rows = rows.append_column(name, pa.repeat(pa.scalar(value, type_), rows.num_rows))
    return rows
