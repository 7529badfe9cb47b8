"""Who counts when: an office counts in a period when its standing deposits tell all there is to know of it.

Takes the register, the standing deposits and the periods, gives a `Couverture` and the coverage tables of a
millésime. It never looks at a case: an office that delivered nothing but a header is covered all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa

from pipelines.offices import TYPES, Office
from pipelines.publication.periodes import Periode, list_periods
from pipelines.publication.plan import GRAINS, Grain
from pipelines.vue import Depot, Vue

Intervalle = tuple[date, date]

SCHEMA_COUVERTURE = pa.schema(
    [
        *((name, pa.string()) for name in ("grain", "periode", "type")),
        *((name, pa.int32()) for name in ("couverts", "membres", "membres_couverts", "connus")),
        ("population_couverte", pa.int64()),
        ("population_membres", pa.int64()),
    ]
)
SCHEMA_OFFICES = pa.schema(
    [
        *((name, pa.string()) for name in ("office_id", "nom", "type")),
        ("annee", pa.int32()),
        ("couvert", pa.bool_()),
        ("membre", pa.bool_()),
        ("date_arrete", pa.date32()),
        ("membre_du", pa.date32()),
        ("membre_au", pa.date32()),
        ("provisoire", pa.bool_()),
    ]
)


@dataclass(frozen=True)
class Couverture:
    """What the deposits cover: per office the days it answers for, and the periods of the release by grain."""

    offices: Mapping[str, Office]
    intervalles: Mapping[str, tuple[Intervalle, ...]]
    arretes: Mapping[str, date]
    arrete_au: date
    periodes: Mapping[Grain, tuple[Periode, ...]]

    def covers(self, office: str, periode: Periode) -> bool:
        """Whether the office answers for every day of the period."""
        return any(start <= periode.debut and periode.fin <= end for start, end in self.intervalles.get(office, ()))

    def counts(self, office: str, periode: Periode) -> bool:
        """Whether the office enters network tables: covered, or with what it has in a period that is not over."""
        if periode.fin <= self.arrete_au:
            return self.covers(office, periode)
        return self.answers(office, periode)

    def answers(self, office: str, periode: Periode) -> bool:
        """Whether the office answers for at least one day of the period."""
        return any(start <= periode.fin and periode.debut <= end for start, end in self.intervalles.get(office, ()))


def build_coverage(vue: Vue, premiere: date, until: date | None = None) -> Couverture:
    """The coverage of a view from its first reception to `until`, by default its latest extract date."""
    covered: dict[str, list[Intervalle]] = {}
    arretes: dict[str, date] = {}
    for depot in vue.depots:
        for office in depot.offices:
            covered.setdefault(office, []).append(_interval(depot))
            arretes[office] = max(arretes.get(office, date.min), depot.date_arrete)
    arrete_au = max(arretes.values())
    return Couverture(
        offices=vue.offices,
        intervalles={office: _merge(intervals) for office, intervals in covered.items()},
        arretes=arretes,
        arrete_au=arrete_au,
        periodes={grain: list_periods(premiere, until or arrete_au, grain) for grain in GRAINS},
    )


def coverage_table(couverture: Couverture) -> pa.Table:
    """One row per grain, period and type (« » for all types): offices covered, members, known, and their population."""
    rows = [
        _coverage_row(couverture, periode, kind)
        for grain in GRAINS
        for periode in couverture.periodes[grain]
        for kind in ("", *TYPES)
    ]
    return pa.Table.from_pylist([row for row in rows if row["connus"]], schema=SCHEMA_COUVERTURE)


def offices_table(couverture: Couverture) -> pa.Table:
    """One row per office and year."""
    rows = [
        {
            "office_id": office.cle,
            "nom": office.nom,
            "type": office.type,
            "annee": periode.debut.year,
            "couvert": couverture.covers(office.cle, periode),
            "membre": _is_member(office, couverture, periode),
            "date_arrete": couverture.arretes.get(office.cle),
            "membre_du": office.membre_du,
            "membre_au": office.membre_au,
            "provisoire": office.provisoire,
        }
        for office in sorted(couverture.offices.values(), key=lambda office: office.cle)
        for periode in couverture.periodes["annee"]
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA_OFFICES)


PART_PRINCIPALE = 0.9
"""One late office must not send every reader a year back; a year half the network has not delivered must."""


def main_period(couverture: Couverture) -> str:
    """The last complete year nearly as many offices cover as the best one; the current year when none is complete."""
    years = [periode for periode in couverture.periodes["annee"] if periode.fin <= couverture.arrete_au]
    if not years:
        return str(couverture.arrete_au.year)
    covered = {year.id: _count_covered(couverture, year) for year in years}
    return max(year for year, count in covered.items() if count >= PART_PRINCIPALE * max(covered.values()))


def _count_covered(couverture: Couverture, periode: Periode) -> int:
    return sum(couverture.covers(office, periode) for office in couverture.offices)


def _coverage_row(couverture: Couverture, periode: Periode, kind: str) -> dict[str, object]:
    known = [office for office in couverture.offices.values() if kind in ("", office.type)]
    covered = [office for office in known if couverture.covers(office.cle, periode)]
    members = [office for office in known if _is_member(office, couverture, periode)]
    both = [office for office in members if couverture.covers(office.cle, periode)]
    measurable = bool(kind) and bool(members) and all(office.population is not None for office in members)
    return {
        "grain": periode.grain,
        "periode": periode.id,
        "type": kind,
        "couverts": len(covered),
        "membres": len(members),
        "membres_couverts": len(both),
        "connus": len(known),
        "population_couverte": _population(both) if measurable else None,
        "population_membres": _population(members) if measurable else None,
    }


def _population(offices: Sequence[Office]) -> int:
    return sum(office.population or 0 for office in offices)


def _is_member(office: Office, couverture: Couverture, periode: Periode) -> bool:
    """Membership is read on the last day of the period, or on the release's date when the period is not over."""
    return office.is_member(min(periode.fin, couverture.arrete_au))


def _interval(depot: Depot) -> Intervalle:
    if depot.portee == "complet":
        return date.min, depot.date_arrete
    return depot.debut or depot.date_arrete, min(depot.fin or depot.date_arrete, depot.date_arrete)


def _merge(intervals: Sequence[Intervalle]) -> tuple[Intervalle, ...]:
    """Two deposits that touch cover a period astride both."""
    merged: list[Intervalle] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1] + timedelta(days=1):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)
