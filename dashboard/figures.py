"""The figures of the Observatoire, read from a millésime: one, a series of periods, or one per value of a criterion.

Takes names and filters, gives frozen `Figure`s that carry their count, base, coverage and reserves. It reads
published cells only, never adds them, and refuses a crossing the release does not hold by saying which it holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from dashboard import french, periodes
from dashboard.calcul import Calcul, compute
from dashboard.identifiant import Filtres, Reference, write_identifier
from dashboard.millesime import Millesime
from dashboard.perimetres import REEL, is_in_series
from dashboard.profils import BUREAU, Profil
from dashboard.reserves import HORS_SERIE, NON_COUVERTE, OFFICES_INCONNUS, count_offices, is_incomplete, list_reserves
from dashboard.sources import Source, check_period, find_sources, list_values
from dashboard.valeurs import has_office
from pipelines.errors import WrongCall
from pipelines.indicateurs.registry import Indicateur, load_registry


@dataclass(frozen=True)
class Figure:
    """A number nobody can read without its base, its coverage and its limits. `valeur` is None when marked.

    `valeur` and `intervalle` are not rounded; `lue` is the value as pages and files show it.
    """

    indicateur: str
    valeur: float | None
    n: int | None
    base_n: int | None
    unite: str
    cohorte: str
    periode: str
    filtres: Filtres
    offices_couverts: int
    offices_total: int
    perimetre: str
    intervalle: tuple[float, float] | None
    marque: str | None
    millesime: str
    identifiant: str | None
    reserves: tuple[str, ...]

    @property
    def declaration(self) -> Indicateur:
        """What the registry says of it."""
        return load_registry().indicateurs[self.indicateur]

    @property
    def lue(self) -> float | None:
        """The value rounded half up as it is shown: to one decimal for a delay, as declared for the others."""
        return None if self.valeur is None else self._round(self.valeur)

    @property
    def bornes(self) -> tuple[float | None, float | None]:
        """The limits of the interval as they are shown; None twice without one."""
        return (None, None) if self.intervalle is None else (_tenth(self.intervalle[0]), _tenth(self.intervalle[1]))

    def _round(self, value: float) -> float:
        decimals = 1 if self.unite == "jours" else self.declaration.decimales
        rounded = french.round_half_up(value, decimals)
        return int(rounded) if isinstance(value, int) else float(rounded)

    def filtre(self, critere: str) -> str | None:
        """The value of a criterion, if the figure is filtered by it."""
        return dict(self.filtres).get(critere)


def _tenth(value: float) -> float:
    return float(french.round_half_up(value, 1))


def find_indicator(nom: str) -> Indicateur:
    """The indicator of this id or code; `WrongCall` lists those that exist."""
    found = load_registry().find(nom)
    if found is None:
        known = ", ".join(f"{entry.code} ({entry.id})" for entry in load_registry().indicateurs.values())
        raise WrongCall("INDICATEUR", f"L’indicateur {french.quote(nom)} n’existe pas.", f"Indicateurs : {known}.")
    return found


def find_figure(
    millesime: Millesime,
    indicateur: str,
    periode: str,
    filtres: Mapping[str, str] | None = None,
    *,
    perimetre: str = "reel",
    profil: Profil = BUREAU,
) -> Figure:
    """The figure of one period; `WrongCall` when the period or the crossing is not in the release."""
    declared = find_indicator(indicateur)
    grain = periodes.read_period(periode).grain
    check_period(millesime, periode, grain)
    sources = find_sources(millesime, declared, filtres or {}, grain, perimetre, profil)
    return _build(millesime, declared, periode, _freeze(filtres), perimetre, sources)


def find_series(
    millesime: Millesime,
    indicateur: str,
    grain: str,
    filtres: Mapping[str, str] | None = None,
    *,
    perimetre: str = "reel",
    profil: Profil = BUREAU,
) -> tuple[Figure, ...]:
    """The figure of every period of the release at this grain, in order."""
    declared = find_indicator(indicateur)
    sources = find_sources(millesime, declared, filtres or {}, grain, perimetre, profil)
    frozen = _freeze(filtres)
    return tuple(
        _build(millesime, declared, periode, frozen, perimetre, sources) for periode in millesime.periods(grain)
    )


def find_breakdown(
    millesime: Millesime,
    indicateur: str,
    par: str,
    periode: str,
    filtres: Mapping[str, str] | None = None,
    *,
    perimetre: str = "reel",
    profil: Profil = BUREAU,
) -> tuple[Figure, ...]:
    """The figure of every value of a criterion the release knows, in the order of their codes."""
    declared = find_indicator(indicateur)
    grain = periodes.read_period(periode).grain
    check_period(millesime, periode, grain)
    kept = dict(filtres or {})
    sources = find_sources(millesime, declared, {**kept, par: ""}, grain, perimetre, profil)
    return tuple(
        _build(millesime, declared, periode, _freeze({**kept, par: value}), perimetre, sources)
        for value in list_values(sources, par, kept)
    )


def as_dict(figure: Figure) -> dict[str, Any]:
    """The figure as JSON holds it."""
    content = asdict(figure)
    content["filtres"] = dict(figure.filtres)
    content["intervalle"] = list(figure.intervalle) if figure.intervalle else None
    content["reserves"] = list(figure.reserves)
    return content


def _build(
    millesime: Millesime,
    declared: Indicateur,
    periode: str,
    filtres: Filtres,
    perimetre: str,
    sources: tuple[Source, ...],
) -> Figure:
    couverts, total = count_offices(millesime, periode, dict(filtres), perimetre)
    covered = bool(couverts) if perimetre == REEL else is_in_series(millesime, perimetre, periode)
    covered = covered and has_office(millesime, periode, dict(filtres))
    source, result, reserves = _answer(millesime, declared, periode, dict(filtres), perimetre, sources, covered=covered)
    if perimetre != REEL and not total and result.valeur is not None:
        reserves = (*reserves, OFFICES_INCONNUS)
    reference = Reference(millesime.id, declared.id, periode, filtres, perimetre)
    return Figure(
        indicateur=declared.id,
        valeur=result.valeur,
        n=result.n,
        base_n=result.base_n,
        unite=declared.unite,
        cohorte=declared.cohorte,
        periode=periode,
        filtres=filtres,
        offices_couverts=couverts,
        offices_total=total,
        perimetre=perimetre,
        intervalle=result.intervalle,
        marque=result.marque,
        millesime=millesime.id,
        identifiant=write_identifier(reference) if source.usage == "citable" else None,
        reserves=reserves,
    )


def _answer(
    millesime: Millesime,
    declared: Indicateur,
    periode: str,
    filtres: Mapping[str, str],
    perimetre: str,
    sources: tuple[Source, ...],
    *,
    covered: bool,
) -> tuple[Source, Calcul, tuple[str, ...]]:
    """A period no office covers has no value, even where no line was published: nothing is not zero."""
    source, result = _read(declared, periode, filtres, sources)
    incomplete = perimetre == REEL and is_incomplete(millesime, periode)
    if not covered and not incomplete:
        why = NON_COUVERTE if perimetre == REEL else HORS_SERIE
        return source, Calcul(marque=french.NON_RENSEIGNE), (why,)
    return source, result, list_reserves(millesime, source, result, incomplete=incomplete, perimetre=perimetre)


def _read(
    declared: Indicateur, periode: str, filtres: Mapping[str, str], sources: tuple[Source, ...]
) -> tuple[Source, Calcul]:
    """The first source that gives a value: the exact one of one's own office, the quotable one, then the members'."""
    first: tuple[Source, Calcul] | None = None
    for source in sources:
        found = source, compute(declared, source.line(periode, filtres), protegee=source.protegee)
        if found[1].marque not in (french.CONFIDENTIEL, french.TROP_PEU):
            return found
        first = first or found
    if first is None:
        raise WrongCall("CROISEMENT", "Aucune table du millésime ne donne ce chiffre.")
    return first


def _freeze(filtres: Mapping[str, str] | None) -> Filtres:
    return tuple(sorted((filtres or {}).items()))
