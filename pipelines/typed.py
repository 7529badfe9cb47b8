"""What normalisation builds: typed columns, the cells that could not be read, what the export itself corrupted.

Takes nothing, gives the records shared by the field readers and by the rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from pipelines.columns import Positions
from pipelines.mapping import Mapped
from pipelines.releve import Releve, settle
from pipelines.report import Constat, Niveau


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
    releve: Releve = field(default_factory=Releve)
    alteres: dict[str, Positions] = field(default_factory=dict)

    @property
    def constats(self) -> tuple[Constat, ...]:
        """What normalisation found, in its order."""
        return settle(self.releve.entrees)

    def tell(self, code: str, conseil: str, champ: str, positions: Positions, valeur: str = "", cite: str = "") -> None:
        """Add one warning for all these rows, quoting the first line; none, and yet a step, without rows."""
        self.releve.step()
        if not len(positions):
            return
        first = int(np.min(positions))
        constat = Constat(
            code,
            "avertissement",
            conseil,
            ligne=self.mapped.lignes[first].as_py(),
            feuille=self.mapped.feuilles[first].as_py(),
            colonne=self.mapped.titres.get(champ, champ),
            valeur_masquee=valeur,
            nombre=len(positions),
        )
        self.releve.add(constat, self.mapped.rank(first), "lignes", cite)

    def tell_file(self, code: str, niveau: Niveau, message: str) -> None:
        """Add what is true of the file as a whole."""
        self.releve.step()
        self.releve.add(Constat(code, niveau, message), 0, "fichier")
