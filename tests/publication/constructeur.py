"""Small synthetic bases for the tests of publication: rows with overrides, deposits, offices, a `Vue`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.model import SCHEMA_SAISINE
from pipelines.offices import Office
from pipelines.vue import Depot, Vue

A = "COM-00001"
B = "DEP-02"
C = "REG-03"
ARRETE = date(2026, 1, 15)


def saisine(**overrides: Any) -> dict[str, Any]:
    """One closed case of office A, received in 2025."""
    row: dict[str, Any] = dict.fromkeys(SCHEMA_SAISINE.names)
    row |= {
        "office_id": A,
        "date_reception": date(2025, 3, 1),
        "date_cloture": date(2025, 4, 1),
        "canal": "COURRIEL",
        "domaine": "FISCALITE",
        "issue": "FAVORABLE_USAGER",
        "depot_id": "d1",
        "ligne": 1,
    }
    return row | overrides


def repeat(n: int, **overrides: Any) -> list[dict[str, Any]]:
    """The same case n times."""
    return [saisine(**overrides) for _ in range(n)]


def depot(offices: Sequence[str], arrete: date = ARRETE, **overrides: Any) -> Depot:
    """A complete deposit of these offices."""
    values: dict[str, Any] = {
        "id": "d-" + "-".join(offices) + str(arrete),
        "portee": "complet",
        "debut": None,
        "fin": None,
    }
    values |= {"source": "test", "fichier": "test.csv", "sha256": "0" * 64, "depose_le": "2026-01-16T00:00:00Z"}
    return Depot(**values | {"date_arrete": arrete, "offices": tuple(offices)} | overrides)


def office(cle: str, **overrides: Any) -> Office:
    """An office whose type follows from its key, member since 2020."""
    kind = {"COM": "COMMUNE", "DEP": "DEPARTEMENT", "REG": "REGION", "EPCI": "EPCI"}[cle.split("-")[0]]
    values: dict[str, Any] = {"cle": cle, "nom": f"Office {cle}", "type": kind, "membre_du": date(2020, 1, 1)}
    return Office(**values | overrides)


def vue(
    folder: Path,
    rows: Iterable[Mapping[str, Any]],
    depots: Sequence[Depot] | None = None,
    offices: Sequence[Office] | None = None,
    **overrides: Any,
) -> Vue:
    """A base of one Parquet file; by default one complete deposit of the three offices."""
    table = pa.Table.from_pylist(list(rows), schema=SCHEMA_SAISINE)
    content = hashlib.sha256(str(table.to_pylist()).encode()).hexdigest()[:12]
    path = folder / f"saisines-{content}.parquet"
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path)
    known = offices if offices is not None else [office(cle) for cle in (A, B, C)]
    values: dict[str, Any] = {
        "fichiers": (str(path),),
        "versions": {"registre": 1, "saisines": 1},
        "depots": tuple(depots if depots is not None else [depot([A, B, C])]),
        "offices": {found.cle: found for found in known},
        "exemple": True,
    }
    return Vue(**values | overrides)


def read(folder: Path, chemin: str) -> list[dict[str, Any]]:
    """The rows of a table of a millésime."""
    rows: list[dict[str, Any]] = pq.read_table(folder / chemin).to_pylist()
    return rows


def cells(rows: Iterable[Mapping[str, Any]], *names: str, **fixed: Any) -> dict[Any, Any]:
    """`valeur`, or the mark of a marked cell, of the rows that match, by the named columns."""
    found = {}
    for row in rows:
        if all(row[key] == value for key, value in fixed.items()):
            key = tuple(row[name] for name in names)
            found[key if len(names) > 1 else key[0]] = row["marque"] or row["valeur"]
    return found
