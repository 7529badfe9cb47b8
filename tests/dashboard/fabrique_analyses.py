"""Adds to a small millésime what publication computes on exact counts: perimeters, decomposition, signals, delay curves.

`write_analysed` writes a release whose every analysis can be worked out by hand; all of it is synthetic.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.dashboard.fabrique import ANNEES, SCHEMA, Cellule, Recette, line, measures, paysage, write_release

CONSTANT = "constant-2021"
OFFICES = 20
FLAT = 600
"""What the offices of the constant perimeter receive every year."""

MOUVEMENTS: Mapping[str, tuple[int, Mapping[str, tuple[int, int | None]]]] = {
    "saisines-recues": (
        1,
        {
            "depart": (1560, None),
            "arrivee": (1680, None),
            "total": (120, None),
            "entrees": (94, 9),
            "sorties": (0, 0),
            "presents": (26, 30),
        },
    ),
    "delai-moyen": (
        10,
        {
            "depart": (600, None),
            "arrivee": (625, None),
            "total": (25, None),
            "entrees": (0, 9),
            "mix_domaines": (-10, None),
            "effet_propre": (35, 30),
        },
    ),
    "taux-resolution": (
        10,
        {"depart": (571, None), "arrivee": (540, None), "total": (-31, None), "offices": (-31, None)},
    ),
}
SIGNAUX = (
    ("2025", "2024", "HABITAT_LOGEMENT", 24, None, 125, 145, 194472, 732332, 0),
    ("2025", "2024", "RSA", 11, None, None, None, 537986, 732332, 0),
    ("2024", "2023", "RSA", 11, 5, 60, 110, 1200, 9000, 1),
)
JOURS = (0, 7, 15, 30, 60, 90, 120, 180, 270, 365, 540)
PARTS = (0, 5, 15, 30, 55, 70, 80, 90, 96, None, None)
"""Hundredths of the cases closed by each day; the last two rest on too few."""


def write_analysed(publications: Path) -> Path:
    """The folder of a complete millésime with every analysis, made the current one."""
    cells = [*paysage(Recette()), *constant_cells()]
    folder = write_release(publications, Recette(cellules=cells))
    network = folder / "reseau"
    pq.write_table(
        pa.Table.from_pylist([{"perimetre": CONSTANT, "depuis": 2021, "jusqu_a": 2025, "offices": OFFICES}]),
        network / "perimetres-constants.parquet",
    )
    pq.write_table(pa.Table.from_pylist(list(movement_rows())), network / "decomposition.parquet")
    pq.write_table(_signals(), network / "signaux.parquet")
    pq.write_table(_table(list(survival_cells())), network / "survie-citable.parquet")
    _declare_survival(folder / "manifeste.json")
    return folder


def constant_cells() -> Iterator[Cellule]:
    """The network and its types in the constant perimeter: flat, every finished year."""
    for year in ANNEES[:-1]:
        for cohorte in ("recues", "closes", "stock"):
            n = FLAT if cohorte != "closes" else FLAT * 9 // 10
            for crossing, values in (("reseau", ()), ("type", ("COMMUNE",))):
                found = line(crossing, cohorte, f"{year}", measures(n // (1 + len(values)), cohorte), *values)
                yield from ((*cell[:2], CONSTANT, *cell[3:]) for cell in found)


def movement_rows() -> Iterator[dict[str, Any]]:
    """The change of each indicator from 2024 to 2025."""
    for indicateur, (scale, parts) in MOUVEMENTS.items():
        for part, (value, offices) in parts.items():
            yield {
                "type": "",
                "indicateur": indicateur,
                "grain": "annee",
                "periode": "2025",
                "reference": "2024",
                "part": part,
                "code": None,
                "valeur": value,
                "denominateur": scale,
                "offices": offices,
            }


def survival_cells() -> Iterator[Cellule]:
    """The curve of the cases received in 2025: 1 680 followed, half closed by 52 days."""
    counts: dict[str, int | str] = {"suivis": 1680, "clos": 1400, "ouverts": 280}
    counts |= {"clos_moyenne_x10": 405, "clos_mediane_x2": 80}
    counts |= {"mediane": 52, "mediane_bas": 49, "mediane_haut": 55, "q25": 25, "q75": 100}
    for day, part in zip(JOURS, PARTS, strict=True):
        counts[f"risque_{day:03d}"] = 1680 - 3 * day if part is not None else 4
        counts[f"clos_{day:03d}"] = 16 * (part or 0)
        shares = {"part": part, "part_bas": part and part - 2, "part_haut": part and part + 2, "favorable": part}
        for name, share in shares.items():
            counts[f"{name}_{day:03d}"] = "trop peu" if share is None else 10_000 * share
    yield from line("reseau", "recues", "2025", counts)


def _signals() -> pa.Table:
    names = ("periode", "reference", "domaine", "offices", "offices_en_hausse", "avant", "apres")
    rows = [dict(zip((*names, "p_x1000000", "q_x1000000", "retenu"), row, strict=True)) for row in SIGNAUX]
    return pa.Table.from_pylist(rows)


def _table(cells: list[Cellule]) -> pa.Table:
    return pa.Table.from_pylist([dict(zip(SCHEMA.names, cell, strict=True)) for cell in cells], SCHEMA)


def _declare_survival(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    content["croisements"].append(
        {"id": "reseau", "usage": "survie-citable", "criteres": [], "grains": ["annee"], "cellules": 1}
    )
    path.write_text(json.dumps(content), encoding="utf-8")
