"""What the commands say of a deposited file: what is seen, what would be taken, what stands in the base.

Takes nothing, gives the frozen records that `depot_json` fills and the page draws. It decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

SANS_REPONSE = ("OFFICE_A_DECLARER", "ARRETE_A_DECLARER", "PERTE_A_CONFIRMER")
"""Demands the page itself can answer; any other one refuses the deposit as it is."""


@dataclass(frozen=True)
class Colonne:
    """One title of the file, the field it becomes (None: dropped), and why."""

    titre: str
    champ: str | None
    confiance: float
    raison: str
    exemples: tuple[str, ...]


@dataclass(frozen=True)
class Ouvert:
    """A label nobody has classified, how often it comes and where, with the codes that come near."""

    champ: str
    libelle: str
    nombre: int
    lignes: tuple[int, ...]
    candidats: tuple[str, ...]


@dataclass(frozen=True)
class Champ:
    """A field a column may become; `interdit` when its content never enters the base."""

    nom: str
    libelle: str
    definition: str
    obligatoire: bool
    interdit: bool = False


@dataclass(frozen=True)
class Vu:
    """The file as `proposer` sees it. `source` names the declared source it fits, empty when it is a proposal."""

    fichier: str
    format: str
    encodage: str
    separateur: str
    feuilles: tuple[str, ...]
    entete_ligne: int
    lignes: int
    source: str
    toml: str
    ordre: str
    portee: str
    remarques: tuple[str, ...]
    questions: tuple[str, ...]
    colonnes: tuple[Colonne, ...]
    ouverts: tuple[Ouvert, ...]
    champs: tuple[Champ, ...]
    codes: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Constat:
    """One finding, its value masked."""

    code: str
    niveau: str
    conseil: str
    ligne: int | None
    feuille: str
    colonne: str
    valeur: str
    nombre: int


@dataclass(frozen=True)
class Demande:
    """Something to settle before the deposit."""

    code: str
    message: str
    conseil: str


@dataclass(frozen=True)
class Difference:
    """Cases that come, go, and change by field."""

    ajoutees: int
    retirees: int
    modifiees: Mapping[str, int]

    @property
    def nulle(self) -> bool:
        """Whether the base stays as it is."""
        return not (self.ajoutees or self.retirees or self.modifiees)


@dataclass(frozen=True)
class Etendue:
    """A headline figure and the bounds unclassified labels leave it, as shares."""

    code: str
    titre: str
    bas: float | None
    haut: float | None
    lignes: int


@dataclass(frozen=True)
class Essai:
    """What the deposit would do, as `integrer --essai` says it."""

    lues: int
    acceptees: int
    ecartees: int
    doublons: int
    ignorees: int
    constats: tuple[Constat, ...]
    debut: date | None
    fin: date | None
    arrete: date | None
    offices: Mapping[str, str]
    etendues: tuple[Etendue, ...]
    difference: Difference | None
    demandes: tuple[Demande, ...]

    def asks(self, code: str) -> bool:
        """Whether this demand is among those to settle."""
        return any(demande.code == code for demande in self.demandes)

    @property
    def refus(self) -> tuple[Demande, ...]:
        """The demands the page cannot answer."""
        return tuple(demande for demande in self.demandes if demande.code not in SANS_REPONSE)


@dataclass(frozen=True)
class EnPlace:
    """A standing deposit. `offices` counts those it speaks for."""

    id: str
    fichier: str
    arrete: date
    offices: int


@dataclass(frozen=True)
class Office:
    """An office of the register with its standing deposits."""

    cle: str
    nom: str
    depots: tuple[EnPlace, ...]
