"""What years in the tool Médiature do to cases: fields born later, old statuses, local domains, rules of 2023.

Takes cases as known at the extract, gives them as the tool holds them. Follows the dated facts of the format.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.random import Generator

from fabrique import calibrage
from fabrique.dossiers import Dossiers
from fabrique.hasard import VIDE, Entiers, blank, chance, draw, draw_codes
from fabrique.reception import day_number
from fabrique.reseau import OfficeFictif
from fabrique.vocabulaires import CODES, rank

COMPETENCE_AJOUTEE = date(2023, 3, 28)
ISSUE_AJOUTEE = date(2023, 4, 3)
GENRE_AJOUTE = date(2023, 5, 10)
STATUT_FERME = date(2023, 5, 11)
ORIGINE_AJOUTEE = date(2023, 10, 5)
REGLES = date(2023, 10, 31)
"""Dates on which the tool gained a field or a rule."""

DOMAINES_PROPRES: dict[str, tuple[str, ...]] = {
    "COM-EX01": ("Cantines et goûters", "Plan 2024", "Jardins partagés"),
    "COM-EX05": ("Zone 30", "Baignade et plages"),
    "DEP-EX09": ("Chèque jeune 2024", "Bourse au mérite"),
    "EPCI-EX01": ("Collecte 2",),
    "REG-EX01": ("Plan 2024", "Lycées : travaux"),
}
"""Domains offices added for themselves; those ending in a number leave the export as dates."""

SOUS_DOMAINES_PROPRES: dict[str, tuple[str, ...]] = {
    "COM-EX01": ("Secteur 3", "Secteur 5", "Secteur nord"),
    "DEP-EX01": ("Canton 12", "Aide d’urgence"),
    "EPCI-EX01": ("Secteur 3",),
}


def age_in_tool(d: Dossiers, office: OfficeFictif, rng: Generator) -> Dossiers:
    """The cases with the tool's history in them."""
    return _mark_closures(_apply_rules(_local_domains(_late_fields(d, rng), office, rng), rng), rng)


def _before(d: Dossiers, jour: date, rng: Generator, part: float) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Cases received before `jour` that nobody completed afterwards."""
    return (d["date_reception"] < day_number(jour)) & chance(rng, part, d.n)


def _late_fields(d: Dossiers, rng: Generator) -> Dossiers:
    avant_origine = _before(d, ORIGINE_AJOUTEE, rng, 0.86)
    return d.avec(
        competence=blank(d["competence"], _before(d, COMPETENCE_AJOUTEE, rng, 0.82)),
        genre=blank(d["genre"], _before(d, GENRE_AJOUTE, rng, 0.88)),
        origine=blank(d["origine"], avant_origine | chance(rng, 0.02, d.n)),
        type_requerant=blank(d["type_requerant"], avant_origine),
        demarche_prealable=blank(d["demarche_prealable"], chance(rng, 0.045, d.n)),
    )


def _local_domains(d: Dossiers, office: OfficeFictif, rng: Generator) -> Dossiers:
    propres, seconds = DOMAINES_PROPRES.get(office.cle, ()), SOUS_DOMAINES_PROPRES.get(office.cle, ())
    ici = chance(rng, 0.06 if propres else 0.0, d.n)
    la = chance(rng, 0.08 if seconds else 0.0, d.n) & ~ici
    return d.avec(
        domaine=np.where(ici, rank("domaine", "A_QUALIFIER"), d["domaine"]).astype(np.int32),
        domaine_propre=blank(draw(rng, [1.0] * max(len(propres), 1), d.n), ~ici),
        sous_domaine=blank(d["sous_domaine"], ici | la),
        sous_domaine_propre=blank(draw(rng, [1.0] * max(len(seconds), 1), d.n), ~la),
    )


def _apply_rules(d: Dossiers, rng: Generator) -> Dossiers:
    """Out of scope: an entity and, since the rules, no domain; in scope: no entity. An answer needs a first step."""
    regle = d["date_reception"] >= day_number(REGLES) - 20
    hors = d["competence"] == 0
    sans_domaine = (hors & (regle | chance(rng, 0.3, d.n))) | chance(rng, 0.015, d.n)
    detail = draw(rng, [1.0] * len(CODES["reorientation_detail"]), d.n)
    return d.avec(
        domaine=blank(d["domaine"], sans_domaine),
        domaine_propre=blank(d["domaine_propre"], sans_domaine),
        sous_domaine=blank(d["sous_domaine"], sans_domaine),
        sous_domaine_propre=blank(d["sous_domaine_propre"], sans_domaine),
        reorientation_detail=blank(detail, ~hors | chance(rng, 0.14, d.n)),
        sans_detail=chance(rng, 0.12, d.n).astype(np.int32),
        reponse_prealable=blank(d["reponse_prealable"], d["demarche_prealable"] != 1),
        accord_parties=blank(d["accord_parties"], chance(rng, 0.1, d.n)),
    )


def _mark_closures(d: Dossiers, rng: Generator) -> Dossiers:
    """Old closures keep any status or no outcome; a few reopened cases keep the outcome they had."""
    avant = d.clos & (d["date_cloture"] < day_number(STATUT_FERME)) & chance(rng, 0.13, d.n)
    etape = draw_codes(rng, calibrage.OUVERTS, CODES["statut"], d.n)
    sans_issue = d.clos & (d["date_cloture"] < day_number(ISSUE_AJOUTEE)) & chance(rng, 0.1, d.n)
    rouvert = ~d.clos & chance(rng, 0.035, d.n)
    ancienne = draw_codes(rng, calibrage.ISSUES_MEDIATURE["RECEVABLE"], CODES["issue"], d.n)
    statut: Entiers = np.where(avant, etape, d["statut"]).astype(np.int32)
    issue = np.where(rouvert, ancienne, np.where(sans_issue, VIDE, d["issue"]))
    return d.avec(
        statut=np.where(rouvert, rank("statut", "FINALISATION"), statut).astype(np.int32),
        issue=issue.astype(np.int32),
    )
