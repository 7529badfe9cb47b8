"""The parts of Mon office that are no chart: the comparison with its peers, what is adjusted, the lines of its own files.

Takes a `Regard` and the parameters of its downloads, draws. It computes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import blocks, mon_office_ajuste, passeport, rendu, rendu_mon_office
from dashboard.documents.csv import name_file
from dashboard.documents.office import name_object
from dashboard.mon_office import Regard, say_survival
from dashboard.mon_office_pairs import (
    build_comparisons,
    find_pairs,
    say_method,
    say_pairs,
    say_refusal,
    tabulate_pairs,
)
from dashboard.mon_office_stock import list_overdue, read_stock, say_files
from dashboard.mon_office_verdicts import build_verdicts
from dashboard.pairs import LIBELLES, POIDS

CRITERES = "mo_criteres"
"""Key of the widget that keeps or drops a criterion."""


def export_address(regard: Regard, objet: str, query: Mapping[str, str], extension: str = "csv") -> str:
    """Where a file of the page is."""
    name = name_file(name_object(regard, objet), regard.annee, regard.millesime.id, extension)
    return rendu.link(f"{blocks.EXPORT}/{name}", {"objet": objet, **query})


def draw_comparison(regard: Regard, query: Mapping[str, str]) -> None:
    """The office beside its peers, and why these."""
    pairs = find_pairs(regard)
    if refusal := say_refusal(regard, pairs):
        blocks.draw_state("Pas de comparaison", refusal)
        return
    lines = build_comparisons(regard, pairs, build_verdicts(regard, pairs))
    legend = f"Votre office et vos pairs en {regard.annee}"
    st.html(rendu_mon_office.comparison(lines, legend, export_address(regard, "comparaison", query)))
    with st.expander(say_pairs(pairs)):
        st.pills(
            "Critères retenus",
            list(POIDS),
            selection_mode="multi",
            format_func=lambda name: LIBELLES[name],
            key=CRITERES,
        )
        address = export_address(regard, "pairs", query)
        st.html(rendu_mon_office.peers(say_method(pairs), pairs.reserves, tabulate_pairs(pairs), address))


def draw_lists(regard: Regard, section: str, query: Mapping[str, str]) -> None:
    """What stands under the charts of a section."""
    drawers = {
        "comparaison": _draw_adjusted,
        "delais": _draw_survival,
        "stock": _draw_overdue,
        "qualite": _draw_passport,
    }
    if section in drawers:
        drawers[section](regard, query)


def _draw_survival(regard: Regard, _: Mapping[str, str]) -> None:
    if said := say_survival(regard):
        st.html(rendu_mon_office.block("En comptant les dossiers encore ouverts", said, None))


def _draw_adjusted(regard: Regard, query: Mapping[str, str]) -> None:
    pairs = find_pairs(regard)
    lines = mon_office_ajuste.build_adjusted(regard, build_verdicts(regard, pairs))
    if not lines:
        blocks.draw_state("Rien à ajuster", "Trop peu de dossiers pour calculer ce que le réseau en aurait fait.")
        return
    said = (mon_office_ajuste.EXPLICATION, mon_office_ajuste.say_adjusted(lines))
    table, address = mon_office_ajuste.tabulate(lines), export_address(regard, "ajuste", query)
    st.html(rendu_mon_office.block("À domaines et canaux égaux", said, table, address))


def _draw_overdue(regard: Regard, query: Mapping[str, str]) -> None:
    stock = read_stock(regard)
    if not stock.total:
        blocks.draw_state("Rien en cours", "Aucune saisine n’était en cours à votre dernier dépôt.")
        return
    table = list_overdue(stock)
    title = "Saisines en cours depuis plus de 90 jours"
    address = export_address(regard, "dossiers", query) if table.lignes else ""
    st.html(rendu_mon_office.block(title, say_files(stock), table if table.lignes else None, address))


def _draw_passport(regard: Regard, query: Mapping[str, str]) -> None:
    fields, faults = passeport.list_fields(regard), passeport.list_faults(regard)
    said = (passeport.say_passport(fields, faults), passeport.say_shared(regard))
    table = passeport.tabulate_faults(faults) if faults else None
    address = export_address(regard, "constats", query) if faults else ""
    st.html(rendu_mon_office.block("Ce que vos fichiers ont à corriger", said, table, address))
    if fields:
        title = f"Champs renseignés, saisines reçues en {regard.annee}"
        address = export_address(regard, "completude", query)
        st.html(rendu_mon_office.block(title, (), passeport.tabulate_fields(fields), address))
