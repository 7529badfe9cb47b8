"""What normalisation builds: typed columns, the cells that could not be read, what the export itself corrupted.

Takes nothing, gives the records shared by the field readers and by the rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from pipelines.columns import Positions
from pipelines.mapping import Mapped
from pipelines.report import Constat


@dataclass(frozen=True)
class Faute:
    """Cells of one field that share a fault: `positions` are row positions in the mapped table."""

    champ: str
    code: str
    valeur_masquee: str
    positions: Positions


@dataclass
class Typed:
    """Typed columns under construction; `alteres` says by field which rows the export corrupted beyond reading."""

    mapped: Mapped
    colonnes: dict[str, pa.Array] = field(default_factory=dict)
    fautes: list[Faute] = field(default_factory=list)
    constats: list[Constat] = field(default_factory=list)
    alteres: dict[str, Positions] = field(default_factory=dict)

    def tell(self, code: str, conseil: str, champ: str, positions: Positions, valeur: str = "") -> None:
        """Add one warning for all these rows, quoting the first line."""
        if not len(positions):
            return
        first = int(np.min(positions))
        self.constats.append(
            Constat(
                code,
                "avertissement",
                conseil,
                ligne=self.mapped.lignes[first].as_py(),
                feuille=self.mapped.feuilles[first].as_py(),
                colonne=self.mapped.titres.get(champ, champ),
                valeur_masquee=valeur,
                nombre=len(positions),
            )
        )
