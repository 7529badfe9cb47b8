"""Vérifier un chiffre: a reference, a quoted sentence or one of our own files, and what it has become.

Takes what the reader pastes, drops or follows from a link, draws the verdict and the sentence to quote.
"""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard import blocks, rendu_verification
from dashboard.access import Lecteur, open_reader
from dashboard.citation import cite
from dashboard.configuration import read_configuration
from dashboard.constats import Bilan, Depot
from dashboard.filters import leave_page
from dashboard.verification import read_reference, verify_text
from dashboard.verification_fichiers import TAILLE_MAXIMUM
from dashboard.verification_isolee import verify_isolated
from pipelines.errors import ObservatoireError, RefusedInput

PHRASE = (
    "Collez une référence ou une phrase, déposez un fichier\u202f: l’Observatoire dit ce que le chiffre est devenu."
)
_TEXTE, _LIEN = "om_a_verifier", "om_reference_lue"


def show() -> None:
    """The page."""
    try:
        lecteur = open_reader()
    except RefusedInput as refusal:
        blocks.draw_state("Rien à vérifier pour l’instant", refusal.message, refusal.conseil)
        return
    leave_page("verifier")
    _follow_link()
    head, result = st.container(), st.container()
    text, file = _ask()
    try:
        found = _check(text, file)
    except RefusedInput as refusal:
        found = Bilan((), refusal.message)
    with head:
        sentence = rendu_verification.say_result(found) if found and found.constats else PHRASE
        blocks.draw_headline(lecteur.millesime, "Vérifier un chiffre", sentence)
    if found:
        with result:
            st.html(rendu_verification.checks(found))
            _draw_citation(lecteur, found)


def _follow_link() -> None:
    """A permanent link fills the field once; what the reader then writes stays."""
    reference = st.query_params.get("reference", "")
    if reference and st.session_state.get(_LIEN) != reference:
        st.session_state[_LIEN] = st.session_state[_TEXTE] = reference


def _ask() -> tuple[str, bytes | None]:
    with st.form("om_verifier", border=False):
        text = st.text_area("Référence OMT ou phrase citée", key=_TEXTE, height=110)
        st.form_submit_button("Vérifier", type="primary")
    dropped = st.file_uploader(
        "Fichier exporté par l’Observatoire (CSV, XLSX ou DOCX)",
        type=["csv", "xlsx", "docx"],
        max_upload_size=TAILLE_MAXIMUM // 1_000_000,
    )
    return text or "", dropped.getvalue() if dropped else None


def _check(text: str, file: bytes | None) -> Bilan | None:
    """The dropped file first: it is what the reader did last."""
    if file is not None:
        return verify_isolated(file)
    settings = read_configuration()
    return verify_text(text, Depot(settings.publications, settings.exemple)) if text.strip() else None


def _draw_citation(lecteur: Lecteur, found: Bilan) -> None:
    """The sentence of a single reference, as its millésime published it."""
    if len(found.constats) != 1 or not found.constats[0].exacte:
        return
    settings = read_configuration()
    depot = Depot(settings.publications, settings.exemple)
    try:
        millesime, figure = read_reference(found.constats[0].reference, depot)
        citation = cite(millesime, figure, date.today(), blocks.page_address())
    except ObservatoireError:
        return
    st.html(f'<h2 class="om-citer-titre">Phrase à citer</h2>{rendu_verification.quotation(citation)}')
