"""The briefing note as Markdown and as an HTML page that opens with the network off.

Takes a `Note`, gives text. Everything that comes from data is escaped; the chart of the page is drawn inside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard.charts.spec import Tableau
from dashboard.charts.svg import draw_svg
from dashboard.documents.demande import Note

_STYLE = """
body{font:16px/1.5 "Source Sans 3",Arial,sans-serif;color:#14243b;max-width:46rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.8rem;margin:0}h2{font-size:1.15rem;margin:1.6rem 0 .4rem}.t{color:#52627a;margin:.2rem 0 1rem}
.r{font-size:1.15rem;font-weight:600}.d{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #d5dde6;vertical-align:top}svg{width:100%}
small{color:#52627a}@media print{body{margin:0}}
"""


def write_markdown(note: Note) -> str:
    """The note in Markdown."""
    parts = [
        f"# {note.titre}",
        _plain(note.territoire),
        f"**{_plain(note.reponse)}**",
        _plain(note.tendance),
        _plain(note.sens),
        _markdown_table(note.tableau),
        _plain(note.demande.commentaire),
        f"## {note.graphique.titre}\n\n{_plain(note.graphique.phrase)}",
        f"## Ce que ces chiffres ne disent pas\n\n{_markdown_list(note.limites)}",
        f"## Méthode\n\n{_markdown_list(note.methode)}",
        f"## Sources\n\n{_markdown_list(note.sources)}",
        "## Phrases à citer\n\n" + "\n\n".join(_plain(line.citation.phrase) for line in note.lignes),
        f"## Données du graphique et de l’année précédente\n\n{_markdown_table(note.donnees)}",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def write_html(note: Note) -> str:
    """The note as one HTML file."""
    comment = f"<p>{escape(note.demande.commentaire)}</p>" if note.demande.commentaire else ""
    said = "".join(f"<p>{escape(text)}</p>" for text in (note.tendance, note.sens) if text)
    quotes = "".join(
        f"<p>{escape(line.citation.phrase)}<br><small>{escape(line.citation.precision)}</small></p>"
        for line in note.lignes
    )
    source = f"AMCT, Observatoire, millésime {note.millesime.id}, {note.territoire}"
    chart = f"<p>{escape(note.graphique.phrase)}</p>{draw_svg(note.graphique, source=source)}"
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(f'{note.titre} {note.territoire}')}</title><style>{_STYLE}</style></head><body>"
        f'<h1>{escape(note.titre)}</h1><p class="t">{escape(note.territoire)}</p><p class="r">{escape(note.reponse)}</p>'
        f"{said}{_html_table(note.tableau)}{comment}<h2>{escape(note.graphique.titre)}</h2>{chart}"
        f"<h2>Ce que ces chiffres ne disent pas</h2>{_html_list(note.limites)}"
        f"<h2>Méthode</h2>{_html_list(note.methode)}<h2>Sources</h2>{_html_list(note.sources)}"
        f"<h2>Phrases à citer</h2>{quotes}"
        f"<h2>Données du graphique et de l’année précédente</h2>{_html_table(note.donnees)}</body></html>\n"
    )


def _plain(text: str) -> str:
    """The text with nothing that Markdown would read as a mark."""
    marked = "".join(f"\\{char}" if char in "\\`*_[]<>|#" else char for char in text)
    return marked.replace("\n", "  \n")


def _markdown_list(items: Sequence[str]) -> str:
    return "\n".join(f"- {_plain(item)}" for item in items)


def _markdown_table(tableau: Tableau) -> str:
    rows = [
        tableau.titres,
        tuple("---" for _ in tableau.titres),
        *(tuple(map(_plain, line)) for line in tableau.lignes),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _html_list(items: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"


def _html_table(tableau: Tableau) -> str:
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in tableau.titres)
    body = "".join(
        f'<tr><th scope="row">{escape(line[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in line[1:])}</tr>'
        for line in tableau.lignes
    )
    return f'<div class="d"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
