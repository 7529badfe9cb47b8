"""A release opens by its name or the pointer, an altered one is noticed, and the connection opens nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from dashboard.connexion import connect
from dashboard.millesime import Millesime, open_release
from pipelines.errors import InternalError, RefusedInput
from tests.dashboard.fabrique import Recette, write_release


def test_the_latest_pointer_opens_and_an_older_name_still_does(tmp_path: Path) -> None:
    write_release(tmp_path)
    write_release(tmp_path, Recette(millesime="2026-01-r2"))
    assert open_release(tmp_path, exemple=True).id == "2026-01-r2"
    assert open_release(tmp_path, "2026-01", exemple=True).id == "2026-01"


@pytest.mark.parametrize(("nature", "asked", "code"), [(True, False, "EXEMPLE"), (False, True, "REEL")])
def test_an_example_never_opens_as_real_nor_the_reverse(
    tmp_path: Path, code: str, *, nature: bool, asked: bool
) -> None:
    write_release(tmp_path, Recette(exemple=nature))
    with pytest.raises(RefusedInput) as refusal:
        open_release(tmp_path, exemple=asked)
    assert refusal.value.code == code


@pytest.mark.parametrize("wrong", ["2030-01", "../2026-01", "", "2026-01/../..", "courant.json"])
def test_a_release_that_is_not_here_is_named(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(RefusedInput):
        open_release(tmp_path, wrong, exemple=True)


def test_nothing_published_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(RefusedInput) as refusal:
        open_release(tmp_path)
    assert "observatoire publier" in refusal.value.conseil


DAMAGES: dict[str, Callable[[Path], object]] = {
    "pointeur vide": lambda folder: (folder.parent / "courant.json").write_text(""),
    "manifeste vide": lambda folder: (folder / "manifeste.json").write_text("{}"),
    "autre format": lambda folder: _edit(folder, "format", 2),
    "date illisible": lambda folder: _edit(folder, "arrete_au", "hier"),
    "croisements faux": lambda folder: _edit(folder, "croisements", [{"id": 1}]),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_manifest_is_refused_in_french(tmp_path: Path, name: str) -> None:
    DAMAGES[name](write_release(tmp_path))
    with pytest.raises(RefusedInput) as refusal:
        open_release(tmp_path, exemple=True)
    assert refusal.value.message.endswith(".")


def test_an_altered_or_missing_file_is_named(tmp_path: Path) -> None:
    folder = write_release(tmp_path)
    release = open_release(tmp_path, exemple=True)
    assert release.verify() == ()
    (folder / "reseau/offices.parquet").unlink()
    with (folder / "reseau/citable.parquet").open("ab") as stream:
        stream.write(b"x")
    assert release.verify() == ("reseau/citable.parquet", "reseau/offices.parquet")


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_text('{secret}')",
        "copy (select 1) to '{secret}'",
        "attach '{secret}' as autre",
        "set enable_external_access = true",
        "set memory_limit = '10GB'",
        "install httpfs",
    ],
)
def test_the_connection_opens_no_other_file_and_cannot_be_unlocked(tmp_path: Path, sql: str) -> None:
    allowed, secret = tmp_path / "permis.csv", tmp_path / "secret.csv"
    allowed.write_text("a\n1\n")
    secret.write_text("b\n2\n")
    connection = connect([allowed])
    assert connection.execute("select a from read_csv(?)", [str(allowed)]).fetchall() == [(1,)]
    with pytest.raises(duckdb.Error):
        connection.execute(sql.format(secret=secret)).fetchall()
    assert secret.read_text() == "b\n2\n"


def test_many_threads_read_the_same_cells(millesime: Millesime) -> None:
    names = ["reseau", "type", "famille", "canal", "issue", "domaine"] * 8
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda name: len(millesime.cells("citable", name, "recues", "reel")), names))
    assert found[:6] * 8 == found
    assert all(found)


def test_a_table_that_cannot_be_read_is_a_fault_of_ours(tmp_path: Path) -> None:
    folder = write_release(tmp_path)
    (folder / "reseau/citable.parquet").write_bytes(b"rien")
    with pytest.raises(InternalError):
        open_release(tmp_path, exemple=True).cells("citable", "reseau", "recues", "reel")


def _edit(folder: Path, key: str, value: object) -> None:
    path = folder / "manifeste.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), key: value}))
