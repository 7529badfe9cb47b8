"""The rows a file brings to the base: typed columns in the base's schema, then their keyed ids.

Takes typed columns and accepted positions, then the keys of the offices; gives Arrow tables. A case number leaves this
module as an id that cannot be turned back. Writes nothing but the key of an office met for the first time.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines import columns as col
from pipelines.model import SCHEMA_SAISINE
from pipelines.privacy import LONGUEUR_ID, digest_numbers, read_office_key
from pipelines.typed import Typed

LOT = 65_536
"""Case numbers hashed at once: a million of them as Python texts, with their ids, would take a quarter of a gigabyte."""

SCHEMA_NUMEROS = pa.schema([("office_id", pa.string()), ("numero", pa.string())])
"""Rows known by their office and their case number only."""


def build_rows(typed: Typed, offices: pa.Array, acceptees: col.Positions, qualite_date: str | None) -> pa.Table:
    """The accepted rows in the base's schema, ids and deposit blank, and a last column `numero` to hash."""
    rows = typed.mapped.num_rows
    given: dict[str, pa.Array] = dict(typed.colonnes)
    given["office_id"] = offices
    given["ligne"] = typed.mapped.lignes
    given["feuille"] = typed.mapped.feuilles
    given["qualite_date"] = given.get("qualite_date", pa.nulls(rows, pa.string())).fill_null(qualite_date)
    columns = {
        field.name: given[field.name] if field.name in given else pa.nulls(rows, field.type) for field in SCHEMA_SAISINE
    }
    table = pa.table(columns, schema=SCHEMA_SAISINE).append_column("numero", given["id_dossier_source"])
    return table if len(acceptees) == rows else col.take_rows(table, acceptees)


def name_rows(typed: Typed, offices: pa.Array, positions: col.Positions) -> pa.Table:
    """Office and number of the rows of these positions that have both: cases the file holds and cannot give."""
    places = pa.array(positions)
    columns = [offices.take(places), typed.colonnes["id_dossier_source"].take(places)]
    named = pa.table(columns, schema=SCHEMA_NUMEROS).drop_null()
    return named.filter(pc.not_equal(named["office_id"], "")) if named.num_rows else named


def hash_table(lignes: pa.Table, depot_id: str, keys: Path) -> pa.Table:
    """The rows with their ids and their deposit, in the base's schema; case numbers are gone."""
    ids = pa.chunked_array(list(_iter_ids(lignes, keys)), pa.string())
    repeated = pa.repeat(pa.scalar(depot_id, pa.string()), lignes.num_rows)
    given = {"saisine_id": ids, "depot_id": repeated}
    held = set(lignes.column_names)
    columns = [
        given[field.name]
        if field.name in given
        else lignes[field.name]
        if field.name in held
        else pa.nulls(lignes.num_rows, field.type)
        for field in SCHEMA_SAISINE
    ]
    return pa.table(columns, schema=SCHEMA_SAISINE)


def _iter_ids(lignes: pa.Table, keys: Path) -> Iterator[pa.Array]:
    """The ids of the rows, in order, a lot at a time."""
    secrets: dict[str, bytes] = {}
    for batch in lignes.select(["office_id", "numero"]).to_batches(max_chunksize=LOT):
        offices, numbers = batch.column(0).dictionary_encode(), batch.column(1).cast(pa.binary())
        codes = offices.indices.to_numpy(zero_copy_only=False)
        places, found = [], []
        for code, office in enumerate(offices.dictionary.to_pylist()):
            if office not in secrets:
                secrets[office] = read_office_key(keys, office)
            chosen = np.flatnonzero(codes == code)
            picked = numbers if len(chosen) == len(numbers) else numbers.take(pa.array(chosen))
            found.append(digest_numbers(secrets[office], office, picked.to_pylist()))
            places.append(chosen)
        ids = write_ids(b"".join(found))
        yield ids if len(found) == 1 else ids.take(pa.array(np.argsort(np.concatenate(places))))


def write_ids(digests: bytes) -> pa.Array:
    """Digests end to end as a column of hexadecimal texts."""
    text = digests.hex().encode("ascii")
    ends = np.arange(0, len(text) + 1, LONGUEUR_ID, dtype=np.int32)
    return pa.StringArray.from_buffers(len(ends) - 1, pa.py_buffer(ends), pa.py_buffer(text))
