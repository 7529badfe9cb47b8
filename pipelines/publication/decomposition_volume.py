"""The parts of a change of volume: newcomers, departures, offices present throughout, by family and by canal.

Takes a `Situation`, gives lines whose parts sum to the change between the two counts a reader sees: exact for the
network, multiples of 5 for a type, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipelines.publication.decomposition_porte import (
    EFFECTIF_MINIMUM,
    OFFICES_MINIMUM,
    allocate,
    group_small,
    is_public,
    is_readable,
    is_separable,
    round_half_up,
)
from pipelines.publication.decomposition_situation import Ligne, Situation
from pipelines.publication.disclosure import PAS

AUTRES = "(autres)"
"""Code of the values of a criterion gathered because they are too small to stand alone."""

Groupes = Mapping[str, tuple[int, ...]]


def split_volume(situation: Situation) -> Iterator[Ligne]:
    """The lines of one level; none when the level is too small to be shown."""
    sorted_ = situation.classement
    everyone = (*sorted_.communs, *sorted_.entrants, *sorted_.sortants)
    before, after = (sum(counts) for counts in situation.counts(everyone))
    pas = PAS if situation.type else 1
    if not _is_shown(situation, everyone, before, after):
        return
    groupes = _choose_groups(situation)
    changes = {name: _change(situation, ranks) for name, ranks in groupes.items()}
    start, end = (pas * round_half_up(count, pas) for count in (before, after))
    empty = frozenset(name for name, ranks in groupes.items() if not ranks)
    shown = {n: pas * v for n, v in allocate(changes, pas, (end - start) // pas, empty).items()}
    yield from (
        ("depart", None, start, 1, None),
        ("arrivee", None, end, 1, None),
        ("total", None, end - start, 1, None),
    )
    for name, ranks in groupes.items():
        yield name, None, shown[name], 1, len(ranks)
    if "presents" in groupes:
        yield from _detail(situation, shown["presents"], pas)


def _is_shown(situation: Situation, everyone: Sequence[int], before: int, after: int) -> bool:
    if not situation.type:
        return bool(before or after)
    present = [counts for counts in zip(*situation.counts(everyone), strict=True) if any(counts)]
    return len(present) >= OFFICES_MINIMUM and min(before, after) >= EFFECTIF_MINIMUM


def _choose_groups(situation: Situation) -> Groupes:
    """The finest groups that speak of no office in particular."""
    found = situation.classement
    communs, entrants, sortants = (situation.active(r) for r in (found.communs, found.entrants, found.sortants))
    moved = (*entrants, *sortants)
    for groupes in ({"entrees": entrants, "sorties": sortants}, {"perimetre": moved}):
        candidate = {**groupes, "presents": communs}
        if communs and _may_split(situation, candidate):
            return candidate
    return {"offices": (*communs, *moved)}


def _may_split(situation: Situation, groupes: Groupes) -> bool:
    both = {name: situation.counts(ranks) for name, ranks in groupes.items()}
    sums = {name: [a + b for a, b in zip(*counts, strict=True)] for name, counts in both.items()}
    small = [sum(not is_readable(a) or not is_readable(b) for a, b in zip(*c, strict=True)) for c in both.values()]
    if sum(small) > 1 and 1 in small:
        return False
    return all((situation.annuelle and is_public(*both[name])) or is_separable(sums[name]) for name in groupes)


def _detail(situation: Situation, change: int, pas: int) -> Iterator[Ligne]:
    """The change of the offices present throughout, by family then by canal, each summing to it."""
    communs, moved = situation.classement.communs, (*situation.classement.entrants, *situation.classement.sortants)
    outside = [a + b for a, b in zip(*situation.counts(moved), strict=True)]
    present = [a + b for a, b in zip(*situation.counts(communs), strict=True)]
    if not is_separable(outside) or not is_separable(present):
        return
    for part, names, axis in (("famille", situation.cellules.familles, 2), ("canal", situation.cellules.canaux, 1)):
        exact = dict(zip(names, zip(*_by(situation, communs, axis), strict=True), strict=True))
        hors = dict(zip(names, (a + b for a, b in zip(*_by(situation, moved, axis), strict=True)), strict=True))
        exact = {code: counts for code, counts in exact.items() if any(counts) or hors[code]}
        groups = group_small(exact, hors)
        changes = {_code(group): sum(exact[code][1] - exact[code][0] for code in group) for group in groups}
        for code, value in sorted(allocate(changes, pas, change // pas).items()):
            yield part, code, pas * value, 1, None


def _by(situation: Situation, ranks: Sequence[int], axis: int) -> list[list[int]]:
    """Cases before and after by family (`axis` 2 summed) or by canal (`axis` 1 summed)."""
    table = situation.cellules.table
    return [table[window][list(ranks)].sum(axis=(0, axis)).tolist() for window in (1, 3)]


def _code(group: Sequence[str]) -> str:
    return group[0] if len(group) == 1 else AUTRES


def _change(situation: Situation, ranks: Sequence[int]) -> int:
    before, after = situation.counts(ranks)
    return sum(after) - sum(before)
