"""What a deposit brings and what it changes, known before anything is written.

Takes nothing, gives the record that the resolution of a file fills, held whole or lot by lot, and the columns a row of
the base's deposits has beside those of a case.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from pipelines.confirmation import Annees
from pipelines.delta import Lignes
from pipelines.registre import SCHEMA_DEPOTS
from pipelines.resolve import Difference
from pipelines.vue import Depot


@dataclass(frozen=True)
class Resolution:
    """The rows a deposit brings, and how the saisines of its offices change."""

    lignes: Lignes
    change: Difference
    annees: tuple[Annees, Annees]
    """Cases by office and year, without the deposit and with it."""

    gardees: int
    """Cases it holds and could not give, whose earlier version stands."""

    order_cases: Callable[[], Lignes]
    """The saisines with the deposit, in the order of the base."""


def as_deposit(rows: pa.Table, depot: Depot, *, ecartee: bool) -> pa.Table:
    """The rows with the scope and extract date of their deposit, and whether it could give them."""
    scope = {"portee": depot.portee, "debut": depot.debut, "fin": depot.fin, "date_arrete": depot.date_arrete}
    for name, value in (scope | {"ecartee": ecartee}).items():
        type_ = SCHEMA_DEPOTS.field(name).type
        rows = rows.append_column(name, pa.repeat(pa.scalar(value, type_), rows.num_rows))
    return rows
