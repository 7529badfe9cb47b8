"""Titles become fields as the source says; nothing personal and nothing unknown gets through, nothing is hidden."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pipelines.errors import RefusedInput
from pipelines.mapping import map_columns
from pipelines.typographie import typeset
from tests.fabrique import COLONNES, ligne, mapper, raw, source


def test_a_dropped_column_is_named_and_its_cells_are_gone() -> None:
    mapped = mapper([ligne(Agent="Zorglub", Inconnue="Zorglub", Canal="Courriel")])
    assert {c.code: c.colonne for c in mapped.constats} == {
        "COLONNE_ECARTEE": "Agent",
        "COLONNE_INCONNUE": "Inconnue",
    }
    assert all("Zorglub" not in column.to_pylist() for column in mapped.colonnes.values())
    assert mapped.titres["canal"] == "Canal"


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([{"Numéro": "1", "Clos le": ""}], "« Reçu le »"),
        ([{"Reçu le": "2025-01-01", "Clos le": ""}], "« Numéro »"),
        ([{"Numéro": "1", "Reçu le": "2025-01-01"}], "« Clos le »"),
    ],
)
def test_an_absent_required_column_is_named_with_the_titles_found(rows: list[dict[str, str]], named: str) -> None:
    with pytest.raises(RefusedInput) as caught:
        mapper(rows)
    assert caught.value.code == "COLONNE_ABSENTE"
    assert typeset(named) in caught.value.message
    assert "Titres trouvés" in caught.value.message


def test_two_columns_for_one_field_are_refused_when_both_are_there() -> None:
    either = source(colonnes=COLONNES | {"Fermé le": {"champ": "date_accuse_reception", "facultative": True}})
    mapper([ligne(**{"AR le": "2025-03-02"})], either)
    mapper([ligne(**{"Fermé le": "2025-03-02"})], either)
    with pytest.raises(RefusedInput) as caught:
        mapper([ligne(**{"AR le": "2025-03-02", "Fermé le": "2025-03-03"})], either)
    assert caught.value.code == "CHAMP_EN_DOUBLE"


def test_a_source_without_reception_needs_a_year() -> None:
    undated = source(
        dates={"sans_reception": True}, colonnes={"Numéro": "id_dossier_source", "Année": "annee_declaree"}
    )
    mapper([{"Numéro": "1", "Année": "2024"}], undated)
    with pytest.raises(RefusedInput):
        mapper([{"Numéro": "1"}], undated)


def test_empty_cells_are_counted_for_every_title() -> None:
    rows = [ligne(Agent="x"), ligne(Agent=" "), ligne(Agent="")]
    assert mapper(rows).vides == {"Numéro": 0, "Reçu le": 0, "Clos le": 0, "Agent": 2}


def test_a_null_cell_is_an_empty_text() -> None:
    table = raw([ligne(Canal="Courriel"), ligne(Canal="")])
    cells = [pa.array([None if cell == "" else cell for cell in c.to_pylist()]) for c in table.batches[0].columns]
    nulls = raw([ligne(), ligne()], header=table.header, batches=(pa.record_batch(cells, names=list(table.header)),))
    assert map_columns(nulls, source()).colonnes["canal"].to_pylist() == ["Courriel", ""]
