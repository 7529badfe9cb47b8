"""Mon office: a médiateur's own exact figures, beside those of the offices most like it.

Takes the visitor and the year, draws the page. Only the opened section is computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import blocks, mon_office, periodes, phrases, rendu, rendu_mon_office
from dashboard import mon_office_graphiques as graphiques
from dashboard.access import Lecteur, is_late, link_query, open_reader, read_view, write_view
from dashboard.documents.pdf import find_office_suite
from dashboard.filters import leave_page, remembered_year
from dashboard.mon_office import Regard
from dashboard.mon_office_pairs import find_group, find_pairs, say_refusal
from dashboard.mon_office_verdicts import build_verdicts, say_verdicts
from dashboard.pairs import POIDS
from dashboard.reserves import is_incomplete
from dashboard.views.mon_office_details import CRITERES, draw_comparison, draw_lists, export_address
from pipelines.errors import RefusedInput, WrongCall

GRAINS: tuple[periodes.Grain, ...] = ("annee", "trimestre")
_ANNEE, _GRAIN, _SECTION, _URL = "mo_annee", "mo_grain", "mo_section", "mo_url"

_SECTIONS: Mapping[mon_office.Etat, Sequence[str]] = {
    "livre": tuple(graphiques.SECTIONS),
    "en_cours": tuple(name for name in graphiques.SECTIONS if name != "comparaison"),
    "absent": ("stock", "qualite"),
    "jamais": (),
}
"""What can be read in each state: an office that delivered in part still has its open cases and its faults."""


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
    state = mon_office.find_state(regard)
    with head:
        _draw_head(regard)
    sections = _SECTIONS[state]
    if sections and st.session_state.get(_SECTION) not in _titles(sections):
        st.session_state[_SECTION] = graphiques.SECTIONS[sections[0]]
    query = link_query(lecteur, {**_keep(regard), "page": mon_office.PAGE})
    if state == "livre":
        pdf = export_address(regard, "rapport", query, "pdf") if find_office_suite() else ""
        st.html(rendu_mon_office.report_button(regard.annee, export_address(regard, "rapport", query, "docx"), pdf))
    if state in ("livre", "en_cours"):
        blocks.draw_cards(regard.millesime, mon_office.build_cards(regard), query)
    if state == "livre":
        draw_comparison(regard, query)
    _draw_sections(regard, sections, query)


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
    if _ANNEE in state and (url == state.get(_URL) or is_late(url)):
        return
    main = lecteur.millesime.manifeste.periode_principale
    known = mon_office.list_years(lecteur.millesime)
    wanted = url.get("periode") or remembered_year(main)
    state[_ANNEE] = wanted if wanted in known else main
    state[_GRAIN] = url["grain"] if url.get("grain") in GRAINS else "annee"
    state[_SECTION] = graphiques.SECTIONS.get(url.get("section", ""), next(iter(graphiques.SECTIONS.values())))
    state[CRITERES] = [name for name in POIDS if name not in mon_office.read_dropped(url.get("sans", ""))]


def _draw_bar(lecteur: Lecteur) -> Regard:
    millesime = lecteur.millesime

    def name(annee: str) -> str:
        return f"{annee} (en cours)" if is_incomplete(millesime, annee) else annee

    with st.container(horizontal=True, key="om-filtres-office", vertical_alignment="bottom"):
        annee = st.selectbox("Année", mon_office.list_years(millesime), format_func=name, key=_ANNEE)
        grain = st.segmented_control(
            "Séries par", GRAINS, format_func=periodes.GRAINS.__getitem__, key=_GRAIN, required=True, width="content"
        )
    kept = st.session_state.get(CRITERES) or list(POIDS)
    dropped = tuple(criterion for criterion in POIDS if criterion not in kept)
    return Regard(millesime, lecteur.profil, str(annee), grain or "annee", dropped)


def _draw_head(regard: Regard) -> None:
    """The verdict first, then the office's own figures; without a verdict, the figures first."""
    own, verdict, second = mon_office.say_headline(regard), "", mon_office.say_state(regard)
    if mon_office.find_state(regard) == "livre":
        pairs = find_pairs(regard)
        second = say_refusal(regard, pairs)
        verdict = "" if second else say_verdicts(build_verdicts(regard, pairs))
    first, then = (verdict, own) if verdict else (own, second)
    blocks.draw_headline(regard.millesime, f"Mon office · {regard.nom}", first, then)
    kind = regard.fiche.type if regard.fiche else None
    coverage = phrases.say_coverage(regard.millesime, regard.annee, kind)
    words = phrases.say_filters(regard.millesime, regard.annee, {"office": regard.office}, "reel")
    blocks.draw_provenance(regard.millesime, coverage, words)
    if html := rendu_mon_office.caveats(mon_office.list_caveats(regard)):
        st.html(html)


def _keep(regard: Regard) -> dict[str, str]:
    """Writes the view in the URL; the default one needs no parameter."""
    first = next(iter(graphiques.SECTIONS))
    section = next((c for c, titre in graphiques.SECTIONS.items() if titre == st.session_state.get(_SECTION)), first)
    main = regard.millesime.manifeste.periode_principale
    default = {"periode": main, "grain": "annee", "section": first, "sans": ""}
    chosen = {"periode": regard.annee, "grain": regard.grain, "section": section, "sans": ",".join(regard.ecartes)}
    written = {name: value for name, value in chosen.items() if value != default[name]}
    pinned = written or "millesime" in st.query_params
    query = {"millesime": regard.millesime.id, **written} if pinned else {}
    write_view(query, (_ANNEE, _GRAIN, _SECTION, CRITERES))
    st.session_state[_URL] = query
    return {**{name: value for name, value in chosen.items() if value}, "millesime": regard.millesime.id}


def _titles(sections: Sequence[str]) -> list[str]:
    return [graphiques.SECTIONS[code] for code in sections]


def _draw_sections(regard: Regard, sections: Sequence[str], query: Mapping[str, str]) -> None:
    if not sections:
        return
    tabs = st.tabs(_titles(sections), key=_SECTION, on_change="rerun")
    for code, tab in zip(sections, tabs, strict=True):
        if tab.open:
            with tab:
                _draw_section(regard, code, query)


def _draw_section(regard: Regard, section: str, query: Mapping[str, str]) -> None:
    groupe = find_group(regard)
    try:
        charts = graphiques.build_section(regard, groupe, section)
    except WrongCall as refusal:
        blocks.draw_state("Pas de série à ce pas de temps", refusal.message, refusal.conseil)
        return
    if all(chart.vide for chart in charts) and section not in ("stock", "qualite", "comparaison"):
        blocks.draw_state("Rien à dessiner", "Rien n’a été compté ici pour votre office.", "Essayez une autre année.")
        return
    for chart in charts:
        blocks.draw_chart(regard.millesime, chart, regard.annee, query)
    bands = graphiques.compare_bands(regard, groupe) if section == "delais" else None
    if bands:
        st.html(rendu.table(bands, f"Délais des dossiers clos en {regard.annee}"))
    draw_lists(regard, section, query)
