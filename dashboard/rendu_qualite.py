"""HTML of the page Qualité et couverture: coverage, the matrix office × year, the reminder, the completeness tables.

Takes rows already decided, gives HTML strings. Everything is escaped; nothing is computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from dashboard import french, phrases
from dashboard.completude import DITES, Colonne, Cotes, find_band
from dashboard.completude import Groupe as GroupeCotes
from dashboard.completude import Rang as RangCotes
from dashboard.figures import Figure
from dashboard.qualite import SENS, SIGNES, Etat, Groupe, Rang, Relance


def matrix(groupes: Sequence[Groupe], annees: Sequence[str]) -> str:
    """One line per office under its type, one column per year, each cell a mark with its meaning."""
    head = "".join(f'<th scope="col">{escape(year)}</th>' for year in annees)
    body = "".join(_group(group, len(annees) + 1) for group in groupes)
    key = "".join(
        f'<li><span class="om-signe" aria-hidden="true">{sign}</span>{escape(SENS[name])}</li>'
        for name, sign in SIGNES.items()
    )
    return (
        f'<ul class="om-legende">{key}</ul><div class="om-matrice" tabindex="0"><table>'
        f"<caption>Livraison de chaque office, par année de réception</caption>"
        f'<thead><tr><th scope="col">Office</th>{head}</tr></thead>{body}</table></div>'
    )


def reminders(relances: Sequence[Relance], objet: str, message: str, annee: str) -> str:
    """Whom to write to, by situation, and the message: a button copies it, a link opens it in the mail program."""
    rows = "".join(
        f'<div class="om-situation"><h3>{escape(one.situation)} ({french.number(len(one.noms))})</h3>'
        f"<ul>{''.join(f'<li>{escape(nom)}</li>' for nom in one.noms)}</ul></div>"
        for one in relances
    )
    link = f"mailto:?subject={quote(objet)}&body={quote(message)}"
    return (
        f'<section class="om-relance"><h2 class="om-titre">À relancer pour {escape(annee)}</h2>{rows}'
        f'<h2 class="om-titre">Le message, prêt à envoyer</h2>'
        f'<p class="om-note">Il ne nomme aucun office\u202f: le même convient à tous.</p>'
        f"{_copied(f'<p><b>{escape(objet)}</b></p>', 'Copier l’objet', 'objet')}"
        f"{_copied(_paragraphs(message), 'Copier le message', 'relance')}"
        f'<p class="om-note"><a href="{escape(link, quote=True)}">Ouvrir dans la messagerie</a></p></section>'
    )


def fields_by_type(cotes: Cotes, annee: str) -> str:
    """One line per field, one column per group of offices."""
    caption = f"Part des saisines reçues en {annee} où le champ est renseigné"
    return _cotes(cotes, "Champ", caption, "om-cotes-types")


def fields_by_office(cotes: Cotes, annee: str) -> str:
    """One line per office under its type, one column per field."""
    caption = f"Part des saisines reçues en {annee} où le champ est renseigné, office par office"
    return _cotes(cotes, "Office", caption, "om-cotes-offices")


def _cotes(cotes: Cotes, coin: str, legende: str, classe: str) -> str:
    key = "".join(f'<li><span class="om-cle om-cote-{name}"></span>{text}</li>' for name, text in DITES.items())
    head = "".join(map(_column, cotes.colonnes))
    body = "".join(_cote_group(group, len(cotes.colonnes) + 1) for group in cotes.groupes)
    return (
        f'<ul class="om-legende">{key}</ul><div class="om-cotes {classe}" tabindex="0"><table>'
        f'<caption>{escape(legende)}</caption><thead><tr><th scope="col">{coin}</th>{head}</tr></thead>{body}'
        f"</table></div>"
    )


def _column(colonne: Colonne) -> str:
    return f'<th scope="col"><span>{escape(colonne.titre)}</span></th>'


def _cote_group(group: GroupeCotes, width: int) -> str:
    title = f'<tr><th scope="rowgroup" colspan="{width}">{escape(group.titre)}</th></tr>' if group.titre else ""
    return f"<tbody>{title}{''.join(map(_cote_row, group.rangs))}</tbody>"


def _cote_row(rang: RangCotes) -> str:
    return f'<tr><th scope="row">{escape(rang.nom)}</th>{"".join(map(_cote, rang.figures))}</tr>'


def _cote(figure: Figure | None) -> str:
    if figure is None:
        return f"<td>{french.SANS_OBJET}</td>"
    mark = figure.marque or ""
    meaning = f' title="{escape(french.MARQUES[mark])}"' if mark in french.MARQUES else ""
    shade = f' class="om-cote-{find_band(figure)}"' if figure.valeur is not None else ""
    return f"<td{shade}{meaning}>{escape(phrases.say_number(figure))}</td>"


def _copied(html: str, bouton: str, nom: str) -> str:
    button = f'<button type="button" class="om-csv om-copie" data-om-copier="{nom}">{bouton}</button>'
    return f'<div class="om-citee"><div class="om-citation">{html}</div>{button}</div>'


def _paragraphs(message: str) -> str:
    blocks = (escape(block).replace("\n", "<br>") for block in message.split("\n\n"))
    return "".join(f"<p>{block}</p>" for block in blocks)


def _group(group: Groupe, width: int) -> str:
    title = f'<tr><th scope="rowgroup" colspan="{width}">{escape(group.titre)}</th></tr>'
    return f"<tbody>{title}{''.join(map(_row, group.rangs))}</tbody>"


def _row(rang: Rang) -> str:
    return f'<tr><th scope="row">{escape(rang.nom)}</th>{"".join(map(_cell, rang.etats))}</tr>'


def _cell(etat: Etat) -> str:
    shade = "oui" if etat.nom == "livré en entier" else "non"
    return (
        f'<td class="om-{shade}" title="{escape(etat.dit)}"><span aria-hidden="true">{SIGNES[etat.nom]}</span>'
        f'<span class="om-voix">{escape(etat.dit)}</span></td>'
    )
