"""The declared corrections of an office applied to the text of its file, before anything is read from it.

Takes mapped columns and corrections, gives the columns changed and a finding per correction. One that has expired or
matches nothing any more stops the run: a register nobody checks would end up changing right values.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import numpy as np
import pyarrow as pa

from pipelines import columns as col
from pipelines.corrections import Correction
from pipelines.errors import RefusedInput
from pipelines.ledger import Flags
from pipelines.mapping import Mapped
from pipelines.masking import mask
from pipelines.privacy import has_office_key, hash_ids, read_office_key
from pipelines.report import Constat
from pipelines.sources import Source
from pipelines.vocabulary import clean


def apply_corrections(
    mapped: Mapped,
    offices: pa.Array,
    corrections: Sequence[Correction],
    source: Source,
    cles: Path | None,
    aujourdhui: dt.date,
) -> tuple[Mapped, tuple[Constat, ...]]:
    """The mapped file corrected, and what was done; `RefusedInput` when one has expired or no longer matches.

    In a file that covers a period only, a correction whose case is absent waits; in a full one it stops the run.
    """
    constats: list[Constat] = []
    for correction in corrections:
        if correction.source not in (None, source.id):
            continue
        if correction.expire < aujourdhui:
            _stop("CORRECTION_EXPIREE", correction, f"a expiré le {correction.expire:%d/%m/%Y}")
        cases = _find_rows(mapped, offices, correction, cles)
        if not len(cases) and source.portee == "periode":
            continue
        rows = _rows_with_old_value(mapped, correction, cases)
        mapped = _rewrite(mapped, correction.champ, rows, correction.nouvelle)
        constats.append(_tell(mapped, correction, rows))
    return mapped, tuple(constats)


def _find_rows(mapped: Mapped, offices: pa.Array, correction: Correction, cles: Path | None) -> col.Positions:
    """Rows of the office that meet the condition, whatever the field to correct holds."""
    found = np.array([key == correction.office for key in offices.to_pylist()], dtype=bool)
    for champ, expected in correction.si.items():
        if champ == "dossier":
            found &= _bears_id(mapped, correction.office, expected, cles)
        elif champ in mapped.colonnes:
            found &= _holds(mapped.colonnes[champ], expected)
        else:
            found[:] = False
    rows: col.Positions = np.flatnonzero(found)
    return rows


def _holds(column: pa.DictionaryArray, expected: str) -> Flags:
    wanted = clean(expected)
    matching = [position for position, text in enumerate(col.distinct(column)) if clean(text) == wanted]
    flags = np.zeros(len(column), dtype=bool)
    flags[col.rows_where(column, matching)] = True
    return flags


def _bears_id(mapped: Mapped, office: str, expected: str, cles: Path | None) -> Flags:
    """The rows whose keyed hash is the expected one; none when the office's key is not there yet."""
    numbers = mapped.colonnes["id_dossier_source"]
    flags = np.zeros(mapped.num_rows, dtype=bool)
    if cles is None or not has_office_key(cles, office):
        return flags
    key = read_office_key(cles, office)
    texts = [clean(text) for text in col.distinct(numbers)]
    matching = [rank for rank, hashed in enumerate(hash_ids(key, office, texts)) if hashed == expected]
    flags[col.rows_where(numbers, matching)] = True
    return flags


def _rows_with_old_value(mapped: Mapped, correction: Correction, cases: col.Positions) -> col.Positions:
    if not len(cases):
        _stop("CORRECTION_SANS_OBJET", correction, "ne trouve plus le dossier qu’elle vise")
    column = mapped.colonnes.get(correction.champ)
    old = np.flatnonzero(_holds(column, correction.ancienne)) if column is not None else np.array([], np.int64)
    rows: col.Positions = np.intersect1d(cases, old)
    if not len(rows):
        fixed = column is not None and _holds(column, correction.nouvelle)[cases].all()
        _stop(
            "CORRECTION_SANS_OBJET",
            correction,
            "n’a plus d’objet : l’office a corrigé son export"
            if fixed
            else "ne trouve plus l’ancienne valeur attendue",
        )
    return rows


def _rewrite(mapped: Mapped, champ: str, rows: col.Positions, value: str) -> Mapped:
    column = mapped.colonnes[champ]
    texts = [*col.distinct(column), value]
    places = col.indices(column).copy()
    places[rows] = len(texts) - 1
    changed = pa.DictionaryArray.from_arrays(pa.array(places, pa.int32()), pa.array(texts, pa.string()))
    merged = changed.cast(pa.string()).dictionary_encode()
    return replace(mapped, colonnes={**mapped.colonnes, champ: merged})


def _tell(mapped: Mapped, correction: Correction, rows: col.Positions) -> Constat:
    message = (
        f"Correction « {correction.id} » appliquée ({correction.auteur}, {correction.date:%d/%m/%Y},"
        f" valable jusqu’au {correction.expire:%d/%m/%Y}) : {correction.raison}"
    )
    first = int(rows[0])
    return Constat(
        "CORRECTION_APPLIQUEE",
        "information",
        message,
        ligne=mapped.lignes[first].as_py(),
        feuille=mapped.feuilles[first].as_py(),
        colonne=mapped.titres.get(correction.champ, correction.champ),
        valeur_masquee=mask(correction.ancienne),
        nombre=len(rows),
    )


def _stop(code: str, correction: Correction, said: str) -> NoReturn:
    raise RefusedInput(
        code,
        f"La correction « {correction.id} » de {correction.office} {said}. Rien n’est pris.",
        f"Mettez à jour ou retirez-la de data/corrections/{correction.office.lower()}.toml (signée {correction.auteur}).",
    )
