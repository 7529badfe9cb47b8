"""Codes and labels the generator draws from, read in the committed vocabularies.

Gives, for each coded column, the codes in a fixed order: a column of `Dossiers` holds ranks in that order.
"""

from __future__ import annotations

import csv
from functools import cache

from fabrique import calibrage
from pipelines.settings import REFERENTIELS

A_QUALIFIER = "A_QUALIFIER"
"""Rank of a label that no vocabulary knows: the files show it, the pipeline must list it."""


@cache
def read_vocabulaire(nom: str) -> tuple[dict[str, str], ...]:
    """Rows of one vocabulary."""
    with (REFERENTIELS / "vocabularies" / f"{nom}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream, delimiter=";"))


def _union(*tables: calibrage.Poids) -> tuple[str, ...]:
    return tuple(sorted({code for table in tables for code in table} | {A_QUALIFIER}))


CODES: dict[str, tuple[str, ...]] = {
    "statut": (*calibrage.OUVERTS, "CLOS"),
    "canal": _union(*calibrage.CANAUX.values()),
    "origine": tuple(calibrage.ORIGINES),
    "type_requerant": tuple(calibrage.REQUERANTS),
    "genre": tuple(calibrage.GENRES),
    "tranche_age": tuple(calibrage.AGES),
    "domaine": _union(*calibrage.DOMAINES.values()),
    "sous_domaine": tuple(row["code"] for row in read_vocabulaire("sous_domaine")),
    "reorientation_detail": tuple(row["code"] for row in read_vocabulaire("reorientation_detail")),
    "reorientation": ("MEDIATEUR", "HORS_MEDIATEUR"),
    "nature_demande": tuple(calibrage.NATURES),
    "recevabilite": ("RECEVABLE", "REORIENTEE", "IRRECEVABLE", "EN_EXAMEN"),
    "motif_irrecevabilite": _union(calibrage.MOTIFS_REORIENTEE, calibrage.MOTIFS_IRRECEVABLE),
    "issue": _union(*calibrage.ISSUES_TABLEUR.values(), *calibrage.ISSUES_MEDIATURE.values()),
    "proposition_suivie": ("TOTALE", "PARTIELLE", "NON"),
    "cadre": ("CONVENTIONNELLE", "MIJ"),
}
"""Codes by column, in the order of the ranks."""

RECEVABLE, REORIENTEE, IRRECEVABLE, EN_EXAMEN = range(4)


@cache
def libelles(nom: str) -> dict[str, str]:
    """Label of each code, as the vocabulary writes it."""
    return {row["code"]: row["libelle"] for row in read_vocabulaire(nom)}


@cache
def sous_domaines(domaine: str) -> tuple[int, ...]:
    """Ranks of the sub-domains of one domain."""
    rows = read_vocabulaire("sous_domaine")
    return tuple(rang for rang, row in enumerate(rows) if row["domaine"] == domaine)


def rank(colonne: str, code: str) -> int:
    """Rank of a code in its column."""
    return CODES[colonne].index(code)
