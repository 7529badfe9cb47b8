"""The manifest of the examples: what `observatoire demo` integrates, and what it must find.

Takes the files, gives JSON text. One key per line, sorted nowhere: files come in the order of integration.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from fabrique.fichier import Fichier
from fabrique.hasard import GRAINE
from fabrique.reseau import OfficeFictif
from fabrique.verite import measure_office

CONVENTIONS = {
    "lues": "acceptees + ecartees + doublons + ignorees ; la ligne d’en-tête retenue n’est pas comptée",
    "annees": "années et délais en jours du calendrier de Paris ; clos = une date de clôture existe",
    "ouvertes_31_decembre": "reçues au plus tard ce jour et non closes ce jour ; null si la date d’arrêté est antérieure",
    "delai_closes": "date de clôture − date de réception, dossiers clos dans l’année ; p90 par interpolation linéaire",
    "departements": "département du vrai code postal, tel qu’un bon redressement doit le retrouver",
    "alterations": "cellules que l’export a retypées : texte devenu date, code postal devenu nombre, zéro de tête perdu",
}


def render_manifest(fichiers: Sequence[Fichier], offices: Sequence[OfficeFictif], echelle: float) -> str:
    """The text of `manifeste.json`."""
    par_cle = {office.cle: office for office in offices}
    contenu = {
        "exemple": True,
        "mention": "Données synthétiques : collectivités, agents et saisines sont inventés.",
        "graine": GRAINE,
        "echelle": echelle,
        "conventions": CONVENTIONS,
        "offices": len(offices),
        "saisines": sum(fichier.comptes.acceptees for fichier in fichiers),
        "fichiers": [_describe(fichier) for fichier in fichiers],
    }
    texte = json.dumps(contenu, ensure_ascii=False, indent=1)[:-2]
    verites = [
        f"  {json.dumps(cle)}: {_compact(measure_office(d, par_cle[cle], fichier.date_arrete))}"
        for fichier in fichiers
        for cle, d in fichier.dossiers.items()
    ]
    return texte + ',\n "verite": {\n' + ",\n".join(verites) + "\n }\n}\n"


def _compact(contenu: dict[str, Any]) -> str:
    return json.dumps(contenu, ensure_ascii=False, separators=(",", ":"))


def _describe(fichier: Fichier) -> dict[str, Any]:
    comptes = fichier.comptes
    return {
        "nom": fichier.nom,
        "format": fichier.format,
        "exemple": True,
        "sha256": hashlib.sha256(fichier.octets).hexdigest(),
        "octets": len(fichier.octets),
        "source": fichier.source,
        "office": fichier.office,
        "arrete_au": fichier.arrete_au.isoformat() if fichier.arrete_au else None,
        "date_arrete": fichier.date_arrete.isoformat(),
        "saisines": comptes.acceptees,
        "offices": list(fichier.dossiers),
        "attendu": {
            "lues": comptes.lues,
            "acceptees": comptes.acceptees,
            "ecartees": comptes.ecartees,
            "doublons": comptes.doublons,
            "ignorees": comptes.ignorees,
        },
        "vides": dict(fichier.vides),
        "alterations": {titre: dict(compte) for titre, compte in fichier.alterations.items()},
    }
