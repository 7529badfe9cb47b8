"""Réseau: how the network's activity moves, where and why. The sentence first, then five figures, then sections.

Takes the visitor and the selection, draws the page. Only the opened section is computed.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import blocks, contenu, phrases, rendu
from dashboard.access import Lecteur, link_query, open_reader
from dashboard.contenu import Carte, Lecture
from dashboard.filters import ONGLETS, draw_bar, keep_selection, read_selection, say_unavailable
from dashboard.selection import SECTIONS, Selection, write_query
from pipelines.errors import RefusedInput, WrongCall


def show() -> None:
    """The page."""
    try:
        lecteur = open_reader()
    except RefusedInput as refusal:
        blocks.draw_state("Rien à montrer pour l’instant", refusal.message, refusal.conseil)
        return
    selection = read_selection(lecteur)
    head = st.container()
    selection = draw_bar(lecteur, selection)
    if reason := say_unavailable(lecteur, selection):
        st.html(rendu.greyed(reason))
    lecture = Lecture(lecteur.millesime, selection, lecteur.profil)
    cards = contenu.build_cards(lecture)
    with head:
        _draw_head(lecteur, selection, cards[0])
    query = link_query(lecteur, write_query(selection, lecteur.millesime))
    blocks.draw_cards(lecteur.millesime, cards, query)
    keep_selection(lecteur, selection)
    _draw_sections(lecture, query)


def _draw_head(lecteur: Lecteur, selection: Selection, first: Carte) -> None:
    millesime, periode = lecteur.millesime, selection.periode
    if first.figure is not None:
        sentence = phrases.say_headline(first.figure, first.evolution)
        blocks.draw_headline(millesime, "Réseau", sentence, phrases.say_perimeter(first.figure, first.evolution))
    coverage = phrases.say_coverage(millesime, periode, selection.type)
    words = phrases.say_filters(millesime, periode, selection.filtres, selection.perimetre)
    blocks.draw_provenance(millesime, coverage, words)


def _draw_sections(lecture: Lecture, query: Mapping[str, str]) -> None:
    tabs = st.tabs(list(SECTIONS.values()), key=ONGLETS, on_change="rerun")
    for code, tab in zip(SECTIONS, tabs, strict=True):
        if tab.open:
            with tab:
                _draw_section(lecture, code, query)


def _draw_section(lecture: Lecture, section: str, query: Mapping[str, str]) -> None:
    try:
        charts = contenu.build_section(lecture, section)
    except WrongCall as refusal:
        blocks.draw_state("Pas de répartition pour cette sélection", refusal.message, refusal.conseil)
        return
    if section == "delais":
        blocks.draw_cards(lecture.millesime, contenu.build_cards(lecture, contenu.DELAIS), query)
    for chart in charts:
        blocks.draw_chart(lecture.millesime, chart, lecture.selection.periode, query)
