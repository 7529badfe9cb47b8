"""The registry of figures: measures, indicators and dimensions, read once from TOML files.

Takes the TOML files of this folder, gives frozen declarations checked against each other. It computes nothing:
publication turns measures into SQL, `dashboard.figures` turns measures into figures.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.errors import InternalError
from pipelines.indicateurs.completude import expand_completeness
from pipelines.indicateurs.declarations import (
    GRAINS,
    LIBELLES_COHORTE,
    Cohorte,
    Dimension,
    Exemple,
    Forme,
    Grain,
    Indicateur,
    Mesure,
    Registry,
    Strate,
)

__all__ = [
    "DOSSIER",
    "GRAINS",
    "LIBELLES_COHORTE",
    "Cohorte",
    "Dimension",
    "Exemple",
    "Forme",
    "Grain",
    "Indicateur",
    "Mesure",
    "Registry",
    "Strate",
    "load_registry",
]

DOSSIER = Path(__file__).resolve().parent
FICHIERS = ("mesures.toml", "indicateurs.toml", "completude.toml", "dimensions.toml")


@cache
def load_registry(folder: Path = DOSSIER) -> Registry:
    """The registry of a folder; `InternalError` when a declaration names something undeclared."""
    contents = [(folder / name).read_bytes() for name in FICHIERS]
    measures, indicators, completeness, dimensions = (tomllib.loads(content.decode()) for content in contents)
    counted, rated = expand_completeness(completeness)
    ensembles = indicators["ensembles"]
    mesures = [Mesure(**entry) for entry in (*measures["mesure"], *counted)]
    indicateurs = [_read_indicateur(entry, ensembles) for entry in (*indicators["indicateur"], *rated)]
    registry = Registry(
        version=indicators["version"],
        sha256=hashlib.sha256(b"".join(contents)).hexdigest(),
        mesures={mesure.id: mesure for mesure in mesures},
        indicateurs={indicateur.id: indicateur for indicateur in indicateurs},
        dimensions={entry["id"]: Dimension(**entry) for entry in dimensions["dimension"]},
        strates=tuple(Strate(**entry) for entry in dimensions["strate"]),
    )
    _refuse_repeats(mesure.id for mesure in mesures)
    _refuse_repeats(name for found in indicateurs for name in (found.id, found.code))
    for fault in (*_indicator_faults(registry), *_measure_faults(registry)):
        raise InternalError("REGISTRE", fault)
    return registry


def _read_indicateur(entry: Mapping[str, Any], ensembles: Mapping[str, list[str]]) -> Indicateur:
    numerateur = entry["numerateur"]
    denominateur = entry.get("denominateur")
    minimum = entry.get("completude_minimum", 0)
    dimensions = entry["dimensions"]
    grains: tuple[Grain, ...] = tuple(entry.get("grains", GRAINS))
    return Indicateur(
        id=entry["id"],
        code=entry["code"],
        titre=entry["titre"],
        definition=entry["definition"],
        unite=entry["unite"],
        forme=entry["forme"],
        cohorte=entry["cohorte"],
        date=entry["date"],
        numerateur=(numerateur,) if isinstance(numerateur, str) else tuple(numerateur),
        denominateur=denominateur,
        population=entry.get("population"),
        renseignes=entry.get("renseignes", denominateur),
        completude_minimum=minimum,
        completude_reserve=entry.get("completude_reserve", minimum),
        sens=entry["sens"],
        dimensions=tuple(ensembles[dimensions] if isinstance(dimensions, str) else dimensions),
        exige=tuple(entry.get("exige", ())),
        grains=grains,
        grains_croises=tuple(entry.get("grains_croises", grains)),
        decimales=entry.get("decimales", 0),
        n_minimum=entry.get("n_minimum", 11),
        limites=entry["limites"],
        norme=entry["norme"],
        depuis=entry["depuis"],
        tranches=tuple(entry.get("tranches", ())),
        exemple=_read_exemple(entry["exemple"]),
    )


def _read_exemple(entry: Mapping[str, Any]) -> Exemple:
    return Exemple(
        periode=entry["periode"],
        colonnes=tuple(entry["colonnes"]),
        lignes=tuple(tuple(line) for line in entry["lignes"]),
        n=entry["n"],
        base=entry.get("base", entry["n"]),
        valeur=float(entry["valeur"]),
        population=entry.get("population"),
    )


def _refuse_repeats(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            raise InternalError("REGISTRE", f"«\u202f{name}\u202f» est déclaré deux fois.")
        seen.add(name.casefold())


def _indicator_faults(registry: Registry) -> Iterator[str]:
    for indicateur in registry.indicateurs.values():
        unknown = [name for name in indicateur.mesures if name not in registry.mesures]
        unknown += [name for name in indicateur.dimensions if name not in registry.dimensions]
        unknown += [name for name in indicateur.exige if name not in indicateur.dimensions]
        if unknown:
            yield f"L’indicateur {indicateur.id} nomme «\u202f{unknown[0]}\u202f», qui n’est pas déclaré."
        elif any(registry.mesures[name].cohorte != indicateur.cohorte for name in indicateur.mesures):
            yield f"L’indicateur {indicateur.id} mêle deux cohortes."
        elif indicateur.completude_reserve < indicateur.completude_minimum:
            yield f"L’indicateur {indicateur.id} est retenu avant d’être sous réserve."


def _measure_faults(registry: Registry) -> Iterator[str]:
    for mesure in registry.mesures.values():
        for name in mesure.appuis:
            base = registry.mesures.get(name)
            if base is None or not base.additive or base.cohorte != mesure.cohorte:
                yield f"La mesure {mesure.id} nomme «\u202f{name}\u202f», qui n’est pas un effectif de sa cohorte."
        if not mesure.additive and mesure.n is None and not mesure.publique:
            yield f"La mesure {mesure.id} ne nomme pas son effectif."
