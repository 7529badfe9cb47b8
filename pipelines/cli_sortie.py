"""What a command prints: data on stdout, narration and progress on stderr.

Takes texts and reports, writes them where the contract says. Knows no command.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pipelines.report import Rapport
from pipelines.typographie import typeset


def print_report(rapport: Rapport) -> None:
    """Write the account of a file: its sentences, what was set aside, what a reader should know."""
    for message in rapport.messages:
        print_data(typeset(message))
    for constat in rapport.constats:
        if constat.niveau == "avertissement":
            where = f" (colonne « {constat.colonne} »)" if constat.colonne else ""
            count = f" [{constat.nombre}]" if constat.nombre > 1 else ""
            value = f" « {constat.valeur_masquee} »" if constat.valeur_masquee else ""
            print_data(typeset(f"À savoir{where}{value} : {constat.conseil}{count}"))
    if rapport.refus:
        narrate(rapport.constats[0].conseil)


@contextmanager
def progress(title: str) -> Iterator[Any]:
    """A progress line on stderr; what it yields replaces the title as the work goes on."""
    console = Console(stderr=True)
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=console, transient=True
    ) as bar:
        task = bar.add_task(title, total=None)
        yield lambda text: bar.update(task, description=text)


def print_data(text: str) -> None:
    """Write one line of data on stdout."""
    sys.stdout.write(text + "\n")


def narrate(text: str) -> None:
    """Write one line of narration on stderr."""
    sys.stderr.write(typeset(text) + "\n")


def print_json(content: Any, *, indent: int | None = None) -> None:
    """Write one JSON value on stdout."""
    print_data(json.dumps(content, ensure_ascii=False, indent=indent))
