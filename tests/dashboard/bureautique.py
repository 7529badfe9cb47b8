"""LibreOffice at work in the tests: a file as it understands it, converted in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

EXIGE = ("CI", "EXIGE_NAVIGATEUR")
"""Where a browser is required, so is the office suite: a proof that is skipped proves nothing."""


def convert(content: bytes, nom: str, forme: str, folder: Path) -> bytes:
    """The file in another format; skipped without LibreOffice, unless it is required here."""
    command = shutil.which("soffice") or shutil.which("libreoffice")
    if command is None:
        if any(os.environ.get(name) for name in EXIGE):
            pytest.fail("LibreOffice est absent et il est exigé ici.")
        pytest.skip("LibreOffice est absent.")
    (folder / nom).write_bytes(content)
    done = subprocess.run(
        [command, f"-env:UserInstallation=file://{folder}/profil", "--headless", "--convert-to", forme, nom],
        cwd=folder,
        env={**os.environ, "HOME": str(folder)},
        timeout=180,
        capture_output=True,
    )
    made = (folder / nom).with_suffix("." + forme.partition(":")[0])
    assert made.is_file(), (done.stdout + done.stderr).decode(errors="replace")
    return made.read_bytes()
