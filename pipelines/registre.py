"""The register of deposits: what makes a deposit exist, and the findings kept with it.

Takes a prepared deposit, writes its rows, its findings, then its line — the commit; gives the deposits that stand. A
row of `depots` no line names is the trace of an interrupted deposit, never read. Findings never hold a value.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds

from pipelines.delta import Lignes, append_rows, now, open_table, remove_rows
from pipelines.model import SCHEMA_SAISINE
from pipelines.offices import Office
from pipelines.report import Constat, Rapport
from pipelines.settings import Dossiers
from pipelines.vue import Depot

SCHEMA_DEPOTS: pa.Schema = pa.schema(
    [
        *SCHEMA_SAISINE,
        ("portee", pa.string()),
        ("debut", pa.date32()),
        ("fin", pa.date32()),
        ("date_arrete", pa.date32()),
        ("ecartee", pa.bool_()),
    ]
)
"""`entrepot/depots`: every accepted row of every deposit, with the scope and extract date it came under.

A row `ecartee` names a case the deposit holds and could not give: its ids only, so that its earlier version stands.
"""

SCHEMA_CONSTATS: pa.Schema = pa.schema(
    [
        ("depot_id", pa.string()),
        ("code", pa.string()),
        ("niveau", pa.string()),
        ("feuille", pa.string()),
        ("ligne", pa.int32()),
        ("colonne", pa.string()),
        ("nombre", pa.int32()),
    ]
)

COMPTES = ("lues", "acceptees", "ecartees", "doublons", "ignorees")

SCHEMA_REGISTRE: pa.Schema = pa.schema(
    [
        ("action", pa.string()),
        ("depot_id", pa.string()),
        ("instant", pa.string()),
        ("source", pa.string()),
        ("fichier", pa.string()),
        ("sha256", pa.string()),
        ("portee", pa.string()),
        ("debut", pa.date32()),
        ("fin", pa.date32()),
        ("date_arrete", pa.date32()),
        ("offices", pa.list_(pa.string())),
        ("provisoires", pa.string()),
        *((name, pa.int32()) for name in COMPTES),
        ("vides", pa.string()),
        ("alterees", pa.string()),
    ]
)


@dataclass(frozen=True)
class Registre:
    """The deposits that stand, the provisional offices they brought, and the version all this was read at."""

    version: int
    depots: tuple[Depot, ...]
    provisoires: tuple[Office, ...]
    utilises: frozenset[str]
    """Ids of every deposit ever made, withdrawn ones too."""


def read_registre(dossiers: Dossiers) -> Registre:
    """The standing deposits, oldest first."""
    table = open_table(dossiers, "registre")
    if table is None:
        return Registre(-1, (), (), frozenset())
    rows = sorted(table.to_pyarrow_table().to_pylist(), key=lambda row: row["instant"])
    withdrawn = {row["depot_id"] for row in rows if row["action"] == "retrait"}
    standing = [row for row in rows if row["action"] == "depot" and row["depot_id"] not in withdrawn]
    provisional: dict[str, Office] = {}
    for row in standing:
        for entry in json.loads(row["provisoires"]):
            office = Office(entry["cle"], entry["nom"], entry["type"], provisoire=True)
            provisional[office.cle] = _best_named(provisional.get(office.cle), office)
    return Registre(
        table.version(),
        tuple(_read_depot(row) for row in standing),
        tuple(provisional.values()),
        frozenset(row["depot_id"] for row in rows),
    )


def append_depot(
    dossiers: Dossiers, rows: Lignes, depot: Depot, rapport: Rapport, provisoires: Sequence[Office]
) -> None:
    """Write the rows and the findings, then the line of the register that makes the deposit exist; all on the disk."""
    metadata = {"depot": depot.id, "source": depot.source, "date_arrete": depot.date_arrete.isoformat()}
    for nom in ("depots", "constats"):
        remove_rows(dossiers, nom, depot.id)
    if rows.num_rows:
        append_rows(dossiers, "depots", rows, metadata)
    if rapport.constats:
        append_rows(dossiers, "constats", _constats_table(depot.id, rapport.constats), metadata)
    names = [{"cle": office.cle, "nom": office.nom, "type": office.type} for office in provisoires]
    line = {
        "action": "depot",
        "depot_id": depot.id,
        "instant": depot.depose_le,
        "source": depot.source,
        "fichier": depot.fichier,
        "sha256": depot.sha256,
        "portee": depot.portee,
        "debut": depot.debut,
        "fin": depot.fin,
        "date_arrete": depot.date_arrete,
        "offices": list(depot.offices),
        "provisoires": json.dumps(names, ensure_ascii=False),
        **{name: getattr(rapport, name) for name in COMPTES},
        "vides": json.dumps(dict(rapport.vides), ensure_ascii=False),
        "alterees": json.dumps(dict(rapport.alterees), ensure_ascii=False),
    }
    append_rows(dossiers, "registre", pa.Table.from_pylist([line], SCHEMA_REGISTRE), metadata)


def append_withdrawal(dossiers: Dossiers, depot: Depot) -> None:
    """Record that a deposit no longer stands; its rows stay where they are."""
    line = {"action": "retrait", "depot_id": depot.id, "instant": now(), "offices": [], "provisoires": "[]"}
    append_rows(dossiers, "registre", pa.Table.from_pylist([line], SCHEMA_REGISTRE), {"retrait": depot.id})


def read_constats(dossiers: Dossiers, depot_id: str) -> pa.Table:
    """The findings kept with a deposit: code, level, sheet, line, column, count; never a value."""
    table = open_table(dossiers, "constats")
    if table is None:
        return SCHEMA_CONSTATS.empty_table()
    return table.to_pyarrow_dataset().to_table(filter=ds.field("depot_id") == depot_id).cast(SCHEMA_CONSTATS)


def _best_named(known: Office | None, found: Office) -> Office:
    """A readable name and a known type, whichever deposit gave them."""
    if known is None:
        return found
    named = found if known.anonyme else known
    return replace(named, type=known.type if known.type != "AUTRE" else found.type)


def _read_depot(row: dict[str, Any]) -> Depot:
    return Depot(
        id=row["depot_id"],
        portee=row["portee"],
        debut=row["debut"],
        fin=row["fin"],
        date_arrete=row["date_arrete"],
        offices=tuple(row["offices"]),
        source=row["source"],
        fichier=row["fichier"],
        sha256=row["sha256"],
        depose_le=row["instant"],
    )


def _constats_table(depot_id: str, constats: Sequence[Constat]) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {"depot_id": depot_id, "code": c.code, "niveau": c.niveau, "feuille": c.feuille, "ligne": c.ligne}
            | {"colonne": c.colonne, "nombre": c.nombre}
            for c in constats
        ],
        SCHEMA_CONSTATS,
    )
