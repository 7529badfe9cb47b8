"""The words a reader who is no statistician stops at, explained where they appear.

Takes a text already shown, gives the HTML of a short help for each word it holds, nothing when it holds none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from dashboard import french


@dataclass(frozen=True)
class Mot:
    """A word, how it shows in a text, and what it means with an example."""

    nom: str
    motif: re.Pattern[str]
    sens: str


MOTS = (
    Mot(
        "significatif",
        re.compile(r"significati|distinguable|le hasard"),
        "Même si rien ne change, un nombre bouge d’une année à l’autre\u202f: c’est le hasard. Un écart est dit significatif "
        "(ici, «\u202fau-delà de ce que le hasard explique\u202f») quand le hasard seul en donnerait un aussi grand moins "
        "d’une fois sur vingt. Passer de 10 à 13 saisines ne l’est pas\u202f; passer de 1\u202f000 à 1\u202f300 l’est. "
        "Significatif ne veut pas dire important.",
    ),
    Mot(
        "censuré",
        re.compile(r"censur|encore ouvertes"),
        "Une saisine ouverte depuis 40 jours n’a pas encore de délai, mais on sait qu’il dépassera 40 jours. On la dit "
        "censurée\u202f: elle compte pour ces 40 jours au lieu d’être oubliée. Ne regarder que les dossiers clos fait "
        "paraître les délais plus courts.",
    ),
    Mot(
        "intervalle",
        re.compile(r"[Ii]ntervalle"),
        "Un pourcentage calculé sur peu de cas est incertain. L’intervalle à 95\u202f% donne les valeurs compatibles avec ce "
        "qui a été compté\u202f: pour 12 médiations résolues sur 20, 60\u202f%, mais de 39 à 78. Plus il y a de cas, plus il "
        "est étroit. Deux intervalles qui se recouvrent largement ne permettent pas de dire qu’un chiffre est plus haut.",
    ),
)


def explain(texte: str) -> str:
    """A closed help per word of the text, in the order of `MOTS`; empty without any."""
    found = [mot for mot in MOTS if mot.motif.search(texte)]
    body = "".join(
        f'<details class="om-mot"><summary>Que veut dire {escape(french.quote(mot.nom))}\u202f?</summary>'
        f"<p>{escape(mot.sens)}</p></details>"
        for mot in found
    )
    return f'<div class="om-mots">{body}</div>' if found else ""
