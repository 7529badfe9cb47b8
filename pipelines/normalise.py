"""From text to typed columns: dates, codes, booleans, département. Null is never Non, an unknown label never « Autre ».

Takes `Mapped` and its `Source`, gives `Typed`: Arrow arrays per field of the base, the cells that could not be read as
`Faute`s with their row positions, and what the export itself corrupted. Never invents a value.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines import columns as col
from pipelines.altered import is_altered
from pipelines.dates import ANNEE_MAXIMALE, ANNEE_MINIMALE
from pipelines.mapping import Mapped
from pipelines.masking import mask
from pipelines.model import ILLISIBLE, PAR_NOM
from pipelines.normalise_codes import type_code, type_second_level
from pipelines.normalise_dates import reads_utc, type_date
from pipelines.postal import read_departement, read_given_departement
from pipelines.sources import Source
from pipelines.typed import Faute, Typed
from pipelines.vocabulary import clean, fold, is_missing, load_labels

_PLAIN = re.compile(r"[0-9][0-9A-Za-z/._-]*", re.ASCII)
"""A case number nothing has to be done to."""

_read_departement = lru_cache(maxsize=65_536)(read_departement)
"""The postal codes of a long file come back lot after lot."""

SECONDS = ("sous_domaine", "reorientation_detail")
"""Fields whose labels repeat across parents: read after the first level, as (parent, label) pairs."""


def normalise(mapped: Mapped, source: Source) -> Typed:
    """Every mapped field of the base, typed; fields the file does not have are absent from `colonnes`."""
    typed = Typed(mapped)
    utc = reads_utc(source, typed)
    for champ, column in mapped.colonnes.items():
        kind = PAR_NOM[champ].type
        if kind == "date":
            type_date(champ, column, source, typed, utc=utc)
        elif kind == "booleen":
            _type_boolean(champ, column, source, typed)
        elif kind == "code" and champ not in SECONDS:
            type_code(champ, column, source, typed)
        elif kind == "entier":
            _type_year(champ, column, typed)
        elif champ == "id_dossier_source":
            typed.colonnes[champ] = read_numbers(column) if mapped.numeros is None else mapped.numeros.empreintes
    for champ in SECONDS:
        if champ in mapped.colonnes:
            type_second_level(champ, mapped.colonnes[champ], source, typed)
    _type_departement(source, typed)
    _enter_by_year(source, typed)
    typed.colonnes["alterations"] = _join_alterations(typed)
    return typed


def read_numbers(column: pa.DictionaryArray) -> pa.Array:
    """The case number of each row; the usual ones, which are as many as the cases, are not looked at one by one."""
    numbers = column.dictionary
    odd = np.flatnonzero(pc.invert(pc.match_substring_regex(numbers, f"^{_PLAIN.pattern}$")))
    if len(odd):
        read = pa.array([_number_or_none(text) for text in numbers.take(pa.array(odd)).to_pylist()], pa.string())
        places = np.arange(len(numbers))
        places[odd] = len(numbers) + np.arange(len(odd))
        numbers = pa.concat_arrays([numbers, read]).take(pa.array(places))
    return numbers.take(column.indices)


def _number_or_none(text: str) -> str | None:
    """A case number as typed; a dash or « NC » is no number: two such rows would be one case."""
    if _PLAIN.fullmatch(text):
        return text
    return None if is_missing(text) else clean(text)


def _type_year(champ: str, column: pa.DictionaryArray, typed: Typed) -> None:
    """The year of a source without dates; a text that is not a plausible year is a fault."""
    values: list[int | None] = []
    for position, text in enumerate(col.distinct(column)):
        found = re.fullmatch(r"(\d{4})(?:\.0)?", clean(text), re.ASCII)
        year = int(found.group(1)) if found else None
        good = year is not None and ANNEE_MINIMALE <= year <= ANNEE_MAXIMALE
        values.append(year if good else None)
        if not good and not is_missing(text):
            typed.fautes.append(Faute(champ, "ANNEE_INVALIDE", mask(text), col.rows_where(column, [position])))
    typed.colonnes[champ] = col.spread(values, column, pa.int32())


def _type_boolean(champ: str, column: pa.DictionaryArray, source: Source, typed: Typed) -> None:
    labels = dict(load_labels("booleen", "booleen"))
    labels.update({fold(label): code for label, code in source.libelles.get(champ, {}).items()})
    values: list[bool | None] = []
    for position, text in enumerate(col.distinct(column)):
        code = labels.get(fold(text))
        values.append({"OUI": True, "NON": False}.get(code or ""))
        if code is None and not is_missing(text):
            typed.fautes.append(Faute(champ, "BOOLEEN_INCONNU", mask(text), col.rows_where(column, [position])))
    typed.colonnes[champ] = col.spread(values, column, pa.bool_())


def _enter_by_year(source: Source, typed: Typed) -> None:
    """A case without a date enters on the first day of its declared year; a dated case keeps no declared year."""
    years = typed.colonnes.pop("annee_declaree", None)
    if years is None or not source.sans_reception:
        return
    dated = typed.colonnes.get("date_reception", pa.nulls(len(years), pa.date32()))
    firsts = pa.array([date(year, 1, 1) if year else None for year in years.to_pylist()], pa.date32())
    typed.colonnes["annee_declaree"] = pc.if_else(pc.is_valid(dated), None, years)
    typed.colonnes["date_reception"] = pc.coalesce(dated, firsts)


def _type_departement(source: Source, typed: Typed) -> None:
    """The département, from the postal code and the country; a code no rule can read is counted, not guessed."""
    written = typed.mapped.colonnes.get("departement_requerant")
    given = pa.nulls(typed.mapped.num_rows, pa.string())
    if written is not None:
        given = col.spread(col.parse_distinct(written, read_given_departement), written, pa.string())
        typed.colonnes["departement_requerant"] = given
    codes = typed.mapped.colonnes.get("code_postal_requerant")
    if codes is None:
        return
    pays = typed.mapped.colonnes.get("pays_requerant", _blank(len(codes)))
    pairs, inverse = col.pair_distinct(codes, pays)
    code_texts, pays_texts = col.distinct(codes), col.distinct(pays)
    values = [
        _read_departement(code_texts[code], pays_texts[country], numerique=source.code_postal_numerique)
        for code, country in pairs
    ]
    read = pa.array(values, pa.string()).take(pa.array(inverse))
    clear = pc.if_else(pc.equal(read, ILLISIBLE).fill_null(False), None, read)
    typed.colonnes["departement_requerant"] = pc.coalesce(clear, given, read)
    lost = [
        i for i, (code, _) in enumerate(pairs) if values[i] == ILLISIBLE and is_altered(code_texts[code], postal=True)
    ]
    typed.alteres["departement_requerant"] = np.flatnonzero(np.isin(inverse, lost))
    unread = np.flatnonzero(np.isin(inverse, [i for i, value in enumerate(values) if value == ILLISIBLE]))
    message = "Code postal illisible : le département du requérant n’est pas connu."
    typed.tell("CODE_POSTAL_ILLISIBLE", message, "code_postal_requerant", unread)


def _blank(rows: int) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array([""]))


def _join_alterations(typed: Typed) -> pa.Array:
    """For each row, the fields the export corrupted, in one text; null for the rows it left whole."""
    names: dict[int, list[str]] = {}
    for champ in sorted(typed.alteres):
        for row in typed.alteres[champ].tolist():
            names.setdefault(row, []).append(champ)
    rows = typed.mapped.num_rows
    return pa.array([" ".join(names[row]) if row in names else None for row in range(rows)], pa.string())
