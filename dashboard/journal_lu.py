"""The journal as the board reads it: who deposited, withdrew and published, and the state of its chain.

Takes the folder of the journal, gives events in French words. It opens no base and shows no case content: an account
of fewer than eleven accepted cases is said without its count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from dashboard import french
from pipelines.errors import InternalError
from pipelines.journal import FICHIER, Evenement, read_journal

Chaine = Literal["intacte", "rompue", "absente"]

EFFECTIF_MINIMUM = 11
"""A deposit of one office tells how many cases it has: under that number the count stays hidden."""

ACTIONS: Mapping[str, str] = {
    "depot": "Dépôt",
    "retrait": "Retrait",
    "publication": "Publication",
    "suppression": "Suppression",
    "incident": "Incident",
}
_NOMS: Mapping[str, str] = {
    "depot": "dépôt",
    "retrait": "retrait",
    "publication": "publication",
}
ECHECS = "Le journal ne peut pas être lu."


@dataclass(frozen=True)
class Ligne:
    """One event. `numero` is that of an incident, empty otherwise; `lieux` where in the code it went through."""

    action: str
    jour: str
    heure: str
    auteur: str
    texte: str
    numero: str = ""
    lieux: tuple[str, ...] = ()

    @property
    def titre(self) -> str:
        """« Dépôt », « Publication »."""
        return ACTIONS.get(self.action, self.action)


@dataclass(frozen=True)
class Journal:
    """The events, the latest first, and whether their chain holds. A broken chain gives no event."""

    chaine: Chaine
    lignes: tuple[Ligne, ...] = ()
    tete: str = ""
    faute: str = ""

    def find_incident(self, numero: str) -> Ligne | None:
        """The event of this incident number, however it was typed."""
        wanted = numero.strip().upper()
        return next((ligne for ligne in self.lignes if ligne.numero and ligne.numero == wanted), None)


def open_journal(folder: Path) -> Journal:
    """The journal of this host, read again when its file changed."""
    path = folder / FICHIER
    if not path.is_file():
        return Journal("absente")
    state = path.stat()
    return _read(folder, state.st_mtime_ns, state.st_size)


def say_headline(journal: Journal) -> str:
    """What happened last, or why nothing can be said."""
    if journal.chaine == "absente":
        return "Aucun journal sur cette machine."
    if journal.chaine == "rompue":
        return "Le journal n’est plus digne de foi."
    if not journal.lignes:
        return "Le journal est vide."
    counts = french.enumerate_words([_tally(journal, code, name) for code, name in _NOMS.items()])
    return f"{french.capitalize(counts)}. Dernier événement le {journal.lignes[0].jour}."


def say_chain(journal: Journal) -> str:
    """The state of the chain in words."""
    if journal.chaine != "intacte":
        return journal.faute
    events = french.count(len(journal.lignes), "événement")
    return f"Chaîne intacte\u202f: {events}, chacun scellé par le précédent. Tête\u202f: {journal.tete[:12]}."


@lru_cache(maxsize=2)
def _read(folder: Path, _changed: int, _size: int) -> Journal:
    try:
        events = read_journal(folder)
        lines = tuple(_line(event) for event in reversed(events))
    except InternalError as fault:
        return Journal("rompue", faute=fault.message)
    except (OSError, ValueError, KeyError, TypeError):
        return Journal("rompue", faute=ECHECS)
    return Journal("intacte", lines, events[-1].sceau if events else "")


def _line(event: Evenement) -> Ligne:
    say = _TEXTES.get(event.action)
    details = event.details
    calls = details.get("appels") if event.action == "incident" else None
    return Ligne(
        action=event.action,
        jour=french.long_date(datetime.fromisoformat(event.instant).date()),
        heure=_hour(datetime.fromisoformat(event.instant)),
        auteur=event.auteur,
        texte=say(details) if say else "",
        numero=str(details.get("numero", "")) if event.action == "incident" else "",
        lieux=tuple(str(call) for call in calls) if isinstance(calls, list) else (),
    )


def _hour(moment: datetime) -> str:
    """« 10 h 05 (UTC) »."""
    return f"{moment.hour}{french.INSECABLE}h{french.INSECABLE}{moment.minute:02d} (UTC)"


def _tally(journal: Journal, action: str, noun: str) -> str:
    number = sum(ligne.action == action for ligne in journal.lignes)
    return french.count(number, noun) if number else f"{'aucune' if noun.endswith('tion') else 'aucun'} {noun}"


def _deposit(details: Mapping[str, Any]) -> str:
    day = french.long_date(date.fromisoformat(str(details["date_arrete"])))
    offices = french.count(int(details.get("offices", 0)), "office")
    return f"{details['depot']}, source {details['source']}, {offices}, arrêté au {day}. {_account(details)}".strip()


def _account(details: Mapping[str, Any]) -> str:
    """« 423 lignes lues : 409 acceptées, 4 écartées, 6 doublons, 4 ignorées. »"""
    if not all(
        isinstance(details.get(name), int) for name in ("lues", "acceptees", "ecartees", "doublons", "ignorees")
    ):
        return ""
    if 0 < details["acceptees"] < EFFECTIF_MINIMUM:
        return "Moins de onze lignes acceptées."
    read = french.count(details["lues"], "ligne lue", "lignes lues")
    parts = (
        french.count(details["acceptees"], "acceptée"),
        french.count(details["ecartees"], "écartée"),
        french.count(details["doublons"], "doublon"),
        french.count(details["ignorees"], "ignorée"),
    )
    return f"{read}\u202f: {', '.join(parts)}."


def _withdrawal(details: Mapping[str, Any]) -> str:
    return f"{details['depot']} ne compte plus."


def _publication(details: Mapping[str, Any]) -> str:
    return f"Millésime {details['millesime']}, empreinte {str(details.get('empreinte', ''))[:12]}."


def _removal(details: Mapping[str, Any]) -> str:
    return f"{french.count(details['fichiers'], 'fichier reçu supprimé', 'fichiers reçus supprimés')}."


def _incident(details: Mapping[str, Any]) -> str:
    return f"{details['numero']}, {details.get('type', '')}."


_TEXTES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "depot": _deposit,
    "retrait": _withdrawal,
    "publication": _publication,
    "suppression": _removal,
    "incident": _incident,
}
