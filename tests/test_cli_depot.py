"""What the commands of a deposit print as JSON: the page « Déposer un export » reads nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.cli import app
from pipelines.cli_french import run_app
from pipelines.settings import Dossiers
from tests.fabrique import ARRETE, A, ecrire, ecrire_source, ligne, lignes, octets, reseau


@pytest.fixture
def dossiers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dossiers:
    made = reseau(tmp_path)
    monkeypatch.setenv("OBSERVATOIRE_DONNEES", str(made.donnees))
    monkeypatch.setenv("OBSERVATOIRE_CLES", str(made.cles))
    return made


def call(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, Any]:
    code = run_app(app, [str(each) for each in arguments])
    return code, json.loads(capsys.readouterr().out)


def test_a_trial_then_a_deposit_then_a_withdrawal(
    dossiers: Dossiers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = ecrire(tmp_path / "a.csv", lignes(3))
    said = ("--source", ecrire_source(tmp_path / "s.toml"), "--office", A, "--arrete-au", ARRETE)
    before = octets(dossiers.donnees)
    code, seen = call(capsys, "integrer", path, "--essai", "--json", *said)
    assert (code, seen["difference"], seen["offices_livres"]) == (
        0,
        {"ajoutees": 3, "retirees": 0, "modifiees": {}},
        {A: "Ville d’Essai-les-Bains"},
    )
    assert octets(dossiers.donnees) == before
    code, done = call(capsys, "integrer", path, "--json", *said)
    assert (code, done["ajoutees"]) == (0, 3)
    code, again = call(capsys, "integrer", path, "--essai", "--json", *said)
    assert (code, again["refus_code"]) == (4, "DEJA_INTEGRE")
    _, offices = call(capsys, "offices", "--json")
    standing = {row["cle"]: [each["id"] for each in row["depots"]] for row in offices}
    assert {cle: ids for cle, ids in standing.items() if ids} == {A: [done["depot"]]}
    code, undone = call(capsys, "annuler", done["depot"], "--json")
    assert (code, undone["retirees"], undone["offices"]) == (0, 3, [A])


def test_an_unseen_file_is_described_with_masked_cells_and_labels_to_class(
    dossiers: Dossiers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"N° dossier": f"A-{rank}", "Reçu le": f"{rank + 12}/03/2025", "Domaine": "Logement", "Nom": "Zorglub Annie"}
        for rank in range(8)
    ]
    rows[3]["Domaine"] = rows[5]["Domaine"] = "Brol inconnu"
    code, seen = call(capsys, "proposer", ecrire(tmp_path / "a.csv", rows), "--json", "--detaille")
    columns = {each["titre"]: each for each in seen["correspondance"]}
    assert code == 0
    assert columns["Reçu le"]["champ"] == "date_reception"
    assert columns["Nom"]["champ"] is None
    assert "Zorglub" not in json.dumps(seen)
    assert [(each["libelle"], each["nombre"], each["lignes"]) for each in seen["a_classer"]] == [
        ("Brol inconnu", 2, [5, 7])
    ]
    assert "HABITAT_LOGEMENT" in dict(seen["codes"]["domaine"])


def test_a_choice_becomes_the_source_the_deposit_takes(
    dossiers: Dossiers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"N° dossier": str(rank), "Reçu le": f"{rank}/03/2025", "Domaine": "Brol inconnu"} for rank in range(1, 25)]
    path = ecrire(tmp_path / "a.csv", rows)
    choices = tmp_path / "choix.json"
    choices.write_text(json.dumps({"libelles": {"domaine": {"Brol inconnu": "RSA"}}}), encoding="utf-8")
    assert run_app(app, ["proposer", str(path), "--choix", str(choices)]) == 0
    (tmp_path / "s.toml").write_text(capsys.readouterr().out, encoding="utf-8")
    said = ("--source", tmp_path / "s.toml", "--office", A, "--arrete-au", ARRETE)
    code, seen = call(capsys, "integrer", path, "--essai", "--json", *said)
    assert (code, seen["acceptees"], seen["source_proposee"], seen["sensibilite"]) == (0, 24, False, [])


def test_a_trial_without_json_says_it_writes_nothing(
    dossiers: Dossiers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = ecrire(tmp_path / "a.csv", [ligne()])
    source = ecrire_source(tmp_path / "s.toml")
    assert run_app(app, ["integrer", "--essai", str(path), "--source", str(source), "--office", A]) == 3
    told = capsys.readouterr()
    assert "à quelle date il a été extrait" in told.err
    assert (
        run_app(
            app, ["integrer", "--essai", str(path), "--source", str(source), "--office", A, "--arrete-au", "2026-01-15"]
        )
        == 0
    )
    assert "Essai, rien n’est écrit" in capsys.readouterr().out
