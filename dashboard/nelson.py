"""Nelson's rules 1 to 3: a point out, nine on one side, six in a row rising or falling.

Takes a series without its season, its centre and which points are beyond their limits, gives signals with their French
sentence. Only the last twenty-four periods are heard: on a long series chance alone would always find something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard import french, periodes

FENETRE = 24
DU_MEME_COTE = 9
D_AFFILEE = 6

TEXTES = {
    1: "au-delà des limites\u202f: un écart que le hasard explique mal",
    2: "neuf périodes de suite du même côté de la moyenne\u202f: le niveau a changé",
    3: "six périodes de suite qui montent ou qui descendent\u202f: une tendance",
}


@dataclass(frozen=True)
class Signal:
    """What a rule found: its number, the periods concerned in order, and the sentence that says it."""

    regle: int
    periodes: tuple[str, ...]
    phrase: str


def find_signals(
    noms: Sequence[str],
    valeurs: Sequence[float],
    centre: float,
    dehors: Sequence[bool],
    cotes: Sequence[int] | None = None,
) -> tuple[Signal, ...]:
    """The signals of the last twenty-four periods, by rule then in time; a longer run is one signal.

    `cotes`: the side of the centre each value counts on (1, -1, 0 neither), when it is not read off the value.
    """
    start = max(0, len(noms) - FENETRE)
    names, values = noms[start:], valeurs[start:]
    found = [_signal(1, [name]) for name, out in zip(names, dehors[start:], strict=True) if out]
    sides = [_sign(value - centre) for value in values] if cotes is None else cotes[start:]
    found += [_signal(2, names[a:b]) for a, b in _runs(sides, DU_MEME_COTE, lambda length: length)]
    moves = [_sign(after - before) for before, after in pairwise(values)]
    found += [_signal(3, names[a : b + 1]) for a, b in _runs(moves, D_AFFILEE, lambda length: length + 1)]
    return tuple(found)


def _runs(signs: Sequence[int], minimum: int, points: Callable[[int], int]) -> Iterator[tuple[int, int]]:
    """Start and end of each run of one sign, 0 excluded, that makes enough points."""
    start = 0
    for rank in range(1, len(signs) + 1):
        if rank == len(signs) or signs[rank] != signs[start]:
            if signs[start] and points(rank - start) >= minimum:
                yield start, rank
            start = rank


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _signal(regle: int, noms: Sequence[str]) -> Signal:
    first, last = (periodes.label(name, short=True) for name in (noms[0], noms[-1]))
    when = first if len(noms) == 1 else f"{french.elide('De', first)} à {last}"
    return Signal(
        regle, tuple(noms), french.capitalize(f"{when}\u202f: {TEXTES[regle].replace(chr(8239) + ':', ',')}.")
    )
