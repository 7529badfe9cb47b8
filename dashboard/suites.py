"""What one does after reading the network: a note on the same selection, the offices to remind.

Takes a millésime, a selection and a profile, gives addresses and the words of their links. It reads no figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import french
from dashboard.documents.note_choix import list_periods
from dashboard.millesime import Millesime
from dashboard.profils import Profil
from dashboard.qualite import list_reminders
from dashboard.selection import Selection


@dataclass(frozen=True)
class Suite:
    """A link to another page, with what it carries."""

    texte: str
    page: str
    query: Mapping[str, str]


def list_next(millesime: Millesime, selection: Selection, profil: Profil) -> tuple[Suite, ...]:
    """The note on this selection when one can be written, the reminders for whoever sends them."""
    kept = note_query(millesime, selection)
    found = [Suite("Faire une note sur cette sélection", "note", kept)] if kept else []
    groups = list_reminders(millesime, profil) if profil.nom == "bureau" else ()
    late = sum(len(group.noms) for group in groups)
    if late:
        found.append(
            Suite(
                f"Relancer {french.count(late, 'office')} en retard",
                "qualite",
                {"millesime": millesime.id, "section": "relances"},
            )
        )
    return tuple(found)


def note_query(millesime: Millesime, selection: Selection) -> dict[str, str]:
    """The parameters of the note nearest this selection: its period or its year, one territory, the subject; empty without one."""
    period = next((each for each in (selection.periode, selection.periode[:4]) if each in list_periods(millesime)), "")
    if not period or selection.canal:
        return {}
    criteria = {name: value for name, value in selection.filtres.items() if name != "famille"}
    territory = dict(list(criteria.items())[:1])
    subject = {"famille": selection.famille} if selection.famille else {}
    return {"millesime": millesime.id, "question": "volumes", "periode": period, **territory, **subject}
