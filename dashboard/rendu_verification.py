"""HTML fragments of the checks and of what is ready to be quoted. Everything that comes from data is escaped.

Takes a `Bilan`, a `Citation` or the parts of a note, gives HTML strings. It decides no verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard import french, rendu
from dashboard.citation import Citation
from dashboard.constats import VERDICTS, Bilan, Constat
from dashboard.documents.demande import Note

CONSTATS_MAXIMUM = 60
"""What a reader goes through: the altered ones come first, the rest is counted."""

_INSECABLE = "\u2011"
"""A hyphen that never ends a line: « 2026-01 » cut in two reads as two numbers."""

_SIGNES = {"identique": "✓", "revise": "↻", "modifie": "≠", "inconnu": "?"}


def checks(bilan: Bilan) -> str:
    """Every finding, the gravest first, then what the check could not cover."""
    order = ("modifie", "inconnu", "revise", "identique")
    ranked = sorted(bilan.constats, key=lambda constat: order.index(constat.verdict))
    body = "".join(_check(constat) for constat in ranked[:CONSTATS_MAXIMUM])
    rest = len(ranked) - CONSTATS_MAXIMUM
    more = (
        f'<p class="om-note">Et {french.count(rest, "autre référence", "autres références")}.</p>' if rest > 0 else ""
    )
    remark = f'<p class="om-note">{escape(bilan.remarque)}</p>' if bilan.remarque else ""
    return f'<div class="om-constats" role="status">{body}{more}{remark}</div>'


def say_result(bilan: Bilan) -> str:
    """The result in one sentence."""
    if not bilan.constats:
        return "Rien dans ce fichier ne porte une référence de l’Observatoire."
    if len(bilan.constats) == 1:
        return f"{VERDICTS[bilan.verdict]}. {bilan.constats[0].phrase}".replace("-", _INSECABLE)
    counts = {v: sum(c.verdict == v for c in bilan.constats) for v in VERDICTS}
    words = {
        "identique": ("identique", "identiques"),
        "revise": ("révisée depuis", "révisées depuis"),
        "modifie": ("modifiée", "modifiées"),
        "inconnu": ("inconnue", "inconnues"),
    }
    said = [french.count(number, *words[verdict]) for verdict, number in counts.items() if number]
    return f"{french.count(len(bilan.constats), 'référence')}\u202f: {french.enumerate_words(said)}."


def quotation(citation: Citation) -> str:
    """A sentence that one click selects whole, and the button that copies it as text and HTML at once."""
    button = '<button type="button" class="om-csv om-copie" data-om-copier="citation">Copier la phrase</button>'
    return f'<div class="om-citee"><div class="om-citation">{citation.html}</div>{button}</div>'


def note_table(note: Note) -> str:
    """The figures of the note, the reference of each leading to its check."""
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in note.tableau.titres)
    body = "".join(
        f'<tr><th scope="row">{escape(cells[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells[1:4])}'
        f'<td><a href="{escape(line.citation.lien, quote=True)}">{escape(cells[4])}</a></td></tr>'
        for cells, line in zip(note.tableau.lignes, note.lignes, strict=True)
    )
    caption = f"<caption>{escape(note.territoire)}</caption>"
    return (
        f'<div class="om-defile om-note-chiffres" tabindex="0"><table>{caption}<thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def comment(texte: str) -> str:
    """What the reader adds, as it was typed."""
    lines = "<br>".join(escape(line) for line in texte.splitlines())
    return f'<p class="om-phrase">{lines}</p>'


def note_parts(note: Note) -> str:
    """What the figures do not say, the method, the sources, then the sentences and the other data."""
    quotes = "".join(quotation(line.citation) for line in note.lignes)
    data = rendu.table(note.donnees, "Autres nombres de la note, avec leur référence")
    return (
        f"{_list('Ce que ces chiffres ne disent pas', note.limites)}{_list('Méthode', note.methode)}"
        f"{_list('Sources', note.sources)}"
        f'<section class="om-partie"><h2>Phrases à citer</h2>{quotes}</section>'
        f"<details><summary>Données du graphique et de l’année précédente</summary>{data}</details>"
    )


def _list(titre: str, items: Sequence[str]) -> str:
    lines = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f'<section class="om-partie"><h2>{titre}</h2><ul>{lines}</ul></section>'


def _check(constat: Constat) -> str:
    where = f' <span class="om-lieu">{escape(constat.lieu)}</span>' if constat.lieu else ""
    reference = f"<code>{escape(constat.reference)}</code>" if constat.reference else ""
    exact = f'<p class="om-note">Publié\u202f: {escape(constat.exacte)}</p>' if constat.exacte else ""
    sign = f'<span aria-hidden="true">{_SIGNES[constat.verdict]}</span>'
    return (
        f'<article class="om-constat om-{constat.verdict}"><h2>{sign} {VERDICTS[constat.verdict]} {reference}{where}</h2>'
        f"<p>{escape(constat.phrase)}</p>{exact}</article>"
    )
