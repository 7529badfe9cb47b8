"""What unclassified labels could do to each headline figure: its lowest and highest value over every classification.

Takes the typed rows of a file, gives `Etendue`s; the bounds are exact and in closed form. A label takes one code for
all its rows, but the extremes do not depend on it: a share is highest when every open label joins its numerator, lowest
when every one joins its denominator alone. Says nothing of a figure no label touches beyond that it does not move.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.model import A_QUALIFIER
from pipelines.vocabulary import load_vocabulary

MENEES_A_TERME: Mapping[str, bool] = {
    "FAVORABLE_USAGER": True,
    "PARTIEL": True,
    "DECISION_MAINTENUE": False,
    "ECHEC": False,
}
"""Outcomes on which the resolution rate is based, and whether they are in its numerator (indicator O1)."""

REFUS = ("IRRECEVABLE", "REORIENTEE")
"""Decisions the refusal rate counts (indicator R2)."""

_INSECABLE = "\u202f"


@dataclass(frozen=True)
class Etendue:
    """A figure and the bounds its open labels leave. `bas` and `haut` are exact; None when the figure has no base."""

    code: str
    titre: str
    bas: Fraction | None
    haut: Fraction | None
    libelles: int
    """Rows whose label is not classified and could move the figure."""

    taux: bool = True

    @property
    def bouge(self) -> bool:
        """Whether some classification changes the figure."""
        return self.bas != self.haut


def bound_rate(favorables: int, base: int, ouverts: int) -> tuple[Fraction | None, Fraction | None]:
    """Bounds of favorables / base when `ouverts` more rows may join the numerator, the base alone, or neither."""
    if not base and not ouverts:
        return None, None
    low = Fraction(favorables, base + ouverts)
    high = Fraction(favorables + ouverts, base + ouverts)
    return low, high


def bound_share(effectif: int, base: int, ouverts: int) -> tuple[Fraction | None, Fraction | None]:
    """Bounds of effectif / base when `ouverts` rows, already in the base, may join the numerator."""
    return (Fraction(effectif, base), Fraction(effectif + ouverts, base)) if base else (None, None)


@dataclass(frozen=True)
class Sensibles:
    """What the bounds are made of, counted over accepted rows; counts of two lots of a file add up."""

    recues: int = 0
    closes: int = 0
    issues: Counter[str] = field(default_factory=Counter)
    """Outcomes of the closed cases."""

    competentes: int = 0
    competences: int = 0
    competences_ouvertes: int = 0
    """Rows whose competence is neither Oui nor Non nor empty."""

    recevabilites: Counter[str] = field(default_factory=Counter)
    domaines: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Sensibles) -> Sensibles:
        """The counts of both."""
        return Sensibles(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


def count_sensitive(lignes: pa.Table, competence_ouverte: int = 0) -> Sensibles:
    """The counts of these accepted rows."""
    closed = pc.is_valid(lignes["date_cloture"])
    known = lignes["competence"].drop_null()
    return Sensibles(
        recues=lignes.num_rows,
        closes=int(pc.sum(closed).as_py() or 0),
        issues=_count(lignes["issue"].filter(closed)),
        competentes=int(pc.sum(pc.cast(known, pa.int64())).as_py() or 0),
        competences=len(known),
        competences_ouvertes=competence_ouverte,
        recevabilites=_count(lignes["recevabilite"]),
        domaines=_count(lignes["domaine"]),
    )


def measure_sensitivity(lignes: pa.Table, competence_ouverte: int = 0) -> tuple[Etendue, ...]:
    """The bounds of V1, V2, O1, R1, R2 and of the share of each domaine, for accepted rows.

    `competence_ouverte` counts the rows whose competence is neither Oui nor Non nor empty.
    """
    return bound_figures(count_sensitive(lignes, competence_ouverte))


def bound_figures(found: Sensibles) -> tuple[Etendue, ...]:
    """The same bounds, from the counts."""
    fixed = [
        Etendue("V1", "Saisines reçues", Fraction(found.recues), Fraction(found.recues), 0, taux=False),
        Etendue("V2", "Dossiers clos", Fraction(found.closes), Fraction(found.closes), 0, taux=False),
    ]
    return (*fixed, _resolution(found.issues), _competence(found), _refusals(found), *_domaines(found.domaines))


def write_sensitivity(etendues: Sequence[Etendue]) -> tuple[str, ...]:
    """One French sentence per figure that moves; at most one for the domaines, the widest."""
    moving = [etendue for etendue in etendues if etendue.bouge and etendue.bas is not None]
    plain = [etendue for etendue in moving if not etendue.code.startswith("domaine:")]
    widest = sorted((e for e in moving if e.code.startswith("domaine:")), key=lambda e: (-_width(e), e.code))[:1]
    return tuple(_write(etendue) for etendue in [*plain, *widest])


def _write(etendue: Etendue) -> str:
    lignes = f"{etendue.libelles} ligne{'s' if etendue.libelles > 1 else ''} à qualifier"
    low, high = (_percent(bound) for bound in (etendue.bas, etendue.haut))
    nom = etendue.titre[0].lower() + etendue.titre[1:]
    article = "la part" if nom.startswith("part") else "le taux"
    rest = nom.split(" ", 1)[1]
    return f"{lignes}{_INSECABLE}: selon leur classement, {article} {rest} irait de {low} à {high}{_INSECABLE}%."


def _percent(bound: Fraction | None) -> str:
    """A percentage to the unit, halves up, as the pages write it."""
    value = Decimal((bound or Fraction(0)).numerator * 100) / Decimal((bound or Fraction(1)).denominator)
    return str(value.quantize(Decimal(1), ROUND_HALF_UP))


def _width(etendue: Etendue) -> Fraction:
    return (etendue.haut or Fraction(0)) - (etendue.bas or Fraction(0))


def _resolution(counts: Mapping[str, int]) -> Etendue:
    good = sum(counts.get(code, 0) for code, counted in MENEES_A_TERME.items() if counted)
    base = sum(counts.get(code, 0) for code in MENEES_A_TERME)
    opened = counts.get(A_QUALIFIER, 0)
    return Etendue("O1", "Taux de résolution", *bound_rate(good, base, opened), opened)


def _competence(found: Sensibles) -> Etendue:
    opened = found.competences_ouvertes
    bounds = bound_rate(found.competentes, found.competences, opened)
    return Etendue("R1", "Taux de compétence", *bounds, opened)


def _refusals(found: Sensibles) -> Etendue:
    counts = found.recevabilites
    opened = counts.get(A_QUALIFIER, 0)
    refused = sum(counts.get(code, 0) for code in REFUS)
    recorded = sum(counts.values())
    bounds = bound_share(refused, found.recues if recorded else 0, opened)
    return Etendue("R2", "Taux de refus", *bounds, opened)


def _domaines(counts: Mapping[str, int]) -> list[Etendue]:
    opened = counts.get(A_QUALIFIER, 0)
    base = sum(counts.values())
    terms = load_vocabulary("domaine")
    found = [code for code in terms if counts.get(code, 0) or opened]
    return [
        Etendue(
            f"domaine:{code}",
            f"Part du domaine « {terms[code].libelle} »",
            *bound_share(counts.get(code, 0), base, opened),
            opened,
        )
        for code in found
    ]


def _count(column: pa.ChunkedArray) -> Counter[str]:
    entries = pc.value_counts(column.drop_null()).to_pylist() if len(column) else []
    return Counter({entry["values"]: entry["counts"] for entry in entries})
