"""The voice of the yearly report: the page speaks to the médiateur, the report speaks of the office to the public.

Takes texts, tables and charts written for the page, gives them in the third person. It changes no number.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dashboard.charts.spec import Graphique, Tableau

_ADRESSES = tuple(
    (re.compile(said), written)
    for said, written in (
        (r"\bde vos (?=(?:\d+\D)?pairs?\b)", "de ses "),
        (r"\b(à|parmi) vos\b", r"\1 ses"),
        (r"\bvotre fichier\b", "son fichier"),
        (r"\bde vos ", "des "),
        (r"\bvotre part\b", "part de l’office"),
        (r"\b[Vv]otre place\b", "La place de l’office"),
        (r"\bVotre (délai|taux de résolution ajusté|taux de résolution)\b", r"Le \1 de l’office"),
        (r"\bvotre (délai|taux de résolution ajusté|taux de résolution)\b", r"le \1 de l’office"),
        (r"\bvotre taille\b", "sa taille"),
        (r"\bvotre office\b", "l’office"),
        (r"\bVotre office\b", "L’office"),
        (r"\bdu vôtre\b", "de l’office"),
        (r"\bVous êtes\b", "L’office est"),
        (r"\bvous êtes\b", "l’office est"),
        (r"\bvous n’êtes\b", "l’office n’est"),
        (r"\bvous tenez\b", "le médiateur tient"),
        (r"\bque vous attendez\b", "qu’il attend"),
        (r"\bvous, (?=\d)", "l’office, "),
        (r"\bVos saisines\b", "Les saisines"),
        (r"\bvos saisines\b", "ses saisines"),
        (r"\bvos (pairs|domaines|canaux|dossiers)\b", r"ses \1"),
    )
)


def speak_chart(chart: Graphique) -> Graphique:
    """The chart with everything said beside it in the third person."""
    table = speak_table(chart.tableau)
    titre, unite, phrase, note = (speak(text) for text in (chart.titre, chart.unite, chart.phrase, chart.note))
    return replace(chart, titre=titre, unite=unite, phrase=phrase, note=note, tableau=table)


def speak_table(tableau: Tableau) -> Tableau:
    """The table in the third person."""
    lines = tuple(tuple(speak(cell) for cell in line) for line in tableau.lignes)
    return Tableau(tuple(speak(title) for title in tableau.titres), lines)


def speak(text: str) -> str:
    """The sentence of the page as the report says it."""
    for said, written in _ADRESSES:
        text = said.sub(written, text)
    return text
