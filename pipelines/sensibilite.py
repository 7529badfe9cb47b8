"""What unclassified labels could do to each headline figure: its lowest and highest value over every classification.

Takes the typed rows of a file, gives `Etendue`s; the bounds are exact and in closed form. A label takes one code for
all its rows, but the extremes do not depend on it: a share is highest when every open label joins its numerator, lowest
when every one joins its denominator alone. Says nothing of a figure no label touches beyond that it does not move.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


def measure_sensitivity(lignes: pa.Table, competence_ouverte: int = 0) -> tuple[Etendue, ...]:
    """The bounds of V1, V2, O1, R1, R2 and of the share of each domaine, for accepted rows.

    `competence_ouverte` counts the rows whose competence is neither Oui nor Non nor empty.
    """
    total = lignes.num_rows
    closed = lignes.filter(pc.is_valid(lignes["date_cloture"]))
    fixed = [
        Etendue("V1", "Saisines reçues", Fraction(total), Fraction(total), 0, taux=False),
        Etendue("V2", "Dossiers clos", Fraction(closed.num_rows), Fraction(closed.num_rows), 0, taux=False),
    ]
    return (*fixed, _resolution(closed), _competence(lignes, competence_ouverte), _refusals(lignes), *_domaines(lignes))


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


def _resolution(closed: pa.Table) -> Etendue:
    counts = _count(closed["issue"])
    good = sum(counts.get(code, 0) for code, counted in MENEES_A_TERME.items() if counted)
    base = sum(counts.get(code, 0) for code in MENEES_A_TERME)
    opened = counts.get(A_QUALIFIER, 0)
    return Etendue("O1", "Taux de résolution", *bound_rate(good, base, opened), opened)


def _competence(lignes: pa.Table, opened: int) -> Etendue:
    known = lignes["competence"].drop_null()
    yes = int(pc.sum(pc.cast(known, pa.int64())).as_py() or 0)
    return Etendue("R1", "Taux de compétence", *bound_rate(yes, len(known), opened), opened)


def _refusals(lignes: pa.Table) -> Etendue:
    counts = _count(lignes["recevabilite"])
    opened = counts.get(A_QUALIFIER, 0)
    refused = sum(counts.get(code, 0) for code in REFUS)
    recorded = sum(counts.values())
    bounds = bound_share(refused, lignes.num_rows if recorded else 0, opened)
    return Etendue("R2", "Taux de refus", *bounds, opened)


def _domaines(lignes: pa.Table) -> list[Etendue]:
    counts = _count(lignes["domaine"])
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


def _count(column: pa.ChunkedArray) -> Mapping[str, int]:
    entries = pc.value_counts(column.drop_null()).to_pylist() if len(column) else []
    return {entry["values"]: entry["counts"] for entry in entries}
