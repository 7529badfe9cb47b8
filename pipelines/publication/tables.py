"""The SQL of a millésime, as text: one statement per lot of crossings that share their rows and their measures.

Takes the registry and crossings, gives plain ANSI texts that another engine runs unchanged: no date function, no
dialect word. It runs nothing and names nothing that the registry or the plan does not declare.

Tables the texts read: one per grain saying which office counts in which period (`presence_annee`, …), `offices`, `mois`,
the aggregates and flows of `agregats`, `cas` and `ouvertes` for quantiles, `codes_…`, `recommandations`, `habitants`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipelines.indicateurs.registry import Cohorte, Grain, Mesure, Registry
from pipelines.publication.agregats import CAS, FLUX, aggregate_name, build_aggregate_sql, flow_name, measure_sql
from pipelines.publication.cas import ETAPE, build_flows_sql, build_open_cases_sql
from pipelines.publication.demande import Demande
from pipelines.publication.engine import quote
from pipelines.publication.lots import Lot
from pipelines.publication.mesures import axis_columns, published_measures, with_supports
from pipelines.publication.plan import Croisement
from pipelines.publication.socle import CONNUE, NUMBERED_ADVICE, add_base_rows

__all__ = ["build_cells_sql", "build_lot_sql", "measure_sql"]


def build_lot_sql(registry: Registry, lot: Lot, presence: str, *, par_perimetre: bool = False) -> str:
    """The cells of a lot: `grain`, `periode`, one column per criterion (null where a crossing has it not), measures.

    `par_perimetre`: the presence table holds several perimeters, and `perimetre` is a column too.
    """
    named = {name: name for name in lot.criteres}
    demande = Demande(registry, lot.cohorte, lot.croisements, lot.grains, presence, named, par_perimetre)
    return _build(demande, lot.mesures)


def build_cells_sql(
    registry: Registry,
    cohorte: Cohorte,
    croisement: Croisement,
    grain: Grain,
    *,
    presence: str = "presence",
    mesures: Iterable[str] | None = None,
    entier: bool = False,
) -> str:
    """The cells of one cohort, crossing and grain: `periode`, `valeur1`, `valeur2`, then one integer column per measure.

    `entier`: the text starts from the cases and holds its own aggregates, as a reader can follow it.
    """
    named = {name: f"valeur{rank}" for rank, name in enumerate(croisement.criteres, 1)}
    demande = Demande(registry, cohorte, (croisement,), (grain,), presence, named, entier=entier)
    if mesures is None:
        return _build(demande, published_measures(registry, cohorte, croisement.criteres, grain))
    names = with_supports(registry, mesures)
    return _build(demande, [mesure for mesure in registry.mesures.values() if mesure.id in names])


def _build(demande: Demande, mesures: Iterable[Mesure]) -> str:
    kept = list(mesures)
    counts = [mesure for mesure in kept if mesure.sommable or mesure.publique]
    quantiles = [mesure for mesure in kept if mesure not in counts]
    parts, effectifs = _count(demande, counts)
    if not quantiles:
        return _with(parts, effectifs)
    return _with({**parts, "effectifs": effectifs, "quantiles": _quantiles(demande, quantiles)}, _merge(demande, kept))


def _count(demande: Demande, mesures: list[Mesure]) -> tuple[Mapping[str, str], str]:
    """The statements to write first, by name, and the one that counts."""
    if demande.cohorte == "recommandations":
        return {}, demande.select(_aggregates(mesures), f"{NUMBERED_ADVICE} s", [demande.by_month("s", "mois_no")])
    if demande.cohorte in FLUX and not (demande.cohorte == "stock" and demande.grains == ("annee",)):
        parts = {"flux": build_flows_sql(axis_columns(demande.axis))} if demande.entier else {}
        return parts, _flows(demande, mesures, "flux" if demande.entier else flow_name(demande.axis))
    if not demande.entier:
        return {}, _sums(demande, mesures, aggregate_name(demande.cohorte, demande.axis))
    aggregated = [mesure for mesure in mesures if not mesure.publique]
    parts = {"agregat": build_aggregate_sql(demande.cohorte, demande.axis, aggregated)}
    if demande.cohorte == "stock":
        parts = {"ouvertes": build_open_cases_sql(demande.registry), **parts}
    return parts, _sums(demande, mesures, "agregat")


def _sums(demande: Demande, mesures: list[Mesure], table: str) -> str:
    source = add_base_rows(demande.criteres, demande.axis, mesures, table)
    columns = [f"cast(sum(a.{quote(mesure.id)}) as bigint) as {quote(mesure.id)}" for mesure in mesures]
    if ETAPE in demande.criteres:
        columns.append(f"min(p.{CONNUE}) as {CONNUE}")
    return demande.select(columns, f"{source} a", [demande.by_month("a", "mois_no")])


def _flows(demande: Demande, mesures: list[Mesure], table: str) -> str:
    """What has come in by the end of the period, less what has gone out by then, or by its first day."""
    out = "a.sorties" if demande.cohorte == "stock" else "case when a.mois_no < p.debut_no then a.sorties else 0 end"
    value = f"sum(a.entrees) - sum({out})"
    columns = [f"cast({value} as bigint) as {quote(mesure.id)}" for mesure in mesures]
    return demande.select(columns, f"{table} a", [demande.by_bounds("a")], f"having {value} > 0")


def _quantiles(demande: Demande, mesures: list[Mesure]) -> str:
    rows, month = CAS[demande.cohorte]
    return demande.select(_aggregates(mesures), f"{rows} s", [demande.by_month("s", month)])


def _aggregates(mesures: Iterable[Mesure]) -> list[str]:
    return [f"{measure_sql(mesure)} as {quote(mesure.id)}" for mesure in mesures]


def _merge(demande: Demande, mesures: list[Mesure]) -> str:
    columns = [f"e.{quote(key)}" for key in demande.keys]
    columns += [f"{'e' if m.sommable or m.publique else 'q'}.{quote(m.id)}" for m in mesures]
    if ETAPE in demande.criteres:
        columns.append(f"e.{CONNUE}")
    equal = "is not distinct from" if len(demande.croisements) > 1 else "="
    same = " and ".join(f"q.{quote(key)} {equal} e.{quote(key)}" for key in demande.keys)
    return "\n".join(["select", "  " + ", ".join(columns), f"from effectifs e left join quantiles q on {same}"])


def _with(parts: Mapping[str, str], last: str) -> str:
    if not parts:
        return last
    return "with " + ",\n".join(f"{name} as (\n{text}\n)" for name, text in parts.items()) + "\n" + last
