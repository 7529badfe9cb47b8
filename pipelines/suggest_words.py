"""Words of titles and labels: cut, freed of articles and abbreviations, and compared with declared word rules.

Takes texts and the two rule files of `data/vocabularies`, gives tokens and the rules that fit. A rule is a list of word
beginnings that must all be there; `word$` is the whole word, `!word` must not be there.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pipelines.vocabulary import DOSSIER, fold

ARTICLES = frozenset(
    {"a", "au", "aux", "ce", "cette", "chez", "d", "dans", "de", "des", "du", "en", "est", "et", "ete", "l"}
    | {"la", "le", "les", "qu", "que", "sa", "ses", "son", "sur", "un", "une"}
)
"""Words that change nothing to what a title or a label names. Negations and « par », « sans », « hors » are kept."""

NEGATIONS = frozenset(
    {"absence", "aucun", "aucune", "defaut", "hors", "jamais", "manque", "ni", "non", "pas", "peu", "sans"}
)
"""A label with one of these says the contrary of its other words: only a rule that names it may read it."""

_CONTRAIRES = (
    "refus",
    "rejet",
    "impossib",
    "annul",
    "contest",
    "retir",
    "inabouti",
    "inachev",
    "suspen",
    "partiel",
    "interromp",
)
"""Beginnings of words that do the same."""

ABREVIATIONS: Mapping[str, str] = {
    "dt": "date", "dte": "date", "dat": "date", "num": "numero", "nro": "numero", "no": "numero", "nb": "nombre",
    "ref": "reference", "refs": "reference", "dos": "dossier", "doss": "dossier", "req": "requerant",
    "rqt": "requerant", "reqt": "requerant", "dem": "demandeur", "clot": "cloture", "cloturee": "cloture", "recep": "reception",
    "recept": "reception", "rec": "reception", "enreg": "enregistrement", "ouv": "ouverture", "ech": "echeance",
    "qual": "qualite", "cat": "categorie", "categ": "categorie", "dom": "domaine", "them": "theme", "ss": "sous",
    "adm": "administration", "admin": "administration", "tel": "telephone", "mel": "courriel", "mail": "courriel",
    "email": "courriel", "ville": "commune", "com": "commune", "dept": "departement", "dpt": "departement",
    "dep": "departement", "coll": "collectivite", "collect": "collectivite", "resp": "responsable", "obs": "observations",
    "comm": "commentaire", "nom": "nom", "pren": "prenom", "adr": "adresse", "naiss": "naissance", "delib": "deliberation",
    "recev": "recevabilite", "irrecev": "irrecevabilite", "mot": "motif", "orig": "origine", "stat": "statut",
    "res": "resultat", "result": "resultat", "reor": "reorientation", "med": "mediation", "trait": "traitement",
    "instr": "instruction", "typ": "type", "lib": "libelle", "sais": "saisine", "saisi": "saisi", "prop": "proposition",
    "rep": "reponse", "prem": "premier", "1ere": "premiere", "1er": "premier", "1re": "premiere", "acc": "accuse",
    "av": "avancement", "moy": "moyen", "jrs": "jours", "jr": "jours", "nbj": "jours", "nbre": "nombre", "agt": "agent", "usag": "usager",
}  # fmt: skip
"""Short forms office tools give to words in titles."""


_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-zà-ÿ])")
_CUT = re.compile(r"[^a-z0-9@]+")
_NUMBER_SIGN = re.compile(r"\bn\s?[°º]|\bnº|\bno\b\.?|\bnumber\b", re.IGNORECASE)
_INCLUSIVE = re.compile(r"[·•.\-(](?:e|es|ne|nes|ere|eres|trice|trices|se|ses)\b\)?(?:[·•.](?:s))?")


@dataclass(frozen=True)
class Regle:
    """Word beginnings a text must hold, must not hold, and what it then names."""

    cible: str
    mots: tuple[str, ...]
    interdits: tuple[str, ...]
    poids: float = 1.0

    def find(self, tokens: Sequence[str]) -> frozenset[int] | None:
        """Positions of the tokens the rule explains, or None when it does not fit."""
        if any(_begins(token, word) for token in tokens for word in self.interdits):
            return None
        found: set[int] = set()
        for word in self.mots:
            place = next((i for i, token in enumerate(tokens) if i not in found and _begins(token, word)), None)
            if place is None:
                return None
            found.add(place)
        return frozenset(found)


def split_title(titre: str) -> tuple[str, ...]:
    """The words of a title: articles gone, camel case and underscores cut, short forms written in full."""
    spaced = _CAMEL.sub(" ", _NUMBER_SIGN.sub(" numero ", titre))
    tokens = [ABREVIATIONS.get(token, token) for token in _CUT.split(_INCLUSIVE.sub("", fold(spaced))) if token]
    words = enumerate(tokens, start=1)
    kept = tuple(word for rank, word in words if word not in ARTICLES or (word == "le" and rank == len(tokens)))
    return kept or tuple(tokens)


@lru_cache(maxsize=4096)
def split_label(text: str) -> tuple[str, ...]:
    """The words of a label, articles gone, « en partie » read as « partiel », inclusive endings dropped."""
    folded = fold(text).replace("en partie", "partiel").replace("rendez-vous", "rdv").replace("n'a", "n a")
    tokens = [token for token in _CUT.split(_INCLUSIVE.sub("", folded)) if token]
    return tuple(token for token in tokens if token not in ARTICLES) or tuple(tokens)


def is_negation(token: str) -> bool:
    """Whether the word turns the others into their contrary."""
    return token in NEGATIONS or token.startswith(_CONTRAIRES)


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
    return tuple(_build(row["code"], row["mots"]) for row in rows if row["champ"] == champ)


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
        index.setdefault(rule.mots[0].rstrip("$")[:2], []).append(rule)
    return index


@cache
def load_first_names(folder: Path = DOSSIER) -> frozenset[str]:
    """Common first names, folded: a column where they abound is one of persons, and is dropped."""
    return frozenset(row["prenom"] for row in _rows(folder / "prenoms.csv"))


def _build(cible: str, mots: str, poids: float = 1.0) -> Regle:
    words = mots.split()
    needed = tuple(word for word in words if not word.startswith("!"))
    return Regle(cible, needed, tuple(word[1:] for word in words if word.startswith("!")), poids)


def _begins(token: str, word: str) -> bool:
    return token == word[:-1] if word.endswith("$") else token.startswith(word)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))
