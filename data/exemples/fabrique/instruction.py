"""What becomes of a case: admissibility, outcome, delay and the dates between, as if all had already happened.

Takes described cases, gives complete lives; `arrete` then hides what is later than the extract.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from fabrique import calibrage
from fabrique.dossiers import Dossiers, weekdays, years
from fabrique.hasard import VIDE, Entiers, blank, chance, draw_codes
from fabrique.reseau import OfficeFictif
from fabrique.vocabulaires import CODES, IRRECEVABLE, RECEVABLE, REORIENTEE, rank

Reels = NDArray[np.float64]
ABOUTIES = ("FAVORABLE_USAGER", "PARTIEL")
MENEES = (*ABOUTIES, "DECISION_MAINTENUE", "ECHEC")


def process(decrits: Dossiers, office: OfficeFictif, rng: Generator) -> Dossiers:
    """The cases with their whole life, closure included."""
    decides = decrits.avec(**_admissibility(decrits, rng))
    issue = _outcome(decides, office, rng)
    delai = _delay(decides, issue, office, rng)
    cloture = decides["date_reception"] + delai
    seconde = np.clip(rng.normal(14.1 * 3600, 2.4 * 3600, decides.n), 8 * 3600, 19 * 3600).astype(np.int32)
    seconde = np.where(delai == 0, np.minimum(decides["seconde_reception"] + 1700, 86390), seconde).astype(np.int32)
    clos = decides.avec(issue=issue, date_cloture=cloture.astype(np.int32), seconde_cloture=seconde)
    return clos.avec(**_suites(clos, rng), **_steps(clos, delai, rng))


def _admissibility(d: Dossiers, rng: Generator) -> dict[str, Entiers]:
    """In scope and first step done: admissible; out of scope: mostly redirected; no first step: often refused."""
    sans_demarche = (d["demarche_prealable"] == 0) & chance(rng, 0.4, d.n)
    hors_champ = np.where(chance(rng, 0.84, d.n), REORIENTEE, IRRECEVABLE)
    dans_champ = np.where(sans_demarche | chance(rng, 0.05, d.n), IRRECEVABLE, RECEVABLE)
    recevabilite = np.where(d["competence"] == 1, dans_champ, hors_champ).astype(np.int32)
    codes = CODES["motif_irrecevabilite"]
    ailleurs = draw_codes(rng, calibrage.MOTIFS_REORIENTEE, codes, d.n)
    refus = draw_codes(rng, calibrage.MOTIFS_IRRECEVABLE, codes, d.n)
    prealable = np.where(sans_demarche, rank("motif_irrecevabilite", "DEMARCHE_PREALABLE_ABSENTE"), refus)
    motif = np.where(recevabilite == REORIENTEE, ailleurs, prealable).astype(np.int32)
    return {
        "recevabilite": recevabilite,
        "motif_irrecevabilite": blank(motif, (recevabilite == RECEVABLE) | chance(rng, 0.05, d.n)),
    }


def _outcome(d: Dossiers, office: OfficeFictif, rng: Generator) -> Entiers:
    """Outcomes drawn by admissibility, the share of resolved ones being the office's own."""
    tables = calibrage.ISSUES_MEDIATURE if office.fichier == "plateforme" else calibrage.ISSUES_TABLEUR
    issue = np.full(d.n, VIDE, dtype=np.int32)
    for etat, nom in ((RECEVABLE, "RECEVABLE"), (REORIENTEE, "REORIENTEE"), (IRRECEVABLE, "IRRECEVABLE")):
        poids = _own_weights(tables[nom], office.resolution) if etat == RECEVABLE else tables[nom]
        ici = d["recevabilite"] == etat
        issue[ici] = draw_codes(rng, poids, CODES["issue"], int(ici.sum()))
    return issue


def _own_weights(poids: calibrage.Poids, resolution: float) -> dict[str, float]:
    total = sum(poids[code] for code in MENEES if code in poids)
    abouties = sum(poids[code] for code in ABOUTIES)
    facteur = dict.fromkeys(ABOUTIES, resolution * total / abouties)
    autres = {code: (1 - resolution) * total / (total - abouties) for code in MENEES if code not in ABOUTIES}
    return {code: valeur * {**facteur, **autres}.get(code, 1) for code, valeur in poids.items()}


def _delay(d: Dossiers, issue: Entiers, office: OfficeFictif, rng: Generator) -> Entiers:
    """Log-normal days by outcome, slower each year, closing on weekdays; the backlog is typed in already closed."""
    medianes = np.array([calibrage.MEDIANES[code] for code in CODES["issue"]], dtype=np.float64)
    derive = 1 + 0.03 * (years(d["date_reception"]) - 2022)
    tirage = rng.lognormal(0.0, calibrage.ECART_DELAI, d.n)
    plancher = np.where(issue == rank("issue", "ABANDON"), 75, 0)
    delai = np.floor(plancher + (medianes[issue] - plancher) * tirage * office.delai * derive)
    delai = np.where(d["reprise"] == 1, rng.integers(0, 6, d.n), delai)
    jamais = chance(rng, 0.006, d.n) & (d["reprise"] == 0)
    jour = weekdays((d["date_reception"] + delai).astype(np.int32))
    report = np.where(jour == 5, 2, np.where(jour == 6, 1, 0))
    return np.where(jamais, 20_000, np.minimum(delai + report, 1500)).astype(np.int32)


def _suites(d: Dossiers, rng: Generator) -> dict[str, Entiers]:
    """Agreement, meeting, proposal and its fate, court: mostly for cases carried through."""
    menee = np.isin(d["issue"], [rank("issue", code) for code in MENEES])
    aboutie = np.isin(d["issue"], [rank("issue", code) for code in ABOUTIES])
    accord = np.where(aboutie, chance(rng, 0.86, d.n), chance(rng, 0.12, d.n)).astype(np.int32)
    emise = (menee & chance(rng, 0.62, d.n)).astype(np.int32)
    suite = draw_codes(rng, {"TOTALE": 66, "PARTIELLE": 16, "NON": 18}, CODES["proposition_suivie"], d.n)
    presentiel = chance(rng, np.where(menee, 0.22, 0.04), d.n).astype(np.int32)
    contentieux = chance(rng, np.where(aboutie, 0.01, 0.06), d.n).astype(np.int32)
    return {
        "accord_parties": blank(accord, ~menee & chance(rng, 0.72, d.n) | chance(rng, 0.08, d.n)),
        "proposition_emise": emise,
        "proposition_suivie": blank(suite, (emise == 0) | chance(rng, 0.18, d.n)),
        "presentiel": presentiel,
        "suite_contentieuse": blank(contentieux, ~menee | chance(rng, 0.25, d.n)),
    }


def _steps(d: Dossiers, delai: Entiers, rng: Generator) -> dict[str, Entiers]:
    """Dates in order between reception and closure: acknowledgement, decision, agreement, meeting, proposal, end."""
    recu, emise = d["date_reception"], chance(rng, 0.9, d.n)
    parts = np.sort(rng.random((4, d.n)), axis=0)
    recevable = d["recevabilite"] == RECEVABLE
    accuse = recu + np.minimum(delai, rng.geometric(0.28, d.n) - 1)
    decision = recu + np.minimum(delai, rng.geometric(0.09, d.n))
    reste = np.minimum(recu + delai - decision, 900)
    accord, reunion, proposition, fin = ((decision + np.floor(reste * part)).astype(np.int32) for part in parts)
    mediation = recevable & chance(rng, 0.55, d.n)
    return {
        "date_accuse_reception": blank(accuse.astype(np.int32), chance(rng, 0.07, d.n)),
        "date_recevabilite": blank(decision.astype(np.int32), chance(rng, 0.05, d.n)),
        "date_accord_mediation": blank(accord, ~mediation),
        "date_premiere_reunion": blank(reunion, ~mediation | chance(rng, 0.35, d.n)),
        "date_proposition": blank(proposition, ~recevable | ~emise),
        "date_fin_mediation": blank(fin, ~mediation),
    }
