"""The rows of one file judged, all at once or lot by lot: what is taken, what is said, what is counted.

Takes mapped columns, or the lots of a long file once every block is read; gives `Lot`s and their sum. The rows of a lot
are judged with the texts and the counts of the whole file; those that may be of one case are judged together, last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.bordereau import Comptes, count_rows
from pipelines.formes import SIMPLES, Formes
from pipelines.lots import Lots
from pipelines.lots_lus import find_pairs, join_lots, map_lot
from pipelines.mapping import Mapped
from pipelines.memoire import release_memory
from pipelines.normalise import normalise
from pipelines.rangees import compact
from pipelines.releve import Entree
from pipelines.reserve import Reserve
from pipelines.rules import Verdict, judge
from pipelines.sensibilite import Sensibles, count_sensitive
from pipelines.sources import Source
from pipelines.tri import count_days
from pipelines.trousseau import Trousseau
from pipelines.typed import Typed
from pipelines.versement import SCHEMA_NUMEROS, build_rows, name_rows


@dataclass(frozen=True)
class Lot:
    """Rows judged together: those taken, those set aside, and what is said of them."""

    lignes: pa.Table
    isolees: pa.Table
    releve: tuple[Entree, ...]
    comptes: Comptes
    sensibles: Sensibles


@dataclass(frozen=True)
class Juges:
    """All the lots of a file: what is said and counted; `reserve` has the rows of a long one, hashed."""

    releve: tuple[Entree, ...] = ()
    comptes: Comptes = field(default_factory=Comptes)
    sensibles: Sensibles = field(default_factory=Sensibles)
    reserve: Reserve | None = None
    isolees: pa.Table = field(default_factory=SCHEMA_NUMEROS.empty_table)
    jours: Counter[tuple[str, int]] = field(default_factory=Counter)
    """Rows taken by office and day of reception."""

    trousseau: Trousseau | None = None
    retenus: frozenset[str] | None = None
    """The only offices looked at, None for all."""

    def select(self, rows: pa.Table) -> pa.Table:
        """The rows of the offices looked at."""
        if self.retenus is None:
            return rows
        wanted = pa.array(sorted(self.retenus), pa.string())
        return rows.filter(pc.is_in(rows["office_id"].cast(pa.string()), value_set=wanted))

    def count(self) -> int:
        """Rows taken of the offices looked at."""
        if self.retenus is None:
            return self.comptes.acceptees
        return sum(count for office, count in self.comptes.offices.items() if office in self.retenus)


def judge_lot(mapped: Mapped, offices: pa.Array, source: Source, limite: date, formes: Formes = SIMPLES) -> Lot:
    """These rows typed and judged. `offices` holds keys, null when the row names none it can be known by."""
    typed = normalise(mapped, source)
    verdict = judge(typed, offices, limite, sans_reception=source.sans_reception, formes=formes)
    lignes = build_rows(typed, offices, verdict.acceptees, source.qualite_date)
    sensibles = count_sensitive(lignes, _count_open_competence(typed, verdict))
    isolees = name_rows(typed, offices, verdict.isolees)
    return Lot(lignes, isolees, verdict.releve, count_rows(lignes, verdict), sensibles)


def sum_lots(lots: Iterable[Lot]) -> Juges:
    """What several lots say together, their rows aside."""
    found = list(lots)
    entrees = tuple(entree for lot in found for entree in lot.releve)
    comptes, sensibles = Comptes(), Sensibles()
    for lot in found:
        comptes, sensibles = comptes + lot.comptes, sensibles + lot.sensibles
    return Juges(entrees, comptes, sensibles)


def judge_lots(lots: Lots, keys: pa.Array, limite: date) -> Juges:
    """A long file judged, its rows put aside with their ids; `keys` are the offices of `lots.paires`, in their order."""
    reserve, jours = Reserve(lots.reserve.dossier, "pris"), Counter[tuple[str, int]]()
    told: list[Lot] = []
    isolees = [SCHEMA_NUMEROS.empty_table()]
    for mapped, offices in _iter_lots(lots, keys):
        lot = judge_lot(mapped, offices, lots.source, limite)
        rows = compact(_with_ids(lot.lignes))
        jours += count_days(rows)
        reserve.put(rows)
        isolees.append(lot.isolees)
        told.append(replace(lot, lignes=SCHEMA_NUMEROS.empty_table()))  # even an empty slice would keep the rows
        del lot, rows
        release_memory()
    found = sum_lots(told)
    named = pa.concat_tables(isolees)
    return Juges(found.releve, found.comptes, found.sensibles, reserve, named, jours, lots.trousseau)


def _with_ids(lignes: pa.Table) -> pa.Table:
    """The rows with their ids at their place."""
    place = lignes.schema.get_field_index("saisine_id")
    return lignes.set_column(place, lignes.schema.field(place), lignes["numero"]).drop_columns(["numero"])


def _iter_lots(lots: Lots, keys: pa.Array) -> Iterator[tuple[Mapped, pa.Array]]:
    """Each lot with the office of its rows; rows whose number comes back are left for the last ones."""
    repeated = lots.find_repeated()
    drawers = 1 + 2 * len(repeated) // lots.lot
    for table in lots.reserve.tables():
        alone = _leave_repeated(lots, table, repeated, drawers)
        if alone.num_rows:
            yield map_lot(lots, alone, uniques=True), _find_offices(lots, alone, keys)
    lots.reserve.drop(0)
    for drawer in range(1, 1 + drawers):
        found = list(lots.reserve.tables(drawer))
        if found:
            table = join_lots(lots, found)
            yield map_lot(lots, table, uniques=False), _find_offices(lots, table, keys)
            lots.reserve.drop(drawer)


def _leave_repeated(lots: Lots, table: pa.Table, repeated: npt.NDArray[np.uint64], drawers: int) -> pa.Table:
    """The rows whose number is met once; the others go to a drawer, all those of one number to the same."""
    if not len(repeated):
        return table
    starts = _read_starts(table["empreinte"].combine_chunks())
    again = np.isin(starts, repeated)
    for drawer in np.unique(starts[again] % drawers).tolist():
        lots.reserve.put(table.filter(pa.array(again & (starts % drawers == drawer))), 1 + drawer)
    return table.filter(pa.array(~again))


def _read_starts(digests: pa.Array) -> npt.NDArray[np.uint64]:
    """The first eight bytes of each id; zero for a row without number, which no other repeats."""
    width = digests.type.byte_width
    raw = np.frombuffer(digests.buffers()[1], np.uint64)
    starts: npt.NDArray[np.uint64] = raw.reshape(-1, width // 8)[digests.offset : digests.offset + len(digests), 0]
    return starts


def _find_offices(lots: Lots, table: pa.Table, keys: pa.Array) -> pa.Array:
    """The office of each row, from the pair of texts that names it."""
    if len(keys) == 1:
        return pa.repeat(keys[0], table.num_rows)
    pairs = find_pairs(table)
    known = np.array([(first << 32) | second for first, second in lots.paires], np.int64)
    order = np.argsort(known)
    return keys.take(pa.array(order[np.searchsorted(known[order], pairs)]))


def _count_open_competence(typed: Typed, verdict: Verdict) -> int:
    """Accepted rows whose competence is written otherwise than Oui or Non."""
    faults = [f.positions for f in typed.fautes if f.champ == "competence" and f.code == "BOOLEEN_INCONNU"]
    return int(np.isin(verdict.acceptees, np.concatenate(faults)).sum()) if faults else 0
