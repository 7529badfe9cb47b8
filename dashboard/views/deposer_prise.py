"""Steps 3 and 4 of a deposit: what must be said, what will be taken, what the base becomes, and the last word.

Takes a visit and its trial, draws them, gives the act the depositor asked for, if any.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import depot_phrases, french, rendu_depot
from dashboard.depot_constats import write_findings
from dashboard.depot_lu import Essai
from dashboard.depot_visite import Progress, Visite
from dashboard.documents.xlsx import TYPE

Acte = Callable[[Progress], None]
"""What the page does next, telling its progress."""


def draw_taken(visite: Visite, essai: Essai) -> tuple[Acte | None, bool]:
    """Step 3: the answer to what was asked, if it was just given, and whether one is written but not yet given."""
    st.html(rendu_depot.title(3))
    if essai.demandes:
        st.html(rendu_depot.demands(essai.demandes))
    act, unsaid = _draw_questions(visite, essai)
    st.html(rendu_depot.account(essai))
    st.html(rendu_depot.sentence(depot_phrases.say_difference(essai)))
    if essai.difference:
        st.html(rendu_depot.change(essai.difference))
    st.html(rendu_depot.findings(essai.constats))
    if essai.constats and visite.fichier:
        st.download_button(
            "Télécharger les constats (XLSX)",
            write_findings(essai, visite.fichier.nom),
            "constats-du-depot.xlsx",
            TYPE,
            on_click="ignore",
        )
    return act, unsaid


def draw_confirm(visite: Visite, essai: Essai, *, awaiting: bool, unsaid: bool) -> Acte | None:
    """Step 4; the act is the deposit. What is chosen or written but not applied holds it back."""
    st.html(rendu_depot.title(4))
    loss = essai.asks("PERTE_A_CONFIRMER")
    agreed = loss and st.checkbox(
        "L’export est complet\u202f: je confirme cette perte.", key=f"dep_perte_{visite.rang}"
    )
    held = depot_phrases.say_held(essai, awaiting=awaiting, unsaid=unsaid)
    if held:
        st.html(f'<p class="om-note">{held}</p>')
    ready = not held and (agreed or not loss)
    if st.button("Déposer", type="primary", disabled=not ready, key=f"dep_confirmer_{visite.rang}"):
        return lambda step: visite.confirm(step, loss=bool(agreed))
    return None


def _draw_questions(visite: Visite, essai: Essai) -> tuple[Acte | None, bool]:
    """The office and the extract date, where the file does not say them or was told them."""
    said = visite.demandes
    ask_office = visite.office is None and bool(essai.asks("OFFICE_A_DECLARER") or said.office)
    ask_day = essai.arrete is None or bool(said.arrete_au) or essai.asks("ARRETE_FUTUR")
    if not (ask_office or ask_day):
        return None, False
    places = iter(st.columns(2))
    day = "/".join(reversed(said.arrete_au.split("-")))
    office, written = said.office, day
    if ask_office:
        with next(places):
            office = _draw_offices(visite)
    if ask_day:
        written = next(places).text_input(
            "Date d’extraction (JJ/MM/AAAA)", day, max_chars=10, key=f"dep_arrete_{visite.rang}"
        )
    unsaid = (office, written) != (said.office, day)
    asked = st.button("Répondre", disabled=not unsaid, key=f"dep_repondre_{visite.rang}")
    return (lambda step: visite.answer(step, office, written)) if asked else None, unsaid


def _draw_offices(visite: Visite) -> str:
    names = {office.cle: office.nom for office in visite.offices}
    keys = ["", *sorted(names, key=lambda cle: french.sort_key(names[cle]))]
    place = keys.index(visite.demandes.office) if visite.demandes.office in names else 0
    labels = {"": "Choisir"} | names
    key = f"dep_office_{visite.rang}"
    return str(st.selectbox("Office du fichier", keys, index=place, format_func=labels.__getitem__, key=key))
