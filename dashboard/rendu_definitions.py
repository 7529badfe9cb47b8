"""HTML of the page Définitions: figures by subject, each folded under its name and its definition.

Takes definitions, gives HTML strings. Everything is escaped; nothing is computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from dashboard import rendu
from dashboard.charts.spec import Tableau
from dashboard.definitions import Definition

SUJETS: Mapping[str, str] = {
    "V": "Volumes",
    "R": "Recevabilité",
    "O": "Issues",
    "T": "Délais",
    "S": "Réponse de l’administration",
    "P": "Recommandations",
    "Q": "Qualité des données",
}
"""The first letter of a code is its subject."""

AUTRES = "Autres chiffres"


def page(found: Sequence[Definition]) -> str:
    """Every definition under its subject, the list of subjects first."""
    groups: dict[str, list[Definition]] = {}
    for definition in found:
        groups.setdefault(SUJETS.get(definition.code[:1], AUTRES), []).append(definition)
    links = "".join(
        f'<li><a href="#{_anchor(sujet)}">{escape(sujet)}</a> ({len(g)})</li>' for sujet, g in groups.items()
    )
    contents = f'<nav class="om-sommaire" aria-label="Sujets"><ul>{links}</ul></nav>'
    return contents + "".join(_group(sujet, group) for sujet, group in groups.items())


def _group(sujet: str, group: Sequence[Definition]) -> str:
    return f'<section id="{_anchor(sujet)}" class="om-sujet"><h2>{escape(sujet)}</h2>{"".join(map(_definition, group))}</section>'


def _definition(d: Definition) -> str:
    facts = {
        "Formule": d.forme,
        "Numérateur": d.numerateur,
        "Dénominateur": d.denominateur,
        "Unité": d.unite,
        "Cohorte": d.cohorte,
        "Date utilisée": d.date,
        "Périodes": d.grains,
        "Publication": d.completude,
        "Lecture": d.sens,
        "Se lit par": d.dimensions,
        "Limites": d.limites,
        "Référence": d.norme,
    }
    rows = "".join(f"<div><dt>{name}</dt><dd>{escape(text)}</dd></div>" for name, text in facts.items())
    example = rendu.table(Tableau(d.colonnes, d.lignes), f"Exemple sur six lignes, période {d.periode}")
    sql = f"<details><summary>Voir la requête exécutée</summary><pre>{escape(d.sql)}</pre></details>" if d.sql else ""
    name = f'<span class="om-code">{escape(d.code)}</span> <b>{escape(d.titre)}</b>'
    return (
        f'<details class="om-definition" id="{escape(d.id)}">'
        f"<summary>{name}<span>{escape(d.definition)}</span></summary>"
        f'<div class="om-deux"><dl>{rows}</dl><div>{example}<p class="om-resultat">{escape(d.resultat)}</p>{sql}</div></div></details>'
    )


def _anchor(sujet: str) -> str:
    return "sujet-" + "".join(char for char in sujet.lower() if char.isascii() and char.isalpha())
