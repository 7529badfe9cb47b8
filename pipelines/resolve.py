"""From every deposit of an office to its saisines: a pure function that does not depend on the order of arrival.

Takes the rows of the standing deposits with their scope and extract date, gives one row per saisine. The latest extract
date wins within its scope; a case absent from a later complete export is gone, one whose line was there and could not be
taken keeps its earlier version; what a newer export corrupted is repaired from an older one that still had it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.model import SCHEMA_SAISINE
from pipelines.tri import sort_cases
from pipelines.vue import Depot

REPARABLES: Mapping[str, tuple[str, ...]] = {
    "departement_requerant": ("departement_requerant",),
    "domaine": ("domaine", "domaine_local"),
    "sous_domaine": ("sous_domaine", "sous_domaine_local"),
}
"""A corrupted field, and the columns an older vintage gives back together."""


Apports = frozenset[tuple[str, str]]
"""Offices, each with a deposit that brings it at least one case."""


@dataclass(frozen=True)
class Difference:
    """What a deposit would change for an office: cases added, removed, changed by field."""

    ajoutees: int
    retirees: int
    modifiees: Mapping[str, int]


def resolve(
    rows: pa.Table,
    depots: Sequence[Depot],
    places: Mapping[str, int] | None = None,
    apports: Apports | None = None,
) -> pa.Table:
    """The saisines of `rows` (schema `SCHEMA_DEPOTS`), one per id, as the standing `depots` leave them.

    `places` puts a deposit before (−1) or after (1) the others of its day; without it their ids decide.
    """
    return order_cases(resolve_offices(rows, depots, places, apports))


def resolve_offices(
    rows: pa.Table,
    depots: Sequence[Depot],
    places: Mapping[str, int] | None = None,
    apports: Apports | None = None,
) -> tuple[pa.Table, ...]:
    """The same saisines, a table for each office in the order of their keys, their rows in no particular order.

    `apports` says what deposits bring when `rows` are some of the cases only: one that brings others replaces these.
    """
    given = places or {}
    order = sorted(depots, key=lambda depot: (depot.date_arrete, given.get(depot.id, 0), depot.id))
    standing = {depot.id for depot in depots}
    if not set(pc.unique(rows["depot_id"]).to_pylist()) <= standing:
        rows = rows.filter(pc.is_in(rows["depot_id"], value_set=pa.array(sorted(standing), pa.string())))
    brings = find_apports(rows) if apports is None else apports
    return tuple(_resolve_office(office, part, order, brings) for office, part in _by_office(rows))


def find_apports(rows: pa.Table) -> Apports:
    """The offices and the deposits that bring them cases, among these rows."""
    given = rows.select(["office_id", "depot_id"]).filter(pc.invert(pc.fill_null(rows["ecartee"], False)))
    pairs = given.group_by(["office_id", "depot_id"]).aggregate([]).to_pylist()
    return frozenset((row["office_id"], row["depot_id"]) for row in pairs)


def order_cases(offices: Sequence[pa.Table]) -> pa.Table:
    """The saisines of every office as the base holds them: by office, day of reception, id."""
    return pa.concat_tables([SCHEMA_SAISINE.empty_table(), *map(sort_cases, offices)])


def count_kept(rows: pa.Table, saisines: pa.Table, depot: str) -> int:
    """Cases a deposit holds and could not give, whose version of an earlier deposit stands."""
    left = rows.filter(rows["ecartee"])["saisine_id"].unique()
    others = pc.not_equal(saisines["depot_id"], depot)
    return int(pc.sum(pc.and_(others, pc.is_in(saisines["saisine_id"], value_set=left))).as_py() or 0) if left else 0


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


def add_differences(first: Difference, second: Difference) -> Difference:
    """What two sets of cases that share none change together."""
    changed = {
        name: count
        for name in SCHEMA_SAISINE.names
        if (count := first.modifiees.get(name, 0) + second.modifiees.get(name, 0))
    }
    return Difference(first.ajoutees + second.ajoutees, first.retirees + second.retirees, changed)


def _count_different(left: pa.ChunkedArray, right: pa.ChunkedArray) -> int:
    same = pc.or_(
        pc.fill_null(pc.equal(left, right), False),
        pc.and_(pc.is_null(left), pc.is_null(right)),
    )
    return len(left) - int(pc.sum(pc.cast(same, pa.int64())).as_py() or 0)


def _by_office(rows: pa.Table) -> list[tuple[str, pa.Table]]:
    offices = sorted(pc.unique(rows["office_id"]).to_pylist())
    if len(offices) <= 1:
        return [(office, rows) for office in offices]
    return [(office, rows.filter(pc.equal(rows["office_id"], office))) for office in offices]


def _resolve_office(office: str, rows: pa.Table, order: Sequence[Depot], brings: Apports) -> pa.Table:
    present = pc.unique(rows["depot_id"]).to_pylist()
    state = SCHEMA_SAISINE.empty_table()
    for depot in order:
        if (office, depot.id) not in brings:
            continue
        part = rows if present == [depot.id] else rows.filter(pc.equal(rows["depot_id"], depot.id))
        left = pc.fill_null(part["ecartee"], False)
        lost = part.filter(left)["saisine_id"].combine_chunks() if pc.any(left).as_py() else None
        brought = (part if lost is None else part.filter(pc.invert(left))).select(SCHEMA_SAISINE.names)
        state = _replace(state, brought.cast(SCHEMA_SAISINE), depot, lost)
    return _repair(state, rows, order)


def _replace(state: pa.Table, brought: pa.Table, depot: Depot, lost: pa.Array | None) -> pa.Table:
    """The cases within the deposit's scope give way to those it brings; one it holds and could not give stands.

    Its line is in the export, unreadable: to drop the case would say that the office no longer has it.
    """
    if not state.num_rows:
        return brought
    going = _find_scope(state, depot)
    if lost is not None:
        going = pc.and_(going, pc.invert(pc.is_in(state["saisine_id"], value_set=lost)))
    renamed = pc.is_in(state["saisine_id"], value_set=brought["saisine_id"].combine_chunks())
    return pa.concat_tables([state.filter(pc.invert(pc.or_(going, renamed))), brought])


def _find_scope(state: pa.Table, depot: Depot) -> pa.ChunkedArray:
    """Which cases a deposit speaks of: all of the office, or those received in its period."""
    received = state["date_reception"]
    if depot.portee == "complet":
        return pa.chunked_array([pa.repeat(True, state.num_rows)])
    inside = pc.and_(
        pc.greater_equal(received, pa.scalar(depot.debut, pa.date32())),
        pc.less_equal(received, pa.scalar(depot.fin, pa.date32())),
    )
    return pc.fill_null(inside, False)


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
