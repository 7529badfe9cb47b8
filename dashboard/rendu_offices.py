"""HTML of the list of offices: one line each under its type, the first column naming it.

Takes rows already decided, gives HTML strings. Everything is escaped; nothing is computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard import french
from dashboard.offices_liste import (
    HORS,
    LIVRE,
    PARTIEL,
    RETARD,
    Groupe,
    Rang,
    say_delivery,
    say_fields,
    say_volume,
    say_years,
)

SIGNES = {LIVRE: "●", PARTIEL: "◐", RETARD: "○", HORS: french.SANS_OBJET}
"""A mark by state, beside its words."""


def offices(groupes: Sequence[Groupe], annee: str) -> str:
    """The table of a year."""
    titles = (
        f"Livraison {annee}",
        "Années livrées en entier",
        "Dernier export arrêté au",
        f"Saisines reçues en {annee}",
        "Champs remplis à 95\u202f% ou plus",
    )
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in titles)
    body = "".join(_group(group, len(titles) + 1, annee) for group in groupes)
    return (
        f'<div class="om-matrice" tabindex="0"><table><caption>Offices du réseau en {escape(annee)}, par type puis par '
        f'nom</caption><thead><tr><th scope="col">Office</th>{head}</tr></thead>{body}</table></div>'
    )


def _group(group: Groupe, width: int, annee: str) -> str:
    title = f'<tr><th scope="rowgroup" colspan="{width}">{escape(group.titre)}</th></tr>'
    return f"<tbody>{title}{''.join(_row(rang, annee) for rang in group.rangs)}</tbody>"


def _row(rang: Rang, annee: str) -> str:
    state = say_delivery(rang, annee)
    shade = "oui" if rang.livre else "non"
    delivery = f'<td class="om-{shade}"><span aria-hidden="true">{SIGNES[state]} </span>{escape(state)}</td>'
    stop = french.SANS_OBJET if rang.arrete is None else french.long_date(rang.arrete)
    mark = say_volume(rang)
    meaning = f' title="{escape(french.MARQUES[mark])}"' if mark in french.MARQUES else ""
    cells = "".join(f"<td>{escape(text)}</td>" for text in (say_years(rang.annees), stop))
    return (
        f'<tr><th scope="row">{escape(rang.nom)}</th>{delivery}{cells}<td{meaning}>{escape(mark)}</td>'
        f"<td>{escape(say_fields(rang))}</td></tr>"
    )
