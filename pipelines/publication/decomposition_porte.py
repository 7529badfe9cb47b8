"""What of a decomposition may be published: no part that a reader could attribute to one or two offices.

Takes counts by office, gives yes or no; takes exact parts, gives integers that sum to the published change. A group
of offices may be told apart when it is empty, or when it holds three offices, eleven cases, none of 85 %, and not just
one office small enough to be hidden elsewhere: subtracting the others would give it back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

OFFICES_MINIMUM = 3
EFFECTIF_MINIMUM = 11
DOMINANCE = 85
"""No office above this share, in hundredths, of a group that is told apart."""


def is_separable(counts: Sequence[int]) -> bool:
    """Whether a group of offices may be told apart from the rest, from the cases of each."""
    present = [count for count in counts if count]
    if not present:
        return True
    if len(present) < OFFICES_MINIMUM or sum(present) < EFFECTIF_MINIMUM:
        return False
    if 100 * max(present) > DOMINANCE * sum(present):
        return False
    return sum(count < EFFECTIF_MINIMUM for count in present) != 1


def is_public(*totals: Sequence[int]) -> bool:
    """Whether every yearly total is one an office publishes itself: none at all, or eleven cases."""
    return all(count == 0 or count >= EFFECTIF_MINIMUM for counts in totals for count in counts)


def is_readable(count: int) -> bool:
    """Whether a count may be derived by subtraction: nobody, or eleven."""
    return count == 0 or count >= EFFECTIF_MINIMUM


def allocate(parts: Mapping[str, int], echelle: int, cible: int, fixes: frozenset[str] = frozenset()) -> dict[str, int]:
    """Integers close to `parts` / `echelle` that sum to `cible`; those named in `fixes` stay rounded down.

    What rounding down leaves goes one unit at a time to the largest remainders, in the order of names when equal.
    """
    rounded = {name: value // echelle for name, value in parts.items()}
    free = sorted((name for name in parts if name not in fixes), key=lambda name: (-(parts[name] % echelle), name))
    missing = cible - sum(rounded.values())
    if free:
        each, extra = divmod(missing, len(free))
        for rank, name in enumerate(free):
            rounded[name] += each + (rank < extra)
    return rounded


def round_half_up(value: int, echelle: int) -> int:
    """`value` / `echelle` to the nearest integer, halves up."""
    return (2 * value + echelle) // (2 * echelle)


def group_small(exact: Mapping[str, tuple[int, int]], hors: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """The values of a criterion gathered so that no group's cases, nor what it leaves to the rest, is small.

    `exact` are the cases of each value in both periods, `hors` those of the offices told apart. Values that may stand
    alone do; the others form one group, joined by the smallest of the first when it would be small itself.
    """
    alone = [code for code, counts in exact.items() if all(map(is_readable, (*counts, hors.get(code, 0))))]
    joined = [code for code in exact if code not in alone]
    by_size = sorted(alone, key=lambda code: (sum(exact[code]), code))
    while joined and by_size and not _is_safe(joined, exact, hors):
        joined.append(by_size.pop(0))
    if joined and not _is_safe(joined, exact, hors):
        return ()
    return (*((code,) for code in sorted(by_size)), *((tuple(sorted(joined)),) if joined else ()))


def _is_safe(group: Sequence[str], exact: Mapping[str, tuple[int, int]], hors: Mapping[str, int]) -> bool:
    before, after = (sum(exact[code][rank] for code in group) for rank in (0, 1))
    outside = sum(hors.get(code, 0) for code in group)
    return len(group) > 1 and all(map(is_readable, (before, after, outside)))
