"""« Pourquoi ça bouge »: the published parts of a change, read back, and the steps of a waterfall.

Takes a release or the rows of its `decomposition`, gives a `Mouvement` whose parts sum to its change exactly. It adds nothing up that the
release did not: a part that could not be told apart was merged before publication. Words are in `mouvement_phrases`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from dashboard import libelles
from dashboard.millesime import Millesime
from pipelines.indicateurs.registry import Indicateur, load_registry

TABLE = "decomposition"
COLONNES = (
    *("type", "indicateur", "grain", "periode", "reference", "part", "code"),
    *("valeur", "denominateur", "offices"),
)
GLISSANT = "glissant"
AUTRES = "(autres)"
BORNES = ("depart", "arrivee", "total")
DETAILS = ("famille", "canal")

ENSEMBLE = "ensemble"
"""The one part of a volume whose offices could not be told apart."""

LIBELLES: Mapping[str, str] = {
    "entrees": "Nouveaux adhérents",
    "sorties": "Départs et offices qui n’ont pas livré",
    "perimetre": "Arrivées et départs d’offices",
    "presents": "Offices présents aux deux périodes",
    "offices": "Offices\u202f: arrivées, départs et poids",
    ENSEMBLE: "Tous les offices ensemble",
    "poids_offices": "Poids relatif des offices",
    "mix_domaines": "Répartition des domaines",
    "mix_canaux": "Répartition des canaux",
    "effet_propre": "Changement propre aux offices",
    "interne": "Changement propre aux offices et répartition",
}
"""What each part is called. Two of them are merged parts, and say so."""


@dataclass(frozen=True)
class Part:
    """A part of a change, in the unit of the indicator. `offices` is None when the part is not a number of offices."""

    nom: str
    code: str | None
    valeur: Fraction
    offices: int | None

    @property
    def libelle(self) -> str:
        """The name a reader sees."""
        if self.code is None:
            return LIBELLES.get(self.nom, self.nom)
        return "Autres" if self.code == AUTRES else libelles.find_label(self.nom, self.code)


@dataclass(frozen=True)
class Mouvement:
    """A change between two periods. `parts` sum to `arrivee` − `depart`; `details` split the offices present."""

    indicateur: Indicateur
    grain: str
    periode: str
    reference: str
    type: str
    depart: Fraction
    arrivee: Fraction
    parts: tuple[Part, ...]
    details: Mapping[str, tuple[Part, ...]]

    @property
    def total(self) -> Fraction:
        """The change."""
        return self.arrivee - self.depart


@dataclass(frozen=True)
class Marche:
    """One step of the waterfall: where it starts and ends, and its own height."""

    libelle: str
    debut: Fraction
    fin: Fraction
    valeur: Fraction


Ligne = Mapping[str, Any]


def find_movement(millesime: Millesime, indicateur: str, grain: str, periode: str, type_: str = "") -> Mouvement | None:
    """The change the release explains for this indicator, grain, period and type; None when it does not."""
    rows = millesime.souvenirs.recall((TABLE,), lambda: _index(millesime)).get((type_, indicateur, grain, periode), ())
    return read_movement([dict(zip(COLONNES, row, strict=True)) for row in rows], indicateur, grain, periode, type_)


def _index(millesime: Millesime) -> Mapping[tuple[str, ...], list[tuple[Any, ...]]]:
    """The lines of the table under the four columns that name a change."""
    found: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for row in millesime.read_table(TABLE, COLONNES):
        found.setdefault(row[:4], []).append(row)
    return found


def list_pairs(lignes: Iterable[Ligne], indicateur: str, type_: str = "") -> tuple[tuple[str, str, str], ...]:
    """The (grain, period, reference) that can be explained for an indicator, the latest first in each grain."""
    found = {
        (row["grain"], row["periode"], row["reference"])
        for row in lignes
        if (row["indicateur"], row["type"], row["part"]) == (indicateur, type_, "total")
    }
    return tuple(sorted(sorted(found, key=lambda pair: pair[1], reverse=True), key=lambda pair: pair[0]))


def read_movement(
    lignes: Iterable[Ligne], indicateur: str, grain: str, periode: str, type_: str = ""
) -> Mouvement | None:
    """The change of an indicator in a period; None when the release does not explain it."""
    address = (indicateur, grain, periode, type_)
    kept = [row for row in lignes if (row["indicateur"], row["grain"], row["periode"], row["type"]) == address]
    values = {row["part"]: Fraction(row["valeur"], row["denominateur"]) for row in kept if row["part"] in BORNES}
    if len(values) < len(BORNES):
        return None
    declared = load_registry().indicateurs[indicateur]
    parts = [_part(row) for row in kept if row["part"] not in (*BORNES, *DETAILS)]
    if declared.forme == "compte":
        parts = [replace(part, nom=ENSEMBLE) if part.nom == "offices" else part for part in parts]
    order = list(LIBELLES)
    return Mouvement(
        indicateur=declared,
        grain=grain,
        periode=periode,
        reference=kept[0]["reference"],
        type=type_,
        depart=values["depart"],
        arrivee=values["arrivee"],
        parts=tuple(sorted(parts, key=lambda part: order.index(part.nom))),
        details={name: _detail(kept, name) for name in DETAILS},
    )


def build_steps(mouvement: Mouvement, detail: str | None = None) -> tuple[Marche, ...]:
    """The steps from one value to the other, 0 ones left out; `detail` replaces the offices present by their families."""
    steps, level = [], mouvement.depart
    for part in mouvement.parts:
        split = mouvement.details.get(detail or "", ()) if part.nom == "presents" else ()
        for each in split or (part,):
            if each.valeur:
                steps.append(Marche(each.libelle, level, level + each.valeur, each.valeur))
                level += each.valeur
    return tuple(steps)


def _detail(kept: Sequence[Ligne], nom: str) -> tuple[Part, ...]:
    parts = [_part(row) for row in kept if row["part"] == nom]
    return tuple(sorted(parts, key=lambda part: (part.code == AUTRES, -abs(part.valeur), part.libelle)))


def _part(row: Ligne) -> Part:
    return Part(row["part"], row["code"], Fraction(row["valeur"], row["denominateur"]), row["offices"])
