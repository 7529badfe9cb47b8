"""Two ways to the same curves: the SQL that publishes, and the definitions in exact fractions, risk set by risk set.

An observation is (first day at risk, last day at risk, outcome): outcome 0 is a case that ceased to be followed open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp, log, sqrt
from typing import Any

import pyarrow as pa

from pipelines.publication.engine import Engine
from pipelines.publication.survie_calcul import ETAPES, read_sql
from pipelines.publication.survie_preparation import ISSUES, grid_table, prepare_constants

Observation = tuple[int, int, int]
CAUSES = range(1, len(ISSUES) + 1)
Z95 = 1.959963984540054


@dataclass(frozen=True)
class Jour:
    """The curves after a day."""

    risque: int
    survie: float
    bas: float | None
    haut: float | None
    parts: tuple[float, ...]


@dataclass(frozen=True)
class Courbe:
    """Every day, the quartiles with their limits, and the mean and median of the closed alone."""

    jours: dict[int, Jour]
    quartiles: dict[str, tuple[int | None, int | None, int | None]]
    somme: int
    mediane_x2: int


def follow_days(observations: Iterable[Observation]) -> pa.Table:
    """The table `suivi_jours` of one office and period."""
    counts: Counter[tuple[int, int]] = Counter()
    for entree, sortie, cause in observations:
        counts[entree, -1] += 1
        counts[sortie, cause] += 1
    size = len(counts)
    fixed = {"vue": "recues", "famille": "LOGEMENT"}
    columns: dict[str, Any] = {name: [value] * size for name, value in fixed.items()}
    for rank, name in enumerate(("jour", "evenement")):
        columns[name] = pa.array([key[rank] for key in counts], pa.int32())
    columns |= {"ligne": pa.array([0] * size, pa.int32()), "n": pa.array(list(counts.values()), pa.int64())}
    return pa.table(columns)


def compute_sql(engine: Engine, jours: pa.Table) -> Courbe:
    """The network's curve by the published SQL, on a grid of every day."""
    prepare_constants(engine)
    engine.register("offices", pa.table({"office_id": ["COM-00001"], "type": ["COMMUNE"]}))
    periode = {"office_id": ["COM-00001"], "periode": ["2025"], "ligne": [0], "compte": [1]}
    engine.register("suivi_periodes", pa.table(periode))
    engine.register("suivi_grille", grid_table(range(max(jours["jour"].to_pylist()) + 2)))
    engine.register("suivi_jours", jours)
    for step in ETAPES[1:]:
        engine.materialise(f"suivi_{step}", read_sql(step))
    group = "join suivi_groupes k on k.groupe = t.groupe where k.croisement = 'reseau'"
    days = engine.query(f"select t.* from suivi_courbes t {group}").to_pylist()
    parts = engine.query(f"select t.* from ({_unrounded()}) t {group}").to_pylist()
    by_day = {row["jour"]: tuple(row[f"part_{cause}"] for cause in CAUSES) for row in parts}
    quartiles = engine.query(f"select t.* from ({read_sql('quartiles')}) t {group}").to_pylist()
    totals = engine.query(f"select t.* from ({read_sql('effectifs')}) t where t.croisement = 'reseau'").to_pylist()[0]
    return Courbe(
        {
            row["jour"]: Jour(row["risque"], row["survie"], row["survie_bas"], row["survie_haut"], by_day[row["jour"]])
            for row in days
        },
        {row["quartile"]: (row["jour"], row["bas"], row["haut"]) for row in quartiles},
        totals["somme"],
        totals["mediane_x2"],
    )


def _unrounded() -> str:
    """The statement of the grid before its probabilities become integers."""
    text = read_sql("grille")
    for cause in CAUSES:
        rounded = f"cast(round(1e6 * s.part_{cause}) as bigint)"
        assert rounded in text
        text = text.replace(rounded, f"s.part_{cause}")
    return text


def compute_exact(observations: Sequence[Observation]) -> Courbe:
    """The same from the definitions, in fractions."""
    jours: dict[int, Jour] = {}
    exact: dict[int, Fraction] = {}
    survie, variance, parts = Fraction(1), Fraction(0), [Fraction(0)] * len(CAUSES)
    for day in range(max(sortie for _, sortie, _ in observations) + 2):
        risque = sum(entree <= day <= sortie for entree, sortie, _ in observations)
        closed = Counter(cause for _, sortie, cause in observations if sortie == day and cause)
        total = sum(closed.values())
        if total:
            parts = [part + survie * closed[cause] / risque for part, cause in zip(parts, CAUSES, strict=True)]
            survie *= 1 - Fraction(total, risque)
            if total < risque:
                variance += Fraction(total, risque * (risque - total))
        exact[day] = survie
        jours[day] = Jour(risque, float(survie), *_limits(survie, variance), tuple(float(part) for part in parts))
    delays = sorted(sortie for _, sortie, cause in observations if cause)
    half = len(delays)
    median = delays[(half - 1) // 2] + delays[half // 2] if delays else 0
    return Courbe(jours, _quartiles(jours, exact), sum(delays), median)


def _limits(survie: Fraction, variance: Fraction) -> tuple[float | None, float | None]:
    if not 0 < survie < 1:
        return None, None
    centre = log(-log(survie))
    half = Z95 * sqrt(variance) / abs(log(survie))
    return exp(-exp(centre + half)), exp(-exp(centre - half))


def _quartiles(
    jours: dict[int, Jour], exact: dict[int, Fraction]
) -> dict[str, tuple[int | None, int | None, int | None]]:
    found = {}
    for nom, seuil in (("q25", Fraction(3, 4)), ("mediane", Fraction(1, 2)), ("q75", Fraction(1, 4))):
        day = next((day for day, survie in exact.items() if survie <= seuil), None)
        low = next((day for day, jour in jours.items() if jour.bas is not None and jour.bas <= seuil), None)
        high = next((day for day, jour in jours.items() if jour.haut is not None and jour.haut <= seuil), None)
        found[nom] = (day, low, high)
    return found
