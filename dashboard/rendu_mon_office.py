"""HTML of the page Mon office: the comparison with the offices of the same type, and what to know before reading.

Takes comparisons and sentences, gives HTML strings. Everything is escaped; nothing is computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard.mon_office_pairs import Comparaison

BRUTE = (
    "Comparaison brute\u202f: elle ne tient compte ni des domaines traités, ni des canaux, ni de la taille. "
    "L’ensemble comprend votre office."
)
DISTINGUABLE = (
    "«\u202fNon distinguable\u202f» veut dire que l’écart tient dans la marge d’erreur à 95\u202f% de votre taux\u202f: "
    "le hasard suffit à l’expliquer."
)


def comparison(lignes: Sequence[Comparaison], ensemble: str, legende: str) -> str:
    """A table on a desk; on a phone each line becomes a block, and stays a table for a voice."""
    titles = ("Chiffre", "Votre office", ensemble, "Lecture")
    head = "".join(f'<th scope="col" role="columnheader">{escape(title)}</th>' for title in titles)
    body = "".join(_line(ligne, ensemble) for ligne in lignes)
    notes = f'<p class="om-note">{escape(BRUTE)} {escape(DISTINGUABLE)}</p>'
    return (
        f'<section class="om-face"><h2>{escape(legende)}</h2><table role="table"><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>{notes}</section>'
    )


def caveats(phrases: Sequence[str]) -> str:
    """What the office declares of its scope and of the breaks of its series; nothing when it declares nothing."""
    if not phrases:
        return ""
    lines = "".join(f"<li>{escape(text)}</li>" for text in phrases)
    return f'<section class="om-savoir"><h2>À savoir avant de lire</h2><ul>{lines}</ul></section>'


def _line(ligne: Comparaison, ensemble: str) -> str:
    cells = (
        ("Votre office", f"<b>{escape(ligne.mien_texte)}</b>", ligne.mien_base),
        (ensemble, escape(ligne.pairs_texte), ligne.pairs_base),
        ("Lecture", escape(ligne.lecture), ""),
    )
    body = "".join(
        f'<td role="cell" data-titre="{escape(title)}">{value}{f"<small>{escape(base)}</small>" if base else ""}</td>'
        for title, value, base in cells
    )
    return f'<tr role="row"><th scope="row" role="rowheader">{escape(ligne.titre)}</th>{body}</tr>'
