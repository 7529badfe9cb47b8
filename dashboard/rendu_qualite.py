"""HTML of the page Qualité et couverture: the matrix office × year, and the reminder ready to copy.

Takes rows already decided, gives HTML strings. Everything is escaped; nothing is computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from dashboard import rendu
from dashboard.charts.spec import Tableau
from dashboard.qualite import SIGNES, Groupe, Rang, Relance


def matrix(groupes: Sequence[Groupe], annees: Sequence[str]) -> str:
    """One line per office under its type, one column per year, each cell a mark with its meaning."""
    head = "".join(f'<th scope="col">{escape(year)}</th>' for year in annees)
    body = "".join(_group(group, len(annees) + 1) for group in groupes)
    key = "".join(
        f'<li><span class="om-signe" aria-hidden="true">{sign}</span>{escape(name)}</li>'
        for name, sign in SIGNES.items()
    )
    return (
        f'<ul class="om-legende">{key}</ul><div class="om-matrice"><table>'
        f"<caption>Livraison de chaque office, par année de réception entièrement couverte</caption>"
        f'<thead><tr><th scope="col">Office</th>{head}</tr></thead>{body}</table></div>'
    )


def reminders(relances: Sequence[Relance], objet: str, message: str, annee: str) -> str:
    """Whom to write to, and the message: one click selects it whole, one link opens it in the mail program."""
    lines = tuple((relance.nom, relance.derniere) for relance in relances)
    table = rendu.table(Tableau(("Office", "Dernière année livrée"), lines), f"Membres qui n’ont pas livré {annee}")
    link = f"mailto:?subject={quote(objet)}&body={quote(message)}"
    return (
        f'<section class="om-relance"><h2 class="om-titre">À relancer pour {escape(annee)}</h2>{table}'
        f'<h3>{escape(objet)}</h3><pre tabindex="0" aria-label="Texte de la relance">{escape(message)}</pre>'
        f'<p class="om-note">Un clic dans le texte le sélectionne en entier\u202f: il ne reste qu’à le copier. '
        f'<a href="{escape(link, quote=True)}">Ouvrir dans la messagerie</a></p></section>'
    )


def _group(group: Groupe, width: int) -> str:
    title = f'<tr><th scope="rowgroup" colspan="{width}">{escape(group.titre)}</th></tr>'
    return f"<tbody>{title}{''.join(map(_row, group.rangs))}</tbody>"


def _row(rang: Rang) -> str:
    cells = "".join(
        f'<td class="om-{"oui" if state == "livré" else "non"}"><span aria-hidden="true">{SIGNES[state]}</span>'
        f'<span class="om-voix">{escape(state)}</span></td>'
        for state in rang.etats
    )
    return f'<tr><th scope="row">{escape(rang.nom)}</th>{cells}</tr>'
