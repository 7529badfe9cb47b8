"""Rows of one file that bear the same number in the same office.

Takes the ledger and the office of each row. Exact repeats are counted once; rows that disagree are all set aside, none
is chosen in silence.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.formes import SIMPLES, Formes, join_rows
from pipelines.ledger import Ledger
from pipelines.typed import Typed


def find_duplicates(ledger: Ledger, offices: pa.Array, formes: Formes = SIMPLES) -> list[int]:
    """Rows that repeat an earlier one exactly, or that the declared shapes of the file join to it.

    Contradictory ones are set aside in the ledger.
    """
    repeats: list[int] = []
    ledger.releve.step()
    for found in _group_same(ledger, offices):
        ledger.rang = ledger.typed.mapped.rank(found[0])
        rows, joined = join_rows(ledger, found, formes)
        repeats += joined
        if len({_content(ledger.typed, row) for row in rows}) == 1:
            repeats += rows[1:]
            message = "Même dossier, mêmes valeurs : compté une fois."
            for row in rows[1:]:
                ledger.tell("DOUBLON_EXACT", "doublon", message, "id_dossier_source", row)
        else:
            message = (
                "Même numéro, contenus différents : aucune des lignes n’est prise. Gardez la bonne, puis redéposez."
            )
            for row in rows:
                ledger.leave("DOUBLON_CONTRADICTOIRE", message, "id_dossier_source", row)
    ledger.rang = None
    return repeats


def _group_same(ledger: Ledger, offices: pa.Array) -> list[list[int]]:
    """Rows not yet set aside that share office and number, in the order of the file."""
    if ledger.typed.mapped.numeros is not None and ledger.typed.mapped.numeros.uniques:
        return []
    numbers = ledger.typed.colonnes["id_dossier_source"]
    written = ledger.typed.mapped.colonnes["id_dossier_source"]
    if len(written.dictionary) == len(written) and numbers.equals(written.dictionary.take(written.indices)):
        return []  # each row writes a number of its own, and reading changed none of them
    keys = pc.binary_join_element_wise(offices.fill_null(""), numbers.fill_null(""), "\x00").dictionary_encode()
    codes = keys.indices.to_numpy(zero_copy_only=False)
    good = np.flatnonzero(~ledger.bad)
    counts = np.bincount(codes[good], minlength=len(keys.dictionary))
    groups: dict[int, list[int]] = {}
    for row in good[counts[codes[good]] > 1].tolist():
        groups.setdefault(int(codes[row]), []).append(row)
    return list(groups.values())


def _content(typed: Typed, row: int) -> tuple[object, ...]:
    return tuple(column[row].as_py() for column in typed.mapped.colonnes.values())
