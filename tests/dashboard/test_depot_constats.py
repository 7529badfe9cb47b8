"""The sheet of findings: every finding with its place, nothing a spreadsheet would run, the same bytes each time."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from dashboard.depot_constats import TITRES, write_findings
from dashboard.depot_lu import Constat
from tests.dashboard.test_depot_phrases import essai

CONSTATS = (
    Constat("TOTAL", "ignoree", "Ligne de total.", 44, "", "", "xxxxx 99", 1),
    Constat("DATE_INVALIDE", "ecartee", "Ce n’est pas une date.", 13, "Feuil1", "Reçu le", "31/02/2025", 1),
    Constat("LIBELLE", "avertissement", "Libellé inconnu.", 8, "", "=HYPERLINK(1)", "@xxx", 7),
)


def test_the_sheet_holds_every_finding_the_gravest_first() -> None:
    content = write_findings(essai(constats=CONSTATS), "=a.csv")
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    lines = book.get_sheet_by_name("Constats").to_python()
    assert tuple(lines[0]) == TITRES
    assert [line[1] for line in lines[1:]] == [13, 8, 44]
    assert lines[2][2] == "'=HYPERLINK(1)"
    assert lines[2][4] == "'@xxx"
    account = book.get_sheet_by_name("Compte").to_python()
    assert account[0] == ["Fichier", "'=a.csv"]
    assert [line[1] for line in account[1:]] == [4, 1, 1, 1, 1]
    assert write_findings(essai(constats=CONSTATS), "=a.csv") == content


def test_the_sheet_opens_in_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "constats.xlsx").write_bytes(write_findings(essai(constats=CONSTATS), "a.csv"))
    (tmp_path / "temoin.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    if not convert(tmp_path, "temoin.csv"):
        pytest.skip("LibreOffice Calc est absent.")
    assert convert(tmp_path, "constats.xlsx")


def convert(folder: Path, nom: str) -> bool:
    """Whether LibreOffice makes a PDF of the file."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return False
    home = f"-env:UserInstallation=file://{folder}/profil"
    command = [soffice, home, "--headless", "--convert-to", "pdf", nom]
    subprocess.run(command, cwd=folder, capture_output=True, timeout=180)
    return (folder / nom).with_suffix(".pdf").exists()
