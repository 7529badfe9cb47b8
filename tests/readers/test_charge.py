"""Large files: time and memory stay within what a small machine has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.readers.constructeur import LIGNES, make_text

LIRE = """
import resource, sys, time
from pathlib import Path
from pipelines.readers import read_table
start = time.process_time()
table = read_table(Path(sys.argv[1]))
print(table.num_rows, len(table.set_aside), time.process_time() - start)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.long
def test_three_hundred_thousand_lines_are_read_in_eight_seconds_and_450_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(make_text(LIGNES * 7_500), encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", LIRE, str(path)], capture_output=True, text=True, check=True)
    kept, aside, seconds, megabytes = done.stdout.split()
    assert (kept, aside) == ("300000", "0")
    assert float(seconds) < 8
    assert int(megabytes) < 450
