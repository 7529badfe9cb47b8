"""Builds small millésimes for tests, following the on-disk contract: synthetic cells written by hand or by rule.

`write_release` takes cells and writes a folder; `paysage` gives the cells of a small network whose counts follow
fixed ratios, so that every figure of a page can be worked out by hand.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Cellule = tuple[str, str, str, str, str, str | None, str | None, str, int | None, str | None]
"""croisement, cohorte, perimetre, grain, periode, valeur1, valeur2, mesure, valeur, marque."""

SCHEMA = pa.schema(
    [
        *((n, pa.string()) for n in ("croisement", "cohorte", "perimetre", "grain", "periode", "valeur1", "valeur2")),
        ("mesure", pa.string()),
        ("valeur", pa.int64()),
        ("marque", pa.string()),
    ]
)
COUVERTURE = pa.schema(
    [
        *((n, pa.string()) for n in ("grain", "periode", "type")),
        *((n, pa.int32()) for n in ("couverts", "membres", "membres_couverts", "connus")),
        ("population_couverte", pa.int64()),
        ("population_membres", pa.int64()),
    ]
)
GRAINS = ("annee", "trimestre", "mois")
ANNEES = (2021, 2022, 2023, 2024, 2025, 2026)
CLOTURES = (85, 92, 104, 97, 95, 60)
"""Closed cases for 100 received, by year."""
PAR_GRAIN = {"annee": 1, "trimestre": 4, "mois": 12}
CRITERES: dict[str, tuple[tuple[str, int], ...]] = {
    "type": (("COMMUNE", 50), ("DEPARTEMENT", 30), ("REGION", 20)),
    "famille": (("LOGEMENT", 40), ("SOCIAL_INSERTION", 30), ("FINANCES_FISCALITE", 20), ("(vide)", 10)),
    "canal": (("COURRIEL", 60), ("COURRIER", 30), ("TELEPHONE", 10)),
    "issue": (("FAVORABLE_USAGER", 50), ("DECISION_MAINTENUE", 30), ("ABANDON", 20)),
    "domaine": (("HABITAT_LOGEMENT", 70), ("RSA", 30)),
}
OFFICES = (("COM-17300", "Ville de Bellerive", "COMMUNE"), ("DEP-17", "Département du Val", "DEPARTEMENT"))


@dataclass(frozen=True)
class Recette:
    """What a test may change of a release."""

    millesime: str = "2026-01"
    exemple: bool = True
    arrete_au: date = date(2026, 1, 15)
    base: int = 1200
    reserves: tuple[str, ...] = ("Données d’exemple, fabriquées pour les tests.",)
    cellules: Sequence[Cellule] | None = None
    prives: dict[str, Sequence[Cellule]] = field(default_factory=dict)
    couverts: int = 30
    membres: int = 40
    nom_office: str = OFFICES[0][1]


def write_release(publications: Path, recette: Recette = Recette()) -> Path:
    """The folder of a complete millésime, made the current one."""
    folder = publications / recette.millesime
    (folder / "reseau").mkdir(parents=True)
    (folder / "offices").mkdir()
    cells = list(paysage(recette) if recette.cellules is None else recette.cellules)
    for usage in ("citable", "membre"):
        _write(folder / f"reseau/{usage}.parquet", cells)
    for office, private in recette.prives.items():
        _write(folder / f"offices/{office}.parquet", list(private))
    pq.write_table(_coverage(recette), folder / "reseau/couverture.parquet")
    pq.write_table(_offices(recette), folder / "reseau/offices.parquet")
    (folder / "manifeste.json").write_text(json.dumps(_manifest(recette, folder, cells)), encoding="utf-8")
    (publications / "courant.json").write_text(json.dumps({"millesime": recette.millesime}), encoding="utf-8")
    return folder


def line(croisement: str, cohorte: str, periode: str, mesures: dict[str, int | str], *values: str) -> Iterator[Cellule]:
    """The cells of one line; a measure given as text is a mark."""
    grain = "trimestre" if "T" in periode else "mois" if "-" in periode else "annee"
    first, second = ([*values, None, None])[:2]
    for mesure, value in mesures.items():
        number, mark = (None, value) if isinstance(value, str) else (value, None)
        yield (croisement, cohorte, "reel", grain, periode, first, second, mesure, number, mark)


def measures(n: int, cohorte: str) -> dict[str, int | str]:
    """The measures of a line of `n` cases, by fixed ratios; delays are withheld under 11."""
    if cohorte == "stock":
        return {"stock": n // 4}
    if cohorte == "recues":
        return {
            "recues": n,
            "competence_renseignee": n * 9 // 10,
            "competence_oui": n // 2,
            "refus_base": n,
            "recevabilite_renseignee": n // 10,
            "refusees": n // 20,
        }
    delays: dict[str, int | str] = {"delai_somme": n * 60, "delai_mediane_x2": 80 + n % 24, "delai_p90_x10": 1800}
    if n < 11:
        delays = dict.fromkeys(delays, "trop peu")
    shares = {"delai_0_30": 30, "delai_31_60": 25, "delai_61_90": 15, "delai_91_120": 10, "delai_121_180": 10}
    counts = {name: n * part // 100 for name, part in shares.items()}
    return {
        "closes": n,
        "favorables": n * 4 // 10,
        "menees_a_terme": n * 7 // 10,
        "issue_renseignee": n * 95 // 100,
        "delai_n": n,
        **delays,
        **counts,
        "delai_0_90": sum(list(counts.values())[:3]),
        "delai_plus_180": n - sum(counts.values()),
    }


def paysage(recette: Recette) -> Iterator[Cellule]:
    """The cells of a network that receives 10 % more each year."""
    for grain in GRAINS:
        for periode, received in _volumes(recette, grain):
            for cohorte in ("recues", "closes", "stock"):
                n = received if cohorte != "closes" else received * CLOTURES[int(periode[:4]) - ANNEES[0]] // 100
                yield from line("reseau", cohorte, periode, measures(n, cohorte))
                for critere, parts in CRITERES.items():
                    for value, part in parts:
                        yield from line(critere, cohorte, periode, measures(n * part // 100, cohorte), value)
                for type_, part in CRITERES["type"] if grain == "annee" else ():
                    for famille, share in CRITERES["famille"]:
                        cells = measures(n * part * share // 10000, cohorte)
                        yield from line("type*famille", cohorte, periode, cells, type_, famille)


def _volumes(recette: Recette, grain: str) -> Iterator[tuple[str, int]]:
    parts = PAR_GRAIN[grain]
    for rank, year in enumerate(ANNEES):
        for part in range(1, (1 if year == recette.arrete_au.year else parts) + 1):
            name = {"annee": f"{year}", "trimestre": f"{year}-T{part}", "mois": f"{year}-{part:02d}"}[grain]
            n = recette.base * (10 + rank) // (10 * parts)
            yield name, n // 24 if year == recette.arrete_au.year else n


def _write(path: Path, cells: Sequence[Cellule]) -> None:
    columns: Iterable[Sequence[Any]] = zip(*sorted(cells, key=str), strict=True) if cells else [[] for _ in SCHEMA]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)]
    pq.write_table(pa.table(arrays, schema=SCHEMA), path)


def _coverage(recette: Recette) -> pa.Table:
    rows = []
    for grain in GRAINS:
        for periode, _ in _volumes(recette, grain):
            covered = 0 if periode.startswith(str(recette.arrete_au.year)) else recette.couverts
            for type_, part in (("", 100), *CRITERES["type"]):
                one, total = covered * part // 100, recette.membres * part // 100
                people = (1000 * one, 1000 * total) if type_ else (None, None)
                rows.append((grain, periode, type_, one, total, one, total, *people))
    return pa.Table.from_pylist([dict(zip(COUVERTURE.names, row, strict=True)) for row in rows], COUVERTURE)


def _offices(recette: Recette) -> pa.Table:
    names = (recette.nom_office, *(nom for _, nom, _ in OFFICES[1:]))
    return pa.Table.from_pylist(
        [
            {"office_id": key, "nom": nom, "type": kind, "annee": year, "couvert": year < 2026, "membre": True}
            | {"date_arrete": recette.arrete_au}
            for (key, _, kind), nom in zip(OFFICES, names, strict=True)
            for year in ANNEES
        ]
    )


def _manifest(recette: Recette, folder: Path, cells: Sequence[Cellule]) -> dict[str, Any]:
    return {
        "format": 1,
        "millesime": recette.millesime,
        "statut": "provisoire",
        "exemple": recette.exemple,
        "arrete_au": recette.arrete_au.isoformat(),
        "arretes": {recette.arrete_au.isoformat(): recette.couverts},
        "publie_le": "2026-01-20T10:00:00Z",
        "base": {"registre": 1, "saisines": 1, "depots": ["d1"]},
        "registre": {"version": "1", "sha256": "0" * 64},
        "logiciel": "0.1.0",
        "fichiers": [_file(path, folder) for path in sorted(folder.rglob("*.parquet"))],
        "empreinte": "e" * 64,
        "confidentialite": {"methode": "seuil-arrondi-1", "texte": "Petits effectifs masqués."},
        "croisements": _crossings(cells),
        "offices_total": recette.membres,
        "annees": list(ANNEES),
        "periode_principale": "2025",
        "journal_tete": "0" * 64,
        "reserves": list(recette.reserves),
    }


def _crossings(cells: Sequence[Cellule]) -> list[dict[str, Any]]:
    grains: dict[str, set[str]] = {}
    for croisement, _, _, grain, *_ in cells:
        grains.setdefault(croisement, set()).add(grain)
    return [
        {
            "id": name,
            "usage": usage,
            "criteres": [] if name == "reseau" else name.split("*"),
            "grains": sorted(found),
            "cellules": len(cells),
        }
        for name, found in sorted(grains.items())
        for usage in ("citable", "membre")
    ]


def _file(path: Path, folder: Path) -> dict[str, Any]:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {"chemin": str(path.relative_to(folder)), "sha256": digest, "lignes": pq.read_metadata(path).num_rows}
