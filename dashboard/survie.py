"""Delays with open cases counted, read from a release: the curve on its grid of days, quartiles, competing outcomes.

Takes a millésime, a year and at most one criterion, gives a frozen `Survie`. It computes no curve, fills no day between two
of the grid, and gives back a mark where the release holds one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import french
from dashboard.millesime import Ligne, Millesime
from dashboard.profils import BUREAU, Profil
from pipelines.errors import WrongCall

Valeur = float | str
"""A number, or the mark that stands for it."""

VUES: Mapping[str, str] = {
    "recues": "saisines reçues dans l’année, suivies jusqu’à la date d’arrêté de leur office",
    "suivies": "saisines ouvertes dans l’année, observées de son premier à son dernier jour",
}
ISSUES: Mapping[str, str] = {
    "favorable": "Favorable, totalement ou en partie",
    "maintenue": "Décision maintenue ou échec",
    "refusee": "Réorientée ou irrecevable",
    "interrompue": "Interrompue",
    "autre": "Autre ou non renseignée",
}
QUARTILES = ("q25", "mediane", "q75")

_PRIVE = "survie"
_MILLIONIEMES = 10_000
"""Published probabilities are in millionths; readers see hundredths."""


@dataclass(frozen=True)
class Quartile:
    """The day by which that share is closed, with its 95 % limits; marked when it is not reached or rests on too few."""

    jour: Valeur
    bas: Valeur
    haut: Valeur


@dataclass(frozen=True)
class Etape:
    """The curve on a day of the grid: shares closed in hundredths, in all with 95 % limits, then by outcome."""

    jour: int
    risque: Valeur
    clos: Valeur
    part: Valeur
    bas: Valeur
    haut: Valeur
    issues: Mapping[str, Valeur]


@dataclass(frozen=True)
class Survie:
    """One curve with its base. `clos` and `ouverts` make up `suivis`; `arrondie` when counts are multiples of five."""

    vue: str
    periode: str
    usage: str
    arrondie: bool
    suivis: Valeur
    clos: Valeur
    ouverts: Valeur
    moyenne_close: Valeur
    mediane_close: Valeur
    quartiles: Mapping[str, Quartile]
    etapes: tuple[Etape, ...]

    @property
    def mediane(self) -> Quartile:
        """The survival median."""
        return self.quartiles["mediane"]

    def step(self, jour: int) -> Etape | None:
        """The curve on a day of the grid; None for another day, or where nobody was followed so long."""
        return next((etape for etape in self.etapes if etape.jour == jour), None)


def find_survival(
    millesime: Millesime,
    periode: str,
    filtres: Mapping[str, str] | None = None,
    *,
    vue: str = "recues",
    profil: Profil = BUREAU,
) -> Survie:
    """The curve of a year, for the network or one value of a criterion; `WrongCall` when the release does not hold it."""
    kept = dict(filtres or {})
    key = ("annee", periode, next(iter(kept.values()), None), None)
    if vue not in VUES or periode not in millesime.periods("annee") or len(kept) > 1:
        raise WrongCall(
            "SURVIE", "Cette courbe n’est pas publiée.", "Elle se lit par année entière, avec un seul critère au plus."
        )
    if profil.office and kept == {"office": profil.office}:
        line = millesime.private_cells(profil, _PRIVE, vue, "reel").get(key, {})
        return read_survival(line, vue, periode, "prive", arrondie=False)
    found = []
    for usage in profil.usages:
        crossing = millesime.find_crossing(frozenset(kept), f"survie-{usage}", "annee")
        if crossing is not None:
            line = millesime.cells(f"survie-{usage}", crossing.id, vue, "reel").get(key, {})
            found.append(read_survival(line, vue, periode, usage, arrondie=not kept.keys() <= {"famille"}))
    if not found:
        raise WrongCall("SURVIE", "Le millésime ne publie pas cette courbe pour ce lecteur.", "Retirez le filtre.")
    return next((each for each in found if not isinstance(each.mediane.jour, str)), found[0])


def read_survival(ligne: Ligne, vue: str, periode: str, usage: str, *, arrondie: bool) -> Survie:
    """The curve a line of cells holds; an absent measure is one too few cases define, except counts, which are 0."""
    days = sorted(int(name.removeprefix("risque_")) for name in ligne if name.startswith("risque_"))
    return Survie(
        vue=vue,
        periode=periode,
        usage=usage,
        arrondie=arrondie,
        suivis=ligne.get("suivis", 0),
        clos=ligne.get("clos", 0),
        ouverts=ligne.get("ouverts", 0),
        moyenne_close=_scaled(ligne, "clos_moyenne_x10", 10),
        mediane_close=_scaled(ligne, "clos_mediane_x2", 2),
        quartiles={
            nom: Quartile(*(_scaled(ligne, name, 1) for name in (nom, f"{nom}_bas", f"{nom}_haut")))
            for nom in QUARTILES
        },
        etapes=tuple(_read_step(ligne, day) for day in days),
    )


def _read_step(ligne: Ligne, jour: int) -> Etape:
    risque, clos = (ligne.get(f"{name}_{jour:03d}", 0) for name in ("risque", "clos"))
    part, bas, haut = (
        _scaled(ligne, f"{name}_{jour:03d}", _MILLIONIEMES) for name in ("part", "part_bas", "part_haut")
    )
    return Etape(
        jour, risque, clos, part, bas, haut, {i: _scaled(ligne, f"{i}_{jour:03d}", _MILLIONIEMES) for i in ISSUES}
    )


def _scaled(ligne: Ligne, mesure: str, factor: int) -> Valeur:
    value = ligne.get(mesure, french.TROP_PEU)
    return value if isinstance(value, str) else value / factor
