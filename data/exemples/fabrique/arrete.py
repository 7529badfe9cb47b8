"""What an office knows on the day of its extract: the same lives, cut there.

Takes complete lives, gives cases where nothing is later than `date_arrete`; steps and outcomes of open cases go.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.random import Generator

from fabrique import calibrage
from fabrique.dossiers import Dossiers
from fabrique.hasard import VIDE, Entiers, blank, chance, draw_codes
from fabrique.reception import day_number
from fabrique.vocabulaires import CODES, EN_EXAMEN, rank

ETAPES = (
    "date_accuse_reception",
    "date_recevabilite",
    "date_accord_mediation",
    "date_premiere_reunion",
    "date_proposition",
    "date_fin_mediation",
)
A_LA_CLOTURE = ("issue", "accord_parties", "suite_contentieuse", "proposition_suivie", "seconde_cloture")


def stop(vies: Dossiers, dernier_jour: date, rng: Generator) -> Dossiers:
    """The cases as known at the end of `dernier_jour`."""
    jour = day_number(dernier_jour)
    ouvert = vies["date_cloture"] > jour
    colonnes: dict[str, Entiers] = {nom: blank(vies[nom], vies[nom] > jour) for nom in ETAPES}
    colonnes |= {nom: blank(vies[nom], ouvert) for nom in A_LA_CLOTURE}
    colonnes["date_cloture"] = blank(vies["date_cloture"], ouvert)
    a_decider = ouvert & (vies["date_recevabilite"] > jour)
    colonnes["recevabilite"] = np.where(a_decider, EN_EXAMEN, vies["recevabilite"]).astype(np.int32)
    colonnes["motif_irrecevabilite"] = blank(vies["motif_irrecevabilite"], a_decider)
    sans_proposition = (colonnes["date_proposition"] == VIDE) & ouvert
    colonnes["proposition_emise"] = np.where(sans_proposition, 0, vies["proposition_emise"]).astype(np.int32)
    colonnes["date_proposition"] = blank(colonnes["date_proposition"], colonnes["proposition_emise"] != 1)
    etape = draw_codes(rng, calibrage.OUVERTS, CODES["statut"], vies.n)
    colonnes["statut"] = np.where(ouvert, etape, rank("statut", "CLOS")).astype(np.int32)
    return _touch(vies.avec(**colonnes), jour, rng)


def _touch(d: Dossiers, jour: int, rng: Generator) -> Dossiers:
    """Last update, at or after closure and before the extract; a due date on some open cases."""
    ouvert = ~d.clos
    age = np.maximum(jour - d["date_reception"], 0)
    recent = d["date_reception"] + np.floor(age * (1 - rng.random(d.n) ** 2)).astype(np.int32)
    retouche = np.minimum(d["date_cloture"] + rng.geometric(0.02, d.n), jour)
    touche = np.where(chance(rng, 0.08, d.n), retouche, d["date_cloture"])
    echeance = np.where(ouvert, jour + rng.integers(-30, 75, d.n), d["date_cloture"] - rng.integers(0, 25, d.n))
    garde = chance(rng, np.where(ouvert, 0.55, 0.13), d.n) & (echeance > d["date_reception"])
    seconde = np.where(ouvert | (touche > d["date_cloture"]), rng.integers(30000, 66000, d.n), d["seconde_cloture"])
    maj = np.where(ouvert, recent, touche)
    seconde = np.where(maj == d["date_reception"], np.maximum(seconde, d["seconde_reception"]), seconde)
    return d.avec(
        date_maj=maj.astype(np.int32),
        seconde_maj=seconde.astype(np.int32),
        date_echeance=blank(echeance.astype(np.int32), ~garde),
    )
