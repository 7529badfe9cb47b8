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
                if (cohorte, periode) != ("stock", f"{ANNEES[-1]}"):
                    yield from line("office", cohorte, periode, measures(n, cohorte), office)
                if len(periode) == 4:
                    yield from line("office*famille", cohorte, periode, measures(n, cohorte), office, "LOGEMENT")
                    yield from line("office*canal", cohorte, periode, measures(n, cohorte), office, "COURRIEL")
        yield from line("office*issue", "closes", f"{year}", measures(recu, "closes"), office, "ABANDON")
        yield from line("office", "closes", f"{year}", expected(recu), office)
    yield from _traces(office, recu)


def expected(n: int, attendu: int | None = None) -> dict[str, int | str]:
    """Observed and expected counts of a year of `n` closed cases; as many expected as observed unless said."""
    base = n if attendu is None else attendu
    observed = {"clotures": n, "clos_90": n * 7 // 10, "delai_somme": n * 60, "favorables": n * 4 // 10}
    wanted = {"clotures": base, "clos_90": base * 7 // 10, "delai_somme": base * 60, "favorables": base * 4 // 10}
    return {
        **{f"observe_{name}": value for name, value in observed.items()},
        **{f"attendu_{name}_x1000": 1000 * value for name, value in wanted.items()},
    }


def _traces(office: str, recu: int) -> Iterator[Cellule]:
    """The backlog of the last year by age and stage, its lines, and two faults."""
    ages: dict[str, int | str] = {
        "age_0_30": 5,
        "age_31_60": 4,
        "age_61_90": 3,
        "age_91_180": 2,
        "age_181_365": 1,
        "age_plus_365": 0,
    }
    stages: dict[str, dict[str, int | str]] = {
        "RECU": ages,
        "ATTENTE_REQUERANT": {**dict.fromkeys(ages, 0), "age_91_180": 1},
    }
    for stage, counts in stages.items():
        yield from line("office*etape", "stock", "2026", counts, office, stage)
    yield from line("office", "stock", "2026", {"stock": 16 if recu else 0, "age_plus_90": 4 if recu else 0}, office)
    for crossing, cohorte, periode, second, mesure, value in (
        ("trace-depots", "recues", "2026-01-15", "D-1", "Export de Bellerive.csv", 1),
        ("trace-dossiers", "stock", "2026", "RECU", "D-1/0000012/Feuille 1", 200),
        ("trace-dossiers", "stock", "2026", "RECU", "D-1/0000045/Feuille 1", 140),
        ("trace-dossiers", "stock", "2026", "ATTENTE_REQUERANT", "D-1/0000007/Feuille 1", 95),
        ("trace-constats", "recues", "", "avertissement/LIBELLE_A_QUALIFIER/Domaine", "D-1/0000031/Feuille 1", 1),
        ("trace-constats", "recues", "", "avertissement/LIBELLE_A_QUALIFIER/Domaine", "D-1/0000019/Feuille 1", 1),
        ("trace-constats", "recues", "", "ecartee/DATE_INVALIDE/Reçu le", "D-1/0000088/Feuille 1", 1),
        ("trace-constats", "recues", "", "ignoree/PREAMBULE/", "D-1/0000001/Feuille 1", 1),
    ):
        yield (crossing, cohorte, "reel", "annee", periode, office, second, mesure, value, None)


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
            if n > 10:
                closed = {**measures(n, "closes"), **expected(n)}
                yield from line("office", "closes", f"{year}", closed, cle)
                yield from line("office*famille", "recues", f"{year}", {"recues": n}, cle, "LOGEMENT")


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
                "date_arrete": {RIEN: None, ABSENT: date(2024, 9, 30)}.get(cle, date(2026, 1, 15)),
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
    flags = dict.fromkeys(("agents", "eau", "traite_hors_champ", "refuse_des_saisines"), False)
    rows = [
        {
            "office_id": cle,
            "texte": text if cle == MIEN else None,
            "population": 40_000 if cle != SEUL else 600_000,
            "litiges_prives": cle == MIEN,
            **flags,
        }
        for cle, _, _ in OFFICES
    ]
    return pa.Table.from_pylist(rows)
