"""What a proposition must ask, and what it must say with the findings of the file.

Takes the choices, the orders found and the table, gives French sentences. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.report import Constat
from pipelines.suggest_dates import OrdreTrouve


def ask_columns(champs: Collection[str | None]) -> list[str]:
    """The columns every file must have and this one does not show."""
    asked = []
    if "id_dossier_source" not in champs:
        asked.append("Quelle colonne donne le numéro de dossier ?")
    if "date_reception" not in champs and "annee_declaree" not in champs:
        asked.append("Quelle colonne donne la date de réception ?")
    return asked


def ask_orders(ordres: Mapping[str, OrdreTrouve]) -> list[str]:
    """The columns of days written in an order nothing proves, or with years of two figures."""
    short = [
        f"Colonne « {titre} » : {found.courts} dates ont une année à deux chiffres, lue 20xx."
        for titre, found in ordres.items()
        if found.courts
    ]
    return short + [
        f"Colonne « {titre} » : aucun jour après le 12, l’ordre jour/mois/année est supposé."
        for titre, found in ordres.items()
        if found.ambigu
    ]


def ask_rows(table: pa.Table, titre: str | None) -> list[str]:
    """Whether one row is one saisine, when the numbers of the column `titre` come back."""
    if titre is None or not table.num_rows:
        return []
    numbers = pc.fill_null(table.column(titre), "")
    filled = numbers.filter(pc.not_equal(pc.utf8_trim_whitespace(numbers), ""))
    if len(filled) - pc.count_distinct(filled).as_py() <= 0.02 * table.num_rows:
        return []
    return ['Des numéros de dossier reviennent : si une ligne est un grief, déclarez « par = "grief" » sous [lignes].']


def tell_orders(ordres: Mapping[str, OrdreTrouve]) -> tuple[Constat, ...]:
    """A supposed or unusual order is said with the file's findings, not only in the proposal."""
    found = []
    for titre, ordre in ordres.items():
        if ordre.ordre == "mja":
            message = (
                f"Dates lues mois/jour/année : {ordre.preuves} dates différentes ne se lisent qu’ainsi. Vérifiez-le."
            )
            found.append(Constat("ORDRE_MOIS_JOUR", "avertissement", message, colonne=titre))
        elif ordre.ambigu:
            message = "Aucun jour après le 12 : l’ordre jour/mois/année est supposé. Déclarez-le dans la source."
            found.append(Constat("ORDRE_SUPPOSE", "avertissement", message, colonne=titre))
    return tuple(found)
