"""Cases as the table one office keeps: titles, and lines of texts and days.

Takes cases and a way to write each column, gives a `Tableau` that every file format renders. Labels come in several
spellings, as in a table several people fill.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fabrique.dossiers import Dossiers, years
from fabrique.hasard import VIDE
from fabrique.lieux import lieux_de
from fabrique.reseau import OfficeFictif
from fabrique.vocabulaires import CODES, libelles


@dataclass(frozen=True)
class Jour:
    """A calendar day, counted from 1970."""

    numero: int

    @property
    def date(self) -> date:
        """The day itself."""
        return date(1970, 1, 1) + timedelta(days=self.numero)


Valeur = str | Jour
Colonne = tuple[str, Sequence[Valeur]]
Ecritures = Mapping[str, tuple[str, ...]]
"""Code → spellings used in turn."""


@dataclass(frozen=True)
class Tableau:
    """Titles and lines of equal width; an empty text is an empty cell."""

    titres: tuple[str, ...]
    lignes: tuple[tuple[Valeur, ...], ...]

    def texte(self, ecrire: Callable[[date], str]) -> list[list[str]]:
        """The lines as texts, days written by `ecrire`."""
        return [[ecrire(v.date) if isinstance(v, Jour) else v for v in ligne] for ligne in self.lignes]


def build_tableau(colonnes: Sequence[Colonne]) -> Tableau:
    """The table of these columns."""
    return Tableau(
        tuple(titre for titre, _ in colonnes), tuple(zip(*(valeurs for _, valeurs in colonnes), strict=True))
    )


def numbers(d: Dossiers, gabarit: str) -> list[Valeur]:
    """Case numbers: the year of reception and a rank, formatted."""
    return [gabarit.format(annee=annee, rang=rang) for rang, annee in enumerate(years(d["date_reception"]).tolist(), 1)]


def days(d: Dossiers, nom: str) -> list[Valeur]:
    """A column of days."""
    return ["" if numero == VIDE else Jour(numero) for numero in d[nom].tolist()]


def labels(d: Dossiers, nom: str, ecritures: Ecritures | None = None) -> list[Valeur]:
    """A coded column in the office's spellings; codes without one use the vocabulary's label."""
    communs = libelles(nom)
    choix = [(ecritures or {}).get(code) or (communs.get(code, code),) for code in CODES[nom]]
    return ["" if rang == VIDE else choix[rang][place % len(choix[rang])] for place, rang in enumerate(d[nom].tolist())]


def yes_no(d: Dossiers, nom: str, oui: str = "Oui", non: str = "Non") -> list[Valeur]:
    """A yes-or-no column; unknown is empty."""
    return [(non, oui, "")[valeur] for valeur in d[nom].tolist()]


def postal_codes(d: Dossiers, office: OfficeFictif) -> list[Valeur]:
    """Postal codes of the places."""
    lieux = lieux_de(office)
    return ["" if rang == VIDE else lieux[rang].code_postal for rang in d["lieu"].tolist()]


def towns(d: Dossiers, office: OfficeFictif) -> list[Valeur]:
    """Towns of the places."""
    lieux = lieux_de(office)
    return ["" if rang == VIDE else lieux[rang].ville for rang in d["lieu"].tolist()]


def french_day(jour: date) -> str:
    """« 03/01/2021 »."""
    return f"{jour:%d/%m/%Y}"


def short_french_day(jour: date) -> str:
    """« 03/01/21 »."""
    return f"{jour:%d/%m/%y}"
