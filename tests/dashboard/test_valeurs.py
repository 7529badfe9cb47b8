"""An office whose place is not known answers for « (vide) »; a place without an office answers for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import pytest

from dashboard.couverture import OfficeAnnee
from dashboard.libelles import VIDE
from dashboard.millesime import Millesime
from dashboard.valeurs import has_office


@dataclass(frozen=True)
class Release:
    """What `has_office` reads: two offices that delivered 2025, one of unknown place."""

    offices: tuple[OfficeAnnee, ...] = tuple(
        OfficeAnnee(cle, cle, "COMMUNE", 2025, couvert=True, membre=True) for cle in ("COM-17300", "PROV-1")
    )

    def read_table(self, nom: str, colonnes: tuple[str, ...]) -> tuple[tuple[Any, ...], ...]:
        return (("COM-17300", "S", "75", "17"), ("PROV-1", None, None, None))


@pytest.mark.parametrize(
    ("filtres", "there"),
    [
        ({"region": "75"}, True),
        ({"region": "75", "departement": "33"}, False),
        ({"region": "93"}, False),
        ({"region": VIDE}, True),
        ({"strate": VIDE, "departement": "17"}, False),
        ({"famille": "LOGEMENT"}, True),
    ],
)
def test_a_place_answers_when_an_office_sits_there(filtres: dict[str, str], *, there: bool) -> None:
    release = cast("Millesime", Release())
    assert has_office(release, "2025", filtres) is there
    assert has_office(release, "2024", filtres) is (set(filtres) == {"famille"})
