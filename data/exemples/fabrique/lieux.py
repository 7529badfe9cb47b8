"""Where claimants live: invented towns under real postal codes, in the forms people type.

Gives, per office, a short weighted list of places. Some forms are those a Médiature export corrupts.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fabrique.hasard import build_generator
from fabrique.reseau import OfficeFictif

TABLE = Path(__file__).with_name("codes_postaux.csv")
"""Seven postal codes of each département, taken once from the territorial reference (Licence Ouverte)."""

DEBUTS = ("Bel", "Clair", "Cour", "Fon", "Grand", "Haute", "Lon", "Bas", "Pont", "Roche", "Vau", "Vieux")
MILIEUX = ("am", "bra", "cou", "dor", "fer", "gal", "lan", "mol", "quer", "ri", "tau", "ver")
FINS = ("brisse", "court-le-Vieux", "dieu", "elles", "lac", "mesnil", "nac", "outre", "reuil", "say", "tignes", "zon")


@dataclass(frozen=True)
class Lieu:
    """A town as typed, a postal code as typed, a country; `departement` is the one a perfect reader would find."""

    ville: str
    code_postal: str
    pays: str
    departement: str
    poids: float


@cache
def lieux_de(office: OfficeFictif) -> tuple[Lieu, ...]:
    """The places of one office, most frequent first."""
    departement = office.departement
    chef_lieu = office.alias[0] if office.type == "COMMUNE" and office.alias else _town(office.cle, 0)
    centre = _code_postal(departement, 0)
    lieux = [Lieu(chef_lieu, centre, "FR", departement, 60 if office.type == "COMMUNE" else 24)]
    lieux += [
        Lieu(_town(office.cle, rang), _code_postal(departement, rang), "FR", departement, 22 / rang)
        for rang in range(1, 7)
    ]
    return tuple(lieux + _typed_forms(office, chef_lieu, centre) + _elsewhere(office))


def _typed_forms(office: OfficeFictif, chef_lieu: str, centre: str) -> list[Lieu]:
    """Forms of the main town: boroughs, bulk-mail suffix, département number, stray spaces, placeholders."""
    departement = office.departement
    formes = [
        Lieu(f"{chef_lieu} Cedex 2", centre, "FR", departement, 0.5),
        Lieu(f"{chef_lieu} ", centre, "FR", departement, 0.6),
        Lieu(f"{chef_lieu} ({departement})", centre, "FR", departement, 0.8),
        Lieu("NC", centre, "FR", departement, 0.4),
    ]
    if departement.isdigit() and 31 < int(departement) < 100:
        formes.append(Lieu(f"{chef_lieu} {departement}", centre, "FR", departement, 0.9))
    if office.population > 300_000 and office.type == "COMMUNE":
        formes += [Lieu(f"{chef_lieu} {rang}", centre, "FR", departement, 2.5) for rang in range(1, 6)]
        formes.append(Lieu(f"{chef_lieu} 7e", centre, "FR", departement, 1.5))
    if departement == "76":
        formes.append(Lieu(chef_lieu, f"F-{departement}100", "FR", departement, 0.8))
    if departement == "2A":
        formes.append(Lieu(chef_lieu, "2A004", "FR", departement, 1.2))
    return formes


def _elsewhere(office: OfficeFictif) -> list[Lieu]:
    """Other départements; abroad only where the file has a country, without which nobody can tell."""
    voisin = "69" if office.departement != "69" else "42"
    lieux = [
        Lieu("Outremont-le-Neuf", _code_postal(voisin, 2), "FR", voisin, 2.2),
        Lieu("Paris", _code_postal("75", 0), "FR", "75", 1.0),
    ]
    if office.fichier == "plateforme":
        lieux += [Lieu("Bruxelles", "1000", "BE", "HORS_FRANCE", 0.3), Lieu("Genève", "1205", "CH", "HORS_FRANCE", 0.3)]
    return lieux


def _town(cle: str, rang: int) -> str:
    rng = build_generator("ville", cle, rang)
    debut, milieu, fin = (mots[int(rng.integers(len(mots)))] for mots in (DEBUTS, MILIEUX, FINS))
    return f"{debut}{milieu}{fin}"


@cache
def _codes_postaux() -> dict[str, list[str]]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return {row["departement"]: row["codes"].split() for row in csv.DictReader(stream, delimiter=";")}


def _code_postal(departement: str, rang: int) -> str:
    """A real postal code that serves this département alone, so that the département can be recovered from it."""
    codes = _codes_postaux()[departement]
    return codes[rang % len(codes)]
