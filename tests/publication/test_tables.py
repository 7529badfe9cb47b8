"""The SQL texts: the golden ones change on purpose only (OBSERVATOIRE_GOLDEN=1), and stay plain ANSI."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from pipelines.indicateurs.registry import load_registry
from pipelines.publication.agregats import CAS, build_aggregate_sql
from pipelines.publication.cas import (
    base_columns,
    build_cases_sql,
    build_codes_sql,
    build_flows_sql,
    build_open_cases_sql,
    case_dimensions,
)
from pipelines.publication.examples import example_sql
from pipelines.publication.lots import build_lots
from pipelines.publication.mesures import TOTAL, aggregated_measures, axis_columns, find_axis
from pipelines.publication.plan import load_plan
from pipelines.publication.tables import build_lot_sql

GOLDEN = Path(__file__).resolve().parent / "golden"
REGISTRE = load_registry()
PLAN = {croisement.id: croisement for croisement in load_plan().croisements}
PRIVES = {croisement.id: croisement for croisement in load_plan().prives}
AXES = sorted({find_axis(REGISTRE, c.criteres) for c in (*PLAN.values(), *PRIVES.values())})
LOTS = {
    f"{lot.cohorte}-{lot.croisements[0].id.replace('*', '-')}-{'-'.join(lot.grains)}-{len(lot.mesures)}": lot
    for lot in build_lots(REGISTRE, load_plan().croisements)
}
CHOISIS = frozenset({"reseau", "famille", "etape"})
TEXTES = {
    "cas": build_cases_sql(REGISTRE),
    "ouvertes": build_open_cases_sql(REGISTRE),
    "codes_famille": build_codes_sql(REGISTRE.dimensions["famille"]),
    "codes_etape": build_codes_sql(REGISTRE.dimensions["etape"]),
    "flux_domaine": build_flows_sql(axis_columns("domaine")),
    **{
        f"agregat_{cohorte}_{TOTAL}": build_aggregate_sql(cohorte, TOTAL, aggregated_measures(REGISTRE, cohorte, TOTAL))
        for cohorte in CAS
    },
    **{
        f"lot-{name}": build_lot_sql(REGISTRE, lot, "presence")
        for name, lot in LOTS.items()
        if lot.croisements[0].id in CHOISIS
    },
    "perimetre": build_lot_sql(REGISTRE, LOTS["closes-famille-trimestre-mois-15"], "constant", par_perimetre=True),
    **{f"indicateur-{found.code}": example_sql(found, REGISTRE) for found in REGISTRE.indicateurs.values()},
}
TOUS = [
    *TEXTES.values(),
    *(build_codes_sql(dimension) for dimension in case_dimensions(REGISTRE)),
    *(
        build_aggregate_sql(cohorte, axis, aggregated_measures(REGISTRE, cohorte, axis))
        for cohorte in CAS
        for axis in AXES
    ),
    *(build_lot_sql(REGISTRE, lot, "presence") for lot in LOTS.values()),
    *(build_lot_sql(REGISTRE, lot, "prive") for lot in build_lots(REGISTRE, load_plan().prives)),
]


@pytest.mark.parametrize("name", TEXTES)
def test_the_sql_is_the_golden_one(name: str) -> None:
    path = GOLDEN / f"{name}.sql"
    if os.environ.get("OBSERVATOIRE_GOLDEN") == "1":
        path.write_text(TEXTES[name] + "\n", encoding="utf-8")
    assert TEXTES[name] + "\n" == path.read_text(encoding="utf-8")


def test_no_text_uses_a_word_of_one_engine_only() -> None:
    foreign = re.compile(
        r"date_diff|datediff|strftime|date_trunc|quantile\(|quantile_|median\(|list\(|::|\bqualify\b|try_cast|group by all|approx|\b\d+\.\d+\b(?!e)",
        re.IGNORECASE,
    )
    assert [text for text in TOUS if foreign.search(text)] == []


def test_no_golden_text_is_left_of_a_figure_that_is_gone() -> None:
    assert {path.stem for path in GOLDEN.glob("*.sql")} == set(TEXTES)


def test_publication_reads_neither_identifiers_nor_references_of_a_case() -> None:
    columns = set(base_columns(REGISTRE))
    assert {"office_id", "date_reception", "date_cloture", "domaine", "canal", "issue"} <= columns
    assert not columns & {"saisine_id", "depot_id", "feuille", "ligne", "genre", "tranche_age", "domaine_local"}
