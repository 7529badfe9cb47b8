"""From every deposit of an office to its saisines: a pure function that does not depend on the order of arrival.

Takes the rows of the standing deposits with their scope and extract date, gives one row per saisine. The latest extract
date wins within its scope; a case absent from a later complete export is gone; what a newer export corrupted is
repaired from an older one that still had it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.model import SCHEMA_SAISINE
from pipelines.vue import Depot

REPARABLES: Mapping[str, tuple[str, ...]] = {
    "departement_requerant": ("departement_requerant",),
    "domaine": ("domaine", "domaine_local"),
    "sous_domaine": ("sous_domaine", "sous_domaine_local"),
}
"""A corrupted field, and the columns an older vintage gives back together."""


@dataclass(frozen=True)
class Difference:
    """What a deposit would change for an office: cases added, removed, changed by field."""

    ajoutees: int
    retirees: int
    modifiees: Mapping[str, int]


def resolve(rows: pa.Table, depots: Sequence[Depot], places: Mapping[str, int] | None = None) -> pa.Table:
    """The saisines of `rows` (schema `SCHEMA_SAISINE`), one per id, as the standing `depots` leave them.

    `places` puts a deposit before (−1) or after (1) the others of its day; without it their ids decide.
    """
    given = places or {}
    order = sorted(depots, key=lambda depot: (depot.date_arrete, given.get(depot.id, 0), depot.id))
    standing = pc.is_in(rows["depot_id"], value_set=pa.array([depot.id for depot in depots], pa.string()))
    pieces = [_resolve_office(part, order) for part in _by_office(rows.filter(standing))]
    if not pieces:
        return SCHEMA_SAISINE.empty_table()
    return pa.concat_tables(pieces).sort_by(
        [("office_id", "ascending"), ("date_reception", "ascending"), ("saisine_id", "ascending")]
    )


def compare(before: pa.Table, after: pa.Table) -> Difference:
    """The difference between two resolutions of the same offices, provenance columns aside."""
    if not before.num_rows:
        return Difference(after.num_rows, 0, {})
    old = {key: row for row, key in enumerate(before["saisine_id"].to_pylist())}
    new = {key: row for row, key in enumerate(after["saisine_id"].to_pylist())}
    common = sorted(old.keys() & new.keys())
    left = before.take(pa.array([old[key] for key in common], pa.int64()))
    right = after.take(pa.array([new[key] for key in common], pa.int64()))
    changed: dict[str, int] = {}
    for name in SCHEMA_SAISINE.names:
        if name in ("depot_id", "feuille", "ligne", "saisine_id", "office_id", "alterations"):
            continue
        count = _count_different(left[name], right[name])
        if count:
            changed[name] = count
    return Difference(len(new.keys() - old.keys()), len(old.keys() - new.keys()), changed)


def _count_different(left: pa.ChunkedArray, right: pa.ChunkedArray) -> int:
    same = pc.or_(
        pc.fill_null(pc.equal(left, right), False),
        pc.and_(pc.is_null(left), pc.is_null(right)),
    )
    return len(left) - int(pc.sum(pc.cast(same, pa.int64())).as_py() or 0)


def _by_office(rows: pa.Table) -> list[pa.Table]:
    offices = sorted(pc.unique(rows["office_id"]).to_pylist())
    if len(offices) <= 1:
        return [rows] if rows.num_rows else []
    return [rows.filter(pc.equal(rows["office_id"], office)) for office in offices]


def _resolve_office(rows: pa.Table, order: Sequence[Depot]) -> pa.Table:
    present = set(pc.unique(rows["depot_id"]).to_pylist())
    state = SCHEMA_SAISINE.empty_table()
    for depot in order:
        if depot.id not in present:
            continue
        brought = rows.filter(pc.equal(rows["depot_id"], depot.id)).select(SCHEMA_SAISINE.names).cast(SCHEMA_SAISINE)
        state = brought if depot.portee == "complet" else _replace_period(state, brought, depot)
    return _repair(state, rows, order)


def _replace_period(state: pa.Table, brought: pa.Table, depot: Depot) -> pa.Table:
    """Cases received in the scope's period, and those the deposit names again, give way to the deposit's."""
    received = state["date_reception"]
    inside = pc.and_(
        pc.greater_equal(received, pa.scalar(depot.debut, pa.date32())),
        pc.less_equal(received, pa.scalar(depot.fin, pa.date32())),
    )
    renamed = pc.is_in(state["saisine_id"], value_set=brought["saisine_id"].combine_chunks())
    kept = state.filter(pc.invert(pc.or_(pc.fill_null(inside, False), renamed)))
    return pa.concat_tables([kept, brought])


def _repair(state: pa.Table, rows: pa.Table, order: Sequence[Depot]) -> pa.Table:
    """Give back to corrupted fields the value of the most recent deposit that still had it."""
    damaged = state["alterations"].to_pylist()
    if not any(damaged) or len(order) < 2:
        return state
    rank = {depot.id: position for position, depot in enumerate(order)}
    wanted = {key for key, fields in zip(state["saisine_id"].to_pylist(), damaged, strict=True) if fields}
    older = rows.filter(pc.is_in(rows["saisine_id"], value_set=pa.array(sorted(wanted))))
    sources = sorted(older.to_pylist(), key=lambda row: rank[row["depot_id"]], reverse=True)
    for champ, names in REPARABLES.items():
        state = _repair_field(state, champ, names, sources)
    return state


def _repair_field(
    state: pa.Table, champ: str, names: Sequence[str], sources: Sequence[Mapping[str, object]]
) -> pa.Table:
    found: dict[object, Mapping[str, object]] = {}
    for source in sources:
        if champ not in str(source["alterations"] or "").split() and source[champ] is not None:
            found.setdefault(source["saisine_id"], source)
    marks = [str(text or "").split() for text in state["alterations"].to_pylist()]
    keys = state["saisine_id"].to_pylist()
    hits = [row for row in range(len(keys)) if champ in marks[row] and keys[row] in found]
    if not hits:
        return state
    for name in names:
        values = np.array(state[name].to_pylist(), dtype=object)
        values[hits] = [found[keys[row]][name] for row in hits]
        state = _set(state, name, values.tolist())
    for row in hits:
        marks[row].remove(champ)
    return _set(state, "alterations", [" ".join(mark) or None for mark in marks])


def _set(table: pa.Table, name: str, values: list[object]) -> pa.Table:
    position = table.schema.get_field_index(name)
    return table.set_column(position, table.schema.field(name), pa.array(values, table.schema.field(name).type))
