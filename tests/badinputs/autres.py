"""JSON, Parquet, pickle and names: classes j, p and n of the table."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.badinputs.cas import Cas
from tests.readers.constructeur import make_json_lines, make_records, make_text

OK, REFUS = (40, 0, 0), (0, 0, 0)
TEXTE = make_text()


def _parquet(path: Path) -> None:
    pq.write_table(pa.Table.from_pylist(make_records()), path)


ENREGISTREMENTS = (
    Cas("j01_array.json", "ACCEPT", OK, json.dumps(make_records(), ensure_ascii=False)),
    Cas("j02_lines.jsonl", "ACCEPT", OK, make_json_lines()),
    Cas("j03_wrapped.json", "ACCEPT", OK, json.dumps({"version": 1, "data": {"saisines": make_records()}})),
    Cas("j04_cut.json", "REFUSE", REFUS, json.dumps(make_records())[:-500]),
    Cas(
        "j05_nan.json",
        "WARN",
        OK,
        json.dumps([{**record, "Montant en litige (€)": float("nan")} for record in make_records()]),
        ("JSON_NON_FINI",),
    ),
    Cas("j06_deep.json", "REFUSE", REFUS, "[" * 200_000 + "]" * 200_000),
    Cas(
        "j07_dup_keys.json",
        "WARN",
        OK,
        json.dumps(make_records(), ensure_ascii=False).replace('"Canal":', '"Canal": "Courriel", "Canal":'),
    ),
    Cas("p01_not_parquet.parquet", "REFUSE", REFUS, _parquet, ("FORMAT_PARQUET",)),
    Cas("p02_pickle_named_csv.csv", "REFUSE", REFUS, pickle.dumps(make_records())),
)

NOMS = (
    Cas("n01 Export saisines (été) n°1 – 2024 .CSV", "ACCEPT", OK, TEXTE),
    Cas("n02_😀.csv", "ACCEPT", OK, TEXTE),
    Cas("n03_" + "a" * 200 + ".csv", "ACCEPT", OK, TEXTE),
    Cas(
        "(téléversement)",
        "REFUSE",
        REFUS,
        _parquet,
        ("FORMAT_PARQUET",),
        tus=("snapshots", ".."),
        fichier="..\\..\\data\\snapshots\\current.parquet",
    ),
)
