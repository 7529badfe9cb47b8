"""What the command `chiffre` answers: figures as JSON, CSV or lines of text.

Takes a release, a question and a reader, gives bytes for the standard output. It computes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from dashboard.documents.csv import write_figures
from dashboard.figures import Figure, as_dict, find_breakdown, find_figure, find_indicator
from dashboard.millesime import Millesime
from dashboard.perimetres import REEL
from dashboard.phrases import say_value
from dashboard.profils import Profil

FORMES = ("json", "csv", "texte")


def find_figures(
    millesime: Millesime, indicateur: str, par: str | None, periode: str, filtres: Mapping[str, str], profil: Profil
) -> Sequence[Figure]:
    """One figure, or one per value of `par`; `WrongCall` when the release does not answer.

    « perimetre » among the filters names a constant perimeter: it is no criterion.
    """
    criteria = dict(filtres)
    perimetre = criteria.pop("perimetre", REEL)
    if par:
        return find_breakdown(millesime, indicateur, par, periode, criteria, perimetre=perimetre, profil=profil)
    return [find_figure(millesime, indicateur, periode, criteria, perimetre=perimetre, profil=profil)]


def write_answer(figures: Sequence[Figure], forme: str, millesime: Millesime, *, several: bool) -> bytes:
    """The figures in one of `FORMES`; in JSON a list when several were asked for, one object otherwise."""
    if forme == "csv":
        return write_figures(figures, millesime)
    if forme == "texte":
        return "".join(f"{_say(figure)}\n" for figure in figures).encode()
    rows = [as_dict(figure) for figure in figures]
    return (json.dumps(rows if several else rows[0], ensure_ascii=False, indent=1) + "\n").encode()


def _say(figure: Figure) -> str:
    """One line: title, criteria, period, value, count over base, identifier."""
    declared = find_indicator(figure.indicateur)
    criteria = "".join(f", {name} {value}" for name, value in figure.filtres)
    criteria += "" if figure.perimetre == REEL else f", perimetre {figure.perimetre}"
    base = f" (n = {figure.n} sur {figure.base_n})" if figure.n is not None and figure.base_n is not None else ""
    line = f"{declared.code} {declared.titre}{criteria}, {figure.periode}\u202f: {say_value(figure)}{base}"
    tail = f" [{figure.identifiant}]" if figure.identifiant else ""
    reserves = "".join(f"\n    {reserve}" for reserve in figure.reserves)
    return line + tail + reserves
