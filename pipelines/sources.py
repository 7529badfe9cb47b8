"""A source: how one kind of export is read, column by column.

Takes nothing, gives the records `Source` and `Colonne` that a declaration or a proposal fills. A source decides;
nothing about an export is guessed once it is declared.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipelines.readers.options import ReadOptions
from pipelines.vocabulary import clean

Ordre = Literal["jma", "amj", "mja"]
Portee = Literal["complet", "periode"]
Fuseau = Literal["paris", "echeance"]
"""`echeance`: the file says by its due dates (midnight = Paris, 22 or 23 h = UTC) in which zone it was written."""
PlaceDate = Literal["proprietes", "nom_fichier"]
Unite = Literal["saisine", "grief"]
"""What one row is: a saisine, or one grief of a saisine whose number comes back on several rows."""
EntreFeuilles = Literal["conflit", "derniere"]
"""A number on two sheets: a conflict, or a case carried over, whose later sheet says the last word."""


@dataclass(frozen=True)
class Colonne:
    """What one title of the file becomes: a field, or nothing with its reason."""

    titre: str
    champ: str | None
    ecartee: str = ""
    liste_fermee: bool = False
    """The office picks the value from a list: an unknown label is a category, not a free text."""

    facultative: bool = False
    ordre: Ordre | None = None
    """Order of the days of this column when it is not that of the file."""

    premiere_ligne: bool = False
    """Only the first line of the cell is read: the others are free text."""


@dataclass(frozen=True)
class Source:
    """One kind of export. `colonnes` maps titles to fields, `libelles` field → label → code of the vocabulary."""

    id: str
    titre: str
    colonnes: tuple[Colonne, ...]
    lecture: ReadOptions = field(default_factory=ReadOptions)
    noms: tuple[str, ...] = ()
    office: str | None = None
    office_par_colonne: bool = False
    office_nom_fichier: str | None = None
    portee: Portee = "complet"
    places_date_arrete: tuple[PlaceDate, ...] = ()
    nom_fichier_date: str = r"(\d{4}-\d{2}-\d{2})"
    zero_saisine: bool = False
    ordre_dates: Ordre = "jma"
    fuseau: Fuseau = "paris"
    qualite_date: str = "RECEPTION"
    sans_reception: bool = False
    annee_feuille: bool = False
    """The sheet's name gives the year of its cases."""

    unite: Unite = "saisine"
    entre_feuilles: EntreFeuilles = "conflit"
    code_postal_numerique: bool = False
    texte_en_date: bool = False
    libelles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    exemple: bool = False
    proposee: bool = False
    """Built from the header by `suggest`, not declared by anybody: said wherever it is used."""

    @property
    def titres(self) -> frozenset[str]:
        """Every title the source knows."""
        return frozenset(colonne.titre for colonne in self.colonnes)

    def covers(self, header: tuple[str, ...], nom: str) -> bool:
        """Whether the file is of this kind: same titles (facultative ones aside), and a name that fits if declared."""
        required = {colonne.titre for colonne in self.colonnes if not colonne.facultative}
        if not required <= set(header) or not set(header) <= self.titres:
            return False
        return (
            self.office is None
            or not self.noms
            or any(fnmatch.fnmatch(clean(nom), clean(motif)) for motif in self.noms)
        )
