"""The values a criterion may take in a release, and whether an office of the network answers for one.

Takes a millésime and the criteria of a question, refuses a value nobody declared: counted as nothing, it would read as a
zero that can be quoted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

from dashboard import french
from dashboard.libelles import VIDE, list_codes
from dashboard.millesime import Millesime
from pipelines.errors import WrongCall
from pipelines.indicateurs.registry import load_registry
from pipelines.model import A_QUALIFIER

LIEUX = ("strate", "region", "departement")
"""Criteria read on the office itself, beside its type: a value without an office has no figure."""

LISTEES = 40
"""More values than that are not listed in a refusal."""

OFFICES = "«\u202fobservatoire offices\u202f» les liste."
"""What a refused key of an office is told."""


def check_values(millesime: Millesime, filtres: Mapping[str, str]) -> None:
    """`WrongCall` when a criterion holds a value that its vocabulary, register or release does not know."""
    for name, value in filtres.items():
        known = list_known(millesime, name)
        if value and known and value not in known and value not in (VIDE, A_QUALIFIER):
            titre = load_registry().dimensions[name].titre
            reason = f"{french.quote(value)} n’est pas une valeur de {french.quote(titre)}."
            raise WrongCall("VALEUR", reason, OFFICES if name == "office" else _list_some(known))


def _list_some(known: Collection[str]) -> str:
    """All the values when they are few, the first of them otherwise."""
    shown = sorted(known)[:LISTEES]
    more = "…" if len(known) > LISTEES else "."
    return f"Valeurs\u202f: {', '.join(shown)}{more}"


@lru_cache(maxsize=64)
def list_known(millesime: Millesime, critere: str) -> Collection[str]:
    """Every value of a criterion; none when the release does not say."""
    declared = load_registry().dimensions.get(critere)
    if declared is None:
        return ()
    if declared.valeurs == "offices":
        return tuple(millesime.noms)
    if declared.valeurs in ("strates", "territoires"):
        rows = millesime.read_table("libelles", ("dimension", "code"))
        return tuple(code for dimension, code in rows if dimension == critere)
    return list_codes(critere)


def has_office(millesime: Millesime, periode: str, filtres: Mapping[str, str]) -> bool:
    """Whether an office of these places answers for the period: covered when it is a year, in the network otherwise.

    True for a question that names no place, and for a release that does not say where its offices are.
    """
    asked = {name: value for name, value in filtres.items() if name in LIEUX}
    rows = millesime.read_table("perimetres", ("office_id", *LIEUX)) if asked else ()
    if not rows:
        return True
    there = {
        office
        for office, *places in rows
        if all((place or VIDE) == asked.get(name, place or VIDE) for name, place in zip(LIEUX, places, strict=True))
    }
    if not periode.isdecimal():
        return bool(there)
    return any(o.couvert for o in millesime.offices if o.office_id in there and str(o.annee) == periode)
