"""The cases of a large base put in order without holding them all: drawers of neighbouring days, sorted one by one.

Takes compact tables in any order, gives the cases by office, day of reception and id, as `resolve.order_cases` would.
Changes no value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.rangees import join
from pipelines.reserve import Reserve
from pipelines.tri import NON_DATEES, sort_cases


class Ordre:
    """Cases waiting to be put in order. `jours` says about how many fall on each day of each office."""

    def __init__(self, reserve: Reserve, offices: Sequence[str], jours: Counter[tuple[str, int]], lot: int) -> None:
        self.reserve = reserve
        self.offices = sorted(offices)
        self.limites = self._cut(jours, lot)

    def put(self, cases: pa.Table) -> None:
        """Add cases of these offices."""
        if not cases.num_rows:
            return
        dated = cases if "date_reception" in cases.column_names else _without_day(cases)
        drawers = np.searchsorted(self.limites, self._places(dated), side="right")
        order = np.argsort(drawers, kind="stable")
        sorted_cases = dated.take(pa.array(order))
        ends = np.cumsum(np.bincount(drawers))
        for drawer in np.unique(drawers).tolist():
            start = int(ends[drawer - 1]) if drawer else 0
            self.reserve.put(sorted_cases.slice(start, int(ends[drawer]) - start), drawer)

    def __iter__(self) -> Iterator[pa.Table]:
        """The cases in order; a drawer is emptied once read."""
        for drawer in sorted(self.reserve.tiroirs):
            whole = join(list(self.reserve.tables(drawer))).unify_dictionaries()
            for office in self.offices:
                part = whole.filter(pc.equal(whole["office_id"], office)) if len(self.offices) > 1 else whole
                if part.num_rows:
                    yield sort_cases(part)
            self.reserve.drop(drawer)

    def _cut(self, jours: Counter[tuple[str, int]], lot: int) -> npt.NDArray[np.int64]:
        """The places at which a drawer ends, so that each has about `lot` cases."""
        ranks = {office: rank for rank, office in enumerate(self.offices)}
        found = sorted((ranks[office] << 17 | day, count) for (office, day), count in jours.items() if office in ranks)
        limits, held = [], 0
        for place, count in found:
            if held and held + count > lot:
                limits.append(place)
                held = 0
            held += count
        return np.array(limits, np.int64)

    def _places(self, cases: pa.Table) -> npt.NDArray[np.int64]:
        """The office and day of each case as one integer, in the order of the base."""
        encoded = cases["office_id"].combine_chunks()
        encoded = encoded if pa.types.is_dictionary(encoded.type) else encoded.dictionary_encode()
        ranks = np.searchsorted(self.offices, np.array(encoded.dictionary.to_pylist()))
        days = cases["date_reception"].combine_chunks().cast(pa.int32()).fill_null(NON_DATEES).to_numpy()
        offices = ranks[encoded.indices.to_numpy()].astype(np.int64)
        places: npt.NDArray[np.int64] = (offices << 17) | np.clip(days, 0, NON_DATEES)
        return places


def _without_day(cases: pa.Table) -> pa.Table:
    return cases.append_column("date_reception", pa.nulls(cases.num_rows, pa.date32()))
