"""The sentences of a file's report: the account first, then what the reader saw, each line set aside with its place.

Takes the report or the raw table, gives French text. Quotes nothing that is not already masked.
"""

from __future__ import annotations

from pipelines.readers.raw import RawTable
from pipelines.report import Constat, Rapport


def reader_findings(raw: RawTable) -> list[Constat]:
    """What the reader noted of the file and of each line it left out, as findings."""
    notes = [Constat(note.code, note.niveau, note.message) for note in raw.notes]
    return notes + [
        Constat(item.raison, item.nature, item.conseil, item.ligne, item.feuille, item.colonne, item.valeur_masquee)
        for item in raw.set_aside
    ]


def write_messages(rapport: Rapport) -> tuple[str, ...]:
    """The sentences a person reads first: the account, the source when it is a guess, each line set aside."""
    messages = []
    if rapport.source_proposee:
        messages.append(
            "Aucune source déclarée ne convient : la correspondance des colonnes est proposée d’après les titres et les"
            " contenus. « observatoire proposer » la donne avec ses raisons."
        )
    messages.append(
        f"{rapport.fichier} : {rapport.lues} lignes lues = {rapport.acceptees} acceptées + {rapport.ecartees} écartées"
        f" + {rapport.doublons} doublons + {rapport.ignorees} ignorées."
    )
    for constat in rapport.constats:
        if constat.niveau == "ecartee":
            messages.append(_write_set_aside(rapport.fichier, constat))
    return tuple(messages)


def _write_set_aside(fichier: str, constat: Constat) -> str:
    sheet = f", feuille « {constat.feuille} »" if constat.feuille else ""
    column = f", colonne « {constat.colonne} »" if constat.colonne else ""
    value = f" : « {constat.valeur_masquee} »" if constat.valeur_masquee else ""
    return f"{fichier}{sheet}, ligne {constat.ligne}{column}{value}. {constat.conseil} La ligne est mise de côté."
