"""The offices of a pair of windows, sorted by what they did: there throughout, newcomers, departures.

Takes coverage and activity, gives one `Classement` per pair. It looks at no count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.publication.couverture import Couverture
from pipelines.publication.decomposition_paires import Paire
from pipelines.publication.perimetre_activite import Activite, is_whole

Rangs = tuple[int, ...]


@dataclass(frozen=True)
class Classement:
    """Ranks of offices. `comptes`: whether each counts in the network's window, before then after.

    Offices present from the first to the last day of both windows are compared; the others are newcomers if the first
    window is not wholly theirs, departures otherwise.
    """

    comptes: tuple[tuple[bool, ...], tuple[bool, ...]]
    communs: Rangs
    entrants: Rangs
    sortants: Rangs

    def restrict(self, kept: set[int]) -> Classement:
        """The same for some offices only."""
        communs, entrants, sortants = (
            tuple(rank for rank in ranks if rank in kept) for ranks in (self.communs, self.entrants, self.sortants)
        )
        return Classement(self.comptes, communs, entrants, sortants)


def sort_offices(
    couverture: Couverture, activites: Mapping[str, Activite], offices: Sequence[str], paire: Paire
) -> Classement:
    """The offices of a pair, by their rank in `offices`."""
    periodes = (paire.reference.periode, paire.fenetre.periode)
    before, after = (tuple(couverture.covers(office, periode) for office in offices) for periode in periodes)
    ranks = [rank for rank in range(len(offices)) if before[rank] or after[rank]]
    whole = {rank: [is_whole(couverture, activites, offices[rank], periode) for periode in periodes] for rank in ranks}
    return Classement(
        comptes=(before, after),
        communs=tuple(rank for rank in ranks if all(whole[rank])),
        entrants=tuple(rank for rank in ranks if not whole[rank][0]),
        sortants=tuple(rank for rank in ranks if whole[rank][0] and not whole[rank][1]),
    )
