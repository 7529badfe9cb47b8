"""Dates of an unknown file: in which order their days are written, and which step each untitled column is.

Takes the table and the columns of days, gives the order with what settles it, and a step per column found from the
order of events row by row. A column that mixes orders is never settled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.dates import is_no_date, read_date
from pipelines.sources import Ordre
from pipelines.suggest_numbers import read_day_number

PREUVES = 3
"""Days after the 12th in second place that make a column month first: fewer may be typing faults."""

LIGNES_LUES = 5000
"""Rows on which the order of events is looked at."""

PART_RANGEE = 0.95
"""Share of rows in which one day must not come before another for the order of events to be believed."""

TOUJOURS = 0.98
"""Share of filled rows of a day every case has: beside cases still open, it closes none."""

ACCUSE_EN_JOURS = 15
"""An acknowledgement follows the reception by days; a later step comes weeks after it."""


@dataclass(frozen=True)
class OrdreTrouve:
    """How a column writes its days. `preuves` days fit that order only, `contraires` the other only."""

    ordre: Ordre
    preuves: int
    contraires: int
    numeriques: int
    courts: int = 0
    """Days written with a year of two figures."""

    compacts: int = 0
    """Days written « 20250112 »: only a column declared year first reads them."""

    @property
    def ambigu(self) -> bool:
        """Whether figures are written and none of them settles which one is the day."""
        return self.numeriques > 0 and not self.preuves


def find_order(column: pa.ChunkedArray) -> OrdreTrouve:
    """The order of one column, decided on all its distinct texts."""
    votes, iso, numeric, short, compact = {"jma": 0, "mja": 0}, 0, 0, 0, 0
    for text in pc.unique(column).to_pylist():
        if not text or is_no_date(text):
            continue
        found = read_date(text)
        numeric += found.instant is not None and not text.strip()[:4].isdigit()
        iso += found.instant is not None and text.strip()[:4].isdigit()
        short += found.deux_chiffres
        compact += found.instant is None and read_date(text, "amj").instant is not None
        if found.ordre:
            votes[found.ordre] += 1
    if votes["mja"] >= PREUVES and not votes["jma"]:
        return OrdreTrouve("mja", votes["mja"], 0, numeric, short)
    if (iso or compact) and not numeric and not votes["mja"]:
        return OrdreTrouve("amj", iso + compact, 0, 0, compacts=compact)
    return OrdreTrouve("jma", votes["jma"], votes["mja"], numeric, short)


def find_steps(
    days: Mapping[str, Sequence[int | None]], connus: Mapping[str, str], clos: Sequence[bool] | None
) -> dict[str, tuple[str, float]]:
    """Title → (field, confidence) for the columns of `days` that have no field in `connus` (title → field) yet.

    `clos` tells the rows another column says closed, when there is one.
    """
    left = [titre for titre in days if titre not in connus]
    taken = set(connus.values())
    found: dict[str, tuple[str, float]] = {}
    if left and "date_reception" not in taken:
        first = _find_first(days, left)
        if first:
            found[first] = ("date_reception", 0.8 if len(days) > 1 else 0.6)
            left.remove(first)
    reception = next(
        (t for t, f in {**connus, **{t: f for t, (f, _) in found.items()}}.items() if f == "date_reception"), None
    )
    if reception is None:
        return found
    if left and "date_cloture" not in taken:
        last = _find_closing(days, left, reception, clos)
        if last:
            found[last[0]] = ("date_cloture", last[1])
            left.remove(last[0])
    for titre in left:
        step = _find_other(days, titre, reception)
        if step and step[0] not in taken | {champ for champ, _ in found.values()}:
            found[titre] = step
    return found


def read_days(column: pa.ChunkedArray, ordre: Ordre) -> list[int | None]:
    """The days of the first rows as ordinals, None where there is none."""
    texts = column.slice(0, LIGNES_LUES).to_pylist()
    readings = {text: _read_day(text, ordre) for text in set(texts)}
    return [found.toordinal() if (found := readings[text]) else None for text in texts]


def _read_day(text: str | None, ordre: Ordre) -> date | None:
    if not text or is_no_date(text):
        return None
    return read_date(text, ordre).instant or read_day_number(text.strip())


def _gaps(days: Mapping[str, Sequence[int | None]], first: str, second: str) -> list[int]:
    return [b - a for a, b in zip(days[first], days[second], strict=True) if a is not None and b is not None]


def _share(column: Sequence[int | None]) -> float:
    return sum(day is not None for day in column) / max(len(column), 1)


def _find_first(days: Mapping[str, Sequence[int | None]], left: Sequence[str]) -> str | None:
    """The column nearly always filled that no other precedes."""
    for titre in sorted(left, key=lambda t: -_share(days[t])):
        gaps = [_gaps(days, titre, other) for other in days if other != titre]
        if _share(days[titre]) >= 0.9 and all(sum(gap >= 0 for gap in g) >= PART_RANGEE * len(g) for g in gaps):
            return titre
    return None


def _find_closing(
    days: Mapping[str, Sequence[int | None]], left: Sequence[str], reception: str, clos: Sequence[bool] | None
) -> tuple[str, float] | None:
    """The column filled for closed cases only; without a status, the later one of those not always filled."""
    ranked: list[tuple[float, float, str]] = []
    for titre in left:
        gaps = _gaps(days, reception, titre)
        if not gaps or sum(gap >= 0 for gap in gaps) < PART_RANGEE * len(gaps) or median(gaps) <= 3:
            continue
        agree = 0.0
        if clos is not None:
            agree = sum((d is not None) == c for d, c in zip(days[titre], clos, strict=True)) / len(clos)
            if _share(days[titre]) >= TOUJOURS and not all(clos):
                continue
        partly = 1.0 if 0.02 < _share(days[titre]) < 0.98 else 0.0
        ranked.append((round(agree, 2) if agree >= 0.9 else partly * 0.5, median(gaps), titre))
    if not ranked:
        return None
    score, _, titre = max(ranked)
    return (titre, 0.85) if score >= 0.9 else (titre, 0.7) if score else (titre, 0.55) if len(ranked) == 1 else None


def _find_other(days: Mapping[str, Sequence[int | None]], titre: str, reception: str) -> tuple[str, float] | None:
    gaps = _gaps(days, reception, titre)
    if not gaps or sum(gap >= 0 for gap in gaps) < PART_RANGEE * len(gaps):
        return None
    if median(gaps) <= ACCUSE_EN_JOURS and max(gaps) <= 60:
        return "date_accuse_reception", 0.65
    if len(set(gaps)) <= 4 and len(gaps) >= 8:
        return "date_echeance", 0.7
    if _share(days[titre]) >= TOUJOURS:
        return "date_maj", 0.55
    return None
