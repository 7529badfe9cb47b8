"""Who is reading: the four profiles, and which files of a millésime each may open.

Takes the name of a profile, gives the usages and the private file it opens. It knows no identity and no session:
`access` decides the profile, this module says what it is worth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipelines.errors import WrongCall

Usage = Literal["citable", "membre"]
Nom = Literal["public", "liaison", "bureau", "office"]


@dataclass(frozen=True)
class Profil:
    """A reader. `office` is the key of the one office whose private file may be opened, if any."""

    nom: Nom
    office: str | None = None

    @property
    def usages(self) -> tuple[Usage, ...]:
        """The network tables this reader may see, the quotable one first."""
        return ("citable", "membre") if self.nom in ("bureau", "office") else ("citable",)


PUBLIC = Profil("public")
LIAISON = Profil("liaison")
BUREAU = Profil("bureau")


def parse_profile(text: str) -> Profil:
    """The profile of « bureau », « liaison », « public » or « office:COM-17300 »; `WrongCall` otherwise."""
    nom, _, office = text.partition(":")
    if nom == "office" and office:
        return Profil("office", office)
    simple = {"public": PUBLIC, "liaison": LIAISON, "bureau": BUREAU}
    if office or nom not in simple:
        raise WrongCall(
            "PROFIL",
            f"Le profil «\u202f{text}\u202f» n’existe pas.",
            "Choisissez bureau, liaison, public ou office:CLÉ, par exemple office:COM-17300.",
        )
    return simple[nom]
