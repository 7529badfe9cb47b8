"""Strata of case mix: family × canal, where several offices meet; what is thin is pooled, never left out.

Takes counts by office, family and canal, gives the stratum of each family × canal. A stratum in which fewer than
three offices meet would compare an office with itself, and tell it what the other one does.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Entiers = npt.NDArray[np.int64]

OFFICES_MINIMUM = 3
EFFECTIF_MINIMUM = 11


def pool_strata(counts: Entiers) -> Entiers:
    """The stratum of each (family, canal) of counts by (office, family, canal), numbered from 0.

    A pair stands alone when three offices and eleven cases are in it; the others of its family stand together under
    the same condition; the rest is one stratum, joined to the largest when it would be thin itself.
    """
    familles, canaux = counts.shape[1:]
    strata = np.full((familles, canaux), -1, dtype=np.int64)
    following = 0
    for famille in range(familles):
        thin = []
        for canal in range(canaux):
            if _is_thick(counts[:, famille, canal]):
                strata[famille, canal] = following
                following += 1
            else:
                thin.append(canal)
        if thin and _is_thick(counts[:, famille, thin].sum(axis=1)):
            strata[famille, thin] = following
            following += 1
    rest = strata < 0
    if rest.any():
        strata[rest] = following if _is_thick(counts[:, rest].sum(axis=1)) else _largest(counts, strata, following)
    return strata


def expect(bases: Entiers, cas: Entiers, strata: Entiers, echelle: int) -> list[int]:
    """By office, the cases expected at the network's rate in each stratum, times `echelle`, rounded.

    The office is left in the rates it is compared with: expected and observed then have the same sum over offices.
    """
    size = int(strata.max(initial=-1)) + 1
    offices = len(bases)
    base, found = (np.zeros((offices, size), dtype=np.int64) for _ in range(2))
    for counts, sums in ((bases, base), (cas, found)):
        np.add.at(sums.T, strata.ravel(), counts.reshape(offices, -1).T)
    totals, hits = base.sum(axis=0).tolist(), found.sum(axis=0).tolist()
    return [
        _round(sum(n * hit * echelle * _FIN // total for n, hit, total in zip(line, hits, totals, strict=True) if n))
        for line in base.tolist()
    ]


_FIN = 10**6
"""Digits kept while adding, so that the rounded sum does not depend on the order."""


def _round(value: int) -> int:
    return (2 * value + _FIN) // (2 * _FIN)


def _is_thick(by_office: Entiers) -> bool:
    return int((by_office > 0).sum()) >= OFFICES_MINIMUM and int(by_office.sum()) >= EFFECTIF_MINIMUM


def _largest(counts: Entiers, strata: Entiers, following: int) -> int:
    """The stratum with the most cases; the only one when there is none."""
    sizes = [int(counts[:, strata == number].sum()) for number in range(following)]
    return sizes.index(max(sizes)) if sizes else 0
