"""What a figure means, in words: from the millésime's own definitions, or from the registry when it has none.

Takes a millésime, gives a `Definition` per indicator with its example of six rows and the result executed when the
release was made. It computes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard import french, libelles, periodes
from dashboard.millesime import Millesime
from pipelines.indicateurs.registry import LIBELLES_COHORTE, Indicateur, load_registry
from pipelines.model import PAR_NOM

FORMES: Mapping[str, str] = {
    "compte": "Nombre de cas.",
    "taux": "Numérateur divisé par dénominateur, en pourcentage.",
    "pour_10000": "Numérateur divisé par dénominateur, pour 10\u202f000.",
    "moyenne": "Somme des délais divisée par le nombre de dossiers.",
    "mediane": "Valeur qui partage les dossiers, rangés par délai, en deux moitiés.",
    "decile": "Valeur que neuf dossiers sur dix, rangés par délai, ne dépassent pas.",
}
SENS: Mapping[str, str] = {
    "haut": "Plus haut, plus favorable à l’usager.",
    "bas": "Plus bas, plus favorable à l’usager.",
    "sans": "Ni favorable ni défavorable en soi.",
}


@dataclass(frozen=True)
class Definition:
    """One indicator, ready to be read. `sql` is the text actually run on the example."""

    id: str
    code: str
    titre: str
    definition: str
    unite: str
    forme: str
    cohorte: str
    date: str
    numerateur: str
    denominateur: str
    completude: str
    sens: str
    dimensions: str
    grains: str
    limites: str
    norme: str
    depuis: str
    periode: str
    colonnes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]
    resultat: str
    sql: str


def load_definitions(millesime: Millesime) -> tuple[Definition, ...]:
    """Every definition, in the order of the registry."""
    return _load(millesime.dossier)


@lru_cache(maxsize=4)
def _load(dossier: Path) -> tuple[Definition, ...]:
    path = dossier / "definitions.json"
    executed = json.loads(path.read_text(encoding="utf-8"))["indicateurs"] if path.is_file() else []
    by_id = {entry["id"]: entry for entry in executed}
    return tuple(_build(found, by_id.get(found.id, {})) for found in load_registry().indicateurs.values())


def _build(found: Indicateur, executed: Mapping[str, Any]) -> Definition:
    registry, exemple = load_registry(), found.exemple
    result = executed.get("resultat") or {"n": exemple.n, "base": exemple.base, "valeur": exemple.valeur}
    return Definition(
        id=found.id,
        code=found.code,
        titre=found.titre,
        definition=found.definition,
        unite=found.unite,
        forme=FORMES[found.forme],
        cohorte=french.capitalize(LIBELLES_COHORTE[found.cohorte]),
        date=_column(found.date),
        numerateur=" + ".join(registry.mesures[name].titre for name in found.numerateur),
        denominateur=registry.mesures[found.denominateur].titre if found.denominateur else french.SANS_OBJET,
        completude=_completeness(found),
        sens=SENS[found.sens],
        dimensions=french.capitalize(", ".join(registry.dimensions[name].titre.lower() for name in found.dimensions)),
        grains=french.capitalize(french.enumerate_words([periodes.GRAINS[grain].lower() for grain in found.grains])),
        limites=found.limites,
        norme=found.norme,
        depuis=found.depuis,
        periode=periodes.label(exemple.periode),
        colonnes=("Ligne", *(_column(name) for name in exemple.colonnes)),
        lignes=tuple(
            (str(n), *(_cell(cell, name) for cell, name in zip(line, exemple.colonnes, strict=True)))
            for n, line in enumerate(exemple.lignes, 1)
        ),
        resultat=_result(found, result),
        sql=executed.get("sql", ""),
    )


def _column(nom: str) -> str:
    return PAR_NOM[nom].libelle if nom in PAR_NOM else nom


def _cell(cell: str, column: str) -> str:
    if column in PAR_NOM and (vocabulary := PAR_NOM[column].vocabulaire):
        return libelles.find_label(vocabulary, cell or None)
    parts = cell.split("-")
    if len(parts) == 3 and all(part.isdecimal() for part in parts):
        return f"{parts[2]}/{parts[1]}/{parts[0]}"
    return cell or "(vide)"


def _completeness(found: Indicateur) -> str:
    rules = []
    if found.completude_minimum:
        least = french.percent(found.completude_minimum, 0)
        rules.append(f"Publié si l’information est renseignée pour {least} des cas au moins")
    if found.completude_reserve > found.completude_minimum:
        rules.append(f"avec réserve sous {french.percent(found.completude_reserve, 0)}")
    if found.forme != "compte":
        rules.append(f"{'P' if not rules else 'p'}ublié à partir de {found.n_minimum} cas")
    return f"{french.enumerate_words(rules)}." if rules else "Toujours publié."


def _result(found: Indicateur, result: Mapping[str, Any]) -> str:
    value = french.measure(float(result["valeur"]), found.unite, found.decimales)
    if found.forme == "compte":
        return f"Résultat\u202f: {value}."
    return f"Résultat\u202f: {value} ({french.number(result['n'])} sur {french.number(result['base'])})."


def list_definitions() -> list[dict[str, Any]]:
    """Every indicator as the command prints it: the registry alone, no release needed."""
    return [asdict(_build(found, {})) for found in load_registry().indicateurs.values()]
