"""The département of a claimant, from a postal code as an export gives it — damaged in known ways or not.

Takes the texts of one cell (code, country), gives a département code, `HORS_FRANCE`, `ILLISIBLE` or None, and whether
the code itself is lost. Only the département is ever kept.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipelines.altered import DERNIER_NUMERO, written_day
from pipelines.model import HORS_FRANCE, ILLISIBLE
from pipelines.territoires import departement_of_postal_code, find
from pipelines.vocabulary import clean, fold, is_missing

MONACO = "98000"

_ETRANGER = frozenset({"etranger", "hors france", "99"})
_GIVEN = re.compile(r"(\d{1,3}|2[ABab])(?!\w)")
_BETWEEN = re.compile(r"\((\d{2,3}|2[ABab])\)$")

_PAYS_FRANCE = frozenset(
    {"fr", "fra", "france", "france metropolitaine", "gp", "guadeloupe", "mq", "martinique", "gf", "guyane"}
    | {"re", "reunion", "la reunion", "yt", "mayotte", "pm", "bl", "mf", "wf", "pf", "nc", "tf"}
    | {"saint-pierre-et-miquelon", "saint-barthelemy", "saint-martin", "wallis-et-futuna", "polynesie francaise"}
    | {"nouvelle-caledonie", "guyane francaise"}
)
"""France as a country field says it, the overseas territories that have their own country code included."""

_ISO_DAY = re.compile(r"(\d{4,5})-(\d{2})-(\d{2})")
_PREFIXED = re.compile(r"(?:f|fr)[- ]?(\d{5})")
_SERIAL_ORIGIN = date(1899, 12, 30)


def read_departement(code: str | None, pays: str | None, *, numerique: bool) -> str | None:
    """Département of the claimant: `75`, `2A`, `974`, `HORS_FRANCE`, `ILLISIBLE`, or None when nothing was recorded.

    `numerique`: the export types codes as numbers and texts as dates (Médiature), so a lost leading zero is put back
    and a date is read as the code that became it.
    """
    if not is_missing(pays) and fold(pays or "") not in _PAYS_FRANCE:
        return HORS_FRANCE
    text = clean(code or "")
    if not text:
        return None
    digits = _read_digits(text, numerique=numerique)
    return _departement(digits) if digits else ILLISIBLE


def read_given_departement(text: str) -> str | None:
    """Département an office writes itself: « 75 », « 2A », « 17 - Charente-Maritime », « Nord (59) »; None when empty."""
    cleaned = clean(text)
    if is_missing(cleaned):
        return None
    if fold(cleaned) in _ETRANGER:
        return HORS_FRANCE
    found = _GIVEN.match(cleaned) or _BETWEEN.search(cleaned)
    code = found.group(1).upper().lstrip("0").zfill(2) if found else ""
    return code if find(f"DEP-{code}") else ILLISIBLE


def _read_digits(text: str, *, numerique: bool) -> str | None:
    """The five digits of the code, or None when no rule gives them back."""
    compact = text.replace(" ", "")
    if re.fullmatch(r"\d{5}", compact):
        return compact
    if re.fullmatch(r"2[ABab]\d{3}", compact):
        return compact.upper()
    prefixed = _PREFIXED.fullmatch(text.casefold())
    if prefixed:
        return prefixed.group(1)
    if not numerique:
        return None
    day = _ISO_DAY.fullmatch(written_day(text))
    if day:
        return _from_year(int(day.group(1)), int(day.group(2)))
    if re.fullmatch(r"\d{4}", compact):
        return compact.zfill(5)
    if re.fullmatch(r"-?\d{5,8}", compact) and not 0 <= int(compact) <= DERNIER_NUMERO:
        return _from_year(_year_of_serial(int(compact)), 1)
    return None


def _from_year(year: int, month: int) -> str | None:
    """The code a text became a date from: « F-06600 » gave year 6600, « 75 012 » gave December 1975."""
    if 1950 <= year <= 1999:
        return f"{year - 1900:02d}0{month:02d}"
    if 2032 <= year <= 2049:
        return f"{year - 2000:02d}0{month:02d}"
    return f"{year:05d}" if 1000 <= year <= 98_999 and not 1900 <= year <= 2099 else None


def _year_of_serial(serial: int) -> int:
    """Gregorian year of a workbook serial, beyond what `datetime` holds (400 years are 146,097 days)."""
    cycles, rest = divmod(serial, 146_097)
    return (_SERIAL_ORIGIN + timedelta(days=rest)).year + 400 * cycles


def _departement(code: str) -> str:
    if code == MONACO:
        return HORS_FRANCE
    if code[:2] in ("2A", "2B"):
        return code[:2]
    return departement_of_postal_code(code) or ILLISIBLE
