"""Everything the project holds itself to, in one command: format, lint, types, then the tests.

Run by `python3 lancer.py tests`; further arguments go to pytest (`-m long` for the long tests). Ends with pytest's own
closing line, and with a failure as soon as any control failed.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

RACINE = Path(__file__).resolve().parent.parent
CONTROLES = (
    ("mise en forme", ["ruff", "format", "--check", "--quiet", "."]),
    ("règles d’écriture", ["ruff", "check", "--quiet", "."]),
    ("types", ["mypy", "--no-error-summary"]),
)


def main(arguments: list[str]) -> int:
    """Exit code: 0 when every control and every test passed."""
    failed = [titre for titre, command in CONTROLES if run(command)]
    for titre in failed:
        sys.stderr.write(f"Contrôle en échec : {titre}.\n")
    default = ["-m", "not long", "-n", "auto"] if "-m" not in arguments else []
    code = run(["pytest", *default, *arguments])
    return code or (1 if failed else 0)


def run(command: list[str]) -> int:
    """Exit code of a module of this environment run from the project's folder."""
    return subprocess.run([sys.executable, "-m", *command], cwd=RACINE, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
