"""What the project says of itself is true: generated pages, commands, pins, and nothing of the machine it was made on."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from dashboard.cli import app
from pipelines.settings import RACINE

COMMANDES = sorted(command.name or "" for command in app.registered_commands)


def load_generator() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("fabriquer_docs", RACINE / "docs" / "fabriquer.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.build_pages()


@pytest.mark.parametrize("name", ["CHAMPS.md", "VOCABULAIRES.md", "INDICATEURS.md"])
def test_a_generated_page_is_what_the_code_says(name: str) -> None:
    written = (RACINE / "docs" / name).read_text(encoding="utf-8")
    assert written == load_generator()[name], "python docs/fabriquer.py"


@pytest.mark.parametrize("command", COMMANDES)
def test_every_command_is_in_the_readme(command: str) -> None:
    readme = (RACINE / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"(observatoire|·|lancer\.py)[ `]+{command}\b", readme), command


def test_every_dependency_has_its_reason_and_its_pin() -> None:
    project = (RACINE / "pyproject.toml").read_text(encoding="utf-8")
    declared = tomllib.loads(project)["project"]
    names = [*declared["dependencies"], *declared["optional-dependencies"]["tests"]]
    pins = (RACINE / "constraints.txt").read_text(encoding="utf-8").casefold()
    for requirement in names:
        name = re.split(r"[><=]", requirement)[0]
        assert re.search(rf'"{re.escape(requirement)}",\s+# \S', project), f"{name} n’a pas sa raison"
        assert re.search(rf"^{re.escape(name.casefold())}==", pins, re.MULTILINE), f"{name} n’a pas sa version exacte"


def tracked_texts() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=RACINE, capture_output=True, text=True, check=True).stdout
    kept = {".py", ".toml", ".md", ".txt", ".cfg", ".css", ".js", ".sql", ".csv", ".json", ""}
    return [RACINE / name for name in listed.split("\0") if name and Path(name).suffix in kept]


@pytest.mark.parametrize(
    "forbidden",
    [
        r"(index-url|registry)[\"' =:]+https?://",
        r"pypi\.org|registry\.npmjs|deb\.debian",
        r"(^|[\s\"'(=])/(work|farm|tmp/v)/",
    ],
    ids=["adresse d’index", "hôte de paquets", "chemin de machine"],
)
def test_no_committed_text_holds_a(forbidden: str) -> None:
    pattern = re.compile(forbidden, re.MULTILINE)
    found = [
        path.name
        for path in tracked_texts()
        if path != Path(__file__) and path.is_file() and pattern.search(read(path))
    ]
    assert found == []


def read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
