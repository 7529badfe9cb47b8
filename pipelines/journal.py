"""The journal: who did what and when, one JSON line per event, each sealed with the hash of the one before.

Takes an event without any case content, appends it durably; gives the events back and the hash of the last. A line
changed or removed breaks the chain, which `read_journal` says.
"""

from __future__ import annotations

import fcntl
import getpass
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.durable import sync_path
from pipelines.errors import InternalError

FICHIER = "journal.jsonl"
ORIGINE = "0" * 64


@dataclass(frozen=True)
class Evenement:
    """One event: an instant (UTC), an action, who, details without any case content, and its seal."""

    instant: str
    action: str
    auteur: str
    details: Mapping[str, Any]
    sceau: str


def append_event(folder: Path, action: str, details: Mapping[str, Any]) -> Evenement:
    """Append one event, forced to storage before this returns; half a line left by a cut is taken away first."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FICHIER).open("a+b") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        stream.seek(0)
        lines, torn = _split(stream.read())
        if torn:
            stream.truncate(sum(len(line) + 1 for line in lines))
        previous = _parse(lines[-1], len(lines)).sceau if lines else ORIGINE
        body: dict[str, Any] = {
            "instant": datetime.now(UTC).isoformat(timespec="seconds"),
            "action": action,
            "auteur": _author(),
            "details": dict(details),
        }
        seal = _seal(previous, body)
        stream.write((json.dumps({**body, "sceau": seal}, ensure_ascii=False) + "\n").encode())
        stream.flush()
        os.fsync(stream.fileno())
    sync_path(folder)
    return Evenement(**body, sceau=seal)


def read_journal(folder: Path) -> tuple[Evenement, ...]:
    """Every event in order, or `InternalError` naming the first line whose seal does not hold."""
    path = folder / FICHIER
    if not path.exists():
        return ()
    events: list[Evenement] = []
    previous = ORIGINE
    for number, line in enumerate(_split(path.read_bytes())[0], start=1):
        event = _parse(line, number)
        body = {key: value for key, value in vars(event).items() if key != "sceau"}
        if event.sceau != _seal(previous, body):
            raise _broken(number)
        events.append(event)
        previous = event.sceau
    return tuple(events)


def read_head(folder: Path) -> str:
    """The seal of the last event: copied into each release, it dates the whole journal."""
    events = read_journal(folder)
    return events[-1].sceau if events else ORIGINE


def _split(content: bytes) -> tuple[list[bytes], bytes]:
    """The whole lines, and what a cut left of the next one: an event is told once its line has its end."""
    *lines, torn = content.split(b"\n")
    return lines, torn


def _parse(line: bytes, number: int) -> Evenement:
    try:
        return Evenement(**json.loads(line))
    except (ValueError, TypeError) as error:
        raise _broken(number) from error


def _broken(number: int) -> InternalError:
    message = f"La ligne {number} du journal a été modifiée ou une ligne a été retirée avant elle."
    return InternalError("JOURNAL_ROMPU", message)


def _seal(previous: str, body: Mapping[str, Any]) -> str:
    text = previous + json.dumps(body, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _author() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "inconnu"
