"""Synthetic private cells of one office, and a release whose network holds five offices of its type."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.dashboard.fabrique import ANNEES, CRITERES, Cellule, Recette, line, measures, paysage, write_release

OFFICE = "COM-17300"
AUTRES = ("COM-44109", "COM-35238", "COM-33063", "COM-59350")


def write_network(publications: Path, *, autres: tuple[str, ...] = AUTRES) -> Path:
    """A release where `OFFICE` has a private file beside these other communes."""
    cells = [*paysage(Recette()), *_shared((OFFICE, *autres))]
    folder = write_release(publications, Recette(cellules=cells, prives={OFFICE: list(private_cells())}))
    _name_offices(folder, autres)
    return folder


def private_cells() -> Iterator[Cellule]:
    """What an office that receives 60 cases in 2021, then ten more each year, keeps for itself."""
    for year in ANNEES[:-1]:
        n = 60 + 10 * (year - ANNEES[0])
        for periode, part in ((f"{year}", 1), *((f"{year}-T{rank}", 4) for rank in (1, 2, 3, 4))):
            for cohorte in ("recues", "closes", "stock"):
                yield from line("office", cohorte, periode, measures(n // part, cohorte), OFFICE)
        for critere in ("famille", "canal", "issue"):
            for value, share in CRITERES[critere]:
                for cohorte in ("recues", "closes"):
                    cells = measures(n * share // 100, cohorte)
                    yield from line(f"office*{critere}", cohorte, f"{year}", cells, OFFICE, value)


def _shared(offices: tuple[str, ...]) -> Iterator[Cellule]:
    for office in offices:
        for year in ANNEES[:-1]:
            yield from line("office", "recues", f"{year}", measures(100, "recues"), office)


def _name_offices(folder: Path, autres: tuple[str, ...]) -> None:
    """Adds the other communes to the register of the release."""
    path = folder / "reseau/offices.parquet"
    table = pq.read_table(path)
    rows = [
        {
            "office_id": key,
            "nom": f"Commune {key}",
            "type": "COMMUNE",
            "annee": year,
            "couvert": year < 2026,
            "membre": True,
        }
        for key in autres
        for year in ANNEES
    ]
    pq.write_table(pa.concat_tables([table, pa.Table.from_pylist(rows, table.schema)]), path)
