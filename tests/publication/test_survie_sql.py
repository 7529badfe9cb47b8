"""The texts of the curves are plain SQL: another engine runs them unchanged and gives the same rows."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from pipelines.publication.engine import Engine, open_engine
from pipelines.publication.survie_calcul import ETAPES, SQL, read_sql
from pipelines.publication.survie_preparation import ISSUES, prepare_constants

RESULTATS = ("grille", "quartiles", "effectifs")
TABLES = ("suivi_causes", "suivi_grille", "suivi_quartiles", "suivi_vues")
PROPRES = r"::|\bfilter\b|\bqualify\b|\bexclude\b|\bgroup by all\b|\bpercentile|\bquantile|\bdate_(?:add|diff|part|sub|trunc)|\bstruct|\blist|\[|\"|`"
"""What one engine alone understands, or several in different ways."""


@pytest.mark.parametrize("nom", [*ETAPES, *RESULTATS])
def test_a_text_has_nothing_of_one_engine(nom: str) -> None:
    bare = re.sub(r"--.*", "", read_sql(nom))
    assert not re.search(PROPRES, bare, re.IGNORECASE)
    assert not re.search(r"(?<![\de])\d+\.\d+(?!\d*e)", bare)


def test_every_text_is_run() -> None:
    assert {path.stem.removeprefix("survie_") for path in SQL.glob("survie_*.sql")} == {*ETAPES, *RESULTATS}


@pytest.mark.long
def test_spark_gives_the_same_rows(cases: dict[str, pa.Table]) -> None:
    sql = pytest.importorskip("pyspark.sql")
    builder = sql.SparkSession.builder.master("local[1]").config("spark.sql.shuffle.partitions", "1")
    spark = builder.config("spark.ui.enabled", "false").getOrCreate()
    try:
        for nom, table in cases.items():
            spark.createDataFrame(table.to_pylist()).createOrReplaceTempView(nom)
        for step in ETAPES:
            spark.sql(read_sql(step)).cache().createOrReplaceTempView(f"suivi_{step}")
        found = {nom: [tuple(row) for row in spark.sql(read_sql(nom)).collect()] for nom in RESULTATS}
    finally:
        spark.stop()
    with open_engine() as engine:
        expected = _run(engine, cases)
    assert {nom: sorted(map(str, rows)) for nom, rows in found.items()} == {
        nom: sorted(map(str, rows)) for nom, rows in expected.items()
    }


@pytest.fixture
def cases() -> dict[str, pa.Table]:
    """Two hundred cases of two offices over three years, and all the tables the texts read."""
    draw = np.random.default_rng(11)
    size, start = 200, 19700
    received = start + draw.integers(0, 900, size)
    delay = draw.integers(0, 300, size)
    closed = received + delay <= start + 1000
    years = np.minimum((received - start) // 365, 2)
    return {
        "cas": pa.table(
            {
                "office_id": np.array(["COM-1", "DEP-2"])[draw.integers(0, 2, size)],
                "par_famille": np.array(["LOGEMENT", "(vide)"])[draw.integers(0, 2, size)],
                "par_issue": np.array([codes[0] for codes in ISSUES.values()])[draw.integers(0, 5, size)],
                "recue_mois": [f"{2023 + year}-01" for year in years],
                "date_reception": [str(day) for day in received],
                "date_cloture": [
                    str(end) if done else None for end, done in zip(received + delay, closed, strict=True)
                ],
                "delai": pa.array(delay, pa.int32(), mask=~closed),
            }
        ),
        "calendrier": pa.table(
            {"jour": [str(day) for day in range(start, start + 1001)], "numero": range(start, start + 1001)}
        ),
        "offices": pa.table({"office_id": ["COM-1", "DEP-2"], "type": ["COMMUNE", "DEPARTEMENT"]}),
        "suivi_portees": pa.table(
            {"office_id": ["COM-1", "DEP-2"], "debut": [0, 0], "fin": [start + 1000] * 2, "arrete": [start + 1000] * 2}
        ),
        "suivi_periodes": pa.table(
            {
                "office_id": ["COM-1", "DEP-2"] * 3,
                "periode": ["2023", "2023", "2024", "2024", "2025", "2025"],
                "debut": [start, start, start + 365, start + 365, start + 730, start + 730],
                "fin": [start + 364, start + 364, start + 729, start + 729, start + 1000, start + 1000],
                "compte": [1, 0, 1, 1, 1, 1],
                "ligne": range(6),
            }
        ),
        **_constants(),
    }


def _constants() -> dict[str, pa.Table]:
    with open_engine() as engine:
        prepare_constants(engine)
        return {nom: engine.query(f"select * from {nom}") for nom in TABLES}


def _run(engine: Engine, tables: dict[str, pa.Table]) -> dict[str, list[tuple[Any, ...]]]:
    for nom, table in tables.items():
        engine.register(nom, table)
    for step in ETAPES:
        engine.materialise(f"suivi_{step}", read_sql(step))
    return {nom: [tuple(row.values()) for row in engine.query(read_sql(nom)).to_pylist()] for nom in RESULTATS}
