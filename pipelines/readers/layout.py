"""Where the table begins: the line of titles, found by its shape and by the titles a source expects.

Takes rows of cells in file order, gives the rank of the line of titles or None; never takes a record for it: a file
whose first full line is data has no titles, and is refused by the caller.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipelines.readers.limits import LIGNES_PREAMBULE
from pipelines.readers.shapes import LONGUEUR_TITRE, find_kind, find_pattern, fold_title, is_blank, is_numbered, is_year

Cells = Sequence[str]

PART_REMPLIE = 0.5
"""Share of the columns a line must fill to be the titles: merged headings above them fill fewer."""

PART_ATTENDUE = 0.5
"""Share of its cells that must be expected titles for a line to be recognised by name."""

PART_REPETEE = 0.3
"""Share of a line's cells met again below, each in its own column, above which the line is data."""

APPUIS = 3
"""Rows below with the same digit pattern that make a cell data (`2024-0012` above `2024-0013`…)."""


def find_header(rows: Sequence[Cells], expected: Sequence[str] = ()) -> int | None:
    """The rank of the line of titles among `rows`, or None when the first full line is already data."""
    named = _find_by_name(rows, {fold_title(title) for title in expected} - {""})
    if named is not None:
        return named
    width, support = find_width(rows), _count_below(rows)
    best: int | None = None
    for rank in _iter_candidates(rows, width):
        enough = _is_supported(rows, rank, support[rank], width)
        if enough and (best is None or support[rank] > support[best] + 1) and _is_title_like(rows, rank, width):
            best = rank
    return best


def _iter_candidates(rows: Sequence[Cells], width: int) -> Iterator[int]:
    """Ranks of the first rows that hold something, down to the first record: titles are never under it."""
    seen = 0
    for rank, row in enumerate(rows):
        if seen >= LIGNES_PREAMBULE or is_data(row, width):
            return
        if count_filled(row):
            seen += 1
            yield rank


def _is_supported(rows: Sequence[Cells], rank: int, support: int, width: int) -> bool:
    """Whether enough of the rows below have this one's width: a heading above records without titles has not."""
    below = sum(count_filled(row) > 0 for row in rows[rank + 1 :])
    return below == 0 or 2 * support >= below or last_filled(rows[rank]) >= PART_REMPLIE * max(width, 3)


def find_width(rows: Sequence[Cells]) -> int:
    """The most common width of the rows that hold something, blank cells at the end left out when all agree."""
    widths = Counter(len(row) for row in rows if count_filled(row))
    if not widths:
        return 0
    width = max(widths, key=lambda key: (widths[key], key))
    return max(last_filled(row) for row in rows if len(row) == width and count_filled(row))


def count_filled(row: Cells) -> int:
    """Cells in which a person sees something."""
    return sum(not is_blank(cell) for cell in row)


def last_filled(row: Cells) -> int:
    """The number of cells up to the last one that is not blank."""
    return max((rank + 1 for rank, cell in enumerate(row) if not is_blank(cell)), default=0)


def is_data(row: Cells, width: int) -> bool:
    """Whether a line can only be a record: of the table's width, half full, with a date or a number in it."""
    kinds = [find_kind(cell) for cell in row]
    filled = sum(kind != "vide" for kind in kinds)
    if last_filled(row) > width or filled < max(1, PART_REMPLIE * width) or (width > 1 and len(row) < width):
        return False
    numbers = [cell for cell, kind in zip(row, kinds, strict=True) if kind == "nombre"]
    if "date" in kinds:
        return True
    return bool(numbers) and not _is_pivot(row, numbers, filled)


def _is_pivot(row: Cells, numbers: Sequence[str], filled: int) -> bool:
    """Whether the numbers of a line are the years of a pivot table, each once, beside at least one word."""
    return all(map(is_year, numbers)) and len(set(numbers)) == len(numbers) > 1 and len(numbers) < filled


def _find_by_name(rows: Sequence[Cells], expected: set[str]) -> int | None:
    best, found = None, 1
    for rank, row in enumerate(rows[: 3 * LIGNES_PREAMBULE]):
        known = len({fold_title(cell) for cell in row} & expected)
        better = known > found or (known == 1 and len(expected) == 1 and best is None)
        if better and known >= PART_ATTENDUE * count_filled(row):
            best, found = rank, known
    return best


def _count_below(rows: Sequence[Cells]) -> list[int]:
    """For each row, how many rows below have its width (blank cells at its end aside)."""
    below: Counter[int] = Counter()
    counts = [0] * len(rows)
    for rank in range(len(rows) - 1, -1, -1):
        row = rows[rank]
        counts[rank] = below[len(row)]
        if last_filled(row) < len(row):
            counts[rank] = max(counts[rank], below[last_filled(row)])
        if count_filled(row):
            below[len(row)] += 1
    return counts


def _is_title_like(rows: Sequence[Cells], rank: int, width: int) -> bool:
    row = rows[rank]
    filled = [cell for cell in row if not is_blank(cell)]
    if len(filled) < PART_REMPLIE * min(width, max(len(row), 1)) or max(map(len, filled)) > LONGUEUR_TITRE:
        return False
    kinds = Counter(find_kind(cell) for cell in filled)
    numbers = [cell for cell in filled if find_kind(cell) == "nombre"]
    if kinds["date"] or (numbers and not _is_pivot(row, numbers, len(filled))):
        return False
    if len({fold_title(cell) for cell in filled}) <= len(filled) / 2 and len(filled) > 2:
        return False
    return not _is_met_below(row, [other for other in rows[rank + 1 :] if len(other) == len(row)])


def _is_met_below(row: Cells, below: Sequence[Cells]) -> bool:
    """Whether the line shares values or digit patterns with the rows below, column by column: then it is one of them."""
    if is_numbered(row):
        return False
    identical = [fold_title(cell) for cell in row]
    others = [other for other in below if [fold_title(cell) for cell in other] != identical]
    filled = shared = 0
    for column, cell in enumerate(row):
        if is_blank(cell):
            continue
        filled += 1
        values = [other[column] for other in others]
        pattern = find_pattern(cell)
        if "9" in pattern and find_kind(cell) == "code":
            same = sum(find_pattern(value) == pattern for value in values)
            if same >= min(APPUIS, len(values)) and 2 * same > len(values) > 0:
                return True
        shared += cell in values
    return shared > 1 and shared >= PART_REPETEE * filled
