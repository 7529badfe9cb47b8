"""The fictional network: 57 offices of `reseau.csv`, and the register they become.

Takes the table beside this module, gives `OfficeFictif` records and the text of `offices.toml`.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

TABLE = Path(__file__).with_name("reseau.csv")
DEBUT = date(2020, 1, 1)
"""First day of data: older members have cases from here on, others from the day they join."""

ENTETE = """# Registre du réseau d’exemple : collectivités fictives, données synthétiques, écrit par fabriquer.py (ne pas modifier).
# Composition au 1er décembre 2023 : 3 régions, 14 départements, 6 intercommunalités, 34 communes ; 38 membres fin 2020.
"""


@dataclass(frozen=True)
class OfficeFictif:
    """One office. `volume` is its cases in 2025, `croissance` their yearly growth, `delai` and `resolution` its habits."""

    cle: str
    nom: str
    type: str
    departement: str
    population: int
    membre_du: date
    fichier: str
    volume: float
    croissance: float
    competence: float
    delai: float
    resolution: float
    rattrapage: int
    perimetre: tuple[tuple[str, bool], ...]
    alias: tuple[str, ...]
    rupture: date | None
    effet: float
    motif_rupture: str

    @property
    def debut(self) -> date:
        """First day of cases."""
        return max(self.membre_du, DEBUT)

    @property
    def nom_saisi(self) -> str:
        """The name as typed in Médiature: short for départements and régions, straight apostrophes."""
        nom = self.alias[0] if self.type in ("DEPARTEMENT", "REGION") and self.alias else self.nom
        return nom.replace("’", "'")


def load_reseau() -> tuple[OfficeFictif, ...]:
    """The 57 offices, in the order of the table."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return tuple(_build(row) for row in csv.DictReader(stream, delimiter=";"))


def _build(row: dict[str, str]) -> OfficeFictif:
    flags = (item.split("=") for item in row["perimetre"].split(",") if item)
    alias = [item for item in row["alias"].split("|") if item]
    droits = [nom.replace("’", "'") for nom in (row["nom"], *alias) if "’" in nom]
    return OfficeFictif(
        cle=row["cle"],
        nom=row["nom"],
        type=row["type"],
        departement=row["departement"],
        population=int(row["population"]),
        membre_du=date.fromisoformat(row["membre_du"]),
        fichier=row["fichier"],
        volume=float(row["volume"]),
        croissance=float(row["croissance"]),
        competence=float(row["competence"]),
        delai=float(row["delai"]),
        resolution=float(row["resolution"]),
        rattrapage=int(row["rattrapage"]),
        perimetre=tuple((nom, valeur == "1") for nom, valeur in flags),
        alias=tuple(alias + droits),
        rupture=date.fromisoformat(row["rupture"]) if row["rupture"] else None,
        effet=float(row["effet"] or 1),
        motif_rupture=row["motif_rupture"],
    )


def render_registre(offices: tuple[OfficeFictif, ...]) -> str:
    """The text of `offices.toml`."""
    return ENTETE + "".join(_render_office(office) for office in offices)


def _render_office(office: OfficeFictif) -> str:
    lines = ["", "[[office]]", f'cle = "{office.cle}"', f'nom = "{office.nom}"', f'type = "{office.type}"']
    if office.alias:
        lines.append(f"alias = {json.dumps(office.alias, ensure_ascii=False)}")
    lines += ["exemple = true", f"population = {office.population}", f'departement = "{office.departement}"']
    lines.append(f"membre_du = {office.membre_du.isoformat()}")
    if office.perimetre:
        lines.append("[office.perimetre]")
        lines += [f"{nom} = {str(valeur).lower()}" for nom, valeur in office.perimetre]
    if office.rupture:
        lines += ["[[office.ruptures]]", f"date = {office.rupture.isoformat()}", f'motif = "{office.motif_rupture}"']
        lines.append('source = "exemple synthétique"')
    return "\n".join(lines) + "\n"
