"""Workbooks and archives: classes x and z of the table."""

from __future__ import annotations

import datetime as dt
import gzip
import zipfile
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.badinputs.cas import Cas
from tests.readers.constructeur import LIGNES, TITRES, edit_workbook, make_text, write_workbook, write_zip

OK, REFUS = (40, 0, 0), (0, 0, 0)
SECRET = "anselme.zorglubert@exemple.fr"
BOMBE = 600 * 2**20


def _typed(row: tuple[str, ...]) -> list[Any]:
    cells: list[Any] = list(row)
    for column in (1, 2):
        if row[column]:
            cells[column] = dt.datetime.strptime(row[column], "%d/%m/%Y").date()
    return cells


TYPEES = [list(TITRES), *(_typed(row) for row in LIGNES)]
TEXTES = [list(TITRES), *(list(row) for row in LIGNES)]


def _typed_book(path: Path, **options: Any) -> None:
    write_workbook(path, {"Saisines": TYPEES}, **options)


def _title_merged(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Suivi")
    sheet.merge_range(0, 0, 0, 7, "Médiateur de la Ville")
    sheet.merge_range(1, 0, 1, 7, "Année 2024")
    sheet.write(2, 0, "Édité par le service")
    for line, row in enumerate(TEXTES, start=3):
        for column, value in enumerate(row):
            sheet.write_string(line, column, value)
    book.close()


def _phantom(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path))
    sheet, grey = book.add_worksheet("Saisines"), book.add_format({"bg_color": "#eeeeee"})
    for line, row in enumerate(TEXTES):
        for column, value in enumerate(row):
            sheet.write_string(line, column, value)
    for line in range(41, 3041):
        sheet.write_blank(line, 0, None, grey)
    book.close()


def _comments(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Saisines")
    for line, row in enumerate(TEXTES):
        for column, value in enumerate(row):
            sheet.write_string(line, column, value)
    sheet.write_comment(4, 3, f"Rappeler {SECRET}", {"author": "Anselme Zorglubert"})
    book.close()


def _formulas(path: Path) -> None:
    rows: list[list[Any]] = [list(row) for row in TYPEES]
    rows[4][4], rows[6][7], rows[8][4] = ("=NA()", "#N/A"), ("=SUM(A1)", ""), ("=A1", "")
    rows[9][7] = ("=1/0", "#DIV/0!")
    write_workbook(path, {"Saisines": rows})


def _serial(path: Path) -> None:
    rows: list[list[Any]] = [list(row) for row in TYPEES]
    rows[5][1] = 45017
    write_workbook(path, {"Saisines": rows})


def _bomb(path: Path) -> None:
    write_workbook(path, {"Saisines": TYPEES})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            if not name.endswith("sheet1.xml"):
                archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w") as stream:
            piece = b" " * 2**20
            for _ in range(BOMBE // 2**20):
                stream.write(piece)


def _with_doctype(path: Path, doctype: str) -> None:
    write_workbook(path, {"Saisines": TYPEES})
    edit_workbook(path, "xl/sharedStrings.xml", ("<sst", f"{doctype}<sst"))


def _laughs(path: Path) -> None:
    inner = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    _with_doctype(path, f'<!DOCTYPE x [<!ENTITY a0 "ha">{inner}]>')


def _xxe(path: Path) -> None:
    _with_doctype(path, '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>')


def _truncated(path: Path) -> None:
    _typed_book(path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])


def _nested(path: Path) -> None:
    inner = path.with_suffix(".inner")
    write_zip(inner, {"export.csv": make_text()})
    write_zip(path, {"inner.zip": inner.read_bytes()})
    inner.unlink()


def _two_sheets(path: Path) -> None:
    notes = [["Notes du service"], ["Voir le règlement intérieur"]]
    write_workbook(path, {"Lisez-moi": notes, "Saisines": TYPEES})


CLASSEURS = (
    Cas("x01_typed.xlsx", "ACCEPT", OK, _typed_book),
    Cas("x02_text_dates.xlsx", "ACCEPT", OK, lambda path: write_workbook(path, {"Saisines": TEXTES})),
    Cas("x03_title_merged.xlsx", "ACCEPT", (40, 0, 3), _title_merged, ("PREAMBULE",)),
    Cas("x04_second_sheet.xlsx", "ACCEPT", OK, _two_sheets, ("FEUILLES_LUES",)),
    Cas(
        "x05_two_data_sheets.xlsx",
        "WARN",
        (40, 0, 40),
        lambda path: write_workbook(path, {"Saisines": TYPEES, "Copie": TYPEES}),
        ("DOUBLON_EXACT",),
    ),
    Cas(
        "x06_hidden_rows_filter.xlsx",
        "WARN",
        OK,
        lambda path: _typed_book(path, hidden=range(5, 15)),
        ("LIGNES_MASQUEES",),
    ),
    Cas(
        "x07_formulas_errors.xlsx",
        "PARTIAL",
        (None, None, 0),
        _formulas,
        ("CELLULES_EN_ERREUR", "FORMULE_SANS_VALEUR"),
        autre="WARN",
    ),
    Cas("x08_1904_epoch.xlsx", "ACCEPT", OK, lambda path: _typed_book(path, epoch_1904=True)),
    Cas("x09_phantom_rows.xlsx", "ACCEPT", OK, _phantom),
    Cas("x10_serial_general.xlsx", "PARTIAL", (39, 1, 0), _serial, ("DATE_NUMERO_DE_SERIE",), (6,)),
    Cas("x11_comment_pii.xlsx", "ACCEPT", OK, _comments, tus=("zorglubert", "Zorglubert")),
)

ARCHIVES = (
    Cas("z01_zip_bomb.xlsx", "REFUSE", REFUS, _bomb, ("ARCHIVE_DEMESUREE",)),
    Cas("z02_billion_laughs.xlsx", "REFUSE", REFUS, _laughs, ("XML_DTD",)),
    Cas("z03_xxe.xlsx", "REFUSE", REFUS, _xxe, ("XML_DTD",), tus=("root:",)),
    Cas("z04_truncated.xlsx", "REFUSE", REFUS, _truncated, ("CLASSEUR_ILLISIBLE",)),
    Cas("z05_zip_not_xlsx.xlsx", "REFUSE", REFUS, lambda path: write_zip(path, {"lisez.txt": "bonjour"})),
    Cas("z06_zip_slip.zip", "REFUSE", REFUS, lambda path: write_zip(path, {"../../dehors.csv": make_text()})),
    Cas("z07_nested_zip.zip", "REFUSE", REFUS, _nested),
    Cas("z08_gz_bomb.csv.gz", "REFUSE", REFUS, lambda path: path.write_bytes(gzip.compress(b" " * 100 * 2**20, 1))),
)
