"""The identifier of a figure is read back exactly, and a single wrong character is noticed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.identifiant import Reference, parse_identifier, write_identifier
from pipelines.errors import WrongCall
from pipelines.indicateurs.registry import load_registry

CODES = ("DEPARTEMENT", "LOGEMENT", "(vide)", "COM-17300", "FINANCES_FISCALITE", "EPCI-200-B")
REFERENCES = st.builds(
    Reference,
    millesime=st.sampled_from(["2026-01", "2026-12-r2", "2026-01-r10"]),
    indicateur=st.sampled_from(sorted(load_registry().indicateurs)),
    periode=st.sampled_from(["2025", "2025-T3", "2025-09", "2025-12"]),
    filtres=st.dictionaries(
        st.sampled_from(["type", "famille", "departement_requerant", "office"]), st.sampled_from(CODES), max_size=2
    ).map(lambda found: tuple(sorted(found.items()))),
    perimetre=st.sampled_from(["reel", "constant-2023"]),
)


def test_an_identifier_can_be_read_by_a_person() -> None:
    reference = Reference("2026-01", "saisines-recues", "2025", (("type", "DEPARTEMENT"),))
    assert write_identifier(reference)[:-3] == "OMT-2026-01-V1R-2025-TYPE.DEPARTEMENT"


@given(REFERENCES)
def test_what_was_written_is_read_back_whatever_the_case(reference: Reference) -> None:
    written = write_identifier(reference)
    assert parse_identifier(written) == reference
    assert parse_identifier(f" {written.lower()} ") == reference


@given(REFERENCES, st.data())
def test_one_wrong_character_is_noticed(reference: Reference, data: st.DataObject) -> None:
    written = write_identifier(reference)
    places = [rank for rank, char in enumerate(written) if char.isalnum() and rank > 2]
    rank = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([c for c in "0123456789ABCXYZ" if c != written[rank].upper()]))
    with pytest.raises(WrongCall):
        parse_identifier(written[:rank] + other + written[rank + 1 :])


@pytest.mark.parametrize("wrong", ["", "OMT", "OMT-2026-01-V9R-2025-00", "<script>", "OMT-2026-01-V1R-2025"])
def test_another_text_is_no_identifier(wrong: str) -> None:
    with pytest.raises(WrongCall):
        parse_identifier(wrong)
