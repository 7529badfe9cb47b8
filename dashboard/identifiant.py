"""The identifier of a quotable figure: readable, reversible, and protected by two check digits.

`OMT-2026-01-V1R-2025-TYPE.DEPARTEMENT-47` reads: millésime 2026-01, indicator V1 on cases received (R; C closed,
S open stock, A active, E recommendations), year 2025, type DEPARTEMENT, check 47. Takes and gives `Reference`; it opens nothing and does not
say whether the figure exists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.french import quote
from dashboard.libelles import VIDE
from pipelines.errors import WrongCall
from pipelines.indicateurs.registry import load_registry

Filtres = tuple[tuple[str, str], ...]
"""Criterion and code, sorted by criterion: the same filters always give the same identifier."""

_COHORTES = {"recues": "R", "closes": "C", "stock": "S", "actives": "A", "recommandations": "E"}
_VIDE_ECRIT = "VIDE"
_PERIMETRE = "PERIMETRE"
_FORME = re.compile(
    r"OMT-(?P<millesime>\d{4}-\d{2}(?:-R\d+)?)-(?P<code>[A-Z]+\d+[A-Z-]*?)(?P<cohorte>[RCSAE])"
    r"-(?P<periode>\d{4}(?:-T[1-4]|-\d{2}(?=-\d{2}$|-[A-Z_]+\.))?)(?P<filtres>(?:-[A-Z_]+\.[A-Z0-9_-]+?)*)-(?P<cle>\d{2})"
)
_FILTRE = re.compile(r"-([A-Z_]+)\.((?:[A-Z0-9_]|-(?![A-Z_]+\.))+)")
_MODULE, _POIDS = 97, 5


@dataclass(frozen=True)
class Reference:
    """What an identifier names."""

    millesime: str
    indicateur: str
    periode: str
    filtres: Filtres = ()
    perimetre: str = "reel"


def write_identifier(reference: Reference) -> str:
    """The identifier of a reference."""
    indicateur = load_registry().indicateurs[reference.indicateur]
    parts = ["OMT", reference.millesime, f"{indicateur.code}{_COHORTES[indicateur.cohorte]}", reference.periode]
    parts += [f"{name.upper()}.{_VIDE_ECRIT if code == VIDE else code}" for name, code in sorted(reference.filtres)]
    if reference.perimetre != "reel":
        parts.append(f"{_PERIMETRE}.{reference.perimetre}")
    body = "-".join(parts)
    return f"{body}-{_check(body)}"


def parse_identifier(text: str) -> Reference:
    """The reference an identifier names, whatever its case; `WrongCall` when its form or its check is wrong."""
    cleaned = re.sub(r"\s", "", text).upper()
    match = _FORME.fullmatch(cleaned)
    if match is None:
        raise WrongCall("IDENTIFIANT", f"{quote(text)} n’a pas la forme d’une référence OMT.")
    if _check(cleaned.rpartition("-")[0]) != match["cle"]:
        raise WrongCall(
            "IDENTIFIANT_FAUX", f"La référence {quote(text)} porte une faute\u202f: sa clé ne convient pas."
        )
    indicateur = load_registry().find(match["code"])
    if indicateur is None or _COHORTES[indicateur.cohorte] != match["cohorte"]:
        raise WrongCall("IDENTIFIANT_INCONNU", f"La référence {quote(text)} nomme un indicateur inconnu.")
    filtres = {name.lower(): VIDE if code == _VIDE_ECRIT else code for name, code in _FILTRE.findall(match["filtres"])}
    perimetre = filtres.pop(_PERIMETRE.lower(), "reel").lower()
    millesime = match["millesime"].replace("R", "r")
    return Reference(millesime, indicateur.id, match["periode"], tuple(sorted(filtres.items())), perimetre)


def _check(body: str) -> str:
    """A weighted sum modulo a prime: any wrong character and any two neighbours swapped change it."""
    kept = [int(char, 36) for char in body.upper() if char.isascii() and char.isalnum()]
    return f"{sum(value * pow(_POIDS, rank, _MODULE) for rank, value in enumerate(kept)) % _MODULE:02d}"
