"""The page of tables: the quotable figures of a release as plain HTML, for a network or a reader without script.

Takes a release, gives a whole page or one CSV of the same figures. It asks nothing of the browser: neither WebSocket nor
script. Only what anyone may quote is in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from dashboard import periodes, phrases, rendu
from dashboard.charts.spec import Tableau
from dashboard.documents.csv import write_figures
from dashboard.figures import Figure, find_breakdown, find_series
from dashboard.libelles import find_label
from dashboard.millesime import Millesime
from dashboard.profils import PUBLIC
from pipelines.errors import WrongCall
from pipelines.indicateurs.registry import Indicateur, load_registry

CHEMIN, FICHIER = "/tableaux", "/tableaux.csv"

REPARTITIONS = ("type", "famille", "canal", "issue")
"""The criteria each headline figure of the year is split by, where the release publishes it."""

REPARTIS = ("saisines-recues", "dossiers-clos", "delai-median", "taux-resolution")

_SANS = "Aucun chiffre n’est publié."


def list_quotable(millesime: Millesime) -> tuple[Figure, ...]:
    """Every figure the page shows: each indicator by year, then the splits of the principal year."""
    shown = [figure for _, line in _by_year(millesime) for figure in line]
    return (*shown, *(figure for _, _, figures in _splits(millesime) for figure in figures))


def write_csv(millesime: Millesime) -> bytes:
    """The same figures as a CSV file."""
    return write_figures(list_quotable(millesime), millesime)


def write_page(millesime: Millesime, bandeau: str, style: str) -> str:
    """The whole page. `bandeau` warns of an example release, empty for a real one; `style` is the address of the sheet."""
    year = millesime.manifeste.periode_principale
    head = rendu.headline("Tableaux", f"Les chiffres publiés du millésime {millesime.id}, sans script.", "")
    source = rendu.release_header(
        phrases.say_release(millesime),
        phrases.say_coverage(millesime, year, None),
        "",
        millesime.manifeste.reserves,
    )
    warning = rendu.example_band(bandeau) if bandeau else ""
    links = f'<p><a href=".{FICHIER}">Tous ces chiffres en CSV</a> · <a href="./">Retour au tableau de bord</a></p>'
    body = "".join((warning, head, source, links, *_tables(millesime)))
    return (
        '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Tableaux du millésime {escape(millesime.id)} — Observatoire de la médiation territoriale</title>"
        f'<link rel="icon" type="image/svg+xml" href="./icone.svg"><link rel="stylesheet" href="{escape(style)}"></head>'
        f'<body class="stApp om-statique"><main>{body}</main></body></html>'
    )


def _tables(millesime: Millesime) -> Iterator[str]:
    years = millesime.periods("annee")
    lines = tuple((_name(found), *map(phrases.say_number, line)) for found, line in _by_year(millesime))
    if not lines:
        yield f"<p>{_SANS}</p>"
        return
    titres = ("Indicateur", *(periodes.label(year) for year in years))
    yield f"<h2>Le réseau, par année</h2>{rendu.table(Tableau(titres, lines), 'Ensemble des offices couverts, périmètre réel')}"
    year = periodes.label(millesime.manifeste.periode_principale)
    for found, par, figures in _splits(millesime):
        name = load_registry().dimensions[par].titre
        rows = tuple(
            (find_label(par, dict(f.filtres)[par]), phrases.say_value(f), phrases.say_base(f)) for f in figures
        )
        legend = f"{found.titre}, {year}, par {name.lower()}"
        yield f"<h2>{escape(legend)}</h2>{rendu.table(Tableau((name, 'Valeur', 'Base'), rows), legend)}"


def _name(indicateur: Indicateur) -> str:
    return f"{indicateur.titre}, en jours" if indicateur.unite == "jours" else indicateur.titre


def _by_year(millesime: Millesime) -> Iterator[tuple[Indicateur, Sequence[Figure]]]:
    for found in load_registry().indicateurs.values():
        try:
            line = find_series(millesime, found.id, "annee", profil=PUBLIC)
        except WrongCall:
            continue
        yield found, line


def _splits(millesime: Millesime) -> Iterator[tuple[Indicateur, str, Sequence[Figure]]]:
    year = millesime.manifeste.periode_principale
    for name in REPARTIS:
        for par in REPARTITIONS:
            try:
                figures = find_breakdown(millesime, name, par, year, profil=PUBLIC)
            except WrongCall:
                continue
            if figures:
                yield load_registry().indicateurs[name], par, figures
