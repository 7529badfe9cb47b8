"""Words of titles and labels: cut, freed of articles and abbreviations, and compared with declared word rules.

Takes texts and the two rule files of `data/vocabularies`, gives tokens and the rules that fit. A rule is a list of word
beginnings that must all be there; `word$` is the whole word, `one|other` either, `!word` must not be there.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pipelines.suggest_lexique import ABREVIATIONS, ARTICLES
from pipelines.vocabulary import DOSSIER, fold

LONGUEUR_RACINE = 4
"""Letters a word must begin with to be known inside two joined words."""

RACINE_COURTE, DESINENCE = 4, 2
"""A beginning of so few letters is a word of its own, that an ending of two letters may follow: « face » is not in
« Facebook »."""

_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-zà-ÿ])")
_RANK = re.compile(r"(?<=[A-Za-zà-ÿ]{3})(?=\d)")
_JOINED = re.compile(r"(date|dat|dt|numero|num|code|cod|libelle|lib|type|typ|mode|nom)(?:de|du|d)?([a-z]{3,})")
_JOINED_BARE = re.compile(r"(date|dat|dt|numero|num|code|cod|libelle|lib|type|typ|mode|nom)([a-z]{3,})")
_CUT = re.compile(r"[^a-z0-9@]+")
_NUMBER_SIGN = re.compile(r"\bn\s?[°º]|\bnº|\bno\b\.?|\bnumber\b", re.IGNORECASE)
_PART = re.compile(r"\b(?:en|pour) (?:grande |bonne )?partie\b")
_INCLUSIVE = re.compile(r"[·•.\-(](?:e|es|ne|nes|ere|eres|trice|trices|se|ses)\b\)?(?:[·•.](?:s))?")


@dataclass(frozen=True)
class Regle:
    """Word beginnings a text must hold, must not hold, and what it then names."""

    cible: str
    mots: tuple[str, ...]
    interdits: tuple[str, ...]
    poids: float = 1.0
    stricte: bool = False
    """Whether its words are those of a label, compared more closely than those of a title."""

    def find(self, tokens: Sequence[str]) -> frozenset[int] | None:
        """Positions of the tokens the rule explains, or None when it does not fit."""
        begins = _is_form if self.stricte else _begins
        if any(_begins(token, word) for token in tokens for word in self.interdits):
            return None
        found: set[int] = set()
        for word in self.mots:
            place = next((i for i, token in enumerate(tokens) if i not in found and begins(token, word)), None)
            if place is None:
                return None
            found.add(place)
        return frozenset(found)


def split_title(titre: str) -> tuple[str, ...]:
    """The words of a title: articles gone, camel case and underscores cut, short forms written in full."""
    spaced = _RANK.sub(" ", _CAMEL.sub(" ", _NUMBER_SIGN.sub(" numero ", titre)))
    written = [token for token in _CUT.split(_INCLUSIVE.sub("", fold(spaced))) if token]
    tokens = [ABREVIATIONS.get(part, part) for token in written for part in _split_joined(token)]
    words = enumerate(tokens, start=1)
    kept = tuple(word for rank, word in words if word not in ARTICLES or (word == "le" and rank == len(tokens)))
    return kept or tuple(tokens)


@lru_cache(maxsize=4096)
def _split_joined(token: str) -> tuple[str, ...]:
    """« datrec », « datecloture » in two, when the second part is a word the rules know; the token otherwise."""
    if token in ABREVIATIONS:
        return (token,)
    for pattern in (_JOINED, _JOINED_BARE):
        found = pattern.fullmatch(token)
        if found and (found.group(2) in ABREVIATIONS or found.group(2).startswith(_stems())):
            return found.group(1, 2)
    return (token,)


@cache
def _stems() -> tuple[str, ...]:
    """Beginnings of the words titles are known by, long enough not to be met by chance."""
    words = {word.rstrip("$") for rules in load_title_rules().values() for rule in rules for word in rule.mots}
    return tuple(sorted(word for word in words if len(word) >= LONGUEUR_RACINE))


@lru_cache(maxsize=4096)
def split_label(text: str) -> tuple[str, ...]:
    """The words of a label, articles gone, « en partie » read as « partiel », inclusive endings dropped."""
    folded = _PART.sub("partiel", fold(text)).replace("rendez-vous", "rdv").replace("n'a", "n a")
    tokens = [token for token in _CUT.split(_INCLUSIVE.sub("", folded)) if token]
    return tuple(token for token in tokens if token not in ARTICLES) or tuple(tokens)


@cache
def load_title_rules(folder: Path = DOSSIER) -> Mapping[str, tuple[Regle, ...]]:
    """Nature of the contents → word rules of the titles such a column may have."""
    rules: dict[str, list[Regle]] = {}
    for row in _rows(folder / "mots_entetes.csv"):
        rules.setdefault(row["nature"], []).append(_build(row["champ"], row["mots"], float(row["poids"])))
    return {nature: tuple(found) for nature, found in rules.items()}


@cache
def load_label_rules(champ: str, folder: Path = DOSSIER) -> tuple[Regle, ...]:
    """Word rules of the labels of one field; the target is a code."""
    rows = _rows(folder / "mots_libelles.csv")
    return tuple(_build(row["code"], row["mots"], stricte=True) for row in rows if row["champ"] == champ)


def find_label_rules(champ: str, tokens: Sequence[str]) -> list[Regle]:
    """The rules of a field that may fit: those whose first word begins like one of the tokens."""
    index = _index_rules(champ)
    keys = {key for token in tokens for key in (token[:1], token[:2])}
    return [rule for key in sorted(keys) for rule in index.get(key, ())]


@cache
def _index_rules(champ: str) -> Mapping[str, Sequence[Regle]]:
    """Rules by the first letters of their first word: most labels meet a handful of a thousand rules."""
    index: dict[str, list[Regle]] = {}
    for rule in load_label_rules(champ):
        for key in {word.rstrip("$")[:2] for word in rule.mots[0].split("|")}:
            index.setdefault(key, []).append(rule)
    return index


@cache
def load_first_names(folder: Path = DOSSIER) -> frozenset[str]:
    """Common first names, folded: a column where they abound is one of persons, and is dropped."""
    return frozenset(row["prenom"] for row in _rows(folder / "prenoms.csv"))


def _build(cible: str, mots: str, poids: float = 1.0, *, stricte: bool = False) -> Regle:
    words = mots.split()
    needed = tuple(word for word in words if not word.startswith("!"))
    return Regle(cible, needed, tuple(word[1:] for word in words if word.startswith("!")), poids, stricte)


def _begins(token: str, word: str) -> bool:
    return token == word[:-1] if word.endswith("$") else token.startswith(word)


def _is_form(token: str, word: str) -> bool:
    """Whether the token is a form of the word: a short one with its ending, a participle but not its infinitive."""
    if "|" in word:
        return any(_is_form(token, one) for one in word.split("|"))
    rest = token[len(word) :]
    if not _begins(token, word) or word.endswith("$"):
        return _begins(token, word)
    return len(rest) <= DESINENCE if len(word) <= RACINE_COURTE else not (rest == "r" and word.endswith("e"))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))
