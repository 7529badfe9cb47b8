"""The account of one file put together: what was read, what was kept, every finding, what the export altered.

Takes what each stage found, gives a `Rapport` without its sentences. Counts, never judges.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.altered import is_altered
from pipelines.mapping import Mapped
from pipelines.model import PAR_NOM
from pipelines.narration import reader_findings
from pipelines.readers.raw import RawTable
from pipelines.report import Constat, Rapport
from pipelines.rules import Verdict
from pipelines.sources import Source


def build_report(
    raw: RawTable,
    mapped: Mapped,
    source: Source,
    verdict: Verdict,
    lignes: pa.Table,
    arrete: date | None,
    told: Sequence[Constat],
) -> Rapport:
    """The report of one file; `told` are the findings of the stages after the reader, in their order."""
    left = [item for item in raw.set_aside if item.nature == "ecartee"]
    ignored = [item for item in raw.set_aside if item.nature == "ignoree"]
    received = pc.min_max(lignes["date_reception"]) if lignes.num_rows else None
    counts = pc.value_counts(lignes["office_id"].filter(pc.not_equal(lignes["office_id"], ""))).to_pylist()
    return Rapport(
        fichier=raw.nom,
        sha256=raw.sha256,
        source=source.id,
        source_proposee=source.proposee,
        lues=raw.lues,
        acceptees=lignes.num_rows,
        ecartees=len(left) + verdict.ecartees,
        doublons=verdict.doublons,
        ignorees=len(ignored),
        constats=(*reader_findings(raw), *told),
        vides=mapped.vides,
        alterees=_count_altered(raw, source),
        offices={entry["values"]: entry["counts"] for entry in counts},
        date_arrete=arrete,
        premiere_reception=received["min"].as_py() if received else None,
        derniere_reception=received["max"].as_py() if received else None,
    )


def _count_altered(raw: RawTable, source: Source) -> dict[str, int]:
    """Per title, the cells the export turned from text into a date or a number, dropped columns included."""
    if not source.texte_en_date:
        return {}
    table = raw.table()
    counts: dict[str, int] = {}
    for colonne in source.colonnes:
        kind = PAR_NOM[colonne.champ].type if colonne.champ else "texte"
        if colonne.titre not in raw.header or kind in ("date", "entier") or colonne.champ == "id_dossier_source":
            continue
        postal = colonne.champ == "code_postal_requerant"
        entries = pc.value_counts(table.column(colonne.titre)).to_pylist()
        found = sum(entry["counts"] for entry in entries if is_altered(entry["values"], postal=postal))
        if found:
            counts[colonne.titre] = found
    return counts
