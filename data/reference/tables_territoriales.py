"""Tables of the territorial reference, from the lists of `@etalab/decoupage-administratif`.

Takes the decoded JSON lists (communes, epci, departements, regions), gives Arrow tables sorted by key. Never keeps a
former commune as a current one, never joins on a name: 3,675 communes share theirs with another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

PAQUET = "@etalab/decoupage-administratif@6.0.0"
MILLESIME = "2026"

SEULES_COLLECTIVITES: Mapping[str, str] = {
    "DEP-75": "COM-75056",
    "DEP-2A": "REG-94",
    "DEP-2B": "REG-94",
    "DEP-972": "REG-02",
    "DEP-973": "REG-03",
    "DEP-976": "REG-06",
    "DEP-67": "STP-6AE",
    "DEP-68": "STP-6AE",
}
"""Départements that are only a district today: the collectivity that took them over (see statuts_particuliers.csv)."""

RHONE, METROPOLE_DE_LYON = "DEP-69", "EPCI-200046977"
"""The métropole's communes stay in district 69 but are not governed by the département du Rhône."""

Lignes = list[dict[str, Any]]


def build_tables(contenu: Mapping[str, Lignes]) -> dict[str, pa.Table]:
    """The five tables, each sorted by key."""
    epci_of = {m["code"]: f"EPCI-{e['code']}" for e in contenu["epci"] for m in e["membres"]}
    actuelles = [c for c in contenu["communes"] if c["type"] == "commune-actuelle"]
    communes = [_build_commune(c, epci_of.get(c["code"])) for c in actuelles]
    return {
        "communes": _tabulate(communes, COMMUNES),
        "epci": _tabulate(_build_epci(contenu["epci"], communes), EPCI),
        "departements": _tabulate(_build_departements(contenu["departements"], communes), DEPARTEMENTS),
        "regions": _tabulate(_build_regions(contenu["regions"], communes), REGIONS),
        "codes_postaux": _tabulate(_build_codes_postaux(actuelles), CODES_POSTAUX),
    }


def _build_commune(commune: Mapping[str, Any], epci: str | None) -> dict[str, Any]:
    return {
        "cle": f"COM-{commune['code']}",
        "code": commune["code"],
        "nom": commune["nom"],
        "departement": f"DEP-{commune['departement']}",
        "region": f"REG-{commune['region']}",
        "zone": commune["zone"],
        "epci": epci,
        "population": commune.get("population"),
        "siren": commune.get("siren"),
    }


def _build_epci(liste: Lignes, communes: Lignes) -> Lignes:
    membres: defaultdict[str, Lignes] = defaultdict(list)
    for commune in communes:
        membres[commune["epci"]].append(commune)
    return [_build_one_epci(epci, membres[f"EPCI-{epci['code']}"]) for epci in liste]


def _build_one_epci(epci: Mapping[str, Any], communes: Lignes) -> dict[str, Any]:
    """`departement` and `region`: where most of its inhabitants live (89 EPCI straddle a boundary)."""
    poids: Counter[tuple[str, str]] = Counter()
    for commune in communes:
        poids[commune["departement"], commune["region"]] += commune["population"] or 0
    departement, region = min(poids, key=lambda lieu: (-poids[lieu], lieu))
    return {
        "cle": f"EPCI-{epci['code']}",
        "code": epci["code"],
        "nom": epci["nom"],
        "nature": epci["type"],
        "departement": departement,
        "region": region,
        "departements": sorted({lieu[0] for lieu in poids}),
        "communes": len(communes),
        "population": sum(poids.values()),
        "population_dgcl": epci["populationMunicipale"],
    }


def _build_departements(liste: Lignes, communes: Lignes) -> Lignes:
    """`population` is the district's; `population_collectivite` leaves out what the collectivity does not govern."""
    population = _sum_by(communes, "departement")
    detachee = sum(c["population"] or 0 for c in communes if c["epci"] == METROPOLE_DE_LYON)
    lignes = []
    for departement in liste:
        cle = f"DEP-{departement['code']}"
        unique = f"REG-{departement['region']}" if departement["zone"] == "com" else cle
        lignes.append(
            {
                "cle": cle,
                "code": departement["code"],
                "nom": departement["nom"],
                "region": f"REG-{departement['region']}",
                "zone": departement["zone"],
                "collectivite": SEULES_COLLECTIVITES.get(cle, unique),
                "population": population.get(cle),
                "population_collectivite": (population[cle] - detachee) if cle == RHONE else population.get(cle),
            }
        )
    return lignes


def _build_regions(liste: Lignes, communes: Lignes) -> Lignes:
    population = _sum_by(communes, "region")
    return [
        {
            "cle": f"REG-{region['code']}",
            "code": region["code"],
            "nom": region["nom"],
            "zone": region["zone"],
            "population": population.get(f"REG-{region['code']}"),
        }
        for region in liste
    ]


def _build_codes_postaux(communes: Lignes) -> Lignes:
    par_code: defaultdict[str, Lignes] = defaultdict(list)
    for commune in communes:
        for code in commune.get("codesPostaux", ()):
            par_code[code].append(commune)
    return [
        {
            "code_postal": code,
            "departements": sorted({f"DEP-{commune['departement']}" for commune in couvertes}),
            "communes": sorted(f"COM-{commune['code']}" for commune in couvertes),
        }
        for code, couvertes in par_code.items()
    ]


def _sum_by(communes: Lignes, champ: str) -> dict[str, int]:
    """Inhabitants by territory; a territory whose communes have no published population is absent, not 0."""
    sommes: Counter[str] = Counter()
    for commune in communes:
        if commune["population"] is not None:
            sommes[commune[champ]] += commune["population"]
    return dict(sommes)


def _schema(**types: Any) -> pa.Schema:
    source = {"source": PAQUET, "licence": "Licence Ouverte", "millesime": MILLESIME}
    return pa.schema([pa.field(nom, genre) for nom, genre in types.items()], metadata=source)


_TEXTE, _ENTIER, _TEXTES = pa.string(), pa.int32(), pa.list_(pa.string())
_LIEU = {"cle": _TEXTE, "code": _TEXTE, "nom": _TEXTE}
COMMUNES = _schema(
    **_LIEU, departement=_TEXTE, region=_TEXTE, zone=_TEXTE, epci=_TEXTE, population=_ENTIER, siren=_TEXTE
)
EPCI = _schema(
    **_LIEU,
    nature=_TEXTE,
    departement=_TEXTE,
    region=_TEXTE,
    departements=_TEXTES,
    communes=_ENTIER,
    population=_ENTIER,
    population_dgcl=_ENTIER,
)
DEPARTEMENTS = _schema(
    **_LIEU, region=_TEXTE, zone=_TEXTE, collectivite=_TEXTE, population=_ENTIER, population_collectivite=_ENTIER
)
REGIONS = _schema(**_LIEU, zone=_TEXTE, population=_ENTIER)
CODES_POSTAUX = _schema(code_postal=_TEXTE, departements=_TEXTES, communes=_TEXTES)


def _tabulate(lignes: Iterable[Mapping[str, Any]], schema: pa.Schema) -> pa.Table:
    cle = schema.names[0]
    return pa.Table.from_pylist(sorted(lignes, key=lambda ligne: str(ligne[cle])), schema=schema)
