"""The small tables that stand beside the cases: offices, families of domaines, steps, recommendations.

Takes the register, the vocabularies and the recommendations, gives Arrow tables. It reads no case.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa

from pipelines.model import A_QUALIFIER
from pipelines.offices import Office
from pipelines.publication.cas import NON_RENSEIGNE
from pipelines.publication.situation import Situation
from pipelines.recommandations import Recommandation
from pipelines.settings import REFERENTIELS

VOCABULAIRES = REFERENTIELS / "vocabularies"

REFUSE = "refuse_des_saisines"
"""The flag of an office that declares whether it ever refuses a saisine; the rate of refusal of one that does not has
no object."""


def register_table(
    offices: Mapping[str, Office], situations: Mapping[str, Situation], arretes: Mapping[str, date]
) -> pa.Table:
    """One row per office: type, place, stratum, population, extract date, and whether it may refuse a saisine."""
    known = sorted(offices.values(), key=lambda office: office.cle)
    placed = [situations[office.cle] for office in known]
    columns: dict[str, tuple[list[object], pa.DataType]] = {
        "office_id": ([office.cle for office in known], pa.string()),
        "numero": (list(range(len(known))), pa.int32()),
        "type": ([office.type for office in known], pa.string()),
        "strate": ([place.strate for place in placed], pa.string()),
        "region": ([place.region for place in placed], pa.string()),
        "departement": ([place.departement for place in placed], pa.string()),
        "population": ([place.population for place in placed], pa.int64()),
        "population_connue": ([place.population is not None for place in placed], pa.bool_()),
        "refus_possible": ([office.perimetre.get(REFUSE) is not False for office in known], pa.bool_()),
        "arrete": ([arretes.get(office.cle, date.max) for office in known], pa.date32()),
    }
    return pa.table({name: pa.array(values, kind) for name, (values, kind) in columns.items()})


def domaines_table() -> pa.Table:
    """Family of each domaine; a domaine still to classify stays so in its family."""
    rows = [(row["code"], row["famille"]) for row in _read_vocabulary("domaine")] + [(A_QUALIFIER, A_QUALIFIER)]
    codes, families = zip(*rows, strict=True)
    return pa.table({"code": pa.array(codes, pa.string()), "famille": pa.array(families, pa.string())})


def steps_table() -> pa.Table:
    """Every step a case may be at."""
    codes = [row["code"] for row in _read_vocabulary("statut")] + [NON_RENSEIGNE]
    return pa.table({"code": pa.array(codes, pa.string())})


def recommendations_table(recommandations: Iterable[Recommandation]) -> pa.Table:
    """One row per recommendation, without its text."""
    families = {row["code"]: row["famille"] for row in _read_vocabulary("domaine")}
    rows = [
        {
            "office_id": one.office_id,
            "annee": str(one.annee),
            "mois_no": one.annee * 100,
            "statut": one.statut,
            "date_mise_en_oeuvre": one.date_mise_en_oeuvre,
            "par_domaine": one.domaine or NON_RENSEIGNE,
            "par_famille": families[one.domaine] if one.domaine else NON_RENSEIGNE,
        }
        for one in recommandations
    ]
    names = ("office_id", "annee", "statut", "par_domaine", "par_famille")
    typed = [("mois_no", pa.int32()), ("date_mise_en_oeuvre", pa.date32())]
    schema = pa.schema([*((name, pa.string()) for name in names), *typed])
    return pa.Table.from_pylist(rows, schema)


def sensitive_codes() -> frozenset[str]:
    """The families declared sensitive, and their domaines: small counts of them are hidden from members too."""
    families = {row["code"] for row in _read_vocabulary("famille") if row["sensible"] == "oui"}
    return frozenset(families | {row["code"] for row in _read_vocabulary("domaine") if row["famille"] in families})


def _read_vocabulary(nom: str, folder: Path = VOCABULAIRES) -> list[dict[str, str]]:
    with (folder / f"{nom}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))
