"""The territorial reference: communes, EPCI, départements, régions, their population and their postal codes.

Takes the Parquet files of `data/reference` (one millésime of the national list), gives `Territoire` records found by
key and the inhabitants a set of keys covers. Never finds a territory by its name: 3,675 communes share theirs.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipelines.errors import WrongCall
from pipelines.settings import REFERENTIELS

DOSSIER = REFERENTIELS / "reference"

METROPOLE_DE_LYON = "EPCI-200046977"
"""Its communes lie in district 69 but are not governed by the département du Rhône."""

_RHONE = "DEP-69"
_TYPES: Mapping[str, str] = {"COM": "COMMUNE", "EPCI": "EPCI", "DEP": "DEPARTEMENT", "REG": "REGION"}
_CORSE: Mapping[str, str] = {"200": "2A", "201": "2A", "202": "2B", "206": "2B"}
"""The four three-digit prefixes the table knows in Corsica; another « 20… » says nothing sure."""

_OUTRE_MER = frozenset({"971", "972", "973", "974", "975", "976", "986", "987", "988"})


@dataclass(frozen=True)
class Territoire:
    """A territory. `departement` and `region` are codes (`05`, `2A`, `93`), None where they have no single value.

    `population` is that of the collectivity: DEP-69 leaves the Métropole de Lyon out. `collectivite` is the key of the
    collectivity that governs it today, itself unless another took it over (DEP-75 → COM-75056, DEP-2A → REG-94).
    """

    cle: str
    nom: str
    type: str
    departement: str | None
    region: str | None
    population: int | None
    siren: str | None
    collectivite: str


def find(cle: str) -> Territoire | None:
    """The territory of that key, or None when the reference does not know it."""
    return _territoires().get(cle)


def population(cles: Iterable[str]) -> int:
    """Inhabitants living in at least one of the territories: a commune inside its département counts once."""
    return sum(_population_of_communes()[commune] for commune in {c for cle in cles for c in communes_of(cle)})


def population_by_type(cles: Iterable[str]) -> dict[str, int]:
    """Inhabitants by type of territory: communes, départements and régions overlap and are never added together."""
    par_type: defaultdict[str, set[str]] = defaultdict(set)
    for cle in cles:
        par_type[_require(cle).type].add(cle)
    return {genre: population(par_type[genre]) for genre in sorted(par_type)}


def communes_of(cle: str) -> frozenset[str]:
    """Keys of the current communes the collectivity governs; an unknown key is refused."""
    _require(cle)
    if cle.startswith("COM-"):
        return frozenset({cle})
    if cle.startswith("STP-"):
        return frozenset(c for part in _statuts()[cle]["territoires"].split() for c in communes_of(part))
    return _communes_by_territoire()[cle]


def departement_of_postal_code(code: str) -> str | None:
    """Code of the département a five-digit postal code is written under, or None where it would be a guess.

    In metropolitan France it is the prefix: what an office counts as « 94 » stays 94, though 94390 serves a commune of
    Essonne. In Corsica and overseas, where prefixes are shared, the table decides (97133 is Saint-Barthélemy); a code
    it does not know falls back on 200–201 (2A) and 202, 206 (2B), or on three digits. Monaco (98000), army and foreign
    codes give None.
    """
    if not re.fullmatch(r"[0-9]{5}", code):
        return None
    if code[:2] not in ("20", "97", "98"):
        return code[:2] if "01" <= code[:2] <= "95" else None
    known = _departements_by_postal_code().get(code, ())
    return known[0] if len(known) == 1 else _departement_of_prefix(code)


def millesime() -> int:
    """Year of the national list the reference was built from."""
    return int(pq.read_schema(DOSSIER / "communes.parquet").metadata[b"millesime"])


def _departement_of_prefix(code: str) -> str | None:
    if code[:2] == "20":
        return _CORSE.get(code[:3])
    return code[:3] if code[:3] in _OUTRE_MER else None


def _require(cle: str) -> Territoire:
    territoire = find(cle)
    if territoire is None:
        raise WrongCall(
            "TERRITOIRE_INCONNU",
            f"Le territoire « {cle} » est absent du référentiel {millesime()}.",
            "Clés attendues : COM-17300, EPCI-241700434, DEP-17, REG-75.",
        )
    return territoire


@cache
def _territoires() -> Mapping[str, Territoire]:
    readers = (_read_communes, _read_epci, _read_departements, _read_regions, _read_statuts)
    return {territoire.cle: territoire for read in readers for territoire in read()}


def _read_communes() -> Iterable[Territoire]:
    for row in _rows("communes"):
        lieu = (_code(row["departement"]), _code(row["region"]))
        yield Territoire(row["cle"], row["nom"], "COMMUNE", *lieu, row["population"], row["siren"], row["cle"])


def _read_epci() -> Iterable[Territoire]:
    for row in _rows("epci"):
        lieu = (_code(row["departement"]), _code(row["region"]))
        genre = "STATUT_PARTICULIER" if row["cle"] == METROPOLE_DE_LYON else "EPCI"
        yield Territoire(row["cle"], row["nom"], genre, *lieu, row["population"], row["code"], row["cle"])


def _read_departements() -> Iterable[Territoire]:
    for row in _rows("departements"):
        lieu = (row["code"], _code(row["region"]))
        inhabitants = row["population_collectivite"]
        yield Territoire(row["cle"], row["nom"], "DEPARTEMENT", *lieu, inhabitants, None, row["collectivite"])


def _read_regions() -> Iterable[Territoire]:
    for row in _rows("regions"):
        genre = "STATUT_PARTICULIER" if row["cle"] in _statuts() else "REGION"
        yield Territoire(row["cle"], row["nom"], genre, None, row["code"], row["population"], None, row["cle"])


def _read_statuts() -> Iterable[Territoire]:
    """The collectivities that no national list holds under one code of their own (Alsace)."""
    departements = {row["cle"]: row for row in _rows("departements")}
    for cle, row in _statuts().items():
        if cle.startswith("STP-"):
            parts = [departements[part] for part in row["territoires"].split()]
            inhabitants = sum(part["population"] for part in parts)
            region = _code(parts[0]["region"])
            yield Territoire(cle, row["nom"], "STATUT_PARTICULIER", None, region, inhabitants, None, cle)


@cache
def _communes_by_territoire() -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in _rows("communes"):
        for cle in (row["epci"], row["departement"], row["region"]):
            if cle is not None:
                found[cle].add(row["cle"])
    found[_RHONE] -= found[METROPOLE_DE_LYON]
    return {cle: frozenset(communes) for cle, communes in found.items()}


@cache
def _population_of_communes() -> Mapping[str, int]:
    """Key → inhabitants; the uninhabited lands without a published population count for none."""
    return {row["cle"]: row["population"] or 0 for row in _rows("communes")}


@cache
def _departements_by_postal_code() -> Mapping[str, tuple[str, ...]]:
    return {row["code_postal"]: tuple(_code(cle) for cle in row["departements"]) for row in _rows("codes_postaux")}


@cache
def _statuts(path: Path = DOSSIER / "statuts_particuliers.csv") -> Mapping[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["cle"]: row for row in csv.DictReader(stream, delimiter=";")}


def _rows(nom: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.ParquetFile(DOSSIER / f"{nom}.parquet").read().to_pylist()
    return rows


def _code(cle: str) -> str:
    return cle.partition("-")[2]
