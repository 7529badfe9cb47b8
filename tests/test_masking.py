"""A quotation shows the shape of a cell and nothing of what it says."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.masking import LONGUEUR_CITEE, mask


@pytest.mark.parametrize(
    ("cell", "quoted"),
    [
        (None, ""),
        ("", ""),
        ("Dupont", "xxxxxx"),
        ("Élise", "xxxxx"),
        ("E\u0301lise", "xxxxxx"),
        ("06 12 34 56 78", "99 99 99 99 99"),
        ("06\u202f12", "99 99"),
        ("jean@exemple.fr", "xxxx@xxxxxxx.xx"),
        ("31/02/2023", "31/02/2023"),
        ("2023-02-31T10:00", "2023-02-31T10:00"),
        ("0612.34.5678", "9999.99.9999"),
        ("123456", "123456"),
        ("1234567", "9999999"),
        ("12,5", "12,5"),
        ("#REF!", "#REF!"),
        ("#DUPONT", "#xxxxxx"),
        ("Ⓐ", "�"),
        ("a\u200bb", "x�x"),
    ],
)
def test_a_cell_is_quoted_by_its_shape(cell: str | None, quoted: str) -> None:
    assert mask(cell) == quoted


@pytest.mark.parametrize(("longueur", "coupee"), [(-1, False), (0, False), (1, True)])
def test_a_long_cell_is_cut(longueur: int, coupee: bool) -> None:
    quoted = mask("a" * (LONGUEUR_CITEE + longueur))
    assert quoted.endswith("…") is coupee
    assert len(quoted.rstrip("…")) == min(LONGUEUR_CITEE, LONGUEUR_CITEE + longueur)


@given(st.text(st.characters(categories=("L", "M", "So", "Nl", "Pc", "Zs", "Co")), min_size=1))
def test_no_letter_of_the_cell_is_left(cell: str) -> None:
    letters = {c for c in cell if unicodedata.category(c)[0] in "LM"}
    assert not letters & set(mask(cell)) - {"x"}


@given(st.text(alphabet="0123456789 ./-+()", min_size=9).filter(lambda t: sum(c.isdigit() for c in t) > 8))
def test_no_long_number_is_left(cell: str) -> None:
    assert not set(mask(cell)) & set("012345678")
