"""Objects written on several lines whose first line is a subject picked from a list.

Takes the table of a file, gives a profile of the first lines of such columns. The other lines are never profiled, and
the source reads the first one only.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.suggest_contents import Profil, profile_column
from pipelines.suggest_evidence import weigh_labels

PART_PLUSIEURS_LIGNES = 0.5
"""Share of filled cells with a line break above which a column is one of objects on several lines."""

PART_SUJETS = 0.5
"""Share of first lines the list of subjects must explain."""


def profile_first_lines(table: pa.Table, profils: Mapping[str, Profil]) -> dict[str, Profil]:
    """Title → profile of the first lines, for the columns whose first lines are subjects."""
    found = {}
    for titre, profil in profils.items():
        column = pc.fill_null(table.column(titre), "")
        broken = pc.sum(pc.match_substring(column, "\n")).as_py() or 0
        if not profil.remplies or broken < PART_PLUSIEURS_LIGNES * profil.remplies:
            continue
        first = profile_column(pc.replace_substring_regex(column, r"(?s)\r?\n.*", ""))
        if weigh_labels(first).get("domaine", 0.0) >= PART_SUJETS:
            found[titre] = first
    return found
