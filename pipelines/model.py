"""The saisine, declared once: every column with its type, label, definition, vocabulary and fate.

The Arrow schema of the base, the fields a source may name, the completeness report and the generated
documentation all come from `CHAMPS`. A field the base must never hold is declared here as such, so that a
source can recognise it and drop it by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

Type = Literal["texte", "date", "booleen", "code", "entier"]
Sort = Literal["base", "lecture", "interdit"]
"""`base`: kept in Parquet. `lecture`: used while reading to derive something, then dropped. `interdit`: personal
or free text, never leaves the reader."""

A_QUALIFIER = "A_QUALIFIER"
"""Code of a label nobody has classified yet: counted, listed, never merged into « Autre »."""

HORS_FRANCE = "HORS_FRANCE"
ILLISIBLE = "ILLISIBLE"
"""Two values of `departement_requerant` beside the codes: a foreign address; a postal code no rule can read."""


@dataclass(frozen=True)
class Champ:
    """One column of the saisine. `vocabulaire` names a file of `data/vocabularies`."""

    nom: str
    type: Type
    libelle: str
    definition: str
    sort: Sort = "base"
    obligatoire: bool = False
    vocabulaire: str | None = None

    @property
    def arrow(self) -> pa.DataType:
        """Arrow type of the typed column."""
        return {"date": pa.date32(), "booleen": pa.bool_(), "entier": pa.int32()}.get(self.type, pa.string())


def _code(nom: str, libelle: str, definition: str, vocabulaire: str | None = None) -> Champ:
    return Champ(nom, "code", libelle, definition, vocabulaire=vocabulaire or nom)


def _date(nom: str, libelle: str, definition: str) -> Champ:
    return Champ(nom, "date", libelle, definition)


def _oui_non(nom: str, libelle: str, definition: str) -> Champ:
    return Champ(nom, "booleen", libelle, definition + " Vide : non renseigné, distinct de Non.")


CHAMPS: tuple[Champ, ...] = (
    Champ("saisine_id", "texte", "Identifiant", "HMAC de l’office et du numéro de dossier.", obligatoire=True),
    Champ("office_id", "texte", "Office", "Clé de l’office dans le registre.", obligatoire=True),
    Champ("date_reception", "date", "Date de réception", "Entrée de la saisine dans l’office.", obligatoire=True),
    Champ("annee_declaree", "entier", "Année déclarée", "Année de la saisine quand la source n’a pas de date."),
    _code("qualite_date", "Qualité de la date de réception", "Ce que dit vraiment la date de réception."),
    _date("date_accuse_reception", "Date d’accusé de réception", "Envoi de l’accusé de réception."),
    _date("date_recevabilite", "Date de recevabilité", "Décision de recevabilité."),
    _date("date_accord_mediation", "Date d’accord pour la médiation", "Accord des parties, art. L. 213-6 CJA."),
    _date("date_premiere_reunion", "Date de première réunion", "Première réunion, art. L. 213-6 CJA."),
    _date("date_proposition", "Date de la proposition", "Avis ou proposition du médiateur."),
    _date("date_fin_mediation", "Date de fin déclarée", "Fin de médiation déclarée, distincte de la clôture."),
    _date("date_cloture", "Date de clôture", "Clôture du dossier ; un dossier est clos si elle est présente."),
    _date("date_echeance", "Date d’échéance", "Rappel posé par l’office."),
    _date("date_maj", "Date de mise à jour", "Dernière modification connue de l’outil."),
    _code("statut", "Avancement", "Étape du dossier dans l’outil."),
    _code("canal", "Canal de saisine", "Moyen par lequel la saisine est arrivée."),
    _code("origine", "Origine de la demande", "Qui saisit."),
    _code("cadre", "Cadre de la médiation", "Cadre juridique."),
    _code("type_requerant", "Type de requérant", "Qualité du requérant."),
    _code("genre", "Genre", "Genre enregistré par l’office."),
    _code("tranche_age", "Tranche d’âge", "Âge du requérant, en tranches."),
    Champ("departement_requerant", "texte", "Département du requérant", "Seule trace gardée de l’adresse."),
    _oui_non("competence", "Collectivité compétente", "La demande est dans le champ de l’office."),
    _code("recevabilite", "Recevabilité", "Décision de recevabilité."),
    _code("motif_irrecevabilite", "Motif d’irrecevabilité", "Motif du refus."),
    _code("reorientation", "Entité compétente", "Entité vers laquelle la demande relève, premier niveau."),
    _code("reorientation_detail", "Entité compétente, détail", "Entité compétente, second niveau."),
    _oui_non("demarche_prealable", "Démarche préalable faite", "Une réclamation a été faite avant la saisine."),
    _oui_non("reponse_prealable", "Réponse à la démarche préalable", "L’administration avait répondu."),
    _code("domaine", "Domaine", "Domaine principal, nomenclature Médiature à 33 postes."),
    Champ(
        "domaine_local",
        "texte",
        "Domaine propre à l’office",
        "Nom que l’office donne à sa catégorie, s’il n’est pas celui de la nomenclature.",
    ),
    _code("sous_domaine", "Sous-domaine", "Second niveau du domaine."),
    Champ(
        "sous_domaine_local",
        "texte",
        "Sous-domaine propre à l’office",
        "Nom que l’office donne à sa catégorie, s’il n’est pas celui de la nomenclature.",
    ),
    _code("nature_demande", "Nature de la demande", "Ce que le requérant conteste ou demande."),
    _oui_non("presentiel", "Échanges en présentiel", "Une rencontre a eu lieu."),
    _code("issue", "Issue", "Résultat à la clôture."),
    _oui_non("accord_parties", "Accord des parties", "Les parties sont d’accord ; axe distinct de l’issue."),
    _oui_non("proposition_emise", "Proposition émise", "Le médiateur a fait une proposition."),
    _code("proposition_suivie", "Proposition suivie", "Suite donnée à la proposition."),
    _oui_non("suite_contentieuse", "Suite contentieuse", "Le litige se poursuit au tribunal administratif."),
    _oui_non("email_renseigne", "Courriel renseigné", "Le requérant a donné une adresse électronique."),
    Champ("alterations", "texte", "Champs altérés", "Champs que l’outil d’export a corrompus, séparés par une espace."),
    Champ("depot_id", "texte", "Dépôt", "Dépôt qui a apporté cette version de la saisine.", obligatoire=True),
    Champ("feuille", "texte", "Feuille", "Feuille du fichier de l’office."),
    Champ("ligne", "entier", "Ligne", "Ligne du fichier de l’office.", obligatoire=True),
    Champ("id_dossier_source", "texte", "Numéro de dossier", "Numéro de l’office, texte.", "lecture", True),
    Champ("collectivite", "texte", "Collectivité", "Nom de l’office dans le fichier.", "lecture"),
    Champ(
        "type_collectivite", "code", "Type de collectivité", "Type de l’office.", "lecture", False, "type_collectivite"
    ),
    Champ("code_postal_requerant", "texte", "Code postal", "Sert à trouver le département.", "lecture"),
    Champ("commune_requerant", "texte", "Commune", "Sert à signaler une ville altérée.", "lecture"),
    Champ("pays_requerant", "texte", "Pays", "Sert à reconnaître une adresse étrangère.", "lecture"),
    Champ("delai_declare", "texte", "Délai déclaré", "Délai calculé par l’office : jamais repris.", "lecture"),
    Champ("agent_traitant", "texte", "Agent", "Nom d’un agent.", "interdit"),
    Champ("service_mis_en_cause", "texte", "Service mis en cause", "Texte libre de l’office.", "interdit"),
    Champ("identite", "texte", "Identité", "Nom, prénom, adresse, courriel, téléphone.", "interdit"),
    Champ("texte_libre", "texte", "Texte libre", "Description, conclusion, notes.", "interdit"),
)

PAR_NOM: dict[str, Champ] = {champ.nom: champ for champ in CHAMPS}

CHAMPS_BASE: tuple[Champ, ...] = tuple(champ for champ in CHAMPS if champ.sort == "base")

SCHEMA_SAISINE: pa.Schema = pa.schema(
    [pa.field(champ.nom, champ.arrow, metadata={"libelle": champ.libelle}) for champ in CHAMPS_BASE]
)
"""Schema of `entrepot/saisines`: one row per saisine."""

DATES: tuple[str, ...] = tuple(champ.nom for champ in CHAMPS_BASE if champ.type == "date")
CODES: tuple[str, ...] = tuple(champ.nom for champ in CHAMPS_BASE if champ.type == "code")
BOOLEENS: tuple[str, ...] = tuple(champ.nom for champ in CHAMPS_BASE if champ.type == "booleen")
