"""What the synthetic cases are calibrated on: weights and delays, each with the published figure behind it.

Gives constants only. Sources: annual reports and press gathered for the project (Charente-Maritime, Paris, Gap, Nice,
Île-de-France, Maine-et-Loire, Marseille, Sisteron); where nothing was published the value is ours, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping

Poids = Mapping[str, float]

CANAUX: Mapping[str, Poids] = {
    "COMMUNE": {"PERMANENCE": 50, "FORMULAIRE": 22, "COURRIEL": 14, "COURRIER": 8, "TELEPHONE": 6},
    "EPCI": {"FORMULAIRE": 42, "COURRIEL": 25, "COURRIER": 14, "TELEPHONE": 10, "PERMANENCE": 9},
    "DEPARTEMENT": {"FORMULAIRE": 38, "COURRIEL": 25, "COURRIER": 21, "TELEPHONE": 8, "PERMANENCE": 8},
    "REGION": {"FORMULAIRE": 56, "COURRIEL": 25, "COURRIER": 14, "TELEPHONE": 5},
}
"""Paris 2019: permanence 68 %, internet 25 %, letters 6 %; Gap 2014: permanence 85 %. Other types: ours."""

DOMAINES: Mapping[str, Poids] = {
    "COMMUNE": {
        "SECURITE_TRANQUILLITE": 18, "DEPLACEMENT": 16, "HABITAT_LOGEMENT": 17, "URBANISME_FONCIER": 14, "PROPRETE": 6,
        "AUTRE_SERVICE_A_LA_POPULATION": 6, "EDUCATION": 5, "ACTION_SOCIALE": 5, "ENVIRONNEMENT": 3, "FINANCES_ET_TARIFS": 3,
        "EAU_ET_ASSAINISSEMENT": 2, "SPORT_ET_LOISIR": 2, "CULTURE_PATRIMOINE": 1, "VIE_ASSOCIATIVE": 1, "AUTRE": 1,
    },
    "EPCI": {
        "EAU_ET_ASSAINISSEMENT": 27, "PROPRETE": 21, "DEPLACEMENT": 20, "URBANISME_FONCIER": 11, "FACTURE_IMPAYEE": 7,
        "HABITAT_LOGEMENT": 5, "FINANCES_ET_TARIFS": 4, "ENVIRONNEMENT": 3, "SPORT_ET_LOISIR": 1, "AUTRE": 1,
    },
    "DEPARTEMENT": {
        "RSA": 19, "HANDICAP": 17, "PERSONNE_AGEE": 12, "ACTION_SOCIALE": 12, "ENFANCE": 11, "DEPLACEMENT": 9,
        "HABITAT_LOGEMENT": 7, "EDUCATION": 5, "EAU_ET_ASSAINISSEMENT": 5, "FINANCES_ET_TARIFS": 2, "AUTRE": 1,
    },
    "REGION": {
        "EMPLOI_ENTREPRISE_INSERTION": 44, "DEPLACEMENT": 22, "EDUCATION": 10, "JEUNESSE": 8, "SANTE": 6,
        "FINANCES_ET_TARIFS": 4, "TOURISME": 2, "VIE_ASSOCIATIVE": 2, "AUTRE": 2,
    },
}  # fmt: skip
"""Paris 2019: housing 45 %, travel 21 %, social 12 %; Gap: two thirds neighbours; Maine-et-Loire 2017: inclusion 39 %,
autonomy 22 %, childhood 18 %; Île-de-France: training, grants, transport."""

ISSUES_MEDIATURE: Mapping[str, Poids] = {
    "RECEVABLE": {
        "FAVORABLE_USAGER": 43, "PARTIEL": 17, "DECISION_MAINTENUE": 25, "REORIENTATION_INTERNE": 5, "ABANDON": 6, "DESISTEMENT": 4,
    },
    "REORIENTEE": {
        "REORIENTATION_EXTERNE": 76, "REORIENTATION_INTERNE": 10, "ABANDON": 6, "DESISTEMENT": 4, "DECISION_MAINTENUE": 3,
        "FAVORABLE_USAGER": 1,
    },
    "IRRECEVABLE": {"REORIENTATION_INTERNE": 50, "REORIENTATION_EXTERNE": 22, "ABANDON": 17, "DESISTEMENT": 11},
}  # fmt: skip
"""Outcomes by what the case is. Nice 2020: 35 % favourable, 22 % median solution; Seine-Saint-Denis 2022: 71 %."""

ISSUES_TABLEUR: Mapping[str, Poids] = {
    "RECEVABLE": {
        "FAVORABLE_USAGER": 44, "PARTIEL": 15, "DECISION_MAINTENUE": 17, "ECHEC": 5, "INFORMATION": 7, "ABANDON": 6,
        "DESISTEMENT": 4, "JUSTICE": 1, "A_QUALIFIER": 1,
    },
    "REORIENTEE": {"REORIENTATION_EXTERNE": 86, "REORIENTATION_INTERNE": 10, "ABANDON": 4},
    "IRRECEVABLE": {"IRRECEVABLE": 92, "ABANDON": 4, "JUSTICE": 4},
}  # fmt: skip

MEDIANES: Poids = {
    "FAVORABLE_USAGER": 68, "PARTIEL": 78, "DECISION_MAINTENUE": 75, "ECHEC": 90, "INFORMATION": 18,
    "REORIENTATION_INTERNE": 36, "REORIENTATION_EXTERNE": 30, "DESISTEMENT": 50, "ABANDON": 128, "IRRECEVABLE": 20,
    "JUSTICE": 82, "A_QUALIFIER": 60,
}  # fmt: skip
"""Median days by outcome: all together about 45, with a mean of about 70. Nice publishes means of 40 to 86 days,
Sisteron 79; medians were never published."""

ECART_DELAI = 0.88
"""Standard deviation of the logarithm of delays: mean about 1.5 times the median, Paris's 82–89 % under four months."""

SAISONS = (1.08, 1.02, 1.08, 0.98, 0.96, 1.02, 0.90, 0.62, 1.10, 1.14, 1.08, 0.92)
"""Months, January first. August dip: ours, from the habits of administrations."""

MOTIFS_REORIENTEE: Poids = {
    "HORS_CHAMP_COMPETENCE": 52, "AUTRE_MEDIATEUR": 17, "LITIGE_ENTRE_PARTICULIERS": 14, "DECISION_JUSTICE": 3,
    "MARCHE_SUBVENTION": 3, "LITIGE_AGENT_EMPLOYEUR": 4, "AUTRE": 4, "A_QUALIFIER": 3,
}  # fmt: skip
MOTIFS_IRRECEVABLE: Poids = {
    "DEMARCHE_PREALABLE_ABSENTE": 58, "TARDIVE": 11, "JUSTICE_SAISIE": 12, "INFONDEE": 8, "DOSSIER_INCOMPLET": 9, "A_QUALIFIER": 2,
}  # fmt: skip
"""Reasons for refusal of article L. 612-2; the missing first step leads, as in Seine-Saint-Denis 2022 (83 cases)."""

NATURES: Poids = {
    "REFUS": 34, "INDU_REMBOURSEMENT": 22, "SILENCE": 14, "DELAI": 9, "MONTANT_TARIF": 7, "QUALITE_SERVICE": 7,
    "DOMMAGE": 3, "INFORMATION": 4,
}  # fmt: skip
"""Maine-et-Loire 2017: refusals 40 %, refunds and overpayments 29 %; Nice 2024: silence 21 %."""

ORIGINES: Poids = {
    "USAGER": 88,
    "ELU": 4,
    "DEFENSEUR_DES_DROITS": 3,
    "SERVICE_INTERNE": 2,
    "JUGE": 1.5,
    "AUTRE_PARTENAIRE": 1.5,
}
REQUERANTS: Poids = {
    "PARTICULIER": 89, "ASSOCIATION": 4, "ENTREPRISE": 5, "AUTRE": 1, "COLLECTIVITE": 0.5, "ETABLISSEMENT_PUBLIC": 0.5,
}  # fmt: skip
"""Marseille 2023: 89 % private persons; Charente-Maritime 2022: 98 %; Île-de-France 2019: two thirds."""

GENRES: Poids = {"FEMME": 53, "HOMME": 46.6, "NON_BINAIRE": 0.4}
AGES: Poids = {"MOINS_25": 6, "25_39": 24, "40_59": 37, "60_74": 25, "75_PLUS": 8}
OUVERTS: Poids = {
    "RECU": 20, "CONTACT_REQUERANT": 7, "ATTENTE_REQUERANT": 10, "CONTACT_ADMINISTRATION": 8, "ATTENTE_ADMINISTRATION": 33,
    "FINALISATION": 22,
}  # fmt: skip
"""Steps of open cases: ours."""
