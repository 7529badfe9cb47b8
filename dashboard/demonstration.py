"""The demonstration: the example network deposited, published and served from its own ignored folder.

Takes the committed manifest of `data/exemples`, gives a published example millésime. It touches no real base, and what
it publishes cannot be opened as a real release.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

from pipelines import entrepot, run
from pipelines.errors import NothingToDo
from pipelines.publication.millesime import publish
from pipelines.settings import EXEMPLES, Dossiers

Progress = Callable[[str], None]


def build_demo(dossiers: Dossiers, progress: Progress) -> str:
    """The identifier of the example millésime; files already deposited and a base already published are left alone."""
    entries = json.loads((EXEMPLES / "manifeste.json").read_text(encoding="utf-8"))["fichiers"]
    for entry in entries:
        progress(f"Dépôt de {entry['nom']}")
        _deposit(entry, dossiers)
    progress("Publication du millésime d’exemple")
    try:
        return publish(entrepot.open_vue(dossiers), dossiers.publications, progress=progress).millesime
    except NothingToDo:
        content = json.loads((dossiers.publications / "courant.json").read_text(encoding="utf-8"))
        return str(content["millesime"])


def _deposit(entry: dict[str, str | None], dossiers: Dossiers) -> None:
    source, arrete = entry.get("source"), entry.get("arrete_au")
    options = run.Options(
        source=run.read_source(source) if source else None,
        office=entry.get("office"),
        arrete_au=date.fromisoformat(arrete) if arrete else None,
        exemple=True,
    )
    try:
        run.integrate_file(EXEMPLES / str(entry["nom"]), dossiers, options)
    except NothingToDo:
        return
