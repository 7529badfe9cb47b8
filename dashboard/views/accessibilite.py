"""Accessibilité: the state of conformity as we know it, what was looked at and how, what is not reachable, whom to tell.

Takes the committed audit and the server's settings, draws the page. It opens no release: it is there on an empty server.
"""

from __future__ import annotations

import streamlit as st

from dashboard import accessibilite, rendu, rendu_accessibilite
from dashboard.configuration import read_configuration
from dashboard.filters import leave_page


def show() -> None:
    """The page."""
    leave_page("accessibilite")
    audit = accessibilite.load_audit()
    avis = accessibilite.judge_all(audit)
    st.html(rendu.headline("Accessibilité", accessibilite.say_headline(avis), ""))
    st.html(rendu_accessibilite.statement(audit) + rendu_accessibilite.summary(avis))
    st.html(rendu_accessibilite.criteria(avis))
    st.download_button(
        "Télécharger les résultats de l’outil (JSON)",
        accessibilite.AUDIT.read_bytes(),
        f"accessibilite-{audit.jour.isoformat()}.json",
        "application/json",
        on_click="ignore",
    )
    st.html(rendu_accessibilite.contact(read_configuration().contact))
