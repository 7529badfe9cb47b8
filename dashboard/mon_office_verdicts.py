"""Is an office told from its peers? Its delay and its resolution in a funnel, and the two as its own mix would have them.

Takes a `Regard` and its peers, gives verdicts with their limits and sentences. Delay is judged by closures observed over
expected, so that open cases count; the spread between offices is measured on the type or the network, never on peers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dashboard import french
from dashboard.dispersion import Nature
from dashboard.entonnoir import (
    EFFECTIF_MINIMUM,
    INDISTINCT,
    OFFICES_MINIMUM,
    PLUS_HAUT,
    TROP_PEU,
    Groupe,
    Lecture,
    Point,
    describe_group,
    judge,
    restrict_group,
)
from dashboard.millesime import Ligne
from dashboard.mon_office import Regard, say_type
from dashboard.pairs import GroupePairs
from dashboard.voisins import read_lines, sees_offices, tells_a_group

Sujet = Literal["delai", "resolution", "resolution-ajustee"]

_ECHELLE = 1000
_MESURES: Mapping[Sujet, tuple[str, str, Nature]] = {
    "delai": ("observe_clotures", "attendu_clotures_x1000", "attendu"),
    "resolution": ("favorables", "menees_a_terme", "taux"),
    "resolution-ajustee": ("observe_favorables", "attendu_favorables_x1000", "attendu"),
}
"""By subject, what is counted, over what, and the law of it."""

_NOMS: Mapping[Sujet, str] = {
    "delai": "votre délai",
    "resolution": "votre taux de résolution",
    "resolution-ajustee": "votre taux de résolution ajusté",
}
_MOTS: Mapping[Sujet, tuple[str, str]] = {
    "delai": ("plus court", "plus long"),
    "resolution": ("plus haut", "plus bas"),
    "resolution-ajustee": ("plus haut", "plus bas"),
}
"""What being above or below the group means: more closures than expected is a shorter delay."""


@dataclass(frozen=True)
class Jugement:
    """One subject: every office that can be read, the wide group they make, and the reader's own place in it.

    `contre` is whom the verdict sets the office against, in words, `repere` their rate; `parmi` the offices drawn.
    """

    sujet: Sujet
    points: tuple[Point, ...]
    groupe: Groupe
    mien: Point
    lecture: Lecture
    contre: str
    repere: float
    parmi: str
    pairs: frozenset[str]

    @property
    def nom(self) -> str:
        """« votre délai »."""
        return _NOMS[self.sujet]

    @property
    def mot(self) -> str:
        """« plus court », « plus bas »; empty when nothing tells the office from the group."""
        if self.lecture.verdict in (INDISTINCT, TROP_PEU):
            return ""
        return _MOTS[self.sujet][self.lecture.verdict != PLUS_HAUT]


def build_verdicts(regard: Regard, pairs: GroupePairs) -> tuple[Jugement, ...]:
    """Delay, then resolution as it is and as the mix would have it; those the release can judge."""
    if not sees_offices(regard.profil) or regard.fiche is None or not regard.fiche.couvert:
        return ()
    found = (find_verdict(regard, pairs, sujet) for sujet in _MESURES)
    return tuple(verdict for verdict in found if verdict is not None)


def find_verdict(regard: Regard, pairs: GroupePairs, sujet: Sujet) -> Jugement | None:
    """The verdict on one subject; None when the release has not what it takes."""
    mine = _point(regard.office, _own_line(regard), sujet)
    lines = read_lines(regard.millesime, "closes", regard.annee)
    kinds = {
        row.office_id: row.type for row in regard.millesime.offices if str(row.annee) == regard.annee and row.couvert
    }
    beside = {office: line for office, line in lines.items() if office in kinds and office != regard.office}
    others = {office: found for office, line in beside.items() if (found := _point(office, line, sujet))}
    if mine is None or not others:
        return None
    kept, among = _choose_wide(regard, kinds, others, mine)
    wide = _describe(tuple(kept), _MESURES[sujet][2])
    peers = [others[pair.candidat.office] for pair in pairs.pairs if pair.candidat.office in others]
    heard = [point for point in peers if point.n >= EFFECTIF_MINIMUM and point.base > 0]
    names = frozenset(point.office for point in peers)
    if tells_a_group([point.base for point in heard]):
        near = restrict_group(wide, heard)
        reading, against = judge(near, mine, membre=False), _say_peers(pairs, heard)
        return Jugement(sujet, tuple(kept), wide, mine, reading, against, near.centre, among, names)
    reading, against = judge(wide, mine), f"l’ensemble des {among}"
    return Jugement(sujet, tuple(kept), wide, mine, reading, against, wide.centre, among, names)


def say_verdicts(verdicts: Sequence[Jugement]) -> str:
    """The sentence of the page: the delay beside the peers', and the resolution; empty when nothing was judged."""
    shown = {verdict.sujet: verdict for verdict in verdicts}
    delay, rate = shown.get("delai"), shown.get("resolution")
    if delay is None:
        return _say_one(rate) if rate else ""
    if rate and delay.lecture.verdict == rate.lecture.verdict == INDISTINCT:
        among = "" if rate.contre == delay.contre else f" (lu parmi {rate.contre})"
        return (
            f"Votre délai n’est pas distinguable de celui de {delay.contre}, votre taux de résolution non plus{among}."
        )
    if rate is None:
        return _say_one(delay)
    return f"{_say_one(delay)} {_say_one(rate)}"


def say_spread(verdict: Jugement) -> str:
    """What the limits were widened by, in plain words."""
    group = verdict.groupe
    if not group.estimee:
        few = french.count(group.offices, "office lisible", "offices lisibles")
        return f"{few}\u202f: trop peu pour mesurer ce qui les sépare par nature. Les limites ne tiennent compte que du hasard."
    factor = group.factor(verdict.mien.base)
    if french.round_half_up(factor, 1) <= 1:
        return "Ces offices ne diffèrent pas plus entre eux que le hasard ne le ferait (surdispersion\u202f: 1)."
    return (
        f"À la taille du vôtre, ces offices diffèrent entre eux {french.number(factor, 1)} fois plus que le hasard ne le "
        "ferait (surdispersion)\u202f: les limites en sont élargies d’autant."
    )


def say_reading(verdict: Jugement) -> str:
    """The verdict on one subject, and what chance alone would do."""
    edge = (
        ""
        if verdict.mot or "au bord" not in verdict.lecture.phrase
        else (" Il est au bord\u202f: le hasard seul y mène un office sur vingt.")
    )
    return f"{_say_one(verdict)}{edge}"


def _say_one(verdict: Jugement) -> str:
    name = french.capitalize(verdict.nom)
    if verdict.lecture.verdict == TROP_PEU:
        return f"Trop peu de dossiers pour situer {verdict.nom} parmi {verdict.contre}."
    if verdict.mot:
        return f"{name} est {verdict.mot} que celui de {verdict.contre}."
    return f"{name} n’est pas distinguable de celui de {verdict.contre}."


def _say_peers(pairs: GroupePairs, heard: Sequence[Point]) -> str:
    total = len(pairs.pairs)
    if len(heard) == total:
        return f"vos {french.number(total)} pairs"
    return f"{french.number(len(heard))} de vos {french.number(total)} pairs"


def _choose_wide(
    regard: Regard, kinds: Mapping[str, str], others: Mapping[str, Point], mine: Point
) -> tuple[list[Point], str]:
    """The offices of the same type when enough can be read to measure their spread, the whole network otherwise."""
    fiche = regard.fiche
    same = [point for office, point in others.items() if fiche and kinds.get(office) == fiche.type]
    if sum(point.n >= EFFECTIF_MINIMUM for point in [*same, mine]) >= OFFICES_MINIMUM:
        return [*same, mine], f"{french.number(len(same) + 1)} {say_type(regard)}"
    return [*others.values(), mine], f"{french.number(len(others) + 1)} offices du réseau"


@lru_cache(maxsize=128)
def _describe(points: tuple[Point, ...], nature: Nature) -> Groupe:
    """The spread of a group takes sixty halvings: it is measured once for the same counts."""
    return describe_group(points, nature)


def _own_line(regard: Regard) -> Ligne:
    cells = regard.millesime.private_cells(regard.profil, "office", "closes", "reel")
    return cells.get(("annee", regard.annee, regard.office, None), {})


def _point(office: str, line: Ligne, sujet: Sujet) -> Point | None:
    """The office's counts; None when one is hidden or was not computed."""
    counted, base, nature = _MESURES[sujet]
    observed, over = line.get(counted), line.get(base)
    if not isinstance(observed, int) or not isinstance(over, int) or not over:
        return None
    if nature == "taux":
        return Point(office, min(observed, over), float(over), over)
    size = line.get("closes" if sujet == "delai" else "menees_a_terme")
    return Point(office, observed, over / _ECHELLE, size if isinstance(size, int) else 0)
