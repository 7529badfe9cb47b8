"""The yearly report of an office, mostly written: its figures, charts, comparison, definitions and sources.

Takes a release, the key of an office and a year, gives a `Rapport`. It reads that office's private file and the
network tables, names no other office, and refuses a year that was not delivered whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard import french, mon_office_graphiques, periodes, phrases
from dashboard.charts.spec import Graphique, Tableau
from dashboard.evolution import find_change
from dashboard.figures import Figure, find_indicator
from dashboard.millesime import Millesime
from dashboard.mon_office import Regard, find_state, list_caveats, list_years, say_type
from dashboard.mon_office_pairs import MESURES, Groupe, build_comparisons, find_group, find_peers
from dashboard.profils import Profil
from pipelines.errors import RefusedInput, WrongCall

INDICATEURS = (
    *("saisines-recues", "dossiers-clos", "stock", "delai-median", "delai-moyen", "delai-p90", "clos-90-jours"),
    *("taux-resolution", "taux-refus", "taux-competence"),
)
"""The figures of the yearly report; those the office does not record are said to be so."""

_ADRESSES = (
    ("de vos ", "des "),
    ("votre part", "part de l’office"),
    ("votre office", "l’office"),
    ("Votre office", "L’office"),
)
"""The page speaks to the médiateur, the report speaks to the public: what is said of « vous » there."""

_SECTIONS = {
    "activite": "L’activité",
    "delais": "Les délais",
    "issues": "Les issues",
    "domaines": "Les domaines",
    "canaux": "Les canaux",
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
    group = find_group(regard)
    figures = tuple(regard.mien(name) for name in INDICATEURS)
    return Rapport(
        nom=regard.nom,
        annee=annee,
        jour=jour,
        phrase=_say_year(regard),
        reserves=tuple(_speak_of_it(text) for text in list_caveats(regard)),
        chiffres=figures,
        bref=_summary(regard, figures),
        sections=tuple(_section(regard, group, name) for name in _SECTIONS),
        comparaison=None if group.refus else _comparison(regard, group),
        comparaison_texte=group.refus or _say_group(regard, group),
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
    return Section(_SECTIONS[name], tuple(_address(chart) for chart in charts))


def _address(chart: Graphique) -> Graphique:
    table = replace(chart.tableau, titres=tuple(_speak_of_it(title) for title in chart.tableau.titres))
    titre, unite, phrase, note = (_speak_of_it(text) for text in (chart.titre, chart.unite, chart.phrase, chart.note))
    return replace(chart, titre=titre, unite=unite, phrase=phrase, note=note, tableau=table)


def _speak_of_it(text: str) -> str:
    for said, written in _ADRESSES:
        text = text.replace(said, written)
    return text


def _comparison(regard: Regard, group: Groupe) -> Tableau:
    lines = tuple(
        (found.titre, found.mien_texte, found.pairs_texte, found.pairs_base, french.capitalize(found.lecture))
        for found in build_comparisons(regard, group)
    )
    return Tableau(("Chiffre", "L’office", f"Ensemble des {say_type(regard)}", "Base", "Lecture"), lines)


def _say_group(regard: Regard, group: Groupe) -> str:
    return (
        f"L’office est mis en regard des {french.number(group.offices)} {say_type(regard)} qui ont livré {regard.annee}, "
        "lui compris. Aucun autre office n’est nommé\u202f; un écart n’est ni un mérite ni un reproche."
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
        "Les chiffres de l’office sont exacts, calculés sur ses propres saisines. Ceux du type sont publiés, petits "
        "effectifs masqués.",
        *(f"Marque {french.quote(mark)}\u202f: {meaning}." for mark, meaning in french.MARQUES.items()),
    )
