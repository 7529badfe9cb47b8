"""The order of cases in the base: by day of reception, then id, whatever the order in which deposits came.

Takes the cases of one office, gives them sorted. Changes no value.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.columns import take_rows

LONGUEUR_ID = 32
"""Characters of a keyed id."""

NON_DATEES = 2**16 - 1
"""The day cases without reception are sorted under: after the others, the last that fits in sixteen bits (June 2149)."""


def sort_cases(cases: pa.Table) -> pa.Table:
    """The cases of one office by day of reception, then id."""
    words = _read_ids(cases["saisine_id"].combine_chunks())
    days = cases["date_reception"].combine_chunks().cast(pa.int32()).fill_null(NON_DATEES).to_numpy()
    if words is not None and days.min() >= 0 and days.max() <= NON_DATEES:
        order = np.argsort(words)
        if np.all(np.diff(words[order])):  # two alike: only the whole id tells them apart
            return take_rows(cases, order[np.argsort(days[order].astype(np.uint16), kind="stable")])
    return cases.sort_by([("date_reception", "ascending"), ("saisine_id", "ascending")])


def count_days(cases: pa.Table) -> Counter[tuple[str, int]]:
    """Cases by office and day of reception; those without a day come last."""
    days = (
        cases["date_reception"].cast(pa.int32()).fill_null(NON_DATEES)
        if "date_reception" in cases.column_names
        else None
    )
    if days is None or not cases.num_rows:
        return Counter()
    counted = (
        pa.table({"office": cases["office_id"], "jour": days})
        .group_by(["office", "jour"])
        .aggregate([([], "count_all")])
    )
    return Counter({(row["office"], row["jour"]): row["count_all"] for row in counted.to_pylist()})


def _read_ids(ids: pa.Array) -> npt.NDArray[np.uint64] | None:
    """The first sixteen hexadecimal figures of each id as an integer, None for ids of another make.

    Sorting integers takes a tenth of the time that sorting a million texts does.
    """
    if not len(ids) or pc.min_max(pc.binary_length(ids)).as_py() != {"min": LONGUEUR_ID, "max": LONGUEUR_ID}:
        return None
    start = ids.offset * LONGUEUR_ID
    text = np.frombuffer(ids.buffers()[2], np.uint8)[start : start + len(ids) * LONGUEUR_ID]
    halves = text.view(">u8").reshape(len(ids), -1)[:, :2]
    return (_read_figures(halves[:, 0]) << np.uint64(32)) | _read_figures(halves[:, 1])


def _read_figures(word: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Eight figures written 0–9 and a–f, one a byte, as one integer: order is kept, since letters follow digits."""
    packed = word.astype(np.uint64)
    packed = (packed & np.uint64(0x0F0F0F0F0F0F0F0F)) + np.uint64(9) * (packed >> 6 & np.uint64(0x0101010101010101))
    for shift, mask in ((4, 0x00FF00FF00FF00FF), (8, 0x0000FFFF0000FFFF), (16, 0x00000000FFFFFFFF)):
        packed = (packed | packed >> np.uint64(shift)) & np.uint64(mask)
    return packed
