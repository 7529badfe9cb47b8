"""The self-check of accessibility: what an audit of every page found, criterion by criterion of the RGAA.

Takes the committed results of the audit and the declared criteria, gives frozen records and counts. It runs no audit, and
never says a criterion is met where only a tool that sees part of it has looked.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from dashboard import french
from pipelines.settings import REFERENTIELS

AUDIT = REFERENTIELS / "accessibilite/audit.json"
CRITERES = REFERENTIELS / "accessibilite/criteres.csv"
COMMANDE = "python -m tests.navigateur.audit"
"""Writes the results anew, in the folder of the project."""

REUSSIE, FAUTE, A_REVOIR, SANS_OBJET = "R", "F", "V", "-"

Etat = Literal["conforme", "sans faute", "non conforme", "non applicable", "non évalué"]

ETATS: Mapping[Etat, str] = {
    "conforme": "Conforme, d’après nous",
    "sans faute": "Aucune faute trouvée par l’outil",
    "non conforme": "Non conforme",
    "non applicable": "Non applicable",
    "non évalué": "Non évalué",
}
"""What a criterion may be said to be, in the order of the page."""

_DECLARES: Mapping[str, Etat] = {
    "conforme": "conforme",
    "non conforme": "non conforme",
    "non applicable": "non applicable",
}

MOYENS: Mapping[str, str] = {
    "axe": "outil automatique",
    "test": "essai au navigateur",
    "main": "évalué à la main",
    "aucun": "non évalué",
}

THEMES: Mapping[str, str] = {
    "1": "Images",
    "2": "Cadres",
    "3": "Couleurs",
    "4": "Multimédia",
    "5": "Tableaux",
    "6": "Liens",
    "7": "Scripts",
    "8": "Éléments obligatoires",
    "9": "Structuration de l’information",
    "10": "Présentation de l’information",
    "11": "Formulaires",
    "12": "Navigation",
    "13": "Consultation",
}


@dataclass(frozen=True)
class Resultat:
    """What the audit saw of one page on one screen: an outcome per rule of the tool."""

    page: str
    theme: str
    largeur: int
    regles: Mapping[str, str]


@dataclass(frozen=True)
class Audit:
    """One run of the audit over all pages and screens."""

    jour: date
    axe: str
    navigateur: str
    resultats: tuple[Resultat, ...]

    @property
    def pages(self) -> tuple[str, ...]:
        """The addresses looked at, in order."""
        return tuple(dict.fromkeys(found.page for found in self.resultats))

    @property
    def ecrans(self) -> tuple[tuple[int, str], ...]:
        """The widths and themes each was looked at under."""
        return tuple(dict.fromkeys((found.largeur, found.theme) for found in self.resultats))

    def count(self, issue: str) -> int:
        """How many times a rule had this outcome."""
        return sum(outcome == issue for found in self.resultats for outcome in found.regles.values())

    def outcomes(self, regles: Sequence[str]) -> frozenset[str]:
        """Every outcome these rules had somewhere."""
        return frozenset(found.regles.get(regle, SANS_OBJET) for found in self.resultats for regle in regles)


@dataclass(frozen=True)
class Critere:
    """A criterion of the RGAA under a short title, and how it was looked at."""

    numero: str
    titre: str
    moyen: str
    resultat: str
    regles: tuple[str, ...]
    note: str

    @property
    def theme(self) -> str:
        """The number of its theme."""
        return self.numero.partition(".")[0]


@dataclass(frozen=True)
class Avis:
    """A criterion with what may be said of it."""

    critere: Critere
    etat: Etat


@cache
def load_audit(path: Path = AUDIT) -> Audit:
    """The committed results."""
    content = json.loads(path.read_text(encoding="utf-8"))
    rules = content["regles"]
    found = tuple(
        Resultat(each["page"], each["theme"], each["largeur"], dict(zip(rules, each["regles"], strict=True)))
        for each in content["resultats"]
    )
    return Audit(date.fromisoformat(content["date"]), content["axe"], content["navigateur"], found)


@cache
def load_criteria(path: Path = CRITERES) -> tuple[Critere, ...]:
    """Every criterion of the RGAA, in its order."""
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(map(_read_criterion, csv.DictReader(lines, delimiter=";")))


def _read_criterion(row: Mapping[str, str]) -> Critere:
    rules = tuple(row["regles"].split())
    return Critere(row["numero"], row["titre"], row["moyen"], row["resultat"], rules, row["note"])


def judge(critere: Critere, audit: Audit) -> Etat:
    """What may be said of a criterion: a fault of the tool outweighs all, its silence is never conformity."""
    outcomes = audit.outcomes(critere.regles)
    if FAUTE in outcomes:
        return "non conforme"
    if critere.moyen == "axe":
        return "sans faute" if outcomes & {REUSSIE, A_REVOIR} else "non applicable"
    return _DECLARES.get(critere.resultat, "non évalué")


def judge_all(audit: Audit) -> tuple[Avis, ...]:
    """Every criterion with what may be said of it."""
    return tuple(Avis(critere, judge(critere, audit)) for critere in load_criteria())


def count_states(avis: Sequence[Avis]) -> Mapping[Etat, int]:
    """How many criteria are in each state, zero included."""
    return {etat: sum(each.etat == etat for each in avis) for etat in ETATS}


def say_headline(avis: Sequence[Avis]) -> str:
    """What the page says first: no audit, and what the self-check found."""
    wrong = count_states(avis)["non conforme"]
    found = french.count(wrong, "critère non conforme", "critères non conformes") if wrong else "aucune non-conformité"
    return f"Auto-évaluation, sans audit\u202f: {found} parmi les {french.number(len(avis))} critères du RGAA."


def say_audit(audit: Audit) -> str:
    """Where the tool looked, and what it found."""
    pages = french.count(len(audit.pages), "page ou section", "pages ou sections")
    faults = audit.count(FAUTE)
    found = french.count(faults, "faute") if faults else "aucune faute"
    return (
        f"Le {french.long_date(audit.jour)}, l’outil axe-core {audit.axe} a parcouru {pages} sous "
        f"{french.count(len(audit.ecrans), 'affichage')} (bureau et téléphone, clair et sombre)\u202f: {found}, "
        f"{french.count(audit.count(A_REVOIR), 'point à revoir', 'points à revoir')} qu’il ne sait pas trancher."
    )
