"""The only formatter: numbers, percentages, dates, periods of time, lists and plurals as French writes them.

Takes Python values, gives text with U+202F inside numbers and before « % », U+00A0 between a number and its
noun. It reads no data and knows no indicator. Nothing else in the dashboard turns a number into text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.dates import format_date as babel_date
from babel.numbers import format_decimal

FINE = "\u202f"
"""Narrow no-break space: inside numbers, before ; : ! ? %, inside guillemets."""

INSECABLE = "\u00a0"
"""No-break space: between a number and the noun it counts."""

MOINS = "\u2212"
"""A true minus sign: a hyphen is read as a dash by a voice."""

NON_RENSEIGNE = "n.d."
SANS_OBJET = "—"
TROP_PEU = "trop peu"
CONFIDENTIEL = "c"
MARQUES: dict[str, str] = {
    "0": "zéro : rien n’a été compté",
    NON_RENSEIGNE: "non disponible : l’information n’est pas enregistrée, ou pas assez",
    SANS_OBJET: "sans objet : la base est vide",
    TROP_PEU: f"trop peu de cas pour calculer{FINE}: le nombre est montré, la valeur ne l’est pas",
    CONFIDENTIEL: "confidentiel : le nombre lui-même est masqué",
}
"""The five marks, the same on every page and in every file, with what they mean."""

_LOCALE = "fr"
_SINGULIER_AVANT = 2
"""French says « 1,9 jour »: the plural starts at two."""

_VOYELLES = "aeiouéèêàâîôûhœ"


def round_half_up(value: float | Decimal, decimales: int) -> Decimal:
    """The value rounded as people round, 0,5 away from zero: Python's own rounding goes to the even digit."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimales), rounding=ROUND_HALF_UP)


@lru_cache(maxsize=8192)
def number(value: float, decimales: int = 0) -> str:
    """The number with exactly that many decimals: « 1 204 », « 12,4 », « −3 »."""
    rounded = round_half_up(value, decimales)
    pattern = "#,##0" + ("." + "0" * decimales if decimales else "")
    text: str = format_decimal(abs(rounded), pattern, locale=_LOCALE)
    return f"{MOINS}{text}" if rounded < 0 else text


def short_number(value: float, decimales: int = 1) -> str:
    """The number with at most that many decimals: « 25 », « 25,5 »."""
    rounded = round_half_up(value, decimales)
    return number(float(value), 0 if rounded == rounded.to_integral_value() else decimales)


def percent(value: float, decimales: int = 1) -> str:
    """A value already in hundredths: « 61,5 % »."""
    return f"{number(value, decimales)}{FINE}%"


def signed(text: str, value: float) -> str:
    """The formatted text with the sign of its value shown: « +12,4 % », « −3 jours », « 0 »."""
    return f"+{text}" if value > 0 else text


def plural(value: float, singular: str, several: str | None = None) -> str:
    """The noun agreed with its number: singular below two, as French does."""
    return singular if abs(value) < _SINGULIER_AVANT else several or f"{singular}s"


def count(value: float, singular: str, several: str | None = None) -> str:
    """The number and its noun: « 1 204 saisines », « 0 saisine »."""
    return f"{number(value)}{INSECABLE}{plural(value, singular, several)}"


def days(value: float) -> str:
    """A length of time: « 25,5 jours », « 1 jour »."""
    return f"{short_number(value)}{INSECABLE}{plural(value, 'jour')}"


def measure(value: float, unite: str, decimales: int = 0) -> str:
    """The value with its unit: « 43,2 % », « 25,5 jours », « 1 204 saisines »."""
    if unite == "%":
        return percent(value, decimales)
    if unite == "jours":
        return f"{short_number(value, max(decimales, 1))}{INSECABLE}{plural(value, 'jour')}"
    noun = unite if unite.startswith("pour ") else plural(value, unite.removesuffix("s"), unite)
    return f"{number(value, decimales)}{INSECABLE}{noun}"


@lru_cache(maxsize=1024)
def long_date(day: date) -> str:
    """« 3 mars 2024 », « 1er janvier 2025 »."""
    text: str = babel_date(day, "d MMMM y", locale=_LOCALE)
    return text.replace("1 ", "1er ", 1) if day.day == 1 else text


@lru_cache(maxsize=1024)
def month(day: date, *, short: bool = False) -> str:
    """« mars 2024 », or « sept. 2025 » when short."""
    text: str = babel_date(day, "MMM y" if short else "MMMM y", locale=_LOCALE)
    return text


def ordinal(rank: int) -> str:
    """« 1er », « 2e »."""
    return f"{rank}er" if rank == 1 else f"{rank}e"


def enumerate_words(words: Sequence[str]) -> str:
    """« a, b et c »."""
    if len(words) < _SINGULIER_AVANT:
        return "".join(words)
    return f"{', '.join(words[:-1])} et {words[-1]}"


def quote(text: str) -> str:
    """The text between French guillemets."""
    return f"«{FINE}{text}{FINE}»"


def elide(word: str, text: str) -> str:
    """« de » or « que » before the text, elided before a vowel: « d’office », « de Nantes »."""
    return f"{word[:-1]}’{text}" if text[:1].lower() in _VOYELLES else f"{word} {text}"


def sort_key(text: str) -> tuple[str, str]:
    """Orders as a French dictionary does: accents and case count only between equal words."""
    bare = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return bare.casefold().replace("œ", "oe"), text


def capitalize(text: str) -> str:
    """The first letter in capital, the others untouched."""
    return text[:1].upper() + text[1:]
