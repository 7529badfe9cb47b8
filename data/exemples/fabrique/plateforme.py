"""The two Médiature files: the whole platform, and the office that has no case.

Takes offices and cases, gives `Fichier` with the cells of each column that are empty or altered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from fabrique.classeur import Cellule, Date, Proprietes, write_xlsx
from fabrique.dossiers import Dossiers
from fabrique.fichier import MENTION, Fichier
from fabrique.mediature import TITRES, Ligne, render_platform
from fabrique.production import produce
from fabrique.reseau import OfficeFictif
from fabrique.texte import Comptes

DERNIER_JOUR = date(2026, 1, 14)
DATE_EXTRAIT = date(2026, 1, 15)
INSTANT_EXTRAIT = "2026-01-15T08:30:00Z"

PROPRIETES = Proprietes(f"{MENTION} : export de plateforme fictive", "Unknown", INSTANT_EXTRAIT)
"""The tool leaves the title empty; ours says what the file is."""


def render_platform_file(offices: Sequence[OfficeFictif], dossiers: Mapping[str, Dossiers]) -> Fichier:
    """« Statistiques de la plateforme Médiature.xlsx »."""
    lignes = render_platform(offices, dossiers)
    return _fichier("Statistiques de la plateforme Médiature.xlsx", lignes, dossiers)


def render_empty_file(office: OfficeFictif) -> Fichier:
    """The export of an office without a case: a header, nothing else."""
    aucune = {office.cle: produce(office, DERNIER_JOUR, n=0)}
    return _fichier(f"Statistiques de la collectivité {office.nom_saisi}.xlsx", [], aucune)


def _fichier(nom: str, lignes: list[Ligne], dossiers: Mapping[str, Dossiers]) -> Fichier:
    ecrites = [ligne.alteree() for ligne in lignes]
    return Fichier(
        nom=nom,
        format="xlsx",
        octets=write_xlsx([("Sheet 1", [TITRES, *ecrites])], PROPRIETES),
        source="mediature",
        office=None,
        arrete_au=None,
        date_arrete=DATE_EXTRAIT,
        dossiers=dossiers,
        comptes=Comptes(len(lignes)),
        vides=_count_blanks(ecrites),
        alterations=_count_alterations(lignes, ecrites),
    )


def _count_blanks(ecrites: list[tuple[Cellule, ...]]) -> dict[str, int]:
    if not ecrites:
        return {}
    return {
        titre: sum(cellule == "" for cellule in colonne)
        for titre, colonne in zip(TITRES, zip(*ecrites, strict=True), strict=True)
    }


def _count_alterations(lignes: list[Ligne], ecrites: list[tuple[Cellule, ...]]) -> dict[str, dict[str, int]]:
    """Per column: texts turned into dates, postal codes turned into numbers, among them those that lost a zero."""
    comptes: dict[str, Counter[str]] = {}
    for ligne, ecrite in zip(lignes, ecrites, strict=True):
        for titre, avant, apres in zip(TITRES, ligne.cellules, ecrite, strict=True):
            if not isinstance(avant, str) or avant == apres:
                continue
            compte = comptes.setdefault(titre, Counter())
            compte["date" if isinstance(apres, Date) else "nombre"] += 1
            if avant.startswith("0"):
                compte["zero_perdu"] += 1
    return {titre: dict(sorted(compte.items())) for titre, compte in sorted(comptes.items())}
