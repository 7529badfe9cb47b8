"""Qualité et couverture: who has delivered, how much of the network that is, what limits the release.

Takes the visitor, draws the page. It shows names to members only.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard import blocks, phrases, qualite, rendu, rendu_qualite
from dashboard.access import Lecteur, open_reader
from dashboard.filters import leave_page
from pipelines.errors import RefusedInput


def show() -> None:
    """The page."""
    try:
        lecteur = open_reader()
    except RefusedInput as refusal:
        blocks.draw_state("Rien à montrer pour l’instant", refusal.message, refusal.conseil)
        return
    leave_page("qualite")
    millesime = lecteur.millesime
    year = millesime.manifeste.periode_principale
    coverage = phrases.say_coverage(millesime, year, None)
    blocks.draw_headline(millesime, "Qualité et couverture", qualite.say_headline(millesime), coverage)
    st.html(rendu.release_header(phrases.say_release(millesime), millesime.manifeste.confidentialite, ""))
    _draw_reserves(millesime.manifeste.reserves)
    st.html(f'<h2 class="om-titre">Couverture de {escape(year)}, par type</h2>')
    st.html(rendu.table(qualite.build_coverage(millesime), "Communes, départements et régions se recouvrent"))
    _draw_names(lecteur, year)


def _draw_reserves(reserves: tuple[str, ...]) -> None:
    lines = "".join(f"<li>{escape(text)}</li>" for text in reserves) or "<li>Aucune réserve.</li>"
    st.html(f'<section class="om-savoir"><h2>Réserves de ce millésime</h2><ul>{lines}</ul></section>')


def _draw_names(lecteur: Lecteur, year: str) -> None:
    millesime = lecteur.millesime
    if not qualite.sees_names(lecteur.profil):
        st.html('<h2 class="om-titre">Livraisons, par année</h2>')
        st.html(rendu.table(qualite.build_history(millesime), "Offices qui ont livré l’année entière"))
        st.html(rendu.greyed("Le détail par office est réservé aux membres du réseau."))
        return
    late = qualite.list_reminders(millesime, lecteur.profil)
    if late and lecteur.profil.nom == "bureau":
        st.html(rendu_qualite.reminders(late, *qualite.write_reminder(millesime), year))
    st.html('<h2 class="om-titre">Livraisons, office par office</h2>')
    groups = qualite.build_matrix(millesime, lecteur.profil)
    if groups:
        st.html(rendu_qualite.matrix(groups, qualite.list_years(millesime)))
    else:
        blocks.draw_state("Aucune année terminée", "La matrice se remplit à la fin de la première année couverte.")
