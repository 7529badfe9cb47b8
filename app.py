"""Streamlit entry: page settings, navigation, and nothing else."""

from __future__ import annotations

import streamlit as st

from dashboard import blocks
from dashboard.views import accessibilite, definitions, deposer, journal, mon_office, note, qualite, reseau, verifier

PAGES = [
    st.Page(reseau.show, title="Réseau", url_path="reseau", default=True),
    st.Page(mon_office.show, title="Mon office", url_path="mon-office"),
    st.Page(deposer.show, title="Déposer un export", url_path="deposer"),
    st.Page(note.show, title="Note parlementaire", url_path="note"),
    st.Page(verifier.show, title="Vérifier un chiffre", url_path="verifier"),
    st.Page(qualite.show, title="Qualité et couverture", url_path="qualite"),
    st.Page(definitions.show, title="Définitions", url_path="definitions"),
    st.Page(journal.show, title="Journal", url_path="journal"),
    st.Page(accessibilite.show, title="Accessibilité", url_path="accessibilite", visibility="hidden"),
]

page = st.navigation(PAGES, position="top")
st.set_page_config(page_title=f"{page.title} — Observatoire de la médiation territoriale", layout="wide")
blocks.guard(page.run)
blocks.draw_foot({each.url_path: each.title for each in PAGES})
