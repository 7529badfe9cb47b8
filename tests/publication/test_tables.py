"""The SQL texts: the golden ones change on purpose only (OBSERVATOIRE_GOLDEN=1), and stay plain ANSI."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from pipelines.indicateurs.registry import load_registry
from pipelines.publication.plan import COHORTES, GRAINS, load_plan
from pipelines.publication.tables import base_columns, build_cases_sql, build_cells_sql

GOLDEN = Path(__file__).resolve().parent / "golden"
REGISTRE = load_registry()
PLAN = {croisement.id: croisement for croisement in load_plan().croisements}
TEXTES = {
    "cas": build_cases_sql(REGISTRE),
    **{f"{h}-reseau-mois": build_cells_sql(REGISTRE, h, PLAN["reseau"], "mois") for h in COHORTES},
    **{f"{h}-type-famille-annee": build_cells_sql(REGISTRE, h, PLAN["type*famille"], "annee") for h in COHORTES},
}
TOUS = [
    build_cells_sql(REGISTRE, cohorte, croisement, grain)
    for croisement in PLAN.values()
    for cohorte in COHORTES
    for grain in GRAINS
]


@pytest.mark.parametrize("name", TEXTES)
def test_the_sql_is_the_golden_one(name: str) -> None:
    path = GOLDEN / f"{name}.sql"
    if os.environ.get("OBSERVATOIRE_GOLDEN") == "1":
        path.write_text(TEXTES[name] + "\n", encoding="utf-8")
    assert TEXTES[name] + "\n" == path.read_text(encoding="utf-8")


def test_no_text_uses_a_word_of_one_engine_only() -> None:
    foreign = re.compile(
        r"date_diff|datediff|strftime|date_trunc|quantile|median\(|list\(|::|\bqualify\b|try_cast|group by all|approx|\b\d+\.\d+\b(?!e)",
        re.IGNORECASE,
    )
    assert [text for text in [*TOUS, TEXTES["cas"]] if foreign.search(text)] == []


def test_publication_reads_neither_identifiers_nor_references_of_a_case() -> None:
    columns = set(base_columns(REGISTRE))
    assert {"office_id", "date_reception", "date_cloture", "domaine", "canal", "issue"} <= columns
    assert not columns & {"saisine_id", "depot_id", "feuille", "ligne", "departement_requerant", "genre", "tranche_age"}
