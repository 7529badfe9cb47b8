"""What each office would show with the network's figures and its own cases: indirect standardisation on family × canal.

Takes the cube and the cases, gives for each office and complete year what was observed and what was expected: closures
within 90 days, favourable outcomes, days of delay, and closures given the time cases were open (log-rank). The office is
left in the network's rates; with sixty offices it moves them little, and both sides then have the same total.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from pipelines.errors import InternalError
from pipelines.indicateurs.registry import Registry
from pipelines.publication.casemix_strates import OFFICES_MINIMUM, expect, pool_strata
from pipelines.publication.couverture import Couverture
from pipelines.publication.decomposition_cube import Cube, Entiers
from pipelines.publication.engine import Engine

ECHELLE = 1000
"""Expected counts are published in thousandths: `attendu_…_x1000`."""

CLOTURES_SQL = Path(__file__).resolve().parent / "sql" / "casemix_clotures.sql"

STANDARDISES: Mapping[str, str] = {"clos_90": "T5", "favorables": "O1", "delai_somme": "T3m"}
"""Name of a measure → code of the indicator it standardises: its numerator, over its denominator."""

CLOTURES = "clotures"
_ECHELLE_HASARD = 10**9


@dataclass(frozen=True)
class Attendu:
    """Observed and expected of one office in one year; `n` is the number of cases they rest on."""

    observe: int
    attendu_x1000: int
    n: int


Casemix = Mapping[tuple[str, str], Mapping[str, Attendu]]
"""By office and year, then by measure."""


def casemix_codes() -> tuple[str, ...]:
    """The indicators the cube must hold."""
    return tuple(STANDARDISES.values())


def compute_casemix(engine: Engine, cube: Cube, registry: Registry, couverture: Couverture) -> Casemix:
    """The expectations of every office that delivered a year in which at least three offices did."""
    years = [year for year in couverture.periodes["annee"] if year.fin <= couverture.arrete_au]
    found: dict[tuple[str, str], dict[str, Attendu]] = {}
    strates: dict[str, Entiers] = {}
    for year in years:
        covered = np.array([couverture.covers(office, year) for office in cube.offices], dtype=bool)
        if covered.sum() < OFFICES_MINIMUM:
            continue
        for mesure, code in STANDARDISES.items():
            strata, rows = _standardise(cube, registry, code, year.id, covered)
            if code == "T3m":
                strates[year.id] = strata
            for office, attendu in rows:
                found.setdefault((office, year.id), {})[mesure] = attendu
    for key, attendu in _closures(engine, cube, couverture, strates):
        found.setdefault(key, {})[CLOTURES] = attendu
    return found


def _standardise(
    cube: Cube, registry: Registry, code: str, annee: str, covered: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
) -> tuple[Entiers, Iterator[tuple[str, Attendu]]]:
    indicateur = registry.find(code)
    if indicateur is None or indicateur.denominateur is None:
        raise InternalError("CASEMIX", f"L’indicateur {code} n’a pas de dénominateur.")
    bases = cube.year((indicateur.denominateur,), annee) * covered[:, None, None]
    cas = cube.year(indicateur.numerateur, annee) * covered[:, None, None]
    strata = pool_strata(bases)
    expected = expect(bases, cas, strata, ECHELLE)
    counts = zip(cas.sum(axis=(1, 2)).tolist(), expected, bases.sum(axis=(1, 2)).tolist(), strict=True)
    return strata, (
        (office, Attendu(*line)) for office, line, kept in zip(cube.offices, counts, covered, strict=True) if kept
    )


def _closures(
    engine: Engine, cube: Cube, couverture: Couverture, strates: Mapping[str, Entiers]
) -> Iterator[tuple[tuple[str, str], Attendu]]:
    """The log-rank numbers; strata are those of the closed cases, families and canaux without any being one more."""
    engine.register("casemix_expositions", _exposures(cube, couverture, strates))
    engine.register("casemix_strates", _strata_table(cube, strates))
    for row in engine.query(CLOTURES_SQL.read_text(encoding="utf-8")).to_pylist():
        expected = (2 * row["attendu"] * ECHELLE + _ECHELLE_HASARD) // (2 * _ECHELLE_HASARD)
        yield (row["office_id"], row["annee"]), Attendu(row["observe"], expected, row["observe"])


def _exposures(cube: Cube, couverture: Couverture, strates: Mapping[str, Entiers]) -> pa.Table:
    rows = [
        (office, year.id, _number(year.debut), _number(year.fin))
        for year in couverture.periodes["annee"]
        if year.id in strates
        for office in cube.offices
        if couverture.covers(office, year)
    ]
    columns = list(zip(*rows, strict=True)) or [()] * 4
    types = (pa.string(), pa.string(), pa.int32(), pa.int32())
    arrays = [pa.array(column, kind) for column, kind in zip(columns, types, strict=True)]
    return pa.table(arrays, names=["office_id", "annee", "debut", "fin"])


def _strata_table(cube: Cube, strates: Mapping[str, Entiers]) -> pa.Table:
    rows = [
        (annee, famille, canal, int(strata[f, c]))
        for annee, strata in strates.items()
        for f, famille in enumerate(cube.familles)
        for c, canal in enumerate(cube.canaux)
    ]
    columns = list(zip(*rows, strict=True)) or [()] * 4
    types = (pa.string(), pa.string(), pa.string(), pa.int32())
    arrays = [pa.array(column, kind) for column, kind in zip(columns, types, strict=True)]
    return pa.table(arrays, names=["annee", "famille", "canal", "strate"])


def _number(day: date) -> int:
    return (day - date(1970, 1, 1)).days
