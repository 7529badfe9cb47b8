"""The dated events of the offices a selection reads: who joins, who leaves, which series its médiateur declared broken.

Takes a millésime, a selection and a profile, gives frozen events by date. It infers none from the figures, and whoever
may not read names is told the type of the office alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dashboard import french, libelles
from dashboard.millesime import Millesime
from dashboard.presence import seats
from dashboard.profils import Profil
from dashboard.selection import Selection
from dashboard.voisins import sees_offices

Genre = Literal["adhesion", "depart", "rupture"]
RUPTURE: Genre = "rupture"

_TABLE, _COLONNES = "evenements", ("date", "office_id", "type", "texte")


@dataclass(frozen=True)
class Evenement:
    """What happened to an office on a day; `texte` is its sentence, as this reader may read it."""

    jour: date
    genre: Genre
    texte: str


def list_events(millesime: Millesime, selection: Selection, profil: Profil) -> tuple[Evenement, ...]:
    """The events of the offices under the filters of type and seat; none in a release that declares none."""
    types = {office.office_id: office.type for office in millesime.offices}
    names = millesime.noms if sees_offices(profil) else {}
    return tuple(
        Evenement(day, kind, _say(millesime.noms.get(key, ""), names.get(key), types.get(key), kind, text))
        for day, key, kind, text in millesime.read_table(_TABLE, _COLONNES)
        if _is_kept(millesime, key, types.get(key), selection)
    )


def list_own(millesime: Millesime, office: str) -> tuple[Evenement, ...]:
    """The breaks one office declared, without its name: for its own page."""
    name = millesime.noms.get(office, "")
    return tuple(
        Evenement(day, kind, french.capitalize(text.removeprefix(f"{name}\u202f: ")))
        for day, key, kind, text in millesime.read_table(_TABLE, _COLONNES)
        if key == office and kind == RUPTURE
    )


def _is_kept(millesime: Millesime, office: str, type_: str | None, selection: Selection) -> bool:
    placed = all(seats(millesime, name).get(office) == code for name, code in selection.sieges.items())
    return placed and selection.type in (None, type_)


def _say(full: str, name: str | None, type_: str | None, kind: Genre, text: str) -> str:
    """The sentence of the release; without the name for whoever may not read it, and then only the reason of a break."""
    if name:
        return text
    who = f"Un office ({libelles.plural_type(type_)})" if type_ else "Un office"
    if kind != RUPTURE:
        return f"{who} {'rejoint' if kind == 'adhesion' else 'quitte'} le réseau."
    reason = text.removeprefix(f"{full}\u202f: ") if full else ""
    return f"{who}\u202f: {reason}" if reason and reason != text else f"{who} déclare une rupture de série."


def count_moves(events: tuple[Evenement, ...]) -> str:
    """« 3 adhésions, 1 départ », empty without any."""
    moves = {
        noun: sum(event.genre == kind for event in events)
        for kind, noun in (("adhesion", "adhésion"), ("depart", "départ"))
    }
    return ", ".join(french.count(found, noun) for noun, found in moves.items() if found)
