"""Vocabularies: the codes of each field with label and definition, and the labels offices really write.

Takes the CSV files of `data/vocabularies`, gives look-ups from a label, however it is typed, to a code. A label it
does not know stays unknown: it is never merged into « Autre ».
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pipelines.settings import REFERENTIELS

DOSSIER = REFERENTIELS / "vocabularies"

MANQUANTS: frozenset[str] = frozenset(
    {"", "-", "--", "?", "nc", "n c", "n.c", "n/c", "n/a", "na", "nr", "n.r", "n/r", "nd", "n.d", "nsp", "n.s.p"}
    | {"null", "none", "nan", "nat", "vide", "(vide)", "inconnu", "inconnue", "non communiquee", "non precisee"}
    | {"non renseigne", "non renseignee", "non communique", "non precise", "je ne sais pas", "#n/a"}
)
"""Folded texts that mean « nothing was recorded » in an export, whatever the field."""

_SPACES = re.compile(r"\s+")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"})
_INVISIBLES = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069\u0000]")


@dataclass(frozen=True)
class Terme:
    """One code of a vocabulary; `attributs` are the further columns of its file (family, parent, group…)."""

    code: str
    libelle: str
    definition: str
    attributs: Mapping[str, str] = field(default_factory=dict)


def clean(text: str) -> str:
    """`text` in composed Unicode, without invisible characters, with single ordinary spaces."""
    composed = unicodedata.normalize("NFC", _INVISIBLES.sub("", text))
    return _SPACES.sub(" ", composed).strip()


def fold(text: str) -> str:
    """The comparable form of a label: cleaned, lower case, without accents, one kind of apostrophe and dash."""
    flat = clean(text).translate(_APOSTROPHES)
    decomposed = unicodedata.normalize("NFKD", flat)
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return bare.casefold().strip(" .:;,")


def is_missing(text: str | None) -> bool:
    """Whether the cell says that nothing was recorded."""
    if text is None:
        return True
    if text[:1].isdigit():
        return False
    return fold(text) in MANQUANTS or not clean(text)


@cache
def load_vocabulary(nom: str, folder: Path = DOSSIER) -> Mapping[str, Terme]:
    """Code → term of one vocabulary, in the order of its file."""
    with (folder / f"{nom}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    return {
        row["code"]: Terme(
            row["code"],
            row["libelle"],
            row["definition"],
            {key: value for key, value in row.items() if key not in ("code", "libelle", "definition")},
        )
        for row in rows
    }


@cache
def load_labels(champ: str, vocabulaire: str, folder: Path = DOSSIER) -> Mapping[str, str]:
    """Folded label → code for one field; the codes and official labels of its vocabulary always are labels too.

    An empty code means « not recorded ». For `domaine` a sub-domain's label is known too and gives its dotted code.
    """
    labels: dict[str, str] = {}
    with (folder / "libelles.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter=";"):
            if row["champ"] == champ:
                labels[fold(row["libelle"])] = row["code"]
    if vocabulaire == "domaine":
        labels = {**_unique_labels("sous_domaine", folder), **labels}
    for code, terme in load_vocabulary(vocabulaire, folder).items():
        labels[fold(terme.libelle)] = code
        labels[fold(code)] = code
    return labels


@cache
def load_titles(folder: Path = DOSSIER) -> Mapping[str, tuple[str, ...]]:
    """Folded column title → the fields it may name, best attested first."""
    order = {"mediature": 0, "atteste": 1, "plausible": 2}
    found: dict[str, list[tuple[int, str]]] = {}
    with (folder / "entetes.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter=";"):
            found.setdefault(fold(row["entete"]), []).append((order[row["preuve"]], row["champ"]))
    return {title: tuple(dict.fromkeys(champ for _, champ in sorted(pairs))) for title, pairs in found.items()}


@cache
def load_children(nom: str, parent: str, folder: Path = DOSSIER) -> Mapping[tuple[str, str], str]:
    """(parent code, folded label) → code for a second-level vocabulary, whose labels repeat across parents."""
    terms = load_vocabulary(nom, folder)
    return {(terme.attributs[parent], fold(terme.libelle)): code for code, terme in terms.items()}


def _unique_labels(nom: str, folder: Path) -> dict[str, str]:
    """Labels of a second level that occur under one parent only: the others cannot be told from the label alone."""
    seen: dict[str, list[str]] = {}
    for code, terme in load_vocabulary(nom, folder).items():
        seen.setdefault(fold(terme.libelle), []).append(code)
    return {label: codes[0] for label, codes in seen.items() if len(codes) == 1}
