"""The commands of a deposit, each run in a process of its own: a hostile file is never parsed by the server.

Takes a kept file and what its depositor said, runs `observatoire … --json` with limits of memory, time and size and an
environment reduced to what it needs, gives records. A refusal is the sentence the command prints.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.depot_garde import Coffre
from dashboard.depot_json import read_change, read_offices, read_seen, read_trial
from dashboard.depot_lu import Difference, Essai, Office, Vu
from pipelines.errors import NothingToDo, RefusedInput

DUREE_S = 120
MEMOIRE = 4 * 1024**3
"""Address space: what Arrow and the query engine reserve without using it counts too."""

ECRITURE = 2 * 1024**3
"""Largest file the child may write: a partition of the base, never a disk full."""

ENVIRONNEMENT = (
    *("PATH", "HOME", "LANG", "LC_ALL", "TZ", "USER", "LOGNAME", "TMPDIR", "XDG_CONFIG_HOME"),
    *("OBSERVATOIRE_DONNEES", "OBSERVATOIRE_CLES"),
)
"""All the child is told of the server: where the base is, who acts. No secret of an identity provider."""

_ENSEMBLE = threading.BoundedSemaphore(2)
"""Two files at once: many depositors must not starve those who read."""

_RIEN_A_FAIRE = 4

_ENFANT = f"""
import os, resource, sys
os.umask(0o077)
for kind, limit in (("AS", {MEMOIRE}), ("CPU", {DUREE_S}), ("FSIZE", {ECRITURE}), ("CORE", 0)):
    resource.setrlimit(getattr(resource, "RLIMIT_" + kind), (limit, limit))
from pipelines.cli import app
from pipelines.cli_french import leave, run_app
leave(run_app(app, sys.argv[1:]))
"""


@dataclass(frozen=True)
class Fichier:
    """A kept file, and the name its owner gave it."""

    chemin: Path
    nom: str
    taille: int


@dataclass(frozen=True)
class Demandes:
    """What the depositor said beside the file. `toml` is the source to read it by, empty for the declared one."""

    office: str = ""
    arrete_au: str = ""
    toml: str = ""
    confirmer: bool = False


@dataclass(frozen=True)
class Depose:
    """A deposit made or withdrawn, and what it changed."""

    id: str
    fichier: str
    difference: Difference
    acceptees: int = 0


def see_file(coffre: Coffre, fichier: Fichier) -> Vu:
    """What the file is and how it would be read."""
    with coffre.lend(fichier.chemin, fichier.nom) as path:
        return read_seen(_run_json("proposer", str(path), "--json", "--detaille"))


def write_source(coffre: Coffre, fichier: Fichier, choix: dict[str, Any]) -> str:
    """The TOML of the source under the depositor's choices: the one the command takes with `--source`."""
    chosen = coffre.write("choix.json", json.dumps(choix, ensure_ascii=False))
    with coffre.lend(fichier.chemin, fichier.nom) as path:
        return _run("proposer", str(path), "--choix", str(chosen))


def try_deposit(coffre: Coffre, fichier: Fichier, demandes: Demandes) -> Essai:
    """What the deposit would do; nothing is written."""
    with coffre.lend(fichier.chemin, fichier.nom) as path:
        said = _say_options(coffre, demandes)
        return read_trial(_run_json("integrer", str(path), "--essai", "--json", *said))


def make_deposit(coffre: Coffre, fichier: Fichier, demandes: Demandes) -> Depose:
    """The deposit, made; `NothingToDo` when the same content is already there."""
    with coffre.lend(fichier.chemin, fichier.nom) as path:
        found = _run_json("integrer", str(path), "--json", *_say_options(coffre, demandes))
    return Depose(found["depot"], found["fichier"], read_change(found), found["acceptees"])


def withdraw_deposit(depot: str) -> Depose:
    """The deposit, withdrawn."""
    found = _run_json("annuler", depot, "--json")
    return Depose(found["depot"], found["fichier"], read_change(found))


def list_offices() -> tuple[Office, ...]:
    """The register and its standing deposits."""
    return read_offices(_run_json("offices", "--json"))


def _say_options(coffre: Coffre, demandes: Demandes) -> list[str]:
    said = []
    if demandes.toml:
        said += ["--source", str(coffre.write("source.toml", demandes.toml))]
    if demandes.office:
        said += ["--office", demandes.office]
    if demandes.arrete_au:
        said += ["--arrete-au", demandes.arrete_au]
    return [*said, "--confirmer"] if demandes.confirmer else said


def _run_json(*arguments: str) -> Any:
    answer = _run(*arguments)
    try:
        found = json.loads(answer)
    except ValueError as error:
        raise RefusedInput("FICHIER", "Ce fichier ne peut pas être lu.") from error
    if isinstance(found, dict) and found.get("refus"):
        kind = NothingToDo if found["refus_code"] == "DEJA_INTEGRE" else RefusedInput
        raise kind(found["refus_code"], found["refus"], found.get("conseil", ""))
    return found


def _run(*arguments: str) -> str:
    """What the command prints; a refusal without data is its first sentence on stderr."""
    environment = {name: os.environ[name] for name in ENVIRONNEMENT if name in os.environ} | {"PYTHONUTF8": "1"}
    with _ENSEMBLE, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(  # noqa: S603 — our own interpreter and code, the file is only an argument
            [sys.executable, "-c", _ENFANT, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env=environment,
            cwd=Path(__file__).resolve().parent.parent,
            start_new_session=True,
        )
        code = _wait(process)
        answer, complaint = (_read(stream) for stream in (out, err))
    if answer.strip():
        return answer
    raise _explain(code, complaint.strip().splitlines())


def _wait(process: subprocess.Popen[bytes]) -> int:
    try:
        return process.wait(DUREE_S)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise RefusedInput(
            "TROP_LONG",
            "La lecture de ce fichier a pris trop de temps\u202f: rien n’a changé.",
            "Déposez-le avec la commande «\u202fobservatoire integrer\u202f».",
        ) from error


def _explain(code: int, said: Sequence[str]) -> RefusedInput | NothingToDo:
    if code < 0 or not said:
        return RefusedInput(
            "TROP_LOURD",
            "Ce fichier demande plus de mémoire ou de temps que cette page n’en accorde\u202f: rien n’a changé.",
            "Déposez-le avec la commande «\u202fobservatoire integrer\u202f».",
        )
    advice = said[1] if len(said) > 1 else ""
    return NothingToDo("RIEN", said[0], advice) if code == _RIEN_A_FAIRE else RefusedInput("COMMANDE", said[0], advice)


def _read(stream: Any) -> str:
    stream.seek(0)
    return str(stream.read().decode("utf-8", "replace"))
