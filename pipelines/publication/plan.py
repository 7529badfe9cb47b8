"""The plan: the closed list of crossings a millésime holds, read from `plan.toml` and checked against the registry.

Takes the plan's TOML and the registry of figures, gives frozen `Croisement`s. It never computes, and refuses a plan
that would publish more than the rules allow: three criteria, an office by quarter, too many cells.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pipelines.errors import InternalError
from pipelines.indicateurs.registry import GRAINS, LIBELLES_COHORTE, Cohorte, Grain, Registry, load_registry
from pipelines.publication.mesures import published_measures

__all__ = [
    "COHORTES",
    "GRAINS",
    "PLAN",
    "USAGES",
    "Cohorte",
    "Croisement",
    "Grain",
    "Plan",
    "Usage",
    "load_plan",
]

Usage = Literal["citable", "membre"]

COHORTES = tuple(LIBELLES_COHORTE)
USAGES: tuple[Usage, ...] = ("citable", "membre")
CRITERES_MAXIMUM = 2
"""More criteria would make most cells small: hiding would leave nothing to read."""

PLAN = Path(__file__).resolve().parent / "plan.toml"


@dataclass(frozen=True)
class Croisement:
    """One crossing: what splits the cases, at which grains, for whom. `cellules` is an upper bound."""

    id: str
    criteres: tuple[str, ...]
    grains: tuple[Grain, ...]
    cohortes: tuple[Cohorte, ...]
    usages: tuple[Usage, ...]
    cellules: int
    distingue_offices: bool

    @property
    def par_office(self) -> bool:
        """Whether each line of the crossing is one office."""
        return "office" in self.criteres


@dataclass(frozen=True)
class Plan:
    """Every crossing of a millésime: network tables, then private files."""

    croisements: tuple[Croisement, ...]
    prives: tuple[Croisement, ...]
    cellules_maximum: int
    sha256: str


Rule = Callable[[Croisement], bool]


@cache
def load_plan(path: Path = PLAN) -> Plan:
    """The checked plan of a file; `InternalError` names the crossing that breaks a rule."""
    content = path.read_bytes()
    declared = tomllib.loads(content.decode())
    registry = load_registry()
    plan = Plan(
        croisements=tuple(_read(entry, registry) for entry in declared["croisement"]),
        prives=tuple(_read(entry, registry) for entry in declared["prive"]),
        cellules_maximum=declared["cellules_maximum"],
        sha256=hashlib.sha256(content).hexdigest(),
    )
    _check(plan)
    return plan


def _read(entry: Mapping[str, Any], registry: Registry) -> Croisement:
    criteres = tuple(entry["criteres"])
    unknown = [name for name in criteres if name not in registry.dimensions]
    if unknown:
        raise InternalError(
            "PLAN", f"Le croisement {entry['id']} nomme «\u202f{unknown[0]}\u202f», qui n’est pas une dimension."
        )
    return Croisement(
        id=entry["id"],
        criteres=criteres,
        grains=tuple(entry["grains"]),
        cohortes=_cohorts(entry, registry),
        usages=tuple(entry.get("usages", ())),
        cellules=entry["cellules"],
        distingue_offices=any(registry.dimensions[name].portee == "office" for name in criteres),
    )


def _cohorts(entry: Mapping[str, Any], registry: Registry) -> tuple[Cohorte, ...]:
    """Those declared, or all those the registry has a measure to publish for."""
    if "cohortes" in entry:
        return tuple(entry["cohortes"])
    return tuple(cohorte for cohorte in COHORTES if published_measures(registry, cohorte, entry["criteres"]))


def _check(plan: Plan) -> None:
    faults = [
        *(fault for croisement in plan.croisements for fault in _faults(croisement, _NETWORK_RULES)),
        *(fault for croisement in plan.prives for fault in _faults(croisement, _PRIVATE_RULES)),
    ]
    for part in (plan.croisements, plan.prives):
        if len({c.id for c in part}) != len(part):
            faults.append("un croisement est déclaré deux fois")
    if sum(c.cellules * len(c.usages) for c in plan.croisements) > plan.cellules_maximum:
        faults.append(f"plus de {plan.cellules_maximum} cellules en tout")
    if faults:
        raise InternalError("PLAN", f"Le plan de publication est refusé\u202f: {faults[0]}.")


def _faults(croisement: Croisement, rules: Mapping[str, Rule]) -> list[str]:
    return [f"{croisement.id}\u202f: {rule}" for rule, broken in {**_RULES, **rules}.items() if broken(croisement)]


_RULES: Mapping[str, Rule] = {
    "l’identifiant ne suit pas les critères": lambda c: c.id != ("*".join(c.criteres) or "reseau"),
    "plus de deux critères": lambda c: len(c.criteres) > CRITERES_MAXIMUM,
    "grain inconnu": lambda c: not c.grains or bool(set(c.grains) - set(GRAINS)),
    "cohorte inconnue": lambda c: not c.cohortes or bool(set(c.cohortes) - set(COHORTES)),
    "usage inconnu": lambda c: bool(set(c.usages) - set(USAGES)),
}

_NETWORK_RULES: Mapping[str, Rule] = {
    "un croisement du réseau a un usage": lambda c: not c.usages,
    "un croisement par office n’est pas citable": lambda c: c.par_office and "citable" in c.usages,
    "un croisement par office n’a pas de grain sous l’année": lambda c: c.par_office and c.grains != ("annee",),
    "la méthode ne protège pas deux critères de saisines": lambda c: len(c.criteres) > 1 and not c.distingue_offices,
}

_PRIVATE_RULES: Mapping[str, Rule] = {
    "un fichier privé commence par le critère office": lambda c: c.criteres[:1] != ("office",),
    "un fichier privé n’a pas d’usage": lambda c: bool(c.usages),
}
