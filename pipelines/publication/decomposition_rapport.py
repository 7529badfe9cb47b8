"""The parts of a change of mean delay or of rate: perimeter, weight of offices, mixes, and the office's own effect.

Takes a `Situation`, gives lines over a declared denominator. The network is exact to 10⁻¹³ of its unit; a type, whose
counts are rounded wherever they show, is given to the tenth.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipelines.publication.decomposition_exacte import UNITE, Rapport, combine
from pipelines.publication.decomposition_porte import (
    EFFECTIF_MINIMUM,
    allocate,
    is_readable,
    is_separable,
    round_half_up,
)
from pipelines.publication.decomposition_situation import Ligne, Situation

DENOMINATEUR = 10**13
DENOMINATEUR_TYPE = 10

ECART_NON_RENSEIGNE = 0.10
"""Beyond this change in the share of cases without a family (or a canal), a mix would measure how files are filled."""

Parts = dict[str, tuple[int, int | None]]
"""By name, a value in 10⁻¹⁸ and the number of offices behind it."""


def split_ratio(situation: Situation) -> Iterator[Ligne]:
    """The lines of one level; none when it, or the offices it compares, are too few."""
    found = situation.classement
    whole = situation.ratio((*found.communs, *found.entrants, *found.sortants))
    if not situation.complete or min(whole.n0, whole.n1) < EFFECTIF_MINIMUM:
        return
    if not all(any(counts) and is_separable(counts) for counts in situation.counts(found.communs)):
        return
    denominateur = DENOMINATEUR_TYPE if situation.type else DENOMINATEUR
    ends = ((whole.s0, whole.n0), (whole.s1, whole.n1))
    start, end = (round_half_up(somme * situation.facteur * denominateur, n) for somme, n in ends)
    parts = _merge_parts(situation, whole)
    fixes = frozenset(name for name, (_, offices) in parts.items() if offices == 0)
    scaled = {name: situation.facteur * value for name, (value, _) in parts.items()}
    shown = allocate(scaled, UNITE // denominateur, end - start, fixes)
    for name, value in (("depart", start), ("arrivee", end), ("total", end - start)):
        yield name, None, value, denominateur, None
    for name, (_, offices) in parts.items():
        yield name, None, shown[name], denominateur, offices


def _merge_parts(situation: Situation, whole: Rapport) -> Parts:
    """Each part in 10⁻¹⁸ and the number of its offices, told apart as far as may be."""
    found = situation.classement
    communs = situation.ratio(found.communs)
    inside = combine(situation.splits(found.communs))
    arrivals = Rapport(communs.s1, communs.n1, whole.s1, whole.n1).change()
    leavings = Rapport(whole.s0, whole.n0, communs.s0, communs.n0).change()
    poids = inside.pop("poids_offices")
    own = _merge_unrecorded(situation, inside)
    perimetre = _perimeter(situation, arrivals, leavings)
    if perimetre is None:
        return {"offices": (arrivals + leavings + poids, None), **own}
    return {**perimetre, "poids_offices": (poids, None), **own}


def _merge_unrecorded(situation: Situation, inside: Mapping[str, int]) -> Parts:
    """The parts inside offices; a mix read on a field that was not recorded alike is merged with the own effect."""
    communs = situation.classement.communs
    compared = len(situation.active(communs))
    domaines = situation.unrecorded(communs, "famille")
    canaux = situation.unrecorded(communs, "canal")
    if abs(domaines[1] - domaines[0]) > ECART_NON_RENSEIGNE:
        return {"interne": (sum(inside.values()), compared)}
    if abs(canaux[1] - canaux[0]) > ECART_NON_RENSEIGNE:
        own = inside["mix_canaux"] + inside["effet_propre"]
        return {"mix_domaines": (inside["mix_domaines"], None), "interne": (own, compared)}
    return {name: (value, compared if name == "effet_propre" else None) for name, value in inside.items()}


def _perimeter(situation: Situation, arrivals: int, leavings: int) -> Parts | None:
    """Newcomers and departures, apart or together; None when they are too few to be told from the weights."""
    found = situation.classement
    entrants, sortants = situation.active(found.entrants), situation.active(found.sortants)
    if not _may_tell(situation, (*entrants, *sortants)):
        return None
    both = arrivals + leavings
    if not sortants:
        return {"entrees": (both, len(entrants)), "sorties": (0, 0)}
    if not entrants:
        return {"entrees": (0, 0), "sorties": (both, len(sortants))}
    if _may_tell(situation, entrants) and _may_tell(situation, sortants):
        return {"entrees": (arrivals, len(entrants)), "sorties": (leavings, len(sortants))}
    return {"perimetre": (both, len(entrants) + len(sortants))}


def _may_tell(situation: Situation, ranks: Sequence[int]) -> bool:
    """In each window the offices that move are several, and so are their cases, numerators of a rate included."""
    if not all(is_separable(counts) for counts in situation.counts(ranks)):
        return False
    if situation.indicateur.forme != "taux":
        return True
    moved = situation.ratio(ranks)
    return all(map(is_readable, (moved.s0, moved.s1)))
