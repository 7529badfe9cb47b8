"""Streamlit entry: page settings, navigation, and nothing else."""

from __future__ import annotations

import streamlit as st

from dashboard import blocks
from dashboard.views import definitions, reseau

st.set_page_config(page_title="Observatoire de la médiation territoriale", layout="wide")

page = st.navigation(
    [
        st.Page(reseau.show, title="Réseau", url_path="reseau", default=True),
        st.Page(definitions.show, title="Définitions", url_path="definitions"),
    ],
    position="top",
)
blocks.guard(page.run)
