"""The date and the software a workbook's own properties carry.

Takes a checked archive, gives the creation day in Paris and the name of the application. Never reads the author, the
last editor or the company: they may name a person.
"""

from __future__ import annotations

import html
import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pipelines.readers.archive import Archive

PARIS = ZoneInfo("Europe/Paris")

_CREATED = {
    "ods": ("meta.xml", re.compile(r"<meta:creation-date>([^<]+)<")),
    "xlsx": ("docProps/core.xml", re.compile(r"<dcterms:created\b[^>]*>([^<]+)<")),
}
_APPLICATION = {
    "ods": ("meta.xml", re.compile(r"<meta:generator>([^<]+)<")),
    "xlsx": ("docProps/app.xml", re.compile(r"<Application>([^<]+)<")),
}


def read_creation_day(archive: Archive) -> date | None:
    """The Paris calendar day of the document's creation; an hour without zone is taken as French."""
    text = _search(archive, _CREATED)
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.astimezone(PARIS).date() if moment.tzinfo else moment.date()


def read_properties(archive: Archive) -> dict[str, str]:
    """The application that wrote the file, under `application`, when it says so."""
    application = _search(archive, _APPLICATION)
    return {"application": html.unescape(application)[:100]} if application else {}


def _search(archive: Archive, where: dict[str, tuple[str, re.Pattern[str]]]) -> str:
    part, pattern = where["ods" if archive.genre == "ods" else "xlsx"]
    found = pattern.search(archive.read_part(part).decode("utf-8", errors="replace"))
    return found.group(1) if found else ""
