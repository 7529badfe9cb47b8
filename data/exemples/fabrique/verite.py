"""What any right reading must find: counts and delays computed on the generator's own records.

Takes accepted cases and the date of the extract, gives plain dicts of integers. Never reads a file.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import numpy as np

from fabrique.dossiers import Dossiers, years
from fabrique.hasard import VIDE, Entiers
from fabrique.lieux import lieux_de
from fabrique.reception import day_number
from fabrique.reseau import OfficeFictif
from fabrique.vocabulaires import CODES

NON_RENSEIGNE = "NON_RENSEIGNE"

Compte = dict[str, Any]


def measure_office(d: Dossiers, office: OfficeFictif, date_arrete: date) -> Compte:
    """Totals of one office and its years; years and delays are calendar days in Paris."""
    recues, closes = years(d["date_reception"]), np.where(d.clos, years(d["date_cloture"]), 0)
    annees = range(int(recues.min()), date_arrete.year + 1) if d.n else range(0)
    return {
        "saisines": d.n,
        "closes": int(d.clos.sum()),
        "ouvertes_a_l_arrete": int((~d.clos).sum()),
        "canal": count_codes(d["canal"], "canal"),
        "domaine": count_codes(d["domaine"], "domaine"),
        "issue_closes": count_codes(d["issue"][d.clos], "issue"),
        "competence": _count(d["competence"], ("NON", "OUI")),
        "departements": _departements(d, office),
        "delai_closes": _delays(d, d.clos),
        "annees": {
            str(annee): _measure_year(d, annee, recues, closes.astype(np.int32), date_arrete) for annee in annees
        },
    }


def _measure_year(d: Dossiers, annee: int, recues: Entiers, closes: Entiers, date_arrete: date) -> Compte:
    fin = date(annee, 12, 31)
    jour = day_number(fin)
    ouvertes = (d["date_reception"] <= jour) & (~d.clos | (d["date_cloture"] > jour))
    return {
        "recues": int((recues == annee).sum()),
        "closes": int((closes == annee).sum()),
        "ouvertes_31_decembre": int(ouvertes.sum()) if fin <= date_arrete else None,
        "issue_closes": count_codes(d["issue"][closes == annee], "issue"),
        "delai_closes": _delays(d, closes == annee),
    }


def count_codes(colonne: Entiers, nom: str) -> Compte:
    """Cases per code, the unknown under `NON_RENSEIGNE`."""
    return _count(colonne, CODES[nom])


def _count(colonne: Entiers, codes: tuple[str, ...]) -> Compte:
    rangs, nombres = np.unique(colonne, return_counts=True)
    noms = (NON_RENSEIGNE if rang == VIDE else codes[rang] for rang in rangs.tolist())
    return dict(sorted(zip(noms, nombres.tolist(), strict=True)))


def _departements(d: Dossiers, office: OfficeFictif) -> Compte:
    lieux = lieux_de(office)
    rangs, nombres = np.unique(d["lieu"], return_counts=True)
    compte: Counter[str] = Counter()
    for rang, nombre in zip(rangs.tolist(), nombres.tolist(), strict=True):
        compte[NON_RENSEIGNE if rang == VIDE else lieux[rang].departement] += nombre
    return dict(sorted(compte.items()))


def _delays(d: Dossiers, ou: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Compte:
    delais = (d["date_cloture"] - d["date_reception"])[ou]
    if not len(delais):
        return {"n": 0}
    return {
        "n": len(delais),
        "mediane": float(np.median(delais)),
        "moyenne": round(float(delais.mean()), 4),
        "p90": round(float(np.quantile(delais, 0.9)), 4),
    }
