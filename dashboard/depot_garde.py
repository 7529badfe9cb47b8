"""Where a deposited file waits: a private folder per visit, files named by their fingerprint, gone when the visit ends.

Takes bytes, keeps them under mode 700 outside everything served, deletes them at the end of the visit, after a delay,
or when the server stops. What a stopped server left is swept by the next one. A name given by a visitor is never a path.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
import threading
import time
import unicodedata
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.errors import RefusedInput

TAILLE_MAXIMUM = 20_000_000
"""Bytes of a file: some hundred thousand cases; larger ones go through the command."""

DELAI_S = 1800
"""How long a file may wait for its depositor: long enough to classify labels, short enough not to be forgotten."""

PREFIXE = "observatoire-depot-"
LONGUEUR_NOM = 120
_INTERDITS = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")


class Coffre:
    """The private folder of one visit; collected, closed or late, nothing of it is left."""

    def __init__(self, delai: float = DELAI_S) -> None:
        self.dossier: Path | None = None
        self._delai = delai
        self._fin: Callable[[], object] | None = None
        self._minuteur: threading.Timer | None = None
        _OUVERTS.add(self)

    def keep(self, content: bytes) -> Path:
        """The path of the bytes, named by their fingerprint; `RefusedInput` beyond the limit."""
        if len(content) > TAILLE_MAXIMUM:
            raise RefusedInput(
                "TROP_GROS",
                f"Ce fichier dépasse {TAILLE_MAXIMUM // 1_000_000}\u00a0Mo\u202f: il n’a pas été lu.",
                "Déposez-le avec la commande «\u202fobservatoire integrer\u202f», ou en plusieurs exports.",
            )
        self.clear()
        self.dossier = Path(tempfile.mkdtemp(prefix=PREFIXE))
        self._fin = weakref.finalize(self, shutil.rmtree, self.dossier, ignore_errors=True)
        path = self.dossier / hashlib.sha256(content).hexdigest()
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        self._arm()
        return path

    def write(self, nom: str, text: str) -> Path:
        """A small text of ours beside the file: a source, choices."""
        path = self._find() / nom
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)
        return path

    @contextmanager
    def lend(self, path: Path, nom: str) -> Iterator[Path]:
        """The kept file under the name its owner gave it, for the time of one reading."""
        held = self._find()
        self._arm()
        with tempfile.TemporaryDirectory(dir=held) as folder:
            lent = Path(folder) / clean_name(nom)
            lent.symlink_to(path)
            yield lent

    def clear(self) -> None:
        """Forgets every file; the next one gets another folder."""
        self._disarm()
        if self._fin:
            self._fin()
        self.dossier = self._fin = None

    def _find(self) -> Path:
        """The folder, as long as its delay leaves it there."""
        if self.dossier is None or not self.dossier.exists():
            raise RefusedInput(
                "EFFACE",
                f"Votre fichier a attendu plus de {DELAI_S // 60}\u00a0minutes\u202f: il a été effacé.",
                "Déposez-le de nouveau.",
            )
        return self.dossier

    def _disarm(self) -> None:
        if self._minuteur:
            self._minuteur.cancel()

    def _arm(self) -> None:
        """Starts the delay again. The timer holds the folder's name alone: holding the visit would keep it alive."""
        self._disarm()
        gone = {"ignore_errors": True}
        self._minuteur = threading.Timer(self._delai, shutil.rmtree, (self.dossier,), gone)
        self._minuteur.daemon = True
        self._minuteur.start()


_OUVERTS: weakref.WeakSet[Coffre] = weakref.WeakSet()


def close_all() -> None:
    """Empties every folder of this server: it is about to stop."""
    for coffre in list(_OUVERTS):
        coffre.clear()


def clean_name(nom: str) -> str:
    """A single path component close to the name given, never hidden, never too long for a disk."""
    last = unicodedata.normalize("NFC", nom).replace("\\", "/").rsplit("/", 1)[-1]
    plain = _INTERDITS.sub(" ", last).encode("utf-8", "ignore").decode().strip(" .") or "fichier"
    stem, dot, extension = plain.rpartition(".")
    if not dot or len(extension) > 8:
        stem, extension = plain, ""
    room = LONGUEUR_NOM - len(extension.encode()) - 1
    short = stem.encode()[:room].decode("utf-8", "ignore").strip() or "fichier"
    return f"{short}.{extension}" if extension else short


def sweep(now: float | None = None) -> None:
    """Deletes what a server stopped by force left behind: our folders older than the delay."""
    limit = (time.time() if now is None else now) - DELAI_S
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIXE}*"):
        try:
            found = folder.lstat()
        except OSError:
            continue
        if found.st_uid == os.getuid() and found.st_mtime < limit and folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder, ignore_errors=True)
