"""The briefing note: five quotable figures, one chart, what they do not say, the method, the sources.

Takes a question, a territory, a subject, a period and a release, gives a `Note` that a page shows and that files
write. It reads quotable tables only: each of its numbers carries a reference that can be checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard import citation, french, periodes, phrases
from dashboard.charts.classements import draw_ranking
from dashboard.charts.courbes import draw_delays, draw_volumes
from dashboard.charts.spec import Graphique
from dashboard.citation import cite
from dashboard.documents.demande import CANDIDATS, CHIFFRES, LIMITES, QUESTIONS, Demande, Ligne, Note
from dashboard.documents.note_choix import SIEGES, check_request, say_territory, seen_places
from dashboard.documents.note_tendance import say_trend
from dashboard.evolution import find_change
from dashboard.figures import Figure, find_breakdown, find_figure, find_series
from dashboard.millesime import Millesime
from dashboard.profils import LIAISON
from dashboard.territoires import say_meaning
from pipelines.errors import WrongCall


def list_figures(millesime: Millesime, demande: Demande) -> tuple[Figure, ...]:
    """The quotable figures that answer the question, in order of interest."""
    found = (_find(millesime, name, demande) for name in CANDIDATS[demande.question])
    return tuple(figure for figure in found if figure and citation.is_quotable(figure))


def compose_note(millesime: Millesime, demande: Demande, consulte_le: date, adresse: str = "") -> Note:
    """The note; `WrongCall` when the question is unknown or no figure of it is published for this selection."""
    check_request(millesime, demande)
    kept = _keep(list_figures(millesime, demande), demande)
    if not kept:
        raise WrongCall(
            "NOTE_VIDE",
            "Aucun chiffre citable n’est publié pour cette sélection.",
            "Choisissez l’ensemble du réseau, ou une autre période.",
        )
    lines = tuple(quote_figure(millesime, figure, consulte_le, adresse) for figure in kept)
    chart = _chart(millesime, demande)
    past = [line.evolution.reference for line in lines if line.evolution and line.evolution.ecart is not None]
    return Note(
        demande=demande,
        titre=QUESTIONS[demande.question],
        territoire=say_territory(millesime, demande),
        sens=say_meaning(demande.critere),
        tendance=say_trend(lines[0]),
        millesime=millesime,
        consulte_le=consulte_le,
        lignes=lines,
        graphique=chart,
        limites=_limits(millesime, demande, kept),
        methode=tuple(f"{f.declaration.titre}\u202f: {f.declaration.definition}" for f in kept),
        sources=_sources(millesime),
        annexe=_unique([*past, *chart.figures, *_total(millesime, demande)]),
    )


def quote_figure(millesime: Millesime, figure: Figure, consulte_le: date, adresse: str = "") -> Ligne:
    """The figure ready to quote, with its change over a year."""
    return Ligne(figure, cite(millesime, figure, consulte_le, adresse), find_change(millesime, figure, LIAISON))


def name_note(demande: Demande) -> str:
    """What the note is about, for the name of its file."""
    parts = [demande.question, *demande.territoire.values(), demande.famille or ""]
    if demande.critere:
        parts[1:1] = [demande.critere.replace("_", "-")]
    return "-".join(["note", *(part.lower().replace("_", "-") for part in parts if part)])


def _find(millesime: Millesime, indicateur: str, demande: Demande) -> Figure | None:
    if demande.critere in SIEGES and demande.lieu not in seen_places(millesime, demande.critere):
        return None
    try:
        return find_figure(millesime, indicateur, demande.periode, demande.filtres, profil=LIAISON)
    except WrongCall:
        return None


def _keep(found: Sequence[Figure], demande: Demande) -> list[Figure]:
    if not demande.chiffres:
        return list(found[:CHIFFRES])
    by_name = {figure.indicateur: figure for figure in found}
    return [by_name[name] for name in demande.chiffres if name in by_name][:CHIFFRES]


def _chart(millesime: Millesime, demande: Demande) -> Graphique:
    day, filters = millesime.manifeste.arrete_au, demande.filtres
    grain = periodes.read_period(demande.periode).grain

    def series(name: str) -> tuple[Figure, ...]:
        found = find_series(millesime, name, grain, filters, profil=LIAISON)
        return tuple(figure for figure in found if figure.periode <= demande.periode)

    if demande.question == "delais":
        return draw_delays(series("delai-median"), series("delai-p90"), demande.periode, day)
    outcomes = _outcomes(millesime, demande) if demande.question == "issues" else None
    return outcomes or draw_volumes(series("saisines-recues"), series("dossiers-clos"), day)


def _outcomes(millesime: Millesime, demande: Demande) -> Graphique | None:
    """How the closed cases ended; None where the release does not split them so."""
    filters = demande.filtres
    try:
        split = find_breakdown(millesime, "dossiers-clos", "issue", demande.periode, filters, profil=LIAISON)
    except WrongCall:
        return None
    total = find_figure(millesime, "dossiers-clos", demande.periode, filters, profil=LIAISON)
    return draw_ranking("issues", "Issues des dossiers clos", "issue", split, total)


def _total(millesime: Millesime, demande: Demande) -> tuple[Figure, ...]:
    """What the shares of the chart of outcomes are counted on."""
    total = _find(millesime, "dossiers-clos", demande) if demande.question == "issues" else None
    return (total,) if total else ()


def _limits(millesime: Millesime, demande: Demande, kept: Sequence[Figure]) -> tuple[str, ...]:
    shown = {figure.indicateur for figure in kept}
    hidden = [
        figure.declaration.titre
        for name in CANDIDATS[demande.question]
        if name not in shown and (figure := _find(millesime, name, demande)) and not citation.is_quotable(figure)
    ]
    said = [
        LIMITES[demande.question],
        say_meaning(demande.critere),
        phrases.say_coverage(millesime, demande.periode, demande.type),
    ]
    said += [reserve for figure in kept for reserve in figure.reserves]
    said += [figure.declaration.limites for figure in kept]
    if hidden:
        said.append(f"Non publiés pour cette sélection\u202f: {french.enumerate_words(hidden)}.")
    return tuple(dict.fromkeys(filter(None, said)))


def _sources(millesime: Millesime) -> tuple[str, ...]:
    manifeste = millesime.manifeste
    nature = "Données d’exemple, fabriquées\u202f: ne pas citer. " if manifeste.exemple else ""
    return (
        f"{nature}AMCT, Observatoire de la médiation territoriale. {phrases.say_release(millesime)}.",
        f"Empreinte du millésime\u202f: {manifeste.empreinte[:16]}…",
        "Chaque chiffre se vérifie par sa référence OMT, sur la page «\u202fVérifier un chiffre\u202f» ou en y déposant ce "
        "document.",
    )


def _unique(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    return tuple({figure.identifiant: figure for figure in figures if figure.identifiant}.values())
