"""Déposer un export: a file is seen, matched, tried, then deposited; a deposit is withdrawn.

Takes the visitor and the visit kept in the session, draws the four steps. Files are read by the commands, in a process
of their own; nothing here parses one.
"""

from __future__ import annotations

import streamlit as st

from dashboard import blocks, depot_phrases, french, rendu, rendu_depot
from dashboard.access import Lecteur, open_reader
from dashboard.configuration import read_configuration
from dashboard.depot_acces import Acces, find_access
from dashboard.depot_garde import TAILLE_MAXIMUM
from dashboard.depot_lu import Essai
from dashboard.depot_visite import Visite
from dashboard.filters import leave_page
from dashboard.views.deposer_choix import draw_choices
from dashboard.views.deposer_prise import Acte, draw_confirm, draw_taken
from pipelines.errors import RefusedInput
from pipelines.settings import EXEMPLES, read_dossiers

PAGE, TITRE = "deposer", "Déposer un export"
ESSAI = "essai-de-depot.csv"
"""A file of invented cases, made for whoever tries the page on the example network."""

_VISITE, _MO = "dep_visite", 1_000_000


def show() -> None:
    """The page."""
    try:
        lecteur, acces = _open()
    except RefusedInput as refusal:
        blocks.draw_state("Rien à déposer pour l’instant", refusal.message, refusal.conseil)
        return
    leave_page(PAGE)
    if not acces.ouvert:
        _draw_headline(lecteur, "Un export entre dans la base une fois vu, vérifié et confirmé.", "")
        blocks.draw_state(acces.titre, acces.phrase, acces.conseil)
        return
    visite = _visit(acces)
    _draw_headline(lecteur, depot_phrases.say_headline(visite), _say_for_whom(lecteur, acces))
    st.html(rendu_depot.steps(depot_phrases.find_step(visite)))
    if visite.refus:
        st.html(rendu_depot.refusal(visite.refus))
    if visite.fait or visite.retire:
        _draw_done(visite)
    elif visite.essai is None:
        _draw_drop(visite)
    else:
        _draw_file(visite, visite.essai)
    _draw_standing(visite)


def _open() -> tuple[Lecteur | None, Acces]:
    """The visitor before the current release; the first deposit of a real base comes before any release."""
    settings, dossiers = read_configuration(), read_dossiers()
    try:
        lecteur = open_reader()
    except RefusedInput:
        if settings.exemple:
            raise
        return None, find_access(settings.profil, settings, dossiers)
    return lecteur, find_access(lecteur.profil, settings, dossiers)


def _visit(acces: Acces) -> Visite:
    """The visit of this session; another reader starts another one."""
    held = st.session_state.get(_VISITE)
    if isinstance(held, Visite) and held.office == acces.office:
        return held
    if isinstance(held, Visite):
        held.forget()
    visite = Visite(acces.office)
    st.session_state[_VISITE] = visite
    return visite


def _draw_headline(lecteur: Lecteur | None, phrase: str, precision: str) -> None:
    if lecteur is None:
        st.html(rendu.headline(TITRE, phrase, precision))
    else:
        blocks.draw_headline(lecteur.millesime, TITRE, phrase, precision)


def _say_for_whom(lecteur: Lecteur | None, acces: Acces) -> str:
    if acces.office is None or lecteur is None:
        return ""
    return f"Vous déposez pour {lecteur.millesime.noms.get(acces.office, acces.office)}, et pour cet office seul."


def _draw_drop(visite: Visite) -> None:
    st.html(rendu_depot.title(1))
    dropped = st.file_uploader(
        f"Export au format CSV, XLSX, XLS, ODS ou JSON, {TAILLE_MAXIMUM // _MO}\u00a0Mo au plus",
        max_upload_size=TAILLE_MAXIMUM // _MO,
        key=f"dep_fichier_{visite.rang}",
    )
    st.html(
        '<p class="om-note">Le fichier attend dans un dossier privé de ce serveur, le temps de la visite et trente minutes au plus. Noms, textes '
        "libres et coordonnées n’entrent jamais dans la base.</p>"
    )
    if read_configuration().exemple:
        _draw_example()
    if dropped is not None:
        nom, content = dropped.name, dropped.getvalue()
        _work(lambda step: visite.receive(nom, content, step))


def _draw_example() -> None:
    path = EXEMPLES / ESSAI
    if not path.is_file():
        return
    st.html(
        '<p class="om-note">Pour essayer\u202f: un fichier de 40 saisines inventées, avec des fautes voulues. Ce que vous '
        "déposez ici n’entre que dans la base d’exemple.</p>"
    )
    st.download_button("Télécharger un fichier à essayer", path.read_bytes(), ESSAI, "text/csv", on_click="ignore")


def _draw_file(visite: Visite, essai: Essai) -> None:
    vu, fichier = visite.vu, visite.fichier
    if vu is None or fichier is None:
        return
    st.html(rendu_depot.title(1))
    st.html(rendu_depot.facts(depot_phrases.list_facts(vu, essai, fichier.taille), vu.remarques))
    if st.button("Retirer ce fichier"):
        visite.forget()
        st.rerun()
    st.html(rendu_depot.title(2))
    if vu.source:
        st.html(rendu_depot.declared(vu))
    choix = draw_choices(vu, essai, str(visite.rang))
    awaiting = visite.awaits(choix)
    if (vu.ouverts or not vu.source) and st.button("Appliquer ces choix", disabled=not awaiting):
        _work(lambda step: visite.choose(choix, step))
    if visite.choix and not awaiting:
        st.html('<p class="om-note">Vos choix sont appliqués\u202f: la source les contient.</p>')
    st.download_button(
        "Télécharger la source (TOML)",
        visite.demandes.toml or vu.toml,
        "source.toml",
        "application/toml",
        on_click="ignore",
        help="Le fichier que la commande «\u202fobservatoire integrer --source\u202f» utilise.",
    )
    answer, unsaid = draw_taken(visite, essai)
    act = answer or draw_confirm(visite, essai, awaiting=awaiting, unsaid=unsaid)
    if act:
        _work(act)


def _draw_done(visite: Visite) -> None:
    if visite.fait:
        st.html(rendu_depot.sentence(depot_phrases.say_done(visite.fait)))
        st.html(rendu_depot.change(visite.fait.difference))
    elif visite.retire:
        said = f"{french.quote(visite.retire.fichier)} n’est plus dans la base. {depot_phrases.PUBLICATION}"
        st.html(rendu_depot.sentence(said))
        st.html(rendu_depot.change(visite.retire.difference))
    with st.container(horizontal=True):
        again = st.button("Déposer un autre fichier", type="primary")
        identifier = visite.fait.id if visite.fait else ""
        undo = bool(identifier) and st.button("Annuler ce dépôt")
    if undo:
        _work(lambda step: visite.withdraw(identifier, step))
    if again:
        visite.forget()
        st.rerun()


def _draw_standing(visite: Visite) -> None:
    st.html('<h2 class="om-etape-titre">Annuler un dépôt</h2>')
    if not visite.offices:
        if st.button("Voir les dépôts en place"):
            _work(lambda _: visite.look())
        return
    depots = visite.list_withdrawable()
    if not depots:
        st.html('<p class="om-note">Aucun dépôt que vous puissiez annuler n’est en place.</p>')
        return
    st.html(rendu_depot.standing(depots))
    chosen = st.selectbox(
        "Dépôt à annuler", ["", *(each.id for each in depots)], format_func=lambda each: each or "Aucun"
    )
    if chosen and st.button(f"Annuler le dépôt {chosen}"):
        _work(lambda step: visite.withdraw(str(chosen), step))


def _work(act: Acte) -> None:
    """Runs an act under a progress bar, then draws the page anew."""
    bar = st.progress(0.0, "Un instant…")

    def step(part: float, text: str) -> None:
        bar.progress(part, text)

    act(step)
    st.rerun()
