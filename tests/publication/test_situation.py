"""Where an office sits comes from its register first, from the territorial reference then, and is never guessed."""

from __future__ import annotations

import pytest

from pipelines.indicateurs.registry import load_registry
from pipelines.offices import Office
from pipelines.publication.lieux import departements, regions
from pipelines.publication.situation import REGISTRE, find_situations
from tests.publication.constructeur import office

STRATES = load_registry().strates


def _situate(declared: Office) -> tuple[str | None, str | None, str | None]:
    found = find_situations({declared.cle: declared}, STRATES)[declared.cle]
    return found.departement, found.region, found.strate


@pytest.mark.parametrize(
    ("population", "strate"),
    [
        (0, "COMMUNE_MOINS_20000"),
        (19_999, "COMMUNE_MOINS_20000"),
        (20_000, "COMMUNE_20000_100000"),
        (99_999, "COMMUNE_20000_100000"),
        (100_000, "COMMUNE_PLUS_100000"),
        (None, None),
    ],
)
def test_a_commune_falls_in_the_stratum_of_its_population(population: int | None, strate: str | None) -> None:
    assert _situate(office("COM-00001", population=population))[2] == strate


@pytest.mark.parametrize(
    ("cle", "place"),
    [
        ("COM-17300", ("17", "75")),
        ("EPCI-200030195", ("06", "93")),
        ("DEP-17", ("17", "75")),
        ("REG-11", (None, "11")),
        ("COM-00001", (None, None)),
    ],
)
def test_the_reference_tells_the_seat(cle: str, place: tuple[str | None, str | None]) -> None:
    assert _situate(office(cle))[:2] == place


def test_the_register_comes_before_the_reference() -> None:
    found = find_situations({"DEP-17": office("DEP-17", population=12, departement="49")}, STRATES)["DEP-17"]
    assert (found.departement, found.population, found.source) == ("49", 12, REGISTRE)
    assert find_situations({"DEP-17": office("DEP-17")}, STRATES)["DEP-17"].source == "référentiel territorial 2026"


def test_an_example_and_a_provisional_office_have_no_place_but_the_one_declared() -> None:
    assert _situate(office("DEP-17", exemple=True)) == (None, None, None)
    assert _situate(office("DEP-17", provisoire=True)) == (None, None, None)
    assert _situate(office("COM-EX01", exemple=True, departement="2A"))[:2] == ("2A", "94")


def test_every_departement_has_a_known_region() -> None:
    assert {region for _, region in departements().values() if region} <= set(regions())
    assert departements()["2A"][0] == "Corse-du-Sud"
