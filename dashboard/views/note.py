"""Note parlementaire: choose a question, a territory and a period, read one page, take it away.

Takes the choices of the reader, kept in the URL, draws the note and its files. Only quotable figures enter it, whoever
reads.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard import blocks, libelles, periodes, rendu_verification
from dashboard.access import Lecteur, link_query, open_reader, read_view, write_view
from dashboard.documents.csv import name_file
from dashboard.documents.demande import CHIFFRES, QUESTIONS, Demande, Note
from dashboard.documents.docx_base import TYPE
from dashboard.documents.docx_note import write_docx
from dashboard.documents.note import compose_note, list_figures, list_periods, name_note
from dashboard.documents.note_texte import write_html, write_markdown
from dashboard.filters import leave_page
from dashboard.phrases import say_coverage
from pipelines.errors import RefusedInput, WrongCall

_URL = "om_note_url"


def show() -> None:
    """The page."""
    try:
        lecteur = open_reader()
    except RefusedInput as refusal:
        blocks.draw_state("Rien à montrer pour l’instant", refusal.message, refusal.conseil)
        return
    leave_page("note")
    if not list_periods(lecteur.millesime):
        blocks.draw_state("Pas encore de note", "Aucune période finie n’est couverte dans ce millésime.")
        return
    _read_url(lecteur)
    head = st.container()
    demande = _choose(lecteur)
    _write_url(lecteur, demande)
    try:
        note = compose_note(lecteur.millesime, demande, date.today(), blocks.page_address())
    except WrongCall as refusal:
        blocks.draw_headline(lecteur.millesime, "Note parlementaire", "Cette note ne peut pas être composée.")
        blocks.draw_state("Pas de note pour cette sélection", refusal.message, refusal.conseil)
        return
    with head:
        blocks.draw_headline(lecteur.millesime, "Note parlementaire", f"{note.lignes[0].citation.affirmation}.")
        blocks.draw_provenance(lecteur.millesime, say_coverage(lecteur.millesime, demande.periode, demande.type))
    _draw(lecteur, note)


def _read_url(lecteur: Lecteur) -> None:
    """A link fills the choices; anything it names that is not in the release falls back to the default."""
    state, url = st.session_state, read_view()
    known = list_periods(lecteur.millesime)
    if "om_note_question" in state and url == state.get(_URL):
        return
    main = lecteur.millesime.manifeste.periode_principale
    wanted = {
        "question": (url.get("question", ""), tuple(QUESTIONS), "volumes"),
        "type": (url.get("type", ""), libelles.list_codes("type"), ""),
        "periode": (url.get("periode", ""), known, main if main in known else known[0]),
    }
    for name, (value, accepted, default) in wanted.items():
        state[f"om_note_{name}"] = value if value in accepted else default


def _write_url(lecteur: Lecteur, demande: Demande) -> None:
    query = {"millesime": lecteur.millesime.id, "question": demande.question, "periode": demande.periode}
    query |= {"type": demande.type} if demande.type else {}
    write_view(query)
    st.session_state[_URL] = query


def _choose(lecteur: Lecteur) -> Demande:
    with st.container(horizontal=True, key="om-filtres", vertical_alignment="bottom"):
        question = st.selectbox("Question", list(QUESTIONS), format_func=QUESTIONS.__getitem__, key="om_note_question")
        kind = st.selectbox(
            "Territoire (siège de l’office)",
            ["", *libelles.list_codes("type")],
            format_func=lambda code: libelles.find_label("type", code) if code else "Ensemble du réseau",
            key="om_note_type",
        )
        period = st.selectbox(
            "Période", list_periods(lecteur.millesime), format_func=periodes.label, key="om_note_periode"
        )
    demande = Demande(question, period, kind or None)
    with st.expander("Choisir les chiffres, ajouter un commentaire"):
        titles = {f.indicateur: f.declaration.titre for f in list_figures(lecteur.millesime, demande)}
        names = list(titles)
        kept = st.pills(
            f"Chiffres de la note ({CHIFFRES} au plus)",
            names,
            selection_mode="multi",
            default=names[:CHIFFRES],
            format_func=titles.__getitem__,
            key=f"om_note_chiffres_{question}_{kind}_{period}",
        )
        comment = st.text_area("Commentaire", key="om_note_commentaire", height=90)
    return replace(demande, chiffres=tuple(kept), commentaire=(comment or "").strip())


def _draw(lecteur: Lecteur, note: Note) -> None:
    st.html(rendu_verification.note_table(note))
    if note.demande.commentaire:
        st.html(rendu_verification.comment(note.demande.commentaire))
    _draw_files(note)
    query = {"periode": note.demande.periode, "grain": periodes.read_period(note.demande.periode).grain}
    query |= {"type": note.demande.type} if note.demande.type else {}
    blocks.draw_chart(lecteur.millesime, note.graphique, note.demande.periode, link_query(lecteur, query))
    st.html(rendu_verification.note_parts(note))


def _draw_files(note: Note) -> None:
    """The files are written when they are asked for."""
    name, period, release = name_note(note.demande), note.demande.periode, note.millesime.id
    with st.container(horizontal=True, key="om-fichiers"):
        for label, extension, mime, write in (
            ("Word (DOCX)", "docx", TYPE, lambda: write_docx(note)),
            ("Markdown", "md", "text/markdown", lambda: write_markdown(note)),
            ("Page HTML", "html", "text/html", lambda: write_html(note)),
        ):
            file = name_file(name, period, release, extension)
            st.download_button(label, write, file, mime, key=f"om_note_{extension}", on_click="ignore")
