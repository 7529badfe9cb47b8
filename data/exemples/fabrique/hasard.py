"""Seeded draws: one independent generator per purpose, so that adding an office leaves the others as they were.

Takes keys and weights, gives numpy arrays. Never reads the clock nor the system's randomness.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from zlib import crc32

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence
from numpy.typing import NDArray

GRAINE = 20260115
"""Seed of the committed files; written in the manifest."""

Entiers = NDArray[np.int32]
Drapeaux = NDArray[np.bool_]

VIDE = -1
"""Unknown, in every column: a code is a rank from 0, a date a day since 1970, a yes or no 1 or 0."""


def build_generator(*cles: object) -> Generator:
    """A generator that depends on the seed and on `cles` only."""
    return Generator(PCG64(SeedSequence([GRAINE, *(crc32(str(cle).encode()) for cle in cles)])))


def draw(rng: Generator, poids: Sequence[float] | NDArray[np.float64], n: int) -> Entiers:
    """`n` ranks drawn with the given weights."""
    if n == 0:
        return np.zeros(0, dtype=np.int32)
    cumul = np.cumsum(np.asarray(poids, dtype=np.float64))
    return np.searchsorted(cumul / cumul[-1], rng.random(n), side="right").astype(np.int32)


def draw_codes(rng: Generator, poids: Mapping[str, float], codes: Sequence[str], n: int) -> Entiers:
    """`n` ranks in `codes`, drawn with weights given by code."""
    rangs = np.array([codes.index(code) for code in poids], dtype=np.int32)
    return rangs[draw(rng, list(poids.values()), n)]


def chance(rng: Generator, p: float | NDArray[np.float64], n: int) -> Drapeaux:
    """`n` booleans true with probability `p`."""
    return rng.random(n) < p


def blank(colonne: Entiers, ou: NDArray[Any]) -> Entiers:
    """The column, unknown where `ou` holds."""
    return np.where(ou, VIDE, colonne).astype(np.int32)
