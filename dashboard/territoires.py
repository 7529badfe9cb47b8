"""The places a release speaks of: their names, the two meanings of a territory, and the départements of a région.

Takes a millésime and a code, gives names and sentences. Names are those the release was published with; it reads no
figure and never says whether a place has one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

import pyarrow.parquet as pq

from dashboard import french
from dashboard.millesime import Millesime
from pipelines.settings import REFERENTIELS

REGION, SIEGE, REQUERANT = "region", "departement", "departement_requerant"

TERRITOIRES: Mapping[str, str] = {
    REGION: "Région du siège de l’office",
    SIEGE: "Département du siège de l’office",
    REQUERANT: "Département du requérant",
}
"""The criteria that name a place, in the words of the reader."""

_SENS: Mapping[str, str] = {
    REGION: "Territoire\u202f: région du siège de l’office. Une saisine d’un habitant de la région auprès d’un office "
    "d’ailleurs n’y est pas\u202f; celle d’un habitant d’ailleurs auprès d’un office de la région y est.",
    SIEGE: "Territoire\u202f: département du siège de l’office. Une saisine d’un habitant du département auprès d’un "
    "office d’ailleurs n’y est pas\u202f; celle d’un habitant d’ailleurs auprès d’un office du département y est.",
    REQUERANT: "Territoire\u202f: département du requérant, d’après son code postal, quel que soit l’office saisi. Les "
    "saisines sans code postal n’y sont pas.",
}

_TABLE = "libelles"


@lru_cache(maxsize=16)
def list_places(millesime: Millesime, critere: str) -> Mapping[str, str]:
    """The name of every place of a criterion by code, in the order of the dictionary; none in a release without them."""
    rows = millesime.read_table(_TABLE, ("dimension", "code", "libelle"))
    named = [(code, name) for dimension, code, name in rows if dimension == critere]
    return dict(sorted(named, key=lambda pair: french.sort_key(pair[1])))


def name_place(millesime: Millesime, critere: str, code: str) -> str:
    """The name of a place, its code where the release does not name it."""
    return list_places(millesime, critere).get(code, code)


def say_meaning(critere: str) -> str:
    """Which of the two territories is meant, and what it leaves out; empty for a criterion that is no place."""
    return _SENS.get(critere, "")


@cache
def departements_of(region: str) -> tuple[str, ...]:
    """The codes of the départements of a région, in order; none for an unknown one."""
    table = pq.read_table(REFERENTIELS / "reference/departements.parquet", columns=["code", "region"])
    return tuple(sorted(row["code"] for row in table.to_pylist() if row["region"] == f"REG-{region}"))
