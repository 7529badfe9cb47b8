"""Lines that exist without a case: the inhabitants of an office nobody wrote to, the steps where no file waits.

Takes a crossing and its measures, gives the rows to add to an aggregate, as plain ANSI text. It counts nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.indicateurs.registry import Mesure
from pipelines.publication.cas import ETAPE, codes_name
from pipelines.publication.engine import quote
from pipelines.publication.mesures import axis_columns

CONNUE = "connue"
"""Column of a crossing by step: 1 where the period ends on the extract date of all its offices."""

POPULATION = "population"

NUMBERED_ADVICE = """(
  select r.*, o.numero as office_no, f.numero as no_famille, d.numero as no_domaine
  from recommandations r join offices o on o.office_id = r.office_id
  join codes_famille f on f.valeur = r.par_famille
  join codes_domaine d on d.valeur = r.par_domaine
)"""
"""The recommendations, numbered as cases are."""


def add_base_rows(criteres: Sequence[str], axis: str, mesures: Sequence[Mesure], table: str) -> str:
    """The aggregate itself, or the aggregate and the rows that must stand even when nothing was counted."""
    names = [mesure.id for mesure in mesures]
    if POPULATION in names:
        people = "habitants h join offices o on o.office_id = h.office_id"
        return _union(["mois_no", *names], table, people, {"mois_no": "h.mois_no", POPULATION: "h.population"})
    if ETAPE in criteres:
        columns = ["mois_no", *(f"no_{name}" for name in axis_columns(axis)), *names]
        steps = f"instants_annee h join offices o on o.office_id = h.office_id cross join {codes_name(ETAPE)} e"
        return _union(columns, table, steps, {"mois_no": "h.mois_no", f"no_{ETAPE}": "e.numero"})
    return table


def _union(columns: Sequence[str], table: str, others: str, given: Mapping[str, str]) -> str:
    counted = ["office_no", *(f"0 as {quote(name)}" if name == POPULATION else quote(name) for name in columns)]
    added = ["o.numero", *(given.get(name, "0") for name in columns)]
    own = ["  select", ", ".join(counted), "from", table]
    more = ["  select", ", ".join(added), "from", others]
    return "\n".join(["(", " ".join(own), "  union all", " ".join(more), ")"])
