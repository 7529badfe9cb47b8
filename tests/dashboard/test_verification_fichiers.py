"""An export dropped back in proves itself: untouched it is identique, one altered cell is named."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from dashboard.constats import Depot
from dashboard.documents import csv, xlsx
from dashboard.figures import Figure, find_breakdown, find_figure
from dashboard.millesime import Millesime
from dashboard.profils import BUREAU
from dashboard.tranches import find_bands
from dashboard.verification_fichiers import verify_file
from pipelines.errors import RefusedInput


@pytest.fixture(scope="module")
def depot(donnees: Path) -> Depot:
    """The folder of the example network."""
    return Depot(donnees / "publications", exemple=True)


@pytest.fixture(scope="module")
def figures(millesime: Millesime) -> list[Figure]:
    """A total, a rate, a marked figure and one line per type."""
    alone = [find_figure(millesime, name, "2025") for name in ("V1", "O1", "R2")]
    return [*alone, *find_breakdown(millesime, "T3", "type", "2025")]


def test_an_untouched_export_is_identical(depot: Depot, figures: list[Figure], millesime: Millesime) -> None:
    for content in (csv.write_figures(figures), xlsx.write_figures(figures, millesime, "2025")):
        found = verify_file(content, depot)
        assert [each.verdict for each in found.constats] == ["identique"] * len(figures)


@pytest.mark.parametrize(
    "resave",
    [
        lambda text: text.encode("cp1252", "replace"),
        lambda text: text.replace(";", "\t").encode("utf-8"),
        lambda text: text.replace("55,6", "55,60").encode("utf-8-sig"),
    ],
)
def test_an_export_saved_again_by_a_spreadsheet_is_identical(
    depot: Depot, figures: list[Figure], resave: Callable[[str], bytes]
) -> None:
    text = csv.write_figures(figures[:1]).decode("utf-8-sig")
    assert verify_file(resave(text), depot).verdict == "identique"


@pytest.mark.parametrize(
    ("before", "after", "cell"),
    [
        ("1680;saisines", "1681;saisines", "cellule E2"),
        ("saisines-recues", "dossiers-clos", "cellule A2"),
        (";30;40;", ";31;40;", "cellule M2"),
    ],
)
def test_an_altered_cell_of_a_csv_is_named(
    depot: Depot, figures: list[Figure], before: str, after: str, cell: str
) -> None:
    text = csv.write_figures([figures[0], figures[-1]]).decode("utf-8-sig")
    assert before in text
    found = verify_file(text.replace(before, after, 1).encode("utf-8-sig"), depot)
    assert found.verdict == "modifie"
    assert found.constats[0].lieu == cell
    assert found.constats[1].verdict == "identique"


def _rewrite(content: bytes, change: Callable[[str], str]) -> bytes:
    """The workbook with its first sheet's XML changed, as an editor would."""
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as written:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = data.decode()
                assert change(text) != text
                data = change(text).encode()
            written.writestr(name, data)
    return target.getvalue()


def test_an_altered_cell_of_a_workbook_is_named(depot: Depot, figures: list[Figure], millesime: Millesime) -> None:
    content = _rewrite(
        xlsx.write_figures(figures[:1], millesime, "2025"), lambda text: text.replace("<v>1680</v>", "<v>1690</v>", 1)
    )
    found = verify_file(content, depot).constats[0]
    assert (found.verdict, found.lieu) == ("modifie", "cellule D2")
    assert "«\u202f1690\u202f»" in found.phrase


def test_bands_have_no_reference_but_their_fingerprint_holds(depot: Depot, millesime: Millesime) -> None:
    content = xlsx.write_bands(find_bands(millesime, ("2025",), {}, BUREAU)[0], millesime, "2025")
    assert verify_file(content, depot).verdict == "identique"
    altered = _rewrite(content, lambda text: text.replace("<v>478<", "<v>479<", 1))
    assert verify_file(altered, depot).verdict == "modifie"


def test_a_file_that_is_not_ours_is_unknown(depot: Depot) -> None:
    found = verify_file(b"a;b\n1;2\n", depot)
    assert (found.verdict, found.constats) == ("inconnu", ())
    assert "identifiant" in found.remarque


@pytest.mark.parametrize("content", [b"PK\x03\x04rien", b"x" * 10_000_001])
def test_a_damaged_or_huge_file_is_refused(depot: Depot, content: bytes) -> None:
    with pytest.raises(RefusedInput):
        verify_file(content, depot)


def test_an_archive_that_unfolds_without_end_is_refused(depot: Depot) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 61_000_000)
    with pytest.raises(RefusedInput, match="trop gros"):
        verify_file(bomb.getvalue(), depot)


def test_a_workbook_without_manifest_is_read_by_its_references(depot: Depot, figures: list[Figure]) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("Feuil1")
        for rank, line in enumerate(csv.list_figures(figures)):
            sheet.write_row(rank, 0, line)
    assert verify_file(content.getvalue(), depot).verdict == "identique"
