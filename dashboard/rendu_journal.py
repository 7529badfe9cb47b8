"""HTML of the page Journal: the events as a table, and what is known of one incident.

Takes lines already in words, gives HTML strings. Everything is escaped; nothing is computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard.journal_lu import Ligne

_TITRES = ("Quand", "Quoi", "Qui", "Détail")


def events(lignes: Sequence[Ligne]) -> str:
    """A table on a desk; on a phone each event becomes a block, and stays a table for a voice."""
    head = "".join(f'<th scope="col" role="columnheader">{title}</th>' for title in _TITRES)
    body = "".join(map(_row, lignes))
    return (
        '<section class="om-face"><h2>Du plus récent au plus ancien</h2><table role="table" aria-label="Événements"><thead role="rowgroup">'
        f'<tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table></section>'
    )


def incident(ligne: Ligne) -> str:
    """When it happened and which places of the code it went through."""
    places = "".join(f"<li><code>{escape(place)}</code></li>" for place in ligne.lieux)
    return (
        f'<section class="om-savoir"><h2>{escape(ligne.texte)}</h2><p>Le {escape(ligne.jour)} à {escape(ligne.heure)}. '
        f"Chemin dans le code, le dernier lieu est celui de la faute\u202f:</p><ul>{places}</ul></section>"
    )


def _row(ligne: Ligne) -> str:
    cells = (ligne.titre, ligne.auteur, ligne.texte)
    body = "".join(
        f'<td role="cell" data-titre="{title}">{escape(text)}</td>'
        for title, text in zip(_TITRES[1:], cells, strict=True)
    )
    when = f"{escape(ligne.jour)}<small>{escape(ligne.heure)}</small>"
    return f'<tr role="row"><th scope="row" role="rowheader">{when}</th>{body}</tr>'
