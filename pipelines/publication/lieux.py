"""The few places a release speaks of, read from the territorial reference without loading its 35,000 communes.

Takes keys of collectivities, gives their population, département and région, and the names of départements and
régions. It never looks a place up by its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.territoires import DOSSIER, find

_TABLES: Mapping[str, tuple[str, str]] = {
    "COM": ("communes", "population"),
    "EPCI": ("epci", "population"),
    "DEP": ("departements", "population_collectivite"),
    "REG": ("regions", "population"),
}
"""By prefix of a key: the table of the reference, and its column of inhabitants."""

_COLONNES = frozenset({"cle", "nom", "departement", "region", "population", "population_collectivite"})


@dataclass(frozen=True)
class Lieu:
    """What the reference says of a collectivity: codes without their prefix, None where there is no single value."""

    population: int | None
    departement: str | None
    region: str | None


def read_places(cles: Iterable[str]) -> dict[str, Lieu]:
    """The place of every key the reference knows; the others are left out."""
    wanted = sorted(set(cles))
    found: dict[str, Lieu] = {}
    for prefix, (table, inhabitants) in _TABLES.items():
        kept = [cle for cle in wanted if cle.startswith(f"{prefix}-")]
        rows = _read(table, kept) if kept else []
        found |= {row["cle"]: _place(row, prefix, inhabitants) for row in rows}
    for cle in wanted:
        if cle.startswith("STP-") and (territoire := find(cle)):
            found[cle] = Lieu(territoire.population, territoire.departement, territoire.region)
    return found


@cache
def departements() -> Mapping[str, tuple[str, str | None]]:
    """Name and region of every département, by code, in the order of codes."""
    rows = sorted(_read("departements"), key=lambda row: row["cle"])
    return {_code(row["cle"]) or "": (row["nom"], _code(row["region"])) for row in rows}


@cache
def regions() -> Mapping[str, str]:
    """Name of every région, by code, in the order of codes."""
    return {_code(row["cle"]) or "": row["nom"] for row in sorted(_read("regions"), key=lambda row: row["cle"])}


@cache
def reference_year() -> int:
    """Year of the national list behind the reference."""
    return int(pq.read_schema(DOSSIER / "communes.parquet").metadata[b"millesime"])


def _read(table: str, cles: list[str] | None = None) -> list[dict[str, Any]]:
    source = pq.ParquetFile(DOSSIER / f"{table}.parquet")
    content = source.read([name for name in source.schema_arrow.names if name in _COLONNES])
    if cles is not None:
        content = content.filter(pc.is_in(content["cle"], value_set=pa.array(cles, pa.string())))
    rows: list[dict[str, Any]] = content.to_pylist()
    return rows


def _place(row: Mapping[str, Any], prefix: str, inhabitants: str) -> Lieu:
    own = _code(row["cle"])
    return Lieu(
        population=row[inhabitants],
        departement=own if prefix == "DEP" else _code(row.get("departement")),
        region=own if prefix == "REG" else _code(row.get("region")),
    )


def _code(cle: str | None) -> str | None:
    return cle.partition("-")[2] if cle else None
