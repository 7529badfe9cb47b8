"""An age or a range of ages as offices write it, and the one bracket of the vocabulary that holds it.

Takes a label, gives a code or None; a range that straddles two brackets has no code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.vocabulary import fold

_AGES: Sequence[tuple[str, int, int]] = (
    ("MOINS_25", 0, 24),
    ("25_39", 25, 39),
    ("40_59", 40, 59),
    ("60_74", 60, 74),
    ("75_PLUS", 75, 130),
)


def read_age(text: str) -> str | None:
    """The bracket that holds the whole age or range of ages, None when it straddles two."""
    folded = fold(text)
    found = [int(part) for part in re.findall(r"\d{1,3}", folded)]
    if (
        not found
        or len(found) > 2
        or not re.fullmatch(r"[\d <>=≤≥+/-]*(?:(?:ans?|a|et|de|entre|moins|plus|ou)[\d <>=≤≥+/.-]*)*", folded)
    ):
        return None
    low, high = (found[0], found[-1])
    if re.search(r"<|≤|moins", folded):
        low, high = 0, high if "≤" in folded else high - 1
    elif re.search(r">|≥|\+|plus", folded):
        low, high = (low + 1 if ">" in folded and "=" not in folded else low), 130
    return next((code for code, first, last in _AGES if first <= low and high <= last), None)
