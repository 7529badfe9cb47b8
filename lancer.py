#!/usr/bin/env python3
"""Builds the environment of the project in `.venv`, then runs the demonstration, the tests or any command in it.

    python3 lancer.py demo       the example network, published and opened on 127.0.0.1
    python3 lancer.py tests      the whole test suite
    python3 lancer.py …          any other `observatoire` command

Needs Python 3.11 or newer and either uv or pip; touches nothing outside this folder. Exact versions come from
`constraints.txt`. An environment already built for the same pins is used as it is.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

RACINE = Path(__file__).resolve().parent
ENVIRONNEMENT = RACINE / ".venv"
TEMOIN = ENVIRONNEMENT / "pins.sha256"
BIN = ENVIRONNEMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


def main(arguments: list[str]) -> int:
    """Build the environment if needed, run what was asked, give its exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 — an older Python must be told, not shown a trace
        tell("Il faut Python 3.11 ou plus récent.")
        return 2
    build_environment()
    if arguments[:1] == ["tests"]:
        return run([PYTHON, RACINE / "tests" / "controles.py", *arguments[1:]])
    return run([PYTHON, "-m", "dashboard.cli", *(arguments or ["--aide"])])


def build_environment() -> None:
    """An environment with exactly the pinned packages; nothing is done when the pins have not changed."""
    pins = (RACINE / "constraints.txt").read_bytes() + (RACINE / "pyproject.toml").read_bytes()
    expected = hashlib.sha256(pins).hexdigest()
    if PYTHON.exists() and TEMOIN.exists() and TEMOIN.read_text(encoding="ascii") == expected:
        return
    tell("Construction de l’environnement (.venv), une à trois minutes la première fois…")
    target = ["--constraint", RACINE / "constraints.txt", "--editable", f"{RACINE}[tests]"]
    uv = shutil.which("uv")
    if uv:
        check([uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, ENVIRONNEMENT])
        check([uv, "pip", "install", "--quiet", "--python", PYTHON, *target])
    else:
        venv.create(ENVIRONNEMENT, with_pip=True, clear=not PYTHON.exists())
        check([PYTHON, "-m", "pip", "install", "--quiet", "--quiet", "--disable-pip-version-check", *target])
    TEMOIN.write_text(expected, encoding="ascii")


def tell(message: str) -> None:
    """Write one line on stderr."""
    sys.stderr.write(message + "\n")


def check(command: list[object]) -> None:
    """Run a step of the installation; stop with its code when it fails."""
    code = run(command)
    if code:
        tell("L’environnement n’a pas pu être construit : voir le message ci-dessus.")
        raise SystemExit(code)


def run(command: list[object]) -> int:
    """Run a command from the project's folder and give its exit code."""
    try:
        return subprocess.run([str(part) for part in command], cwd=RACINE, check=False).returncode  # noqa: S603 — our own commands
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
