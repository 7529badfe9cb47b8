"""The titles and columns of the six tables kept by offices.

Takes an office and its cases, gives named columns. Titles are those the declared sources name.
"""

from __future__ import annotations

from collections.abc import Sequence

from fabrique import ecritures as e
from fabrique.dossiers import Dossiers
from fabrique.hasard import build_generator
from fabrique.reseau import OfficeFictif
from fabrique.tableau import Colonne, Valeur, days, labels, numbers, postal_codes, towns, yes_no

REMARQUES = ("", "", "", "Vœu de l’assemblée", "Pièce jointe ; relance", "Suivi avec le cœur de service", "« urgent »")
"""Free text, harmless: it is there to be dropped."""


def county_columns(office: OfficeFictif, d: Dossiers) -> list[Colonne]:
    """`;` text with titles and a total: admissibility, reasons, acknowledgement, proposal."""
    rng = build_generator("montants", office.cle)
    montants = [f"{int(v)},{int(v * 100) % 100:02d} €" if v > 60 else "" for v in rng.lognormal(5, 1, d.n)]
    return [
        ("N° dossier", numbers(d, "YS-{annee}-{rang:04d}")),
        ("Reçu le", days(d, "date_reception")),
        ("Date AR", days(d, "date_accuse_reception")),
        ("Canal", labels(d, "canal", e.CANAUX)),
        ("Qualité du requérant", labels(d, "type_requerant", e.REQUERANTS)),
        ("Code postal", postal_codes(d, office)),
        ("Commune", towns(d, office)),
        ("Domaine", labels(d, "domaine", e.DOMAINES[office.type])),
        ("Nature de la demande", labels(d, "nature_demande", e.NATURES)),
        ("Démarche préalable", yes_no(d, "demarche_prealable")),
        ("Champ de compétence", yes_no(d, "competence")),
        ("Recevabilité", labels(d, "recevabilite", e.RECEVABILITE)),
        ("Date recevabilité", days(d, "date_recevabilite")),
        ("Motif de refus", labels(d, "motif_irrecevabilite", e.MOTIFS)),
        ("Date d’accord", days(d, "date_accord_mediation")),
        ("Date de proposition", days(d, "date_proposition")),
        ("Proposition émise", yes_no(d, "proposition_emise")),
        ("Proposition suivie", labels(d, "proposition_suivie", e.SUITES)),
        ("Issue", labels(d, "issue", e.ISSUES)),
        ("Accord", yes_no(d, "accord_parties")),
        ("Montant en jeu", montants),
        ("Observations", _remarks(office, d)),
        ("Clôturé le", days(d, "date_cloture")),
    ]


def text_columns(office: OfficeFictif, d: Dossiers) -> list[Colonne]:
    """Text saved by Excel: an office that refuses nothing, most people come to its permanences."""
    return [
        ("Réf. dossier", numbers(d, "{rang}/{annee}")),
        ("Date de saisine", days(d, "date_reception")),
        ("État du dossier", labels(d, "statut", e.STATUTS)),
        ("Moyen de saisine", labels(d, "canal", e.CANAUX)),
        ("Saisi par", labels(d, "origine", e.ORIGINES)),
        ("Catégorie d’usager", labels(d, "type_requerant", e.REQUERANTS)),
        ("H/F", labels(d, "genre", e.LETTRES)),
        ("Tranche d’âge", labels(d, "tranche_age", e.AGES)),
        ("CP", postal_codes(d, office)),
        ("Thème", labels(d, "domaine", e.DOMAINES[office.type])),
        ("Sous-thème", labels(d, "sous_domaine")),
        ("Relève de la compétence", yes_no(d, "competence", "O", "N")),
        ("Issue de la médiation", labels(d, "issue", e.ISSUES)),
        ("Accord entre les deux parties", yes_no(d, "accord_parties", "O", "N")),
        ("Représentant du médiateur", _agents(d)),
        ("Clôturé le", days(d, "date_cloture")),
    ]


def regional_columns(office: OfficeFictif, d: Dossiers) -> list[Colonne]:
    """Workbook with two sheets: the whole legal clock of a mediation."""
    return [
        ("Référence", numbers(d, "TV{annee}{rang:05d}")),
        ("Date de réception", days(d, "date_reception")),
        ("AR envoyé le", days(d, "date_accuse_reception")),
        ("Canal de saisine", labels(d, "canal", e.CANAUX)),
        ("Auteur de la saisine", labels(d, "origine", e.ORIGINES)),
        ("Type de requérant", labels(d, "type_requerant", e.REQUERANTS)),
        ("Code postal", postal_codes(d, office)),
        ("Thématique", labels(d, "domaine", e.DOMAINES[office.type])),
        ("Compétence", yes_no(d, "competence")),
        ("Recevable", labels(d, "recevabilite", e.RECEVABILITE)),
        ("Recevable le", days(d, "date_recevabilite")),
        ("Motif d’irrecevabilité", labels(d, "motif_irrecevabilite", e.MOTIFS)),
        ("Accord pour la médiation le", days(d, "date_accord_mediation")),
        ("Première réunion le", days(d, "date_premiere_reunion")),
        ("Proposition le", days(d, "date_proposition")),
        ("Fin de médiation le", days(d, "date_fin_mediation")),
        ("Proposition émise", yes_no(d, "proposition_emise")),
        ("Avis suivi", labels(d, "proposition_suivie", e.SUITES)),
        ("Résultat", labels(d, "issue", e.ISSUES)),
        ("Recours contentieux", yes_no(d, "suite_contentieuse")),
        ("Clos le", days(d, "date_cloture")),
    ]


def annual_columns(office: OfficeFictif, d: Dossiers) -> list[Colonne]:
    """Spreadsheet with a sheet per year."""
    return [
        ("Numéro de dossier", numbers(d, "OM-{rang:04d}")),
        ("Date d’arrivée", days(d, "date_reception")),
        ("Date de clôture", days(d, "date_cloture")),
        ("Statut", labels(d, "statut", e.STATUTS)),
        ("Mode de saisine", labels(d, "canal", e.CANAUX)),
        ("Type de requérant", labels(d, "type_requerant", e.REQUERANTS)),
        ("Civilité", labels(d, "genre", e.CIVILITES)),
        ("Code postal", postal_codes(d, office)),
        ("Domaine", labels(d, "domaine", e.DOMAINES[office.type])),
        ("Sous-domaine", labels(d, "sous_domaine")),
        ("Compétent O/N", yes_no(d, "competence", "O", "N")),
        ("Démarche préalable", yes_no(d, "demarche_prealable", "O", "N")),
        ("Résultat", labels(d, "issue", e.ISSUES)),
        ("Accord trouvé", yes_no(d, "accord_parties", "O", "N")),
        ("TA saisi", yes_no(d, "suite_contentieuse", "O", "N")),
        ("Suivi par", _agents(d)),
    ]


def json_columns(office: OfficeFictif, d: Dossiers) -> list[Colonne]:
    """What a small database of the office gives, one object per line."""
    return [
        ("num_dossier", numbers(d, "CN{annee}-{rang}")),
        ("date_reception", days(d, "date_reception")),
        ("date_ar", days(d, "date_accuse_reception")),
        ("canal_entree", labels(d, "canal", e.CANAUX)),
        ("type_demandeur", labels(d, "type_requerant", e.REQUERANTS)),
        ("code_postal", postal_codes(d, office)),
        ("domaine", labels(d, "domaine", e.DOMAINES[office.type])),
        ("competence", yes_no(d, "competence", "VRAI", "FAUX")),
        ("recevabilite", labels(d, "recevabilite", e.RECEVABILITE)),
        ("date_recevabilite", days(d, "date_recevabilite")),
        ("motif_rejet", labels(d, "motif_irrecevabilite", e.MOTIFS)),
        ("date_accord", days(d, "date_accord_mediation")),
        ("date_proposition", days(d, "date_proposition")),
        ("avis_emis", yes_no(d, "proposition_emise", "VRAI", "FAUX")),
        ("avis_suivi", labels(d, "proposition_suivie", e.SUITES)),
        ("resultat", labels(d, "issue", e.ISSUES)),
        ("accord", yes_no(d, "accord_parties", "VRAI", "FAUX")),
        ("date_cloture", days(d, "date_cloture")),
    ]


def small_town_columns(office: OfficeFictif, d: Dossiers) -> list[Colonne]:
    """The short table of a small town."""
    return [
        ("Ref", numbers(d, "SIS {rang}")),
        ("Recu le", days(d, "date_reception")),
        ("Mode", labels(d, "canal", e.CANAUX)),
        ("Qui", labels(d, "type_requerant", e.REQUERANTS)),
        ("CP", postal_codes(d, office)),
        ("Theme", labels(d, "domaine", e.DOMAINES[office.type])),
        ("Presentiel", yes_no(d, "presentiel", "X", "Non")),
        ("Suite donnee", labels(d, "issue", e.ISSUES)),
        ("Clos le", days(d, "date_cloture")),
    ]


def _remarks(office: OfficeFictif, d: Dossiers) -> list[Valeur]:
    rng = build_generator("remarques", office.cle)
    return [REMARQUES[rang] for rang in rng.integers(0, len(REMARQUES), d.n).tolist()]


def _agents(d: Dossiers) -> Sequence[Valeur]:
    return [("A. Verdoncourt", "B. Lassigny", "C. Ombredane", "")[rang] for rang in d["agent"].tolist()]
