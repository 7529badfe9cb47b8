"""What a deposit would lose, asked before it is written.

Takes the saisines of its offices before and after, raises when more than half of a year would go without the person
having said so, or when two exports of one day disagree and nothing says which is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.errors import ConfirmationNeeded, RefusedInput
from pipelines.resolve import Apports, compare, resolve
from pipelines.vue import Depot

Annees = Mapping[tuple[str, int], int]
"""Cases by office and year of reception."""

MOITIE_MINIMUM = 4
"""A year with fewer cases than this can lose half of them by one correction: no confirmation is asked below."""


def ask_before_losing(before: Annees, after: Annees) -> None:
    """Refuse a deposit after which a year of an office has less than half of its cases."""
    for (office, year), count in sorted(before.items()):
        kept = after.get((office, year), 0)
        if count >= MOITIE_MINIMUM and kept * 2 < count:
            raise ConfirmationNeeded(
                "PERTE_A_CONFIRMER",
                f"Ce dépôt ferait passer l’année {year} de {office} de {count} à {kept} saisines.",
                "Vérifiez que l’export est complet ; s’il l’est, ajoutez --confirmer.",
            )


def refuse_same_day(rows: pa.Table, depots: Sequence[Depot], depot: Depot, apports: Apports | None = None) -> None:
    """Refuse a deposit that contradicts another of the same extract date: neither is the latest.

    Taking the last arrived would make the base depend on the order of arrival.
    """
    rivals = [d.id for d in depots if d.date_arrete == depot.date_arrete and set(d.offices) & set(depot.offices)]
    if not rivals:
        return
    every = [*depots, depot]
    first, last = (resolve(rows, every, {depot.id: place}, apports) for place in (-1, 1))
    change = compare(first, last)
    if change.ajoutees or change.retirees or change.modifiees:
        raise RefusedInput(
            "MEME_ARRETE",
            f"Un autre export arrêté au {depot.date_arrete:%d/%m/%Y} est déjà déposé ({', '.join(rivals)}) et dit autre chose.",
            f"Si celui-ci le corrige, annulez d’abord l’ancien : observatoire annuler {rivals[0]}.",
        )


def count_by_year(saisines: pa.Table) -> Counter[tuple[str, int]]:
    """The dated cases of each office and year."""
    if not saisines.num_rows:
        return Counter()
    years = pa.table({"office": saisines["office_id"], "annee": pc.year(saisines["date_reception"])})
    counted = years.group_by(["office", "annee"]).aggregate([([], "count_all")])
    found = {(row["office"], row["annee"]): row["count_all"] for row in counted.to_pylist() if row["annee"] is not None}
    return Counter(found)
