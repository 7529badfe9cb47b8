"""HTML of the page Mon office: the comparison with peers, what was adjusted, the lines of its files, its report.

Takes comparisons, tables and addresses, gives HTML strings. Everything is escaped; nothing is computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard import rendu
from dashboard.charts.spec import Tableau
from dashboard.mon_office_pairs import Comparaison

BRUTE = (
    "Comparaison brute\u202f: elle ne tient compte ni des domaines traités ni des canaux\u202f; l’onglet «\u202fParmi les autres\u202f» "
    "le fait. Les chiffres des pairs viennent d’effectifs arrondis au multiple de 5."
)
DISTINGUABLE = (
    "«\u202fNon distinguable\u202f» veut dire que le hasard suffit à expliquer l’écart\u202f: un office du même groupe tomberait "
    "aussi loin plus d’une fois sur cinq cents."
)


def comparison(lignes: Sequence[Comparaison], legende: str, lien: str) -> str:
    """A table on a desk; on a phone each line becomes a block, and stays a table for a voice."""
    titles = ("Chiffre", "Votre office", "Vos pairs (médiane)", "Lecture")
    head = "".join(f'<th scope="col" role="columnheader">{escape(title)}</th>' for title in titles)
    body = "".join(_line(ligne) for ligne in lignes)
    notes = f'<p class="om-note">{escape(BRUTE)} {escape(DISTINGUABLE)}</p>'
    return (
        f'<section class="om-face"><h2>{escape(legende)}</h2><table role="table" aria-label="{escape(legende, quote=True)}"><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>{notes}<div class="om-outils">{rendu.downloads(lien, legende)}</div></section>'
    )


def caveats(phrases: Sequence[str]) -> str:
    """What the office declares of its scope and of the breaks of its series; nothing when it declares nothing."""
    if not phrases:
        return ""
    lines = "".join(f"<li>{escape(text)}</li>" for text in phrases)
    return f'<section class="om-savoir"><h2>À savoir avant de lire</h2><ul>{lines}</ul></section>'


def report_button(annee: str, lien: str, lien_pdf: str = "") -> str:
    """The way to the yearly report, mostly written; as PDF too where the server can make one."""
    pdf = (
        f'<a class="om-csv" href="{lien_pdf}" download aria-label="Rapport annuel {escape(annee)} en PDF">PDF</a> '
        if lien_pdf
        else ""
    )
    return (
        f'<p class="om-rapport"><a class="om-bouton" href="{lien}" download>Rapport annuel {escape(annee)} (DOCX)</a> {pdf}'
        "<span>Presque rédigé\u202f: chiffres, graphiques, comparaison anonyme, définitions. Il reste vos propositions à "
        "écrire.</span></p>"
    )


def block(titre: str, phrases: Sequence[str], tableau: Tableau | None, lien: str = "") -> str:
    """A titled table with its sentences above and its files under it."""
    said = "".join(f'<p class="om-phrase">{escape(text)}</p>' for text in phrases if text)
    data = rendu.table(tableau, titre) if tableau else ""
    files = f'<div class="om-outils">{rendu.downloads(lien, titre)}</div>' if lien else ""
    return f'<section class="om-liste"><h3>{escape(titre)}</h3>{said}{data}{files}</section>'


def peers(methode: str, reserves: Sequence[str], tableau: Tableau, lien: str) -> str:
    """Why these peers: the method, what is fragile about them, and the table of distances."""
    fragile = "".join(f'<p class="om-reserve">{escape(text)}</p>' for text in reserves)
    data = rendu.table(tableau, "Vos pairs et ce qui les rapproche de vous") if tableau.lignes else ""
    files = f'<div class="om-outils">{rendu.downloads(lien, "Vos pairs")}</div>' if tableau.lignes else ""
    return f'<section class="om-liste"><p class="om-phrase">{escape(methode)}</p>{fragile}{data}{files}</section>'


def _line(ligne: Comparaison) -> str:
    cells = (
        ("Votre office", f"<b>{escape(ligne.mien_texte)}</b>", ligne.mien_base),
        ("Vos pairs (médiane)", escape(ligne.pairs_texte), ligne.pairs_base),
        ("Lecture", escape(ligne.lecture), ""),
    )
    body = "".join(
        f'<td role="cell" data-titre="{escape(title)}">{value}{f"<small>{escape(base)}</small>" if base else ""}</td>'
        for title, value, base in cells
    )
    return f'<tr role="row"><th scope="row" role="rowheader">{escape(ligne.titre)}</th>{body}</tr>'
