"""The real server in its own process, on a free port, over a data folder made for the tests."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from urllib.parse import quote, urlencode

RACINE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Reponse:
    """An answer, its body untouched."""

    statut: int
    entetes: HTTPMessage
    corps: bytes

    @property
    def texte(self) -> str:
        """The body as text."""
        return self.corps.decode("utf-8-sig")


@dataclass(frozen=True)
class Serveur:
    """A running server."""

    port: int

    @property
    def adresse(self) -> str:
        """« http://127.0.0.1:8601 »."""
        return f"http://127.0.0.1:{self.port}"

    def get(
        self, chemin: str, query: Mapping[str, str] | None = None, entetes: Mapping[str, str] | None = None
    ) -> Reponse:
        """One request, no redirection followed, no body decoded."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        target = quote(chemin, safe="/?=&") + (f"?{urlencode(query)}" if query else "")
        connection.request("GET", target, headers=dict(entetes or {}))
        answer = connection.getresponse()
        found = Reponse(answer.status, answer.headers, answer.read())
        connection.close()
        return found


@contextmanager
def running(donnees: Path, *, exemple: bool = True) -> Iterator[Serveur]:
    """A server over this folder, stopped at the end."""
    serveur = Serveur(_free_port())
    environment = {
        **os.environ,
        "OBSERVATOIRE_DONNEES": str(donnees),
        "OBSERVATOIRE_EXEMPLE": "oui" if exemple else "non",
    }
    code = f"from dashboard.server import serve; serve({serveur.port})"
    process = subprocess.Popen([sys.executable, "-c", code], cwd=RACINE, env=environment)
    try:
        _wait(serveur, process)
        yield serveur
    finally:
        process.terminate()
        process.wait(10)


def _wait(serveur: Serveur, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            if serveur.get("/sante").statut:
                return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise AssertionError("Le serveur de test n’a pas démarré.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
