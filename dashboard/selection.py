"""What a reader selected, written in the URL and read back from it: two pure functions and what they accept.

Takes query parameters and a millésime, gives a `Selection` every part of which exists in the release. A garbled link
falls back to defaults, it never fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from dashboard import libelles, periodes
from dashboard.figures import find_indicator
from dashboard.millesime import Millesime
from dashboard.perimetres import REEL, is_in_series, list_perimeters
from dashboard.presence import SIEGES, seats
from dashboard.profils import Profil
from dashboard.sources import explain_refusal
from dashboard.territoires import REGION, TERRITOIRES, list_places

CRITERES: tuple[str, ...] = ("type", "famille", "canal", *SIEGES)
COHORTES: Mapping[str, str] = {"recues": "Reçues", "closes": "Closes"}
SECTIONS: Mapping[str, str] = {
    "volumes": "Volumes",
    "mouvement": "Pourquoi ça bouge",
    "delais": "Délais",
    "issues": "Issues",
    "domaines": "Domaines",
    "canaux": "Canaux",
    "territoire": "Territoire",
    "offices": "Offices",
}
_GRAINS: tuple[periodes.Grain, ...] = ("annee", "trimestre", "mois")


@dataclass(frozen=True)
class Selection:
    """A view of the network, in the codes of the release."""

    grain: periodes.Grain = "annee"
    periode: str = ""
    cohorte: str = "recues"
    type: str | None = None
    famille: str | None = None
    canal: str | None = None
    region: str | None = None
    departement: str | None = None
    perimetre: str = REEL
    section: str = "volumes"
    territoire: str = REGION

    @property
    def filtres(self) -> dict[str, str]:
        """The criteria that are set."""
        return {name: value for name in CRITERES if (value := getattr(self, name))}

    @property
    def sieges(self) -> dict[str, str]:
        """Those of them that say where an office sits."""
        return {name: value for name, value in self.filtres.items() if name in SIEGES}


def read_query(query: Mapping[str, str], millesime: Millesime, profil: Profil) -> Selection:
    """The selection a URL names, each part checked against the release."""
    grain: periodes.Grain = next((g for g in _GRAINS if g == query.get("grain")), "annee")
    criteria = {name: query[name] for name in CRITERES if query.get(name) in known_values(name, millesime)}
    selection = Selection(
        grain=grain,
        periode=query.get("periode", ""),
        cohorte=_among(query.get("cohorte"), COHORTES, "recues"),
        perimetre=query.get("perimetre", REEL),
        section=_among(query.get("section"), SECTIONS, "volumes"),
        territoire=_among(query.get("territoire"), TERRITOIRES, REGION),
    )
    return settle(set_criteria(selection, criteria), millesime, profil)


def write_query(selection: Selection, millesime: Millesime, *, pinned: bool = False) -> dict[str, str]:
    """The parameters that restore the selection, release included; none for the default view unless `pinned`."""
    default = Selection(periode=default_period(millesime, "annee"))
    names = [field.name for field in fields(Selection)]
    kept = {n: getattr(selection, n) for n in names if getattr(selection, n) != getattr(default, n)}
    written = {name: str(value) for name, value in kept.items() if value}
    return {"millesime": millesime.id, **written} if written or pinned else {}


def set_criteria(selection: Selection, criteria: Mapping[str, str | None]) -> Selection:
    """The selection with these criteria and no other."""
    kept = {name: criteria.get(name) or None for name in CRITERES}
    placed = replace(selection, region=kept["region"], departement=kept["departement"])
    return replace(placed, type=kept["type"], famille=kept["famille"], canal=kept["canal"])


def settle(selection: Selection, millesime: Millesime, profil: Profil) -> Selection:
    """The nearest selection the release can answer: a criterion, a grain or a perimeter it does not cross is let go."""
    settled = replace(set_criteria(selection, {}), perimetre=REEL)
    if settled.grain not in available_grains(settled, millesime, profil):
        settled = replace(settled, grain="annee")
    for name in CRITERES:
        candidate = set_criteria(settled, {**settled.filtres, name: selection.filtres.get(name)})
        if not _refusal(candidate, millesime, profil):
            settled = candidate
    known = millesime.periods(settled.grain)
    if settled.periode not in known:
        settled = replace(settled, periode=default_period(millesime, settled.grain))
    open_ = selection.perimetre in available_perimeters(settled, millesime, profil)
    return replace(settled, perimetre=selection.perimetre) if open_ else settled


def default_period(millesime: Millesime, grain: str) -> str:
    """The main year of the release, or its last part at a finer grain."""
    main = millesime.manifeste.periode_principale
    within = [periode for periode in millesime.periods(grain) if periodes.contains(main, periode)]
    known = within or list(millesime.periods(grain))
    return known[-1] if known else main


def explain_unavailable(selection: Selection, millesime: Millesime, profil: Profil) -> dict[str, str]:
    """Criteria the release does not cross with the current selection, each with the reason."""
    reasons = {}
    for name in offered_criteria(millesime, profil):
        candidate = set_criteria(selection, {name: known_values(name, millesime)[0], **selection.filtres})
        if refusal := _refusal(candidate, millesime, profil):
            reasons[name] = refusal
    return reasons


def available_grains(selection: Selection, millesime: Millesime, profil: Profil) -> tuple[periodes.Grain, ...]:
    """The grains at which the current criteria are published."""
    return tuple(
        grain
        for grain in _GRAINS
        if millesime.periods(grain) and not _refusal(replace(selection, grain=grain), millesime, profil)
    )


def available_perimeters(selection: Selection, millesime: Millesime, profil: Profil) -> tuple[str, ...]:
    """The constant perimeters that hold the period and that the release crosses with the current criteria."""
    return tuple(
        each.id
        for each in list_perimeters(millesime)
        if is_in_series(millesime, each.id, selection.periode)
        and not _refusal(replace(selection, perimetre=each.id), millesime, profil)
    )


def explain_perimeters(selection: Selection, millesime: Millesime, profil: Profil) -> str:
    """Why no constant perimeter can be chosen; empty when one can."""
    known = list_perimeters(millesime)
    if not known:
        return f"Le millésime {millesime.id} ne publie aucun périmètre constant."
    if available_perimeters(selection, millesime, profil):
        return ""
    tried = [_refusal(replace(selection, perimetre=each.id), millesime, profil) for each in known]
    reason = next((refusal for refusal in tried if refusal), None)
    return reason or f"Aucun périmètre constant ne contient {periodes.named(selection.periode)}."


def offered_criteria(millesime: Millesime, profil: Profil) -> tuple[str, ...]:
    """The criteria of the bar: those of a place only where the release counts by it, for this reader."""
    return tuple(
        name
        for name in CRITERES
        if name not in SIEGES
        or (
            known_values(name, millesime)
            and any(millesime.find_crossing(frozenset({name}), usage, "annee") for usage in profil.usages)
        )
    )


def known_values(critere: str, millesime: Millesime) -> tuple[str, ...]:
    """The codes a criterion may take, « not recorded » last; for a place, where an office of the release sits."""
    if critere in SIEGES:
        taken = set(seats(millesime, critere).values())
        return tuple(code for code in list_places(millesime, critere) if code in taken)
    codes = libelles.list_codes(critere)
    return codes if critere == "type" else (*codes, libelles.VIDE)


def _refusal(selection: Selection, millesime: Millesime, profil: Profil) -> str | None:
    criteria = frozenset(selection.filtres)
    return explain_refusal(millesime, find_indicator("V1"), criteria, selection.grain, selection.perimetre, profil)


def _among(value: str | None, known: Mapping[str, str], default: str) -> str:
    return value if value is not None and value in known else default
