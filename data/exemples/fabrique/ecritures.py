"""How each office spells its lists: several spellings of one code, and a few labels no vocabulary knows.

Gives constants only; a test checks that every spelling but the unknown ones leads back to its code.
"""

from __future__ import annotations

from fabrique.tableau import Ecritures

ESPACE = "\u00a0"
"""No-break space: typed by word processors before « / » and inside names, invisible to the reader of a screen."""

RECEVABILITE: Ecritures = {
    "RECEVABLE": ("Recevable",), "IRRECEVABLE": ("Irrecevable", "Non recevable"), "REORIENTEE": ("Réorientée",),
    "EN_EXAMEN": ("En examen", "À l’étude"),
}  # fmt: skip

MOTIFS: Ecritures = {
    "HORS_CHAMP_COMPETENCE": ("Hors du champ de compétence", "Hors champ"),
    "AUTRE_MEDIATEUR": ("Autre médiateur compétent",),
    "LITIGE_ENTRE_PARTICULIERS": ("Litiges entre particuliers", "Litige privé"),
    "DECISION_JUSTICE": ("Décision de justice",),
    "MARCHE_SUBVENTION": ("Attribution de subventions",),
    "LITIGE_AGENT_EMPLOYEUR": ("RH agent en poste",),
    "DEMARCHE_PREALABLE_ABSENTE": ("N’a pas fait l’objet d’une démarche préalable", "Saisine prématurée"),
    "TARDIVE": ("Caractère tardif de la saisine",),
    "JUSTICE_SAISIE": ("Justice déjà saisie",),
    "INFONDEE": ("Manifestement infondée ou abusive",),
    "DOSSIER_INCOMPLET": ("Dossier incomplet", "Pièces manquantes"),
    "AUTRE": ("Autre",),
    "A_QUALIFIER": ("Double d’une pétition",),
}

CANAUX: Ecritures = {
    "COURRIER": (f"Courrier{ESPACE}postal", "Courrier", "LRAR"),
    "COURRIEL": ("Courriel", "Mail", "E-mail"),
    "FORMULAIRE": ("Formulaire en ligne", "Internet"),
    "TELEPHONE": ("Téléphone", "Tél."),
    "PERMANENCE": ("Permanence", "Rendez-vous", f"Bureau{ESPACE}/{ESPACE}Permanence"),
    "A_QUALIFIER": ("Borne du hall d’accueil",),
}

ISSUES: Ecritures = {
    "FAVORABLE_USAGER": ("Totalement favorable", "Favorable"),
    "PARTIEL": ("Partiellement favorable", "Solution médiane"),
    "DECISION_MAINTENUE": ("Décision maintenue",),
    "ECHEC": ("Échec", "Non abouti"),
    "INFORMATION": ("Information", "Conseil"),
    "REORIENTATION_INTERNE": ("Renvoyé vers le service compétent",),
    "REORIENTATION_EXTERNE": ("Réorientation",),
    "DESISTEMENT": ("Désistement",),
    "ABANDON": ("Abandonné", "Requérant n’a pas donné suite"),
    "IRRECEVABLE": ("Irrecevable",),
    "JUSTICE": ("Justice déjà saisie",),
    "A_QUALIFIER": ("Renvoyé à la commission de décembre",),
}

REQUERANTS: Ecritures = {
    "PARTICULIER": ("Particulier", "Personne physique"), "ASSOCIATION": ("Association",), "ENTREPRISE": ("Entreprise", "Société"),
    "COLLECTIVITE": ("Autre collectivité",), "ETABLISSEMENT_PUBLIC": ("Établissement public",), "AUTRE": ("Divers",),
}  # fmt: skip

ORIGINES: Ecritures = {
    "USAGER": ("Requérant", "Usager"), "ELU": ("Élu",), "DEFENSEUR_DES_DROITS": ("Délégué du Défenseur des droits", "DDD"),
    "SERVICE_INTERNE": ("Service interne",), "JUGE": ("Ordonnance TA",), "AUTRE_PARTENAIRE": ("Autre partenaire",),
}  # fmt: skip

NATURES: Ecritures = {
    "REFUS": ("Refus d’attribution", "Refus"), "INDU_REMBOURSEMENT": ("Trop-perçu", "Indu"), "SILENCE": ("Absence de réponse",),
    "DELAI": ("Retard",),
}  # fmt: skip

STATUTS: Ecritures = {
    "RECU": ("Nouveau",), "CONTACT_REQUERANT": ("Contacter le requérant",), "ATTENTE_REQUERANT": ("Attente pièces",),
    "CONTACT_ADMINISTRATION": ("Solliciter l’administration",), "ATTENTE_ADMINISTRATION": ("Attente service",),
    "FINALISATION": ("Finalisation",), "CLOS": ("Classé", "Clôturé"),
}  # fmt: skip

CIVILITES: Ecritures = {"FEMME": ("Mme", "Madame"), "HOMME": ("M.", "Monsieur"), "NON_BINAIRE": ("Non-binaire",)}
LETTRES: Ecritures = {"FEMME": ("F",), "HOMME": ("H",), "NON_BINAIRE": ("Non-binaire",)}
AGES: Ecritures = {
    "MOINS_25": ("<25",), "25_39": ("25-39",), "40_59": ("40-59",), "60_74": ("60-74",), "75_PLUS": ("75+",),
}  # fmt: skip
SUITES: Ecritures = {
    "TOTALE": ("Totalement suivie", "Oui"),
    "PARTIELLE": ("Partiellement suivie",),
    "NON": ("Non suivie",),
}

DOMAINES: dict[str, Ecritures] = {
    "DEPARTEMENT": {
        "PERSONNE_AGEE": ("APA",), "HANDICAP": ("MDPH/MDA",), "ENFANCE": ("Enfance-famille",),
        "ACTION_SOCIALE": ("Social",), "EDUCATION": ("Collèges",), "EAU_ET_ASSAINISSEMENT": ("Eau",),
        "HABITAT_LOGEMENT": ("Logement",), "FINANCES_ET_TARIFS": ("Finances",), "DEPLACEMENT": ("Transport scolaire", "Transports"),
        "A_QUALIFIER": ("Ports départementaux", "Chemins de randonnée"),
    },
    "REGION": {
        "EMPLOI_ENTREPRISE_INSERTION": ("Formation professionnelle", "Subventions"), "DEPLACEMENT": ("Transports",),
        "FINANCES_ET_TARIFS": ("Finances",), "A_QUALIFIER": ("Lycées agricoles",),
    },
    "EPCI": {
        "EAU_ET_ASSAINISSEMENT": ("Eau", "Assainissement"), "PROPRETE": ("Déchets",), "DEPLACEMENT": ("Voirie-Déplacements",),
        "URBANISME_FONCIER": ("Droit des sols", "Urbanisme"), "SPORT_ET_LOISIR": ("Sport",), "HABITAT_LOGEMENT": ("Logement",),
        "A_QUALIFIER": ("Aires d’accueil",),
    },
    "COMMUNE": {
        "SECURITE_TRANQUILLITE": ("Voisinage", "Bruit", "Nuisances"), "DEPLACEMENT": ("Déplacements-voirie",),
        "HABITAT_LOGEMENT": ("Logement-habitat", "Logement"), "URBANISME_FONCIER": ("Urbanisme",), "EDUCATION": ("Scolaire",),
        "AUTRE_SERVICE_A_LA_POPULATION": ("Funéraire",), "CULTURE_PATRIMOINE": ("Culture",), "ACTION_SOCIALE": ("Social",),
        "A_QUALIFIER": ("Jardins familiaux", "Chats errants"),
    },
}  # fmt: skip
