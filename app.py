"""Streamlit entry: page settings, navigation, and nothing else."""

from __future__ import annotations

import streamlit as st

from dashboard import blocks
from dashboard.views import definitions, deposer, journal, mon_office, note, qualite, reseau, verifier

st.set_page_config(page_title="Observatoire de la médiation territoriale", layout="wide")

page = st.navigation(
    [
        st.Page(reseau.show, title="Réseau", url_path="reseau", default=True),
        st.Page(mon_office.show, title="Mon office", url_path="mon-office"),
        st.Page(deposer.show, title="Déposer un export", url_path="deposer"),
        st.Page(note.show, title="Note parlementaire", url_path="note"),
        st.Page(verifier.show, title="Vérifier un chiffre", url_path="verifier"),
        st.Page(qualite.show, title="Qualité et couverture", url_path="qualite"),
        st.Page(definitions.show, title="Définitions", url_path="definitions"),
        st.Page(journal.show, title="Journal", url_path="journal"),
    ],
    position="top",
)
blocks.guard(page.run)
