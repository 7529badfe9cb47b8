"""Codes become French labels: the vocabularies of `data/vocabularies`, and the two codes every column can hold.

Takes a dimension of the registry and a code, gives the label a reader sees and the definition behind it. An unknown
code is shown as it is, never hidden. Names of offices come from the millésime, not from here.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipelines.indicateurs.registry import load_registry
from pipelines.model import A_QUALIFIER
from pipelines.settings import REFERENTIELS

VIDE = "(vide)"
"""Code of a criterion that was not recorded."""

LIBELLE_VIDE = "Non renseigné"
LIBELLE_A_QUALIFIER = "À qualifier"

_PLURIELS: Mapping[str, str] = {
    "COMMUNE": "communes",
    "EPCI": "intercommunalités",
    "DEPARTEMENT": "départements",
    "REGION": "régions",
    "STATUT_PARTICULIER": "collectivités à statut particulier",
    "AUTRE": "autres organismes",
}


@dataclass(frozen=True)
class Libelle:
    """What a reader sees for a code."""

    code: str
    libelle: str
    definition: str


@cache
def load_vocabulary(nom: str) -> Mapping[str, Libelle]:
    """The labels of one vocabulary by code, in the order of its file; empty when there is no such file."""
    path = REFERENTIELS / "vocabularies" / f"{nom}.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter=";")
        return {row["code"]: Libelle(row["code"], row["libelle"], row.get("definition") or "") for row in rows}


def find_label(dimension: str, code: str | None, noms: Mapping[str, str] | None = None) -> str:
    """The label of a code of this dimension; `noms` gives those of the offices."""
    if code is None or code == VIDE:
        return LIBELLE_VIDE
    if code == A_QUALIFIER:
        return LIBELLE_A_QUALIFIER
    if noms and code in noms:
        return noms[code]
    found = load_vocabulary(_vocabulary(dimension)).get(code)
    return found.libelle if found else code


def find_definition(dimension: str, code: str) -> str:
    """What a code covers, empty when its vocabulary does not say."""
    found = load_vocabulary(_vocabulary(dimension)).get(code)
    return found.definition if found else ""


def list_codes(dimension: str) -> tuple[str, ...]:
    """The codes of a dimension in the order of its vocabulary, without the two shared ones."""
    return tuple(load_vocabulary(_vocabulary(dimension)))


def plural_type(code: str) -> str:
    """A type of collectivité in the plural, inside a sentence: « départements »."""
    return _PLURIELS.get(code, find_label("type", code).lower())


def _vocabulary(dimension: str) -> str:
    declared = load_registry().dimensions.get(dimension)
    return declared.valeurs if declared else dimension
