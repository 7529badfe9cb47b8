"""From the view of a base to the tables the texts read: cases, offices, domaines, calendar, presence.

Takes a locked engine and a `Vue`, leaves named tables in the engine. It refuses a base whose cases name an office
the register does not know, rather than leave them out in silence.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa

from pipelines.errors import InternalError, NothingToDo
from pipelines.indicateurs.registry import Registry
from pipelines.model import A_QUALIFIER
from pipelines.offices import Office
from pipelines.publication.couverture import Couverture
from pipelines.publication.engine import Engine
from pipelines.publication.periodes import build_calendar
from pipelines.publication.plan import GRAINS
from pipelines.publication.presence import presence_table, private_presence_table
from pipelines.publication.tables import base_columns, build_cases_sql
from pipelines.settings import REFERENTIELS

VOCABULAIRES = REFERENTIELS / "vocabularies"


def attach_base(engine: Engine, fichiers: tuple[str, ...], registry: Registry) -> date:
    """The day of the first reception; the table `saisines` then holds the columns publication reads, and no other."""
    if not fichiers:
        raise _empty_base()
    engine.load("saisines", fichiers, base_columns(registry))
    first = engine.query("select min(date_reception) as jour from saisines")["jour"][0].as_py()
    if first is None:
        raise _empty_base()
    return date(first.year, first.month, first.day)


def attach_register(engine: Engine, offices: Mapping[str, Office]) -> None:
    """The tables `offices` and `domaines`, which give a case its type of collectivité and its family."""
    engine.register("offices", _offices_table(offices))
    engine.register("domaines", _domaines_table())


def build_cases(engine: Engine, registry: Registry) -> None:
    """The table `cas`, from `saisines`: one row per case, whatever its office has covered."""
    _refuse_unknown_offices(engine)
    first, last = _date_range(engine)
    engine.register("calendrier", build_calendar(first, last))
    engine.materialise("cas", build_cases_sql(registry))


def build_presence(engine: Engine, couverture: Couverture) -> None:
    """The tables `presence_<grain>`: which office counts in which period of the network."""
    for grain in GRAINS:
        engine.register(f"presence_{grain}", presence_table(couverture, grain))


def build_private_presence(engine: Engine, couverture: Couverture) -> None:
    """The tables `prive_<grain>`: the periods each office's own file shows."""
    for grain in GRAINS:
        engine.register(f"prive_{grain}", private_presence_table(couverture, grain))


def sensitive_codes() -> frozenset[str]:
    """The families declared sensitive, and their domaines: small counts of them are hidden from members too."""
    families = {row["code"] for row in _read_vocabulary("famille") if row["sensible"] == "oui"}
    return frozenset(families | {row["code"] for row in _read_vocabulary("domaine") if row["famille"] in families})


def _domaines_table() -> pa.Table:
    """Family of each domaine; a domaine still to classify stays so in its family."""
    rows = [(row["code"], row["famille"]) for row in _read_vocabulary("domaine")] + [(A_QUALIFIER, A_QUALIFIER)]
    codes, families = zip(*rows, strict=True)
    return pa.table({"code": pa.array(codes, pa.string()), "famille": pa.array(families, pa.string())})


def _offices_table(offices: Mapping[str, Office]) -> pa.Table:
    known = sorted(offices.values(), key=lambda office: office.cle)
    return pa.table(
        {
            "office_id": pa.array([office.cle for office in known], pa.string()),
            "type": pa.array([office.type for office in known], pa.string()),
        }
    )


def _refuse_unknown_offices(engine: Engine) -> None:
    unknown = engine.query(
        "select distinct s.office_id as office_id from saisines s "
        "left join offices o on o.office_id = s.office_id where o.office_id is null order by 1"
    )["office_id"].to_pylist()
    if unknown:
        raise InternalError("OFFICE_INCONNU", f"La base nomme l’office {unknown[0]}, absent du registre des offices.")


def _date_range(engine: Engine) -> tuple[date, date]:
    row = engine.query(
        "select min(date_reception) as a, max(date_reception) as b, min(date_cloture) as c, max(date_cloture) as d "
        "from saisines"
    ).to_pylist()[0]
    days = [day for day in row.values() if day is not None]
    return min(days), max(days)


def _read_vocabulary(nom: str, folder: Path = VOCABULAIRES) -> list[dict[str, str]]:
    with (folder / f"{nom}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def _empty_base() -> NothingToDo:
    return NothingToDo(
        "BASE_VIDE", "La base ne contient aucune saisine.", "Intégrer un export\u202f: observatoire integrer FICHIER"
    )
