"""A dropped file is checked in a process of its own, with limits of memory and time: a hostile one harms no reader.

Takes the bytes of a file, gives the `Bilan` that the command `verifier-chiffre` prints. Nothing of the file is kept.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from dashboard.constats import Bilan, Constat
from dashboard.verification_fichiers import TAILLE_MAXIMUM
from pipelines.errors import RefusedInput

DUREE_S = 30
MEMOIRE = 4 * 1024**3
"""Address space: what the query engine reserves without using it counts too."""

_ENSEMBLE = threading.BoundedSemaphore(2)
"""Two checks at once: many visitors dropping files must not starve those who read."""

_ENFANT = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({memoire}, {memoire}))
resource.setrlimit(resource.RLIMIT_CPU, ({duree}, {duree}))
from dashboard.cli import main
sys.argv = ["observatoire", "verifier-chiffre", sys.argv[1], "--json"]
main()
"""


def verify_isolated(content: bytes) -> Bilan:
    """The state of the file; `RefusedInput` when it is too large, takes too long or is none of our formats."""
    if len(content) > TAILLE_MAXIMUM:
        raise RefusedInput("TROP_GROS", "Ce fichier est trop gros pour être un export de l’Observatoire.")
    with _ENSEMBLE, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "depot"
        path.write_bytes(content)
        code = _ENFANT.format(memoire=MEMOIRE, duree=DUREE_S)
        try:
            done = subprocess.run(  # noqa: S603 — our own interpreter and code, the file is only an argument
                [sys.executable, "-c", code, str(path)],
                capture_output=True,
                timeout=DUREE_S,
                check=False,
                cwd=Path(__file__).resolve().parent.parent,
            )
        except subprocess.TimeoutExpired as error:
            raise RefusedInput("TROP_LONG", "La lecture de ce fichier a pris trop de temps.") from error
    return _read(done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def _read(answer: str, complaint: str) -> Bilan:
    try:
        found = json.loads(answer)
    except ValueError as error:
        said = complaint.strip().splitlines()
        raise RefusedInput("FICHIER", said[0] if said else "Ce fichier ne peut pas être lu.") from error
    return Bilan(tuple(Constat(**each) for each in found["constats"]), found["remarque"])
