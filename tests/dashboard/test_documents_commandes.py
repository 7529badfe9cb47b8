"""The commands write their files, answer with the exit codes of the contract, and the child process agrees with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard import cli
from dashboard.documents import csv
from dashboard.figures import find_figure
from dashboard.millesime import open_release
from dashboard.profils import LIAISON
from dashboard.verification_isolee import verify_isolated
from pipelines.cli_french import run_app
from pipelines.errors import RefusedInput
from tests.dashboard.prive import OFFICE, write_network


@pytest.fixture
def reseau(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_network(tmp_path / "publications")
    monkeypatch.setenv("OBSERVATOIRE_DONNEES", str(tmp_path))
    monkeypatch.setenv("OBSERVATOIRE_EXEMPLE", "oui")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def reference(reseau: Path) -> str:
    release = open_release(reseau / "publications", exemple=True)
    return find_figure(release, "V1", "2025", profil=LIAISON).identifiant or ""


@pytest.mark.parametrize(
    ("arguments", "name", "start"),
    [
        (["note", "volumes"], "amct_note-volumes_2025_millesime-2026-01.docx", b"PK"),
        (
            ["note", "delais", "--type", "COMMUNE", "--format", "markdown"],
            "amct_note-delais-commune_2025_millesime-2026-01.md",
            b"# En",
        ),
        (
            ["note", "issues", "--periode", "2025-T3", "--format", "html"],
            "amct_note-issues_2025-T3_millesime-2026-01.html",
            b"<!doctype",
        ),
        (["rapport", OFFICE, "2025"], "amct_rapport-com-17300_2025_millesime-2026-01.docx", b"PK"),
    ],
)
def test_a_document_is_written_under_its_name(
    reseau: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], name: str, start: bytes
) -> None:
    assert run_app(cli.app, arguments) == 0
    assert capsys.readouterr().out.strip() == name
    assert (reseau / name).read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["note", "couleurs"], 2),
        (["note", "volumes", "--format", "odt"], 2),
        (["rapport", OFFICE, "2025", "--format", "odt"], 2),
        (["rapport", "COM-99999", "2025"], 3),
        (["rapport", OFFICE, "2026"], 3),
        (["verifier-chiffre", "OMT-2026-01-V1R-2025-01"], 3),
        (["verifier-chiffre", "n’importe quoi " * 400], 3),
    ],
)
def test_what_cannot_be_done_has_its_exit_code(reseau: Path, arguments: list[str], code: int) -> None:
    assert run_app(cli.app, arguments) == code


def test_a_reference_and_an_export_are_identical(reseau: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(cli.app, ["verifier-chiffre", reference(reseau)]) == 0
    assert capsys.readouterr().out.startswith("Identique : OMT-")
    release = open_release(reseau / "publications", exemple=True)
    path = reseau / "x.csv"
    path.write_bytes(csv.write_figures([find_figure(release, "V1", "2025")]))
    assert run_app(cli.app, ["verifier-chiffre", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "identique"


def test_the_child_process_says_the_same_and_refuses_the_same(reseau: Path) -> None:
    release = open_release(reseau / "publications", exemple=True)
    content = csv.write_figures([find_figure(release, "V1", "2025")])
    assert verify_isolated(content).verdict == "identique"
    assert verify_isolated(content.replace(b";1680;", b";1681;")).verdict == "modifie"
    with pytest.raises(RefusedInput, match="abîmé"):
        verify_isolated(b"PK\x03\x04rien")
