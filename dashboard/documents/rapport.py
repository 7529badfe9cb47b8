"""The yearly report of an office, mostly written: its figures, charts, comparison, definitions and sources.

Takes a release, the key of an office and a year, gives a `Rapport`. It reads that office's private file and the
network tables, names no other office, and refuses a year that was not delivered whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard import french, mon_office_graphiques, periodes, phrases
from dashboard.charts.spec import Graphique, Tableau
from dashboard.documents.rapport_voix import speak, speak_chart, speak_table
from dashboard.evolution import find_change
from dashboard.figures import Figure, find_indicator
from dashboard.millesime import Millesime
from dashboard.mon_office import Regard, find_state, list_caveats, list_years
from dashboard.mon_office_ajuste import EXPLICATION, build_adjusted, say_adjusted, tabulate
from dashboard.mon_office_dessins import build_charts
from dashboard.mon_office_pairs import (
    MESURES,
    Comparaison,
    Groupe,
    build_comparisons,
    find_group,
    find_pairs,
    find_peers,
    say_refusal,
)
from dashboard.mon_office_verdicts import Jugement, build_verdicts, say_verdicts
from dashboard.pairs import LIBELLES, GroupePairs
from dashboard.profils import Profil
from pipelines.errors import RefusedInput, WrongCall

INDICATEURS = (
    *("saisines-recues", "dossiers-clos", "stock", "delai-median", "delai-moyen", "delai-p90", "clos-90-jours"),
    *("taux-resolution", "taux-refus", "taux-competence"),
)
"""The figures of the yearly report; those the office does not record are said to be so."""

_SECTIONS = {
    "activite": "L’activité",
    "delais": "Les délais",
    "issues": "Les issues",
    "domaines": "Les domaines",
    "canaux": "Les canaux",
    "stock": "Les dossiers en cours",
}

PROPOSITIONS = (
    "À rédiger par le médiateur\u202f: propositions visant à améliorer le fonctionnement de la collectivité, et suites "
    "données aux précédentes (code général des collectivités territoriales, art. L. 1112-24)."
)


@dataclass(frozen=True)
class Section:
    """A part of the report. A chart has its table right after it."""

    titre: str
    graphiques: tuple[Graphique, ...]
    refus: str = ""


@dataclass(frozen=True)
class Rapport:
    """The whole report, in the order it is read."""

    nom: str
    annee: str
    jour: date
    phrase: str
    reserves: tuple[str, ...]
    chiffres: tuple[Figure, ...]
    bref: Tableau
    sections: tuple[Section, ...]
    comparaison: Tableau | None
    comparaison_texte: str
    comparaison_graphiques: tuple[Graphique, ...]
    ajuste: Tableau | None
    ajuste_texte: str
    references: Tableau | None
    definitions: tuple[tuple[str, str, str], ...]
    sources: tuple[str, ...]

    @property
    def titre(self) -> str:
        """« Rapport annuel 2025 »."""
        return f"Rapport annuel {self.annee}"


def compose_report(millesime: Millesime, office: str, annee: str, jour: date) -> Rapport:
    """The report; `RefusedInput` when the office delivered nothing or not the whole year."""
    regard = _look(millesime, office, annee)
    group, pairs = find_group(regard), find_pairs(regard)
    verdicts = build_verdicts(regard, pairs)
    lines, adjusted = build_comparisons(regard, pairs, verdicts), build_adjusted(regard, verdicts)
    figures = tuple(regard.mien(name) for name in INDICATEURS)
    return Rapport(
        nom=regard.nom,
        annee=annee,
        jour=jour,
        phrase=_say_year(regard),
        reserves=tuple(speak(text) for text in list_caveats(regard)),
        chiffres=figures,
        bref=_summary(regard, figures),
        sections=tuple(_section(regard, group, name) for name in _SECTIONS),
        comparaison=_comparison(lines) if lines else None,
        comparaison_texte=say_refusal(regard, pairs) or _say_peers(regard, pairs, verdicts),
        comparaison_graphiques=tuple(speak_chart(chart) for chart in build_charts(regard, pairs, verdicts)),
        ajuste=speak_table(tabulate(adjusted)) if adjusted else None,
        ajuste_texte=speak(f"{EXPLICATION} {say_adjusted(adjusted)}".strip()) if adjusted else "",
        references=None if group.refus else _references(regard, group),
        definitions=tuple(_define(name) for name in INDICATEURS),
        sources=_sources(regard),
    )


def _look(millesime: Millesime, office: str, annee: str) -> Regard:
    if annee not in list_years(millesime):
        known = ", ".join(list_years(millesime))
        raise WrongCall("ANNEE", f"Le millésime {millesime.id} ne contient pas {annee}.", f"Années\u202f: {known}.")
    regard = Regard(millesime, Profil("office", office), annee)
    state = find_state(regard)
    if state == "jamais":
        raise RefusedInput("OFFICE_ABSENT", f"L’office {french.quote(office)} n’a rien livré dans ce millésime.")
    if state != "livre":
        raise RefusedInput(
            "ANNEE_INCOMPLETE",
            f"L’office {french.quote(regard.nom)} n’a pas livré toute l’année {annee}.",
            "Déposez un export qui va jusqu’au 31 décembre, publiez, puis recommencez.",
        )
    return regard


def _say_year(regard: Regard) -> str:
    received, closed, median = (regard.mien(name) for name in ("saisines-recues", "dossiers-clos", "delai-median"))
    sentence = (
        f"{periodes.within(regard.annee)}, le médiateur a reçu {phrases.say_value(received)} et clos "
        f"{phrases.say_value(closed)}"
    )
    half = f", la moitié en {phrases.say_value(median)} ou moins" if median.valeur is not None else ""
    return f"{sentence}{half}."


def _summary(regard: Regard, figures: Sequence[Figure]) -> Tableau:
    before = periodes.previous_year(regard.annee)
    lines = []
    for figure in figures:
        change = find_change(regard.millesime, figure, regard.profil)
        past = phrases.say_value(change.reference) if change else french.SANS_OBJET
        moved = change.texte if change and change.ecart is not None else french.SANS_OBJET
        base = phrases.say_base(figure) if figure.valeur is not None else ""
        lines.append((figure.declaration.titre, phrases.say_value(figure), base, past, moved))
    return Tableau(("Chiffre", regard.annee, "Base", before, "Évolution"), tuple(lines))


def _section(regard: Regard, group: Groupe, name: str) -> Section:
    try:
        charts = mon_office_graphiques.build_section(regard, group, name)
    except WrongCall as refusal:
        return Section(_SECTIONS[name], (), refusal.message)
    return Section(_SECTIONS[name], tuple(speak_chart(chart) for chart in charts))


def _comparison(lignes: Sequence[Comparaison]) -> Tableau:
    return speak_table(
        Tableau(
            ("Chiffre", "L’office", "Pairs (médiane)", "Détail", "Lecture"),
            tuple(
                (
                    found.titre,
                    f"{found.mien_texte} ({found.mien_base})" if found.mien.intervalle else found.mien_texte,
                    found.pairs_texte,
                    found.pairs_base,
                    french.capitalize(found.lecture),
                )
                for found in lignes
            ),
        )
    )


def _say_peers(regard: Regard, pairs: GroupePairs, verdicts: Sequence[Jugement]) -> str:
    kept = french.enumerate_words([LIBELLES[name] for name in pairs.criteres])
    near = french.count(len(pairs.pairs), "office proche", "offices proches")
    return " ".join(
        part
        for part in (
            speak(say_verdicts(verdicts)),
            f"L’office est mis en regard de {near} qui ont livré {regard.annee}, choisis par {kept}.",
            "Aucun autre office n’est nommé\u202f; un écart n’est ni un mérite ni un reproche.",
            *pairs.reserves,
        )
        if part
    )


def _references(regard: Regard, group: Groupe) -> Tableau:
    """The published figures of the type, each with the reference that checks it."""
    found = [figure for name in MESURES if (figure := find_peers(regard, group, name)) and figure.identifiant]
    lines = tuple(
        (figure.declaration.titre, phrases.say_value(figure), phrases.say_base(figure), figure.identifiant or "")
        for figure in found
    )
    return Tableau(("Chiffre du type", "Valeur", "Base", "Référence"), lines)


def _define(indicateur: str) -> tuple[str, str, str]:
    declared = find_indicator(indicateur)
    return declared.titre, declared.definition, declared.limites


def _sources(regard: Regard) -> tuple[str, ...]:
    manifeste = regard.millesime.manifeste
    nature = "Données d’exemple, fabriquées\u202f: ce rapport ne décrit aucune collectivité réelle. "
    return (
        f"{nature if manifeste.exemple else ''}Observatoire de la médiation territoriale, AMCT. "
        f"{phrases.say_release(regard.millesime)}, empreinte {manifeste.empreinte[:16]}…",
        "Les chiffres de l’office sont exacts, calculés sur ses propres saisines. Ceux des autres offices sont arrondis au "
        "multiple de 5, petits effectifs masqués.",
        *(f"Marque {french.quote(mark)}\u202f: {meaning}." for mark, meaning in french.MARQUES.items()),
    )
