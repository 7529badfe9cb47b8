"""Mon office: a médiateur's own exact figures, beside those of the offices of the same type.

Takes the visitor and the year, draws the page. Only the opened section is computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import blocks, french, mon_office, periodes, phrases, rendu, rendu_mon_office
from dashboard import mon_office_graphiques as graphiques
from dashboard.access import Lecteur, link_query, open_reader, read_view, write_view
from dashboard.filters import leave_page, remembered_year
from dashboard.mon_office import Regard
from dashboard.mon_office_pairs import Comparaison, Groupe, build_comparisons, find_group, say_verdict
from dashboard.reserves import is_incomplete
from pipelines.errors import RefusedInput, WrongCall

GRAINS: tuple[periodes.Grain, ...] = ("annee", "trimestre")
_ANNEE, _GRAIN, _SECTION, _URL = "mo_annee", "mo_grain", "mo_section", "mo_url"


def show() -> None:
    """The page."""
    try:
        lecteur = open_reader()
    except RefusedInput as refusal:
        blocks.draw_state("Rien à montrer pour l’instant", refusal.message, refusal.conseil)
        return
    leave_page(mon_office.PAGE)
    if lecteur.profil.office is None:
        _draw_closed(lecteur)
        return
    _read_url(lecteur)
    head = st.container()
    regard = _draw_bar(lecteur)
    groupe = find_group(regard)
    lines = build_comparisons(regard, groupe)
    with head:
        _draw_head(regard, groupe, lines)
    query = _keep(regard)
    if mon_office.find_state(regard) in ("livre", "en_cours"):
        _draw_figures(regard, groupe, lines, link_query(lecteur, {**query, "page": mon_office.PAGE}))


def _draw_closed(lecteur: Lecteur) -> None:
    blocks.draw_headline(lecteur.millesime, "Mon office", "Les chiffres exacts d’un office, pour son médiateur seul.")
    advice = (
        "Choisissez un office dans «\u202fVoir comme\u202f», en haut de la page."
        if lecteur.millesime.manifeste.exemple
        else "Sur ce serveur, aucune identité n’est configurée\u202f: aucun fichier privé ne s’ouvre."
    )
    blocks.draw_state("Cette page s’ouvre pour un médiateur", "Vous ne lisez pas au nom d’un office.", advice)


def _read_url(lecteur: Lecteur) -> None:
    """Fills the widgets from the URL when it changed under us, or from the year last read on another page."""
    url, state = read_view(), st.session_state
    if _ANNEE in state and url == state.get(_URL):
        return
    main = lecteur.millesime.manifeste.periode_principale
    known = mon_office.list_years(lecteur.millesime)
    wanted = url.get("periode") or remembered_year(main)
    state[_ANNEE] = wanted if wanted in known else main
    state[_GRAIN] = url["grain"] if url.get("grain") in GRAINS else "annee"
    state[_SECTION] = graphiques.SECTIONS.get(url.get("section", ""), next(iter(graphiques.SECTIONS.values())))


def _draw_bar(lecteur: Lecteur) -> Regard:
    millesime = lecteur.millesime

    def name(annee: str) -> str:
        return f"{annee} (en cours)" if is_incomplete(millesime, annee) else annee

    with st.container(horizontal=True, key="om-filtres-office", vertical_alignment="bottom"):
        annee = st.selectbox("Année", mon_office.list_years(millesime), format_func=name, key=_ANNEE)
        grain = st.segmented_control(
            "Séries par", GRAINS, format_func=periodes.GRAINS.__getitem__, key=_GRAIN, required=True, width="content"
        )
    return Regard(millesime, lecteur.profil, str(annee), grain or "annee")


def _draw_head(regard: Regard, groupe: Groupe, lines: Sequence[Comparaison]) -> None:
    delivered = mon_office.find_state(regard) == "livre"
    second = say_verdict(regard, groupe, lines) if delivered else mon_office.say_state(regard)
    blocks.draw_headline(regard.millesime, f"Mon office · {regard.nom}", mon_office.say_headline(regard), second)
    kind = regard.fiche.type if regard.fiche else None
    coverage = phrases.say_coverage(regard.millesime, regard.annee, kind)
    words = phrases.say_filters(regard.millesime, regard.annee, {"office": regard.office}, "reel")
    blocks.draw_provenance(regard.millesime, coverage, words)
    if html := rendu_mon_office.caveats(mon_office.list_caveats(regard)):
        st.html(html)


def _keep(regard: Regard) -> dict[str, str]:
    """Writes the view in the URL; the default one needs no parameter."""
    section = next((c for c, titre in graphiques.SECTIONS.items() if titre == st.session_state.get(_SECTION)), "")
    default = {"periode": regard.millesime.manifeste.periode_principale, "grain": "annee", "section": "activite"}
    chosen = {"periode": regard.annee, "grain": regard.grain, "section": section or "activite"}
    written = {name: value for name, value in chosen.items() if value != default[name]}
    pinned = written or "millesime" in st.query_params
    query = {"millesime": regard.millesime.id, **written} if pinned else {}
    write_view(query)
    st.session_state[_URL] = query
    return {**chosen, "millesime": regard.millesime.id}


def _draw_figures(regard: Regard, groupe: Groupe, lines: Sequence[Comparaison], query: Mapping[str, str]) -> None:
    blocks.draw_cards(regard.millesime, mon_office.build_cards(regard), query)
    if lines:
        name = f"{french.capitalize(mon_office.say_type(regard))} ({french.count(groupe.offices, 'office')})"
        legend = f"Votre office et les {mon_office.say_type(regard)} en {regard.annee}"
        st.html(rendu_mon_office.comparison(lines, name, legend))
    tabs = st.tabs(list(graphiques.SECTIONS.values()), key=_SECTION, on_change="rerun")
    for code, tab in zip(graphiques.SECTIONS, tabs, strict=True):
        if tab.open:
            with tab:
                _draw_section(regard, groupe, code, query)


def _draw_section(regard: Regard, groupe: Groupe, section: str, query: Mapping[str, str]) -> None:
    try:
        charts = graphiques.build_section(regard, groupe, section)
    except WrongCall as refusal:
        blocks.draw_state("Pas de série à ce pas de temps", refusal.message, refusal.conseil)
        return
    if not any(figure.valeur for chart in charts for figure in chart.figures):
        blocks.draw_state("Rien à dessiner", "Rien n’a été compté ici pour votre office.", "Essayez une autre année.")
        return
    for chart in charts:
        blocks.draw_chart(regard.millesime, chart, regard.annee, query)
    bands = graphiques.compare_bands(regard, groupe) if section == "delais" else None
    if bands:
        st.html(rendu.table(bands, f"Délais des dossiers clos en {regard.annee}"))
