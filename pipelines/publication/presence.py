"""Presence: the tables that tell the SQL which office counts in which period, and on which day its stock is taken.

Takes a `Couverture`, gives Arrow tables. Network tables and private files do not count alike: an office cut in the
middle of a year is out of the network's year, and in its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pyarrow as pa

from pipelines.publication.couverture import Couverture
from pipelines.publication.periodes import Periode, month_number
from pipelines.publication.plan import GRAINS, Grain

SCHEMA_PRESENCE = pa.schema([("office_id", pa.string()), ("periode", pa.string()), ("jour", pa.date32())])

_EPOQUE = date(1970, 1, 1)


def presence_table(couverture: Couverture, grain: Grain) -> pa.Table:
    """Which office counts in which period of the network; `jour` is the day its stock is taken."""
    return _presence(
        (office, periode.id, _stock_day(couverture, office, periode))
        for periode in couverture.periodes[grain]
        for office in couverture.offices
        if couverture.counts(office, periode)
    )


def private_presence_table(couverture: Couverture, grain: Grain) -> pa.Table:
    """The periods an office's own file shows: all it answers for in part, its stock taken at its own extract date."""
    return _presence(
        (office, periode.id, _stock_day(couverture, office, periode))
        for periode in couverture.periodes[grain]
        for office in couverture.arretes
        if couverture.answers(office, periode)
    )


def instants_table(couverture: Couverture) -> pa.Table:
    """The day the stock of each office is taken in each year it answers for, with the numbers of the day and year."""
    years = private_presence_table(couverture, "annee")
    days = years["jour"].to_pylist()
    years = years.append_column("numero", pa.array([(day - _EPOQUE).days for day in days], pa.int32()))
    return years.append_column("mois_no", pa.array([day.year * 100 for day in days], pa.int32()))


def months_table(couverture: Couverture) -> pa.Table:
    """Every month of the years of the release and the periods it falls in; month 00 is the year, of what has no month."""
    rows: list[dict[str, object]] = []
    for year in couverture.periodes["annee"]:
        first = year.debut.year * 100
        rows.append({"numero": first, "annee": year.id})
        rows += [
            {
                "numero": first + month,
                "annee": year.id,
                "trimestre": f"{year.id}-T{(month + 2) // 3}",
                "mois": f"{year.id}-{month:02d}",
            }
            for month in range(1, 13)
        ]
    schema = pa.schema([("numero", pa.int32()), *((grain, pa.string()) for grain in GRAINS)])
    return pa.Table.from_pylist(rows, schema)


def bounds_table(couverture: Couverture, grain: Grain) -> pa.Table:
    """First and last month of every period of the release."""
    periods = couverture.periodes[grain]
    return pa.table(
        {
            "periode": pa.array([periode.id for periode in periods], pa.string()),
            "debut_no": pa.array([month_number(periode.debut) for periode in periods], pa.int32()),
            "fin_no": pa.array([month_number(periode.fin) for periode in periods], pa.int32()),
        }
    )


def extracts_table(couverture: Couverture) -> pa.Table:
    """The extract date of every office that delivered."""
    known = sorted(couverture.arretes.items())
    return pa.table(
        {
            "office_id": pa.array([office for office, _ in known], pa.string()),
            "jour": pa.array([day for _, day in known], pa.date32()),
        }
    )


def inhabitants_table(couverture: Couverture) -> pa.Table:
    """The population of each office in each year it covers from end to end: a year cut short has no yearly rate."""
    rows = [
        {"office_id": office.cle, "mois_no": year.debut.year * 100, "population": office.population}
        for year in couverture.periodes["annee"]
        for office in couverture.offices.values()
        if office.population and year.fin <= couverture.arrete_au and couverture.covers(office.cle, year)
    ]
    schema = pa.schema([("office_id", pa.string()), ("mois_no", pa.int32()), ("population", pa.int64())])
    return pa.Table.from_pylist(rows, schema)


def _stock_day(couverture: Couverture, office: str, periode: Periode) -> date:
    """An office is known up to its own extract date, and no later."""
    return min(periode.fin, couverture.arretes.get(office, periode.fin))


def _presence(rows: Iterable[tuple[str, str, date]]) -> pa.Table:
    named = [dict(zip(SCHEMA_PRESENCE.names, row, strict=True)) for row in rows]
    return pa.Table.from_pylist(named, schema=SCHEMA_PRESENCE)
