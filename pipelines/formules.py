"""Cells a spreadsheet would run as a formula if they were exported as they are.

Takes the ledger, adds at most one finding per column. The text is not changed: it is neutralised where files are
written for people, never in the base.
"""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines import columns as col
from pipelines.ledger import Ledger
from pipelines.masking import mask
from pipelines.model import PAR_NOM

_FORMULA = re.compile(r"[=@\t\r].+|[+-](?![\d\s.,]+$).+", re.DOTALL)
"""What opens a formula, a lone sign and a signed number aside."""

_OUVERTURE = r"^[=@\t\r+-]"
"""The first signs of those, as Arrow writes patterns: the other texts are not looked at one by one."""


def tell_formulas(ledger: Ledger) -> None:
    """Say which kept columns of text hold cells that begin like a formula."""
    for champ, column in ledger.typed.mapped.colonnes.items():
        if PAR_NOM[champ].type in ("date", "booleen", "entier"):
            continue
        judged = ledger.typed.mapped.numeros if champ == "id_dossier_source" else None
        found = find_formulas(column) if judged is None else judged.formules
        rows = [row for row in sorted(found) if not ledger.bad[row]]
        message = "Cellule qui commence comme une formule : gardée comme un texte, neutralisée dans les exports."
        quoted = found[rows[0]] if rows else ""
        ledger.tell_rows("FORMULE", "avertissement", message, champ, np.array(rows, np.int64), quoted)


def find_formulas(column: pa.DictionaryArray) -> dict[int, str]:
    """The rows whose text opens a formula, each with its masked text."""
    texts = column.dictionary
    odd = np.flatnonzero(pc.match_substring_regex(texts, _OUVERTURE)).tolist()
    masked = {rank: mask(text) for rank in odd if _FORMULA.fullmatch(text := texts[rank].as_py())}
    if not masked:
        return {}
    places = col.indices(column)
    return {row: masked[int(places[row])] for row in col.rows_where(column, sorted(masked)).tolist()}
