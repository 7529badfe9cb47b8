"""Words of titles and labels: cut, freed of articles and abbreviations, and compared with declared word rules.

Takes texts and the two rule files of `data/vocabularies`, gives tokens and the rules that fit. A rule is a list of word
beginnings that must all be there; `word$` is the whole word, `!word` must not be there.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.vocabulary import DOSSIER, fold

ARTICLES = frozenset(
    ["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "un", "une", "ce", "cette", "son", "sa", "ses", "sur", "dans", "chez", "qu", "que", "est", "ete"]
)
"""Words that change nothing to what a title or a label names. Negations and « par », « sans », « hors » are kept."""

NEGATIONS = frozenset(
    {"non", "pas", "sans", "aucun", "aucune", "ni", "absence", "jamais", "refus", "impossible", "hors"}
)
"""A label with one of these says the contrary of its other words: only a rule that names it may read it."""

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
    "av": "avancement", "jrs": "jours", "jr": "jours", "nbj": "jours", "nbre": "nombre", "agt": "agent", "usag": "usager",
}  # fmt: skip
"""Short forms office tools give to words in titles."""

PRENOMS = frozenset(
    ["adam", "alain", "albert", "alexandre", "alexandra", "alice", "amelie", "andre", "anne", "annie", "antoine", "arnaud", "aurelie", "benoit", "bernard", "bruno", "camille", "carole", "caroline", "catherine", "cecile", "celine", "chantal", "charles", "charlotte", "chloe", "christelle", "christian", "christiane", "christine", "christophe", "claire", "claude", "claudine", "clement", "colette", "daniel", "danielle", "david", "delphine", "denis", "denise", "didier", "dominique", "elisabeth", "elise", "emilie", "emma", "emmanuel", "eric", "fabien", "fabrice", "fatima", "florence", "franck", "francis", "francois", "francoise", "frederic", "gabriel", "genevieve", "georges", "gerard", "gilles", "guillaume", "guy", "helene", "henri", "herve", "hugo", "isabelle", "jacqueline", "jacques", "jean", "jeanne", "jeremy", "jerome", "joelle", "josiane", "joseph", "julie", "julien", "karim", "karine", "laetitia", "laurence", "laurent", "lea", "lionel", "louis", "louise", "luc", "lucas", "lucie", "ludovic", "madeleine", "manon", "marc", "marcel", "marguerite", "maria", "marie", "marine", "martine", "mathieu", "maurice", "maxime", "michel", "michele", "mireille", "mohamed", "monique", "nadia", "nathalie", "nicolas", "nicole", "nicolle", "odette", "olivier", "pascal", "pascale", "patrice", "patricia", "patrick", "paul", "paulette", "philippe", "pierre", "rachid", "raymond", "remi", "rene", "renee", "robert", "roger", "romain", "roland", "sabine", "samuel", "sandrine", "sebastien", "serge", "simone", "solange", "sophie", "stephane", "stephanie", "sylvain", "sylvie", "therese", "thierry", "thomas", "valerie", "veronique", "victor", "vincent", "virginie", "xavier", "yann", "yves", "yvette", "yvonne", "zoe"]
)
"""Common first names: a column where they abound is one of persons, and is dropped."""

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
    kept = tuple(token for token in tokens if token not in ARTICLES or (token == "le" and token == tokens[-1]))
    return kept or tuple(tokens)


def split_label(text: str) -> tuple[str, ...]:
    """The words of a label, articles gone, « en partie » read as « partiel », inclusive endings dropped."""
    folded = fold(text).replace("en partie", "partiel").replace("rendez-vous", "rdv").replace("n'a", "n a")
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
    return tuple(_build(row["code"], row["mots"]) for row in rows if row["champ"] == champ)


def _build(cible: str, mots: str, poids: float = 1.0) -> Regle:
    words = mots.split()
    needed = tuple(word for word in words if not word.startswith("!"))
    return Regle(cible, needed, tuple(word[1:] for word in words if word.startswith("!")), poids)


def _begins(token: str, word: str) -> bool:
    return token == word[:-1] if word.endswith("$") else token.startswith(word)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))
