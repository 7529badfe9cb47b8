"""The titles of a table: as many as its columns, each one different.

Takes the line of titles as read and the rows below, gives usable titles. Refuses two alike or too many; never invents
a meaning: a column without title gets its rank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipelines.errors import RefusedInput
from pipelines.masking import mask
from pipelines.readers.layout import Cells, count_filled, last_filled
from pipelines.readers.limits import COLONNES
from pipelines.readers.shapes import find_kind, fold_title, is_blank

PART_COMMUNE = 0.8
"""Share of the records that must agree on another width for the titles to be fitted to it."""

SANS_TITRE = "Colonne sans titre"


def fit_titles(titles: Cells, below: Sequence[Cells]) -> tuple[str, ...]:
    """The titles, a separator too many at the end of them or of every record taken off or made up for."""
    common = find_other_width(titles, below)
    if common is None:
        return tuple(titles)
    if last_filled(titles) <= common < len(titles):
        return tuple(titles[:common])
    extra = [cell for row in below if len(row) == common for cell in row[len(titles) :]]
    if common > len(titles) and all(map(is_blank, extra)):
        return (*titles, *[""] * (common - len(titles)))
    return tuple(titles)


def find_other_width(titles: Cells, below: Sequence[Cells]) -> int | None:
    """The width nearly all the records agree on when it is not that of the titles, else None."""
    widths = Counter(len(row) for row in below if count_filled(row))
    common, count = widths.most_common(1)[0] if widths else (len(titles), 0)
    agreed = common != len(titles) and count >= PART_COMMUNE * sum(widths.values())
    return common if agreed and common > 1 else None


def name_columns(titles: Cells) -> tuple[str, ...]:
    """Unique titles; a blank one gets the number of its column. `RefusedInput` for two alike or too many."""
    if len(titles) > COLONNES:
        message = f"Le tableau a {len(titles)} colonnes\u202f; la limite est de {COLONNES}."
        raise RefusedInput("TROP_DE_COLONNES", message, "Vérifiez que le tableau n’est pas transposé.")
    clean = [clean_title(title) for title in titles]
    counts = Counter(map(fold_title, clean))
    twice = list(dict.fromkeys(title for title in clean if title and counts[fold_title(title)] > 1))
    if twice:
        quoted = ", ".join(f"«\u202f{_quote(title)}\u202f»" for title in twice[:5])
        raise RefusedInput(
            "TITRES_DOUBLES",
            f"Plusieurs colonnes portent le même titre\u202f: {quoted}.",
            "Donnez un titre différent à chaque colonne, puis déposez de nouveau le fichier.",
        )
    names = [title or f"{SANS_TITRE} {rank}" for rank, title in enumerate(clean, start=1)]
    return tuple(name if names.count(name) == 1 else f"{name} bis" for name in names)


def _quote(title: str) -> str:
    """A title for a message, masked when it could be a cell taken for a title."""
    return title[:60] if find_kind(title) == "texte" and "@" not in title else mask(title)


def clean_title(title: str) -> str:
    """A title without spaces around it nor the byte order mark a joined file leaves in it."""
    return title.replace("\ufeff", "").strip()
