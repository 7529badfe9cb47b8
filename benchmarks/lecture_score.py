"""What a reading is worth against the truth: exact, declared, refused — or wrong in silence.

Takes a `Cas`, reads it as any export is read, gives a `Resultat`. A missing record is declared when its own line is set
aside, or when a warning says the file is not fully read; a wrong record or title counts as said only under a warning.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.lecture_pollutions import Cas, Enregistrement
from pipelines.errors import RefusedInput
from pipelines.readers import RawTable, read_table

ISSUES = ("exact", "declare", "refuse", "perte muette", "corruption muette")


@dataclass(frozen=True)
class Resultat:
    """One case read: its class, its name, the verdict, the records right, read and true."""

    classe: str
    nom: str
    issue: str
    justes: int
    lus: int
    vrais: int
    detail: str = ""

    @property
    def f1(self) -> float:
        """F1 of the records; 1 for a file without records from which none was read."""
        return 2 * self.justes / (self.lus + self.vrais) if self.lus + self.vrais else 1.0


def score(case: Cas, folder: Path) -> Resultat:
    """The verdict on one case; `folder` holds the file while it is read."""
    path = folder / "cas.csv"
    path.write_bytes(case.octets)
    try:
        table = read_table(path)
    except RefusedInput as error:
        return Resultat(case.classe, case.nom, "refuse", 0, 0, len(case.verite), error.code)
    found, truth = Counter(table.rows), Counter(case.verite)
    right = sum((found & truth).values())
    issue = _judge(case, table, found - truth, truth - found)
    return Resultat(case.classe, case.nom, issue, right, table.num_rows, len(case.verite), _describe(table))


def _judge(case: Cas, table: RawTable, wrong: Counter[Enregistrement], missing: Counter[Enregistrement]) -> str:
    warned = any(note.niveau == "avertissement" for note in table.notes)
    titles = table.header == name_expected(case.titres)
    if not wrong and not missing and titles and tuple(table.rows) == case.verite:
        return "exact"
    if (wrong or not titles) and not warned:
        return "corruption muette"
    return "perte muette" if _count_silent(case, table, missing) and not warned else "declare"


def _count_silent(case: Cas, table: RawTable, missing: Counter[Enregistrement]) -> int:
    """Lost records whose line is neither set aside nor the continuation of a line that is."""
    aside = [item.ligne for item in table.set_aside]
    places = sorted([*((ligne, True) for ligne in aside), *((ligne, False) for ligne in table.lignes.to_pylist())])
    lines = [ligne for ligne, _ in places]
    silent = 0
    for place, row in zip(case.lignes, case.verite, strict=False):
        at = bisect_right(lines, place) - 1
        silent += row in missing and (at < 0 or not places[at][1])
    return silent


def name_expected(titles: Enregistrement) -> Enregistrement:
    """The titles as the reader gives them: without the spaces around them, a rank for a blank one."""
    return tuple(title.strip() or f"Colonne sans titre {rank}" for rank, title in enumerate(titles, start=1))


def _describe(table: RawTable) -> str:
    reasons = Counter(item.raison for item in table.set_aside)
    return f"{dict(reasons)} {[note.code for note in table.notes]} {table.dialect}"


def summarise(results: Iterable[Resultat]) -> dict[str, float]:
    """Counts by verdict, share of safe readings, mean F1 over the files."""
    every = list(results)
    issues = Counter(result.issue for result in every)
    safe = sum(issues[name] for name in ("exact", "declare", "refuse"))
    return {
        "fichiers": len(every),
        **{name: issues[name] for name in ISSUES},
        "sur": safe / len(every),
        "f1": sum(result.f1 for result in every) / len(every),
    }
