"""Case-mix figures as columns of the office × year block: exact for the office, protected for the other members.

Takes expectations and a block, gives columns `observe_…` and `attendu_…_x1000`. For members the observed count is
rounded like any count of an office and the expected one follows it, so that their ratio, which is what is judged, stays
exact; under 11 cases neither shows.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pipelines.publication.blocs import Bloc, Colonne
from pipelines.publication.casemix import CLOTURES, STANDARDISES, Attendu, Casemix
from pipelines.publication.disclosure import CACHE, EFFECTIF_MINIMUM, SEUILS, TROP_PEU, round_counts

MESURES = (*STANDARDISES, CLOTURES)
SOMMES = frozenset({"delai_somme"})
"""Sums of days: they follow the rounded number of cases, as `delai_somme` does."""

_RIEN = Attendu(0, 0, 0)


def private_columns(bloc: Bloc, casemix: Casemix) -> Mapping[str, Colonne]:
    """The exact columns of a private block; a year without expectation is marked, hence absent from the file."""
    return _columns(bloc, casemix, protected=False)


def member_columns(bloc: Bloc, casemix: Casemix) -> Mapping[str, Colonne]:
    """The protected columns of the network's block of offices."""
    return _columns(bloc, casemix, protected=True)


def _columns(bloc: Bloc, casemix: Casemix, *, protected: bool) -> Mapping[str, Colonne]:
    if bloc.croisement.id != "office" or bloc.cohorte != "closes" or bloc.grain != "annee":
        return {}
    keys = zip(bloc.table["valeur1"].to_pylist(), bloc.table["periode"].to_pylist(), strict=True)
    lines = [casemix.get(key, {}) for key in keys]
    columns: dict[str, Colonne] = {}
    for mesure in MESURES:
        found = [line.get(mesure, _RIEN) for line in lines]
        cells = [_protect(mesure, each) if protected else _know(each) for each in found]
        marks = np.array([mark for *_, mark in cells], dtype=object)
        for rank, name in enumerate((f"observe_{mesure}", f"attendu_{mesure}_x1000")):
            columns[name] = Colonne(np.array([cell[rank] for cell in cells], dtype=np.int64), marks)
    return columns


def _know(attendu: Attendu) -> tuple[int, int, str | None]:
    return attendu.observe, attendu.attendu_x1000, None if attendu.n else TROP_PEU


def _protect(mesure: str, attendu: Attendu) -> tuple[int, int, str | None]:
    if attendu.n < EFFECTIF_MINIMUM:
        return 0, 0, TROP_PEU
    counted = attendu.n if mesure in SOMMES else attendu.observe
    if not counted:
        return 0, attendu.attendu_x1000, None
    if counted <= SEUILS["membre"]:
        return 0, 0, CACHE
    shown = int(round_counts(np.array([counted]))[0])
    return _follow(attendu.observe, shown, counted), _follow(attendu.attendu_x1000, shown, counted), None


def _follow(value: int, shown: int, counted: int) -> int:
    """The value brought from the exact count to the shown one, rounded."""
    return (2 * value * shown + counted) // (2 * counted)
