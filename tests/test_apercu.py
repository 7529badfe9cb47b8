"""A preview says what the deposit then does, and writes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines import run
from pipelines.apercu import preview_file
from pipelines.errors import NothingToDo, RefusedInput
from pipelines.settings import Dossiers
from tests.fabrique import ARRETE, A, ecrire, integrer, ligne, lignes, octets, reseau, source

OPTIONS = run.Options(source(), A, ARRETE)


@pytest.fixture
def dossiers(tmp_path: Path) -> Dossiers:
    return reseau(tmp_path)


def test_a_preview_writes_nothing_and_tells_what_the_deposit_does(dossiers: Dossiers, tmp_path: Path) -> None:
    integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(6)), date(2025, 12, 31))
    rows = [*lignes(4), *lignes(3, debut=20), ligne(Numéro="5", Domaine="Logement", **{"Reçu le": "2025-03-05"})]
    path = ecrire(tmp_path / "b.csv", rows)
    before = octets(tmp_path)
    seen = preview_file(path, dossiers, OPTIONS)
    assert octets(tmp_path) == before
    assert (seen.exit_code, seen.demandes) == (0, ())
    assert seen.difference == integrer(dossiers, path).difference
    assert seen.difference
    assert (seen.difference.ajoutees, seen.difference.retirees) == (3, 1)


def test_the_first_file_of_an_office_makes_no_key_before_it_is_deposited(dossiers: Dossiers, tmp_path: Path) -> None:
    seen = preview_file(ecrire(tmp_path / "a.csv", lignes(3)), dossiers, OPTIONS)
    assert seen.difference
    assert seen.difference.ajoutees == 3
    assert not dossiers.cles.exists()


def test_what_must_be_said_first_is_asked_with_the_account(dossiers: Dossiers, tmp_path: Path) -> None:
    path = ecrire(tmp_path / "a.csv", [*lignes(3), ligne(Numéro="9", **{"Reçu le": "31/02/2025"})])
    codes = {
        office: [each.code for each in preview_file(path, dossiers, run.Options(source(), office, arrete)).demandes]
        for office, arrete in ((None, ARRETE), (A, None))
    }
    assert codes == {None: ["OFFICE_A_DECLARER"], A: ["ARRETE_A_DECLARER"]}
    asked = preview_file(path, dossiers, run.Options(source(), None, None)).as_dict()
    assert (asked["acceptees"], asked["ecartees"], asked["difference"]) == (3, 1, None)


def test_a_loss_is_asked_with_its_difference(dossiers: Dossiers, tmp_path: Path) -> None:
    integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(8)), date(2025, 12, 31))
    seen = preview_file(ecrire(tmp_path / "b.csv", lignes(2)), dossiers, OPTIONS)
    assert [each.code for each in seen.demandes] == ["PERTE_A_CONFIRMER"]
    assert seen.exit_code == 3
    assert seen.difference
    assert seen.difference.retirees == 6


def test_the_same_content_is_nothing_to_do_and_an_example_never_enters(dossiers: Dossiers, tmp_path: Path) -> None:
    path = ecrire(tmp_path / "a.csv", lignes(3))
    integrer(dossiers, path)
    with pytest.raises(NothingToDo):
        preview_file(path, dossiers, OPTIONS)
    with pytest.raises(RefusedInput, match="synthétique"):
        preview_file(run.EXEMPLES / "essai-de-depot.csv", dossiers, OPTIONS)


def test_unclassified_labels_bound_the_headline_figures(dossiers: Dossiers, tmp_path: Path) -> None:
    rows = [row | {"Issue": label} for row, label in zip(lignes(4), ("Favorable", "Brol", "Brol", ""), strict=True)]
    path = ecrire(tmp_path / "a.csv", [row | {"Clos le": "2025-12-01"} for row in rows])
    found = {
        each["code"]: (each["bas"], each["haut"])
        for each in preview_file(path, dossiers, OPTIONS).as_dict()["sensibilite"]
    }
    assert found == {"O1": (pytest.approx(1 / 3), 1.0)}
