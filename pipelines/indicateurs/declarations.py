"""What may be declared of a figure: measure, criterion, population stratum, worked example, indicator.

Takes nothing, gives the frozen records `registry` fills from its TOML files. It reads no file and checks nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Cohorte = Literal["recues", "closes", "stock", "actives", "recommandations"]
Forme = Literal["compte", "taux", "moyenne", "mediane", "decile", "pour_10000"]
Grain = Literal["annee", "trimestre", "mois"]

GRAINS: tuple[Grain, ...] = ("annee", "trimestre", "mois")

LIBELLES_COHORTE: Mapping[Cohorte, str] = {
    "recues": "saisines reçues dans la période",
    "closes": "dossiers clos dans la période",
    "stock": "saisines ouvertes au dernier jour de la période",
    "actives": "saisines ouvertes à un moment de la période",
    "recommandations": "recommandations émises dans l’année",
}

NON_CROISES = frozenset({"type"})
"""Criteria that leave enough cases in a month for every figure."""


@dataclass(frozen=True)
class Mesure:
    """An integer counted over a cohort: `count(*)` under `sql`, or `agregat` × `facteur` rounded to an integer.

    A measure with an `agregat` names in `n` the count it rests on: without enough of them it is withheld. It is
    `proportionnelle` when it grows with that count (a sum of days), so that rounding the count must scale it too.
    `renseigne` names the count of cases that record what is counted: where it is 0 the measure is not recorded, which
    is not 0. `objet` names the count of cases the question applies to: where it is 0 there is no such question.
    A `publique` measure counts no case (inhabitants, recommendations): nothing in it is hidden nor rounded.
    """

    id: str
    cohorte: Cohorte
    titre: str
    sql: str | None = None
    agregat: str | None = None
    facteur: int = 1
    n: str | None = None
    proportionnelle: bool = False
    renseigne: str | None = None
    objet: str | None = None
    publique: bool = False

    @property
    def additive(self) -> bool:
        """Whether it is a count of cases: rounding and hiding rules for counts apply to it."""
        return self.agregat is None

    @property
    def sommable(self) -> bool:
        """Whether the measure of a whole is the sum of those of its parts: true of counts and sums, not of quantiles."""
        return self.agregat is None or self.proportionnelle

    @property
    def appuis(self) -> tuple[str, ...]:
        """The measures without which this one cannot be read."""
        return tuple(name for name in (self.n, self.renseigne, self.objet) if name)


@dataclass(frozen=True)
class Dimension:
    """A criterion of a crossing. `portee` « office » splits offices, « saisine » splits the cases of each."""

    id: str
    titre: str
    sql: str
    portee: Literal["office", "saisine"]
    valeurs: str


@dataclass(frozen=True)
class Strate:
    """A band of population within one type of collectivité: from `minimum` inhabitants on, up to the next band."""

    code: str
    type: str
    minimum: int
    libelle: str


@dataclass(frozen=True)
class Exemple:
    """Six rows worked by hand: they are the test of the indicator and the example readers see."""

    periode: str
    colonnes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]
    n: int
    base: int
    valeur: float
    population: int | None = None


@dataclass(frozen=True)
class Indicateur:
    """One figure. A count is its `numerateur`; a rate `numerateur` / `denominateur`; a delay a quantile or a mean.

    `population` and `renseignes` give the completeness of the information: under `completude_minimum` per cent the
    figure is not shown, under `completude_reserve` it is shown with a reserve. `grains` are the only periods it has,
    `grains_croises` those it has when it is split by anything but the type of collectivité: months would be too small.
    Where `exige` names criteria, one of them at least is needed: the figure of all of them together means nothing.
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
    completude_reserve: int
    sens: Literal["haut", "bas", "sans"]
    dimensions: tuple[str, ...]
    exige: tuple[str, ...]
    grains: tuple[Grain, ...]
    grains_croises: tuple[Grain, ...]
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

    def admits(self, criteres: Iterable[str], grain: Grain) -> bool:
        """Whether the figure may be asked of these criteria at this grain: publication computes it there, and only there."""
        asked = set(criteres)
        if not asked <= set(self.dimensions) or (self.exige and not asked & set(self.exige)):
            return False
        return grain in (self.grains if asked <= NON_CROISES else self.grains_croises)


@dataclass(frozen=True, eq=False)
class Registry:
    """All declarations, read once: two registries are the same only if they are one. `sha256` is that of their files: a millésime records the registry it was built with."""

    version: str
    sha256: str
    mesures: Mapping[str, Mesure]
    indicateurs: Mapping[str, Indicateur]
    dimensions: Mapping[str, Dimension]
    strates: tuple[Strate, ...]

    def find(self, name: str) -> Indicateur | None:
        """The indicator of this id or code, whatever the case."""
        lowered = name.casefold()
        return next(
            (found for found in self.indicateurs.values() if lowered in (found.id.casefold(), found.code.casefold())),
            None,
        )
