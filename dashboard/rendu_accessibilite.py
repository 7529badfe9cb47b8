"""HTML fragments of the page « Accessibilité ». Everything that comes from data is escaped.

Takes the audit and what may be said of each criterion, gives HTML strings. It judges nothing and imports no Streamlit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from dashboard import french
from dashboard.accessibilite import ETATS, MOYENS, THEMES, Audit, Avis, count_states, say_audit

AUDITE = (
    "Au sens du RGAA, un site sans audit en cours de validité se déclare non conforme. Cette page publie ce que nous avons "
    "vérifié nous-mêmes\u202f: ni un organisme ni une personne extérieure n’a contrôlé l’Observatoire."
)
LIMITES = (
    "L’outil automatique ne voit qu’une partie de chaque critère\u202f: l’absence de faute n’y vaut pas conformité.",
    "Aucune page n’a été essayée avec un lecteur d’écran, ni par une personne en situation de handicap.",
    "L’intérieur des graphiques ne se parcourt pas au clavier\u202f: leur tableau, «\u202fVoir les données\u202f», dit les mêmes valeurs.",
    "Les grands tableaux défilent dans leur cadre sur un écran étroit.",
    "Les documents Word sont structurés, mais n’ont pas été essayés avec une technologie d’assistance.",
)
"""What is not reachable, or not known to be."""

_SIGNES = {"conforme": "●", "sans faute": "◐", "non conforme": "✕", "non applicable": "—", "non évalué": "○"}


def statement(audit: Audit) -> str:
    """The state, how it was established, and what is not accessible."""
    limits = "".join(f"<li>{escape(text)}</li>" for text in LIMITES)
    return (
        f'<section class="om-savoir"><h2>État de conformité</h2><p>{escape(AUDITE)}</p></section>'
        f'<section class="om-sujet"><h2>Comment</h2><p class="om-phrase">{escape(say_audit(audit))}</p>'
        f'<p class="om-note">Référentiel\u202f: RGAA 4.1.2, intitulés abrégés. Navigateur\u202f: {escape(audit.navigateur)}. Les essais au '
        "navigateur (agrandissement, clavier, espacement) sont rejoués avec les tests du logiciel.</p></section>"
        f'<section class="om-sujet"><h2>Contenus non accessibles, ou dont nous ne savons rien</h2><ul class="om-remarques">{limits}</ul></section>'
    )


def summary(avis: Sequence[Avis]) -> str:
    """How many criteria are in each state, theme by theme."""
    head = "".join(f'<th scope="col">{escape(titre)}</th>' for titre in ("Thème", *ETATS.values()))
    rows = "".join(_theme(numero, nom, avis) for numero, nom in THEMES.items())
    total = _counts("Ensemble", count_states(avis).values())
    return (
        '<section class="om-sujet"><h2>Résultats</h2><div class="om-defile om-rgaa" tabindex="0"><table>'
        f"<caption>Nombre de critères par thème du RGAA</caption><thead><tr>{head}</tr></thead><tbody>{rows}{total}</tbody></table></div></section>"
    )


def criteria(avis: Sequence[Avis]) -> str:
    """Every criterion, folded by theme."""
    return "".join(
        _fold(numero, nom, [each for each in avis if each.critere.theme == numero]) for numero, nom in THEMES.items()
    )


def contact(adresse: str) -> str:
    """Whom to tell of a difficulty, and what one may do without an answer."""
    if adresse:
        link = f"mailto:{adresse}" if "@" in adresse else adresse
        said = f'Écrivez à la personne qui tient ce serveur\u202f: <a href="{escape(link, quote=True)}">{escape(adresse)}</a>.'
    else:
        said = "Ce serveur n’indique pas de contact\u202f: adressez-vous à la personne qui vous en a donné l’accès."
    return (
        f'<section class="om-sujet"><h2>Signaler une difficulté</h2><p>{said}</p>'
        "<p>Sans réponse satisfaisante, le Défenseur des droits peut être saisi (defenseurdesdroits.fr).</p></section>"
    )


def _theme(numero: str, nom: str, avis: Sequence[Avis]) -> str:
    mine = [each for each in avis if each.critere.theme == numero]
    return _counts(f"{numero}. {nom}", count_states(mine).values())


def _counts(nom: str, counts: Iterable[int]) -> str:
    cells = "".join(f"<td>{french.number(count)}</td>" for count in counts)
    return f'<tr><th scope="row">{escape(nom)}</th>{cells}</tr>'


def _fold(numero: str, nom: str, avis: Sequence[Avis]) -> str:
    rows = "".join(map(_row, avis))
    wrong = count_states(avis)["non conforme"]
    more = f", {french.count(wrong, 'non conforme', 'non conformes')}" if wrong else ""
    head = "".join(f'<th scope="col" role="columnheader">{titre}</th>' for titre in ("Critère", "Résultat", "Comment"))
    return (
        f"<details><summary>{numero}. {escape(nom)} ({french.count(len(avis), 'critère')}{more})</summary>"
        f'<div class="om-face"><table role="table"><caption class="om-voix">Critères du thème {escape(nom)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{rows}</tbody></table></div></details>'
    )


def _row(avis: Avis) -> str:
    critere = avis.critere
    note = f"<small>{escape(critere.note)}</small>" if critere.note else ""
    state = f'<span class="om-signe" aria-hidden="true">{_SIGNES[avis.etat]}</span> {escape(ETATS[avis.etat])}'
    return (
        f'<tr role="row"><th scope="row" role="rowheader" data-titre="Critère">{critere.numero} {escape(critere.titre)}{note}</th>'
        f'<td role="cell" data-titre="Résultat">{state}</td><td role="cell" data-titre="Comment">{escape(MOYENS[critere.moyen])}</td></tr>'
    )
