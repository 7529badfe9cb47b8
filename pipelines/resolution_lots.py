"""The resolution of a long file's deposit: case by case in buckets of ids, so that no more than a bucket is held.

Takes the rows of the deposit put aside and the base as it is, gives what `deposition` gives of a file held whole. A case
is resolved with all its deposits, since its id alone says its bucket; nothing is written in the base.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines import confirmation, entrepot
from pipelines.jugement import Juges
from pipelines.memoire import release_memory
from pipelines.model import SCHEMA_SAISINE
from pipelines.ordre import Ordre
from pipelines.rangees import Rangees, compact, expand, join
from pipelines.registre import SCHEMA_DEPOTS, Registre
from pipelines.reserve import Reserve
from pipelines.resolution import Resolution, as_deposit
from pipelines.resolve import Apports, Difference, add_differences, compare, count_kept, find_apports, resolve_offices
from pipelines.settings import Dossiers
from pipelines.tri import count_days
from pipelines.vue import Depot

SEAUX = 256
"""Most buckets: two hexadecimal figures of an id say which."""

_APPORT = ["office_id", "depot_id", "ecartee"]
_SCHEMA_APPORT = pa.schema([SCHEMA_DEPOTS.field(name) for name in _APPORT])


@dataclass(frozen=True)
class _Deposees:
    """The rows a deposit brings, table after table, as the base keeps them; those it holds and could not give last."""

    juges: Juges
    depot: Depot
    isolees: pa.Table

    def __iter__(self) -> Iterator[pa.Table]:
        reserve = self.juges.reserve
        for table in reserve.tables() if reserve is not None else ():
            yield compact(as_deposit(self._sign(self.juges.select(table)), self.depot, ecartee=False))
        if self.isolees.num_rows:
            yield compact(as_deposit(self._sign(self.isolees), self.depot, ecartee=True))

    def _sign(self, table: pa.Table) -> pa.Table:
        name = pa.repeat(pa.scalar(self.depot.id, pa.string()), table.num_rows)
        return table.append_column("depot_id", name)


def resolve_lots(
    juges: Juges, depot: Depot, dossiers: Dossiers, known: Registre, passage: Path, lot: int
) -> Resolution:
    """The base of the deposit's offices before and after it; refused when another export of its day disagrees."""
    left = _name_left(juges, depot)
    rows = _Deposees(juges, depot, left)
    lignes = Rangees(SCHEMA_DEPOTS, juges.count() + left.num_rows, rows)
    held = entrepot.list_offices(dossiers, depot.offices)
    earlier = [each for each in known.depots if set(each.offices) & set(depot.offices)]
    jours = juges.jours + sum((count_days(part) for part in entrepot.iter_saisines(dossiers, held)), Counter())
    ordre = Ordre(Reserve(passage, "cas"), depot.offices, jours, lot)
    if not held and not earlier:
        for part in rows:
            ordre.put(_choose_cases(part))
        return Resolution(lignes, Difference(juges.count(), 0, {}), ({}, {}), 0, lambda: _order(ordre))
    buckets = _Seaux(passage, 1 + (lignes.num_rows + sum(jours.values())) // lot)
    buckets.fill(entrepot.iter_saisines(dossiers, held), entrepot.iter_depots(dossiers, depot.offices, earlier), rows)
    change, years, kept = _resolve_buckets(buckets, depot, known, ordre)
    return Resolution(lignes, change, years, kept, lambda: _order(ordre))


def _order(ordre: Ordre) -> Rangees:
    """The cases in the order of the base, as a stream."""
    return Rangees(SCHEMA_SAISINE, ordre.reserve.num_rows, ordre)


class _Seaux:
    """Rows of the base and of the deposit by bucket of ids."""

    def __init__(self, passage: Path, nombre: int) -> None:
        self.nombre = min(max(nombre, 1), SEAUX)
        self.avant, self.anciennes, self.nouvelles = (Reserve(passage, nom) for nom in ("avant", "ancien", "nouveau"))
        self.apports: Apports = frozenset()

    def fill(self, avant: Iterable[pa.Table], anciennes: Iterable[pa.Table], nouvelles: Iterable[pa.Table]) -> None:
        """Each row to the bucket of its case."""
        for reserve, tables in ((self.avant, avant), (self.anciennes, anciennes), (self.nouvelles, nouvelles)):
            for table in tables:
                self._split(compact(table), reserve)
                if reserve is not self.avant:
                    self.apports |= find_apports(expand(table.select(_APPORT), _SCHEMA_APPORT))

    def take(self, rank: int) -> tuple[pa.Table, pa.Table, pa.Table]:
        """Cases before, rows of the earlier deposits, rows of the new one: those of one bucket."""
        schemas = ((self.avant, SCHEMA_SAISINE), (self.anciennes, SCHEMA_DEPOTS), (self.nouvelles, SCHEMA_DEPOTS))
        found = []
        for reserve, schema in schemas:
            tables = list(reserve.tables(rank))
            found.append(expand(join(tables), schema) if tables else schema.empty_table())
            reserve.drop(rank)
        return found[0], found[1], found[2]

    def _split(self, table: pa.Table, reserve: Reserve) -> None:
        if not table.num_rows:
            return
        heads = pc.utf8_slice_codeunits(table["saisine_id"].combine_chunks(), 0, 2).dictionary_encode()
        places = np.array([int(head, 16) * self.nombre // SEAUX for head in heads.dictionary.to_pylist()])
        ranks = places[heads.indices.to_numpy()]
        for rank in np.unique(ranks).tolist():
            reserve.put(table.filter(pa.array(ranks == rank)), rank)


def _resolve_buckets(
    buckets: _Seaux, depot: Depot, known: Registre, ordre: Ordre
) -> tuple[Difference, tuple[Counter[tuple[str, int]], Counter[tuple[str, int]]], int]:
    """What the deposit changes, the cases by year before and after it, and those it leaves as they were."""
    change, kept = Difference(0, 0, {}), 0
    before: Counter[tuple[str, int]] = Counter()
    after: Counter[tuple[str, int]] = Counter()
    for rank in range(buckets.nombre):
        avant, anciennes, nouvelles = buckets.take(rank)
        every = pa.concat_tables([anciennes, nouvelles])
        confirmation.refuse_same_day(every, known.depots, depot, buckets.apports)
        resolved = resolve_offices(every, [*known.depots, depot], apports=buckets.apports)
        cases = pa.concat_tables([SCHEMA_SAISINE.empty_table(), *resolved])
        change = add_differences(change, compare(avant, cases))
        before += confirmation.count_by_year(avant)
        after += confirmation.count_by_year(cases)
        kept += count_kept(nouvelles, cases, depot.id)
        ordre.put(compact(cases))
        release_memory()
    return change, (before, after), kept


def _choose_cases(rows: pa.Table) -> pa.Table:
    """The rows a deposit gives, without what only a deposit says of them."""
    given = rows.filter(pc.invert(rows["ecartee"]))
    return given.select([name for name in given.column_names if name in SCHEMA_SAISINE.names])


def _name_left(juges: Juges, depot: Depot) -> pa.Table:
    """The cases the file holds and cannot give, of the offices the deposit speaks for."""
    chosen = pa.array(depot.offices, pa.string())
    left = juges.select(juges.isolees.filter(pc.is_in(juges.isolees["office_id"], value_set=chosen)))
    return left.rename_columns(["office_id", "saisine_id"])
