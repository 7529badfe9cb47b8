"""Réseau: how the network's activity moves, where and why. The sentence first, then five figures, then sections.

Takes the visitor and the selection, draws the page. Only the opened section is computed.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import blocks, contenu, phrases, rendu
from dashboard.access import Lecteur, link_query, open_reader, page_query
from dashboard.contenu import Carte, Lecture
from dashboard.filters import ONGLETS, draw_bar, draw_territory, keep_selection, read_selection, say_unavailable
from dashboard.selection import SECTIONS, Selection, write_query
from dashboard.suites import list_next
from dashboard.views import reseau_offices
from pipelines.errors import RefusedInput


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
        _draw_head(lecture, cards[0])
    query = link_query(lecteur, write_query(selection, lecteur.millesime))
    blocks.draw_cards(lecteur.millesime, cards, query)
    keep_selection(lecteur, selection)
    _draw_next(lecteur, selection)
    _draw_sections(lecture, query)


def _draw_head(lecture: Lecture, first: Carte) -> None:
    millesime, selection = lecture.millesime, lecture.selection
    if first.figure is not None:
        sentence = phrases.say_headline(first.figure, first.evolution)
        blocks.draw_headline(millesime, "Réseau", sentence, contenu.say_why(lecture, first))
    coverage = phrases.say_coverage(millesime, selection.periode, selection.type)
    words = phrases.say_filters(millesime, selection.periode, selection.filtres, selection.perimetre)
    blocks.draw_provenance(millesime, coverage, words)


def _draw_next(lecteur: Lecteur, selection: Selection) -> None:
    """The note for the meeting on what is read, the offices that are late."""
    steps = list_next(lecteur.millesime, selection, lecteur.profil)
    if steps:
        st.html(rendu.next_steps([(each.texte, rendu.link(each.page, page_query(each.query))) for each in steps]))


def _draw_sections(lecture: Lecture, query: Mapping[str, str]) -> None:
    tabs = st.tabs(list(SECTIONS.values()), key=ONGLETS, on_change="rerun")
    for code, tab in zip(SECTIONS, tabs, strict=True):
        if tab.open:
            with tab:
                _draw_section(lecture, code, query)


def _draw_section(lecture: Lecture, section: str, query: Mapping[str, str]) -> None:
    if section == "offices":
        reseau_offices.draw(lecture)
        return
    if section == "territoire":
        draw_territory(lecture.selection)
    if wanted := contenu.CARTES.get(section):
        blocks.draw_cards(lecture.millesime, contenu.build_cards(lecture, wanted), query)
    for part in contenu.build_section(lecture, section):
        if isinstance(part, contenu.Absence):
            blocks.draw_state(part.titre, part.phrase, part.conseil)
        else:
            blocks.draw_chart(lecture.millesime, part, lecture.selection.periode, query)
