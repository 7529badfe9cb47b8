"""The registry of figures: measures, indicators and dimensions, read once from two TOML files.

Takes `indicateurs.toml` and `dimensions.toml`, gives frozen declarations checked against each other. It computes
nothing: publication turns measures into SQL, `dashboard.figures` turns measures into figures.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pipelines.errors import InternalError

Cohorte = Literal["recues", "closes", "stock"]
Forme = Literal["compte", "taux", "moyenne", "mediane", "decile"]
DOSSIER = Path(__file__).resolve().parent

LIBELLES_COHORTE: Mapping[str, str] = {
    "recues": "saisines reçues dans la période",
    "closes": "dossiers clos dans la période",
    "stock": "saisines ouvertes au dernier jour de la période",
}


@dataclass(frozen=True)
class Mesure:
    """An integer counted over a cohort: `count(*)` under `sql`, or `agregat` × `facteur` rounded to an integer.

    A measure with an `agregat` names in `n` the count it rests on: without enough of them it is withheld. It is
    `proportionnelle` when it grows with that count (a sum of days), so that rounding the count must scale it too.
    """

    id: str
    cohorte: Cohorte
    titre: str
    sql: str | None = None
    agregat: str | None = None
    facteur: int = 1
    n: str | None = None
    proportionnelle: bool = False

    @property
    def additive(self) -> bool:
        """Whether it is a count of cases: rounding and hiding rules for counts apply to it."""
        return self.agregat is None


@dataclass(frozen=True)
class Dimension:
    """A criterion of a crossing. `portee` « office » splits offices, « saisine » splits the cases of each."""

    id: str
    titre: str
    sql: str
    portee: Literal["office", "saisine"]
    valeurs: str


@dataclass(frozen=True)
class Exemple:
    """Six rows worked by hand: they are the test of the indicator and the example readers see."""

    periode: str
    colonnes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]
    n: int
    base: int
    valeur: float


@dataclass(frozen=True)
class Indicateur:
    """One figure. A count is its `numerateur`; a rate `numerateur` / `denominateur`; a delay a quantile or a mean.

    `population` and `renseignes` give the completeness that decides whether the figure may show at all.
    """

    id: str
    code: str
    titre: str
    definition: str
    unite: str
    forme: Forme
    cohorte: Cohorte
    date: str
    numerateur: tuple[str, ...]
    denominateur: str | None
    population: str | None
    renseignes: str | None
    completude_minimum: int
    sens: Literal["haut", "bas", "sans"]
    dimensions: tuple[str, ...]
    decimales: int
    n_minimum: int
    limites: str
    norme: str
    depuis: str
    tranches: tuple[str, ...]
    exemple: Exemple

    @property
    def mesures(self) -> tuple[str, ...]:
        """Every measure the figure needs, without repetition."""
        named = (*self.numerateur, self.denominateur, self.population, self.renseignes, *self.tranches)
        return tuple(dict.fromkeys(name for name in named if name))


@dataclass(frozen=True)
class Registry:
    """All declarations. `sha256` is that of the two files: a millésime records the registry it was built with."""

    version: str
    sha256: str
    mesures: Mapping[str, Mesure]
    indicateurs: Mapping[str, Indicateur]
    dimensions: Mapping[str, Dimension]

    def find(self, name: str) -> Indicateur | None:
        """The indicator of this id or code, whatever the case."""
        lowered = name.casefold()
        return next(
            (found for found in self.indicateurs.values() if lowered in (found.id.casefold(), found.code.casefold())),
            None,
        )


@cache
def load_registry(folder: Path = DOSSIER) -> Registry:
    """The registry of a folder; `InternalError` when a declaration names something undeclared."""
    contents = [(folder / name).read_bytes() for name in ("indicateurs.toml", "dimensions.toml")]
    declared, dimensions = (tomllib.loads(content.decode()) for content in contents)
    registry = Registry(
        version=declared["version"],
        sha256=hashlib.sha256(b"".join(contents)).hexdigest(),
        mesures={entry["id"]: Mesure(**entry) for entry in declared["mesure"]},
        indicateurs={entry["id"]: _read_indicateur(entry) for entry in declared["indicateur"]},
        dimensions={entry["id"]: Dimension(**entry) for entry in dimensions["dimension"]},
    )
    _check(registry)
    return registry


def _read_indicateur(entry: Mapping[str, Any]) -> Indicateur:
    numerateur = entry["numerateur"]
    denominateur = entry.get("denominateur")
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
        completude_minimum=entry.get("completude_minimum", 0),
        sens=entry["sens"],
        dimensions=tuple(entry["dimensions"]),
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
    )


def _check(registry: Registry) -> None:
    for indicateur in registry.indicateurs.values():
        unknown = [name for name in indicateur.mesures if name not in registry.mesures]
        unknown += [name for name in indicateur.dimensions if name not in registry.dimensions]
        if unknown:
            raise InternalError(
                "REGISTRE", f"L’indicateur {indicateur.id} nomme « {unknown[0]} », qui n’est pas déclaré."
            )
    for mesure in registry.mesures.values():
        base = registry.mesures.get(mesure.n or "")
        if not mesure.additive and (base is None or not base.additive or base.cohorte != mesure.cohorte):
            raise InternalError("REGISTRE", f"La mesure {mesure.id} ne nomme pas un effectif de sa cohorte.")
