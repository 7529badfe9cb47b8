"""Which measures a crossing publishes: those an indicator may read there, and no other.

Takes the registry, a cohort, criteria and a grain, gives measures. It writes no SQL: what a table holds and what a page
may ask are decided here once, so that no reader finds a silent 0 where nothing was computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.indicateurs.registry import GRAINS, Cohorte, Grain, Mesure, Registry

TOTAL = "total"
"""Axis of a crossing that does not split the cases of an office."""

COLONNES_AXE: dict[str, tuple[str, ...]] = {TOTAL: (), "domaine": ("famille", "domaine")}
"""Criteria an aggregate keeps, when they are not the axis alone: a family is a set of domaines."""


def cohort_measures(registry: Registry, cohorte: Cohorte) -> list[Mesure]:
    """The measures counted over a cohort, in the order of the registry."""
    return [mesure for mesure in registry.mesures.values() if mesure.cohorte == cohorte]


def published_measures(
    registry: Registry, cohorte: Cohorte, criteres: Sequence[str], grain: Grain | None = None
) -> list[Mesure]:
    """What a crossing of these criteria holds for a cohort, at one grain or at any, in the order of the registry."""
    grains = GRAINS if grain is None else (grain,)
    readers = [
        found
        for found in registry.indicateurs.values()
        if found.cohorte == cohorte and any(found.admits(criteres, one) for one in grains)
    ]
    names = with_supports(registry, (name for found in readers for name in found.mesures))
    return [mesure for mesure in registry.mesures.values() if mesure.id in names]


def with_supports(registry: Registry, names: Iterable[str]) -> frozenset[str]:
    """The measures and those they rest on."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += registry.mesures[name].appuis
    return frozenset(found)


def find_axis(registry: Registry, criteres: Iterable[str]) -> str:
    """The aggregate a crossing is computed from: that of its one criterion of cases, if it has one."""
    kept = [name for name in criteres if registry.dimensions[name].portee == "saisine"]
    if not kept:
        return TOTAL
    return next((axis for axis, columns in COLONNES_AXE.items() if kept[0] in columns), kept[0])


def axis_columns(axis: str) -> tuple[str, ...]:
    """The criteria an aggregate keeps."""
    return COLONNES_AXE.get(axis, (axis,))


def aggregated_measures(registry: Registry, cohorte: Cohorte, axis: str) -> list[Mesure]:
    """The sums and counts some crossing of this axis needs."""
    needed = {
        mesure.id
        for column in axis_columns(axis) or (None,)
        for mesure in published_measures(registry, cohorte, [column] if column else [])
    }
    if axis == TOTAL:
        for name, dimension in registry.dimensions.items():
            if dimension.portee == "office":
                needed |= {mesure.id for mesure in published_measures(registry, cohorte, [name])}
    return [m for m in registry.mesures.values() if m.id in needed and m.sommable and not m.publique]
