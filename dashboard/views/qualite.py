"""Qualité et couverture: who has delivered, whom to remind, how full the fields are, what limits the release.

Takes the visitor, draws the page. It shows names to members only; only the opened section is computed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import streamlit as st

from dashboard import blocks, completude, french, phrases, qualite, rendu, rendu_qualite
from dashboard.access import Lecteur, is_late, open_reader, read_view, write_view
from dashboard.documents.csv import name_file, write_figures
from dashboard.documents.exports import TYPES
from dashboard.documents.xlsx import write_figures as write_workbook
from dashboard.figures import Figure
from dashboard.filters import leave_page
from pipelines.errors import RefusedInput

_SECTION = "om_qualite_section"
_URL = "om_qualite_url"


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
    blocks.draw_headline(millesime, "Qualité et couverture", qualite.say_headline(millesime))
    blocks.draw_provenance(millesime, phrases.say_coverage(millesime, year, None))
    _draw_sections(lecteur)


def _draw_sections(lecteur: Lecteur) -> None:
    parts = dict(_SECTIONS)
    if lecteur.profil.nom != "bureau" or not qualite.list_reminders(lecteur.millesime, lecteur.profil):
        del parts["relances"]
    titles = {code: titre for code, (titre, _) in parts.items()}
    _read_section(titles)
    tabs = st.tabs(list(titles.values()), key=_SECTION, on_change="rerun")
    for (_, draw), tab in zip(parts.values(), tabs, strict=True):
        if tab.open:
            with tab:
                draw(lecteur)
    _write_section(titles, lecteur)


def _read_section(titles: Mapping[str, str]) -> None:
    """A link opens the section it was copied from; any other name opens the first."""
    state, url = st.session_state, read_view()
    if _SECTION not in state or (url != state.get(_URL) and not is_late(url)):
        state[_SECTION] = titles.get(url.get("section", ""), next(iter(titles.values())))
    if state[_SECTION] not in titles.values():
        state[_SECTION] = next(iter(titles.values()))


def _write_section(titles: Mapping[str, str], lecteur: Lecteur) -> None:
    opened = next(code for code, titre in titles.items() if titre == st.session_state[_SECTION])
    first = opened == next(iter(titles))
    query = {} if first and "section" not in read_view() else {"section": opened}
    if query or "millesime" in st.query_params:
        query = {"millesime": lecteur.millesime.id, **query}
    write_view(query, (_SECTION,))
    st.session_state[_URL] = query


def _draw_deliveries(lecteur: Lecteur) -> None:
    millesime, year = lecteur.millesime, lecteur.millesime.manifeste.periode_principale
    st.html(f'<h2 class="om-titre">Couverture de {escape(year)}, par type</h2>')
    st.html(rendu.table(qualite.build_coverage(millesime), "Communes, départements et régions se recouvrent"))
    if not qualite.sees_names(lecteur.profil):
        st.html('<h2 class="om-titre">Livraisons, par année</h2>')
        st.html(rendu.table(qualite.build_history(millesime), "Offices qui ont livré l’année entière"))
        st.html(rendu.greyed("Le détail par office est réservé aux membres du réseau."))
        return
    st.html('<h2 class="om-titre">Livraisons, office par office</h2>')
    groups = qualite.build_matrix(millesime, lecteur.profil)
    if groups:
        st.html(rendu_qualite.matrix(groups, qualite.list_years(millesime)))
    else:
        blocks.draw_state("Aucune année terminée", "La matrice se remplit à la fin de la première année couverte.")


def _draw_reminders(lecteur: Lecteur) -> None:
    millesime = lecteur.millesime
    late = qualite.list_reminders(millesime, lecteur.profil)
    year = millesime.manifeste.periode_principale
    st.html(rendu_qualite.reminders(late, *qualite.write_reminder(millesime), year))


def _draw_fields(lecteur: Lecteur) -> None:
    year = lecteur.millesime.manifeste.periode_principale
    by_type = completude.by_type(lecteur.millesime, year, lecteur.profil)
    if by_type.vide:
        blocks.draw_state(
            "Complétude non publiée",
            f"Le millésime {lecteur.millesime.id} ne dit pas à quel point les champs sont renseignés.",
            "Elle paraît dans le millésime suivant.",
        )
        return
    st.html(f'<p class="om-phrase">{escape(completude.say_fields(by_type, year))}</p>')
    st.html(rendu_qualite.fields_by_type(by_type, year))
    _draw_files(lecteur, by_type.figures, "completude-types")
    by_office = completude.by_office(lecteur.millesime, year, lecteur.profil)
    if not by_office.groupes:
        st.html(rendu.greyed("Le détail par office est réservé aux membres du réseau."))
        return
    st.html('<h2 class="om-titre">Office par office</h2>')
    st.html(rendu.greyed("Usage interne\u202f: par office, les effectifs sont arrondis et les petits nombres masqués."))
    st.html(rendu_qualite.fields_by_office(by_office, year))
    _draw_files(lecteur, by_office.figures, "completude-offices")


def _draw_files(lecteur: Lecteur, figures: tuple[Figure, ...], nom: str) -> None:
    """The files are written when they are asked for."""
    millesime, year = lecteur.millesime, lecteur.millesime.manifeste.periode_principale
    writers: Mapping[str, Callable[[], bytes]] = {
        "csv": lambda: write_figures(figures, millesime),
        "xlsx": lambda: write_workbook(figures, millesime, f"Complétude des champs, {year}"),
    }
    with st.container(horizontal=True, key=f"om-fichiers-{nom}"):
        for extension, write in writers.items():
            file = name_file(nom, year, millesime.id, extension)
            label = f"Tableau en {extension.upper()}"
            st.download_button(
                label, write, file, TYPES[extension], key=f"om_qualite_{nom}_{extension}", on_click="ignore"
            )


def _draw_limits(lecteur: Lecteur) -> None:
    manifeste = lecteur.millesime.manifeste
    lines = "".join(f"<li>{escape(text)}</li>" for text in manifeste.reserves) or "<li>Aucune réserve.</li>"
    st.html(f'<section class="om-savoir"><h2>Réserves de ce millésime</h2><ul>{lines}</ul></section>')
    marks = "".join(f"<li><b>{escape(mark)}</b> {escape(meaning)}</li>" for mark, meaning in french.MARQUES.items())
    st.html(f'<section class="om-savoir"><h2>Ce que veulent dire les marques</h2><ul>{marks}</ul></section>')
    text = escape(manifeste.confidentialite)
    st.html(f'<section class="om-savoir"><h2>Ce qui est arrondi ou masqué</h2><p>{text}</p></section>')


_SECTIONS: Mapping[str, tuple[str, Callable[[Lecteur], None]]] = {
    "livraisons": ("Livraisons", _draw_deliveries),
    "relances": ("À relancer", _draw_reminders),
    "completude": ("Complétude des champs", _draw_fields),
    "limites": ("Réserves et protection", _draw_limits),
}
