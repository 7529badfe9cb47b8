"""Label columns: from what an office writes to the codes of a vocabulary, or « à qualifier ».

Takes a text column, adds a code column to `Typed`. A label nobody has classified becomes `A_QUALIFIER`, is listed with
its count, and is kept beside the code only where the source says it comes from a closed list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines import columns as col
from pipelines.altered import is_altered
from pipelines.masking import mask
from pipelines.model import A_QUALIFIER, PAR_NOM
from pipelines.releve import EFFECTIF_CITE
from pipelines.sources import Source
from pipelines.typed import Typed
from pipelines.vocabulary import clean, fold, is_missing, load_children, load_labels, load_vocabulary

PARENTS = {"sous_domaine": "domaine", "reorientation_detail": "reorientation"}

LONGUEUR_LOCALE = 80
"""A longer label is a sentence, not the name of a category: it is not kept."""


def type_code(champ: str, column: pa.DictionaryArray, source: Source, typed: Typed) -> None:
    """Add the codes of one vocabulary field. A sub-domain's label in the domain column sets both levels."""
    vocabulaire = PAR_NOM[champ].vocabulaire or champ
    labels = dict(load_labels(champ, vocabulaire))
    labels.update({fold(label): code for label, code in source.libelles.get(champ, {}).items()})
    texts = col.distinct(column)
    codes = [_find_code(text, labels) for text in texts]
    typed.colonnes[champ] = col.spread([_first_level(code) for code in codes], column, pa.string())
    if champ == "domaine" and any("." in (code or "") for code in codes):
        details = [code if code and "." in code else None for code in codes]
        typed.colonnes["sous_domaine"] = col.spread(details, column, pa.string())
    unknown = {position for position, code in enumerate(codes) if code == A_QUALIFIER}
    _tell_unknown(champ, column, col.rows_where(column, sorted(unknown)), sorted(unknown), source, typed)
    official = {fold(terme.libelle) for terme in load_vocabulary(vocabulaire).values()}
    local = [_local_label(text, code, fold(text) in official) for text, code in zip(texts, codes, strict=True)]
    _keep_local(champ, column, local, source, typed)


def type_second_level(champ: str, column: pa.DictionaryArray, source: Source, typed: Typed) -> None:
    """Add the codes of a second level, each label read under the code of its parent on the same row."""
    parent = PARENTS[champ]
    parents = typed.colonnes.get(parent, pa.nulls(len(column), pa.string())).fill_null("").dictionary_encode()
    pairs, inverse = col.pair_distinct(parents, column)
    parent_codes, texts = col.distinct(parents), col.distinct(column)
    children = load_children(champ, parent)
    declared = {fold(label): code for label, code in source.libelles.get(champ, {}).items()}
    codes: list[str | None] = []
    for first, second in pairs:
        label = fold(texts[second])
        known = children.get((parent_codes[first], label), declared.get(label))
        codes.append(None if is_missing(texts[second]) else known or A_QUALIFIER)
    read = pa.array(codes, pa.string()).take(pa.array(inverse))
    given = typed.colonnes.get(champ)
    typed.colonnes[champ] = read if given is None else pc.coalesce(read, given)
    rows = np.flatnonzero(np.isin(inverse, [i for i, code in enumerate(codes) if code == A_QUALIFIER]))
    _tell_unknown(champ, column, rows, range(len(texts)), source, typed)
    official = {label for _, label in children}
    local = [_local_label(text, None if is_missing(text) else text, fold(text) in official) for text in texts]
    _keep_local(champ, column, local, source, typed)


def _find_code(text: str, labels: dict[str, str]) -> str | None:
    """The code of a label, None when the cell is empty or says so, `A_QUALIFIER` when nobody knows it."""
    known = labels.get(fold(text))
    if known is not None:
        return known or None
    return None if is_missing(text) else A_QUALIFIER


def _first_level(code: str | None) -> str | None:
    return code.split(".")[0] if code else None


def _local_label(text: str, code: str | None, official: bool) -> str | None:
    """The office's own name of a category, None when it is the vocabulary's own, empty, corrupted or a sentence."""
    label = clean(text)
    own = code is not None and not official and not is_altered(label) and len(label) <= LONGUEUR_LOCALE
    return label if own else None


def _is_closed_list(champ: str, source: Source) -> bool:
    return any(colonne.champ == champ and colonne.liste_fermee for colonne in source.colonnes)


def _keep_local(
    champ: str, column: pa.DictionaryArray, local: Sequence[str | None], source: Source, typed: Typed
) -> None:
    """Keep the office's own names beside the codes, where the model has a place for them and the list is closed."""
    if f"{champ}_local" in PAR_NOM and _is_closed_list(champ, source):
        carried = typed.mapped.count_texts(champ)
        kept = [label if count >= EFFECTIF_CITE else None for label, count in zip(local, carried, strict=True)]
        typed.colonnes[f"{champ}_local"] = col.spread(kept, column, pa.string())


def _tell_unknown(
    champ: str,
    column: pa.DictionaryArray,
    rows: col.Positions,
    candidates: Iterable[int],
    source: Source,
    typed: Typed,
) -> None:
    """List each unknown label once with its count; one the export corrupted is said to be so.

    `rows` are those whose label is unknown, `candidates` the texts they may hold: the same ones in every lot of a file.
    """
    found, texts = col.indices(column)[rows], col.distinct(column)
    met = set(found.tolist())
    for position in candidates:
        text, lines = clean(texts[position]), rows[found == position] if position in met else rows[:0]
        if source.texte_en_date and is_altered(text):
            if len(lines):
                typed.alteres[champ] = np.union1d(typed.alteres.get(champ, np.array([], np.int64)), lines)
            typed.tell("VALEUR_CORROMPUE", "L’outil d’export a changé ce texte en date ou en nombre.", champ, lines)
            continue
        cite = text if _is_closed_list(champ, source) else ""
        message = "Libellé inconnu : compté « à qualifier ». Rattachez-le à un code dans la source."
        typed.tell("LIBELLE_A_QUALIFIER", message, champ, lines, mask(text), cite)
