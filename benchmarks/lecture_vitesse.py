"""How long the complete way of a large export takes, beside the least that could be done with the same file.

Takes a number of rows, writes a synthetic cp1252 export, then runs each way in a process of its own: `voie` (read, map,
normalise, rules, privacy scan, HMAC, Delta commit) and `temoin` (transcode, DuckDB `read_csv(all_varchar)`, Parquet).
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import numpy as np

SOURCE = """id = "mesure"
[dates]
ordre = "jma"
[colonnes]
"N° dossier" = "id_dossier_source"
"Reçu le" = "date_reception"
"Clos le" = "date_cloture"
"Accusé le" = "date_accuse_reception"
"Canal" = "canal"
"Domaine" = { champ = "domaine", liste_fermee = true }
"Compétent" = "competence"
"Issue" = "issue"
"Code postal" = "code_postal_requerant"
"Commune" = "commune_requerant"
"Observations" = { ecartee = "texte libre" }
"Agent" = { ecartee = "nom d’agent" }
"""

TITRES = (
    *("N° dossier", "Reçu le", "Clos le", "Accusé le", "Canal", "Domaine"),
    *("Compétent", "Issue", "Code postal", "Commune", "Observations", "Agent"),
)
CANAUX = ("Courriel", "Courrier", "Téléphone", "Formulaire")
DOMAINES = ("Logement", "Urbanisme", "Voirie", "État civil", "Eau", "Social")
ISSUES = ("", "Favorable", "Échec", "Désistement", "Partiel")
OFFICE, ARRETE = "COM-13055", date(2026, 1, 15)


@dataclass(frozen=True)
class Mesure:
    """Seconds (wall, then processor) and megabytes at the peak of one run in its own process."""

    secondes: float
    processeur: float
    megaoctets: int
    details: Mapping[str, float]


def write_export(path: Path, rows: int, lot: int = 100_000) -> Path:
    """A synthetic export in cp1252 of that many rows; the same bytes for the same number."""
    draw = np.random.default_rng(20260115)
    first = date(2018, 1, 1)
    days = [(first + timedelta(days=rank)).strftime("%d/%m/%Y") for rank in range(2920)]
    with path.open("w", encoding="cp1252", newline="") as stream:
        stream.write(";".join(TITRES) + "\r\n")
        for start in range(0, rows, lot):
            size = min(lot, rows - start)
            picks = draw.integers(0, [2400, 500, 20, 4, 6, 3, 5, 95, 60, 50], (size, 10)).tolist()
            stream.write("".join(_write_row(start + rank, pick, days) for rank, pick in enumerate(picks)))
    return path


def _write_row(rank: int, pick: list[int], days: list[str]) -> str:
    received, delay, wait, canal, domaine, competent, issue, dep, commune, note = pick
    closed = days[received + delay] if issue else ""
    return (
        f"{2018 + received // 365}-{rank:07d};{days[received]};{closed};{days[received + wait]};{CANAUX[canal]};"
        f"{DOMAINES[domaine]};{('Oui', 'Non', '')[competent]};{ISSUES[issue]};{dep + 1:02d}{commune:03d};"
        f"Commune d’exemple {commune};Suite donnée n° {note}, à revoir;Agent {note}\r\n"
    )


def run_way(nom: str, path: Path, folder: Path) -> Mesure:
    """One way run in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.lecture_vitesse", nom, str(path), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    return Mesure(told.pop("secondes"), told.pop("processeur"), int(told.pop("megaoctets")), told)


def _run_complete(path: Path, folder: Path) -> dict[str, float]:
    from pipelines.declarations import load_source
    from pipelines.run import Options, integrate_file
    from pipelines.settings import Dossiers

    declared = folder / "mesure.toml"
    declared.write_text(SOURCE, encoding="utf-8")
    dossiers = Dossiers(folder / "donnees", folder / "cles")
    options = Options(source=load_source(declared), office=OFFICE, arrete_au=ARRETE)
    stages, start = {}, time.perf_counter()

    def progress(step: str) -> None:
        stages[step] = round(time.perf_counter() - start, 2)

    done = integrate_file(path, dossiers, options, progress)
    return {"acceptees": done.rapport.acceptees, **stages}


def _run_least(path: Path, folder: Path) -> dict[str, float]:
    import duckdb

    plain = folder / "transcode.csv"
    with path.open(encoding="cp1252", newline="") as source, plain.open("w", encoding="utf-8", newline="") as target:
        while chunk := source.read(4 << 20):
            target.write(chunk)
    target_path = folder / "temoin.parquet"
    query = f"copy (select * from read_csv('{plain}', all_varchar = true)) to '{target_path}' (format parquet)"  # noqa: S608
    duckdb.execute(query)
    counted = duckdb.execute(f"select count(*) from '{target_path}'").fetchall()  # noqa: S608
    return {"acceptees": counted[0][0]}


def _run_sheet(path: Path, folder: Path) -> dict[str, float]:
    from pipelines.readers import read_table

    return {"acceptees": read_table(path).num_rows}


WAYS: Mapping[str, Callable[[Path, Path], dict[str, float]]] = {
    "voie": _run_complete,
    "temoin": _run_least,
    "classeur": _run_sheet,
}


def write_sheet(path: Path, rows: int) -> Path:
    """A synthetic workbook of that many rows: numbers as text, days as dates, words."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet, style = book.add_worksheet("Saisines"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, TITRES[:10])
    for rank in range(rows):
        day = date(2018, 1, 1) + timedelta(days=rank % 2500)
        sheet.write_string(rank + 1, 0, f"2024-{rank:06d}")
        for column in (1, 2, 3):
            sheet.write_datetime(rank + 1, column, day + timedelta(days=column * 9), style)
        words = (CANAUX[rank % 4], DOMAINES[rank % 6], ("Oui", "Non")[rank % 2], ISSUES[rank % 5 or 1], "17000", "La")
        sheet.write_row(rank + 1, 4, words)
    book.close()
    return path


def main() -> None:
    """Run one way on one file and print its measures as JSON."""
    nom, path, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    for module in ("duckdb", "pipelines.run"):  # loading either is not part of the way
        import_module(module)
    start, used = time.perf_counter(), time.process_time()
    told = WAYS[nom](path, folder)
    told["secondes"] = round(time.perf_counter() - start, 2)
    told["processeur"] = round(time.process_time() - used, 2)
    told["megaoctets"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(told))


if __name__ == "__main__":
    main()
