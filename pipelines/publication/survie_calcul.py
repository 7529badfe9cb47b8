"""The delay curves of every group, exact, as integers: counts, probabilities in millionths, days.

Takes the tables `cas`, `offices`, `calendrier` and `suivi_…` of an engine, gives one `Lot` per crossing and view. Every
figure comes from the SQL of `sql/survie_*.sql`; here rows only become arrays. It decides nothing about what may be shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.publication.blocs import Entiers
from pipelines.publication.engine import Engine
from pipelines.publication.survie_preparation import GRILLE, ISSUES, QUARTILES, VUES

SQL = Path(__file__).resolve().parent / "sql"

ETAPES = ("jours", "offices", "cellules", "groupes", "points", "courbes")
"""Statements whose result the next one reads."""

CROISEMENTS = ("famille", "office", "reseau", "type")
"""The crossings `survie_cellules.sql` builds."""

INDEFINI = -1
"""Stands for what is not defined: a limit before any closure, a quartile that is not reached."""

_PARTS = ("part", "part_bas", "part_haut", *(f"part_{rank}" for rank in range(1, len(ISSUES) + 1)))
_CUMULS = tuple(f"cumul_{rank}" for rank in range(1, len(ISSUES) + 1))


@dataclass(frozen=True)
class Lot:
    """The curves of one crossing and view, one line per group, sorted by period then value.

    By line: `suivis`, `clos`, `somme`, `mediane_x2`, and `compte`, whether the network shows it. By line and day of the
    grid: `risque`, `cumul`, and `parts` (closed, its two limits, then each outcome) first. `cumuls`: outcome, line, day.
    `quartiles`: day, its limits and the number at risk, by quartile and line.
    """

    croisement: str
    vue: str
    periodes: npt.NDArray[np.object_]
    valeurs: npt.NDArray[np.object_]
    compte: Entiers
    suivis: Entiers
    clos: Entiers
    somme: Entiers
    mediane_x2: Entiers
    risque: Entiers
    cumul: Entiers
    cumuls: Entiers
    parts: Entiers
    quartiles: Entiers

    @property
    def ouverts(self) -> Entiers:
        """Cases still open when they ceased to be followed."""
        return self.suivis - self.clos

    def keep(self, lines: npt.NDArray[Any]) -> Lot:
        """The same lot with these lines only, in this order."""
        flat = ("periodes", "valeurs", "compte", "suivis", "clos", "somme", "mediane_x2", "risque", "cumul")
        arrays: dict[str, Any] = {name: getattr(self, name)[lines] for name in flat}
        arrays |= {name: getattr(self, name)[:, lines] for name in ("cumuls", "parts", "quartiles")}
        return replace(self, **arrays)


def read_sql(nom: str) -> str:
    """The text of a statement of this module."""
    return (SQL / f"survie_{nom}.sql").read_text(encoding="utf-8")


def compute_curves(engine: Engine) -> None:
    """The tables `suivi_<step>`, from the cases to one row per group and day."""
    for step in ETAPES:
        engine.materialise(f"suivi_{step}", read_sql(step))


def read_lots(engine: Engine) -> Iterator[Lot]:
    """Every crossing and view that has a group, in the order of their names."""
    grille, quartiles, effectifs = engine.query_all(read_sql(nom) for nom in ("grille", "quartiles", "effectifs"))
    whole = _assemble(_sort(grille, "jour"), _sort(quartiles, "quartile"), groupes := _sort(effectifs))
    croisements, vues = (groupes[name].to_numpy() for name in ("croisement", "vue"))
    for croisement in CROISEMENTS:
        for vue in VUES:
            lines = (croisements == croisement) & (vues == vue)
            if lines.any():
                yield replace(whole.keep(lines), croisement=croisement, vue=vue)


def _sort(table: pa.Table, *rest: str) -> pa.Table:
    return table.sort_by([(name, "ascending") for name in ("groupe", *rest)])


def _assemble(grille: pa.Table, quartiles: pa.Table, effectifs: pa.Table) -> Lot:
    """All lines of the three tables, which hold the same groups: the grid has all its days, every quartile a row."""
    days, ranks = len(GRILLE), [sorted(QUARTILES).index(name) for name in QUARTILES]
    by_quartile = [_integers(quartiles, name).reshape(-1, len(QUARTILES)) for name in ("jour", "bas", "haut", "risque")]
    return Lot(
        croisement="",
        vue="",
        periodes=effectifs["periode"].to_numpy(),
        valeurs=effectifs["valeur1"].to_numpy(),
        **{name: _integers(effectifs, name) for name in ("compte", "suivis", "clos", "somme", "mediane_x2")},
        **{name: _integers(grille, name).reshape(-1, days) for name in ("risque", "cumul")},
        cumuls=np.stack([_integers(grille, name).reshape(-1, days) for name in _CUMULS]),
        parts=np.stack([_integers(grille, name).reshape(-1, days) for name in _PARTS]),
        quartiles=np.stack(by_quartile, axis=-1).transpose(1, 0, 2)[ranks],
    )


def _integers(table: pa.Table, name: str) -> Entiers:
    column: Entiers = table[name].fill_null(INDEFINI).to_numpy().astype(np.int64)
    return column
