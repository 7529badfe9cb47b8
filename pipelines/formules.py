"""Cells a spreadsheet would run as a formula if they were exported as they are.

Takes the ledger, adds at most one finding per column. The text is not changed: it is neutralised where files are
written for people, never in the base.
"""

from __future__ import annotations

import re

import numpy as np

from pipelines import columns as col
from pipelines.ledger import Ledger
from pipelines.masking import mask
from pipelines.model import PAR_NOM

_FORMULA = re.compile(r"[=@\t\r].+|[+-](?![\d\s.,]+$).+", re.DOTALL)
"""What opens a formula, a lone sign and a signed number aside."""


def tell_formulas(ledger: Ledger) -> None:
    """Say which kept columns of text hold cells that begin like a formula."""
    for champ, column in ledger.typed.mapped.colonnes.items():
        if PAR_NOM[champ].type in ("date", "booleen", "entier"):
            continue
        texts = col.distinct(column)
        rows = col.rows_where(column, [rank for rank, text in enumerate(texts) if _FORMULA.fullmatch(text)])
        rows = rows[~ledger.bad[rows]]
        if len(rows):
            message = "Cellule qui commence comme une formule : gardée comme un texte, neutralisée dans les exports."
            first = int(np.min(rows))
            quoted = mask(texts[int(col.indices(column)[first])])
            ledger.tell("FORMULE", "avertissement", message, champ, first, quoted, len(rows))
