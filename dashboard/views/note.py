"""Note parlementaire: choose a question, a territory, a subject and a period, read one page, take it away.

Takes the choices of the reader, draws the note and its files. Only quotable figures enter it, whoever reads; a
question the release does not answer gets the nearest figures it does publish.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st

from dashboard import blocks, periodes, rendu_note, rendu_verification
from dashboard.access import Lecteur, link_query, open_reader
from dashboard.documents.csv import name_file
from dashboard.documents.demande import Demande, Note
from dashboard.documents.docx_base import TYPE
from dashboard.documents.docx_note import write_docx
from dashboard.documents.exports import TYPES, write_export
from dashboard.documents.note import compose_note, name_note
from dashboard.documents.note_choix import list_periods
from dashboard.documents.note_proches import Absence, find_absence
from dashboard.documents.note_texte import write_html, write_markdown
from dashboard.documents.pdf import TYPE as TYPE_PDF
from dashboard.documents.pdf import find_office_suite, write_pdf
from dashboard.filters import leave_page
from dashboard.phrases import say_coverage
from dashboard.territoires import say_meaning
from dashboard.views.note_choix import draw_choices, read_url, write_url
from pipelines.errors import RefusedInput, WrongCall

_AUTRES = "Les autres chiffres publiés pour cette sélection"


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
    read_url(lecteur)
    head = st.container()
    demande = draw_choices(lecteur)
    write_url(lecteur, demande)
    if sens := say_meaning(demande.critere):
        st.html(rendu_note.meaning(sens))
    _draw_answer(lecteur, demande, head)


def _draw_answer(lecteur: Lecteur, demande: Demande, head: st.delta_generator.DeltaGenerator) -> None:
    today, address = date.today(), blocks.page_address()
    note = _compose(lecteur, demande, today, address)
    missing = find_absence(lecteur.millesime, demande, today, address)
    with head:
        _draw_head(lecteur, demande, note, missing)
    if missing:
        st.html(rendu_note.absence(missing))
    if note is None:
        return
    if missing:
        st.html(f'<h2 class="om-titre">{_AUTRES}</h2>')
    else:
        st.html(rendu_note.answer(note))
    _draw_note(lecteur, note)


def _compose(lecteur: Lecteur, demande: Demande, today: date, address: str) -> Note | None:
    try:
        return compose_note(lecteur.millesime, demande, today, address)
    except WrongCall:
        return None


def _draw_head(lecteur: Lecteur, demande: Demande, note: Note | None, missing: Absence | None) -> None:
    if missing or note is None:
        sentence, precision = (missing.phrase, "") if missing else ("Choisissez au moins un chiffre.", "")
    else:
        sentence, precision = f"{note.lignes[0].citation.affirmation}.", note.tendance
    blocks.draw_headline(lecteur.millesime, "Note parlementaire", sentence, precision)
    blocks.draw_provenance(lecteur.millesime, say_coverage(lecteur.millesime, demande.periode, demande.type))


def _draw_note(lecteur: Lecteur, note: Note) -> None:
    st.html(rendu_verification.note_table(note))
    if note.demande.commentaire:
        st.html(rendu_verification.comment(note.demande.commentaire))
    _draw_files(note)
    _draw_chart(lecteur, note)
    st.html(rendu_verification.note_parts(note))


def _draw_chart(lecteur: Lecteur, note: Note) -> None:
    """A place is no filter of the other pages: the files of its chart are written here."""
    demande = note.demande
    if not demande.critere:
        query = {"periode": demande.periode, "grain": periodes.read_period(demande.periode).grain, **demande.filtres}
        blocks.draw_chart(lecteur.millesime, note.graphique, demande.periode, link_query(lecteur, query))
        return
    blocks.draw_chart(lecteur.millesime, note.graphique, demande.periode, None)
    with st.container(horizontal=True, key="om-fichiers-graphique"):
        for extension in ("csv", "xlsx", "svg", "png"):
            write = partial(write_export, note.graphique, note.millesime, note.territoire, extension)
            file = name_file(
                f"{name_note(demande)}-{note.graphique.cle}", demande.periode, note.millesime.id, extension
            )
            label = f"Graphique en {extension.upper()}"
            st.download_button(label, write, file, TYPES[extension], key=f"om_note_g_{extension}", on_click="ignore")


def _draw_files(note: Note) -> None:
    """The files are written when they are asked for; a PDF only where the server can make one."""
    name, period, release = name_note(note.demande), note.demande.periode, note.millesime.id
    writers: list[tuple[str, str, str, Callable[[], bytes | str]]] = [
        ("Word (DOCX)", "docx", TYPE, lambda: write_docx(note)),
        ("Markdown", "md", "text/markdown", lambda: write_markdown(note)),
        ("Page HTML", "html", "text/html", lambda: write_html(note)),
    ]
    if find_office_suite():
        writers.insert(1, ("PDF", "pdf", TYPE_PDF, lambda: write_pdf(write_docx(note))))
    with st.container(horizontal=True, key="om-fichiers"):
        for label, extension, mime, write in writers:
            file = name_file(name, period, release, extension)
            st.download_button(label, write, file, mime, key=f"om_note_{extension}", on_click="ignore")
