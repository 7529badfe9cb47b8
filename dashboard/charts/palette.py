"""Colours of the charts, for light and dark backgrounds.

Blue and orange stay apart for every common colour blindness. Each mark keeps 3:1 against its background, each text
4,5:1; a test measures it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """One theme. `tranches` goes from the shortest delay to the longest; `etiquettes` is the ink on each band."""

    fond: str
    encre: str
    discret: str
    filet: str
    premier: str
    second: str
    neutre: str
    tranches: tuple[str, ...]
    etiquettes: tuple[str, ...]


CLAIR = Palette(
    fond="#ffffff",
    encre="#14243b",
    discret="#52627a",
    filet="#dfe5ec",
    premier="#0a5a82",
    second="#c2500f",
    neutre="#78869a",
    tranches=("#0b3c5d", "#0a6a99", "#4a93bd", "#c98417", "#b9560f", "#7d2f08"),
    etiquettes=("#ffffff", "#ffffff", "#0b1a2b", "#0b1a2b", "#ffffff", "#ffffff"),
)

SOMBRE = Palette(
    fond="#0f1826",
    encre="#e9eef5",
    discret="#a5b2c4",
    filet="#2a384c",
    premier="#63bce6",
    second="#f2955c",
    neutre="#8494aa",
    tranches=("#4c8fc2", "#63a9d6", "#a3d2ee", "#f6cf8a", "#ee9a52", "#d8692c"),
    etiquettes=("#0b1a2b", "#0b1a2b", "#0b1a2b", "#0b1a2b", "#0b1a2b", "#0b1a2b"),
)
