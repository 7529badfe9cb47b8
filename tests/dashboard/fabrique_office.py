"""A network seen from inside: the small millésime of `fabrique`, with more offices, private files, breaks and scopes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.dashboard.fabrique import ANNEES, Cellule, Recette, line, measures, paysage, write_release

MIEN = "COM-17300"
SEUL = "DEP-17"
ABSENT = "COM-00003"
RIEN = "COM-00009"
OFFICES = (
    (MIEN, "Ville de Bellerive", "COMMUNE"),
    ("COM-00001", "Ville d’Aubrac", "COMMUNE"),
    ("COM-00002", "Ville de Cressy", "COMMUNE"),
    (ABSENT, "Ville de Dornes", "COMMUNE"),
    ("COM-00004", "Ville d’Étival", "COMMUNE"),
    (RIEN, "Ville de Fromont", "COMMUNE"),
    (SEUL, "Département du Val", "DEPARTEMENT"),
)
RECU = 143
"""Cases of the office in 2025: a number no other cell of the release holds."""


def write_network(publications: Path, recette: Recette | None = None, *, recu: int = RECU, voisin: int = 120) -> Path:
    """The folder of a millésime where one office has a private file and the others do not show theirs."""
    private = {MIEN: list(own_cells(MIEN, recu)), SEUL: list(own_cells(SEUL, 60)), ABSENT: list(own_cells(ABSENT, 30))}
    recette = recette or Recette()
    cells = [*paysage(recette), *_office_rows(recu, voisin)]
    folder = write_release(publications, replace(recette, cellules=cells, prives={**private, **recette.prives}))
    pq.write_table(_offices(), folder / "reseau/offices.parquet")
    pq.write_table(_events(), folder / "reseau/evenements.parquet")
    pq.write_table(_scopes(), folder / "reseau/perimetres.parquet")
    return folder


def own_cells(office: str, recu: int) -> Iterator[Cellule]:
    """The exact cells of one office: as many cases every year, by family, channel and outcome."""
    for year in ANNEES:
        for periode in (f"{year}", *(f"{year}-T{part}" for part in range(1, 5))):
            n = recu if len(periode) == 4 else recu // 4
            for cohorte in ("recues", "closes", "stock"):
                yield from line("office", cohorte, periode, measures(n, cohorte), office)
                if len(periode) == 4:
                    yield from line("office*famille", cohorte, periode, measures(n, cohorte), office, "LOGEMENT")
                    yield from line("office*canal", cohorte, periode, measures(n, cohorte), office, "COURRIEL")
        yield from line("office*issue", "closes", f"{year}", measures(recu, "closes"), office, "ABANDON")


def set_real(folder: Path) -> None:
    """Makes it a real release, as a host without identity would serve it."""
    path = folder / "manifeste.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**content, "exemple": False}), encoding="utf-8")


def _office_rows(recu: int, voisin: int) -> Iterator[Cellule]:
    for cle, _, _ in OFFICES:
        for year in ANNEES[:-1]:
            n = recu if cle == MIEN else voisin if cle == "COM-00001" else 20
            yield from line("office", "recues", f"{year}", {"recues": n}, cle)


def _offices() -> pa.Table:
    return pa.Table.from_pylist(
        [
            {
                "office_id": cle,
                "nom": nom,
                "type": kind,
                "annee": year,
                "couvert": year < 2026 and cle != RIEN and (cle != ABSENT or year < 2024),
                "membre": True,
            }
            for cle, nom, kind in OFFICES
            for year in ANNEES
        ]
    )


def _events() -> pa.Table:
    text = "Ville de Bellerive\u202f: les demandes hors champ ne sont plus comptées."
    rows = [
        {"date": date(2022, 9, 1), "office_id": MIEN, "type": "rupture", "texte": text},
        {"date": date(2021, 1, 1), "office_id": SEUL, "type": "rupture", "texte": "Département du Val\u202f: secret."},
    ]
    return pa.Table.from_pylist(rows)


def _scopes() -> pa.Table:
    text = "Ville de Bellerive\u202f: accepte les litiges entre particuliers."
    return pa.Table.from_pylist([{"office_id": MIEN, "texte": text}, {"office_id": SEUL, "texte": None}])
