"""Times reruns of the page Réseau on two bases, interleaved, beside a plain plotly.express page; then of each page.

    python -m benchmarks.reruns DONNEES_1 DONNEES_2 [--tours 48] [--express] [--pages]

Each folder holds `publications/`. A rerun is the whole script with the first screen and one opened section drawn,
through a real server and a real session; sections and filters rotate. Prints medians and their ratio. A rerun whose view
was already shown since the server started is the common one; `première` counts the first of each view apart.
"""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.client import Visitor

RACINE = Path(__file__).resolve().parent.parent
SECTIONS = ("volumes", "mouvement", "delais", "issues", "domaines", "canaux", "territoire", "offices")
TYPES = ("", "&type=COMMUNE", "&type=DEPARTEMENT")
PAGES: tuple[tuple[str, str], ...] = (
    *(
        ("mon-office", f"profil=office:{{office}}&section={name}")
        for name in ("delais", "comparaison", "stock", "qualite")
    ),
    *(("note", "famille=LOGEMENT"), ("verifier", ""), ("qualite", ""), ("qualite", "section=champs")),
    *(("definitions", ""), ("journal", ""), ("deposer", "")),
)
"""The other pages with what they open on; `{office}` is the first that has a private file."""

SERVEUR = "from dashboard.server import serve; serve({port})"
EXPRESS = (
    "import uvicorn; from streamlit.starlette import App;"
    "uvicorn.run(App('benchmarks/express.py'), port={port}, log_level='error')"
)


def main() -> None:
    """Prints the medians."""
    options = _read_options()
    queries = [f"grain=annee&periode=2025&section={s}{t}" for s in SECTIONS for t in TYPES]
    with ExitStack() as stack:
        servers = [stack.enter_context(start_server(SERVEUR, folder)) for folder in options.donnees]
        one, two = (stack.enter_context(Visitor(server.port)) for server in servers)
        times = _measure({"base 1": one, "base 2": two}, queries, options.tours)
        first, second = (statistics.median(times[name]) for name in times)
        print(f"rapport base 2 / base 1 : {second / first:.2f}")
        if options.express:
            server = stack.enter_context(start_server(EXPRESS, options.donnees[0]))
            plain = stack.enter_context(Visitor(server.port))
            slow = statistics.median(_measure({"plotly.express": plain}, [""], options.tours)["plotly.express"])
            print(f"plotly.express / base 1 : {slow / first:.1f}")
        if options.pages:
            _measure_pages(servers[0].port, options.donnees[0], options.tours)


def _measure(visitors: dict[str, Visitor], queries: list[str], tours: int) -> dict[str, list[float]]:
    for name, visitor in visitors.items():
        opened = [visitor.rerun(query)[0] for query in queries]
        print(f"{name}, première ouverture de chaque vue : médiane {statistics.median(opened):.1f} ms")
    times: dict[str, list[float]] = {name: [] for name in visitors}
    for tour in range(tours):
        for name, visitor in visitors.items():
            times[name].append(visitor.rerun(queries[tour % len(queries)])[0])
    for name, values in times.items():
        p95 = statistics.quantiles(values, n=20)[-1]
        print(f"{name} : médiane {statistics.median(values):.1f} ms, 95 % {p95:.1f} ms, {len(values)} passages")
    return times


def _measure_pages(port: int, donnees: Path, tours: int) -> None:
    """Medians of the other pages; those of an office only where the release has private files and offers them."""
    offices = sorted(path.stem for path in donnees.glob("publications/2*/offices/*.parquet"))
    for page, query in PAGES:
        if "{office}" in query and not (offices and _nature(donnees) == "oui"):
            continue
        with Visitor(port, page) as visitor:
            times = [visitor.rerun(query.format(office=offices[0] if offices else ""))[0] for _ in range(tours // 4)]
        print(f"{page} {query.partition('&')[2] or query} : médiane {statistics.median(times):.1f} ms")


@dataclass(frozen=True)
class Serveur:
    """A server of this measure only."""

    port: int
    pid: int


@contextmanager
def start_server(code: str, donnees: Path) -> Iterator[Serveur]:
    """Starts this server on the base and stops it at the end."""
    port = _free_port()
    environment = {**os.environ, "OBSERVATOIRE_DONNEES": str(donnees), "OBSERVATOIRE_EXEMPLE": _nature(donnees)}
    process = subprocess.Popen([sys.executable, "-c", code.format(port=port)], cwd=RACINE, env=environment)
    try:
        _wait(port)
        yield Serveur(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def _nature(donnees: Path) -> str:
    """Whether the release is an example; a folder without release stops the measure: an empty page is fast."""
    manifests = sorted((donnees / "publications").glob("2*/manifeste.json"))
    if not manifests:
        raise SystemExit(f"Rien n’est publié dans {donnees}.")
    return "oui" if '"exemple": true' in manifests[-1].read_text() else "non"


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SystemExit("Le serveur n’a pas démarré.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("donnees", nargs=2, type=Path)
    parser.add_argument("--tours", type=int, default=48)
    parser.add_argument("--pages", action="store_true")
    parser.add_argument("--express", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
