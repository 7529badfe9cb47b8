"""The files as they were received, kept for some days where the network declares it, never otherwise.

Takes the number of days from `OBSERVATOIRE_BRUTS_JOURS`; keeps a file under its fingerprint, for its owner alone, and
removes it when its days are over, when its deposit is withdrawn, or when the declaration is taken back.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from pipelines.durable import sync_path
from pipelines.errors import WrongCall
from pipelines.journal import append_event
from pipelines.report import Constat, Rapport
from pipelines.settings import Dossiers

VARIABLE = "OBSERVATOIRE_BRUTS_JOURS"
JOURS_AU_PLUS = 365
DOSSIER = "bruts"

_JOUR = 86_400


def read_days() -> int:
    """How many days a received file is kept: 0, hence not at all, unless declared."""
    written = os.environ.get(VARIABLE, "").strip() or "0"
    if not written.isdecimal() or int(written) > JOURS_AU_PLUS:
        raise WrongCall(
            "BRUTS_JOURS",
            f"{VARIABLE} doit être un nombre de jours, de 0 à {JOURS_AU_PLUS}.",
            "Sans cette variable, les fichiers reçus ne sont pas gardés.",
        )
    return int(written)


def keep(path: Path, dossiers: Dossiers, rapport: Rapport) -> Rapport:
    """Keep the file of a deposit just made, when declared; the report then says until when."""
    days = read_days()
    if not days:
        return rapport
    folder = dossiers.donnees / DOSSIER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / rapport.sha256
    draft = target.with_suffix(".part")
    shutil.copyfile(path, draft)
    draft.chmod(0o600)
    sync_path(draft)
    draft.replace(target)
    sync_path(folder)
    last = date.today() + timedelta(days=days)
    message = f"Fichier reçu gardé {days} jours, jusqu’au {last:%d/%m/%Y}, puis supprimé."
    constat = Constat("FICHIER_RECU_GARDE", "information", message)
    return replace(rapport, constats=(*rapport.constats, constat), messages=(*rapport.messages, message))


def sweep(dossiers: Dossiers) -> int:
    """Remove the files whose days are over, and every one when none is declared any more; how many went."""
    oldest = time.time() - read_days() * _JOUR
    return _remove(dossiers, lambda path: path.suffix == ".part" or path.stat().st_mtime <= oldest)


def forget(dossiers: Dossiers, sha256: str) -> int:
    """Remove the file of a deposit that is withdrawn."""
    return _remove(dossiers, lambda path: path.name == sha256)


def _remove(dossiers: Dossiers, chosen: Callable[[Path], bool]) -> int:
    folder = dossiers.donnees / DOSSIER
    gone = [path for path in sorted(folder.iterdir()) if chosen(path)] if folder.is_dir() else []
    for path in gone:
        path.unlink()
    if gone:
        sync_path(folder)
        append_event(dossiers.journal, "suppression", {"fichiers": len(gone)})
    return len(gone)
