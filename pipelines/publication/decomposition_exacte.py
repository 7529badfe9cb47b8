"""Why a ratio moves, exactly: the weight of offices, the mix of families, the mix of canaux, and each office's own part.

Takes integer sums and counts by office, family and canal in two periods, gives whole numbers of 10⁻¹⁸. Kitagawa's
symmetric form at each level (family within office, canal within family): a change of weight times the mean rate, a
change of rate times the mean weight. A line that is empty in one period has no rate of its own there: it takes that of
the other, so that its arrival or departure is a change of mix and nothing else. Integer arithmetic only: the result
is the same on any machine, and each division loses less than one unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

UNITE = 10**18
"""What whole numbers count."""


class Rapport(NamedTuple):
    """A ratio in two periods: `avant` = s0 / n0, `apres` = s1 / n1. Either base may be 0."""

    s0: int
    n0: int
    s1: int
    n1: int

    @property
    def plein(self) -> bool:
        """Whether both periods have a rate."""
        return self.n0 > 0 and self.n1 > 0

    def change(self) -> int:
        """The change of the rate; 0 when one of them does not exist."""
        s0, n0, s1, n1 = self
        return (s1 * n0 - s0 * n1) * UNITE // (n0 * n1) if n0 and n1 else 0


class Effets(NamedTuple):
    """The change of one office's rate, split."""

    mix_domaines: int = 0
    mix_canaux: int = 0
    effet_propre: int = 0


Famille = tuple[Rapport, Sequence[Rapport]]
"""A family's ratio, and those of its canaux that hold a case in either period."""


def total(parts: Iterable[Rapport]) -> Rapport:
    """The ratio of the sums."""
    columns = list(zip(*parts, strict=True))
    return Rapport(*map(sum, columns)) if columns else Rapport(0, 0, 0, 0)


def weight_effect(part: Rapport, whole: Rapport) -> int:
    """What the change of a part's weight in the whole, at its mean rate, does to the whole's rate."""
    s0, n0, s1, n1 = part
    if not n0:
        return s1 * UNITE // whole.n1
    if not n1:
        return -s0 * UNITE // whole.n0
    moved = n1 * whole.n0 - n0 * whole.n1
    return moved * (s0 * n1 + s1 * n0) * UNITE // (2 * whole.n0 * whole.n1 * n0 * n1)


def weigh(effect: int, part: Rapport, whole: Rapport) -> int:
    """An effect inside a part, at the part's mean weight in the whole."""
    return effect * (part.n0 * whole.n1 + part.n1 * whole.n0) // (2 * whole.n0 * whole.n1)


def split_office(office: Rapport, familles: Iterable[Famille]) -> Effets:
    """The change of an office's rate, from those of its families that hold a case; nothing without two rates."""
    if not office.plein:
        return Effets()
    mix_domaines = mix_canaux = effet_propre = 0
    for famille, canaux in familles:
        mix_domaines += weight_effect(famille, office)
        if not famille.plein:
            continue
        if len(canaux) == 1:
            effet_propre += weigh(famille.change(), famille, office)
            continue
        inside = own = 0
        for canal in canaux:
            inside += weight_effect(canal, famille)
            if canal.plein:
                own += weigh(canal.change(), canal, famille)
        mix_canaux += weigh(inside, famille, office)
        effet_propre += weigh(own, famille, office)
    return Effets(mix_domaines, mix_canaux, effet_propre)


def combine(offices: Sequence[tuple[Rapport, Effets]]) -> dict[str, int]:
    """The change of the ratio of several offices, whose bases together are 0 in neither period."""
    whole = total(rapport for rapport, _ in offices)
    poids = mix_domaines = mix_canaux = effet_propre = 0
    for rapport, effets in offices:
        if not rapport.n0 and not rapport.n1:
            continue
        poids += weight_effect(rapport, whole)
        if rapport.plein:
            mix_domaines += weigh(effets.mix_domaines, rapport, whole)
            mix_canaux += weigh(effets.mix_canaux, rapport, whole)
            effet_propre += weigh(effets.effet_propre, rapport, whole)
    return {
        "poids_offices": poids,
        "mix_domaines": mix_domaines,
        "mix_canaux": mix_canaux,
        "effet_propre": effet_propre,
    }
