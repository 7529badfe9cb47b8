"""Systemic signals: the domaines whose share of what offices receive rises in several of them at once.

Takes the cases, coverage and activity, gives the rows of `reseau/signaux.parquet`. Each year is compared with the one
before, over the offices present throughout both. It looks for rises, names no office and gives no case.

Shares move from one year to the next beyond chance, with no cause to look for: by how much is estimated on the other
domaines of the year, and allowed for.

A domaine is tested when it holds thirty cases and three offices have five of them. It is retained when, corrected for the
number of domaines tested that year, at most one retained signal in ten is expected to be chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.model import A_QUALIFIER
from pipelines.publication.cas import NON_RENSEIGNE
from pipelines.publication.couverture import Couverture
from pipelines.publication.decomposition_porte import is_readable
from pipelines.publication.disclosure import round_counts
from pipelines.publication.engine import Engine
from pipelines.publication.perimetre_activite import Activite, is_whole
from pipelines.publication.periodes import Periode
from pipelines.publication.signaux_dispersion import estimate_variances
from pipelines.publication.signaux_probabilites import adjust, combine, rising

SEUIL_FDR = 0.10
"""The promise: of the signals retained, at most one in ten is chance."""

SEUIL_TENU = 0.08
"""What is asked of Benjamini–Hochberg's rate: on ten thousand simulated networks the promise is then kept with a margin."""

OFFICES_MINIMUM = 3
CAS_PAR_OFFICE = 5
"""Cases of the domaine over both years for an office to be heard: below, no rise could ever show."""
CAS_MINIMUM = 30
EN_HAUSSE = 0.1
"""An office is counted as rising under this probability: three are asked, so that two peaks are never a signal."""

MILLION = 10**6

SCHEMA_SIGNAUX = pa.schema(
    [
        *((name, pa.string()) for name in ("periode", "reference", "domaine")),
        *((name, pa.int32()) for name in ("offices", "offices_en_hausse")),
        *((name, pa.int64()) for name in ("avant", "apres", "p_x1000000", "q_x1000000")),
        ("retenu", pa.int32()),
    ]
)

_RECUES = """select s.office_id as office_id, s.recue_annee as annee, s.par_domaine as domaine, count(*) as n
from cas s group by s.office_id, s.recue_annee, s.par_domaine"""

Entiers = npt.NDArray[np.int64]
Comptes = Mapping[str, Mapping[str, Mapping[str, int]]]
"""By year, domaine and office."""


@dataclass(frozen=True)
class Hausse:
    """What is known of one tested domaine: its probability, the corrected one, the offices that rise, the verdict."""

    p: float
    q: float
    offices: int
    retenu: bool


def find_rises(pairs: Mapping[str, Sequence[Entiers]], totals: Sequence[Entiers]) -> dict[str, Hausse]:
    """The tested domaines, from their counts by office in both years and those of each office, in the same order."""
    testable = {name: pair for name, pair in pairs.items() if _is_testable(pair)}
    restless = estimate_variances(testable, totals, CAS_PAR_OFFICE)
    tested = {name: _test(pair, totals, restless[name]) for name, pair in testable.items()}
    adjusted = adjust(np.array([p for p, _ in tested.values()])).tolist()
    return {
        name: Hausse(p, q, up, q <= SEUIL_TENU and up >= OFFICES_MINIMUM)
        for (name, (p, up)), q in zip(tested.items(), adjusted, strict=True)
    }


def signals_table(engine: Engine, couverture: Couverture, activites: Mapping[str, Activite]) -> pa.Table:
    """One row per year and tested domaine."""
    counts = _read(engine)
    years = [year for year in couverture.periodes["annee"] if year.fin <= couverture.arrete_au]
    rows = [row for before, after in pairwise(years) for row in _compare(counts, couverture, activites, before, after)]
    return pa.Table.from_pylist(rows, SCHEMA_SIGNAUX)


def _read(engine: Engine) -> Comptes:
    """The cases whose domaine is known; those of an office that fills the field one year in two must not look new."""
    counts: dict[str, dict[str, dict[str, int]]] = {}
    for row in engine.query(_RECUES).to_pylist():
        if row["domaine"] not in (NON_RENSEIGNE, A_QUALIFIER):
            counts.setdefault(row["annee"], {}).setdefault(row["domaine"], {})[row["office_id"]] = row["n"]
    return counts


def _compare(
    counts: Comptes, couverture: Couverture, activites: Mapping[str, Activite], before: Periode, after: Periode
) -> Iterator[dict[str, object]]:
    offices = sorted(o for o in activites if all(is_whole(couverture, activites, o, year) for year in (before, after)))
    tables = [_tabulate(counts.get(year.id, {}), offices) for year in (before, after)]
    domaines = sorted(set(tables[0]) | set(tables[1]))
    empty = np.zeros(len(offices), dtype=np.int64)
    pairs = {name: [table.get(name, empty) for table in tables] for name in domaines}
    totals = [np.sum([empty, *table.values()], axis=0) for table in tables]
    covered = [{o for o in couverture.offices if couverture.covers(o, year)} for year in (before, after)]
    for name, hausse in find_rises(pairs, totals).items():
        outside = [
            sum(n for office, n in counts.get(year.id, {}).get(name, {}).items() if office in kept) - int(cases.sum())
            for year, kept, cases in zip((before, after), covered, pairs[name], strict=True)
        ]
        yield _row(before.id, after.id, name, pairs[name], outside, hausse)


def _tabulate(by_domaine: Mapping[str, Mapping[str, int]], offices: Sequence[str]) -> dict[str, Entiers]:
    return {
        name: np.array([cases.get(office, 0) for office in offices], dtype=np.int64)
        for name, cases in by_domaine.items()
    }


def _is_testable(pair: Sequence[Entiers]) -> bool:
    both = pair[0] + pair[1]
    return int(both.sum()) >= CAS_MINIMUM and int((both >= CAS_PAR_OFFICE).sum()) >= OFFICES_MINIMUM


def _test(pair: Sequence[Entiers], totals: Sequence[Entiers], variance: float) -> tuple[float, int]:
    """The combined probability and the number of offices that rise, where shares move by nature with this variance."""
    heard = pair[0] + pair[1] >= CAS_PAR_OFFICE
    counts = [cases[heard] for cases in (*pair, *totals)]
    return combine(*counts, variance=variance), int((rising(*counts, variance=variance) <= EN_HAUSSE).sum())


def _row(
    before: str,
    after: str,
    domaine: str,
    pair: Sequence[Entiers],
    outside: Sequence[int],
    hausse: Hausse,
) -> dict[str, object]:
    """The published row: counts rounded, absent when the offices left out would be too few to subtract."""
    avant, apres = (int(round_counts(cases.sum())) for cases in pair)
    readable = all(map(is_readable, outside))
    return {
        "periode": after,
        "reference": before,
        "domaine": domaine,
        "offices": int((pair[0] + pair[1] >= CAS_PAR_OFFICE).sum()),
        "offices_en_hausse": hausse.offices if hausse.retenu else None,
        "avant": avant if readable else None,
        "apres": apres if readable else None,
        "p_x1000000": round(hausse.p * MILLION),
        "q_x1000000": round(hausse.q * MILLION),
        "retenu": int(hausse.retenu),
    }
