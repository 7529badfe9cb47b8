"""The dated events a series must show: offices that join or leave, breaks their médiateur declared.

Takes the register, gives one table sorted by date. It infers no event from the figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pyarrow as pa

from pipelines.offices import Office

SCHEMA_EVENEMENTS = pa.schema(
    [("date", pa.date32()), ("office_id", pa.string()), ("type", pa.string()), ("texte", pa.string())]
)


def events_table(offices: Mapping[str, Office]) -> pa.Table:
    """One row per event: `adhesion`, `depart` or `rupture`, with its French sentence."""
    rows = sorted(row for office in offices.values() for row in _office_events(office))
    return pa.Table.from_pylist(
        [dict(zip(SCHEMA_EVENEMENTS.names, row, strict=True)) for row in rows], SCHEMA_EVENEMENTS
    )


def _office_events(office: Office) -> Iterator[tuple[date, str, str, str]]:
    if office.membre_du:
        yield office.membre_du, office.cle, "adhesion", f"{office.nom} rejoint le réseau."
    if office.membre_au:
        yield office.membre_au, office.cle, "depart", f"{office.nom} quitte le réseau."
    for rupture in office.ruptures:
        yield rupture.date, office.cle, "rupture", f"{office.nom}\u202f: {rupture.motif}"
