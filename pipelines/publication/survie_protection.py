"""The gate of the delay curves, by the rules and thresholds of the declared method.

Takes a `Lot`, gives columns of values and marks. The network's curves are exact. Elsewhere a curve is shown on the days
whose number closed may be shown, and where offices are split it moves by steps of five cases, as counts do. No
probability under 11 cases at risk, no quartile a few cases alone decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from pipelines.publication.blocs import Colonne, Entiers
from pipelines.publication.disclosure import (
    CACHE,
    EFFECTIF_MINIMUM,
    PAS,
    SEUILS,
    TROP_PEU,
    Masque,
    hide_lone,
    hide_small,
    round_counts,
)
from pipelines.publication.plan import Croisement, Usage
from pipelines.publication.survie_calcul import INDEFINI, Lot
from pipelines.publication.survie_preparation import GRILLE, ISSUES, QUARTILES

MILLION = 1_000_000

Colonnes = dict[str, Colonne]


def exact_columns(lot: Lot) -> Colonnes:
    """Every measure as it is; what is not defined is marked, and a curve nobody is followed on any more."""
    none = np.zeros(lot.suivis.shape, dtype=bool)
    days = np.zeros(lot.risque.shape, dtype=bool)
    counts = {name: Colonne(values, _marks(none, none)) for name, values in _totals(lot).items()}
    return (
        counts | _daily(lot, days, np.zeros(lot.cumuls.shape, dtype=bool), minimum=1) | _derived(lot, none, minimum=1)
    )


def protect_curves(lot: Lot, croisement: Croisement, usage: Usage, sensibles: frozenset[str]) -> Colonnes:
    """Every measure as this usage may read it."""
    seuils = np.where(np.isin(lot.valeurs.astype(str), list(sensibles)), SEUILS["citable"], SEUILS[usage])
    if not croisement.criteres:
        seuils = np.zeros_like(seuils)
    exact = not croisement.distingue_offices
    shown = lot if exact else _round(lot)
    totals = _hide_totals(lot, seuils, exact=exact)
    jours, issues = _hide_days(lot, seuils, exact=exact)
    counts = {name: Colonne(values, _marks(totals[name], False)) for name, values in _totals(shown).items()}
    daily = _daily(shown, jours, issues, minimum=EFFECTIF_MINIMUM, at_risk=lot.risque)
    for rank, jour in enumerate(GRILLE):
        hidden = _hide(lot.risque[:, rank], seuils, _groups(lot), exact=exact)
        daily[f"risque_{jour:03d}"].marques[hidden] = CACHE
    return counts | daily | _derived(lot, totals["clos"] | totals["suivis"], minimum=EFFECTIF_MINIMUM)


def _totals(lot: Lot) -> Mapping[str, Entiers]:
    return {"suivis": lot.suivis, "clos": lot.clos, "ouverts": lot.ouverts}


def _daily(lot: Lot, jours: Masque, issues: Masque, *, minimum: int, at_risk: Entiers | None = None) -> Colonnes:
    """Counts and probabilities of each day of the grid. `jours` and `issues` are hidden, by line and day."""
    exposed = lot.risque if at_risk is None else at_risk
    columns: Colonnes = {}
    for rank, jour in enumerate(GRILLE):
        few, hidden = exposed[:, rank] < minimum, jours[:, rank]
        columns[f"risque_{jour:03d}"] = Colonne(lot.risque[:, rank], _marks(False, np.zeros_like(few)))
        columns[f"clos_{jour:03d}"] = Colonne(lot.cumul[:, rank], _marks(hidden, False))
        for name, part in zip(("part", "part_bas", "part_haut"), lot.parts[:3, :, rank], strict=True):
            columns[f"{name}_{jour:03d}"] = Colonne(part, _marks(hidden, few | (part == INDEFINI)))
        for nom, part, masked in zip(ISSUES, lot.parts[3:, :, rank], issues[:, :, rank], strict=True):
            columns[f"{nom}_{jour:03d}"] = Colonne(part, _marks(masked, few))
    return columns


def _derived(lot: Lot, hidden: Masque, *, minimum: int) -> Colonnes:
    """Quartiles of the curve, and the mean and median of closed cases alone that a reader compares them with."""
    few = lot.clos < minimum
    means = (20 * lot.somme + np.maximum(lot.clos, 1)) // (2 * np.maximum(lot.clos, 1))
    columns = {
        "clos_moyenne_x10": Colonne(means, _marks(hidden, few)),
        "clos_mediane_x2": Colonne(lot.mediane_x2, _marks(hidden, few)),
    }
    for nom, (*days, risque) in zip(QUARTILES, lot.quartiles.transpose(0, 2, 1), strict=True):
        for name, values in zip((nom, f"{nom}_bas", f"{nom}_haut"), days, strict=True):
            columns[name] = Colonne(values, _marks(hidden, (risque < minimum) | (values == INDEFINI)))
    return columns


def _hide_totals(lot: Lot, seuils: Entiers, *, exact: bool) -> Mapping[str, Masque]:
    """Closed and open make up the total: one hidden alone would be found by subtraction."""
    groups = _groups(lot)
    hidden = {name: _hide(values, seuils, groups, exact=exact) for name, values in _totals(lot).items()}
    if exact:
        both = hidden["clos"] | hidden["ouverts"]
        hidden |= {"clos": both, "ouverts": both}
    return hidden


def _hide_days(lot: Lot, seuils: Entiers, *, exact: bool) -> tuple[Masque, Masque]:
    """By line and day, whether the number closed is hidden, then the same by outcome.

    Where counts are exact, outcomes add up to the closed of their line and to the outcome of the network: no sum may have
    one hidden term alone, and none is shown whose total is hidden.
    """
    groups = _groups(lot)
    jours = np.stack([_hide(column, seuils, groups, exact=exact) for column in lot.cumul.T], axis=1)
    issues = hide_small(lot.cumuls, np.broadcast_to(seuils[:, None], lot.cumuls.shape)) | jours
    if not exact or not seuils.any():
        return jours, issues
    across = np.broadcast_to(np.arange(jours.size).reshape(jours.shape), issues.shape)
    column = np.arange(issues.shape[0] * issues.shape[2]).reshape(issues.shape[0], 1, -1)
    down = groups[None, :, None] * column.size + column
    before = -1
    while (count := int(issues.sum())) != before:
        before = count
        for sums in (across, down):
            issues = hide_lone(lot.cumuls.ravel(), issues.ravel(), sums.ravel()).reshape(issues.shape)
    return jours, issues


def _hide(valeurs: Entiers, seuils: Entiers, groups: Entiers, *, exact: bool) -> Masque:
    hidden = hide_small(valeurs, seuils)
    return hide_lone(valeurs, hidden, groups) if exact else hidden


def _groups(lot: Lot) -> Entiers:
    _, groups = np.unique(lot.periodes.astype(str), return_inverse=True)
    return groups.astype(np.int64)


def _round(lot: Lot) -> Lot:
    """Counts by five, probabilities by steps of five cases: at a millionth they would give the exact counts back."""
    base = np.maximum(round_counts(lot.suivis), PAS)[None, :, None]
    steps = (2 * lot.parts * base + PAS * MILLION) // (2 * PAS * MILLION)
    parts = np.minimum((2 * steps * PAS * MILLION + base) // (2 * base), MILLION)
    return replace(
        lot,
        suivis=round_counts(lot.suivis),
        clos=round_counts(lot.clos),
        risque=round_counts(lot.risque),
        cumul=round_counts(lot.cumul),
        parts=np.where(lot.parts == INDEFINI, INDEFINI, parts),
    )


def _marks(hidden: Masque | bool, few: Masque | bool) -> np.ndarray[tuple[int, ...], np.dtype[np.object_]]:
    shape = np.broadcast(hidden, few).shape
    marks = np.full(shape, None, dtype=object)
    marks[np.broadcast_to(hidden, shape)] = CACHE
    marks[np.broadcast_to(few, shape)] = TROP_PEU
    return marks
