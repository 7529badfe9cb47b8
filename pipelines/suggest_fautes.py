"""Whether a text is another one mistyped: letters lost, doubled, changed or swapped, few for its length.

Takes two folded texts. A likeness that needs more letters than a hand slips on is no fault of typing: it is another
word, and says another thing.
"""

from __future__ import annotations

LONGUEUR_MINIMALE = 6
"""Letters a text must have to be corrected: between shorter words, one letter is another meaning."""

LONGUEUR_DE_DEUX_FAUTES = 12
"""Letters from which two faults may be forgiven."""


def is_mistyped(text: str, known: str) -> bool:
    """Whether one slip, or two in a long text, leads from one to the other, the first letter being right."""
    if len(text) < LONGUEUR_MINIMALE or text[:1] != known[:1] or any(character.isdigit() for character in text):
        return False
    allowed = 2 if len(text) >= LONGUEUR_DE_DEUX_FAUTES else 1
    return abs(len(text) - len(known)) <= allowed and count_slips(text, known) <= allowed


def count_slips(first: str, second: str) -> int:
    """Letters to add, drop, change or swap with their neighbour to go from one text to the other."""
    before, last = list[int](), list(range(len(second) + 1))
    for i, letter in enumerate(first, start=1):
        row = [i]
        for j, other in enumerate(second, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            swapped = i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other
            row.append(min(cost, before[j - 2] + 1) if swapped else cost)
        before, last = last, row
    return last[-1]
