"""Provisional offices: what stands for a collectivity that an export names and nobody declared.

Takes a name as a person or the export wrote it, gives an `Office` under a `PROV-` key, and says when two names may be
one office. Two names that can be told apart are never merged: neither gets the key.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import combinations

from pipelines.altered import exported_form, is_altered
from pipelines.offices import NOM_PERDU, Office
from pipelines.vocabulary import fold, load_vocabulary


def provisional_office(nom: str | None, exported: str, type_: str | None) -> Office | None:
    """The office of an undeclared name, None for a name without letter or figure.

    Its key comes from the exported form, so that a later readable name joins it.
    """
    kind = type_ or "AUTRE"
    form = exported_form(nom) if nom else exported
    slug = _slug(form)
    label = load_vocabulary("type_collectivite")[kind].libelle
    key = f"PROV-{slug}" + (f"-{kind.lower().replace('_', '-')}" if is_altered(form) else "")
    return Office(key, nom or f"{label} : {NOM_PERDU} ({exported})", kind, provisoire=True) if slug else None


def may_be_same(first: Office, second: Office) -> bool:
    """Whether nothing tells two offices of one key apart: « Lyon 3 » and « Paris 3 » share theirs and are two."""
    same_name = first.anonyme or second.anonyme or fold(first.nom) == fold(second.nom)
    return same_name and (first.type == second.type or "AUTRE" in (first.type, second.type))


def without_collisions(offices: Sequence[Office | None]) -> list[Office | None]:
    """The offices, None where a provisional key is claimed by two that can be told apart."""
    claims: dict[str, list[Office]] = {}
    for office in offices:
        if office and office.provisoire:
            claims.setdefault(office.cle, []).append(office)
    disputed = {key for key, found in claims.items() if not all(may_be_same(*pair) for pair in combinations(found, 2))}
    return [None if office and office.cle in disputed else office for office in offices]


def _slug(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60]
