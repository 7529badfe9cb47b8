"""The single door to who is reading: the profile of this visitor and the release opened for them.

Takes the session and the server's configuration, gives a `Lecteur`. Without a configured identity every visitor is
the bureau and no private file opens; on an example release the visitor chooses whom to read as, in a coloured frame.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

import streamlit as st

from dashboard.configuration import read_configuration
from dashboard.millesime import Millesime, open_release
from dashboard.profils import Profil
from dashboard.visionneur import PARAMETRE, choose_profile, list_choices, say_profile, write_profile

_CHOIX = "om_voir_comme"
_MEMOIRE = "om_profil"
_URL = "om_profil_url"
_PAGE = "om_profil_page"
_AVANT = "om_profil_avant"
_TARDIVES, _VALEURS = "om_url_tardives", "om_url_valeurs"
TARDIVES = 8
"""Addresses a slow browser may still send after we wrote others: as many clicks as one makes in the meantime."""


@dataclass(frozen=True)
class Lecteur:
    """A visitor before an open release."""

    profil: Profil
    millesime: Millesime


def open_reader() -> Lecteur:
    """The visitor's profile, and the release the link names or the current one; `RefusedInput` when there is none."""
    settings = read_configuration()
    wanted = st.query_params.get("millesime") or None
    millesime = open_release(settings.publications, wanted, exemple=settings.exemple)
    return Lecteur(_see_as(millesime, settings.profil), millesime)


def read_view() -> dict[str, str]:
    """The URL's parameters that say what is looked at, without the one that says who looks."""
    return {name: value for name, value in st.query_params.to_dict().items() if name != PARAMETRE}


def write_view(query: Mapping[str, str], widgets: Sequence[str] = ()) -> None:
    """Replaces what is looked at in the URL; who looks stays. `widgets` are the keys whose values the URL says."""
    seen, state = read_view(), st.session_state
    state[_VALEURS] = {name: state[name] for name in widgets if name in state}
    if query != seen:
        state[_TARDIVES] = (*state.get(_TARDIVES, ()), seen)[-TARDIVES:]
        kept = {PARAMETRE: st.query_params[PARAMETRE]} if PARAMETRE in st.query_params else {}
        st.query_params.from_dict({**query, **kept})


def page_query(query: Mapping[str, str]) -> dict[str, str]:
    """The parameters of a link to another page, who looks included: that page has nothing to rewrite, Back leads here."""
    kept = {PARAMETRE: st.query_params[PARAMETRE]} if PARAMETRE in st.query_params else {}
    return {**query, **kept}


def is_late(url: Mapping[str, str]) -> bool:
    """Whether this address comes with a click made before the browser received the one we wrote: it says nothing new.

    The back button brings such an address too, but moves no widget.
    """
    return _has_moved() and dict(url) in st.session_state.get(_TARDIVES, ())


def _has_moved() -> bool:
    """Whether a widget of the page, or the chooser, is not as the last run left it."""
    state = st.session_state
    kept = {_CHOIX: state.get(_MEMOIRE), **state.get(_VALEURS, {})}
    return any(name in state and state[name] != value for name, value in kept.items())


def link_query(lecteur: Lecteur, query: Mapping[str, str]) -> dict[str, str]:
    """The parameters of a download: those of the view, and the reader when the chooser offers one."""
    offered = list_choices(lecteur.millesime)
    return {**query, PARAMETRE: write_profile(lecteur.profil)} if offered else dict(query)


def _see_as(millesime: Millesime, configure: Profil) -> Profil:
    choices = {choix.code: choix for choix in list_choices(millesime)}
    default = write_profile(configure)
    if default not in choices:
        return configure
    _settle(millesime, configure)
    with st.container(horizontal=True, key="om-voir-comme", vertical_alignment="bottom"):
        st.selectbox("Voir comme", list(choices), format_func=lambda code: choices[code].libelle, key=_CHOIX)
        profil = choices[str(st.session_state[_CHOIX])].profil
        said = escape(say_profile(profil))
        st.html(f'<p class="om-vu om-vu-{profil.nom}">{said}</p>')
    code = write_profile(profil)
    if (seen := st.query_params.get(PARAMETRE)) != (None if code == default else code):
        st.session_state[_AVANT] = seen
    if code != default:
        st.query_params[PARAMETRE] = code
    elif PARAMETRE in st.query_params:
        del st.query_params[PARAMETRE]
    st.session_state[_MEMOIRE] = code
    st.session_state[_URL] = st.query_params.get(PARAMETRE)
    return profil


def _settle(millesime: Millesime, configure: Profil) -> None:
    """Sets the chooser from the URL when it changed under us; another page's empty URL changes nothing."""
    state, asked = st.session_state, st.query_params.get(PARAMETRE)
    page = urlsplit(st.context.url or "").path
    visiting = asked is None and page != state.get(_PAGE) and _MEMOIRE in state
    late = _has_moved() and _AVANT in state and asked == state[_AVANT]
    if asked != state.get(_URL) and not visiting and not late:
        state[_CHOIX] = write_profile(choose_profile(millesime, configure, asked))
    elif _CHOIX not in state:
        state[_CHOIX] = write_profile(choose_profile(millesime, configure, state.get(_MEMOIRE)))
    state[_PAGE] = page
