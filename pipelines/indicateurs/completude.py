"""Q1, the completeness of each field: one declaration of a few lines gives its measures and its indicator.

Takes the content of `completude.toml`, gives entries of the same shape as those of `mesures.toml` and
`indicateurs.toml`. Every field is counted the same way, so that no completeness is more lenient than another.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.model import A_QUALIFIER, ILLISIBLE, PAR_NOM

Entree = dict[str, Any]

_REMPLIE, _TOTAL = 4, 5


def expand_completeness(content: Mapping[str, Any]) -> tuple[list[Entree], list[Entree]]:
    """The measures, then the indicators, of every `[[completude]]`."""
    entries = content["completude"]
    return [_measure(entry) for entry in entries], [_indicator(entry, content) for entry in entries]


def _measure(entry: Mapping[str, Any]) -> Entree:
    champ = entry["champ"]
    filled = f"s.{champ} is not null"
    if PAR_NOM[champ].type == "code":
        filled += f" and s.{champ} <> '{A_QUALIFIER}'"
    if champ == "departement_requerant":
        filled += f" and s.{champ} <> '{ILLISIBLE}'"
    condition = entry.get("condition")
    return {
        "id": f"rempli_{champ}",
        "cohorte": "recues",
        "titre": f"Saisines où le champ «\u202f{PAR_NOM[champ].libelle}\u202f» est renseigné",
        "sql": f"{condition} and {filled}" if condition else filled,
    }


def _indicator(entry: Mapping[str, Any], content: Mapping[str, Any]) -> Entree:
    champ = entry["champ"]
    libelle = PAR_NOM[champ].libelle
    subject = entry.get("parmi", "saisines reçues")
    return {
        "id": f"completude-{champ.replace('_', '-')}",
        "code": entry["code"],
        "titre": f"Complétude du champ «\u202f{libelle}\u202f» (base\u202f: {subject})",
        "definition": f"Part des {subject} dans l’année où le champ «\u202f{libelle}\u202f» est renseigné et classé.",
        "unite": "%",
        "forme": "taux",
        "cohorte": "recues",
        "date": "date_reception",
        "numerateur": f"rempli_{champ}",
        "denominateur": entry.get("base", "recues"),
        "sens": "haut",
        "grains": ["annee"],
        "decimales": 1,
        **{name: content[name] for name in ("dimensions", "limites", "norme", "depuis")},
        "exemple": _example(entry),
    }


def _example(entry: Mapping[str, Any]) -> Entree:
    """Five cases of 2024 that the field concerns, four of which record it, and one case of another year."""
    champ, value = entry["champ"], entry["valeur"]
    fixed: Mapping[str, str] = entry.get("contexte", {})
    values = [value] * _REMPLIE + [""] + [value]
    days = ["2024-01-01", "2024-02-29", "2024-06-15", "2024-12-31", "2024-03-03", "2025-01-01"]
    return {
        "periode": "2024",
        "colonnes": ["date_reception", *fixed, champ],
        "lignes": [[day, *fixed.values(), cell] for day, cell in zip(days, values, strict=True)],
        "n": _REMPLIE,
        "base": _TOTAL,
        "valeur": 100 * _REMPLIE / _TOTAL,
    }
