"""Builds and publishes a synthetic base of any size, for measures: same offices and periods whatever the size.

    python -m benchmarks.base DOSSIER [--saisines 29555]

Cases are drawn at random from a fixed seed and marked as examples; they describe no real office.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.model import SCHEMA_SAISINE
from pipelines.offices import Office
from pipelines.publication.millesime import publish
from pipelines.vue import Depot, Vue

ARRETE = date(2026, 1, 15)
DEBUT = date(2020, 1, 1)
TYPES = {"COMMUNE": ("COM", 20), "EPCI": ("EPCI", 12), "DEPARTEMENT": ("DEP", 14), "REGION": ("REG", 6)}
VOCABULAIRES: dict[str, tuple[tuple[str | None, float], ...]] = {
    "canal": (("FORMULAIRE", 0.42), ("COURRIEL", 0.3), ("COURRIER", 0.18), ("TELEPHONE", 0.06), ("PERMANENCE", 0.04)),
    "issue": (
        *(("FAVORABLE_USAGER", 0.24), ("PARTIEL", 0.14), ("DECISION_MAINTENUE", 0.17), ("ECHEC", 0.05)),
        *(
            ("REORIENTATION_EXTERNE", 0.16),
            ("DESISTEMENT", 0.06),
            ("ABANDON", 0.1),
            ("IRRECEVABLE", 0.04),
            (None, 0.04),
        ),
    ),
    "domaine": (
        *(("HABITAT_LOGEMENT", 0.17), ("RSA", 0.15), ("DEPLACEMENT", 0.12), ("URBANISME_FONCIER", 0.11)),
        *(("HANDICAP", 0.1), ("SECURITE_TRANQUILLITE", 0.08), ("FINANCES_ET_TARIFS", 0.07), ("EDUCATION", 0.06)),
        *(("EAU_ET_ASSAINISSEMENT", 0.05), ("EMPLOI_ENTREPRISE_INSERTION", 0.04), ("AUTRE", 0.02), (None, 0.03)),
    ),
}


def build_base(folder: Path, saisines: int) -> str:
    """The identifier of the millésime published from a base of that many cases."""
    offices = _offices()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "saisines.parquet"
    pq.write_table(_cases(saisines, list(offices)), path)
    late = {key for rank, key in enumerate(offices) if rank % 5 == 0}
    depots = (_depot("d1", sorted(set(offices) - late), ARRETE), _depot("d2", sorted(late), date(2025, 9, 30)))
    view = Vue((str(path),), {"registre": 1, "saisines": 1}, depots, offices, exemple=True)
    return publish(view, folder / "publications").millesime


def _offices() -> dict[str, Office]:
    found = {}
    for kind, (prefix, number) in TYPES.items():
        for rank in range(number):
            key = f"{prefix}-{rank + 1:05d}"
            since = date(2020 + (rank % 5 if rank % 3 else 0), 1, 1)
            found[key] = Office(key, f"Office d’exemple {key}", kind, exemple=True, population=20000, membre_du=since)
    return found


def _depot(nom: str, offices: list[str], arrete: date) -> Depot:
    return Depot(nom, "complet", None, None, arrete, tuple(offices), "mesure", "mesure.csv", "0" * 64, "2026-01-16")


def _cases(n: int, offices: list[str]) -> pa.Table:
    draw = np.random.default_rng(20260115)
    days = (ARRETE - DEBUT).days
    received = np.sort((days * draw.beta(1.5, 1.0, n)).astype("int64"))
    delay = np.minimum(draw.gamma(1.4, 55, n), 900).astype("int64")
    closed = received + delay
    start = np.datetime64(DEBUT)
    columns: dict[str, Any] = {
        "saisine_id": pa.array([f"m{rank}" for rank in range(n)]),
        "office_id": pa.array(np.array(offices)[draw.integers(0, len(offices), n)]),
        "date_reception": pa.array(start + received, pa.date32()),
        "date_cloture": pa.array(start + closed, pa.date32(), mask=closed > days),
        "competence": pa.array(draw.random(n) < 0.7, mask=draw.random(n) < 0.1),
        "depot_id": pa.array(["d1"] * n),
        "ligne": pa.array(np.arange(n), pa.int32()),
    }
    for name, parts in VOCABULAIRES.items():
        codes, weights = zip(*parts, strict=True)
        picked = draw.choice(len(codes), n, p=np.array(weights) / sum(weights))
        columns[name] = pa.DictionaryArray.from_arrays(picked, pa.array(codes, pa.string())).cast(pa.string())
    arrays = [columns.get(field.name, pa.nulls(n, field.type)).cast(field.type) for field in SCHEMA_SAISINE]
    return pa.table(arrays, schema=SCHEMA_SAISINE)


def main() -> None:
    """Builds the base of the command line and names its millésime."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dossier", type=Path)
    parser.add_argument("--saisines", type=int, default=29555)
    options = parser.parse_args()
    print(build_base(options.dossier, options.saisines))


if __name__ == "__main__":
    main()
