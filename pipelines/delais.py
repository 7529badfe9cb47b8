"""A delay the office computed itself: never taken, compared with the dates and said when it disagrees.

Takes the ledger, adds at most one finding. The delay kept is always closure minus reception.
"""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines import columns as col
from pipelines.ledger import Ledger

ECART_ADMIS = 1
"""Days by which a declared delay may differ: some tools count the first day."""

_DAYS = re.compile(r"(-?\d+)(?:[.,]0+)? ?(?:j|jr|jrs|jours?)?\.?", re.IGNORECASE)


def tell_declared_delay(ledger: Ledger) -> None:
    """Say how many accepted rows declare a delay their own dates contradict."""
    declared = ledger.typed.mapped.colonnes.get("delai_declare")
    reception, cloture = (ledger.typed.colonnes.get(champ) for champ in ("date_reception", "date_cloture"))
    if declared is None or reception is None or cloture is None:
        return
    days = col.spread([_read_days(text) for text in col.distinct(declared)], declared, pa.int32())
    counted = pc.subtract(pc.cast(cloture, pa.int32()), pc.cast(reception, pa.int32()))
    gap = pc.abs(pc.subtract(counted, days))
    wrong = pc.greater(gap, ECART_ADMIS).fill_null(False).to_numpy(zero_copy_only=False) & ~ledger.bad
    message = "Le délai déclaré ne correspond pas aux dates : il n’est pas repris, le délai est calculé d’après elles."
    ledger.tell_rows("DELAI_DECLARE", "avertissement", message, "delai_declare", np.flatnonzero(wrong))


def _read_days(text: str) -> int | None:
    found = _DAYS.fullmatch(text.strip())
    return int(found.group(1)) if found and abs(int(found.group(1))) < 100_000 else None
