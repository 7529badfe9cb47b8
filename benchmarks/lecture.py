"""How exports are read: polluted and messy files against the truth, speed and memory against the least possible.

    python -m benchmarks.lecture pollutions        # every polluted variant, by class of fault
    python -m benchmarks.lecture reels             # messy files of real shapes
    python -m benchmarks.lecture vitesse [--lignes 1000000]
    python -m benchmarks.lecture echelle [--lignes 10000000]
    python -m benchmarks.lecture classeur [--lignes 100000]

Every file is synthetic, made in a temporary folder and deleted.
"""

from __future__ import annotations

import argparse
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from statistics import linear_regression
from tempfile import TemporaryDirectory

from benchmarks.lecture_fichiers import iter_pollutions
from benchmarks.lecture_pollutions import Cas
from benchmarks.lecture_reels import iter_real
from benchmarks.lecture_score import ISSUES, Resultat, score, summarise
from benchmarks.lecture_vitesse import Mesure, run_way, write_export, write_sheet


def print_scores(cases: Iterable[Cas]) -> None:
    """Read every case and print a line per class, then the whole."""
    classes: dict[str, list[Resultat]] = defaultdict(list)
    with TemporaryDirectory() as folder:
        for case in cases:
            classes[case.classe].append(score(case, Path(folder)))
    print(f"{'':32}{'fichiers':>9}" + "".join(f"{name:>19}" for name in ISSUES) + f"{'sur':>9}{'F1':>9}")
    for name, results in classes.items():
        _print_line(name, results)
    _print_line("ensemble", [result for results in classes.values() for result in results])


def _print_line(name: str, results: list[Resultat]) -> None:
    found = summarise(results)
    counts = "".join(f"{int(found[issue]):>19}" for issue in ISSUES)
    print(f"{name:32}{int(found['fichiers']):>9}{counts}{100 * found['sur']:>8.2f}%{found['f1']:>9.4f}")


def print_polluted(_: int) -> None:
    """Both quoting habits of the clean file."""
    for everywhere in (False, True):
        print("tout entre guillemets" if everywhere else "guillemets où il en faut")
        print_scores(iter_pollutions(partout=everywhere))


def print_real(_: int) -> None:
    """Messy files of real shapes."""
    print_scores(iter_real())


def print_speed(rows: int) -> None:
    """The complete way beside the least possible, on the same file."""
    with TemporaryDirectory() as folder:
        path = write_export(Path(folder) / "export.csv", rows)
        least = run_way("temoin", path, Path(folder) / "temoin")
        whole = run_way("voie", path, Path(folder) / "voie")
    print(f"{rows} lignes, {_describe('témoin', least)}, {_describe('voie complète', whole)}")
    print(f"rapport {whole.secondes / least.secondes:.2f}, processeur {whole.processeur / least.processeur:.2f}")
    print(dict(whole.details))


def print_scale(rows: int) -> None:
    """The complete way from a thousandth of the rows to the whole: slope of the logarithms over all, and of the last."""
    found: dict[int, Mesure] = {}
    for count in (rows // 1000, rows // 100, rows // 10, rows):
        with TemporaryDirectory() as folder:  # emptied between two: the largest takes some gigabytes
            path = write_export(Path(folder) / "export.csv", count)
            found[count] = run_way("voie", path, Path(folder) / "voie")
        print(f"{count} lignes, {_describe('voie complète', found[count])}")
    print(f"pente log-log de {rows // 1000} à {rows} : {_fit_slope(found):.2f}")
    last = math.log10(found[rows].processeur / found[rows // 10].processeur)
    print(f"pente log-log de {rows // 10} à {rows} : {last:.2f}")


def _fit_slope(found: Mapping[int, Mesure]) -> float:
    """The slope of the processor time over the number of rows, both as logarithms, by least squares."""
    times = [math.log10(mesure.processeur) for mesure in found.values()]
    return linear_regression([math.log10(count) for count in found], times).slope


def print_sheet(rows: int) -> None:
    """The reading of one workbook."""
    with TemporaryDirectory() as folder:
        path = write_sheet(Path(folder) / "export.xlsx", rows)
        print(f"{rows} lignes, {_describe('classeur', run_way('classeur', path, Path(folder)))}")


def _describe(name: str, found: Mesure) -> str:
    return f"{name} : {found.secondes:.2f} s ({found.processeur:.2f} s de processeur), {found.megaoctets} Mio"


MESURES: Mapping[str, tuple[Callable[[int], None], int]] = {
    "pollutions": (print_polluted, 0),
    "reels": (print_real, 0),
    "vitesse": (print_speed, 1_000_000),
    "echelle": (print_scale, 10_000_000),
    "classeur": (print_sheet, 100_000),
}


def main() -> None:
    """Run the measure of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mesure", choices=MESURES)
    parser.add_argument("--lignes", type=int)
    options = parser.parse_args()
    measure, rows = MESURES[options.mesure]
    measure(options.lignes or rows)


if __name__ == "__main__":
    main()
