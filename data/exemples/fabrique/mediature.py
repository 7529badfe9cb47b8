"""The platform's export: cases of many offices as the 28 columns of Médiature, known defects included.

Takes cases per office, gives rows of cells and, for the truth, the same rows before the defects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fabrique.classeur import Cellule, Date
from fabrique.dossiers import Dossiers
from fabrique.hasard import VIDE, build_generator
from fabrique.lieux import Lieu, lieux_de
from fabrique.outil import DOMAINES_PROPRES, SOUS_DOMAINES_PROPRES
from fabrique.recaste import recast
from fabrique.reseau import OfficeFictif
from fabrique.vocabulaires import CODES, libelles, read_vocabulaire

TITRES = (
    "N° dossier", "Collectivité", "Type de collectivité", "Date de la demande", "Date de dernière mise à jour",
    "Date d'échéance", "Date de clôture", "Avancement du dossier", "Mode de saisine", "Origine de la demande",
    "Collectivité compétente", "Domaine principal", "Domaine secondaire", "Entité compétente principale",
    "Entité compétente secondaire", "Assigné", "1ère réclamation faite", "Réponse à la 1ère réclamation",
    "Échanges en présentiel", "Type de clôture", "Accord des parties", "Poursuite au tribunal administratif",
    "Email renseigné", "Identité de genre", "Type d'usager", "Ville", "Code postal", "Pays",
)  # fmt: skip

DECALAGE_1970 = 25569
"""Excel's serial of 1 January 1970."""

TYPES = {"COMMUNE": "Ville", "EPCI": "Intercommunalité", "DEPARTEMENT": "Département", "REGION": "Région"}

LIBELLES: Mapping[str, Mapping[str, str]] = {
    "statut": {
        "RECU": "À traiter", "CONTACT_REQUERANT": "Contacter le requérant", "CLOS": "Clôture de la procédure",
        "ATTENTE_REQUERANT": "En attente de réponse du réquérant", "CONTACT_ADMINISTRATION": "Solliciter l'administration",
        "ATTENTE_ADMINISTRATION": "En attente de réponse de l'administration", "FINALISATION": "Finalisation",
    },
    "canal": {
        "COURRIER": "Courrier postal", "COURRIEL": "Email", "FORMULAIRE": "Formulaire internet", "TELEPHONE": "Téléphone",
        "PERMANENCE": "Bureau / Permanence",
    },
    "origine": {
        "USAGER": "Usager", "ELU": "Élu de la collectivité", "DEFENSEUR_DES_DROITS": "Défenseur des droits",
        "SERVICE_INTERNE": "Service interne", "JUGE": "Tribunal administratif", "AUTRE_PARTENAIRE": "Autre partenaire",
    },
    "issue": {
        "FAVORABLE_USAGER": "Droit à l'Usager", "PARTIEL": "Droit partiel Usager/Administration",
        "DECISION_MAINTENUE": "Droit à l'Administration", "REORIENTATION_INTERNE": "Orientation vers un service en interne",
        "REORIENTATION_EXTERNE": "Réorientation vers une autre institution",
        "DESISTEMENT": "Renonciation de la médiation par l'Usager",
        "ABANDON": "Pas de réponse de l'Usager depuis plus de 3 mois",
    },
    "genre": {"FEMME": "Femme", "HOMME": "Homme", "NON_BINAIRE": "Non-binaire"},
    "type_requerant": {
        "PARTICULIER": "Particulier", "ASSOCIATION": "Association", "ENTREPRISE": "Entreprise, Professionnel", "AUTRE": "Autre",
        "COLLECTIVITE": "Collectivité territoriale", "ETABLISSEMENT_PUBLIC": "Établissement public",
    },
}  # fmt: skip
"""Labels of the tool; « réquérant » is its own spelling."""

PRENOMS = ("Aline", "Bastien", "Coralie", "Didier", "Estelle", "Farid", "Gaëlle", "Hugo", "Inès", "Joël")
NOMS = ("Ambrosin", "Bellegarde-Roux", "Corvaisier", "Delmasure", "Estrabaud", "Fauquembert", "Garrisson", "Halluinck")


@dataclass(frozen=True)
class Ligne:
    """One case as the tool would write it without defects: a text, a date or a number per column."""

    office: str
    cellules: tuple[Cellule, ...]

    def alteree(self) -> tuple[Cellule, ...]:
        """The cells as the export writes them."""
        return tuple(recast(cellule) if isinstance(cellule, str) else cellule for cellule in self.cellules)


def render_platform(offices: Sequence[OfficeFictif], dossiers: Mapping[str, Dossiers]) -> list[Ligne]:
    """Every case of the offices, newest first, numbered by one counter that has gaps."""
    actifs = [office for office in offices if dossiers[office.cle].n]
    instants = np.concatenate([_instants(dossiers[office.cle]) for office in actifs])
    ordre = np.argsort(instants, kind="stable")
    sauts = 1 + (build_generator("numeros").random(len(ordre)) < 0.02)
    numeros = np.empty(len(ordre), dtype=np.int64)
    numeros[ordre] = np.cumsum(sauts)
    par_office = (_render_office(office, dossiers[office.cle]) for office in actifs)
    lignes = [ligne for office in par_office for ligne in office]
    return [Ligne(lignes[rang].office, (int(numeros[rang]), *lignes[rang].cellules)) for rang in ordre[::-1]]


def _instants(d: Dossiers) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return d["date_reception"].astype(np.int64) * 86400 + d["seconde_reception"]


def _render_office(office: OfficeFictif, d: Dossiers) -> Iterator[Ligne]:
    colonnes = [
        [office.nom_saisi] * d.n,
        [TYPES[office.type]] * d.n,
        _instant_cells(d, "date_reception", "seconde_reception"),
        _instant_cells(d, "date_maj", "seconde_maj"),
        _instant_cells(d, "date_echeance", None),
        _instant_cells(d, "date_cloture", "seconde_cloture"),
        *(_labels(d, nom) for nom in ("statut", "canal", "origine")),
        _yes_no(d, "competence"),
        *_domains(office, d),
        *_entities(d),
        _agents(office, d),
        *(_yes_no(d, nom) for nom in ("demarche_prealable", "reponse_prealable", "presentiel")),
        _labels(d, "issue"),
        *(_yes_no(d, nom) for nom in ("accord_parties", "suite_contentieuse", "email_renseigne")),
        *(_labels(d, nom) for nom in ("genre", "type_requerant")),
        *_places(office, d),
    ]
    for cellules in zip(*colonnes, strict=True):
        yield Ligne(office.cle, cellules)


def _instant_cells(d: Dossiers, jour: str, seconde: str | None) -> list[Cellule]:
    secondes = d[seconde] if seconde else np.zeros(d.n, dtype=np.int32)
    paires = zip(d[jour].tolist(), secondes.tolist(), strict=True)
    return ["" if j == VIDE else Date(DECALAGE_1970 + j + s / 86400) for j, s in paires]


def _labels(d: Dossiers, nom: str) -> list[Cellule]:
    textes = [LIBELLES[nom].get(code, "") for code in CODES[nom]]
    return ["" if rang == VIDE else textes[rang] for rang in d[nom].tolist()]


def _yes_no(d: Dossiers, nom: str) -> list[Cellule]:
    return [("Non", "Oui", "")[valeur] for valeur in d[nom].tolist()]


def _domains(office: OfficeFictif, d: Dossiers) -> tuple[list[Cellule], list[Cellule]]:
    return (
        _own_or_shared(d, "domaine", DOMAINES_PROPRES.get(office.cle, ())),
        _own_or_shared(d, "sous_domaine", SOUS_DOMAINES_PROPRES.get(office.cle, ())),
    )


def _own_or_shared(d: Dossiers, nom: str, propres: Sequence[str]) -> list[Cellule]:
    textes = [libelles(nom).get(code, "") for code in CODES[nom]]
    paires = zip(d[nom].tolist(), d[f"{nom}_propre"].tolist(), strict=True)
    return [propres[propre] if propre != VIDE else textes[rang] if rang != VIDE else "" for rang, propre in paires]


def _entities(d: Dossiers) -> tuple[list[Cellule], list[Cellule]]:
    rows = read_vocabulaire("reorientation_detail")
    premiers = libelles("reorientation")
    principale: list[Cellule] = []
    secondaire: list[Cellule] = []
    for rang, sans_detail in zip(d["reorientation_detail"].tolist(), d["sans_detail"].tolist(), strict=True):
        principale.append("" if rang == VIDE else premiers[rows[rang]["reorientation"]])
        secondaire.append("" if rang == VIDE or sans_detail else rows[rang]["libelle"])
    return principale, secondaire


def _agents(office: OfficeFictif, d: Dossiers) -> list[Cellule]:
    rng = build_generator("agents", office.cle)
    noms = [f"{PRENOMS[int(rng.integers(10))]} {NOMS[int(rng.integers(8))]}" for _ in range(3)]
    if office.cle == "COM-EX06":
        noms[1] = "Médiateur 1"
    return ["" if rang == VIDE else noms[rang] for rang in d["agent"].tolist()]


def _places(office: OfficeFictif, d: Dossiers) -> list[list[Cellule]]:
    lieux = lieux_de(office)
    inconnu = Lieu("", "", "", "", 0)
    trouves = [inconnu if rang == VIDE else lieux[rang] for rang in d["lieu"].tolist()]
    return [[lieu.ville for lieu in trouves], [lieu.code_postal for lieu in trouves], [lieu.pays for lieu in trouves]]


def serial_of(jour: int) -> Date:
    """The date cell of a day counted from 1970."""
    return Date(DECALAGE_1970 + jour)
