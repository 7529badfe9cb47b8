"""Cells a spreadsheet would run as a formula if they were exported as they are.

Takes the ledger, adds at most one finding per column. The text is not changed: it is neutralised where files are
written for people, never in the base.
"""

from __future__ import annotations

import re

import numpy as np
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
        texts = column.dictionary
        odd = np.flatnonzero(pc.match_substring_regex(texts, _OUVERTURE)).tolist()
        rows = col.rows_where(column, [rank for rank in odd if _FORMULA.fullmatch(texts[rank].as_py())])
        rows = rows[~ledger.bad[rows]]
        if len(rows):
            message = "Cellule qui commence comme une formule : gardée comme un texte, neutralisée dans les exports."
            first = int(np.min(rows))
            quoted = mask(column[first].as_py())
            ledger.tell("FORMULE", "avertissement", message, champ, first, quoted, len(rows))
