"""Facts a reader of the figures should know about accepted rows: no row is touched.

Takes the ledger and the extract date, adds grouped findings: closed without a date, an outcome on an open case, dates
that cannot follow one another.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ledger import Flags, Ledger, valid
from pipelines.model import DATES
from pipelines.report import Niveau

DATES_LIBRES = frozenset({"date_reception", "date_cloture", "date_echeance", "date_maj"})
"""Judged elsewhere, or free to lie anywhere: a reminder is in the future, a late update may follow a declared date."""


def tell_coherence(ledger: Ledger, limite: date) -> None:
    """Add what is odd in the rows that stay; each finding quotes its first line and counts the others."""
    colonnes = ledger.typed.colonnes
    rows = ledger.typed.mapped.num_rows
    closed = valid(colonnes.get("date_cloture", pa.nulls(rows, pa.date32())))
    says_closed = pc.equal(colonnes.get("statut", pa.nulls(rows, pa.string())), "CLOS").fill_null(False)
    is_closed = says_closed.to_numpy(zero_copy_only=False)
    issue = valid(colonnes.get("issue", pa.nulls(rows, pa.string())))
    missing_date = "Dit clos, sans date de clôture : compté comme ouvert."
    _tell(ledger, "CLOS_SANS_DATE", "avertissement", "date_cloture", missing_date, is_closed & ~closed)
    if "issue" in colonnes and "date_cloture" not in colonnes:
        undated = (
            "Le fichier ne donne pas la date de clôture : les issues sont gardées, mais aucun dossier n’est compté clos."
            " Délais et taux de résolution : non disponibles."
        )
        _tell(ledger, "CLOTURE_NON_DATEE", "avertissement", "issue", undated, issue)
        issue = np.zeros(rows, dtype=bool)
    reopened = "Issue sur un dossier ouvert (rouvert ?) : elle n’est pas comptée."
    _tell(ledger, "ISSUE_SUR_OUVERT", "information", "issue", reopened, issue & ~closed)
    without = "Dossier clos sans issue : absent des taux de résolution."
    _tell(ledger, "CLOS_SANS_ISSUE", "information", "issue", without, closed & ~issue)
    for champ in sorted(colonnes.keys() & set(DATES) - DATES_LIBRES):
        message = "Date antérieure à la réception ou postérieure à l’arrêté : vérifiez-la dans l’outil de l’office."
        _tell(ledger, "DATE_INCOHERENTE", "avertissement", champ, message, _is_out(ledger, champ, limite))


def _is_out(ledger: Ledger, champ: str, limite: date) -> Flags:
    column, reception = ledger.typed.colonnes[champ], ledger.typed.colonnes["date_reception"]
    early = pc.less(column, reception).fill_null(False)
    late = pc.greater(column, pa.scalar(limite, pa.date32())).fill_null(False)
    found: Flags = pc.or_(early, late).to_numpy(zero_copy_only=False)
    return found


def _tell(ledger: Ledger, code: str, niveau: Niveau, champ: str, message: str, flags: Flags) -> None:
    ledger.tell_rows(code, niveau, message, champ, np.flatnonzero(flags & ~ledger.bad))
