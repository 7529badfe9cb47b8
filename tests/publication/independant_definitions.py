"""The definitions of DOMAIN §6 as masks over a data frame of cases, written from the text alone.

Takes nothing, gives what each indicator counts and on which base. It imports nothing from publication.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

Masque = Callable[[pd.DataFrame], "pd.Series[bool]"]

FAVORABLES = ("FAVORABLE_USAGER", "PARTIEL")
MENEES = (*FAVORABLES, "DECISION_MAINTENUE", "ECHEC")
INTERROMPUES = ("DESISTEMENT", "ABANDON", "JUSTICE")
FAMILLES = {"FISCALITE": "FINANCES_FISCALITE", "RSA": "SOCIAL_INSERTION", "SPORT_ET_LOISIR": "CADRE_DE_VIE_VOISINAGE"}


def _est(champ: str, *codes: str) -> Masque:
    return lambda d: d[champ].isin(codes)


def _vrai(champ: str) -> Masque:
    return lambda d: d[champ].map(lambda value: value is True).astype(bool)


def _faux(champ: str) -> Masque:
    return lambda d: d[champ].map(lambda value: value is False).astype(bool)


def _rempli(champ: str) -> Masque:
    return lambda d: d[champ].notna() & ~d[champ].isin(["A_QUALIFIER"])


def _et(*masques: Masque) -> Masque:
    def both(d: pd.DataFrame) -> pd.Series[bool]:
        kept = pd.Series(True, index=d.index)
        for masque in masques:
            kept &= masque(d)
        return kept

    return both


def _ou(*masques: Masque) -> Masque:
    def either(d: pd.DataFrame) -> pd.Series[bool]:
        kept = pd.Series(False, index=d.index)
        for masque in masques:
            kept |= masque(d)
        return kept

    return either


TOUS: Masque = lambda d: pd.Series(True, index=d.index)  # noqa: E731 - the neutral mask, beside the others
CLOSE = _rempli("date_cloture")
ISSUE = _rempli("issue")
REFUS_POSSIBLE: Masque = lambda d: d["refuse"].map(lambda value: value is not False).astype(bool)  # noqa: E731
BASE_REFUS = _et(REFUS_POSSIBLE, lambda d: ~d["recevabilite"].isin(["SANS_OBJET"]))
REFUSEE = _est("recevabilite", "IRRECEVABLE", "REORIENTEE")
MOTIF = _rempli("motif_irrecevabilite")
RECEVABLE = _est("recevabilite", "RECEVABLE")
PROPOSITION = _ou(_vrai("proposition_emise"), lambda d: d["proposition_suivie"].notna())
SILENCE_SU = _ou(
    _faux("demarche_prealable"), _et(_vrai("demarche_prealable"), lambda d: d["reponse_prealable"].notna())
)

TAUX: Mapping[str, tuple[str, Masque, Masque]] = {
    "V4p": ("stock", lambda d: d["age"] > 90, lambda d: d["age"].notna()),
    "R1": ("recues", _vrai("competence"), lambda d: d["competence"].notna()),
    "R2": ("recues", _et(BASE_REFUS, REFUSEE), BASE_REFUS),
    "R2h": (
        "recues",
        _et(BASE_REFUS, REFUSEE, _est("motif_irrecevabilite", "HORS_CHAMP_COMPETENCE")),
        _et(BASE_REFUS, REFUSEE, MOTIF),
    ),
    "R3": ("recues", _et(BASE_REFUS, _est("recevabilite", "REORIENTEE")), BASE_REFUS),
    "R4": (
        "recues",
        _et(BASE_REFUS, REFUSEE, _est("motif_irrecevabilite", "DEMARCHE_PREALABLE_ABSENTE")),
        BASE_REFUS,
    ),
    "O1": ("closes", _est("issue", *FAVORABLES), _est("issue", *MENEES)),
    "O1b": ("closes", _et(RECEVABLE, _est("issue", *FAVORABLES)), RECEVABLE),
    "O1c": ("closes", _est("issue", *FAVORABLES), TOUS),
    "O1r": ("recues", _et(CLOSE, _est("issue", *FAVORABLES)), _et(CLOSE, _est("issue", *MENEES))),
    "O2": ("closes", _vrai("accord_parties"), lambda d: d["accord_parties"].notna()),
    "O3": ("closes", _et(RECEVABLE, _est("issue", *INTERROMPUES)), RECEVABLE),
    "O3b": ("closes", _est("issue", *INTERROMPUES), _est("issue", *INTERROMPUES, *MENEES)),
    "O4": (
        "closes",
        _et(PROPOSITION, _est("proposition_suivie", "TOTALE", "PARTIELLE")),
        _et(PROPOSITION, _rempli("proposition_suivie")),
    ),
    "O5": ("closes", _vrai("suite_contentieuse"), lambda d: d["suite_contentieuse"].notna()),
    "T2p": ("recues", lambda d: d["delai_examen"] <= 21, lambda d: d["delai_examen"].notna()),
    "T5": ("closes", lambda d: d["delai"] <= 90, lambda d: d["delai"].notna()),
    "S1": ("recues", _et(_vrai("demarche_prealable"), _faux("reponse_prealable")), SILENCE_SU),
    "Q1a": ("recues", _rempli("canal"), TOUS),
    "Q1b": ("recues", _rempli("origine"), TOUS),
    "Q1c": ("recues", _rempli("type_requerant"), TOUS),
    "Q1d": (
        "recues",
        _et(_rempli("departement_requerant"), lambda d: d["departement_requerant"] != "ILLISIBLE"),
        TOUS,
    ),
    "Q1e": ("recues", _rempli("domaine"), TOUS),
    "Q1f": ("recues", _rempli("competence"), TOUS),
    "Q1g": ("recues", _rempli("recevabilite"), TOUS),
    "Q1h": ("recues", _et(REFUSEE, MOTIF), REFUSEE),
    "Q1i": ("recues", _rempli("demarche_prealable"), TOUS),
    "Q1j": (
        "recues",
        _et(_vrai("demarche_prealable"), _rempli("reponse_prealable")),
        _vrai("demarche_prealable"),
    ),
    "Q1k": ("recues", _rempli("date_accuse_reception"), TOUS),
    "Q1l": ("recues", _rempli("date_recevabilite"), TOUS),
    "Q1m": ("recues", _rempli("statut"), TOUS),
    "Q1n": ("recues", _et(CLOSE, ISSUE), CLOSE),
    "Q1o": ("recues", _et(CLOSE, _rempli("accord_parties")), CLOSE),
    "Q1p": ("recues", _et(CLOSE, _rempli("suite_contentieuse")), CLOSE),
}
COMPTES: Mapping[str, tuple[str, Masque]] = {
    "V1": ("recues", TOUS),
    "V2": ("closes", TOUS),
    "V3": ("actives", TOUS),
    "V4": ("stock", TOUS),
    "R2m": ("recues", _et(BASE_REFUS, REFUSEE)),
}
DELAIS: Mapping[str, tuple[str, str, str]] = {
    "V4a": ("stock", "age", "mediane"),
    "V4m": ("stock", "age", "moyenne"),
    "T1": ("recues", "delai_accuse", "mediane"),
    "T1m": ("recues", "delai_accuse", "moyenne"),
    "T2": ("recues", "delai_examen", "mediane"),
    "T2m": ("recues", "delai_examen", "moyenne"),
    "T3": ("closes", "delai", "mediane"),
    "T3m": ("closes", "delai", "moyenne"),
    "T3p": ("closes", "delai", "p90"),
    "T3r": ("recues", "delai", "mediane"),
    "T3rm": ("recues", "delai", "moyenne"),
    "T3rp": ("recues", "delai", "p90"),
    "T4": ("closes", "delai_instruction", "mediane"),
    "T4m": ("closes", "delai_instruction", "moyenne"),
}
