"""What a statement must count: which rows, where their office is present, and what its lines are split by.

Takes crossings that share a cohort and an axis, gives the clauses of their statement as plain ANSI text. It knows no
measure and writes no whole statement but the one it is given the columns of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.indicateurs.registry import Cohorte, Dimension, Grain, Registry
from pipelines.publication.cas import ETAPE, NON_RENSEIGNE, codes_name
from pipelines.publication.engine import quote
from pipelines.publication.mesures import find_axis
from pipelines.publication.plan import Croisement
from pipelines.publication.socle import CONNUE


@dataclass(frozen=True)
class Demande:
    """One statement to write. `noms` gives the column of each criterion.

    `par_perimetre`: the presence table holds several perimeters. `entier`: the statement starts from the cases.
    """

    registry: Registry
    cohorte: Cohorte
    croisements: tuple[Croisement, ...]
    grains: tuple[Grain, ...]
    presence: str
    noms: Mapping[str, str]
    par_perimetre: bool = False
    entier: bool = False

    @property
    def criteres(self) -> tuple[str, ...]:
        """Every criterion of the crossings."""
        return tuple(self.noms)

    @property
    def axis(self) -> str:
        """The aggregate all the crossings are computed from."""
        return find_axis(self.registry, self.criteres)

    @property
    def keys(self) -> dict[str, str]:
        """By column, what a line is grouped by: presence (p) tells what is the office's, codes (k) what is the case's."""
        return {key[2:]: key for key in self._periods} | {self.noms[d.id]: self._key(d) for d in self._dimensions}

    def select(self, columns: Iterable[str], source: str, joins: Iterable[str], having: str = "") -> str:
        """The whole statement; `source` ends with the name of the rows, whose values are numbered `no_…`."""
        rows = source.rpartition(" ")[2]
        lines = [f"{text} as {quote(name)}" for name, text in self.keys.items()]
        return "\n".join(
            [
                "select",
                "  " + ",\n  ".join([*lines, *columns]),
                f"from {source}",
                *joins,
                *(
                    f"join {codes_name(d.id)} k_{d.id} on k_{d.id}.numero = {rows}.{quote('no_' + d.id)}"
                    for d in self._dimensions
                    if d.portee == "saisine"
                ),
                f"group by {self._groups()}",
                *([having] if having else []),
            ]
        )

    def by_month(self, rows: str, month: str) -> str:
        """The join that keeps the rows of present offices, from the month their rows are numbered by."""
        flag = [f"case when p.jour = t.jour then 1 else 0 end as {CONNUE}"] if ETAPE in self.criteres else []
        extracts = ["join arretes t on t.office_id = p.office_id"] if flag else []
        known = self._present(["m.numero as mois_no", *flag], ["join mois m on m.{grain} = p.periode", *extracts])
        return f"join {known} on p.office_no = {rows}.office_no and p.mois_no = {rows}.{month}"

    def by_bounds(self, rows: str) -> str:
        """The join that keeps, for each period, all that happened to present offices before its end."""
        known = self._present(["b.debut_no", "b.fin_no"], ["join bornes_{grain} b on b.periode = p.periode"])
        return f"join {known} on p.office_no = {rows}.office_no and {rows}.mois_no <= p.fin_no"

    @property
    def _dimensions(self) -> list[Dimension]:
        return [self.registry.dimensions[name] for name in self.criteres]

    @property
    def _periods(self) -> list[str]:
        several = ["p.grain"] if len(self.grains) > 1 else []
        return [*several, *(["p.perimetre"] if self.par_perimetre else []), "p.periode"]

    def _key(self, dimension: Dimension) -> str:
        return f"k_{dimension.id}.valeur" if dimension.portee == "saisine" else f"p.{self.noms[dimension.id]}"

    def _groups(self) -> str:
        if len(self.croisements) == 1:
            return ", ".join(self.keys.values())
        sets = [
            ", ".join([*self._periods, *(self._key(self.registry.dimensions[name]) for name in croisement.criteres)])
            for croisement in self.croisements
        ]
        return f"grouping sets (({'), ('.join(sets)}))"

    def _present(self, columns: Sequence[str], joins: Sequence[str]) -> str:
        """Which office counts in which period, by number, with what the register says of it."""
        parts = [self._present_at(grain, columns, joins) for grain in self.grains]
        return "(\n" + "\n  union all\n".join(parts) + "\n) p"

    def _present_at(self, grain: Grain, columns: Sequence[str], joins: Sequence[str]) -> str:
        office = [d for d in self._dimensions if d.portee == "office"]
        named = [f"coalesce({d.sql}, '{NON_RENSEIGNE}') as {self.noms[d.id]}" for d in office]
        periods = [f"'{grain}' as grain" if key == "p.grain" else key for key in self._periods]
        lines = [
            "select " + ", ".join(["o.numero as office_no", *columns, *periods, *named]),
            f"from {quote(f'{self.presence}_{grain}')} p join offices o on o.office_id = p.office_id",
            *(join.format(grain=grain) for join in joins),
        ]
        return "\n".join(f"  {line}" for line in lines)
