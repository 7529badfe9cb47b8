"""« Voir comme… »: the readers an example release may be seen as, and the only rule that turns a URL into a profile.

Takes a millésime, the configured profile and what a link asks for, gives a `Profil`. Outside an example release it
offers nothing and obeys no link: the configured profile is served, whatever the URL says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dashboard import french
from dashboard.millesime import Millesime
from dashboard.profils import BUREAU, LIAISON, PUBLIC, Nom, Profil

PARAMETRE = "profil"
"""Name of the URL parameter, read on example releases only."""

_DOSSIER, _SUFFIXE = "offices/", ".parquet"

_SIMPLES: Mapping[Nom, str] = {
    "bureau": "Bureau de l’association",
    "liaison": "Liaison parlementaire",
    "public": "Public",
}
_OUVRE: Mapping[Nom, str] = {
    "bureau": "tables des membres, offices nommés, journal\u202f; aucun fichier privé",
    "liaison": "tables citables seulement, sans nom d’office",
    "public": "tables citables seulement, sans nom d’office",
    "office": "ses propres chiffres, exacts, et les tables des membres",
}


@dataclass(frozen=True)
class Choix:
    """A reader the chooser offers. `code` is what the URL keeps."""

    code: str
    profil: Profil
    libelle: str


@lru_cache(maxsize=8)
def list_choices(millesime: Millesime) -> tuple[Choix, ...]:
    """Bureau, liaison, public, then each office with a private file, by name; none outside an example release."""
    if not millesime.manifeste.exemple:
        return ()
    simple = [Choix(profil.nom, profil, _SIMPLES[profil.nom]) for profil in (BUREAU, LIAISON, PUBLIC)]
    named = sorted(_private_offices(millesime), key=lambda cle: french.sort_key(millesime.noms.get(cle, cle)))
    offices = [Choix(f"office:{cle}", Profil("office", cle), millesime.noms.get(cle, cle)) for cle in named]
    return (*simple, *offices)


def choose_profile(millesime: Millesime, configure: Profil, demande: str | None) -> Profil:
    """The profile a link asks for when the chooser offers it, the configured one otherwise."""
    return next((choix.profil for choix in list_choices(millesime) if choix.code == demande), configure)


def write_profile(profil: Profil) -> str:
    """The code of a profile, as the URL keeps it."""
    return f"{profil.nom}:{profil.office}" if profil.office else profil.nom


def say_profile(profil: Profil) -> str:
    """What this reader sees, in a few words."""
    return f"Ce lecteur voit\u202f: {_OUVRE[profil.nom]}."


def _private_offices(millesime: Millesime) -> list[str]:
    """The manifest lists the private files; a host may hold fewer of them."""
    listed = [path for path in millesime.manifeste.fichiers if path.startswith(_DOSSIER) and path.endswith(_SUFFIXE)]
    return [path[len(_DOSSIER) : -len(_SUFFIXE)] for path in listed if (millesime.dossier / path).is_file()]
