"""Adds to a small millésime where its offices sit and what is counted by région and département; all of it synthetic.

Three régions: one whose two offices delivered, one whose only office did not, one hidden; a fourth received nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.dashboard.fabrique import Cellule, Recette, line, measures, paysage, write_release

OFFICES = (
    ("COM-A", "Écluse", "COMMUNE", "76", "31", True),
    ("COM-B", "Zéphyr", "COMMUNE", "76", "12", True),
    ("COM-C", "Bellerive", "COMMUNE", "27", "21", False),
    ("DEP-D", "Val", "DEPARTEMENT", "04", "974", True),
    ("COM-E", "Nul", "COMMUNE", "53", "29", True),
)
"""Key, name, type, région, département, and whether it delivered its years."""

COMPTES: dict[str, dict[str, int | str]] = {"2024": {"76": 300, "04": 40}, "2025": {"76": 360, "04": "c"}}
VOLUMES: dict[str, int | str] = {"COM-A": 255, "COM-B": 105, "DEP-D": "c", "COM-E": 0}
LIBELLES = {
    "region": {"76": "Occitanie", "27": "Bourgogne-Franche-Comté", "04": "La Réunion", "53": "Bretagne"},
    "departement": {"31": "Haute-Garonne", "12": "Aveyron", "974": "La Réunion", "21": "Côte-d’Or", "29": "Finistère"},
    "departement_requerant": {"31": "Haute-Garonne", "75": "Paris", "HORS_FRANCE": "Hors de France"},
}


def write_places(publications: Path) -> Path:
    """The folder of a complete millésime with its places, made the current one."""
    folder = write_release(publications, Recette(cellules=[*paysage(Recette()), *place_cells()]))
    network = folder / "reseau"
    rows = [
        {"office_id": key, "nom": name, "type": kind, "annee": year, "couvert": done and year < 2026, "membre": True}
        | {"date_arrete": date(2026, 1, 15) if done else None}
        for key, name, kind, _, _, done in OFFICES
        for year in (2024, 2025, 2026)
    ]
    pq.write_table(pa.Table.from_pylist(rows), network / "offices.parquet")
    seats = [{"office_id": key, "region": region, "departement": place} for key, _, _, region, place, _ in OFFICES]
    pq.write_table(pa.Table.from_pylist(seats), network / "perimetres.parquet")
    names = [
        {"dimension": dimension, "code": code, "libelle": name}
        for dimension, known in LIBELLES.items()
        for code, name in known.items()
    ]
    pq.write_table(pa.Table.from_pylist(names), network / "libelles.parquet")
    return folder


def place_cells() -> Iterator[Cellule]:
    """Counts by région, by région and famille, by département of both kinds, and by office."""
    for year, counts in COMPTES.items():
        for code, count in counts.items():
            yield from _cells("region", year, count, code)
            yield from line("region*famille", "recues", year, {"recues": "c"}, code, "LOGEMENT")
    yield from _cells("departement", "2025", 255, "31")
    for code, count in (("31", 209), ("HORS_FRANCE", 11), ("(vide)", 462)):
        for year in COMPTES:
            yield from line("departement_requerant", "recues", year, {"recues": count}, code)
    for key, count in VOLUMES.items():
        yield from line("office", "recues", "2025", {"recues": count}, key)


def _cells(croisement: str, year: str, count: int | str, code: str) -> Iterator[Cellule]:
    for cohorte in ("recues", "closes", "stock"):
        hidden: dict[str, int | str] = dict.fromkeys(measures(1, cohorte), "c")
        yield from line(croisement, cohorte, year, measures(count, cohorte) if isinstance(count, int) else hidden, code)
