"""A written document as PDF, where LibreOffice is installed on the server: nowhere else is the format offered.

Takes the bytes of a DOCX, gives those of a tagged PDF. The conversion runs in a process of its own, in a private folder that
goes with it; it reads nothing but the document and is stopped when it takes too long.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from functools import cache
from pathlib import Path

from pipelines.errors import RefusedInput

TYPE = "application/pdf"
DUREE_S = 90
"""A first conversion makes LibreOffice write its profile: several seconds on a slow machine."""

_FILTRE = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
_ENVIRONNEMENT = ("PATH", "LANG", "LC_ALL", "TZ")
_SEUL = threading.BoundedSemaphore(1)
"""One at a time: a conversion takes a whole core, those who read must not wait for it."""


@cache
def find_office_suite() -> str | None:
    """The command of LibreOffice on this server, None without it."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def write_pdf(docx: bytes) -> bytes:
    """The document as a tagged PDF; `RefusedInput` where the server cannot make it."""
    command = find_office_suite()
    if command is None:
        raise RefusedInput("SANS_PDF", "Ce serveur ne sait pas écrire de PDF.", "Prenez le document Word (DOCX).")
    with _SEUL, tempfile.TemporaryDirectory(prefix="observatoire-pdf-") as name:
        folder = Path(name)
        (folder / "document.docx").write_bytes(docx)
        _convert(command, folder)
        made = folder / "document.pdf"
        if not made.is_file():
            raise RefusedInput("PDF", "Le PDF n’a pas pu être écrit.", "Prenez le document Word (DOCX).")
        return made.read_bytes()


def _convert(command: str, folder: Path) -> None:
    kept = {name: os.environ[name] for name in _ENVIRONNEMENT if name in os.environ}
    process = subprocess.Popen(  # noqa: S603 — a fixed command, our own document
        [
            command,
            f"-env:UserInstallation=file://{folder}/profil",
            "--headless",
            "--convert-to",
            _FILTRE,
            "document.docx",
        ],
        cwd=folder,
        env={**kept, "HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(DUREE_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
