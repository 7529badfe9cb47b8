"""The code a label stands for, when that is sure; its nearest candidates when it is not.

Takes a field and a label, gives a `Libelle` with its reason. Exact forms, short forms, typing faults and declared word
rules are read; a label two codes claim, or a negation no rule names, stays « à qualifier ».
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.model import A_QUALIFIER, PAR_NOM
from pipelines.suggest_ages import read_age
from pipelines.suggest_fautes import is_mistyped
from pipelines.suggest_lexique import ARTICLES, is_negation
from pipelines.suggest_rules import read_by_rules
from pipelines.suggest_words import find_label_rules, split_label
from pipelines.vocabulary import fold, is_missing, load_labels, load_vocabulary

POIDS_DES_MOTS = 0.8
"""What a label read by its words weighs beside a label known as it is, when a column is recognised by its labels."""

SECONDS = ("sous_domaine", "reorientation_detail")
_CANDIDATS = 3


@dataclass(frozen=True)
class Libelle:
    """One label: its code, `A_QUALIFIER`, or "" when it says that nothing was recorded."""

    code: str
    confiance: float
    raison: str
    candidats: tuple[str, ...] = ()


def find_label(champ: str, text: str) -> Libelle:
    """What the label stands for in that field."""
    if champ == "tranche_age" and (code := read_age(text)):
        return Libelle(code, 1.0, "âge")
    labels = _labels(champ)
    known = labels.get(fold(text))
    if known is not None:
        return Libelle(known, 1.0, "libellé connu")
    if is_missing(text):
        return Libelle("", 1.0, "non renseigné")
    for read in (_by_words, _by_short_form, _by_rule, _by_likeness):
        found = read(champ, text, labels)
        if found:
            return found
    return Libelle(A_QUALIFIER, 0.0, "libellé inconnu", find_candidates(champ, text))


@lru_cache(maxsize=20_000)
def knows_label(champ: str, text: str) -> float:
    """How much the field explains the label: 1 when it is its own, less when words give it, 0 when nothing does."""
    if _labels(champ).get(fold(text)) is not None:
        return 1.0
    if champ == "tranche_age":
        return 0.9 if read_age(text) and not text.isdigit() else 0.0
    found = _by_words(champ, text, _labels(champ)) or read_by_rules(champ, text)
    return POIDS_DES_MOTS if found else 0.0


def find_candidates(champ: str, text: str) -> tuple[str, ...]:
    """The codes whose labels are nearest, best first: for a person to choose from."""
    tokens, scores = split_label(text), dict[str, float]()
    for rule in find_label_rules(champ, tokens):
        if rule.find(tokens) is not None:
            scores[rule.cible] = 1.0
    for label, code in _labels(champ).items():
        if code:
            ratio = difflib.SequenceMatcher(None, fold(text), label).ratio()
            scores[code] = max(scores.get(code, 0.0), ratio)
    ranked = sorted(scores, key=lambda code: (-scores[code], code))
    return tuple(code for code in ranked if scores[code] > 0.5)[:_CANDIDATS]


@cache
def _labels(champ: str) -> Mapping[str, str]:
    """Folded labels of the field; those of the second level lead to the first where they have one parent only."""
    if champ in SECONDS:
        return _unique_labels(champ)
    labels = dict(load_known_labels(champ))
    if champ == "reorientation":
        for terme in load_vocabulary("reorientation_detail").values():
            parent = terme.attributs["reorientation"]
            twin = labels.setdefault(fold(terme.libelle), parent)
            if twin != parent:
                labels[fold(terme.libelle)] = A_QUALIFIER
    return {label: code for label, code in labels.items() if code != A_QUALIFIER}


def load_known_labels(champ: str) -> Mapping[str, str]:
    """Folded labels the reading of a file already knows for the field, yes and no included."""
    if PAR_NOM[champ].type == "booleen":
        return load_labels("booleen", "booleen")
    return load_labels(champ, PAR_NOM[champ].vocabulaire or champ)


def _unique_labels(champ: str) -> Mapping[str, str]:
    """Labels of a second level met under one parent only: the others are read with their parent, row by row."""
    seen: dict[str, list[str]] = {}
    for code, terme in load_vocabulary(champ).items():
        seen.setdefault(fold(terme.libelle), []).append(code)
    return {label: codes[0] for label, codes in seen.items() if len(codes) == 1}


@cache
def _labels_by_words(champ: str) -> Mapping[frozenset[str], frozenset[str]]:
    """Words of a label, plurals gone → the codes it leads to."""
    found: dict[frozenset[str], set[str]] = {}
    for label, code in _labels(champ).items():
        found.setdefault(_words(label), set()).add(code)
    return {words: frozenset(codes) for words, codes in found.items()}


def _by_words(champ: str, text: str, labels: Mapping[str, str]) -> Libelle | None:
    codes = _labels_by_words(champ).get(_words(text), frozenset())
    return Libelle(next(iter(codes)), 0.97, "mêmes mots qu’un libellé connu") if len(codes) == 1 else None


def _by_rule(champ: str, text: str, labels: Mapping[str, str]) -> Libelle | None:
    found = read_by_rules(champ, text)
    return Libelle(found.code, 0.92 if found.restants <= 1 else 0.85, "mots reconnus") if found else None


def _by_short_form(champ: str, text: str, labels: Mapping[str, str]) -> Libelle | None:
    """Each word the beginning of a word of known labels (« Assoc. », « Tél. fixe » is not): one code, or none."""
    words = [word for word in re.split(r"[^a-z0-9]+", fold(text)) if word and word not in ARTICLES]
    if "." not in text or not words or any(len(word) < 3 for word in words):
        return None
    codes = set()
    for label, code in labels.items():
        full = [word for word in re.split(r"[^a-z0-9]+", label) if word and word not in ARTICLES]
        if len(full) == len(words) and all(long.startswith(short) for long, short in zip(full, words, strict=True)):
            codes.add(code)
    codes.discard("")
    return Libelle(codes.pop(), 0.9, "abréviation d’un libellé connu") if len(codes) == 1 else None


def _by_likeness(champ: str, text: str, labels: Mapping[str, str]) -> Libelle | None:
    """A label one slip of the hand away from known ones of one code, and made of no other word the project knows."""
    wanted = fold(text)
    near = {label: code for label, code in labels.items() if code and is_mistyped(wanted, label)}
    if len(set(near.values())) != 1 or not any(_keeps_its_words(wanted, label) for label in near):
        return None
    return Libelle(next(iter(near.values())), 0.9, "faute de frappe probable")


def _keeps_its_words(wanted: str, label: str) -> bool:
    """Whether what differs is no word by itself: « fermé » is not « ferme » mistyped into another answer."""
    changed = set(split_label(wanted)) - set(split_label(label))
    return not any(word in _all_words() or is_negation(word) for word in changed)


@cache
def _all_words() -> frozenset[str]:
    """The words of every label the project knows, whatever the field."""
    coded = [champ.nom for champ in PAR_NOM.values() if champ.vocabulaire]
    return frozenset(word for champ in coded for label in _labels(champ) for word in split_label(label))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") if len(word) > 3 else word for word in split_label(text))
