"""What a deposit would do, told before it is made: the account, the change to the base, what must be settled first.

Takes a path, folders and options as `run.integrate_file` does, goes through the same steps, gives an `Apercu`. Nothing
is written: no lock, no key, no journal line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipelines import admission, confirmation, entrepot, registre
from pipelines.deposition import admit, resolve_with
from pipelines.errors import NothingToDo, ObservatoireError, RefusedInput, WrongCall
from pipelines.preparation import Demande, Prepare, prepare, restrict
from pipelines.privacy import has_office_key
from pipelines.report import Rapport
from pipelines.reserve import open_passage
from pipelines.resolve import Difference
from pipelines.run import Options, make_request
from pipelines.sensibilite import Etendue
from pipelines.settings import Dossiers
from pipelines.vue import Depot


@dataclass(frozen=True)
class Apercu:
    """A deposit not yet made. `difference` is None when something must be settled before it can be known."""

    rapport: Rapport
    offices: tuple[tuple[str, str], ...]
    etendues: tuple[Etendue, ...]
    portee: str
    difference: Difference | None
    demandes: tuple[ObservatoireError, ...]

    @property
    def exit_code(self) -> int:
        """0 when the deposit can be made as it is, else the code of what stops it."""
        return max((demande.exit_code for demande in self.demandes), default=0)

    def as_dict(self) -> dict[str, Any]:
        """The object `integrer --essai --json` prints: that of `verifier`, and what the base would become."""
        change = self.difference
        return {
            **self.rapport.as_dict(),
            "offices_livres": dict(self.offices),
            "portee": self.portee,
            "sensibilite": [_write_range(etendue) for etendue in _choose_moving(self.etendues)],
            "difference": write_difference(change) if change else None,
            "demandes": [
                {"code": each.code, "message": each.message, "conseil": each.conseil} for each in self.demandes
            ],
        }


def preview_file(path: Path, dossiers: Dossiers, options: Options) -> Apercu:
    """What depositing the file would do; `RefusedInput` or `NothingToDo` when nothing of it would be taken."""
    if not options.exemple:
        admission.refuse_example_file(path)
    entrepot.check_nature(dossiers, exemple=options.exemple)
    known = registre.read_registre(dossiers)
    admission.refuse_repeat(path, known, options.office)
    with open_passage(None) as passage:
        demande = make_request(dossiers, options, known, passage, exemple=options.exemple)
        ready = prepare(path, demande)
        try:
            depot = admit(ready, demande, known, exemple=options.exemple)
            difference, asked = _compare(ready, depot, dossiers, known, options, demande)
        except (RefusedInput, NothingToDo, WrongCall) as error:
            return _describe(ready, None, (error,))
        return _describe(ready, difference, asked)


def write_difference(change: Difference) -> dict[str, Any]:
    """The change of the base as the commands print it."""
    return {"ajoutees": change.ajoutees, "retirees": change.retirees, "modifiees": dict(change.modifiees)}


def _describe(ready: Prepare, difference: Difference | None, asked: Sequence[ObservatoireError]) -> Apercu:
    offices = tuple((office.cle, office.nom) for office in ready.offices)
    return Apercu(ready.rapport, offices, ready.etendues, ready.source.portee, difference, tuple(asked))


def _compare(
    ready: Prepare, depot: Depot, dossiers: Dossiers, known: registre.Registre, options: Options, demande: Demande
) -> tuple[Difference, tuple[ObservatoireError, ...]]:
    """The change, and the question a loss raises.

    An office without a key has no case in the base: a preview that made its key would have written something.
    """
    keyed = [office.cle for office in ready.offices if has_office_key(dossiers.cles, office.cle)]
    found = resolve_with(restrict(ready, keyed), depot, dossiers, known, demande)
    others = sum(count for office, count in ready.rapport.offices.items() if office not in keyed)
    change = replace(found.change, ajoutees=found.change.ajoutees + others)
    asked: tuple[ObservatoireError, ...] = ()
    if not options.confirmer:
        try:
            confirmation.ask_before_losing(*found.annees)
        except RefusedInput as error:
            asked = (error,)
    return change, asked


def _choose_moving(etendues: Sequence[Etendue]) -> list[Etendue]:
    """The figures some classification moves; of the domaines, the one it moves most."""
    moving = [etendue for etendue in etendues if etendue.bouge]
    domaines = [each for each in moving if each.code.startswith("domaine:") and each.bas is not None]
    widest = sorted(domaines, key=lambda each: ((each.bas or 0) - (each.haut or 0), each.code))[:1]
    return [each for each in moving if not each.code.startswith("domaine:")] + widest


def _write_range(etendue: Etendue) -> dict[str, Any]:
    low, high = (float(bound) if bound is not None else None for bound in (etendue.bas, etendue.haut))
    return {"code": etendue.code, "titre": etendue.titre, "bas": low, "haut": high, "lignes": etendue.libelles}
