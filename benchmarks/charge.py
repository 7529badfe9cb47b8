"""Many readers at once: reruns a second, waiting times with pauses, memory, and the first page in Chromium.

    python -m benchmarks.charge DONNEES [--secondes 20] [--express] [--navigateur]

Real sessions over real WebSockets against a server of their own. Ten turn filters without a pause; then twenty-five and
fifty pause three seconds between two gestures, as readers do. `--express` runs the ten against a plain plotly.express page
of the same content in the same minute; `--navigateur` opens the first page on the warm server.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
import shutil
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.client import Visitor
from benchmarks.reruns import EXPRESS, SECTIONS, SERVEUR, Serveur, start_server

TYPES = ("", "COMMUNE", "DEPARTEMENT", "INTERCOMMUNALITE", "REGION")
PERIODES = ("2025", "2024", "2023")
PAUSE = 3.0
REGLAGES = ["--no-sandbox", "--disable-gpu"]


def main() -> None:
    """Prints each measure on a line."""
    options = _read_options()
    with ExitStack() as stack:
        server = stack.enter_context(start_server(SERVEUR, options.donnees))
        ours = measure_rate(server, 10, options.secondes, _list_views())
        print(f"10 sessions sans pause : {ours:.1f} passages par seconde")
        if options.express:
            plain = stack.enter_context(start_server(EXPRESS, options.donnees))
            theirs = measure_rate(plain, 10, options.secondes, [""])
            print(f"plotly.express, 10 sessions : {theirs:.1f} passages par seconde (rapport {ours / theirs:.1f})")
        for sessions in (25, 50):
            waits = measure_waits(server, sessions, options.secondes, _list_views())
            print(
                f"{sessions} sessions, {PAUSE:.0f} s de pause : médiane {statistics.median(waits):.0f} ms, "
                f"95 % {statistics.quantiles(waits, n=20)[-1]:.0f} ms, {len(waits)} passages"
            )
        print(f"mémoire du serveur, au plus : {read_peak(server.pid)} Mo")
        if options.navigateur:
            seconds, sent = open_first_page(server.port)
            print(f"première page dans Chromium : {seconds:.2f} s, {sent / 1e6:.2f} Mo transférés")


def _list_views() -> list[str]:
    """Distinct filters: every section, type and year."""
    drawn = itertools.product(SECTIONS, TYPES, PERIODES)
    found = [f"grain=annee&periode={year}&section={section}&type={kind}" for section, kind, year in drawn]
    random.Random(20260115).shuffle(found)  # noqa: S311 — the same order at each run
    return found


def measure_rate(server: Serveur, sessions: int, seconds: float, views: Sequence[str]) -> float:
    """Reruns a second of that many sessions that never pause, each turning its own filters, after one turn unmeasured."""
    counts = [0] * sessions
    _run(server, sessions, lambda rank, visitor: _turn(visitor, views, rank, seconds / 2))
    _run(server, sessions, lambda rank, visitor: counts.__setitem__(rank, _turn(visitor, views, rank, seconds)))
    return sum(counts) / seconds


def _turn(visitor: Visitor, views: Sequence[str], rank: int, seconds: float) -> int:
    end, done = time.perf_counter() + seconds, 0
    while time.perf_counter() < end:
        visitor.rerun(views[(rank * 7 + done) % len(views)])
        done += 1
    return done


def measure_waits(server: Serveur, sessions: int, seconds: float, views: Sequence[str]) -> list[float]:
    """Milliseconds each rerun made its reader wait, readers pausing between two."""
    waits: list[list[float]] = [[] for _ in range(sessions)]
    _run(server, sessions, lambda rank, visitor: _browse(visitor, views, rank, seconds, waits[rank]))
    return [wait for own in waits for wait in own]


def _browse(visitor: Visitor, views: Sequence[str], rank: int, seconds: float, waits: list[float]) -> None:
    draw = random.Random(rank)  # noqa: S311 — pauses, not secrets
    end = time.perf_counter() + seconds
    time.sleep(draw.uniform(0, PAUSE))
    while time.perf_counter() < end:
        waits.append(visitor.rerun(views[(rank * 7 + len(waits)) % len(views)])[0])
        time.sleep(draw.uniform(0.5 * PAUSE, 1.5 * PAUSE))


def _run(server: Serveur, sessions: int, act: Callable[[int, Visitor], object]) -> None:
    """Each session in a thread of its own, opened before the first starts; the first fault of one stops the measure."""
    faults: list[BaseException] = []

    def live(rank: int, visitor: Visitor) -> None:
        try:
            act(rank, visitor)
        except BaseException as error:
            faults.append(error)

    with ExitStack() as stack:
        visitors = [stack.enter_context(Visitor(server.port)) for _ in range(sessions)]
        for visitor in visitors:
            visitor.rerun()
        threads = [threading.Thread(target=live, args=pair) for pair in enumerate(visitors)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    if faults:
        raise faults[0]


def read_peak(pid: int) -> int:
    """Megabytes a process held at most."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) // 1024 if found else 0


def open_first_page(port: int) -> tuple[float, int]:
    """Seconds until the headline and the first drawing show in a new browser, and the bytes it received."""
    from playwright.sync_api import sync_playwright

    sent = 0

    def count(event: dict[str, float]) -> None:
        nonlocal sent
        sent += int(event["encodedDataLength"])

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=REGLAGES)
        page = browser.new_page()
        tools = page.context.new_cdp_session(page)
        tools.send("Network.enable")
        tools.on("Network.loadingFinished", count)
        start = time.perf_counter()
        page.goto(f"http://127.0.0.1:{port}/")
        page.wait_for_selector(".om-tete h1")
        page.wait_for_selector(".js-plotly-plot .main-svg")
        seconds = time.perf_counter() - start
        browser.close()
    return seconds, sent


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("donnees", type=Path)
    parser.add_argument("--secondes", type=float, default=20)
    parser.add_argument("--express", action="store_true")
    parser.add_argument("--navigateur", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
