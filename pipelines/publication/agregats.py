"""Aggregates by office and month: every sum and count is read from the cases once, then rolled up as often as needed.

Takes the registry and the plan, gives plain ANSI texts and the tables they fill in the engine. Crossings, grains and
perimeters add up these rows; only quantiles go back to the cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.indicateurs.registry import Cohorte, Mesure, Registry
from pipelines.publication.cas import build_flows_sql, build_open_cases_sql
from pipelines.publication.engine import Engine, quote
from pipelines.publication.mesures import aggregated_measures, axis_columns, find_axis
from pipelines.publication.plan import Croisement

CAS: dict[Cohorte, tuple[str, str]] = {
    "recues": ("cas", "recue_no"),
    "closes": ("cas", "close_no"),
    "stock": ("ouvertes", "mois_no"),
}
"""By cohort, the rows counted and the column that numbers their month."""

FLUX: tuple[Cohorte, ...] = ("stock", "actives")
"""Cohorts counted, under the year for the first one, from what comes in and goes out each month."""


def aggregate_name(cohorte: Cohorte, axis: str) -> str:
    """The table of the aggregate of a cohort along an axis."""
    return f"agregat_{cohorte}_{axis}"


def flow_name(axis: str) -> str:
    """The table of the monthly flows along an axis."""
    return f"flux_{axis}"


def build_aggregate_sql(cohorte: Cohorte, axis: str, mesures: Sequence[Mesure]) -> str:
    """By office, month and criteria of the axis: one integer column per measure."""
    rows, month = CAS[cohorte]
    criteria = [f"s.{quote('no_' + name)}" for name in axis_columns(axis)]
    columns = [
        "s.office_no",
        f"s.{month} as mois_no" if month != "mois_no" else "s.mois_no",
        *criteria,
        *(f"{measure_sql(mesure)} as {quote(mesure.id)}" for mesure in mesures),
    ]
    return "\n".join(
        [
            "select",
            "  " + ",\n  ".join(columns),
            f"from {rows} s",
            f"where s.{month} is not null",
            "group by " + ", ".join(["s.office_no", f"s.{month}", *criteria]),
        ]
    )


def measure_sql(mesure: Mesure) -> str:
    """The aggregate of a measure over rows named `s`, always an integer."""
    if mesure.agregat is None:
        return f"count(*) filter (where {mesure.sql})" if mesure.sql else "count(*)"
    if mesure.facteur == 1:
        return f"cast({mesure.agregat} as bigint)"
    return f"cast(round({mesure.facteur} * {mesure.agregat}) as bigint)"


def aggregate_cases(engine: Engine, registry: Registry, croisements: Iterable[Croisement]) -> None:
    """The aggregates of what is received and closed, for every axis of these crossings."""
    _aggregate(engine, registry, croisements, ("recues", "closes"))


def aggregate_stock(engine: Engine, registry: Registry, croisements: Iterable[Croisement]) -> None:
    """The open cases of each year's end, their aggregates, and the monthly flows, for every axis of these crossings."""
    kept = tuple(croisements)
    engine.materialise("ouvertes", build_open_cases_sql(registry))
    _aggregate(engine, registry, kept, ("stock",))
    axes = {find_axis(registry, c.criteres) for c in kept if set(c.cohortes) & set(FLUX)}
    engine.materialise_all({flow_name(axis): build_flows_sql(axis_columns(axis)) for axis in sorted(axes)})


def _aggregate(
    engine: Engine, registry: Registry, croisements: Iterable[Croisement], cohortes: tuple[Cohorte, ...]
) -> None:
    wanted = {
        (cohorte, find_axis(registry, croisement.criteres))
        for croisement in croisements
        for cohorte in set(croisement.cohortes) & set(cohortes)
    }
    engine.materialise_all(
        {
            aggregate_name(cohorte, axis): build_aggregate_sql(
                cohorte, axis, aggregated_measures(registry, cohorte, axis)
            )
            for cohorte, axis in sorted(wanted)
        }
    )
