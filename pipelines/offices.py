"""The register of offices: declared in `data/offices/*.toml`, or provisional when an export names an unknown one.

Takes TOML files and the base's own deposits, gives `Office` records found by key, by name or by the altered name a
known export defect gives them. Two offices are never merged on a name: an ambiguous one is refused by the caller.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.errors import WrongCall
from pipelines.settings import EXEMPLES, REFERENTIELS

TYPES = ("COMMUNE", "EPCI", "DEPARTEMENT", "REGION", "STATUT_PARTICULIER", "AUTRE")
PREFIXES: Mapping[str, str] = {
    "COMMUNE": "COM",
    "EPCI": "EPCI",
    "DEPARTEMENT": "DEP",
    "REGION": "REG",
    "STATUT_PARTICULIER": "STP",
    "AUTRE": "AUT",
}
_CLE = re.compile(r"(?:COM|EPCI|DEP|REG|STP|AUT)-[0-9A-Za-z-]{1,60}|PROV-[0-9a-z-]{1,80}")
NOM_PERDU = "nom rendu illisible par l’export"
"""What the name of a provisional office says when the export turned it into a day."""

_KEYS = frozenset(
    {"cle", "nom", "type", "alias", "exemple", "population", "departement", "collectivites", "membre_du", "membre_au"}
    | {"predecesseur", "successeur", "perimetre", "ruptures"}
)


@dataclass(frozen=True)
class Rupture:
    """A break of series: figures before and after `date` do not measure the same thing."""

    date: date
    motif: str
    source: str = ""


@dataclass(frozen=True)
class Office:
    """An office. `membre_du` absent: known by its publications, membership unknown, counted in no denominator."""

    cle: str
    nom: str
    type: str
    alias: tuple[str, ...] = ()
    exemple: bool = False
    provisoire: bool = False
    population: int | None = None
    departement: str | None = None
    collectivites: tuple[str, ...] = ()
    membre_du: date | None = None
    membre_au: date | None = None
    predecesseur: str | None = None
    successeur: str | None = None
    perimetre: Mapping[str, bool] = field(default_factory=dict)
    ruptures: tuple[Rupture, ...] = ()

    @property
    def anonyme(self) -> bool:
        """Whether only the altered form of the name is known."""
        return self.provisoire and NOM_PERDU in self.nom

    def is_member(self, day: date) -> bool:
        """Whether the office belongs to the network on `day`; a provisional office does while it delivers."""
        if self.provisoire:
            return True
        if self.membre_du is None:
            return False
        return self.membre_du <= day and (self.membre_au is None or day <= self.membre_au)


def load_offices(folders: Iterable[Path]) -> tuple[Office, ...]:
    """Every declared office of the folders (`*.toml` each), sorted by key; a repeated key is refused."""
    found: dict[str, Office] = {}
    for folder in folders:
        for path in [folder] if folder.suffix == ".toml" else sorted(folder.glob("*.toml")):
            for office in _load_file(path):
                if office.cle in found:
                    raise WrongCall("OFFICE_DOUBLE", f"{path.name} : l’office {office.cle} est déjà déclaré.")
                found[office.cle] = office
    return tuple(found[cle] for cle in sorted(found))


def declared_offices(donnees: Path, *, exemple: bool) -> tuple[Office, ...]:
    """The register a base uses: the example network for examples; otherwise `data/offices` and the network's own."""
    if exemple:
        return load_offices([EXEMPLES / "offices.toml"])
    return load_offices(dict.fromkeys([REFERENTIELS / "offices", donnees / "offices"]))


def _load_file(path: Path) -> tuple[Office, ...]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongCall("OFFICE_ILLISIBLE", f"Le registre {path.name} ne peut pas être lu : {error}.") from error
    return tuple(_build(entry, path.name) for entry in content.get("office", ()))


def _build(entry: Mapping[str, Any], nom: str) -> Office:
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise WrongCall("OFFICE_CLE", f"{nom} : clé « {unknown[0]} » inconnue. Acceptées : {', '.join(sorted(_KEYS))}.")
    for key in ("cle", "nom", "type"):
        if not entry.get(key):
            raise WrongCall("OFFICE_CLE", f"{nom} : un office n’a pas de « {key} ».")
    if not _CLE.fullmatch(entry["cle"]):
        raise WrongCall(
            "OFFICE_CLE", f"{nom} : la clé « {entry['cle']} » n’a pas la forme COM-17300, EPCI-…, DEP-17, REG-75."
        )
    if entry["type"] not in TYPES:
        raise WrongCall("OFFICE_TYPE", f"{nom} : type « {entry['type']} ». Acceptés : {', '.join(TYPES)}.")
    for key in ("membre_du", "membre_au"):
        if key in entry and type(entry[key]) is not date:
            raise WrongCall("OFFICE_DATE", f"{nom} : « {key} » doit être une date, par exemple 2021-03-01.")
    ruptures = tuple(Rupture(r["date"], r["motif"], r.get("source", "")) for r in entry.get("ruptures", ()))
    simple = {key: entry[key] for key in _KEYS - {"alias", "collectivites", "ruptures", "perimetre"} if key in entry}
    return Office(
        **simple,
        alias=tuple(entry.get("alias", ())),
        collectivites=tuple(entry.get("collectivites", ())),
        perimetre=dict(entry.get("perimetre", {})),
        ruptures=ruptures,
    )
