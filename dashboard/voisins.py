"""What a release shows of each office in a year, for those it is set beside: its situation, its figures, their spread.

Takes a millésime, a year and a profile that may read members' tables, gives candidates for the peers of an office and the
median of their figures. It reads displayed cells only, so dropping a criterion shows nothing that was not shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import quantiles
from types import MappingProxyType
from typing import Any

from dashboard import french, libelles
from dashboard.figures import Figure, find_breakdown
from dashboard.millesime import Ligne, Millesime
from dashboard.pairs import POIDS, Candidat, GroupePairs, find_peers
from dashboard.profils import BUREAU, Profil
from pipelines.errors import WrongCall

OFFICES_MINIMUM = 3
"""With two others, each can work out the other's figure from its own."""

PART_MAXIMUM = 0.85
"""Above that share of the cases of a group, its figure is that of one office."""

_DRAPEAUX = ("litiges_prives", "agents", "eau", "traite_hors_champ", "refuse_des_saisines")
_USAGE = "membre"


@dataclass(frozen=True)
class Resume:
    """The middle of several offices' values: `n` of them have one; `marque` says why the middle is not shown."""

    n: int
    mediane: float | None = None
    bas: float | None = None
    haut: float | None = None
    marque: str | None = None


def sees_offices(profil: Profil) -> bool:
    """Whether this reader may read the displayed figures of each office."""
    return _USAGE in profil.usages


def find_neighbours(
    millesime: Millesime, office: str, annee: str, profil: Profil, criteres: Sequence[str] = tuple(POIDS)
) -> GroupePairs:
    """The nearest offices that delivered the year; none for a reader or an office without members' tables."""
    known = list_candidates(millesime, annee) if sees_offices(profil) else {}
    if office not in known:
        return GroupePairs((), tuple(name for name in POIDS if name in criteres), ())
    return _nearest(millesime, office, annee, tuple(name for name in POIDS if name in criteres))


@lru_cache(maxsize=64)
def _nearest(millesime: Millesime, office: str, annee: str, criteres: tuple[str, ...]) -> GroupePairs:
    """An office that received nothing has no figure to be set beside."""
    known = list_candidates(millesime, annee)
    active = tuple(found for found in known.values() if found.volume != 0)
    return find_peers(known[office], active, criteres=criteres)


@lru_cache(maxsize=16)
def list_candidates(millesime: Millesime, annee: str) -> Mapping[str, Candidat]:
    """Every office that delivered the year, by key. Callers ask `sees_offices` first: names are for members."""
    flags = {row[0]: row[1:] for row in _read_flags(millesime)}
    volumes, families = read_offices(millesime, "saisines-recues", annee), _read_families(millesime, annee)
    found = {}
    for row in millesime.offices:
        if str(row.annee) == annee and row.couvert:
            population, *declared = flags.get(row.office_id, (None, *(None for _ in _DRAPEAUX)))
            volume = volumes[row.office_id].valeur if row.office_id in volumes else None
            found[row.office_id] = Candidat(
                row.office_id,
                row.nom,
                row.type,
                population,
                None if volume is None else int(volume),
                {name: value for name, value in zip(_DRAPEAUX, declared, strict=True) if value is not None},
                families.get(row.office_id, {}),
            )
    return MappingProxyType(found)


@lru_cache(maxsize=128)
def read_offices(millesime: Millesime, indicateur: str, annee: str) -> Mapping[str, Figure]:
    """The displayed figure of every office, by key; none when the release does not cross it with offices."""
    try:
        found = find_breakdown(millesime, indicateur, "office", annee, profil=BUREAU)
    except WrongCall:
        return MappingProxyType({})
    return MappingProxyType({figure.filtre("office") or "": figure for figure in found})


def read_lines(millesime: Millesime, cohorte: str, annee: str) -> Mapping[str, Ligne]:
    """The displayed measures of every office in a year, by key."""
    if millesime.find_crossing(frozenset({"office"}), _USAGE, "annee") is None:
        return {}
    cells = millesime.cells(_USAGE, "office", cohorte, "reel")
    return {key[2]: line for key, line in cells.items() if key[:2] == ("annee", annee) and key[2]}


def summarise(figures: Sequence[Figure]) -> Resume:
    """The median and quartiles of these offices' values, or « c » when they would tell one office's."""
    known = [figure for figure in figures if figure.valeur is not None]
    weights = [float(figure.base_n or figure.valeur or 0) for figure in known]
    if not tells_a_group(weights):
        return Resume(len(known), marque=french.CONFIDENTIEL if known else french.TROP_PEU)
    low, middle, high = quantiles([float(figure.valeur or 0) for figure in known], n=4, method="inclusive")
    return Resume(len(known), middle, low, high)


def tells_a_group(poids: Sequence[float]) -> bool:
    """Whether cases so spread among offices speak of a group: three offices at least, none of them most of it."""
    total = sum(poids)
    return sum(weight > 0 for weight in poids) >= OFFICES_MINIMUM and max(poids) <= PART_MAXIMUM * total


def _read_flags(millesime: Millesime) -> tuple[tuple[Any, ...], ...]:
    return millesime.read_table("perimetres", ("office_id", "population", *_DRAPEAUX))


def _read_families(millesime: Millesime, annee: str) -> dict[str, dict[str, int]]:
    """Displayed cases by family; what was not recorded or is hidden says nothing of the mix."""
    crossing = millesime.find_crossing(frozenset({"office", "famille"}), _USAGE, "annee")
    found: dict[str, dict[str, int]] = {}
    if crossing is None:
        return found
    rank = crossing.criteres.index("office")
    for key, line in millesime.cells(_USAGE, crossing.id, "recues", "reel").items():
        office, family = key[2 + rank], key[3 - rank]
        count = line.get("recues")
        if key[:2] == ("annee", annee) and office and family and family != libelles.VIDE and isinstance(count, int):
            found.setdefault(office, {})[family] = count
    return found
