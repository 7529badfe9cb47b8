"""The delay curves as a page reads them: from a published release, by profile, with their marks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard import french
from dashboard.millesime import Millesime, open_release
from dashboard.profils import BUREAU, PUBLIC, Profil
from dashboard.survie import ISSUES, find_survival, read_survival
from pipelines.errors import WrongCall
from pipelines.publication.millesime import publish
from pipelines.publication.survie_preparation import GRILLE
from pipelines.publication.survie_preparation import ISSUES as PUBLIEES
from tests.publication.constructeur import A, B, saisine, vue

DEBUT = date(2025, 1, 1)


def _cases() -> Iterator[dict[str, Any]]:
    """Office A: forty cases closed after 1 to 40 days; office B: six closed at once, six open."""
    for rank in range(1, 41):
        yield saisine(office_id=A, date_reception=DEBUT, date_cloture=DEBUT + timedelta(days=rank))
    for rank in range(12):
        yield saisine(office_id=B, date_reception=DEBUT, date_cloture=None if rank % 2 else DEBUT, issue="ABANDON")


@pytest.fixture(scope="module")
def millesime(tmp_path_factory: pytest.TempPathFactory) -> Millesime:
    folder: Path = tmp_path_factory.mktemp("survie")
    publish(vue(folder / "base", list(_cases())), folder / "publications")
    return open_release(folder / "publications", exemple=True)


def test_the_network_curve_has_its_base_and_its_grid(millesime: Millesime) -> None:
    found = find_survival(millesime, "2025", profil=PUBLIC)
    assert (found.suivis, found.clos, found.ouverts, found.usage) == (52, 46, 6, "citable")
    assert [etape.jour for etape in found.etapes] == list(GRILLE)
    step = found.step(30)
    assert step is not None
    assert step.part == pytest.approx(100 * 36 / 52, abs=1e-4)
    assert (step.issues["favorable"], step.issues["interrompue"]) == pytest.approx(
        (100 * 30 / 52, 100 * 6 / 52), abs=1e-4
    )
    assert (found.mediane.jour, found.mediane_close, found.moyenne_close) == (20, 17.5, 17.8)
    assert found.step(31) is None


def test_a_late_day_rests_on_too_few(millesime: Millesime) -> None:
    step = find_survival(millesime, "2025").step(365)
    assert step is not None
    assert (step.risque, step.part, step.bas) == (6, french.TROP_PEU, french.TROP_PEU)


def test_the_public_reads_no_office(millesime: Millesime) -> None:
    with pytest.raises(WrongCall):
        find_survival(millesime, "2025", {"office": A}, profil=PUBLIC)
    assert find_survival(millesime, "2025", {"office": A}).usage == "membre"


def test_another_office_is_rounded_and_ones_own_is_exact(millesime: Millesime) -> None:
    other = find_survival(millesime, "2025", {"office": B}, profil=BUREAU)
    own = find_survival(millesime, "2025", {"office": B}, profil=Profil("office", B))
    assert (other.suivis, other.arrondie, own.suivis, own.arrondie, own.usage) == (10, True, 12, False, "prive")
    first = own.step(0)
    assert first is not None
    assert (first.part, first.issues["interrompue"]) == (50.0, 50.0)


def test_a_year_without_a_case_has_a_curve_of_nobody(millesime: Millesime) -> None:
    found = find_survival(millesime, "2026", {"famille": "LOGEMENT"})
    assert (found.suivis, found.etapes, found.mediane.jour) == (0, (), french.TROP_PEU)


@pytest.mark.parametrize(
    ("periode", "filtres", "vue"),
    [
        ("2025-T1", {}, "recues"),
        ("1999", {}, "recues"),
        ("2025", {}, "closes"),
        ("2025", {"canal": "COURRIEL"}, "recues"),
        ("2025", {"type": "COMMUNE", "famille": "LOGEMENT"}, "recues"),
    ],
)
def test_a_curve_that_is_not_published_is_refused(
    millesime: Millesime, periode: str, filtres: dict[str, str], vue: str
) -> None:
    with pytest.raises(WrongCall):
        find_survival(millesime, periode, filtres, vue=vue)


def test_marks_come_through() -> None:
    found = read_survival({"suivis": "c", "clos": 12, "mediane": "trop peu"}, "recues", "2025", "membre", arrondie=True)
    assert (found.suivis, found.clos, found.mediane.jour, found.mediane_close) == ("c", 12, "trop peu", "trop peu")


def test_every_published_outcome_has_a_label() -> None:
    assert ISSUES.keys() == PUBLIEES.keys()
