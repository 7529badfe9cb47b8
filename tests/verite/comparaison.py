"""Rebuilds, from the base alone, every value a truth file of the real-format exports gives.

Independent of the publication's SQL on purpose: plain pandas on resolved saisines, from the definitions of the truth
files. `NON_COMPARABLES` names the few keys that no base may hold or that the file itself no longer carries.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pandas as pd

from pipelines.model import A_QUALIFIER, HORS_FRANCE, ILLISIBLE
from pipelines.vocabulary import load_vocabulary

NON_COMPARABLES: dict[str, str] = {
    "file": "nom du fichier",
    "bytes": "taille du fichier",
    "format_version": "version du format, portée par la source",
    "extract_at_utc": "l’heure n’est pas gardée, le jour est comparé",
    "conventions": "texte",
    "row_order": "l’ordre des lignes n’est pas une donnée",
    "columns": "comparées par les taux de vides, colonne par colonne",
    "sheet": "nom de feuille, comparé sur les lignes",
    "authorityName": "nom porté par le registre des offices",
    "authorityType": "type porté par le registre des offices",
    "anomalies.year_differs_if_read_as_UTC": "l’heure n’est pas gardée dans la base",
    "anomalies.delay_differs_if_computed_on_UTC_dates": "l’heure n’est pas gardée dans la base",
    "anomalies.backlog_typed_in_at_onboarding": "hypothèse du générateur, pas une donnée du fichier",
    "anomalies.humanId_min": "les numéros de dossier ne sont gardés que hachés",
    "anomalies.humanId_max": "les numéros de dossier ne sont gardés que hachés",
    "anomalies.city_with_leading_or_trailing_space": "la ville n’est pas gardée",
    "anomalies.assignees_named": "le nom des agents ne quitte pas le lecteur",
    "corruption.rows_affected_excluding_postal": "compte par ligne ; les comptes par colonne sont comparés",
    "corruption.cells": "liste de valeurs ; les comptes par colonne sont comparés",
    "corruption.cells_fields": "texte",
    "corruption.authorityName_note": "texte",
    "corruption.postal_code.retyped_as_number": "un code postal numérique intact ne se distingue pas d’un code retypé",
    "corruption.postal_code.leading_zero_lost": "réparé : les départements retrouvés sont comparés",
    "corruption.postal_code.other_number_change": "« 33700 » suivi d’une espace est devenu 33700 : rien ne le dit",
    "corruption.text_cells_altered.Code postal -> number": "même raison",
}

STATUTS = {
    "TO_PROCESS": "RECU",
    "CONTACT_REQUESTER": "CONTACT_REQUERANT",
    "WAITING_FOR_REQUESTER": "ATTENTE_REQUERANT",
    "CONTACT_ADMINISTRATION": "CONTACT_ADMINISTRATION",
    "WAITING_FOR_ADMINISTATION": "ATTENTE_ADMINISTRATION",
    "ABOUT_TO_CLOSE": "FINALISATION",
    "CLOSED": "CLOS",
}
CANAUX = {"WEB": "FORMULAIRE", "MAIL": "COURRIER", "EMAIL": "COURRIEL", "PHONE": "TELEPHONE", "OFFICE": "PERMANENCE"}
ORIGINES = {
    "CITIZEN": "USAGER",
    "RIGHTS_DEFENDER": "DEFENSEUR_DES_DROITS",
    "AUTHORITY_REPRESENTATIVE": "ELU",
    "INTERNAL_DEPARTMENT": "SERVICE_INTERNE",
    "OTHER": "AUTRE_PARTENAIRE",
    "ADMINISTRATIVE_COURT": "JUGE",
    "AGENT": "AUTOSAISINE",
}
ISSUES = {
    "FAVORABLE_TO_CITIZEN": "FAVORABLE_USAGER",
    "PARTIAL": "PARTIEL",
    "FAVORABLE_TO_ADMINISTRATION": "DECISION_MAINTENUE",
    "EXTERNAL_FORWARD": "REORIENTATION_EXTERNE",
    "INTERNAL_FORWARD": "REORIENTATION_INTERNE",
    "CITIZEN_INACTIVITY": "ABANDON",
    "CITIZEN_WAIVER": "DESISTEMENT",
}
REQUERANTS = {
    "INDIVIDUAL": "PARTICULIER",
    "ASSOCIATION": "ASSOCIATION",
    "BUSINESS": "ENTREPRISE",
    "OTHER": "AUTRE",
    "PUBLIC_INSTITUTION": "ETABLISSEMENT_PUBLIC",
    "AUTHORITY": "COLLECTIVITE",
}
GENRES = {"FEMALE": "FEMME", "MALE": "HOMME", "NON_BINARY": "NON_BINAIRE"}
ENTITES = {"Médiateur institutionnel": "MEDIATEUR", "Hors Médiateur": "HORS_MEDIATEUR"}
TYPES = {"CITY": "COMMUNE", "FEDERATION_OF_CITIES": "EPCI", "SUBDIVISION": "DEPARTEMENT", "REGION": "REGION"}
BOOLEENS = {"True": True, "False": False}

COMPTES: dict[str, tuple[str, dict[str, Any]]] = {
    "count_status": ("statut", STATUTS),
    "count_initiatedFrom": ("canal", CANAUX),
    "count_initiatedBy": ("origine", ORIGINES),
    "count_competent": ("competence", BOOLEENS),
    "count_citizenRepresentation": ("type_requerant", REQUERANTS),
    "count_citizenGenderIdentity": ("genre", GENRES),
    "count_alreadyRequestedInThePast": ("demarche_prealable", BOOLEENS),
    "count_gotAnswerFromPreviousRequest": ("reponse_prealable", BOOLEENS),
    "count_collectiveAgreement": ("accord_parties", BOOLEENS),
    "count_administrativeCourtNext": ("suite_contentieuse", BOOLEENS),
    "count_faceToFaceMediation": ("presentiel", BOOLEENS),
    "count_citizenHasEmail": ("email_renseigne", BOOLEENS),
    "count_primaryCompetentThirdParty": ("reorientation", ENTITES),
}
PERDU = "(libellé perdu par l’export)"


def rebuild(cases: pd.DataFrame, extract: date) -> dict[str, Any]:
    """The `totals` of a truth file, from the cases of the base."""
    if cases.empty:
        return {"rows": 0}
    closed, opened = cases[cases.date_cloture.notna()], cases[cases.date_cloture.isna()]
    totals: dict[str, Any] = {
        "rows": len(cases),
        "closed": len(closed),
        "open_at_extract": len(opened),
        "delay_days_closed": describe(delays(closed)),
        "age_days_open_at_extract": describe((pd.Timestamp(extract) - opened.date_reception).dt.days),
        "by_year": {str(year): describe_year(cases, year, extract) for year in years(cases)},
        "outcomes_closed_only": count(closed.issue, ISSUES),
        "outcome_on_open_cases": {k: v for k, v in count(opened.issue, ISSUES).items() if k != "(null)"},
        "resolution_rate_closed": describe_resolution(closed),
        "count_primaryDomain": count_domains(cases),
        "count_secondaryDomain": count_subdomains(cases),
        "received_by_month": count_months(cases.date_reception),
        "closed_by_month": count_months(closed.date_cloture),
        "departments_from_true_postal_code": count_departments(cases),
    }
    for key, (column, codes) in COMPTES.items():
        totals[key] = count(cases[column], codes)
    return totals


def rebuild_anomalies(cases: pd.DataFrame) -> dict[str, Any]:
    """The `anomalies` of a truth file that the base can tell."""
    closed = cases.date_cloture.notna()
    same_day = (cases.date_cloture == cases.date_reception) & closed
    return {
        "closed_but_status_not_CLOSED": int((closed & (cases.statut != "CLOS")).sum()),
        "closed_without_outcome": int((closed & cases.issue.isna()).sum()),
        "open_with_outcome": int((~closed & cases.issue.notna()).sum()),
        "domain_although_not_competent": int((cases.competence.eq(False) & cases.domaine.notna()).sum()),
        "competent_null": int(cases.competence.isna().sum()),
        "closed_same_day": int(same_day.sum()),
        "humanId_unique": bool(cases.saisine_id.is_unique),
        "non_FR": int((cases.departement_requerant == HORS_FRANCE).sum()),
    }


def delays(closed: pd.DataFrame) -> pd.Series:
    """Whole days from reception to closure."""
    return (closed.date_cloture - closed.date_reception).dt.days


def describe(days: pd.Series) -> dict[str, Any]:
    """Count, median, mean, ninth decile by linear interpolation, extremes, share within 90 days."""
    if days.empty:
        return {"n": 0}
    return {
        "n": len(days),
        "median": float(days.median()),
        "mean": round(float(days.mean()), 4),
        "p90": round(float(days.quantile(0.9)), 4),
        "min": int(days.min()),
        "max": int(days.max()),
        "le_90_days": int((days <= 90).sum()),
    }


def describe_year(cases: pd.DataFrame, year: int, extract: date) -> dict[str, Any]:
    """Both cohorts of a year, and the stock on its last day when the extract reaches it."""
    end = pd.Timestamp(date(year, 12, 31))
    received = cases[cases.date_reception.dt.year == year]
    closed_in = cases[cases.date_cloture.dt.year == year]
    then_closed = received[received.date_cloture.notna()]
    still = (cases.date_reception <= end) & ~(cases.date_cloture <= end)
    return {
        "received": len(received),
        "closed_in_year": len(closed_in),
        "received_then_closed": len(then_closed),
        "open_at_31_dec": int(still.sum()) if end <= pd.Timestamp(extract) else None,
        "delay_days_closed_in_year": describe(delays(closed_in)),
        "delay_days_received_cohort": describe(delays(then_closed)),
    }


def describe_resolution(closed: pd.DataFrame) -> dict[str, Any]:
    """Favourable or partial over carried to term."""
    found = Counter(closed.issue)
    num = found["FAVORABLE_USAGER"] + found["PARTIEL"]
    return {"num": num, "den": num + found["DECISION_MAINTENUE"]}


def years(cases: pd.DataFrame) -> list[int]:
    """Every year a case was received or closed in."""
    found = set(cases.date_reception.dt.year) | set(cases.date_cloture.dropna().dt.year)
    return sorted(int(year) for year in found)


def count(column: pd.Series, codes: dict[str, Any]) -> dict[str, int]:
    """Counts under the truth's own codes; an unexpected code keeps its name and so fails the comparison."""
    back = {code: key for key, code in codes.items()}
    found = Counter("(null)" if pd.isna(value) else back.get(value, str(value)) for value in column)
    return dict(found)


def count_months(column: pd.Series) -> dict[str, int]:
    """Counts by calendar month."""
    return dict(Counter(column.dt.strftime("%Y-%m")))


def count_domains(cases: pd.DataFrame) -> dict[str, int]:
    """Counts by the label of the office's list; labels the export destroyed are counted together."""
    return dict(Counter(label_of(row.domaine, row.domaine_local, "domaine") for row in cases.itertuples()))


def count_subdomains(cases: pd.DataFrame) -> dict[str, int]:
    """Counts by « domaine > sous-domaine », cases without a second level left out."""
    kept = cases[cases.sous_domaine.notna()]
    return dict(
        Counter(
            label_of(row.domaine, row.domaine_local, "domaine")
            + " > "
            + label_of(row.sous_domaine, row.sous_domaine_local, "sous_domaine")
            for row in kept.itertuples()
        )
    )


def label_of(code: Any, local: Any, vocabulaire: str) -> str:
    """The label a code stands for."""
    if pd.isna(code):
        return "(null)"
    if not pd.isna(local):
        return str(local)
    if code == A_QUALIFIER:
        return PERDU
    return load_vocabulary(vocabulaire)[code].libelle


def count_departments(cases: pd.DataFrame) -> dict[str, int]:
    """Counts by département, Corsica under the two digits the truth uses."""
    names = {HORS_FRANCE: "(hors FR)", ILLISIBLE: "(illisible)", "2A": "20", "2B": "20"}
    return dict(Counter("(null)" if pd.isna(code) else names.get(code, code) for code in cases.departement_requerant))
