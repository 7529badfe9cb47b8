"""The way of a case: how many are received or closed, refused or admissible, brought to an end, favourable.

Takes published figures only, gives a chart. Every stage is the count or the base of a figure: none is a difference or a sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import french, periodes
from dashboard.charts.spec import Graphique, Point, Serie, Tableau
from dashboard.figures import Figure
from dashboard.intervalles import share


@dataclass(frozen=True)
class Etape:
    """A stage. `n` is None when it is marked; `raison` says why. `sortie`: the case leaves the way there."""

    libelle: str
    n: int | None
    marque: str
    raison: str
    sortie: bool = False


def read_stage(libelle: str, figure: Figure, *, base: bool = False, sortie: bool = False) -> Etape:
    """The stage a figure counts: its base or its count. An unpublished figure gives its mark and its reason."""
    n = figure.base_n if base else figure.n
    if n is None or figure.marque == french.NON_RENSEIGNE:
        mark = figure.marque or french.NON_RENSEIGNE
        return Etape(libelle, None, mark, " ".join(figure.reserves[:1]), sortie)
    return Etape(libelle, n, "", "", sortie)


def draw_path(etapes: Sequence[Etape], figures: Sequence[Figure], note: str) -> Graphique:
    """The chart: one bar per stage, in the order of the way, with its share of the first."""
    first = etapes[0].n or 0
    when = periodes.within(figures[0].periode)
    start = etapes[0].libelle
    shown = tuple(_point(stage, first) for stage in etapes if stage.n is not None)
    return Graphique(
        cle="parcours",
        genre="classement",
        titre="Parcours des saisines" if figures[0].cohorte == "recues" else "Parcours des dossiers clos",
        unite=f"nombre, part des {start.lower()}",
        phrase=f"{when}, {_sentence(etapes, first)}",
        series=(Serie("Parcours", shown),),
        tableau=_table(etapes, first, start),
        figures=tuple(figures),
        note=" ".join(filter(None, (note, *(f"{s.libelle}\u202f: {_lower(s.raison)}" for s in etapes if s.raison)))),
    )


def _point(stage: Etape, first: int) -> Point:
    part = french.percent(share(stage.n or 0, first, 1)) if first else ""
    text = " · ".join(filter(None, (french.number(stage.n or 0), part)))
    return Point(stage.libelle, stage.n, text, f"<b>{stage.libelle}</b><br>{text}", incomplet=stage.sortie)


def _table(etapes: Sequence[Etape], first: int, start: str) -> Tableau:
    lines = []
    for stage in etapes:
        known = stage.n is not None and first
        part = french.percent(share(stage.n or 0, first, 1)) if known else french.SANS_OBJET
        lines.append((stage.libelle, stage.marque or french.number(stage.n or 0), part))
    return Tableau(("Étape", "Nombre", f"Part des {start.lower()}"), tuple(lines))


def _sentence(etapes: Sequence[Etape], first: int) -> str:
    known = [stage for stage in etapes if stage.n is not None]
    if not known or not first:
        return "aucune étape n’est publiée pour cette sélection."
    said = [f"{french.number(stage.n or 0)} {_lower(stage.libelle)}" for stage in known[1:]]
    start = f"{french.number(first)} {_lower(known[0].libelle)}"
    return f"{start}\u202f: {french.enumerate_words(said)}." if said else f"{start}."


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
