"""The gate: what a reader may see of other people's offices, by the declared method « seuil-arrondi-1 ».

Takes exact blocks, gives columns of values and marks. It reads no file and no case; a stronger method comes behind
the same `protect`. Known limits of this one, stated in the manifest: it does not look across measures nor across
grains, so a hidden cell may sometimes be bounded from visible ones.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from pipelines.indicateurs.registry import Mesure, Registry
from pipelines.publication.blocs import Bloc, Colonne, Entiers, exact_columns
from pipelines.publication.marques import CACHE, TROP_PEU, mark_absent
from pipelines.publication.plan import Usage

__all__ = [
    "CACHE",
    "EFFECTIF_MINIMUM",
    "METHODE",
    "PAS",
    "SEUILS",
    "TEXTE",
    "TOTAUX",
    "TROP_PEU",
    "Masque",
    "hide_lone",
    "hide_small",
    "protect",
    "protect_derived",
    "round_counts",
]

METHODE = "seuil-arrondi-1"
TEXTE = (
    "Réseau entier et totaux annuels d’un office à partir de 11\u202f: exacts. Par famille, domaine, canal ou issue\u202f: "
    "exacts, les comptes de 1 à 4 (usage membre) ou de 1 à 10 (citable, et familles sensibles) masqués, un second compte "
    "masqué quand un seul le serait. Par type ou par office\u202f: mêmes comptes masqués, les autres arrondis au multiple de 5. "
    "Délais retenus sous 11 dossiers. La méthode ne croise ni les mesures ni les périodes entre elles."
)

SEUILS: Mapping[Usage, int] = {"membre": 4, "citable": 10}
"""The largest count that is hidden."""

EFFECTIF_MINIMUM = 11
"""No sum, median or quantile under this number of cases; a yearly total of an office is exact from it on."""

PAS = 5
"""Counts of a crossing that splits offices are multiples of it: no subtraction gives back a hidden one."""

TOTAUX = ("recues", "closes", "stock")
"""Yearly totals an office prints in its public report."""

Masque = npt.NDArray[np.bool_]


def protect(bloc: Bloc, usage: Usage, registry: Registry, sensibles: frozenset[str]) -> dict[str, Colonne]:
    """Every measure of the block as this usage may read it. `sensibles` are codes that keep the citable threshold."""
    exact = exact_columns(bloc, registry)
    mesures = bloc.measures(registry)
    seuils = _thresholds(bloc, usage, sensibles)
    shown = {
        m.id: exact[m.id] if m.publique else _protect_count(bloc, m, exact[m.id].valeurs, seuils)
        for m in mesures
        if m.additive or m.publique
    }
    shown |= {
        m.id: protect_derived(exact[m.id].valeurs, exact[m.n].valeurs, shown[m.n], scaled=m.proportionnelle)
        for m in mesures
        if m.n is not None
    }
    return mark_absent(bloc, {m.id: shown[m.id] for m in mesures}, registry)


def hide_small(valeurs: Entiers, seuils: Entiers) -> Masque:
    """Counts from 1 to the threshold; 0 is not hidden, it says that nobody is there."""
    hidden: Masque = (valeurs >= 1) & (valeurs <= seuils)
    return hidden


def hide_lone(valeurs: Entiers, hidden: Masque, groupes: Entiers) -> Masque:
    """The same mask where, in a group with a known total and one hidden cell, the next smallest is hidden too."""
    if not len(valeurs):
        return hidden
    lone = np.bincount(groupes, weights=hidden) == 1
    eligible = lone[groupes] & ~hidden & (valeurs > 0)
    candidates = np.flatnonzero(eligible)
    ordered = candidates[np.lexsort((candidates, valeurs[candidates], groupes[candidates]))]
    _, first = np.unique(groupes[ordered], return_index=True)
    widened = hidden.copy()
    widened[ordered[first]] = True
    return widened


def round_counts(valeurs: Entiers) -> Entiers:
    """Each count to the nearest multiple of 5."""
    return (valeurs + PAS // 2) // PAS * PAS


def protect_derived(valeurs: Entiers, n_exact: Entiers, n: Colonne, *, scaled: bool) -> Colonne:
    """A sum or a quantile: withheld under 11 cases, hidden with its count, a sum brought to the published count."""
    marques = np.full(len(valeurs), None, dtype=object)
    marques[n.marques == CACHE] = CACHE
    marques[n_exact < EFFECTIF_MINIMUM] = TROP_PEU
    if scaled:
        divisor = np.maximum(n_exact, 1)
        valeurs = (2 * valeurs * n.valeurs + divisor) // (2 * divisor)
    return Colonne(valeurs, marques)


def _protect_count(bloc: Bloc, mesure: Mesure, valeurs: Entiers, seuils: Entiers) -> Colonne:
    marques = np.full(len(valeurs), None, dtype=object)
    if not bloc.croisement.criteres:
        return Colonne(valeurs, marques)
    hidden = hide_small(valeurs, seuils)
    if not bloc.croisement.distingue_offices:
        marques[hide_lone(valeurs, hidden, _groups(bloc))] = CACHE
        return Colonne(valeurs, marques)
    shown = round_counts(valeurs)
    if bloc.croisement.id == "office" and bloc.grain == "annee" and mesure.id in TOTAUX:
        shown = np.where(valeurs >= EFFECTIF_MINIMUM, valeurs, shown)
    marques[hidden] = CACHE
    return Colonne(shown, marques)


def _thresholds(bloc: Bloc, usage: Usage, sensibles: frozenset[str]) -> Entiers:
    thresholds = np.full(bloc.table.num_rows, SEUILS[usage], dtype=np.int64)
    for rank, critere in enumerate(bloc.croisement.criteres, 1):
        if critere in ("famille", "domaine"):
            sensitive = np.isin(bloc.table[f"valeur{rank}"].to_numpy(zero_copy_only=False), list(sensibles))
            thresholds[sensitive] = SEUILS["citable"]
    return thresholds


def _groups(bloc: Bloc) -> Entiers:
    """The lines of one period share a total that is published exactly."""
    _, groups = np.unique(bloc.table["periode"].to_numpy(zero_copy_only=False).astype(str), return_inverse=True)
    return groups.astype(np.int64)
