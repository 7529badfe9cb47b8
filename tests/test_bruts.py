"""A received file is kept only where declared, for the days declared, and never outlives its deposit."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest

from pipelines import run
from pipelines.bruts import VARIABLE
from pipelines.errors import WrongCall
from pipelines.journal import read_journal
from pipelines.settings import Dossiers
from tests.fabrique import ARRETE, ecrire, integrer, lignes, reseau


@pytest.fixture
def dossiers(tmp_path: Path) -> Dossiers:
    return reseau(tmp_path)


def bruts(dossiers: Dossiers) -> list[Path]:
    folder = dossiers.donnees / "bruts"
    return sorted(folder.iterdir()) if folder.exists() else []


def test_nothing_is_kept_unless_declared(dossiers: Dossiers, tmp_path: Path) -> None:
    integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(6)))
    assert bruts(dossiers) == []


def test_a_kept_file_is_the_file_for_its_owner_alone_and_the_report_says_until_when(
    dossiers: Dossiers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "30")
    path = ecrire(tmp_path / "a.csv", lignes(6))
    done = integrer(dossiers, path)
    [kept] = bruts(dossiers)
    assert kept.read_bytes() == path.read_bytes()
    assert (kept.name, kept.stat().st_mode & 0o777) == (done.rapport.sha256, 0o600)
    assert (dossiers.donnees / "bruts").stat().st_mode & 0o777 == 0o700
    assert done.rapport.messages[-1].startswith("Fichier reçu gardé 30 jours, jusqu’au ")


def test_it_goes_when_its_days_are_over_and_the_journal_says_so(
    dossiers: Dossiers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "30")
    integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(6)))
    [old] = bruts(dossiers)
    past = time.time() - 31 * 86_400
    os.utime(old, (past, past))
    integrer(dossiers, ecrire(tmp_path / "b.csv", lignes(7)), ARRETE + timedelta(days=1))
    assert old not in bruts(dossiers)
    assert len(bruts(dossiers)) == 1
    assert [event.details for event in read_journal(dossiers.journal) if event.action == "suppression"] == [
        {"fichiers": 1}
    ]


def test_it_goes_with_its_deposit_and_with_the_declaration(
    dossiers: Dossiers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "30")
    first = integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(6)))
    integrer(dossiers, ecrire(tmp_path / "b.csv", lignes(7)), ARRETE + timedelta(days=1))
    run.withdraw(first.depot.id, dossiers)
    assert first.rapport.sha256 not in [path.name for path in bruts(dossiers)]
    assert len(bruts(dossiers)) == 1
    monkeypatch.delenv(VARIABLE)
    integrer(dossiers, ecrire(tmp_path / "c.csv", lignes(8)), ARRETE + timedelta(days=2))
    assert bruts(dossiers) == []


@pytest.mark.parametrize("written", ["-1", "trente", "366", "1,5"])
def test_a_number_of_days_that_is_none_stops_before_anything_is_written(
    dossiers: Dossiers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv(VARIABLE, written)
    with pytest.raises(WrongCall, match="nombre de jours"):
        integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(6)))
    assert not (dossiers.donnees / "entrepot").exists()
