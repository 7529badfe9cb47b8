"""Presence: the tables that tell the SQL which office counts in which period, and on which day its stock is taken.

Takes a `Couverture`, gives one Arrow table per grain. Network tables and private files do not count alike: an office
cut in the middle of a year is out of the network's year, and in its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pyarrow as pa

from pipelines.publication.couverture import Couverture
from pipelines.publication.plan import Grain

SCHEMA_PRESENCE = pa.schema([("office_id", pa.string()), ("periode", pa.string()), ("jour", pa.date32())])


def presence_table(couverture: Couverture, grain: Grain) -> pa.Table:
    """Which office counts in which period of the network; `jour` is the day its stock is taken."""
    return _presence(
        (office, periode.id, min(periode.fin, couverture.arrete_au))
        for periode in couverture.periodes[grain]
        for office in couverture.offices
        if couverture.counts(office, periode)
    )


def private_presence_table(couverture: Couverture, grain: Grain) -> pa.Table:
    """The periods an office's own file shows: all it answers for in part, its stock taken at its own extract date."""
    return _presence(
        (office, periode.id, min(periode.fin, couverture.arretes[office]))
        for periode in couverture.periodes[grain]
        for office in couverture.arretes
        if couverture.answers(office, periode)
    )


def _presence(rows: Iterable[tuple[str, str, date]]) -> pa.Table:
    named = [dict(zip(SCHEMA_PRESENCE.names, row, strict=True)) for row in rows]
    return pa.Table.from_pylist(named, schema=SCHEMA_PRESENCE)
