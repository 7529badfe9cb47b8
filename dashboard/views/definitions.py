"""Définitions: what each figure counts, generated from the registry, with its example worked on six rows."""

from __future__ import annotations

import streamlit as st

from dashboard import blocks, mots, rendu_definitions
from dashboard.access import open_reader
from dashboard.definitions import load_definitions
from dashboard.filters import leave_page
from dashboard.french import count
from pipelines.errors import RefusedInput

_MOTS = (
    '<section class="om-sujet"><h2>Trois mots, et la visite</h2>{mots}'
    '<p><button type="button" class="om-csv" data-om-visite>Revoir la visite guidée</button></p></section>'
)


def show() -> None:
    """The page."""
    try:
        lecteur = open_reader()
    except RefusedInput as refusal:
        blocks.draw_state("Rien à montrer pour l’instant", refusal.message, refusal.conseil)
        return
    leave_page("definitions")
    found = load_definitions(lecteur.millesime)
    sentence = f"{count(len(found), 'chiffre')}, et ce que chacun compte exactement."
    blocks.draw_headline(lecteur.millesime, "Définitions", sentence)
    blocks.draw_provenance(lecteur.millesime, lecteur.millesime.manifeste.confidentialite)
    st.html(rendu_definitions.page(found))
    st.html(_MOTS.format(mots=mots.explain(" ".join(mot.nom for mot in mots.MOTS))))
