"""What answers for a place, and what a refused question is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import pytest

from dashboard.couverture import OfficeAnnee
from dashboard.figures import find_figure
from dashboard.libelles import VIDE
from dashboard.millesime import Millesime
from dashboard.profils import BUREAU, PUBLIC
from dashboard.valeurs import has_office
from pipelines.errors import WrongCall


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


def test_a_refusal_says_how_the_figure_is_read(millesime: Millesime) -> None:
    for indicateur, filtres, profil, said in (
        ("V5", {}, BUREAU, "Ajoutez --par type ou --par office."),
        ("V1", {"zorglub": "A"}, BUREAU, "Critères de cet indicateur"),
        ("V1", {"office": next(iter(millesime.noms))}, PUBLIC, "Le bureau et les médiateurs lisent office par office"),
    ):
        with pytest.raises(WrongCall) as refusal:
            find_figure(millesime, indicateur, millesime.manifeste.periode_principale, filtres, profil=profil)
        assert said in refusal.value.conseil
