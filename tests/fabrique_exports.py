"""Synthetic office exports under any titles: one builder, each test says its columns and their contents."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

Contenu = Callable[[int, random.Random], str]

PRENOMS = ("Marie", "Jean", "Paul", "Nathalie")
VILLES = ("Nantes", "Rezé", "Saint-Herblain", "Orvault", "Vertou", "Couëron")
DEBUT = date(2023, 1, 2)


def received(rank: int) -> date:
    """The day the synthetic saisine of this rank came in."""
    return DEBUT + timedelta(days=(rank * 37) % 500)


def closed(rank: int) -> date | None:
    """The day it was closed, None for one in four."""
    return None if rank % 4 == 0 else received(rank) + timedelta(days=20 + (rank * 13) % 150)


def day(pattern: str = "%d/%m/%Y") -> Contenu:
    """Days of reception."""
    return lambda rank, _: received(rank).strftime(pattern)


def end(pattern: str = "%d/%m/%Y") -> Contenu:
    """Days of closure, blank for open cases."""
    return lambda rank, _: found.strftime(pattern) if (found := closed(rank)) else ""


def after(days: int, pattern: str = "%d/%m/%Y") -> Contenu:
    """Days a few days after the reception."""
    return lambda rank, _: (received(rank) + timedelta(days=rank % (days + 1))).strftime(pattern)


def among(*labels: str) -> Contenu:
    """Labels picked from a list."""
    return lambda rank, chance: chance.choice(labels)


def number(pattern: str = "2023-{:04d}") -> Contenu:
    """Case numbers."""
    return lambda rank, _: pattern.format(rank)


def person() -> Contenu:
    """Names of persons."""
    return lambda rank, chance: f"{chance.choice(PRENOMS)} {chance.choice(('Durand', 'Petit', 'Leroy'))}"


def sentence() -> Contenu:
    """Free texts, all different."""
    return lambda rank, _: f"Le demandeur {rank} conteste la décision du service et demande un nouvel examen du dossier"


def write_export(path: Path, columns: Mapping[str, Contenu], rows: int = 60, sep: str = ";") -> Path:
    """The export of these columns, always the same."""
    chance = random.Random(7)
    lines: list[Sequence[str]] = [list(columns)]
    lines += [[content(rank, chance) for content in columns.values()] for rank in range(1, rows + 1)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=sep).writerows(lines)
    return path
