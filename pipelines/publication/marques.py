"""The marks a cell may carry instead of a number, and the two that say there is nothing to count.

Takes a block and its protected columns, gives the same columns where « not recorded » and « no object » replace a 0 that
would be read as nobody. It hides nothing: that is the gate's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from pipelines.indicateurs.registry import Registry
from pipelines.publication.blocs import Bloc, Colonne
from pipelines.publication.socle import CONNUE

Masque = npt.NDArray[np.bool_]

CACHE = "c"
"""A count is hidden."""

TROP_PEU = "trop peu"
"""The count is shown, what is derived from it is not."""

NON_RENSEIGNE = "n.d."
"""The information is not recorded: a 0 would say that it is, and that nobody is there."""

SANS_OBJET = "—"
"""The question does not apply (the refusals of an office that refuses nothing)."""


def mark_absent(bloc: Bloc, colonnes: Mapping[str, Colonne], registry: Registry) -> dict[str, Colonne]:
    """The columns with « — » where a measure has no object and « n.d. » where what it counts is never recorded."""
    some = _some_cases(bloc)
    marked = {name: _mark(bloc, registry, name, colonne, some) for name, colonne in colonnes.items()}
    if CONNUE not in bloc.table.column_names:
        return marked
    unknown = bloc.values(CONNUE) == 0
    return {name: _with_mark(colonne, unknown, NON_RENSEIGNE) for name, colonne in marked.items()}


def _mark(bloc: Bloc, registry: Registry, name: str, colonne: Colonne, some: Masque) -> Colonne:
    mesure = registry.mesures.get(name)
    if mesure is None or not mesure.appuis:
        return colonne
    empty = (bloc.values(mesure.id) == 0) & some
    if mesure.renseigne:
        colonne = _with_mark(colonne, empty & (bloc.values(mesure.renseigne) == 0), NON_RENSEIGNE)
    if mesure.objet:
        without = empty & (bloc.values(mesure.objet) == 0)
        told = registry.mesures[mesure.objet].renseigne
        if told:
            without &= bloc.values(told) > 0
        colonne = _with_mark(colonne, without, SANS_OBJET)
    return colonne


def _some_cases(bloc: Bloc) -> Masque:
    """The lines that count someone: of an office nobody wrote to, every count is 0, and that is known."""
    if bloc.cohorte not in bloc.table.column_names:
        return np.ones(bloc.table.num_rows, dtype=bool)
    some: Masque = bloc.values(bloc.cohorte) > 0
    return some


def _with_mark(colonne: Colonne, where: Masque, mark: str) -> Colonne:
    marques = colonne.marques.copy()
    marques[where] = mark
    return replace(colonne, marques=marques)
