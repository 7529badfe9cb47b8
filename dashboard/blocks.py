"""What pages are made of: header, cards, charts, states, and the boundary that keeps traces from readers.

Takes contents already computed, draws them with Streamlit. The only module that decides how a block looks; it
computes nothing.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from streamlit.runtime.scriptrunner_utils.exceptions import RerunException, StopException

from dashboard import rendu
from dashboard.charts import plotly
from dashboard.charts.palette import CLAIR, SOMBRE, Palette
from dashboard.charts.spec import Graphique
from dashboard.contenu import Carte
from dashboard.definitions import load_definitions
from dashboard.documents.csv import name_file
from dashboard.millesime import Millesime
from dashboard.phrases import say_release
from pipelines.errors import ObservatoireError
from pipelines.incidents import record_incident
from pipelines.settings import read_dossiers

EXPORT = "export"
EXEMPLE = "Données d’exemple\u202f: ces chiffres sont fabriqués, ils ne décrivent aucune collectivité réelle."

LARGEURS = {"classement": 820}
"""Widest drawing in pixels: a bar longer than that is no longer compared at a glance."""

_JOURNAL = logging.getLogger("observatoire.incidents")


def draw_provenance(millesime: Millesime, couverture: str, filtres: str = "") -> None:
    """Release, coverage, active filters and reserves."""
    reserves = millesime.manifeste.reserves
    st.html(rendu.release_header(say_release(millesime), couverture, filtres, reserves, millesime.id))


def draw_headline(millesime: Millesime, titre: str, phrase: str, precision: str = "") -> None:
    """The name of the page and what it says first; the band of examples stands above when it is one."""
    if millesime.manifeste.exemple:
        st.html(rendu.example_band(EXEMPLE))
    st.html(rendu.headline(titre, phrase, precision))


def draw_cards(millesime: Millesime, cards: Sequence[Carte], query: Mapping[str, str]) -> None:
    """Headline figures with their help and their download."""
    shown = {card.figure.indicateur for card in cards if card.figure}
    helps = {found.id: rendu.help_text(found) for found in load_definitions(millesime) if found.id in shown}
    links = {
        card.figure.indicateur: _export(card.figure.indicateur, card.figure.periode, millesime, query)
        for card in cards
        if card.figure
    }
    st.html(rendu.cards(cards, helps, links))


def draw_chart(millesime: Millesime, graphique: Graphique, periode: str, query: Mapping[str, str] | None) -> None:
    """A chart with its sentence, its alternative text, its table and its download; without `query` the page gives the files."""
    palette = current_palette()
    legend = [(s.nom, palette.tranches[s.rang]) for s in graphique.series if s.ton == "tranche"]
    st.html(rendu.chart_head(graphique, legend))
    if not graphique.vide:
        st.plotly_chart(
            plotly.Dessin(plotly.draw(graphique, palette)),
            theme=None,
            width=LARGEURS.get(graphique.genre, "stretch"),
            config=plotly.CONFIGURATION,
            alt=graphique.alt,
            key=f"g-{graphique.cle}",
        )
    link = "" if query is None else _export(graphique.cle, periode, millesime, query)
    st.html(rendu.chart_foot(graphique, link))


def draw_foot(pages: Mapping[str, str]) -> None:
    """Every page by its address, at the end of each: a second way through, and where accessibility is told."""
    st.html(rendu.foot(pages))


def draw_state(titre: str, phrase: str, conseil: str = "") -> None:
    """A designed emptiness."""
    st.html(rendu.state(titre, phrase, conseil))


def current_palette() -> Palette:
    """The colours of the theme the visitor's browser shows."""
    return SOMBRE if st.context.theme.type == "dark" else CLAIR


def page_address() -> str:
    """The address of the pages, « / » included, so that a link copied into a document leads back here."""
    url = (st.context.url or "").partition("?")[0]
    return f"{url.rstrip('/')}/" if url else ""


def guard(view: Callable[[], None]) -> None:
    """Runs a page; a refusal is said in its own words, a fault of ours becomes a sentence and an incident number."""
    try:
        view()
    except (RerunException, StopException):
        raise
    except ObservatoireError as refusal:
        draw_state("Cette page ne peut pas s’afficher", refusal.message, refusal.conseil)
    except Exception as error:
        report_incident(error)


def report_incident(error: Exception) -> bool:
    """Notes the fault on the server and shows its number; True says that nothing else is to be shown."""
    draw_state(
        "Un incident est survenu",
        f"La page n’a pas pu s’afficher. Les données n’ont pas changé. Numéro d’incident\u202f: {_record(error)}.",
        "Rechargez la page\u202f; si cela se répète, transmettez ce numéro à la personne qui gère l’observatoire.",
    )
    return True


def _record(error: Exception) -> str:
    """The journal resolves the number; where it cannot be written, the server's own log does."""
    try:
        number = record_incident(read_dossiers().journal, error)
    except OSError:
        number = f"INC-{secrets.token_hex(4).upper()}"
    _JOURNAL.error("%s %s", number, type(error).__name__, exc_info=error)
    return number


def _export(objet: str, periode: str, millesime: Millesime, query: Mapping[str, str]) -> str:
    name = name_file(objet, periode, millesime.id)
    return rendu.link(f"{EXPORT}/{name}", {"objet": objet, "millesime": millesime.id, **query})
