"""The gate of constant perimeters: réel − constant is treated as a published cell.

Takes a published block of the whole network and the exact blocks of its constant perimeters, gives what may be
shown of each. A constant perimeter is a choice of offices, so its cells are protected like those of a crossing that
splits offices: rounded, hidden when small. On top of that a difference of 1 to 10 with the wider perimeter hides the
narrower cell, and a cell equal to that of the network is shown exactly as the network shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.indicateurs.registry import Mesure, Registry
from pipelines.publication.blocs import Bloc, Colonne, Entiers
from pipelines.publication.disclosure import CACHE, SEUILS, TOTAUX, protect_derived, round_counts
from pipelines.publication.marques import mark_absent
from pipelines.publication.plan import Usage

ECART_MINIMUM = SEUILS["citable"] + 1
"""The smallest difference between two perimeters that may be read, the same for every usage."""

Colonnes = Mapping[str, Colonne]
Masque = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class _Aligne:
    """A perimeter's block beside the network's: `exact` counts by (measure, line), `rangs` its lines there."""

    bloc: Bloc
    rangs: Entiers
    exact: Entiers


def protect_constants(
    reel: Bloc, publie: Mapping[Usage, Colonnes], constants: Sequence[Bloc], registry: Registry
) -> Iterator[tuple[Usage, Bloc, dict[str, Colonne]]]:
    """Each constant block as each usage may read it. `constants` go from the widest perimeter to the narrowest."""
    if not constants:
        return
    mesures = [mesure for mesure in reel.measures(registry) if not mesure.publique]
    counts = [mesure for mesure in mesures if mesure.additive]
    if not counts:
        yield from ((usage, bloc, _open_to_all(bloc, registry)) for usage in publie for bloc in constants)
        return
    total = np.stack([reel.values(mesure.id) for mesure in counts])
    lines = _lines(reel)
    aligned = [_align(bloc, lines, counts) for bloc in constants]
    for usage, columns in publie.items():
        hidden = np.stack([columns[mesure.id].marques == CACHE for mesure in counts])
        for each, masked in zip(aligned, _hide(aligned, total, hidden), strict=True):
            shown = _show_counts(each, counts, masked)
            shown |= {m.id: _show_derived(each, m, shown) for m in mesures if not m.additive}
            yield usage, each.bloc, _complete(each, reel, columns, shown, registry)


def _align(bloc: Bloc, lines: pa.Array, counts: Sequence[Mesure]) -> _Aligne:
    """The perimeter's lines by their rank in the network's block: its cases are all in the network."""
    rangs = pc.index_in(_lines(bloc), value_set=lines).to_numpy(zero_copy_only=False).astype(np.int64)
    return _Aligne(bloc, rangs, np.stack([bloc.values(mesure.id) for mesure in counts]))


def _hide(aligned: Sequence[_Aligne], total: Entiers, hidden: Masque) -> Iterator[Masque]:
    """By perimeter, the cells that are small, or too close to the last wider cell that shows."""
    wider = total.copy()
    for each in aligned:
        gap = wider[:, each.rangs] - each.exact
        masked = (gap >= 1) & (gap < ECART_MINIMUM)
        masked |= (each.exact >= 1) & (each.exact < ECART_MINIMUM)
        masked |= hidden[:, each.rangs]
        wider[:, each.rangs] = np.where(masked, wider[:, each.rangs], each.exact)
        yield masked


def _show_counts(each: _Aligne, counts: Sequence[Mesure], masked: Masque) -> dict[str, Colonne]:
    """Counts rounded like those of a choice of offices; the network's yearly totals are exact."""
    marks = np.full(masked.shape, None, dtype=object)
    marks[masked] = CACHE
    rounded = round_counts(each.exact)
    yearly = not each.bloc.croisement.criteres and each.bloc.grain == "annee"
    return {
        mesure.id: Colonne(each.exact[rank] if yearly and mesure.id in TOTAUX else rounded[rank], marks[rank])
        for rank, mesure in enumerate(counts)
    }


def _show_derived(each: _Aligne, mesure: Mesure, counts: Colonnes) -> Colonne:
    n = mesure.n or ""
    exact = each.bloc.values(mesure.id)
    return protect_derived(exact, each.bloc.values(n), counts[n], scaled=mesure.proportionnelle)


def _complete(
    each: _Aligne, reel: Bloc, publie: Colonnes, shown: Mapping[str, Colonne], registry: Registry
) -> dict[str, Colonne]:
    """Every measure; the network's own cell where the perimeter holds all of its cases, since nothing can be subtracted."""
    columns: dict[str, Colonne] = {}
    for name, colonne in shown.items():
        counted = registry.mesures[name].n or name
        same = each.bloc.values(counted) == reel.values(counted)[each.rangs]
        columns[name] = Colonne(
            np.where(same, publie[name].valeurs[each.rangs], colonne.valeurs),
            np.where(same, publie[name].marques[each.rangs], colonne.marques),
        )
    return mark_absent(each.bloc, columns | _open_to_all(each.bloc, registry), registry)


def _open_to_all(bloc: Bloc, registry: Registry) -> dict[str, Colonne]:
    """The measures that are public knowledge (inhabitants): exact."""
    none = np.full(bloc.table.num_rows, None, dtype=object)
    return {m.id: Colonne(bloc.values(m.id), none) for m in bloc.measures(registry) if m.publique}


def _lines(bloc: Bloc) -> pa.Array:
    names = [name for name in ("periode", "valeur1", "valeur2") if name in bloc.table.column_names]
    columns = [bloc.table[name].combine_chunks().cast(pa.string()) for name in names]
    return pc.binary_join_element_wise(*columns, "\x1f")
