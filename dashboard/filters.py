"""The filter bar, kept across pages and written in the URL; what the release does not cross is greyed, with why.

Takes a reader, gives the `Selection` in force. What a URL means is decided by `selection`, here are only widgets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from dashboard import libelles, perimetres, periodes
from dashboard.access import Lecteur, is_late, read_view, write_view
from dashboard.millesime import Millesime
from dashboard.presence import SIEGES
from dashboard.reserves import is_incomplete
from dashboard.selection import (
    COHORTES,
    CRITERES,
    SECTIONS,
    Selection,
    available_grains,
    available_perimeters,
    explain_perimeters,
    explain_unavailable,
    known_values,
    offered_criteria,
    read_query,
    set_criteria,
    settle,
    write_query,
)
from dashboard.territoires import REGION, SIEGE, TERRITOIRES, name_place

_URL = "om_url"
_MEMOIRE = "om_selection"
_PAGE = "om_page"
NOM = "reseau"
ONGLETS = "om_section"
"""State of the sections of the page, kept with the filters: a link opens the section it was copied from."""

TERRITOIRE = "om_territoire"
"""State of the choice of territory, drawn in its section only."""

_WIDGETS = (*(f"om_{name}" for name in ("grain", "periode", "cohorte", "perimetre", *CRITERES)), ONGLETS, TERRITOIRE)

_TOUS: Mapping[str, str] = {"type": "Tous", "famille": "Toutes", "canal": "Tous", REGION: "Toutes", SIEGE: "Tous"}
_TITRES: Mapping[str, str] = {
    "type": "Type de collectivité",
    "famille": "Famille de domaines",
    "canal": "Canal",
    REGION: "Région (siège de l’office)",
    SIEGE: "Département (siège)",
}


def read_selection(lecteur: Lecteur) -> Selection:
    """The selection of the URL when it changed under us (link, back button), else what the widgets hold."""
    url, state = read_view(), st.session_state
    returning = state.get(_PAGE) != NOM and _MEMOIRE in state and not url
    if not returning and url != state.get(_URL) and not is_late(url):
        selection = read_query(url, lecteur.millesime, lecteur.profil)
        _fill(selection)
    elif returning or "om_grain" not in state:
        selection = settle(state[_MEMOIRE], lecteur.millesime, lecteur.profil)
        _fill(selection)
    else:
        held = _held(state[_MEMOIRE])
        selection = settle(held, lecteur.millesime, lecteur.profil)
        if selection != held:
            _fill(selection)
    state[_PAGE] = NOM
    return selection


def leave_page(nom: str) -> None:
    """Notes that another page is shown: coming back restores the selection instead of reading an empty URL."""
    st.session_state[_PAGE] = nom


def remembered_year(default: str) -> str:
    """The year last read under the filter bar, so that another page opens on it."""
    kept = st.session_state.get(_MEMOIRE)
    return kept.periode[:4] if isinstance(kept, Selection) and kept.periode else default


def draw_bar(lecteur: Lecteur, selection: Selection) -> Selection:
    """The bar, drawn; gives what the reader now selects."""
    reasons = explain_unavailable(selection, lecteur.millesime, lecteur.profil)
    with st.container(horizontal=True, key="om-filtres", vertical_alignment="bottom"):
        grain = _grain(lecteur, selection)
        periode = _period(lecteur, replace(selection, grain=grain))
        offered = offered_criteria(lecteur.millesime, lecteur.profil)
        criteria = {name: _criterion(name, lecteur.millesime, reasons.get(name)) for name in offered}
        cohorte = st.selectbox("Répartitions", list(COHORTES), format_func=COHORTES.__getitem__, key="om_cohorte")
        changed = replace(selection, grain=grain, periode=periode, cohorte=cohorte or "recues")
        perimetre = _perimeter(lecteur, set_criteria(changed, criteria))
    chosen = replace(set_criteria(changed, criteria), perimetre=perimetre)
    return settle(chosen, lecteur.millesime, lecteur.profil)


def say_unavailable(lecteur: Lecteur, selection: Selection) -> str:
    """Why some choices are greyed, in one line; empty when all are open."""
    reasons = explain_unavailable(selection, lecteur.millesime, lecteur.profil)
    missing = [periodes.GRAINS[g].lower() for g in periodes.GRAINS if g not in _grains(lecteur, selection)]
    said = list(dict.fromkeys((*reasons.values(), explain_perimeters(selection, lecteur.millesime, lecteur.profil))))
    if missing:
        said.append(f"Cette sélection ne se lit pas par {' ni par '.join(missing)}.")
    return " ".join(filter(None, said))


def keep_selection(lecteur: Lecteur, selection: Selection) -> None:
    """Writes the selection in the URL and in the session, so that a link or another page finds it."""
    query = write_query(selection, lecteur.millesime, pinned="millesime" in st.query_params)
    write_view(query, _WIDGETS)
    st.session_state[_URL] = query
    st.session_state[_MEMOIRE] = selection


def _held(kept: Selection) -> Selection:
    """The last selection with what the widgets now hold."""
    state = st.session_state
    opened = next((code for code, titre in SECTIONS.items() if titre == state.get(ONGLETS)), kept.section)
    held = replace(kept, grain=state["om_grain"], periode=state["om_periode"], cohorte=state["om_cohorte"])
    territoire = state.get(TERRITOIRE) or kept.territoire
    held = replace(held, section=opened, perimetre=state["om_perimetre"], territoire=territoire)
    return set_criteria(held, {name: state.get(f"om_{name}") for name in CRITERES})


def _fill(selection: Selection) -> None:
    values = {name: getattr(selection, name) for name in ("grain", "periode", "cohorte", "perimetre")}
    for name, value in {**values, **{name: getattr(selection, name) or "" for name in CRITERES}}.items():
        st.session_state[f"om_{name}"] = value
    st.session_state[ONGLETS] = SECTIONS[selection.section]
    st.session_state[TERRITOIRE] = selection.territoire


def _grains(lecteur: Lecteur, selection: Selection) -> tuple[periodes.Grain, ...]:
    return available_grains(selection, lecteur.millesime, lecteur.profil)


def _grain(lecteur: Lecteur, selection: Selection) -> periodes.Grain:
    chosen = st.segmented_control(
        "Pas de temps",
        _grains(lecteur, selection),
        format_func=periodes.GRAINS.__getitem__,
        key="om_grain",
        required=True,
        width="content",
    )
    return chosen or "annee"


def _period(lecteur: Lecteur, selection: Selection) -> str:
    settled = settle(selection, lecteur.millesime, lecteur.profil)
    known = lecteur.millesime.periods(settled.grain)[::-1]
    if st.session_state.get("om_periode") not in known:
        st.session_state["om_periode"] = settled.periode

    def name(periode: str) -> str:
        suffix = " (en cours)" if is_incomplete(lecteur.millesime, periode) else ""
        return periodes.label(periode) + suffix

    return str(st.selectbox("Période", known, format_func=name, key="om_periode"))


def _perimeter(lecteur: Lecteur, selection: Selection) -> str:
    """The choice between the network as it is and the same offices throughout; closed, with why, when there is none."""
    settled = settle(selection, lecteur.millesime, lecteur.profil)
    constants = available_perimeters(settled, lecteur.millesime, lecteur.profil)
    known = perimetres.list_perimeters(lecteur.millesime)
    if st.session_state.get("om_perimetre") not in (perimetres.REEL, *constants):
        st.session_state["om_perimetre"] = settled.perimetre
    chosen = st.selectbox(
        "Périmètre",
        [perimetres.REEL, *constants],
        format_func=lambda perimetre: perimetres.short_label(perimetre, known),
        key="om_perimetre",
        disabled=not constants,
        help=explain_perimeters(settled, lecteur.millesime, lecteur.profil) or None,
    )
    return chosen or perimetres.REEL


def draw_territory(selection: Selection) -> None:
    """Which territory the map reads; the choice is in the selection at the next run, hence in the URL."""
    st.session_state.setdefault(TERRITOIRE, selection.territoire)
    st.segmented_control(
        "Territoire lu", list(TERRITOIRES), format_func=TERRITOIRES.__getitem__, key=TERRITOIRE, required=True
    )


def _criterion(critere: str, millesime: Millesime, reason: str | None) -> str | None:
    def name(code: str) -> str:
        if code and critere in SIEGES:
            return name_place(millesime, critere, code)
        return libelles.find_label(critere, code) if code else _TOUS[critere]

    chosen = st.selectbox(
        _TITRES[critere],
        ["", *known_values(critere, millesime)],
        format_func=name,
        key=f"om_{critere}",
        disabled=reason is not None,
        help=reason,
    )
    return chosen or None
