"""What each office's figures must be read with: its scope flags, its population, the breaks of its series.

Takes the register, gives one table. It judges nothing: a page says beside a figure what the office itself declares.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from pipelines.offices import Office
from pipelines.publication.situation import Situation

DRAPEAUX: Mapping[str, str] = {
    "litiges_prives": "accepte les litiges entre particuliers",
    "agents": "accepte les litiges des agents avec leur collectivité",
    "eau": "est aussi médiateur de l’eau",
    "traite_hors_champ": "traite les saisines hors de son champ de compétence",
    "refuse_des_saisines": "déclare des saisines irrecevables",
}
"""The flags of `data/offices` a figure carries, and what each says when it is true."""

_NEGATIONS: Mapping[str, str] = {
    "litiges_prives": "n’accepte pas les litiges entre particuliers",
    "agents": "n’accepte pas les litiges des agents avec leur collectivité",
    "eau": "n’est pas médiateur de l’eau",
    "traite_hors_champ": "ne traite pas les saisines hors de son champ de compétence, qui n’en restent pas moins comptées",
    "refuse_des_saisines": "ne déclare aucune saisine irrecevable\u202f: le taux de refus est sans objet",
}

SCHEMA_PERIMETRES = pa.schema(
    [
        ("office_id", pa.string()),
        *((name, pa.bool_()) for name in DRAPEAUX),
        *((name, pa.string()) for name in ("strate", "region", "departement")),
        ("population", pa.int64()),
        ("population_source", pa.string()),
        ("ruptures", pa.int32()),
        ("texte", pa.string()),
    ]
)


def flags_table(offices: Mapping[str, Office], situations: Mapping[str, Situation]) -> pa.Table:
    """One row per office. A flag nobody declared is null; `texte` is the French sentence of those that are."""
    rows = [
        {
            "office_id": office.cle,
            **{name: office.perimetre.get(name) for name in DRAPEAUX},
            "strate": situations[office.cle].strate,
            "region": situations[office.cle].region,
            "departement": situations[office.cle].departement,
            "population": situations[office.cle].population,
            "population_source": situations[office.cle].source,
            "ruptures": len(office.ruptures),
            "texte": _sentence(office),
        }
        for office in sorted(offices.values(), key=lambda office: office.cle)
    ]
    return pa.Table.from_pylist(rows, SCHEMA_PERIMETRES)


def _sentence(office: Office) -> str | None:
    said = [
        DRAPEAUX[name] if office.perimetre[name] else _NEGATIONS[name] for name in DRAPEAUX if name in office.perimetre
    ]
    return f"{office.nom}\u202f: " + "\u202f; ".join(said) + "." if said else None
