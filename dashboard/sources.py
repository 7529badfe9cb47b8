"""Which table of the release answers a question, for this reader: the private file, the quotable or the members'.

Takes an indicator, the criteria of a question and a profile, gives the `Source`s that hold them, the best first.
When there is none, the refusal says which criteria the release does cross.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from dashboard import french, perimetres, periodes
from dashboard.manifeste import Croisement
from dashboard.millesime import Cellules, Cle, Ligne, Millesime
from dashboard.profils import Profil
from dashboard.valeurs import check_values
from pipelines.errors import WrongCall
from pipelines.indicateurs.registry import GRAINS, Indicateur, load_registry

TOTAUX_EXACTS = frozenset({"recues", "closes", "stock"})
"""Yearly totals of an office are in its public report: from 11 they are published exact."""

CONSEIL = "Retirez un filtre."
"""What a page says when a crossing is not published; the command lists those that are."""

_AUCUNE: Ligne = {}


@dataclass(frozen=True, eq=False)
class Source:
    """A crossing opened for a reader. `protegee`: its counts were rounded or may be hidden."""

    usage: str
    criteres: tuple[str, ...]
    protegee: bool
    ouvrir: Callable[[], Cellules]

    @cached_property
    def cellules(self) -> Cellules:
        """Its cells, read when first asked for: a question the first table answers opens no other."""
        return self.ouvrir()

    def line(self, periode: str, filtres: Mapping[str, str]) -> Ligne:
        """The measures of one line; none of them when nothing was counted."""
        return self.cellules.get(_key(self.criteres, periode, filtres), _AUCUNE)


def find_sources(
    millesime: Millesime,
    indicateur: Indicateur,
    filtres: Mapping[str, str],
    grain: str,
    perimetre: str,
    profil: Profil,
) -> tuple[Source, ...]:
    """Every table that answers, the best first; `WrongCall` when none does."""
    criteria = frozenset(filtres)
    check_values(millesime, filtres)
    if reason := explain_refusal(millesime, indicateur, criteria, grain, perimetre, profil):
        advice = _advise_reading(indicateur, criteria, profil) or _advise(millesime, criteria, perimetre, profil)
        raise WrongCall("CROISEMENT", reason, advice)
    found = []
    if (
        profil.office
        and filtres.get("office") == profil.office
        and millesime.has_private(profil, _private_id(criteria), grain)
    ):
        found.append(_private(millesime, indicateur, tuple(filtres), perimetre, profil))
    for usage in profil.usages:
        crossing = millesime.find_crossing(criteria, usage, grain)
        if crossing is not None:
            protected = _is_protected(indicateur, crossing, grain, perimetre)
            read = partial(millesime.cells, usage, crossing.id, indicateur.cohorte, perimetre)
            found.append(Source(usage, crossing.criteres, protected, read))
    return tuple(found)


def explain_refusal(
    millesime: Millesime,
    indicateur: Indicateur,
    criteres: frozenset[str],
    grain: str,
    perimetre: str,
    profil: Profil,
) -> str | None:
    """Why the release cannot answer, in one sentence, or None when it can."""
    for name in sorted(criteres - set(indicateur.dimensions)):
        dimension = load_registry().dimensions.get(name)
        titre = dimension.titre.lower() if dimension else name
        return f"{french.quote(indicateur.titre)} ne se lit pas par {titre}."
    if indicateur.exige and not criteres & set(indicateur.exige):
        needed = " ou ".join(load_registry().dimensions[name].titre.lower() for name in indicateur.exige)
        return f"{french.quote(indicateur.titre)} ne se lit que par {needed}."
    offered = [found for found in GRAINS if indicateur.admits(criteres, found)]
    if grain not in offered:
        return f"{french.quote(indicateur.titre)} ne se lit ainsi que par {' ou '.join(_GRAINS[g] for g in offered)}."
    if perimetre != perimetres.REEL:
        return _explain_perimeter(millesime, indicateur, criteres, grain, perimetre, profil)
    if profil.office and "office" in criteres and millesime.has_private(profil, _private_id(criteres), grain):
        return None
    if any(millesime.find_crossing(criteres, usage, grain) for usage in profil.usages):
        return None
    return f"Le millésime ne publie pas {_name_crossing(criteres)} par {_GRAINS[grain]}."


def _explain_perimeter(
    millesime: Millesime,
    indicateur: Indicateur,
    criteres: frozenset[str],
    grain: str,
    perimetre: str,
    profil: Profil,
) -> str | None:
    """A constant perimeter holds fewer crossings, grains and cohorts than the network: its own cells say which."""
    if perimetres.find_by_id(millesime, perimetre) is None:
        return f"Le périmètre {french.quote(perimetre)} n’est pas dans le millésime {millesime.id}."
    for usage in profil.usages:
        crossing = millesime.find_crossing(criteres, usage, grain)
        cells = millesime.cells(usage, crossing.id, indicateur.cohorte, perimetre) if crossing else {}
        if any(key[0] == grain for key in cells):
            return None
    split = f"par {_name_crossing(criteres)} et " if criteres else ""
    return f"Le périmètre constant n’est pas publié {split}par {_GRAINS[grain]}."


def _name_crossing(criteres: frozenset[str]) -> str:
    return " × ".join(load_registry().dimensions[name].titre.lower() for name in sorted(criteres)) or "le réseau"


def list_values(sources: tuple[Source, ...], par: str, filtres: Mapping[str, str]) -> tuple[str, ...]:
    """The values of a criterion seen in any period, for these other filters."""
    found: set[str] = set()
    for source in sources:
        rank = source.criteres.index(par)
        others = [(index, filtres.get(name)) for index, name in enumerate(source.criteres) if name != par]
        for _, _, *values in source.cellules:
            value = values[rank]
            if value is not None and all(values[index] == wanted for index, wanted in others):
                found.add(value)
    return tuple(sorted(found))


def check_period(millesime: Millesime, periode: str, grain: str) -> None:
    """`WrongCall` when the release does not hold the period."""
    known = millesime.periods(grain)
    if periode not in known:
        span = f"de {periodes.label(known[0])} à {periodes.label(known[-1])}" if known else "aucune période de ce grain"
        raise WrongCall(
            "PERIODE_ABSENTE",
            f"Le millésime {millesime.id} ne contient pas {periodes.label(periode)}.",
            f"Il contient {span}.",
        )


_GRAINS = {"annee": "année", "trimestre": "trimestre", "mois": "mois"}


def _private_id(criteres: Iterable[str]) -> str:
    return "*".join(("office", *sorted(set(criteres) - {"office"})))


def _private(
    millesime: Millesime, indicateur: Indicateur, criteres: tuple[str, ...], perimetre: str, profil: Profil
) -> Source:
    ordered = ("office", *sorted(set(criteres) - {"office"}))
    cells = millesime.private_cells(profil, _private_id(criteres), indicateur.cohorte, perimetre)
    return Source("prive", ordered, protegee=False, ouvrir=lambda: cells)


def _is_protected(indicateur: Indicateur, crossing: Croisement, grain: str, perimetre: str) -> bool:
    """A constant perimeter is a choice of offices: its cells are rounded like theirs, but for the network's yearly totals."""
    if perimetre != perimetres.REEL:
        return bool(crossing.criteres) or grain != "annee" or not set(indicateur.mesures) <= TOTAUX_EXACTS
    splits = any(load_registry().dimensions[name].portee == "office" for name in crossing.criteres)
    exact = crossing.criteres == ("office",) and grain == "annee" and set(indicateur.mesures) <= TOTAUX_EXACTS
    return splits and not exact


def _key(criteres: tuple[str, ...], periode: str, filtres: Mapping[str, str]) -> Cle:
    first, second = ([filtres[name] for name in criteres] + [None, None])[:2]
    return periodes.read_period(periode).grain, periode, first, second


def _advise_reading(indicateur: Indicateur, criteres: frozenset[str], profil: Profil) -> str:
    """How the indicator is read, when the question names a criterion it has not, lacks one, or is not this reader's."""
    known = load_registry().dimensions
    if criteres - set(known):
        return f"Critères de cet indicateur\u202f: {', '.join(indicateur.dimensions)}."
    if indicateur.exige and not criteres & set(indicateur.exige):
        return f"Ajoutez {' ou '.join(f'--par {name}' for name in indicateur.exige)}."
    if "office" in criteres and "membre" not in profil.usages:
        return "Le bureau et les médiateurs lisent office par office\u202f; les autres lecteurs, par type."
    return ""


def _advise(millesime: Millesime, criteres: frozenset[str], perimetre: str, profil: Profil) -> str:
    """What is published of this question: the crossings that share a criterion with it, and the network."""
    if perimetre != perimetres.REEL:
        return "Revenez au périmètre réel."
    offered = [c for c in millesime.manifeste.croisements if c.usage in profil.usages]
    near = [c for c in offered if not c.criteres or criteres & set(c.criteres)]
    names = {
        _name_crossing(frozenset(c.criteres)).removeprefix("le "): ", ".join(_GRAINS[grain] for grain in c.grains)
        for c in near
    }
    listed = "\u202f; ".join(f"{name} ({grains})" for name, grains in names.items())
    return f"{CONSEIL} Croisements publiés\u202f: {listed}."
