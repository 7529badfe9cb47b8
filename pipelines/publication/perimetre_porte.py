"""The gate of constant perimeters: réel − constant is treated as a published cell.

Takes a published block of the whole network and the exact blocks of its constant perimeters, gives what may be
shown of each. A constant perimeter is a choice of offices, so its cells are protected like those of a crossing that
splits offices: rounded, hidden when small. On top of that a difference of 1 to 10 with the wider perimeter hides the
narrower cell, and a cell equal to that of the network is shown exactly as the network shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.indicateurs.registry import Mesure, Registry
from pipelines.publication.blocs import Bloc, Colonne, Entiers
from pipelines.publication.disclosure import CACHE, SEUILS, protect_derived, round_counts
from pipelines.publication.plan import COHORTES
from pipelines.publication.tables import cohort_measures

ECART_MINIMUM = SEUILS["citable"] + 1
"""The smallest difference between two perimeters that may be read, the same for every usage."""

Rangs = npt.NDArray[np.int64]


@dataclass
class _Chaine:
    """By measure, the last exact value readable on each line of the network, and whether the network hides it."""

    valeurs: dict[str, Entiers]
    caches: dict[str, npt.NDArray[np.bool_]]


def protect_constants(
    reel: Bloc, publie: Mapping[str, Colonne], constants: Sequence[Bloc], registry: Registry
) -> Iterator[tuple[Bloc, dict[str, Colonne]]]:
    """Each constant block as it may be read. `constants` go from the widest perimeter to the narrowest."""
    mesures = cohort_measures(registry, reel.cohorte)
    counts = [mesure for mesure in mesures if mesure.additive]
    chaine = _Chaine(
        {m.id: reel.values(m.id).copy() for m in counts}, {m.id: publie[m.id].marques == CACHE for m in counts}
    )
    for bloc in constants:
        rangs = _align(bloc, reel)
        shown = {m.id: _protect_count(m, bloc, chaine, rangs) for m in counts}
        shown |= {m.id: _protect_derived(m, bloc, shown) for m in mesures if not m.additive}
        yield bloc, {m.id: _as_network(m, bloc, shown[m.id], reel, publie[m.id], rangs) for m in mesures}


def _protect_count(mesure: Mesure, bloc: Bloc, chaine: _Chaine, rangs: Rangs) -> Colonne:
    exact = bloc.values(mesure.id)
    gap = chaine.valeurs[mesure.id][rangs] - exact
    hidden = (gap >= 1) & (gap < ECART_MINIMUM)
    hidden |= (exact >= 1) & (exact < ECART_MINIMUM)
    hidden |= chaine.caches[mesure.id][rangs]
    chaine.valeurs[mesure.id][rangs[~hidden]] = exact[~hidden]
    total = not bloc.croisement.criteres and bloc.grain == "annee" and mesure.id in COHORTES
    return Colonne(exact if total else round_counts(exact), np.where(hidden, CACHE, None).astype(object))


def _protect_derived(mesure: Mesure, bloc: Bloc, counts: Mapping[str, Colonne]) -> Colonne:
    n = mesure.n or ""
    return protect_derived(bloc.values(mesure.id), bloc.values(n), counts[n], scaled=mesure.proportionnelle)


def _as_network(mesure: Mesure, bloc: Bloc, shown: Colonne, reel: Bloc, publie: Colonne, rangs: Rangs) -> Colonne:
    """The network's own cell where the perimeter holds all of its cases: there is nothing to subtract."""
    counted = mesure.n or mesure.id
    same = bloc.values(counted) == reel.values(counted)[rangs]
    return replace(
        shown,
        valeurs=np.where(same, publie.valeurs[rangs], shown.valeurs),
        marques=np.where(same, publie.marques[rangs], shown.marques),
    )


def _align(bloc: Bloc, reel: Bloc) -> Rangs:
    """The rank in the network's block of each line of the perimeter's: its cases are all in the network."""
    ranks: Rangs = pc.index_in(_lines(bloc), value_set=_lines(reel)).to_numpy(zero_copy_only=False).astype(np.int64)
    return ranks


def _lines(bloc: Bloc) -> pa.Array:
    names = [name for name in ("periode", "valeur1", "valeur2") if name in bloc.table.column_names]
    columns = [bloc.table[name].combine_chunks().cast(pa.string()) for name in names]
    return pc.binary_join_element_wise(*columns, "\x1f")


