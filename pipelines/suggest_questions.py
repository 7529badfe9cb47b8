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


def ask_office(titres: Mapping[str, str], *, a_confirmer: bool) -> list[str]:
    """Whether the column of names says whose case it is (`titres`: field → title).

    Asked of an office that nothing but its names shows (`a_confirmer`), and of towns beside no other part of an address.
    """
    office, ville = titres.get("collectivite"), titres.get("commune_requerant")
    if office and a_confirmer:
        return [
            f"Colonne « {office} » : prise pour l’office de chaque ligne. Est-ce bien l’office,"
            " et non la commune du requérant ou la collectivité mise en cause ?"
        ]
    if ville is None or office or not titres.keys().isdisjoint(_ADRESSE):
        return []
    return [
        f"Colonne « {ville} » : si elle nomme l’office de chaque ligne et non la commune du requérant,"
        " déclarez-la « collectivite », avec « colonne = true » sous [office]."
    ]


_ADRESSE = ("code_postal_requerant", "departement_requerant", "pays_requerant")


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


def ask_numbers(titres: Collection[str]) -> list[str]:
    """The columns whose days are written as numbers: recognised, but never read as dates."""
    return [
        f"Colonne « {titre} » : les dates y sont des nombres, qui ne sont pas lus comme des dates."
        " Mettez la colonne au format date et refaites l’export."
        for titre in titres
    ]


def ask_rows(table: pa.Table, titre: str | None, feuilles: pa.ChunkedArray) -> list[str]:
    """Whether one row is one saisine, when the numbers of the column `titre` come back in a sheet or between sheets."""
    if titre is None or not table.num_rows:
        return []
    numbers = pc.fill_null(table.column(titre), "")
    filled = numbers.filter(pc.not_equal(pc.utf8_trim_whitespace(numbers), ""))
    if len(filled) - pc.count_distinct(filled).as_py() <= 0.02 * table.num_rows:
        return []
    if _repeats_between_sheets(numbers, feuilles):
        return [
            "Des numéros de dossier reviennent d’une feuille à l’autre : si la dernière feuille compte,"
            ' déclarez « entre_feuilles = "derniere" » sous [lignes].'
        ]
    return ['Des numéros de dossier reviennent : si une ligne est un grief, déclarez « par = "grief" » sous [lignes].']


def _repeats_between_sheets(numbers: pa.ChunkedArray, feuilles: pa.ChunkedArray) -> bool:
    """Whether no number is met twice in one sheet of a workbook of several."""
    names = pc.fill_null(feuilles, "")
    if pc.count_distinct(names).as_py() <= 1:
        return False
    filled = pc.not_equal(pc.utf8_trim_whitespace(numbers), "")
    pairs = pc.binary_join_element_wise(names.filter(filled), numbers.filter(filled), "\t")
    return bool(pc.count_distinct(pairs).as_py() == len(pairs))


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
