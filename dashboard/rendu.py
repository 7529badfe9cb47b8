"""HTML fragments of the pages: cards, tables, headers, definitions. Everything that comes from data is escaped.

Takes figures and texts, gives HTML strings for `blocks`. It decides no value and imports no Streamlit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from urllib.parse import urlencode

from dashboard import french, mots, periodes, phrases
from dashboard.charts.spec import Graphique, Tableau
from dashboard.contenu import Carte
from dashboard.definitions import Definition
from dashboard.figures import Figure

FORMATS_CHIFFRE, FORMATS_TABLE = ("csv", "xlsx"), ("csv", "standard.csv", "xlsx")
FORMATS_GRAPHIQUE = (*FORMATS_TABLE, "svg", "png")

BARRES, BARRES_MINIMUM = 24, 3
"""How many periods the small bars of a card show, and from how many they say something."""


def link(chemin: str, query: Mapping[str, str]) -> str:
    """A relative address: pages stay valid behind a proxy that adds a prefix."""
    return escape(f"{chemin}?{urlencode(query)}" if query else chemin, quote=True)


def cards(items: Sequence[Carte], aides: Mapping[str, str], liens: Mapping[str, str]) -> str:
    """The headline figures, one card each; a reserve they all share is said once, under them."""
    shown = [item.figure.reserves for item in items if item.figure]
    shared = tuple(text for text in shown[0] if all(text in others for others in shown)) if len(shown) > 1 else ()
    body = "".join(_card(item, aides, liens, shared) for item in items)
    notes = "".join(f'<p class="om-commun">{escape(text)}</p>' for text in shared)
    words = mots.explain("intervalle") if any(item.figure and item.figure.intervalle for item in items) else ""
    return f'<div class="om-cartes">{body}</div>{notes}{words}'


def table(tableau: Tableau, legende: str) -> str:
    """The data of a chart as a real table, the first column naming its line."""
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in tableau.titres)
    body = "".join(
        f'<tr><th scope="row">{escape(line[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in line[1:])}</tr>'
        for line in tableau.lignes
    )
    caption = f"<caption>{escape(legende)}</caption>"
    return f'<div class="om-defile" tabindex="0"><table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def chart_head(graphique: Graphique, legende: Sequence[tuple[str, str]]) -> str:
    """Title with its unit, sentence, and the key of the colours when they are a scale."""
    unit = f' <span class="om-unite">({escape(graphique.unite)})</span>' if graphique.unite else ""
    keys = "".join(
        f'<li><span class="om-cle" style="background:{colour}"></span>{escape(nom)}</li>' for nom, colour in legende
    )
    key = f'<ul class="om-legende">{keys}</ul>' if keys else ""
    title = f"<h3>{escape(graphique.titre)}{unit}</h3>"
    return f'<div class="om-graphique">{title}<p class="om-phrase">{escape(graphique.phrase)}</p>{key}</div>'


def chart_foot(graphique: Graphique, lien: str) -> str:
    """The note, the table under « Voir les données » and the download."""
    note = f'<p class="om-note">{escape(graphique.note)}</p>' if graphique.note else ""
    note += mots.explain(f"{graphique.phrase} {graphique.note} {' '.join(graphique.tableau.titres)}")
    data = table(graphique.tableau, graphique.titre)
    more = f"<details><summary>Voir les données</summary>{data}</details>"
    return f'<div class="om-pied">{note}<div class="om-actions">{more}<span>{_download(lien, graphique.titre, FORMATS_GRAPHIQUE)}</span></div></div>'


def example_band(texte: str) -> str:
    """The permanent warning of an example release."""
    return f'<p class="om-exemple" role="status">{escape(texte)}</p>'


def release_header(
    millesime: str, couverture: str, filtres: str, reserves: Sequence[str] = (), identifiant: str = ""
) -> str:
    """What every page says of its source: release, coverage, selection, and the reserves of the whole release.

    `identifiant` names the release in the link to copy; there is no such link without it.
    """
    copy = _copy_link(identifiant) if identifiant else ""
    lines = f'<p class="om-millesime">{escape(millesime)}{copy}</p><p class="om-couverture">{escape(couverture)}</p>'
    active = f'<p class="om-filtres"><span>Sélection</span> {escape(filtres)}</p>' if filtres else ""
    return f'<div class="om-provenance">{lines}{active}{_reserves(reserves)}</div>'


def _copy_link(identifiant: str) -> str:
    """The button the page's script answers: it copies the address of this exact view."""
    name = escape(identifiant, quote=True)
    return f' <button type="button" class="om-csv om-copie" data-om-copier="{name}">Copier le lien</button>'


def _reserves(reserves: Sequence[str]) -> str:
    if not reserves:
        return ""
    count = french.count(len(reserves), "réserve")
    lines = "".join(f"<p>{escape(text)}</p>" for text in reserves)
    return f'<details class="om-reserves"><summary>{count} sur ce millésime</summary>{lines}</details>'


def headline(titre: str, phrase: str, precision: str) -> str:
    """The name of the page and what it says first."""
    more = f'<p class="om-precision">{escape(precision)}</p>' if precision else ""
    return f'<header class="om-tete"><p class="om-page">{escape(titre)}</p><h1>{escape(phrase)}</h1>{more}</header>'


@lru_cache(maxsize=2)
def _foot(pages: tuple[tuple[str, str], ...]) -> str:
    links = "".join(f'<li><a href="./{escape(path)}" target="_self">{escape(name)}</a></li>' for path, name in pages)
    return f'<nav class="om-bas" aria-label="Toutes les pages"><ul>{links}</ul></nav>'


def foot(pages: Mapping[str, str]) -> str:
    """The links to every page, those without script and the state of accessibility last."""
    named = {
        path: f"{name}\u202f: auto-évaluation" if path == "accessibilite" else name for path, name in pages.items()
    }
    return _foot((*named.items(), ("tableaux", "Tableaux sans script")))


def next_steps(liens: Sequence[tuple[str, str]]) -> str:
    """Where to go from here: text and address of each link."""
    links = "".join(f'<a class="om-csv" href="{address}" target="_self">{escape(text)}</a>' for text, address in liens)
    return f'<p class="om-suites">{links}</p>' if links else ""


def greyed(raison: str) -> str:
    """Why some choices of the filter bar are closed."""
    return f'<p class="om-grise">{escape(raison)}</p>'


def state(titre: str, phrase: str, conseil: str = "") -> str:
    """A designed emptiness: what is missing and what to do."""
    advice = f'<p class="om-conseil">{escape(conseil)}</p>' if conseil else ""
    return f'<section class="om-etat" role="status"><h2>{escape(titre)}</h2><p>{escape(phrase)}</p>{advice}</section>'


@lru_cache(maxsize=256)
def help_text(definition: Definition) -> str:
    """The « ? » of a figure: its definition, its limits and its example worked on six rows."""
    example = table(Tableau(definition.colonnes, definition.lignes), f"Exemple, période {definition.periode}")
    return (
        f"<p><b>{escape(definition.titre)}</b></p><p>{escape(definition.definition)}</p>"
        f"<p>{escape(definition.limites)}</p>{example}<p>{escape(definition.resultat)}</p>"
    )


def trend(figures: Sequence[Figure], periode: str) -> str:
    """The past of a figure as small bars, its own period marked; decoration, hidden from screen readers."""
    known = [figure for figure in figures if figure.valeur is not None and figure.offices_couverts][-BARRES:]
    if len(known) < BARRES_MINIMUM:
        return ""
    top = max(float(figure.valeur or 0) for figure in known) or 1.0
    bars = "".join(_bar(float(figure.valeur or 0) / top, here=figure.periode == periode) for figure in known)
    return f'<div class="om-barres" aria-hidden="true">{bars}</div>'


def _bar(part: float, *, here: bool) -> str:
    mark = ' class="om-ici"' if here else ""
    return f'<i{mark} style="height:{max(100 * part, 3):.0f}%"></i>'


def _card(item: Carte, aides: Mapping[str, str], liens: Mapping[str, str], dites: tuple[str, ...]) -> str:
    figure = item.figure
    if figure is None:
        body = f'<p class="om-valeur om-marque">{french.SANS_OBJET}</p><p class="om-base">{escape(item.refus)}</p>'
        return f'<article class="om-carte"><h2>{escape(item.titre)}</h2>{body}</article>'
    value = _value(figure)
    base = phrases.say_base(figure) or ("" if figure.marque else _reach(figure))
    notes = "".join(f'<p class="om-reserve">{escape(text)}</p>' for text in figure.reserves if text not in dites)
    beside = f'<p class="om-complement">{escape(item.complement)}</p>' if item.complement else ""
    help_ = aides.get(figure.indicateur, "")
    more = f'<details class="om-aide"><summary aria-label="Définition : {escape(item.titre)}">?</summary><div>{help_}</div></details>'
    return (
        f'<article class="om-carte"><h2>{escape(item.titre)}</h2>{value}{_change(item)}'
        f'<p class="om-base">{escape(base)}</p>{beside}{notes}{trend(item.serie, figure.periode)}'
        f'<div class="om-outils">{more}{_quote(figure, item.titre)}{_download(liens.get(figure.indicateur, ""), item.titre)}</div></article>'
    )


def _value(figure: Figure) -> str:
    if figure.valeur is None:
        mark = figure.marque or french.NON_RENSEIGNE
        meaning = french.MARQUES.get(mark, "")
        return f'<p class="om-valeur om-marque" title="{escape(meaning)}">{escape(mark)}</p><p class="om-base">{escape(meaning)}</p>'
    unit = f" <span>{escape(french.plural(figure.valeur, 'jour'))}</span>" if figure.unite == "jours" else ""
    interval = ""
    if figure.intervalle:
        low, high = (french.number(bound, 1) for bound in figure.intervalle)
        interval = f' <span title="Intervalle de confiance à 95\u00a0%">[{low}\u202f–\u202f{high}]</span>'
    return f'<p class="om-valeur">{escape(phrases.say_number(figure))}{unit}{interval}</p>'


def _change(item: Carte) -> str:
    change = item.evolution
    if change is None or item.figure is None or item.figure.valeur is None:
        return ""
    since = f"depuis {periodes.label(change.reference.periode, short=True)}"
    if change.ecart is None:
        return f'<p class="om-evolution om-discret">{escape(change.reserve)}</p>'
    if not change.ecart:
        return f'<p class="om-evolution"><b>inchangé</b> {since}</p>'
    arrow = "↗" if change.ecart > 0 else "↘"
    return f'<p class="om-evolution"><b><span aria-hidden="true">{arrow}</span> {escape(change.texte)}</b> {since}</p>'


def _reach(figure: Figure) -> str:
    if figure.filtre("office") or not figure.offices_total:
        return ""
    covered, total = french.number(figure.offices_couverts), french.number(figure.offices_total)
    return f"{covered} offices couverts sur {total}"


def _quote(figure: Figure, titre: str) -> str:
    """The way to the sentence to quote, for a figure that has a reference and a value."""
    if figure.identifiant is None or figure.valeur is None:
        return ""
    address = link("verifier", {"reference": figure.identifiant})
    return f'<a class="om-csv" href="{address}" target="_self" aria-label="Citer : {escape(titre)}">Citer</a>'


def downloads(lien: str, titre: str, formats: Sequence[str] = FORMATS_TABLE) -> str:
    """A link per format, each the address of the CSV with another extension; none without an address."""
    return _download(lien, titre, formats)


def _download(lien: str, titre: str, formats: Sequence[str] = FORMATS_CHIFFRE) -> str:
    if not lien:
        return ""
    return "".join(
        f'<a class="om-csv" href="{lien.replace(".csv?", f".{name}?", 1)}" download '
        f'aria-label="Télécharger en {_say_format(name)} : {escape(titre)}">{_say_format(name)}</a>'
        for name in formats
    )


def _say_format(nom: str) -> str:
    """« CSV standard »: separated by commas, for tools that are not set in French."""
    return "CSV standard" if nom == "standard.csv" else nom.upper()
