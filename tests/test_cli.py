"""The command keeps its contract: exit codes, data on stdout, one French sentence on stderr, never a trace."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.cli import app
from pipelines.cli_french import run_app
from pipelines.journal import read_journal
from pipelines.settings import Dossiers
from tests.fabrique import ARRETE, A, ecrire, ecrire_source, lignes, octets, reseau

RACINE = Path(__file__).resolve().parents[1]


@pytest.fixture
def dossiers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dossiers:
    made = reseau(tmp_path)
    monkeypatch.setenv("OBSERVATOIRE_DONNEES", str(made.donnees))
    monkeypatch.setenv("OBSERVATOIRE_CLES", str(made.cles))
    ecrire_source(tmp_path / "essai.toml")
    return made


def options(tmp_path: Path) -> list[str]:
    return ["--source", str(tmp_path / "essai.toml"), "--office", A, "--arrete-au", ARRETE.isoformat()]


def test_the_life_of_a_deposit_through_the_command(
    dossiers: Dossiers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(ecrire(tmp_path / "a.csv", lignes(3)))
    assert run_app(app, ["verifier", path, *options(tmp_path)]) == 0
    assert "3 lignes lues = 3 acceptées" in capsys.readouterr().out
    assert run_app(app, ["integrer", "--json", path, *options(tmp_path)]) == 0
    content = json.loads(capsys.readouterr().out)
    assert (content["acceptees"], content["ajoutees"], content["retirees"]) == (3, 3, 0)
    assert run_app(app, ["integrer", path, *options(tmp_path)]) == 4
    assert run_app(app, ["annuler", content["depot"]]) == 0
    assert run_app(app, ["annuler", content["depot"]]) == 4
    assert run_app(app, ["journal", "--json"]) == 0
    assert [event.action for event in read_journal(dossiers.journal)] == ["depot", "retrait"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["verifier", "absent.csv"], 2),
        (["verifier", "--sourc", "x", "{f}"], 2),
        (["integrer", "{f}", "--source", "inconnue"], 2),
        (["integrer", "{f}", "--source", "{t}", "--office", A, "--arrete-au", "15/01/2026"], 2),
        (["integrer", "{f}", "--source", "{t}", "--office", A], 3),
        (["integrer", "{v}", "--source", "{t}", "--office", A], 3),
        (["verifier", "{v}"], 3),
        (["annuler", "D-0000000000"], 2),
        (["vérifier", "{f}"], 2),
    ],
)
def test_a_failure_has_its_exit_code_and_one_french_sentence(
    dossiers: Dossiers, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int
) -> None:
    ecrire(tmp_path / "f.csv", lignes(3))
    (tmp_path / "v.csv").touch()
    before = octets(dossiers.donnees)
    names = {"{f}": tmp_path / "f.csv", "{v}": tmp_path / "v.csv", "{t}": tmp_path / "essai.toml"}
    assert run_app(app, [str(names.get(word, word)) for word in arguments]) == code
    told = capsys.readouterr()
    assert told.err.strip()
    assert "Traceback" not in told.out + told.err
    assert octets(dossiers.donnees) == before


def test_a_fault_of_ours_is_an_incident_number(
    dossiers: Dossiers, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("Zorglub")

    monkeypatch.setattr("pipelines.run.verify_file", fail)
    path = ecrire(tmp_path / "a.csv", lignes(1))
    assert run_app(app, ["verifier", str(path)]) == 5
    told = capsys.readouterr().err
    number = read_journal(dossiers.journal)[-1].details["numero"]
    assert number in told
    assert "Zorglub" not in told


def test_the_installed_command_verifies_in_its_own_process(dossiers: Dossiers, tmp_path: Path) -> None:
    path = ecrire(tmp_path / "a.csv", [*lignes(3), lignes(1)[0] | {"Numéro": ""}])
    command = [sys.executable, "-m", "dashboard.cli", "verifier", "--strict", "--json", str(path), *options(tmp_path)]
    done = subprocess.run(command, cwd=RACINE, env=os.environ.copy(), capture_output=True, text=True, check=False)
    content = json.loads(done.stdout)
    assert (done.returncode, content["lues"], content["acceptees"], content["ecartees"]) == (3, 4, 3, 1)
    assert "Traceback" not in done.stderr
