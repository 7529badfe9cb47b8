"""The ledger of one file while it is judged: which rows are already set aside, and every finding.

Takes typed columns, gives the place where rules write. A row may carry several findings; it is set aside once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.columns import Positions
from pipelines.report import Constat, Niveau
from pipelines.typed import Typed

Flags = npt.NDArray[np.bool_]


class Ledger:
    """Rows already set aside (`bad`) and the findings about them, each rule one step."""

    def __init__(self, typed: Typed) -> None:
        self.typed = typed
        self.bad: Flags = np.zeros(typed.mapped.num_rows, dtype=bool)
        self.releve = typed.releve
        self.rang: int | None = None
        """Place of the findings told one by one, when it is that of the first row of a group and not their own."""

    def set_aside(self, code: str, conseil: str, champ: str, rows: Sequence[int], values: Sequence[str] = ()) -> None:
        """Set these rows aside, one finding each; `values` are already masked."""
        self.releve.step()
        for rank, row in enumerate(rows):
            self.leave(code, conseil, champ, row, values[rank] if values else "")

    def leave(self, code: str, conseil: str, champ: str, row: int, value: str = "") -> None:
        """Set one row aside in the current step."""
        self.bad[row] = True
        self.tell(code, "ecartee", conseil, champ, row, value)

    def tell(self, code: str, niveau: Niveau, conseil: str, champ: str, row: int, value: str = "") -> None:
        """Add one finding about one row to the current step."""
        place = self.typed.mapped.rank(row) if self.rang is None else self.rang
        self.releve.add(self._write(code, niveau, conseil, champ, row, value, 1), place, "ligne")

    def tell_rows(self, code: str, niveau: Niveau, conseil: str, champ: str, rows: Positions, value: str = "") -> None:
        """Add one finding for all these rows, in their order, at the place of the first; none without rows."""
        self.releve.step()
        if len(rows):
            first = int(rows[0])
            found = self._write(code, niveau, conseil, champ, first, value, len(rows))
            self.releve.add(found, self.typed.mapped.rank(first), "lignes")

    def _write(self, code: str, niveau: Niveau, conseil: str, champ: str, row: int, value: str, nombre: int) -> Constat:
        mapped = self.typed.mapped
        return Constat(
            code,
            niveau,
            conseil,
            ligne=mapped.lignes[row].as_py(),
            feuille=mapped.feuilles[row].as_py(),
            colonne=mapped.titres.get(champ, champ),
            valeur_masquee=value,
            nombre=nombre,
        )


def valid(array: pa.Array) -> Flags:
    """Which rows hold a value."""
    found: Flags = pc.is_valid(array).to_numpy(zero_copy_only=False)
    return found
