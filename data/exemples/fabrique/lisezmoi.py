"""The notice of the examples, with the figures of the files it stands beside.

Takes the files, gives the text of `LISEZMOI.md`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fabrique.fichier import Fichier
from fabrique.hasard import GRAINE
from fabrique.reseau import OfficeFictif
from fabrique.vocabulaires import CODES

TEXTE = """# Données d’exemple : synthétiques

**Rien ici n’est réel.** Les collectivités, les agents, les villes et les saisines sont inventés par `fabriquer.py`
(graine {graine}). Seuls les codes postaux et les numéros de département sont vrais. Un exemple ne peut entrer que dans une base d’exemple.

| Fichier | Ce qu’il montre | Saisines | Office | Arrêté au |
|---|---|---:|---|---|
{fichiers}

Le réseau compte {offices} collectivités (`offices.toml`) : 38 fin 2020, 57 au 1er décembre 2023. {livrent} ont livré, dont une
sans aucune saisine ; une s’arrête en septembre 2025 ; {sans} n’ont rien livré, dont 12 des plus récentes.

## Refaire les fichiers

`python data/exemples/fabriquer.py` réécrit ce dossier à l’identique ; `--sortie DOSSIER` écrit ailleurs ; `--echelle N` rend
les saisines N fois plus denses, mêmes offices et mêmes périodes. `manifeste.json` dit comment intégrer chaque fichier, ce que
sa lecture doit compter, et les chiffres que toute lecture juste doit retrouver, calculés sur les dossiers du générateur.

## Sur quoi ces données sont calées

| Quoi | Repère publié | Ici |
|---|---|---|
| Délai des dossiers clos | moyennes de 40 à 86 jours (Nice), 79 (Sisteron) ; aucune médiane publiée | médiane {mediane} j, moyenne {moyenne} j |
| Clos en moins de 4 mois | 82 % et 89 % (Paris, 2012 et 2013) | {quatre_mois} % |
| Dans le champ de compétence | 46,5 % (Marseille), 52 % (Charente-Maritime), 65 % (Île-de-France) | {competence} % des renseignées |
| Favorable, total ou partiel, parmi les médiations menées à terme | 57 % (Nice), 71 % (Seine-Saint-Denis), 90 % (Charente-Maritime) | {resolution} % |
| Refus et réorientations, offices qui les enregistrent | 50 % (Charente-Maritime 2022) | {refus} % |
| Permanence, communes | 68 % (Paris 2019), 85 % (Gap 2014) | {permanence} % |
| Printemps 2020, creux d’août, croissance annuelle | + 28 %, − 25 %, + 16 % d’une année à l’autre selon l’office | 2 à 12 % par an, saisons supposées |

**Volumes réduits.** Les petites communes ont leur taille publiée (20 à 60 saisines par an). Les grandes sont réduites pour que le
dossier tienne sous 2 Mo : un département reçoit 300 à 500 saisines par an en réalité, 45 à 110 ici ; Gap 330, sa jumelle 125 ;
Paris 2 800, ses jumelles 110 à 260. L’ordre des tailles entre types est gardé. Ce qui n’a jamais été publié (étapes des dossiers ouverts,
part des champs vides, saisons) est supposé et le dit dans `fabrique/calibrage.py`.

## Défauts voulus

Export Médiature : cellules vides écrites comme textes vides, codes postaux sans zéro de tête, textes finissant par un nombre devenus
des dates (ville, domaines, agent, et jusqu’au nom de deux offices), « réquérant », anciens statuts sur des dossiers clos, clos
sans issue, ouverts avec issue, champs nés en 2023 presque vides avant. Tableaux d’offices : lignes de titre, totaux, doublons, 31 février,
clôture avant réception, numéro absent, ligne décalée, espaces insécables, accents décomposés, années sur deux chiffres, libellés inconnus.
"""

OBJETS = {
    "mediature": "export de la plateforme Médiature, plusieurs offices",
    "tableur-titre-total": "CSV « ; » Windows-1252, lignes de titre et total",
    "exemple-texte-unicode": "« Texte Unicode » d’Excel, UTF-16, tabulations",
    "exemple-classeur-deux-feuilles": "classeur XLSX, deux feuilles",
    "tableur-feuille-par-annee": "classeur ODS, une feuille par année",
    "exemple-lignes-json": "JSON, un objet par ligne",
    "exemple-csv-accents": "CSV UTF-8 avec marque, accents décomposés",
}


def render_notice(fichiers: Sequence[Fichier], offices: Sequence[OfficeFictif]) -> str:
    """The text of the notice."""
    rangees = "\n".join(_row(fichier) for fichier in fichiers)
    livrent = len({cle for fichier in fichiers for cle in fichier.dossiers})
    communs = {
        "graine": GRAINE,
        "fichiers": rangees,
        "offices": len(offices),
        "livrent": livrent,
        "sans": len(offices) - livrent,
    }
    return TEXTE.format(**communs, **_figures(fichiers, offices))


def _row(fichier: Fichier) -> str:
    objet = (
        OBJETS[fichier.source]
        if fichier.dossiers and fichier.comptes.acceptees
        else "export Médiature d’un office sans saisine"
    )
    cles = list(fichier.dossiers)
    office = cles[0] if len(cles) == 1 else f"{len(cles)} offices"
    nombre = f"{fichier.comptes.acceptees:,}".replace(",", "\u202f")
    return f"| {fichier.nom} | {objet} | {nombre} | {office} | {fichier.date_arrete:%d/%m/%Y} |"


def _figures(fichiers: Sequence[Fichier], offices: Sequence[OfficeFictif]) -> dict[str, str]:
    dossiers = [d for fichier in fichiers for d in fichier.dossiers.values() if d.n]
    delais = np.concatenate([(d["date_cloture"] - d["date_reception"])[d.clos] for d in dossiers])
    competence = np.concatenate([d["competence"][d["competence"] >= 0] for d in dossiers])
    issue = np.concatenate([d["issue"][d.clos] for d in dossiers])
    menees = _share_of(
        issue, ("FAVORABLE_USAGER", "PARTIEL"), ("FAVORABLE_USAGER", "PARTIEL", "DECISION_MAINTENUE", "ECHEC")
    )
    enregistrent = [o.cle for o in offices if ("refuse_des_saisines", True) in o.perimetre]
    decisions = np.concatenate([d["recevabilite"] for d in dossiers if d.office in enregistrent])
    communes = {office.cle for office in offices if office.type == "COMMUNE"}
    canaux = np.concatenate([d["canal"] for d in dossiers if d.office in communes])
    return {
        "mediane": _french(float(np.median(delais)), 0),
        "moyenne": _french(float(delais.mean()), 0),
        "quatre_mois": _french(100 * float((delais <= 120).mean()), 0),
        "competence": _french(100 * float(competence.mean()), 0),
        "resolution": _french(100 * menees, 0),
        "refus": _french(100 * float(np.isin(decisions, (1, 2)).mean()), 0),
        "permanence": _french(100 * float((canaux == CODES["canal"].index("PERMANENCE")).mean()), 0),
    }


def _share_of(
    issue: np.ndarray[tuple[int, ...], np.dtype[np.int32]], haut: tuple[str, ...], bas: tuple[str, ...]
) -> float:
    rangs = [[CODES["issue"].index(code) for code in codes] for codes in (haut, bas)]
    return float(np.isin(issue, rangs[0]).sum() / np.isin(issue, rangs[1]).sum())


def _french(valeur: float, decimales: int) -> str:
    return f"{valeur:.{decimales}f}".replace(".", ",")
