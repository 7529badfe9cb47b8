"""What a column holds, judged on its values: days, yes or no, numbers, postal codes, towns, persons, known labels.

Takes one text column, gives a `Profil` of shares over its filled rows. Looks at distinct values, never at the title,
and keeps no value beyond the profile of the file in hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.dates import ANNEE_MAXIMALE, ANNEE_MINIMALE, is_no_date, read_date
from pipelines.privacy import find_personal
from pipelines.suggest_numbers import holds_day_numbers
from pipelines.suggest_words import load_first_names
from pipelines.territoires import DOSSIER
from pipelines.vocabulary import clean, fold, is_missing, load_labels

ECHANTILLON = 2000
"""Distinct values looked at in one column: a share is known to the percent, and a column of texts costs no minute."""

_NUMBER = re.compile(r"[-+]?\d{1,3}(?:[ .]\d{3})+(?:,\d+)?|[-+]?\d+(?:[.,]\d+)?")
_INTEGER = re.compile(r"\d{1,4}")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\.0)?")
_POSTAL = re.compile(r"(?:F-?)?(?:0[1-9]|[1-8]\d|9[0-58])\d{3}|9[78]\d{3}|2[AB]\d{3}", re.IGNORECASE)
_DURATION = re.compile(r"\d{1,4} ?(?:j|jr|jrs|jours?)\.?", re.IGNORECASE)
_MONEY = re.compile(r"[-+]?[\d  .,]+ ?(?:€|eur|euros?)", re.IGNORECASE)
_AGE = re.compile(
    r"[<>≤≥+]?\D{0,12}\d{1,3}(?: ?(?:-|à|a|–|/|et) ?\d{1,3})?(?: ?\+)?(?: ?ans)?(?: et (?:plus|\+))?", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?=\D*\d)[\w./°#{}-]+(?: [\w./°#-]+)?")
_PERSON = re.compile(
    r"(?:(?:m|mr|mme|mlle|monsieur|madame|me|dr)\.? )?[^\W\d_][\w'’.-]*(?: (?:de|du|le|la|d'|van|ben) ?)?(?: [^\W\d_][\w'’.-]*){1,2}",
    re.IGNORECASE,
)
_CIVIL = re.compile(r"(?:m|mr|mme|mlle|monsieur|madame|me|dr)\.? \S+", re.IGNORECASE)
_COLLECTIVITY = re.compile(
    r"(?:ville|mairie|commune|departement|region|metropole|communaute|agglomeration|conseil|cc|ca|cu|epci)\b.*"
    r"|c[ci]as\b.+|.+ (?:metropole|agglomeration|agglo)"
)
_SERVICE = re.compile(r"(?:direction|services?|pole|dga|bureau|cellule|secretariat|mission|unite)\b.+")
_PLAIN = str.maketrans(
    {**dict(zip("àâäãçéèêëîïíôöóòùûüúÿñ", "aaaaceeeeiiioooouuuuyn", strict=True)), "œ": "oe", "æ": "ae"}
    | dict.fromkeys("-'’‐–", " ")
)
_AROUND_TOWNS = re.compile(r"\(.*?\)|\bcedex\b.*|\b\d{5}\b|\b\d{1,2}(?:er?|eme)?\b")
_LONG_SAINTS = {"st": "saint", "ste": "sainte"}
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Profil:
    """Shares are over the filled rows of the column; `valeurs` are its distinct texts with their counts."""

    lignes: int
    remplies: int
    distincts: int
    parts: Mapping[str, float]
    longueur: float
    mots: float
    valeurs: Sequence[tuple[str, int]]

    @property
    def remplissage(self) -> float:
        """Share of the rows that are filled."""
        return self.remplies / self.lignes if self.lignes else 0.0

    @property
    def unicite(self) -> float:
        """Distinct texts per filled row: 1 for case numbers, near 0 for a closed list."""
        return self.distincts / self.remplies if self.remplies else 0.0

    @property
    def nature(self) -> str:
        """`vide`, `date`, `booleen`, `nombre` or `texte`."""
        if not self.remplies:
            return "vide"
        if self.parts["date"] >= PART_DATES or self.parts["jours_en_nombre"]:
            return "date"
        if self.parts["booleen"] >= PART_SURE and self.distincts <= 6:
            return "booleen"
        return "nombre" if self.parts["nombre"] >= PART_SURE else "texte"

    @property
    def liste(self) -> bool:
        """Whether the values look picked from a list: few, short, met again."""
        few = self.distincts <= 12 or self.unicite <= 0.34
        return 0 < self.distincts <= 150 and few and self.longueur <= 60

    @property
    def libre(self) -> bool:
        """Whether the values look typed freely: long, or several words nearly never met twice."""
        return self.remplies > 0 and (
            self.longueur > 60 or (self.mots >= 3 and self.unicite > 0.6 and self.remplies > 5)
        )


PART_DATES = 0.7
"""Share of days that makes a column of dates: typing faults and serial numbers leave a few cells unread."""

PART_SURE = 0.9
"""Share above which a column is of one kind."""


def profile_column(column: pa.ChunkedArray) -> Profil:
    """The profile of one column of text."""
    counted = pc.value_counts(pc.fill_null(column, "")).to_pylist()
    found = [(entry["values"], entry["counts"]) for entry in counted if _is_filled(entry["values"])]
    step = max(1, len(found) // ECHANTILLON)
    sample = [(clean(text), count) for text, count in found[::step]]
    seen = sum(count for _, count in sample) or 1
    parts = {nom: sum(count for text, count in sample if test(text)) / seen for nom, test in _TESTS.items()}
    parts["jours_en_nombre"] = float(parts["nombre"] >= PART_SURE and holds_day_numbers(sample))
    return Profil(
        lignes=len(column),
        remplies=sum(count for _, count in found),
        distincts=len(found),
        parts=parts,
        longueur=sum(len(text) * count for text, count in sample) / seen,
        mots=sum(len(text.split()) * count for text, count in sample) / seen,
        valeurs=sample,
    )


def _is_filled(text: str) -> bool:
    """Whether the cell says something: no word for « nothing » holds a digit."""
    return _DIGIT.search(text) is not None or not is_missing(text)


def is_date(text: str) -> bool:
    """Whether the text is a day, plausible or not, in any order."""
    if is_no_date(text):
        return True
    found = read_date(text)
    return found.instant is not None or found.ordre is not None or found.faute == "DATE_HORS_PLAGE"


def is_person(text: str) -> bool:
    """Whether the text reads like somebody's name."""
    if _CIVIL.fullmatch(text):
        return True
    if not _PERSON.fullmatch(text):
        return False
    words = [fold(word) for word in re.split(r"[ -]", text)]
    return not load_first_names().isdisjoint(words)


def _is_boolean(text: str) -> bool:
    return load_labels("booleen", "booleen").get(fold(text)) in ("OUI", "NON")


def _is_year(text: str) -> bool:
    return _YEAR.fullmatch(text) is not None and ANNEE_MINIMALE <= int(text[:4]) <= ANNEE_MAXIMALE


def _is_age(text: str) -> bool:
    return _AGE.fullmatch(text) is not None and all(int(part) <= 110 for part in re.findall(r"\d+", text))


def _is_town(text: str) -> bool:
    return _town_form(text) in _towns()


def _town_form(text: str) -> str:
    """A town as the national list folds it, freed of the postal code, district or CEDEX people add."""
    bare = _AROUND_TOWNS.sub(" ", text.lower().translate(_PLAIN))
    return " ".join(_LONG_SAINTS.get(word, word) for word in bare.split())


@cache
def _towns() -> frozenset[str]:
    """Folded names of every commune: a column where most values are such names is one of towns."""
    names = pq.read_table(DOSSIER / "communes.parquet", columns=["nom"]).column("nom").to_pylist()
    return frozenset(name.lower().translate(_PLAIN) for name in names)


_TESTS: Mapping[str, Callable[[str], bool]] = {
    "date": is_date,
    "booleen": _is_boolean,
    "nombre": lambda text: _NUMBER.fullmatch(text) is not None,
    "entier": lambda text: _INTEGER.fullmatch(text) is not None,
    "annee": _is_year,
    "age": _is_age,
    "postal": lambda text: _POSTAL.fullmatch(text.replace(" ", "")) is not None,
    "duree": lambda text: _DURATION.fullmatch(text) is not None,
    "montant": lambda text: _MONEY.fullmatch(text) is not None,
    "numerote": lambda text: _NUMBERED.fullmatch(text) is not None and len(text) <= 38,
    "commune": _is_town,
    "collectivite": lambda text: _COLLECTIVITY.fullmatch(fold(text)) is not None,
    "service": lambda text: _SERVICE.fullmatch(fold(text)) is not None,
    "personne": is_person,
    "personnel": lambda text: not is_date(text) and find_personal(text) is not None,
}
"""What one value may be; a value may be several things at once (75001 is a number and a postal code)."""
