"""What the delay curves need beside the cases: outcomes, scopes of deposits, periods watched, days of the grid.

Takes the standing deposits and the coverage, leaves small tables in the engine whose names start with `suivi_`. Days are
numbers since 1970, as in the calendar. It reads no case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

import pyarrow as pa

from pipelines.publication.couverture import Couverture
from pipelines.publication.engine import Engine
from pipelines.vue import Depot

GRILLE = (0, 7, 15, 30, 60, 90, 120, 180, 270, 365, 540)
"""The only days a curve is published at: day by day, one case could be followed."""

QUARTILES: Mapping[str, float] = {"q25": 0.75, "mediane": 0.5, "q75": 0.25}
"""Share still open when a quarter, half, three quarters are closed."""

VUES = ("recues", "suivies")
"""`recues`: received in the period, followed to the extract date. `suivies`: open during the period, watched from its
first day to its last; those received before are left-truncated."""

ISSUES: Mapping[str, tuple[str, ...]] = {
    "favorable": ("FAVORABLE_USAGER", "PARTIEL"),
    "maintenue": ("DECISION_MAINTENUE", "ECHEC"),
    "refusee": ("REORIENTATION_INTERNE", "REORIENTATION_EXTERNE", "IRRECEVABLE"),
    "interrompue": ("DESISTEMENT", "ABANDON", "JUSTICE"),
    "autre": ("INFORMATION",),
}
"""The competing outcomes, numbered from 1 in this order. One not recorded, or still to classify, is of the last."""

_JOUR_ZERO = date(1970, 1, 1).toordinal()


def prepare_follow_up(engine: Engine, depots: Sequence[Depot], couverture: Couverture) -> None:
    """The tables `suivi_portees`, `suivi_periodes`, `suivi_causes`, `suivi_grille`, `suivi_quartiles`, `suivi_vues`."""
    engine.register("suivi_portees", scopes_table(depots))
    engine.register("suivi_periodes", periods_table(couverture))
    prepare_constants(engine)


def prepare_constants(engine: Engine) -> None:
    """Those of these tables that are the same in every release."""
    causes = [(code, rank) for rank, codes in enumerate(ISSUES.values(), 1) for code in codes]
    engine.register(
        "suivi_causes", pa.table({"issue": [c for c, _ in causes], "cause": _integers(r for _, r in causes)})
    )
    engine.register("suivi_grille", grid_table(GRILLE))
    engine.register("suivi_quartiles", pa.table({"quartile": list(QUARTILES), "seuil": list(QUARTILES.values())}))
    engine.register("suivi_vues", pa.table({"vue": [*VUES, *VUES], "bord": _integers((0, 0, 1, 1))}))


def grid_table(jours: Sequence[int]) -> pa.Table:
    """Each day of a grid, and the first day after the previous one."""
    since = [0, *(jour + 1 for jour in jours[:-1])]
    return pa.table({"jour": _integers(jours), "depuis": _integers(since)})


def scopes_table(depots: Sequence[Depot]) -> pa.Table:
    """By office, the days of reception a deposit answers for and its extract date: a case still open is censored there.

    Where two scopes overlap the later extract date holds, as in the resolution of deposits.
    """
    rows = [(office, *segment) for office in sorted(_offices(depots)) for segment in _segments(office, depots)]
    return _table(rows, ("debut", "fin", "arrete"))


def periods_table(couverture: Couverture) -> pa.Table:
    """By office and year it answers for in part: a number, first and last day; `compte` is 1 when network tables count it."""
    rows = [
        (office, _number(periode.debut), _number(periode.fin), int(couverture.counts(office, periode)), periode.id)
        for office in couverture.arretes
        for periode in couverture.periodes["annee"]
        if couverture.answers(office, periode)
    ]
    table = _table([row[:4] for row in rows], ("debut", "fin", "compte"))
    table = table.append_column("ligne", _integers(range(len(rows))))
    return table.append_column("periode", pa.array([row[4] for row in rows], pa.string()))


def _offices(depots: Sequence[Depot]) -> frozenset[str]:
    return frozenset(office for depot in depots for office in depot.offices)


def _segments(office: str, depots: Sequence[Depot]) -> Iterator[tuple[int, int, int]]:
    scopes = [_scope(depot) for depot in depots if office in depot.offices]
    edges = sorted({edge for start, end, _ in scopes for edge in (start, end + 1)})
    for start, following in pairwise(edges):
        extracts = [arrete for first, last, arrete in scopes if first <= start and following - 1 <= last]
        if extracts:
            yield start, following - 1, max(extracts)


def _scope(depot: Depot) -> tuple[int, int, int]:
    arrete = _number(depot.date_arrete)
    if depot.portee == "complet":
        return _number(date.min), arrete, arrete
    return _number(depot.debut or depot.date_arrete), min(_number(depot.fin or depot.date_arrete), arrete), arrete


def _number(day: date) -> int:
    return day.toordinal() - _JOUR_ZERO


def _table(rows: Sequence[tuple[str | int, ...]], names: Sequence[str]) -> pa.Table:
    columns = {name: pa.array([row[rank] for row in rows], pa.int32()) for rank, name in enumerate(names, 1)}
    return pa.table({"office_id": pa.array([row[0] for row in rows], pa.string()), **columns})


def _integers(values: Iterable[int]) -> pa.Array:
    return pa.array(list(values), pa.int32())
