"""The SQL of a millésime, as text: one statement per cohort × crossing × grain, written from the registry.

Takes the registry and a crossing, gives plain ANSI texts that another engine runs unchanged: no date function, no
dialect word. It runs nothing and names nothing that the registry or the plan does not declare.

Tables the texts read: one per grain saying which office counts in which period (`presence_annee`, …), `offices`, `mois`,
the aggregates and flows of `agregats`, `cas` and `ouvertes` for quantiles, `codes_…`, `recommandations`, `habitants`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.indicateurs.registry import Cohorte, Dimension, Grain, Mesure, Registry
from pipelines.publication.agregats import CAS, FLUX, aggregate_name, build_aggregate_sql, flow_name, measure_sql
from pipelines.publication.cas import ETAPE, NON_RENSEIGNE, build_flows_sql, build_open_cases_sql, codes_name
from pipelines.publication.engine import quote
from pipelines.publication.mesures import axis_columns, find_axis, published_measures, with_supports
from pipelines.publication.plan import Croisement
from pipelines.publication.socle import CONNUE, NUMBERED_ADVICE, add_base_rows

__all__ = ["build_cells_sql", "measure_sql"]


@dataclass(frozen=True)
class _Demande:
    """One statement to write: its address, the table of presence, and whether it must stand on its own."""

    registry: Registry
    cohorte: Cohorte
    croisement: Croisement
    grain: Grain
    presence: str
    par_perimetre: bool
    entier: bool

    @property
    def axis(self) -> str:
        return find_axis(self.registry, self.croisement.criteres)

    @property
    def criteres(self) -> list[tuple[str, Dimension]]:
        """The name of each criterion's column, and the criterion."""
        named = enumerate(self.croisement.criteres, 1)
        return [(f"valeur{rank}", self.registry.dimensions[name]) for rank, name in named]

    @property
    def periods(self) -> list[str]:
        """The columns of presence that name a period, and its perimeter when there are several."""
        return ["p.perimetre", "p.periode"] if self.par_perimetre else ["p.periode"]

    @property
    def keys(self) -> dict[str, str]:
        """By name, what a line is grouped by: presence (p) tells the office's, codes (k) the case's."""
        split = {name: "k.valeur" if d.portee == "saisine" else f"p.{name}" for name, d in self.criteres}
        return {key[2:]: key for key in self.periods} | split

    def present(self, *columns: str, joins: Sequence[str] = ()) -> str:
        """Which office counts in which period, by number, with what the register says of it."""
        named = [f"{_value(d)} as {name}" for name, d in self.criteres if d.portee == "office"]
        selected = ", ".join(["o.numero as office_no", *columns, *self.periods, *named])
        table = quote(f"{self.presence}_{self.grain}")
        lines = [f"select {selected}", f"from {table} p join offices o on o.office_id = p.office_id", *joins]
        return "\n".join(["(", *(f"  {line}" for line in lines), ") p"])

    def select(self, columns: Iterable[str], source: str, joins: Iterable[str], having: str = "") -> str:
        """The whole statement; `source` ends with the name of the rows, whose values are numbered `no_…`."""
        rows = source.rpartition(" ")[2]
        codes = [
            f"join {codes_name(dimension.id)} k on k.numero = {rows}.{quote('no_' + dimension.id)}"
            for _, dimension in self.criteres
            if dimension.portee == "saisine"
        ]
        lines = [f"{text} as {quote(name)}" for name, text in self.keys.items()]
        return "\n".join(
            [
                "select",
                "  " + ",\n  ".join([*lines, *columns]),
                f"from {source}",
                *joins,
                *codes,
                "group by " + ", ".join(self.keys.values()),
                *([having] if having else []),
            ]
        )

    def by_month(self, rows: str, month: str) -> str:
        """The join that keeps the rows of present offices, from the month their rows are numbered by."""
        known = self.present("m.numero as mois_no", joins=[f"join mois m on m.{self.grain} = p.periode"])
        if ETAPE in self.croisement.criteres:
            flag = f"case when p.jour = t.jour then 1 else 0 end as {CONNUE}"
            extracts = ["join mois m on m.annee = p.periode", "join arretes t on t.office_id = p.office_id"]
            known = self.present("m.numero as mois_no", flag, joins=extracts)
        return f"join {known} on p.office_no = {rows}.office_no and p.mois_no = {rows}.{month}"


def build_cells_sql(
    registry: Registry,
    cohorte: Cohorte,
    croisement: Croisement,
    grain: Grain,
    *,
    presence: str = "presence",
    mesures: Iterable[str] | None = None,
    par_perimetre: bool = False,
    entier: bool = False,
) -> str:
    """The cells of one cohort, crossing and grain: `periode`, `valeur1`, `valeur2`, then one integer column per measure.

    `par_perimetre`: the presence table holds several perimeters, and `perimetre` comes first. `entier`: the text starts
    from the cases and holds its own aggregates, as a reader can follow it.
    """
    demande = _Demande(registry, cohorte, croisement, grain, presence, par_perimetre, entier)
    if mesures is None:
        kept = published_measures(registry, cohorte, croisement.criteres, grain)
    else:
        names = with_supports(registry, mesures)
        kept = [mesure for mesure in registry.mesures.values() if mesure.id in names]
    counts = [mesure for mesure in kept if mesure.sommable or mesure.publique]
    quantiles = [mesure for mesure in kept if mesure not in counts]
    parts, effectifs = _count(demande, counts)
    if not quantiles:
        return _with(parts, effectifs)
    return _with({**parts, "effectifs": effectifs, "quantiles": _quantiles(demande, quantiles)}, _merge(demande, kept))


def _count(demande: _Demande, mesures: list[Mesure]) -> tuple[Mapping[str, str], str]:
    """The statements to write first, by name, and the one that counts."""
    if demande.cohorte == "recommandations":
        return {}, _advice(demande, mesures)
    if demande.cohorte in FLUX and not (demande.cohorte == "stock" and demande.grain == "annee"):
        parts = {"flux": build_flows_sql(axis_columns(demande.axis))} if demande.entier else {}
        return parts, _flows(demande, mesures, "flux" if demande.entier else flow_name(demande.axis))
    if not demande.entier:
        return {}, _sums(demande, mesures, aggregate_name(demande.cohorte, demande.axis))
    aggregated = [mesure for mesure in mesures if not mesure.publique]
    parts = {"agregat": build_aggregate_sql(demande.cohorte, demande.axis, aggregated)}
    if demande.cohorte == "stock":
        parts = {"ouvertes": build_open_cases_sql(demande.registry), **parts}
    return parts, _sums(demande, mesures, "agregat")


def _sums(demande: _Demande, mesures: list[Mesure], table: str) -> str:
    source = add_base_rows(demande.croisement, demande.axis, mesures, table)
    columns = [f"cast(sum(a.{quote(mesure.id)}) as bigint) as {quote(mesure.id)}" for mesure in mesures]
    if ETAPE in demande.croisement.criteres:
        columns.append(f"min(p.{CONNUE}) as {CONNUE}")
    return demande.select(columns, f"{source} a", [demande.by_month("a", "mois_no")])


def _flows(demande: _Demande, mesures: list[Mesure], table: str) -> str:
    """What has come in by the end of the period, less what has gone out by then, or by its first day."""
    out = "a.sorties" if demande.cohorte == "stock" else "case when a.mois_no < p.debut_no then a.sorties else 0 end"
    value = f"sum(a.entrees) - sum({out})"
    bounds = f"join {quote(f'bornes_{demande.grain}')} b on b.periode = p.periode"
    known = demande.present("b.debut_no", "b.fin_no", joins=[bounds])
    columns = [f"cast({value} as bigint) as {quote(mesure.id)}" for mesure in mesures]
    joins = [f"join {known} on p.office_no = a.office_no and a.mois_no <= p.fin_no"]
    return demande.select(columns, f"{table} a", joins, f"having {value} > 0")


def _advice(demande: _Demande, mesures: list[Mesure]) -> str:
    columns = [f"{measure_sql(mesure)} as {quote(mesure.id)}" for mesure in mesures]
    return demande.select(columns, f"{NUMBERED_ADVICE} s", [demande.by_month("s", "mois_no")])


def _quantiles(demande: _Demande, mesures: list[Mesure]) -> str:
    rows, month = CAS[demande.cohorte]
    columns = [f"{measure_sql(mesure)} as {quote(mesure.id)}" for mesure in mesures]
    return demande.select(columns, f"{rows} s", [demande.by_month("s", month)])


def _merge(demande: _Demande, mesures: list[Mesure]) -> str:
    columns = [f"e.{quote(key)}" for key in demande.keys]
    columns += [f"{'e' if m.sommable or m.publique else 'q'}.{quote(m.id)}" for m in mesures]
    if ETAPE in demande.croisement.criteres:
        columns.append(f"e.{CONNUE}")
    same = " and ".join(f"q.{quote(key)} = e.{quote(key)}" for key in demande.keys)
    return "\n".join(["select", "  " + ", ".join(columns), f"from effectifs e left join quantiles q on {same}"])


def _with(parts: Mapping[str, str], last: str) -> str:
    if not parts:
        return last
    return "with " + ",\n".join(f"{name} as (\n{text}\n)" for name, text in parts.items()) + "\n" + last


def _value(dimension: Dimension) -> str:
    return f"coalesce({dimension.sql}, '{NON_RENSEIGNE}')"
