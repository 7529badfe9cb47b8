"""Who may deposit here, and for whom: decided from the server's settings, the base and the reader's profile.

Takes the environment and a profile, gives an `Acces`, open or closed with its reason. It reads no session.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass

from dashboard.configuration import Configuration
from dashboard.profils import Profil
from pipelines.settings import Dossiers

VARIABLE = "OBSERVATOIRE_DEPOT"
"""Set to 1 by the operator of a real base; a demonstration needs nothing."""


@dataclass(frozen=True)
class Acces:
    """Open, for one office or (None) for all; or closed, with what to tell."""

    ouvert: bool
    office: str | None = None
    titre: str = ""
    phrase: str = ""
    conseil: str = ""


def find_access(profil: Profil, settings: Configuration, dossiers: Dossiers) -> Acces:
    """Whether this reader deposits on this server, and for which office."""
    closed = _close_server(settings, dossiers)
    if closed:
        return closed
    if profil.nom in ("bureau", "office"):
        return Acces(True, profil.office)
    return Acces(
        False,
        titre="Le dépôt est réservé aux offices et au bureau",
        phrase="Ce lecteur voit les chiffres publiés\u202f: il ne dépose rien.",
        conseil="Choisissez le bureau ou un office dans «\u202fVoir comme\u202f», en haut de la page."
        if settings.exemple
        else "",
    )


def _close_server(settings: Configuration, dossiers: Dossiers) -> Acces | None:
    """Why nobody deposits on this server, None when somebody may."""
    nature = _read_nature(dossiers)
    if settings.exemple and nature is not True:
        return Acces(
            False,
            titre="Cette démonstration n’a pas de base",
            phrase="Ce serveur ne tient qu’un millésime d’exemple\u202f: il n’a pas de base où déposer.",
            conseil="Tapez «\u202fobservatoire demo\u202f» pour une démonstration complète.",
        )
    if not settings.exemple and nature is True:
        return Acces(
            False,
            titre="Cette base est une base d’exemple",
            phrase="Un export réel ne peut pas y entrer.",
            conseil="Donnez à ce serveur un autre dossier avec OBSERVATOIRE_DONNEES.",
        )
    if not settings.exemple and os.environ.get(VARIABLE) != "1":
        return Acces(
            False,
            titre="Le dépôt n’est pas ouvert sur ce serveur",
            phrase="Les exports sont déposés par la personne qui tient la base, avec la commande «\u202fobservatoire "
            "integrer\u202f».",
            conseil=f"Pour ouvrir cette page, elle démarre le serveur avec {VARIABLE}=1.",
        )
    return None


def _read_nature(dossiers: Dossiers) -> bool | None:
    """Whether the base holds examples, as its first deposit recorded it; None without a base."""
    path = dossiers.donnees / "nature.json"
    return bool(json.loads(path.read_text(encoding="utf-8"))["exemple"]) if path.exists() else None
