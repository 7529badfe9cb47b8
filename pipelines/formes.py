"""Declared shapes of a file in which one saisine has several rows: one per grief, or one per sheet it is carried to.

Takes the rows of one number, gives those that are the saisine and those joined to it, each told with its line. Without
a declaration nothing is joined: rows that disagree stay a conflict.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pyarrow as pa

from pipelines.ledger import Ledger
from pipelines.mapping import Mapped
from pipelines.sources import EntreFeuilles, Source, Unite

CHAMPS_DU_GRIEF = frozenset({"domaine", "sous_domaine", "nature_demande"})
"""What two griefs of one saisine may say differently; any other difference is a conflict."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class Formes:
    """What the source declares of its rows."""

    unite: Unite = "saisine"
    entre_feuilles: EntreFeuilles = "conflit"


SIMPLES = Formes()
"""One row is one saisine, and a number is met once."""


def read_formes(source: Source) -> Formes:
    """The shapes a source declares."""
    return Formes(source.unite, source.entre_feuilles)


def join_rows(ledger: Ledger, rows: list[int], formes: Formes) -> tuple[list[int], list[int]]:
    """The rows of one number that remain to be compared, and those joined to them, already told."""
    left, joined = (rows, []) if formes.entre_feuilles == "conflit" else _keep_last_sheet(ledger, rows)
    if formes.unite == "saisine":
        return left, joined
    kept, griefs = _keep_first_grief(ledger, left)
    return kept, joined + griefs


def add_sheet_years(mapped: Mapped, source: Source) -> Mapped:
    """The mapped file with the year its sheets name as a column, where the source says they do."""
    if not source.annee_feuille or "annee_declaree" in mapped.colonnes:
        return mapped
    names = mapped.feuilles.fill_null("").dictionary_encode()
    years = [found.group() if (found := _YEAR.search(name)) else "" for name in names.dictionary.to_pylist()]
    column = pa.DictionaryArray.from_arrays(names.indices, pa.array(years, pa.string()))
    return replace(
        mapped,
        colonnes={**mapped.colonnes, "annee_declaree": column},
        titres={**mapped.titres, "annee_declaree": "nom de la feuille"},
    )


def _keep_last_sheet(ledger: Ledger, rows: list[int]) -> tuple[list[int], list[int]]:
    """The rows of the latest sheet that has the number: by year when sheets name one, by place in the file otherwise."""
    sheets = {row: ledger.typed.mapped.feuilles[row].as_py() or "" for row in rows}
    ranks = _rank_sheets(ledger.typed.mapped)
    last = max(ranks[name] for name in sheets.values())
    kept = [row for row in rows if ranks[sheets[row]] == last]
    joined = [row for row in rows if ranks[sheets[row]] != last]
    for row in joined:
        message = f"Dossier repris sur la feuille « {sheets[kept[0]]} », plus récente : c’est elle qui compte."
        ledger.tell("REPORT_DE_FEUILLE", "doublon", message, "id_dossier_source", row)
    return kept, joined


def _rank_sheets(mapped: Mapped) -> dict[str, tuple[int, int]]:
    names = [name or "" for name in mapped.feuilles.unique().to_pylist()]
    years = {name: int(found.group()) if (found := _YEAR.search(name)) else 0 for name in names}
    dated = all(years.values())
    return {name: (years[name] if dated else 0, rank) for rank, name in enumerate(names)}


def _keep_first_grief(ledger: Ledger, rows: list[int]) -> tuple[list[int], list[int]]:
    """The first row when all say the same case; the other griefs are told with the domaine they name."""
    columns = ledger.typed.mapped.colonnes
    common = [column for champ, column in columns.items() if champ not in CHAMPS_DU_GRIEF]
    if len({tuple(column[row].as_py() for column in common) for row in rows}) > 1:
        return rows, []
    domaines = ledger.typed.colonnes.get("domaine", pa.nulls(ledger.typed.mapped.num_rows, pa.string()))
    told: list[int] = []
    for row in rows[1:]:
        code = domaines[row].as_py() or "sans domaine"
        message = f"Autre grief de la même saisine ({code}) : la saisine compte une fois, sous son premier domaine."
        ledger.tell("AUTRE_GRIEF", "doublon", message, "domaine", row)
        told.append(row)
    return rows[:1], told
