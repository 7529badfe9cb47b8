"""What a file is and how it would be read, for the person who deposits it: columns with masked examples, labels to class.

Takes a raw table, the source it is read by and the proposal made for it, gives plain dicts for `proposer --json`. A
cell is shown masked; only labels of closed lists are quoted, as they must be classified by somebody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.altered import is_altered
from pipelines.declarations_colonnes import CHAMPS_FOURNIS
from pipelines.masking import mask
from pipelines.model import A_QUALIFIER, CHAMPS, PAR_NOM, Champ
from pipelines.normalise_codes import PARENTS
from pipelines.privacy import find_personal
from pipelines.readers.raw import RawTable
from pipelines.sources import Source
from pipelines.suggest import LIBELLES_LISTES, LONGUEUR_LIBELLE, Proposition
from pipelines.suggest_labels import find_candidates, load_known_labels
from pipelines.vocabulary import clean, fold, is_missing, load_children, load_vocabulary

EXEMPLES_CITES = 3
LIGNES_CITEES = 5
"""Enough to recognise a column or to find a label again; the whole is in the file of the person."""


def describe_file(raw: RawTable, source: Source, proposition: Proposition, toml: str) -> dict[str, Any]:
    """The keys `--detaille` adds: format, rows, source, columns with examples, labels to class, accepted fields."""
    return {
        "fichier": raw.nom,
        "format": raw.format,
        "lignes": raw.num_rows,
        "source": None if source.proposee else {"id": source.id, "titre": source.titre},
        "toml": toml,
        "portee": source.portee,
        "remarques": [note.message for note in raw.notes],
        "correspondance": list(_describe_columns(raw, source, proposition)),
        "a_classer": list(_list_open_labels(raw, source)),
        "champs": [_describe_field(champ) for champ in CHAMPS if champ.nom not in CHAMPS_FOURNIS],
        "codes": _list_codes(raw, source),
    }


def _describe_columns(raw: RawTable, source: Source, proposition: Proposition) -> Iterator[dict[str, Any]]:
    """One entry per title of the file, in its order; of a declared source the field is known, not guessed."""
    table, choix = raw.table(), {found.titre: found for found in proposition.choix}
    declared = {colonne.titre: colonne for colonne in source.colonnes}
    for titre in raw.header:
        colonne = declared.get(titre)
        champ = colonne.champ if colonne else None
        found = choix[titre]
        reason = found.raison if source.proposee else (colonne.ecartee if colonne else "") or "source déclarée"
        yield {
            "titre": titre,
            "champ": champ,
            "confiance": found.confiance if source.proposee else 1.0,
            "raison": reason,
            "exemples": _quote_examples(table.column(titre)),
        }


def _quote_examples(column: pa.ChunkedArray) -> list[str]:
    """The first different shapes of the filled cells."""
    shown: dict[str, None] = {}
    for text in pc.unique(column.slice(0, 500)).to_pylist():
        if not is_missing(text):
            shown.setdefault(mask(text))
        if len(shown) == EXEMPLES_CITES:
            break
    return list(shown)


def _list_open_labels(raw: RawTable, source: Source) -> Iterator[dict[str, Any]]:
    """The labels the source does not class, most frequent first within each field, with the lines that carry them."""
    table = raw.table()
    for colonne in source.colonnes:
        if colonne.champ is None or colonne.titre not in raw.header or not _has_codes(PAR_NOM[colonne.champ]):
            continue
        known = _known_labels(colonne.champ, source)
        column = table.column(colonne.titre)
        for text, count in _count_labels(column):
            corrupted = source.texte_en_date and is_altered(text)
            if known.get(fold(text), A_QUALIFIER) == A_QUALIFIER and not corrupted:
                yield {
                    "champ": colonne.champ,
                    "libelle": text,
                    "nombre": count,
                    "lignes": _find_lines(raw, column, text),
                    "candidats": list(find_candidates(colonne.champ, text)),
                }


def _known_labels(champ: str, source: Source) -> Mapping[str, str]:
    """Folded labels a deposit would class: those of the vocabulary, then those of the source."""
    if champ in PARENTS:
        known = {label: code for (_, label), code in load_children(champ, PARENTS[champ]).items()}
    else:
        known = dict(load_known_labels(champ))
    return known | {fold(label): code for label, code in source.libelles.get(champ, {}).items()}


def _count_labels(column: pa.ChunkedArray) -> list[tuple[str, int]]:
    """Each label of a closed list with its count; nothing for a column of free or personal texts."""
    counts: dict[str, int] = {}
    entries = pc.value_counts(column).to_pylist()
    if len(entries) > LIBELLES_LISTES:
        return []
    for entry in entries:
        text = clean(entry["values"] or "")
        if not is_missing(text) and len(text) <= LONGUEUR_LIBELLE and not find_personal(text):
            counts[text] = counts.get(text, 0) + entry["counts"]
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _find_lines(raw: RawTable, column: pa.ChunkedArray, text: str) -> list[int]:
    """The first lines of the file that carry a label as it was cleaned."""
    raws = [value for value in pc.unique(column).to_pylist() if clean(value or "") == text]
    found = raw.lignes.filter(pc.is_in(column, value_set=pa.array(raws, pa.string())))
    return [int(line) for line in found.slice(0, LIGNES_CITEES).to_pylist()]


def _list_codes(raw: RawTable, source: Source) -> dict[str, list[list[str]]]:
    """The codes a label may be given, with their French names, for each field of the file that has a vocabulary."""
    found: dict[str, list[list[str]]] = {}
    for colonne in source.colonnes:
        champ = PAR_NOM[colonne.champ] if colonne.champ else None
        if champ is not None and colonne.titre in raw.header and _has_codes(champ):
            found[champ.nom] = [[code, nom] for code, nom in _codes(champ)]
    return found


def _codes(champ: Champ) -> Iterator[tuple[str, str]]:
    if champ.type == "booleen":
        yield from (("OUI", "Oui"), ("NON", "Non"))
        return
    for code, terme in load_vocabulary(champ.vocabulaire or champ.nom).items():
        if code != A_QUALIFIER:
            yield code, terme.libelle


def _has_codes(champ: Champ) -> bool:
    return champ.type == "booleen" or champ.vocabulaire is not None


def _describe_field(champ: Champ) -> dict[str, Any]:
    return {
        "nom": champ.nom,
        "libelle": champ.libelle,
        "definition": champ.definition,
        "obligatoire": champ.obligatoire,
        "sort": champ.sort,
    }
