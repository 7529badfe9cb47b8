"""Date columns: one reading per distinct text, one order and one time zone per column and file.

Takes a text column, adds a `date32` column and its faults to `Typed`. A column written in the other order refuses the
file: read cell by cell, half of it would be wrong without a fault.
"""

from __future__ import annotations

from functools import lru_cache

import pyarrow as pa

from pipelines import columns as col
from pipelines.dates import Lecture, is_midnight, is_no_date, read_date, to_paris_day
from pipelines.errors import RefusedInput
from pipelines.masking import mask
from pipelines.sources import Ordre, Source
from pipelines.typed import Faute, Typed

FAUTES_DE_FRAPPE = 2
"""So many dates written in the other order are typing faults, set aside one by one; more may be a habit."""

PART_MELANGEE = 0.05
"""Share of dates of the other order above which the readable ones below the 13th cannot be trusted either."""


_read = lru_cache(maxsize=65_536)(read_date)
"""The dates of a long file come back lot after lot."""


def reads_utc(source: Source, typed: Typed) -> bool:
    """Whether the file was written by a server set to Paris time, which leaves UTC in its cells.

    Due dates are days: at midnight the file is in Paris wall clock, at 22 or 23 h in UTC.
    """
    column = typed.mapped.colonnes.get("date_echeance")
    if source.fuseau != "echeance" or column is None:
        return False
    instants = [found.instant for found in col.parse_distinct(column, read_date) if found.instant]
    utc = bool(instants) and all(instant.hour in (22, 23) and instant.minute == 0 for instant in instants)
    if utc:
        message = (
            "Les échéances tombent à 22 h ou 23 h : les dates du fichier sont en UTC, ramenées à l’heure de Paris."
        )
        typed.tell_file("FUSEAU_UTC", "information", message)
    elif not all(is_midnight(instant) for instant in instants):
        message = "Les échéances ne sont pas toutes à minuit : les dates sont lues comme l’heure de Paris."
        typed.tell_file("FUSEAU_INCERTAIN", "avertissement", message)
    return utc


def type_date(champ: str, column: pa.DictionaryArray, source: Source, typed: Typed, *, utc: bool) -> None:
    """Add the days of one column; each text that is not a day becomes a fault with its rows."""
    texts = col.distinct(column)
    ordre = next((c.ordre for c in source.colonnes if c.champ == champ and c.ordre), source.ordre_dates)
    readings = [Lecture() if is_no_date(text) else _read(text, ordre) for text in texts]
    _refuse_wrong_order(typed.mapped.titres[champ], readings, ordre)
    days = [to_paris_day(found.instant, utc=utc) if found.instant else None for found in readings]
    typed.colonnes[champ] = col.spread(days, column, pa.date32())
    for position, found in enumerate(readings):
        if found.faute:
            rows = col.rows_where(column, [position])
            typed.fautes.append(Faute(champ, found.faute, mask(texts[position]), rows))
    short = [position for position, found in enumerate(readings) if found.deux_chiffres]
    message = "Année écrite avec deux chiffres : lue comme 20xx."
    typed.tell("DATE_AN_2_CHIFFRES", message, champ, col.rows_where(column, short))


def _refuse_wrong_order(titre: str, readings: list[Lecture], ordre: Ordre) -> None:
    """Refuse a column written in the other order, or in both: a day under the 13th would be read wrong in silence."""
    other = "jma" if ordre == "mja" else "mja"
    against = sum(1 for found in readings if found.ordre == other)
    agreeing = sum(1 for found in readings if found.ordre not in (None, other))
    written = "mois/jour/année" if other == "mja" else "jour/mois/année"
    if against > agreeing:
        raise RefusedInput(
            "ORDRE_DES_DATES",
            f"La colonne « {titre} » est écrite {written} : {against} dates différentes ne se lisent qu’ainsi.",
            f'Déclarez « ordre = "{other}" » dans la source, ou refaites l’export avec des dates jour/mois/année.',
        )
    if against > max(FAUTES_DE_FRAPPE, PART_MELANGEE * agreeing):
        raise RefusedInput(
            "DATES_MELANGEES",
            f"La colonne « {titre} » mêle deux ordres : {against} dates ne se lisent que {written},"
            f" {agreeing} seulement dans l’autre ordre.",
            "Refaites l’export avec toutes les dates dans le même ordre : une date comme 05/03 se lirait des deux façons.",
        )
