"""The choices of the page Note parlementaire: question, territory, subject, period, figures and their order, comment.

Takes a reader, gives a `Demande` kept in the URL, the comment apart: it may be private. Only widgets are here; what
can be asked is decided by `note_choix` of the documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from dashboard import libelles, periodes
from dashboard.access import Lecteur, is_late, read_view, write_view
from dashboard.documents.demande import CHIFFRES, QUESTIONS, Demande, name_value
from dashboard.documents.note import list_figures
from dashboard.documents.note_choix import ENSEMBLE, list_periods, list_values
from dashboard.territoires import TERRITOIRES

_URL = "om_note_url"
_ORDRE = "om_note_ordre"
_TYPE = "type"

_TITRES: Mapping[str, str] = {"": ENSEMBLE, _TYPE: "Type de collectivité", **TERRITOIRES}


def read_url(lecteur: Lecteur) -> None:
    """A link fills the choices; anything it names that is not in the release falls back to the default."""
    state, url = st.session_state, read_view()
    if "om_note_question" in state and (url == state.get(_URL) or is_late(url)):
        return
    kind = next((name for name in _kinds(lecteur) if name and url.get(name) in _places(lecteur, name)), "")
    state["om_note_question"] = _among(url.get("question", ""), tuple(QUESTIONS), next(iter(QUESTIONS)))
    state["om_note_territoire"], state["om_note_lieu"] = kind, url.get(kind, "")
    state["om_note_famille"] = _among(url.get("famille", ""), libelles.list_codes("famille"), "")
    state["om_note_periode"] = url.get("periode", "")
    state[_ORDRE] = tuple(filter(None, url.get("chiffres", "").split(",")))


def write_url(lecteur: Lecteur, demande: Demande) -> None:
    """The choices in the URL, so that a link or the back button finds them."""
    query = {"millesime": lecteur.millesime.id, "question": demande.question, "periode": demande.periode}
    query |= demande.filtres
    query |= {"chiffres": ",".join(demande.chiffres)} if demande.chiffres else {}
    write_view(query, [str(name) for name in st.session_state if str(name).startswith("om_note_") and name != _URL])
    st.session_state[_URL] = query


def draw_choices(lecteur: Lecteur) -> Demande:
    """The bar and the panel of figures, drawn; gives what the reader asks."""
    with st.container(horizontal=True, key="om-filtres", vertical_alignment="bottom"):
        question = st.selectbox("Question", list(QUESTIONS), format_func=QUESTIONS.__getitem__, key="om_note_question")
        demande = _territory(lecteur, Demande(question, ""))
        subject = st.selectbox(
            "Sujet",
            ["", *libelles.list_codes("famille")],
            format_func=lambda code: libelles.find_label("famille", code) if code else "Tous les sujets",
            key="om_note_famille",
        )
        demande = replace(demande, famille=subject or None)
        demande = replace(demande, periode=_period(lecteur, demande))
    return _figures(lecteur, demande)


def _territory(lecteur: Lecteur, demande: Demande) -> Demande:
    kinds = _kinds(lecteur)
    if st.session_state.get("om_note_territoire") not in kinds:
        st.session_state["om_note_territoire"] = ""
    kind = st.selectbox("Territoire", kinds, format_func=_TITRES.__getitem__, key="om_note_territoire")
    places = _places(lecteur, kind)
    if st.session_state.get("om_note_lieu") not in places:
        st.session_state["om_note_lieu"] = places[0]
    place = st.selectbox(
        "Lequel",
        places,
        format_func=lambda code: name_value(lecteur.millesime, kind, code) if code else "Sans objet",
        key="om_note_lieu",
        disabled=not kind,
    )
    if kind == _TYPE:
        return replace(demande, type=place)
    return replace(demande, critere=kind, lieu=place) if kind else demande


def _period(lecteur: Lecteur, demande: Demande) -> str:
    known, main = list_periods(lecteur.millesime, demande), lecteur.millesime.manifeste.periode_principale
    if st.session_state.get("om_note_periode") not in known:
        st.session_state["om_note_periode"] = main if main in known else known[0]
    return str(st.selectbox("Période", known, format_func=periodes.label, key="om_note_periode"))


def _figures(lecteur: Lecteur, demande: Demande) -> Demande:
    """Which figures, in which order, and what the reader adds."""
    with st.expander("Choisir les chiffres, les ranger, commenter"):
        titles = {f.indicateur: f.declaration.titre for f in list_figures(lecteur.millesime, demande)}
        asked = [name for name in st.session_state.get(_ORDRE, ()) if name in titles]
        default = (asked or list(titles))[:CHIFFRES]
        key = "om_note_chiffres_" + "_".join((demande.question, *demande.filtres.values(), demande.periode))
        kept = st.pills(
            f"Chiffres de la note ({CHIFFRES} au plus)",
            list(titles),
            selection_mode="multi",
            default=default,
            format_func=titles.__getitem__,
            key=key,
        )
        ordered = _order(titles, default, kept)
        comment = st.text_area("Commentaire", key="om_note_commentaire", height=90)
    chosen = () if ordered == tuple(titles)[:CHIFFRES] else ordered
    st.session_state[_ORDRE] = chosen
    return replace(demande, chiffres=chosen, commentaire=(comment or "").strip())


def _order(titles: Mapping[str, str], asked: list[str], kept: list[str]) -> tuple[str, ...]:
    """The kept figures in the order asked, the new ones last; two buttons move one of them."""
    order = [name for name in asked if name in kept]
    order += [name for name in kept if name not in order]
    if len(order) < 2:
        return tuple(order)
    with st.container(horizontal=True, key="om-ordre", vertical_alignment="bottom"):
        moved = st.selectbox("Chiffre à déplacer", order, format_func=titles.__getitem__, key="om_note_deplace")
        up = st.button("Monter", key="om_note_monter", disabled=moved == order[0])
        down = st.button("Descendre", key="om_note_descendre", disabled=moved == order[-1])
    if up or down:
        rank = order.index(moved)
        other = rank - 1 if up else rank + 1
        order[rank], order[other] = order[other], order[rank]
        st.session_state[_ORDRE] = tuple(order)
        st.rerun()
    return tuple(order)


def _kinds(lecteur: Lecteur) -> list[str]:
    """The territories the release publishes as quotable."""
    places = [name for name in TERRITOIRES if list_values(lecteur.millesime, name)]
    return ["", *([_TYPE] if lecteur.millesime.find_crossing(frozenset({_TYPE}), "citable", "annee") else []), *places]


def _places(lecteur: Lecteur, kind: str) -> tuple[str, ...]:
    if not kind:
        return ("",)
    return libelles.list_codes(_TYPE) if kind == _TYPE else list_values(lecteur.millesime, kind)


def _among(value: str, known: tuple[str, ...], default: str) -> str:
    return value if value in known else default
