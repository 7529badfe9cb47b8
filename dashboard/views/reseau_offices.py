"""Section Offices of the page Réseau: the list by type then name, for those who may read names.

Takes a `Lecture`, draws the table and its files. Other readers are told why, and where the counts by type are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import streamlit as st

from dashboard import blocks, offices_liste, phrases, rendu, rendu_offices
from dashboard.contenu import Lecture
from dashboard.documents.csv import name_file
from dashboard.documents.exports import TYPES, write_lines
from dashboard.voisins import sees_offices


def draw(lecture: Lecture) -> None:
    """The list, or why there is none."""
    if not sees_offices(lecture.profil):
        blocks.draw_state(
            "La liste des offices est réservée aux membres",
            "Le bureau et les médiateurs du réseau lisent office par office\u202f; les autres lecteurs, par type.",
            "La page «\u202fQualité et couverture\u202f» donne, par type, combien d’offices ont livré.",
        )
        return
    year = lecture.selection.periode[:4]
    groups = lecture.recall(
        ("offices",), lambda: offices_liste.list_offices(lecture.millesime, lecture.selection, lecture.profil)
    )
    st.html(f'<p class="om-phrase">{escape(offices_liste.say_offices(groups, year))}</p>')
    if ignored := offices_liste.say_ignored(lecture.selection):
        st.html(rendu.greyed(ignored))
    if groups:
        st.html(rendu_offices.offices(groups, year))
        st.html(f'<p class="om-note">{escape(offices_liste.NOTE)}</p>')
        _draw_files(lecture, groups, year)


def _draw_files(lecture: Lecture, groups: tuple[offices_liste.Groupe, ...], annee: str) -> None:
    """The files are written when they are asked for."""
    millesime, kept = lecture.millesime, lecture.selection
    lines = offices_liste.list_lines(groups, annee)
    words = phrases.say_filters(millesime, annee, {**({"type": kept.type} if kept.type else {}), **kept.sieges}, "reel")

    def write(extension: str) -> Callable[[], bytes]:
        return lambda: write_lines(lines, millesime, words, extension, (offices_liste.INDICATEUR,))

    labels: Mapping[str, str] = {"csv": "Tableau en CSV", "xlsx": "Tableau en XLSX"}
    with st.container(horizontal=True, key="om-fichiers-offices"):
        for extension, label in labels.items():
            file = name_file("offices", annee, millesime.id, extension)
            key = f"om_reseau_offices_{extension}"
            st.download_button(label, write(extension), file, TYPES[extension], key=key, on_click="ignore")
