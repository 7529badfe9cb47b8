"""The JSON of the commands of a deposit, read into records; their sentences get the spaces a page needs.

Takes decoded JSON, gives the records of `depot_lu`. It opens no file and decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.depot_lu import (
    Champ,
    Colonne,
    Constat,
    Demande,
    Difference,
    EnPlace,
    Essai,
    Etendue,
    Office,
    Ouvert,
    Vu,
)

_AVANT, _APRES = re.compile(r" (?=[;:!?%»])"), re.compile(r"(?<=«) ")
"""Ordinary spaces a command prints where a page must not break the line."""


def read_seen(content: Mapping[str, Any]) -> Vu:
    """The file as seen, from `proposer --json --detaille`."""
    return Vu(
        content["fichier"],
        content["format"],
        content["encodage"] or "",
        content["separateur"] or "",
        tuple(content["feuilles"]),
        content["entete_ligne"],
        content["lignes"],
        content["source"]["titre"] if content["source"] else "",
        content["toml"],
        content["ordre_dates"],
        content["portee"],
        tuple(map(typeset, content["remarques"])),
        tuple(map(typeset, content["questions"])),
        tuple(
            Colonne(each["titre"], each["champ"], each["confiance"], typeset(each["raison"]), tuple(each["exemples"]))
            for each in content["correspondance"]
        ),
        tuple(
            Ouvert(each["champ"], each["libelle"], each["nombre"], tuple(each["lignes"]), tuple(each["candidats"]))
            for each in content["a_classer"]
        ),
        tuple(
            Champ(each["nom"], each["libelle"], each["definition"], each["obligatoire"], each["sort"] == "interdit")
            for each in content["champs"]
        ),
        {champ: dict(pairs) for champ, pairs in content["codes"].items()},
    )


def read_trial(content: Mapping[str, Any]) -> Essai:
    """What a deposit would do, from `integrer --essai --json`."""
    debut, fin = (_day(text) for text in content["periode"])
    return Essai(
        lues=content["lues"],
        acceptees=content["acceptees"],
        ecartees=content["ecartees"],
        doublons=content["doublons"],
        ignorees=content["ignorees"],
        constats=tuple(map(_read_finding, content["constats"])),
        debut=debut,
        fin=fin,
        arrete=_day(content["date_arrete"]),
        offices=dict(content["offices_livres"]),
        etendues=tuple(Etendue(**{**each, "titre": typeset(each["titre"])}) for each in content["sensibilite"]),
        difference=read_change(content["difference"]) if content["difference"] else None,
        demandes=tuple(
            Demande(each["code"], typeset(each["message"]), typeset(each["conseil"])) for each in content["demandes"]
        ),
    )


def read_change(content: Mapping[str, Any]) -> Difference:
    """The change of the base, from any command that prints one."""
    return Difference(content["ajoutees"], content["retirees"], dict(content["modifiees"]))


def read_offices(rows: Sequence[Mapping[str, Any]]) -> tuple[Office, ...]:
    """The register with its deposits, from `offices --json`."""
    return tuple(
        Office(
            row["cle"],
            row["nom"],
            tuple(
                EnPlace(each["id"], each["fichier"], date.fromisoformat(each["arrete_au"]), each["offices"])
                for each in row["depots"]
            ),
        )
        for row in rows
    )


def _read_finding(content: Mapping[str, Any]) -> Constat:
    return Constat(
        content["code"],
        content["niveau"],
        typeset(content["conseil"]),
        content["ligne"],
        content["feuille"] or "",
        content["colonne"] or "",
        content["valeur_masquee"] or "",
        content["nombre"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def typeset(text: str) -> str:
    """A sentence of a command with the spaces French typography wants."""
    return _APRES.sub("\u202f", _AVANT.sub("\u202f", text))
