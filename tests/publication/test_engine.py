"""The engine reads the files it was given and no other, and its settings cannot be changed."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.errors import InternalError
from pipelines.publication.engine import open_engine, quote


def _write(path: Path, **columns: list[object]) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), path)
    return str(path)


def test_it_reads_the_files_named_even_with_a_quote_in_their_path(tmp_path: Path) -> None:
    path = _write(tmp_path / "l'office" / "a.parquet", n=[1, 2], secret=["x", "y"])
    with open_engine([path]) as engine:
        engine.load("saisines", [path], ["n"])
        assert engine.query("select * from saisines order by n").to_pydict() == {"n": [1, 2]}


def test_a_partition_column_is_read_from_the_path(tmp_path: Path) -> None:
    paths = [_write(tmp_path / f"office_id={cle}" / "a.parquet", n=[1]) for cle in ("COM-17300", "DEP-17")]
    with open_engine(paths) as engine:
        engine.load("saisines", paths, ["office_id", "n"])
        assert sorted(engine.query("select office_id from saisines")["office_id"].to_pylist()) == [
            "COM-17300",
            "DEP-17",
        ]


def test_another_file_cannot_be_read_nor_written(tmp_path: Path) -> None:
    given, other = _write(tmp_path / "a.parquet", n=[1]), _write(tmp_path / "b.parquet", n=[1])
    with open_engine([given]) as engine:
        for sql in (f"select * from read_parquet('{other}')", f"copy (select 1) to '{tmp_path / 'c.csv'}'"):
            with pytest.raises(duckdb.PermissionException):
                engine.connection.execute(sql)


@pytest.mark.parametrize("setting", ["memory_limit = '64GB'", "enable_external_access = true", "threads = 64"])
def test_its_settings_are_locked(setting: str) -> None:
    with open_engine() as engine, pytest.raises(duckdb.Error):
        engine.connection.execute(f"set {setting}")


def test_its_temporary_folder_is_private_and_gone_afterwards() -> None:
    with open_engine() as engine:
        folder = Path(engine.connection.execute("select current_setting('temp_directory')").fetchone()[0])
        assert folder.stat().st_mode & 0o077 == 0
    assert not folder.exists()


def test_several_statements_answer_in_the_order_asked() -> None:
    with open_engine() as engine:
        answers = [table["n"][0].as_py() for table in engine.query_all(f"select {rank} as n" for rank in range(20))]
    assert answers == list(range(20))


@pytest.mark.parametrize("name", ['a"b', "a b", "A", "", "1a", "a;drop table b", "é"])
def test_an_identifier_that_is_not_a_plain_word_is_refused(name: str) -> None:
    with pytest.raises(InternalError):
        quote(name)
