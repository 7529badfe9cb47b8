"""Incidents: a fault of ours becomes a number a person can quote, and a line without any case content in the journal.

Takes an exception, records its type and the places of the code it went through — never its message, which may quote a
cell — and gives the number.
"""

from __future__ import annotations

import hashlib
import traceback
from datetime import UTC, datetime
from pathlib import Path

from pipelines.journal import append_event


def record_incident(folder: Path, error: BaseException) -> str:
    """The number of the incident, `INC-` and eight characters; the journal line resolves it."""
    frames = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    instant = datetime.now(UTC).isoformat()
    number = "INC-" + hashlib.sha256("|".join([instant, *frames]).encode()).hexdigest()[:8].upper()
    append_event(folder, "incident", {"numero": number, "type": type(error).__name__, "appels": frames[-12:]})
    return number
