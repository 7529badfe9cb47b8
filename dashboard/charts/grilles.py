"""Where each tile of a map of tiles stands: one layout of the régions, one of the départements, overseas included.

Takes codes, gives columns and rows. A code the layout does not know gets a tile of its own at the end: an office must
not vanish because of where it sits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

Place = tuple[int, int]
"""Column and row, from the top left."""

_REGIONS = """
.   .   32  .   .
.   28  11  44  .
53  52  24  27  .
.   .   75  84  .
.   .   76  93  .
.   .   .   .   94
01  02  03  04  06
"""
_DEPARTEMENTS = """
.   .   .   .   62  59  .   .   .   .   .
.   .   .   76  80  02  08  .   .   .   .
.   50  14  27  60  95  51  55  57  67  .
29  22  61  78  92  75  93  54  88  68  .
56  35  53  28  91  94  77  10  52  70  90
.   44  49  72  41  45  89  21  25  .   .
.   85  79  37  36  18  58  71  39  .   .
.   .   17  86  87  23  03  42  69  01  74
.   .   16  24  19  15  63  43  38  73  .
.   .   33  47  46  12  48  07  26  05  .
.   .   40  32  82  81  30  84  04  06  .
.   .   64  65  31  11  34  13  83  .   2B
.   .   .   .   09  66  .   .   .   .   2A
.   .   971 972 973 974 976 .   .   .   .
"""

ABREGES: Mapping[str, str] = {
    "01": "GLP",
    "02": "MTQ",
    "03": "GUF",
    "04": "REU",
    "06": "MYT",
    "11": "IDF",
    "24": "CVL",
    "27": "BFC",
    "28": "NOR",
    "32": "HDF",
    "44": "GES",
    "52": "PDL",
    "53": "BRE",
    "75": "NAQ",
    "76": "OCC",
    "84": "ARA",
    "93": "PAC",
    "94": "COR",
}
"""Three letters by région, those of ISO 3166-2 for France: a number would be read as that of a département."""


@dataclass(frozen=True)
class Grille:
    """A layout: the place of each code, how many columns and rows, and the row the overseas tiles begin on."""

    places: Mapping[str, Place]
    colonnes: int
    lignes: int
    outre_mer: int

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in the order they are read, row by row."""
        return tuple(sorted(self.places, key=lambda code: self.places[code][::-1]))


def lay_out_regions(autres: Iterable[str] = ()) -> Grille:
    """The 18 régions, then these other codes."""
    return _extend(_read(_REGIONS), tuple(autres))


def lay_out_departements(autres: Iterable[str] = ()) -> Grille:
    """The 101 départements, then these other codes."""
    return _extend(_read(_DEPARTEMENTS), tuple(autres))


@cache
def _read(texte: str) -> Grille:
    """The overseas row is the last one, set apart by an empty row."""
    rows = [line.split() for line in texte.strip().splitlines()]
    last = len(rows) - 1
    places = {code: (column, row + (row == last)) for row, line in enumerate(rows) for column, code in enumerate(line)}
    places.pop(".")
    return Grille(places, len(rows[0]), last + 2, last + 1)


def _extend(grille: Grille, autres: tuple[str, ...]) -> Grille:
    unknown = [code for code in dict.fromkeys(autres) if code not in grille.places]
    places = dict(grille.places)
    for rank, code in enumerate(unknown):
        places[code] = (rank % grille.colonnes, grille.lignes + rank // grille.colonnes)
    more = -(-len(unknown) // grille.colonnes)
    return Grille(places, grille.colonnes, grille.lignes + more, grille.outre_mer)
