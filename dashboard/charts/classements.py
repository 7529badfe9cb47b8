"""Ranked bars: how the cases of a period split by family, channel or outcome, and how each line moves.

Takes figures by value of one criterion, and those of the year before, gives a `Graphique`. What was not recorded
comes last: it is no category.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard import french, libelles, periodes, phrases
from dashboard.charts.spec import Graphique, Point, Serie, Tableau
from dashboard.evolution import compare
from dashboard.figures import Figure
from dashboard.intervalles import share
from pipelines.indicateurs.registry import load_registry
from pipelines.model import A_QUALIFIER

BARRES_MAXIMUM = 12
"""More bars are no longer read: the rest stays in the table."""

_DERNIERS = (libelles.VIDE, A_QUALIFIER)


def draw_ranking(
    cle: str,
    titre: str,
    critere: str,
    figures: Sequence[Figure],
    ensemble: Figure,
    precedentes: Sequence[Figure] = (),
    noms: Mapping[str, str] | None = None,
) -> Graphique:
    """The values of a criterion from the largest to the smallest, with their share of `ensemble`, published apart.

    The shown values are never added up: some may be hidden, and their sum would be a wrong total.
    """
    ranked = sorted(figures, key=lambda figure: _rank(figure, critere))
    before = {figure.filtre(critere): figure for figure in precedentes}
    total = int(ensemble.valeur or 0)
    rows = [_row(figure, critere, before.get(figure.filtre(critere)), total, noms) for figure in ranked]
    points = tuple(point for point, _ in rows if point.valeur)[:BARRES_MAXIMUM]
    headers = (load_registry().dimensions[critere].titre, french.capitalize(ensemble.unite), "Part", "Sur un an")
    return Graphique(
        cle=cle,
        genre="classement",
        titre=titre,
        unite="nombre, part du total, évolution sur un an",
        phrase=_sentence(ranked, critere, total, before, noms),
        series=(Serie(titre, points),),
        tableau=Tableau(headers, tuple(line for _, line in rows)),
        figures=tuple(ranked),
        note=_hidden(figures),
    )


def _hidden(figures: Sequence[Figure]) -> str:
    hidden = sum(figure.marque == french.CONFIDENTIEL for figure in figures)
    return f"{french.count(hidden, 'ligne masquée', 'lignes masquées')} par confidentialité." if hidden else ""


def _row(
    figure: Figure, critere: str, before: Figure | None, total: int, noms: Mapping[str, str] | None
) -> tuple[Point, tuple[str, ...]]:
    label = libelles.find_label(critere, figure.filtre(critere), noms)
    part = "" if figure.valeur is None or not total else french.percent(share(int(figure.valeur), total, 1))
    change = compare(figure, before) if before else None
    moved = change.texte if change and change.ecart is not None else french.SANS_OBJET
    value = phrases.say_number(figure)
    shown = " · ".join(text for text in (value, part, moved if moved != french.SANS_OBJET else "") if text)
    point = Point(
        categorie=label,
        valeur=figure.valeur,
        texte=shown,
        survol=f"<b>{label}</b><br>{phrases.say_value(figure)}",
        incomplet=figure.filtre(critere) in _DERNIERS,
    )
    return point, (label, value, part or french.SANS_OBJET, moved)


def _sentence(
    ranked: Sequence[Figure],
    critere: str,
    total: int,
    before: Mapping[str | None, Figure],
    noms: Mapping[str, str] | None,
) -> str:
    named = [f for f in ranked if f.filtre(critere) not in _DERNIERS and f.valeur]
    if not named or not total:
        return "Aucune valeur n’est publiée pour cette sélection."
    first = named[0]
    label = libelles.find_label(critere, first.filtre(critere), noms)
    part = french.percent(share(int(first.valeur or 0), total, 1))
    lead = f"{periodes.within(first.periode)}, {french.quote(label)} vient en tête\u202f: {phrases.say_value(first)}, {part} du total."
    return lead + _mover(named, critere, before, noms)


def _mover(
    named: Sequence[Figure], critere: str, before: Mapping[str | None, Figure], noms: Mapping[str, str] | None
) -> str:
    changes = [
        (figure, compare(figure, before[figure.filtre(critere)]))
        for figure in named
        if figure.filtre(critere) in before
    ]
    moved = [(figure, change) for figure, change in changes if change.ecart]
    if not moved:
        return ""
    figure, change = max(moved, key=lambda pair: abs(pair[1].ecart or 0))
    label = libelles.find_label(critere, figure.filtre(critere), noms)
    gap = change.ecart or 0
    text = french.signed(french.count(gap, figure.unite.removesuffix("s"), figure.unite), gap)
    return f" L’écart le plus fort sur un an\u202f: {french.quote(label)}, {text}."


def _rank(figure: Figure, critere: str) -> tuple[bool, float, tuple[str, str]]:
    code = figure.filtre(critere)
    return code in _DERNIERS, -(figure.valeur or 0), french.sort_key(libelles.find_label(critere, code))
