"""HTML of the page Note parlementaire: the answer ready to paste, and what stands near a question without one.

Takes a `Note` or an `Absence`, gives HTML strings. Everything is escaped; nothing is computed.
"""

from __future__ import annotations

from html import escape

from dashboard import mots
from dashboard.documents.demande import Note
from dashboard.documents.note_proches import Absence
from dashboard.rendu_verification import quotation

_BOUTON = (
    '<button type="button" class="om-csv om-copie" data-om-copier="citation">Copier la réponse</button>'
    '<a class="om-csv om-copie" target="_self" href="{lien}">Vérifier</a>'
)


def meaning(sens: str) -> str:
    """Which of the two territories is meant."""
    return f'<p class="om-sens">{escape(sens)}</p>'


def answer(note: Note) -> str:
    """The sentence to quote and whether it moves, copied together, each number with its reference."""
    first = note.lignes[0].citation
    trend = f"<p>{escape(note.tendance)}</p>" if note.tendance else ""
    buttons = _BOUTON.format(lien=escape(first.lien, quote=True))
    return (
        f'<section class="om-reponse"><h2 class="om-titre">La réponse, prête à coller</h2>'
        f'<div class="om-citee"><div class="om-citation">{first.html}{trend}</div>{buttons}</div>'
        f"{mots.explain(f'{note.tendance} {first.precision}')}</section>"
    )


def absence(found: Absence) -> str:
    """Why there is no answer, then the nearest figures, each with its territory, its sentence and its trend."""
    near = "".join(
        f'<h3>{escape(one.titre)}</h3>{quotation(one.ligne.citation)}<p class="om-note">{escape(one.tendance)}</p>'
        for one in found.proches
    )
    words = mots.explain(" ".join(f"{one.tendance} {one.ligne.citation.precision}" for one in found.proches))
    title = "Ce qui est publié, au plus près" if found.proches else "Rien d’approchant n’est publié"
    return (
        f'<section class="om-etat" role="status"><h2>Ce chiffre n’est pas publié</h2><p>{escape(found.raison)}</p>'
        f'<p class="om-conseil">Ne l’estimez pas par soustraction\u202f: citez l’un des chiffres qui suivent, avec son '
        f"territoire.</p></section>"
        f'<section class="om-proches"><h2 class="om-titre">{title}</h2>{near}{words}</section>'
    )
