"""The ledger of one file while it is judged: which rows are already set aside, and every finding.

Takes typed columns, gives the place where rules write. A row may carry several findings; it is set aside once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.report import Constat, Niveau
from pipelines.typed import Typed

Flags = npt.NDArray[np.bool_]


class Ledger:
    """Rows already set aside (`bad`) and the findings about them."""

    def __init__(self, typed: Typed) -> None:
        self.typed = typed
        self.bad: Flags = np.zeros(typed.mapped.num_rows, dtype=bool)
        self.constats: list[Constat] = []

    def set_aside(self, code: str, conseil: str, champ: str, rows: Sequence[int], values: Sequence[str] = ()) -> None:
        """Set these rows aside, one finding each; `values` are already masked."""
        for rank, row in enumerate(rows):
            self.bad[row] = True
            self.tell(code, "ecartee", conseil, champ, row, values[rank] if values else "")

    def tell(
        self, code: str, niveau: Niveau, conseil: str, champ: str, row: int, value: str = "", nombre: int = 1
    ) -> None:
        """Add one finding at the place of `row`; `nombre` rows share it."""
        mapped = self.typed.mapped
        self.constats.append(
            Constat(
                code,
                niveau,
                conseil,
                ligne=mapped.lignes[row].as_py(),
                feuille=mapped.feuilles[row].as_py(),
                colonne=mapped.titres.get(champ, champ),
                valeur_masquee=value,
                nombre=nombre,
            )
        )


def valid(array: pa.Array) -> Flags:
    """Which rows hold a value."""
    found: Flags = pc.is_valid(array).to_numpy(zero_copy_only=False)
    return found
