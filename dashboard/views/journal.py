"""Journal: who deposited, withdrew and published, when, for the board; incident numbers resolve here.

Takes the visitor and the journal of this host, draws the page. It opens no base.
"""

from __future__ import annotations

import streamlit as st

from dashboard import blocks, rendu_journal
from dashboard.access import Lecteur, open_reader
from dashboard.filters import leave_page
from dashboard.journal_lu import ACTIONS, Journal, open_journal, say_chain, say_headline
from pipelines.errors import RefusedInput
from pipelines.settings import read_dossiers

LIGNES_MAXIMUM = 200
"""The page shows the latest; the command `observatoire journal` gives them all."""

_TOUT = ""


def show() -> None:
    """The page."""
    try:
        lecteur = open_reader()
    except RefusedInput as refusal:
        blocks.draw_state("Rien à montrer pour l’instant", refusal.message, refusal.conseil)
        return
    leave_page("journal")
    if lecteur.profil.nom != "bureau":
        blocks.draw_headline(lecteur.millesime, "Journal", "Le journal est réservé au bureau.")
        blocks.draw_state("Rien à montrer ici", "Le journal dit qui a déposé, retiré et publié.", "")
        return
    _draw(lecteur, open_journal(read_dossiers().journal))


def _draw(lecteur: Lecteur, journal: Journal) -> None:
    blocks.draw_headline(lecteur.millesime, "Journal", say_headline(journal), say_chain(journal))
    if journal.chaine == "absente":
        blocks.draw_state(
            "Le journal est ailleurs",
            "Cette machine ne sert que des millésimes publiés\u202f: le journal reste là où se font les dépôts.",
            "Sur la machine des dépôts, tapez «\u202fobservatoire journal\u202f».",
        )
        return
    if journal.chaine == "rompue":
        blocks.draw_state(
            "La chaîne du journal est rompue",
            journal.faute,
            "Rien n’est montré tant que la chaîne ne tient pas. Restaurez le fichier depuis une sauvegarde.",
        )
        return
    _draw_events(journal)


def _draw_events(journal: Journal) -> None:
    kinds = [_TOUT, *(code for code in ACTIONS if any(ligne.action == code for ligne in journal.lignes))]
    with st.container(horizontal=True, key="om-filtres-journal"):
        kind = st.selectbox("Événements", kinds, format_func=lambda code: ACTIONS.get(code, "Tous"), key="jo_action")
        number = _ask_incident(journal)
    found = journal.find_incident(number)
    if found:
        st.html(rendu_journal.incident(found))
    chosen = [ligne for ligne in journal.lignes if kind in (_TOUT, ligne.action)]
    st.html(rendu_journal.events(chosen[:LIGNES_MAXIMUM]))


def _ask_incident(journal: Journal) -> str:
    """The number chosen, or the one a link names."""
    numbers = [ligne.numero for ligne in journal.lignes if ligne.numero]
    if not numbers:
        return _TOUT
    asked = journal.find_incident(st.query_params.get("incident", ""))
    if asked and "jo_incident" not in st.session_state:
        st.session_state["jo_incident"] = asked.numero
    chosen = st.selectbox("Numéro d’incident", [_TOUT, *numbers], format_func=_name_number, key="jo_incident")
    return str(chosen or _TOUT)


def _name_number(number: str) -> str:
    return number or "Aucun"
