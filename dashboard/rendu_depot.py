"""HTML fragments of the page « Déposer un export ». Everything that comes from a deposited file is escaped.

Takes the records of a visit, gives HTML strings. It decides nothing and imports no Streamlit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from dashboard import depot_phrases, french
from dashboard.depot_constats import rank_findings
from dashboard.depot_lu import Colonne, Constat, Demande, Difference, EnPlace, Essai, Ouvert, Vu
from dashboard.depot_visite import Refus

CONSTATS_MAXIMUM = 25
"""What a reader goes through on the page; the sheet holds them all."""


def steps(rang: int) -> str:
    """The four steps and where the visit is."""
    body = "".join(_step(place, name, rang) for place, name in enumerate(depot_phrases.ETAPES))
    return f'<ol class="om-etapes" aria-label="Étapes du dépôt">{body}</ol>'


def title(rang: int) -> str:
    """The heading of a step."""
    return f'<h2 class="om-etape-titre"><span>{rang}</span> {escape(depot_phrases.ETAPES[rang - 1])}</h2>'


def sentence(text: str) -> str:
    """A sentence of the page."""
    return f'<p class="om-phrase">{escape(text)}</p>'


def refusal(refus: Refus) -> str:
    """Why something was not done, and what to do."""
    kind, name = ("om-rien", "Rien à faire") if refus.rien else ("om-refus", "Refusé")
    said = depot_phrases.advise(refus)
    advice = f'<p class="om-note">{escape(said)}</p>' if said else ""
    return f'<article class="om-constat {kind}" role="alert"><h2>{name}</h2><p>{escape(refus.phrase)}</p>{advice}</article>'


def facts(pairs: Iterable[tuple[str, str]], remarques: Sequence[str]) -> str:
    """What is seen of the file, then what its reader remarked."""
    body = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>" for name, text in pairs)
    notes = "".join(f"<li>{escape(text)}</li>" for text in remarques)
    return f'<dl class="om-vue-fichier">{body}</dl>' + (f'<ul class="om-remarques">{notes}</ul>' if notes else "")


def declared(vu: Vu) -> str:
    """The correspondence of a declared source, to read: it is the operator's."""
    rows = "".join(_row(_declared_cells(colonne)) for colonne in vu.colonnes)
    head = _head(("Colonne", "Exemples masqués", "Devient"))
    return (
        f'<p class="om-phrase">Ce fichier est celui d’une source déclarée\u202f: {escape(vu.source)}. Sa correspondance est '
        f"connue, il n’y a rien à vérifier.</p><details><summary>Voir les {len(vu.colonnes)} colonnes</summary>"
        f'<div class="om-face"><table role="table" aria-label="Correspondance des colonnes">{head}<tbody role="rowgroup">{rows}</tbody></table></div></details>'
    )


def column(colonne: Colonne) -> str:
    """A title of the file, why its field is proposed, and what its cells look like."""
    shown = ", ".join(colonne.exemples) or "colonne vide"
    sure = french.percent(100 * colonne.confiance, 0)
    said = f"{french.capitalize(colonne.raison)} (confiance {sure})"
    return (
        f'<div class="om-colonne"><b>{escape(colonne.titre)}</b><span>{escape(said)}</span>'
        f"<code>{escape(shown)}</code></div>"
    )


def label(ouvert: Ouvert) -> str:
    """A label to classify, how often and where it comes."""
    count = french.count(ouvert.nombre, "ligne")
    places = ", ".join(french.number(line) for line in ouvert.lignes)
    more = "…" if ouvert.nombre > len(ouvert.lignes) else ""
    return f'<div class="om-colonne"><b>{escape(ouvert.libelle)}</b><span>{count}\u202f: {places}{more}</span></div>'


def group(titre: str, phrase: str) -> str:
    """The heading of a group of columns or labels."""
    return f'<div class="om-groupe"><h3>{escape(titre)}</h3><p>{escape(phrase)}</p></div>'


def account(essai: Essai) -> str:
    """The accounting identity: every line read is somewhere."""
    parts = (
        (essai.acceptees, "acceptée", "+"),
        (essai.ecartees, "écartée", "+"),
        (essai.doublons, "doublon", "+"),
        (essai.ignorees, "ignorée", ""),
    )
    terms = "".join(
        f"<span><b>{french.number(count)}</b> {french.plural(count, name)}</span>{f'<i>{sign}</i>' if sign else ''}"
        for count, name, sign in parts
    )
    return f'<p class="om-compte"><span><b>{french.number(essai.lues)}</b> {french.plural(essai.lues, "ligne lue", "lignes lues")}</span><i>=</i>{terms}</p>'


def demands(demandes: Sequence[Demande]) -> str:
    """What must be settled before the deposit."""
    body = "".join(
        f'<article class="om-constat om-modifie"><h2>{escape(each.message)}</h2>'
        f'<p class="om-note">{escape(depot_phrases.advise(each))}</p></article>'
        for each in demandes
    )
    return f'<div class="om-constats" role="status">{body}</div>'


def change(difference: Difference) -> str:
    """Cases that come and go, and the fields that change."""
    fields = "".join(
        f"<li>{escape(depot_phrases.name_field(name))}\u202f: {french.count(count, 'valeur changée', 'valeurs changées')}</li>"
        for name, count in difference.modifiees.items()
    )
    added = french.signed(french.number(difference.ajoutees), difference.ajoutees)
    removed = french.number(-difference.retirees)
    changed = f"<ul>{fields}</ul>" if fields else ""
    return (
        f'<div class="om-ecart"><p><b>{added}</b> {french.plural(difference.ajoutees, "nouvelle")}</p>'
        f"<p><b>{removed}</b> {french.plural(difference.retirees, 'retirée')}</p>{changed}</div>"
    )


def findings(constats: Sequence[Constat]) -> str:
    """The gravest findings with their place; a phone shows each as a block."""
    if not constats:
        return '<p class="om-note">Aucun constat\u202f: toutes les lignes sont prises telles quelles.</p>'
    ranked = rank_findings(constats)
    rows = "".join(map(_finding, ranked[:CONSTATS_MAXIMUM]))
    rest = len(ranked) - CONSTATS_MAXIMUM
    more = (
        f'<p class="om-note">Et {french.count(rest, "autre constat", "autres constats")}, dans la feuille à télécharger.</p>'
        if rest > 0
        else ""
    )
    head = _head(("Ligne", "Colonne", "Valeur masquée", "Constat et conseil"))
    return (
        f'<section class="om-face"><h3>Constats</h3><table role="table" aria-label="Constats, les plus graves d’abord">{head}'
        f'<tbody role="rowgroup">{rows}</tbody></table>{more}</section>'
    )


def standing(depots: Sequence[EnPlace]) -> str:
    """The deposits this visit may withdraw."""
    head = _head(("Dépôt", "Fichier", "Arrêté au", "Offices"))
    rows = "".join(
        _row(
            (
                ("Dépôt", escape(each.id)),
                ("Fichier", escape(each.fichier)),
                ("Arrêté au", french.long_date(each.arrete)),
                ("Offices", french.number(each.offices)),
            )
        )
        for each in depots
    )
    count = french.count(len(depots), "dépôt en place", "dépôts en place")
    return (
        f'<details><summary>Voir {count}</summary><div class="om-face"><table role="table" aria-label="Dépôts en place">{head}'
        f'<tbody role="rowgroup">{rows}</tbody></table></div></details>'
    )


def _step(place: int, name: str, rang: int) -> str:
    state = "fait" if place < rang else "ici" if place == rang else "suite"
    said = {"fait": "fait", "ici": "en cours", "suite": "à venir"}[state]
    mark = "✓" if state == "fait" else str(place + 1)
    here = ' aria-current="step"' if state == "ici" else ""
    return (
        f'<li class="om-etape-{state}"{here}><span aria-hidden="true">{mark}</span> {escape(name)}'
        f'<span class="om-voix"> ({said})</span></li>'
    )


def _declared_cells(colonne: Colonne) -> tuple[tuple[str, str], ...]:
    becomes = (
        escape(depot_phrases.name_field(colonne.champ))
        if colonne.champ
        else f"<small>Non gardée\u202f: {escape(colonne.raison)}</small>"
    )
    return (
        ("Colonne", escape(colonne.titre)),
        ("Exemples masqués", f"<code>{escape(', '.join(colonne.exemples))}</code>"),
        ("Devient", becomes),
    )


def _finding(constat: Constat) -> str:
    sheet = f"<small>{escape(constat.feuille)}</small>" if constat.feuille else ""
    line = french.number(constat.ligne) if constat.ligne is not None else french.SANS_OBJET
    level = depot_phrases.NIVEAUX[constat.niveau]
    times = f" ({french.count(constat.nombre, 'ligne')})" if constat.nombre > 1 else ""
    return _row(
        (
            ("Ligne", f"{line}{sheet}"),
            ("Colonne", escape(constat.colonne) or french.SANS_OBJET),
            ("Valeur masquée", f"<code>{escape(constat.valeur)}</code>" if constat.valeur else french.SANS_OBJET),
            ("Constat et conseil", f"<b>{level}{times}</b> {escape(constat.conseil)}"),
        )
    )


def _head(titres: Sequence[str]) -> str:
    cells = "".join(f'<th scope="col" role="columnheader">{titre}</th>' for titre in titres)
    return f'<thead role="rowgroup"><tr role="row">{cells}</tr></thead>'


def _row(cells: Sequence[tuple[str, str]]) -> str:
    """A line of a table, its cells already escaped, each with its title for narrow screens."""
    first = f'<th scope="row" role="rowheader" data-titre="{cells[0][0]}">{cells[0][1]}</th>'
    rest = "".join(f'<td role="cell" data-titre="{titre}">{html}</td>' for titre, html in cells[1:])
    return f'<tr role="row">{first}{rest}</tr>'
