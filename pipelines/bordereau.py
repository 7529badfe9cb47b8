"""The account of one file put together: what was read, what was kept, every finding, what the export altered.

Takes what each stage found, gives a `Rapport` without its sentences. Counts, never judges.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.altered import is_altered
from pipelines.model import PAR_NOM
from pipelines.narration import reader_findings
from pipelines.readers.raw import RawTable
from pipelines.report import Constat, Rapport
from pipelines.rules import Verdict
from pipelines.sources import Source


@dataclass(frozen=True)
class Comptes:
    """What became of the rows a reader gave; counts of two lots of a file add up."""

    acceptees: int = 0
    ecartees: int = 0
    doublons: int = 0
    offices: Counter[str] = field(default_factory=Counter)
    premiere: date | None = None
    derniere: date | None = None

    def __add__(self, other: Comptes) -> Comptes:
        """The counts of both, and the period that holds both."""
        firsts = [day for day in (self.premiere, other.premiere) if day]
        lasts = [day for day in (self.derniere, other.derniere) if day]
        return Comptes(
            self.acceptees + other.acceptees,
            self.ecartees + other.ecartees,
            self.doublons + other.doublons,
            self.offices + other.offices,
            min(firsts, default=None),
            max(lasts, default=None),
        )


def count_rows(lignes: pa.Table, verdict: Verdict) -> Comptes:
    """The counts of these rows once judged."""
    received = (
        pc.min_max(lignes["date_reception"]) if lignes.num_rows else {"min": pa.scalar(None), "max": pa.scalar(None)}
    )
    counts = pc.value_counts(lignes["office_id"].filter(pc.not_equal(lignes["office_id"], ""))).to_pylist()
    return Comptes(
        lignes.num_rows,
        verdict.ecartees,
        verdict.doublons,
        Counter({entry["values"]: entry["counts"] for entry in counts}),
        received["min"].as_py(),
        received["max"].as_py(),
    )


def build_report(
    raw: RawTable,
    source: Source,
    comptes: Comptes,
    vides: Mapping[str, int],
    alterees: Mapping[str, int],
    arrete: date | None,
    told: Sequence[Constat],
) -> Rapport:
    """The report of one file; `told` are the findings of the stages after the reader, in their order."""
    left = [item for item in raw.set_aside if item.nature == "ecartee"]
    ignored = [item for item in raw.set_aside if item.nature == "ignoree"]
    return Rapport(
        fichier=raw.nom,
        sha256=raw.sha256,
        source=source.id,
        source_proposee=source.proposee,
        lues=raw.lues,
        acceptees=comptes.acceptees,
        ecartees=len(left) + comptes.ecartees,
        doublons=comptes.doublons,
        ignorees=len(ignored),
        constats=(*reader_findings(raw), *told),
        vides=vides,
        alterees=alterees,
        offices=dict(comptes.offices),
        date_arrete=arrete,
        premiere_reception=comptes.premiere,
        derniere_reception=comptes.derniere,
    )


def count_altered(table: pa.Table, source: Source) -> Counter[str]:
    """Per title, the cells the export turned from text into a date or a number, dropped columns included."""
    counts: Counter[str] = Counter()
    for colonne in source.colonnes if source.texte_en_date else ():
        kind = PAR_NOM[colonne.champ].type if colonne.champ else "texte"
        if (
            colonne.titre not in table.column_names
            or kind in ("date", "entier")
            or colonne.champ == "id_dossier_source"
        ):
            continue
        postal = colonne.champ == "code_postal_requerant"
        entries = pc.value_counts(table.column(colonne.titre)).to_pylist()
        found = sum(entry["counts"] for entry in entries if is_altered(entry["values"], postal=postal))
        if found:
            counts[colonne.titre] = found
    return counts
