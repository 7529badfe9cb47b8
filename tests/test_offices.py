"""The register is read strictly; membership has a first and a last day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines.errors import WrongCall
from pipelines.offices import NOM_PERDU, Office, declared_offices, load_offices
from pipelines.settings import REFERENTIELS


def declare(tmp_path: Path, text: str, nom: str = "a.toml") -> Path:
    (tmp_path / nom).write_text(f"[[office]]\n{text}", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('cle = "COM-1"\nnom = "A"\n', "OFFICE_CLE"),
        ('cle = "VILLE-1"\nnom = "A"\ntype = "COMMUNE"\n', "OFFICE_CLE"),
        ('cle = "COM-1\'; --"\nnom = "A"\ntype = "COMMUNE"\n', "OFFICE_CLE"),
        ('cle = "COM-1"\nnom = "A"\ntype = "VILLE"\n', "OFFICE_TYPE"),
        ('cle = "COM-1"\nnom = "A"\ntype = "COMMUNE"\nnoms = []\n', "OFFICE_CLE"),
        ('cle = "COM-1"\nnom = "A"\ntype = "COMMUNE"\nmembre_du = "2021-01-01"\n', "OFFICE_DATE"),
        ('cle = "COM-1"\nnom = ', "OFFICE_ILLISIBLE"),
    ],
)
def test_a_mistake_in_the_register_is_refused(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(WrongCall) as caught:
        load_offices([declare(tmp_path, text)])
    assert caught.value.code == code
    assert "a.toml" in caught.value.message


def test_a_key_is_declared_once(tmp_path: Path) -> None:
    text = 'cle = "COM-1"\nnom = "A"\ntype = "COMMUNE"\n'
    declare(tmp_path, text)
    with pytest.raises(WrongCall) as caught:
        load_offices([declare(tmp_path, text, "b.toml")])
    assert caught.value.code == "OFFICE_DOUBLE"


@pytest.mark.parametrize(
    ("day", "member"),
    [
        (date(2020, 12, 31), False),
        (date(2021, 1, 1), True),
        (date(2023, 6, 30), True),
        (date(2023, 7, 1), False),
    ],
)
def test_membership_includes_its_first_and_last_day(day: date, member: bool) -> None:
    office = Office("COM-1", "A", "COMMUNE", membre_du=date(2021, 1, 1), membre_au=date(2023, 6, 30))
    assert office.is_member(day) is member


def test_an_office_known_by_its_publications_is_no_member_and_a_provisional_one_is() -> None:
    assert not Office("COM-1", "A", "COMMUNE").is_member(date(2024, 1, 1))
    assert Office("PROV-a", "A", "COMMUNE", provisoire=True).is_member(date(2024, 1, 1))


def test_only_a_provisional_office_can_be_nameless() -> None:
    assert Office("PROV-a", f"Mairie : {NOM_PERDU} (2001-03-01)", "COMMUNE", provisoire=True).anonyme
    assert not Office("PROV-a", "Illisible-sur-Mer", "COMMUNE", provisoire=True).anonyme


def test_the_committed_register_and_the_example_network_share_no_key(tmp_path: Path) -> None:
    real = {office.cle for office in declared_offices(tmp_path, exemple=False)}
    examples = {office.cle for office in declared_offices(REFERENTIELS, exemple=True)}
    assert real
    assert examples
    assert not real & examples
