"""Delimited texts: encodings, line ends, titles, totals, and the faults a table kept by hand collects.

Takes lines of texts, gives bytes and what an honest reader should count.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fabrique.hasard import build_generator
from fabrique.tableau import Jour, Tableau


@dataclass(frozen=True)
class Comptes:
    """What reading a file must count; `lues` is their sum."""

    acceptees: int
    ecartees: int = 0
    doublons: int = 0
    ignorees: int = 0

    @property
    def lues(self) -> int:
        """Lines read, the header aside."""
        return self.acceptees + self.ecartees + self.doublons + self.ignorees


def render_delimited(lignes: Sequence[Sequence[str]], separateur: str, encodage: str) -> bytes:
    """The lines as delimited text with Windows line ends, quoted only where needed."""
    sortie = io.StringIO(newline="")
    csv.writer(sortie, delimiter=separateur, lineterminator="\r\n").writerows(lignes)
    return sortie.getvalue().encode(encodage)


def repeat_some(tableau: Tableau, combien: int, cle: str) -> Tableau:
    """The table with `combien` lines typed twice, the second time some lines further."""
    rng = build_generator("doublons", cle)
    lignes = list(tableau.lignes)
    for place in sorted(rng.choice(len(lignes) - 20, combien, replace=False).tolist(), reverse=True):
        lignes.insert(place + 1 + int(rng.integers(9)), lignes[place])
    return Tableau(tableau.titres, tuple(lignes))


def add_faulty(lignes: list[list[str]], tableau: Tableau, roles: tuple[str, str, str], cle: str) -> list[list[str]]:
    """The lines with four that cannot be taken: impossible day, closed before received, no number, shifted cells.

    `roles` are the titles of the number, the reception and the closure.
    """
    numero, recu, clos = (tableau.titres.index(titre) for titre in roles)
    modele = next(
        rang for rang, ligne in enumerate(tableau.lignes) if isinstance(ligne[clos], Jour) and ligne[-1] != ""
    )
    fautives = [list(lignes[modele]) for _ in range(4)]
    for rang, ligne in enumerate(fautives, 1):
        ligne[numero] = f"{ligne[numero]}-F{rang}"
    fautives[0][recu] = f"31/02{lignes[modele][recu][5:]}"
    fautives[1][clos] = _ten_days_earlier(tableau.lignes[modele][recu], lignes[modele][recu])
    fautives[2][numero] = ""
    fautives[3].insert(0, "")
    places = sorted(build_generator("fautes", cle).choice(len(lignes), 4, replace=False).tolist(), reverse=True)
    sortie = list(lignes)
    for place, ligne in zip(places, fautives, strict=True):
        sortie.insert(place, ligne)
    return sortie


def _ten_days_earlier(jour: object, ecrit: str) -> str:
    veille: date = (jour.date if isinstance(jour, Jour) else date(2020, 1, 1)) - timedelta(days=10)
    return veille.strftime("%d/%m/%Y" if len(ecrit) == 10 else "%d/%m/%y")
