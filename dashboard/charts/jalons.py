"""What a chart along time gains from declared events: a line where a series broke, who joined or left in the table.

Takes a chart, the periods of its points and events, gives the chart with its marks, its column and its words. It moves no
value that was already drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dashboard import french, periodes
from dashboard.charts.spec import Graphique, Jalon
from dashboard.charts.volumes import insert_columns
from dashboard.evenements import RUPTURE, Evenement, count_moves

JALONS_MAXIMUM = 6
"""Breaks drawn and told under the chart, the latest; the table has them all."""


def add_events(graphique: Graphique, lues: Sequence[str], events: Sequence[Evenement]) -> Graphique:
    """The declared breaks as lines with their words, and who joined or left as a column of the table."""
    if not graphique.series or not lues:
        return graphique
    shown = [each for each in events if _find_place(each.jour, lues) is not None]
    jalons = _draw_breaks([each for each in shown if each.genre == RUPTURE], lues)
    if not shown:
        return graphique
    column = tuple(_name_events(periode, shown, jalons, lues) for periode in lues)
    return replace(
        graphique,
        jalons=jalons[-JALONS_MAXIMUM:],
        tableau=insert_columns(graphique.tableau, {"Événements": column}),
        note=f"{graphique.note} {_say_breaks(jalons)}".strip(),
    )


def _find_place(day: date, lues: Sequence[str]) -> float | None:
    """Where a day falls among the points: each stands in the middle of its period."""
    for rank, periode in enumerate(lues):
        span = periodes.read_period(periode)
        if span.debut <= day <= span.fin:
            return rank - 0.5 + (day - span.debut).days / ((span.fin - span.debut).days + 1)
    return None


def _draw_breaks(breaks: Sequence[Evenement], lues: Sequence[str]) -> tuple[Jalon, ...]:
    """One line per day that has some, lettered in order."""
    days = sorted({each.jour for each in breaks})
    drawn = []
    for rank, day in enumerate(days):
        told = " ".join(each.texte for each in breaks if each.jour == day)
        drawn.append(Jalon(_find_place(day, lues) or 0.0, _letter(rank), f"{french.long_date(day)}. {told}"))
    return tuple(drawn)


def _letter(rank: int) -> str:
    return chr(ord("A") + rank) if rank < 26 else f"{chr(ord('A') + rank % 26)}{rank // 26}"


def _name_events(periode: str, events: Sequence[Evenement], jalons: Sequence[Jalon], lues: Sequence[str]) -> str:
    """« rupture A, 3 adhésions », or the mark of what does not apply."""
    rank = lues.index(periode)
    letters = [jalon.lettre for jalon in jalons if rank - 0.5 <= jalon.place < rank + 0.5]
    found = tuple(each for each in events if _is_within(each.jour, periode))
    noun = french.plural(len(letters), "rupture")
    said = [f"{noun} {french.enumerate_words(letters)}" if letters else "", count_moves(found)]
    return ", ".join(filter(None, said)) or french.SANS_OBJET


def _is_within(day: date, periode: str) -> bool:
    span = periodes.read_period(periode)
    return span.debut <= day <= span.fin


def _say_breaks(jalons: Sequence[Jalon]) -> str:
    if not jalons:
        return ""
    shown, rest = jalons[-JALONS_MAXIMUM:], len(jalons) - JALONS_MAXIMUM
    said = " ".join(f"{jalon.lettre}, {jalon.texte}" for jalon in shown)
    older = french.count(rest, "rupture plus ancienne", "ruptures plus anciennes")
    more = f" {older} dans le tableau." if rest > 0 else ""
    return f"Traits verticaux\u202f: ruptures de série déclarées. {said}{more}"
