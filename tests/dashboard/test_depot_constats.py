"""The sheet of findings: every finding with its place, nothing a spreadsheet would run, the same bytes each time."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from python_calamine import CalamineWorkbook

from dashboard.depot_constats import TITRES, write_findings
from dashboard.depot_lu import Constat
from tests.dashboard.bureautique import convert
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
    made = convert(write_findings(essai(constats=CONSTATS), "a.csv"), "constats.xlsx", "pdf", tmp_path)
    assert made.startswith(b"%PDF")
