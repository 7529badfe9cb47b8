"""The defect of Médiature's export, re-enacted: every cell goes through a guess of its type.

Takes a text, gives what the export writes in its place: a number, a date serial, or the text. Covers the forms our
places and names have, as the facts of the format describe them; never used to read.
"""

from __future__ import annotations

import re
from datetime import date

from fabrique.classeur import Cellule, Date

_NOMBRE = re.compile(r"\d+")
_FIN_NUMERIQUE = re.compile(r".*[^\W\d_].*[ ,-](\d{1,5})")
ORIGINE = date(1899, 12, 30)


def recast(texte: str) -> Cellule:
    """What a text cell becomes: « 01000 » → 1000, « Secteur 3 » → 1 March 2001, « Grand Estuaire 76 » → 1 January 1976."""
    if _NOMBRE.fullmatch(texte):
        return int(texte)
    trouve = _FIN_NUMERIQUE.fullmatch(texte)
    if not trouve:
        return texte
    nombre, chiffres = int(trouve.group(1)), len(trouve.group(1))
    if chiffres >= 4:
        return Date(_first_january(nombre))
    if 1 <= nombre <= 12:
        return Date((date(2001, nombre, 1) - ORIGINE).days)
    if 32 <= nombre <= 99:
        return Date(_first_january(2000 + nombre if nombre < 50 else 1900 + nombre))
    return texte


def _first_january(annee: int) -> int:
    """Serial of 1 January, beyond Excel's limit when the year is a postal code."""
    ecoule = annee - 1
    jours = ecoule * 365 + ecoule // 4 - ecoule // 100 + ecoule // 400 + 1
    return jours - ORIGINE.toordinal()
