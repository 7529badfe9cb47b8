"""Forty synthetic saisines and the files made of them: one builder for every reader test, faults added by the test."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import xlsxwriter

from pipelines.readers import RawTable, ReadOptions, read_table

TITRES = (
    "N° dossier",
    "Date de saisine",
    "Date de clôture",
    "Commune",
    "Domaine",
    "Issue",
    "Canal",
    "Montant en litige (€)",
)
_COMMUNES = ("Saint-Jean-d’Angély", "Nîmes", "La Rochelle", "Sète", "Ars-en-Ré", "Œuilly", "Cœur-sur-Mer")
_DOMAINES = ("État civil", "Action sociale", "Voirie", "Eau & assainissement", "Urbanisme")
_ISSUES = ("Désistement", "Irrecevable", "Accord partiel", "Échec", "En cours")
_CANAUX = ("Courriel", "Rendez-vous", "Courrier", "Téléphone")


def make_row(rank: int) -> tuple[str, ...]:
    """One synthetic saisine, the same for the same rank."""
    opened = dt.date(2022, 1, 3) + dt.timedelta(days=17 * rank)
    closed = "" if rank % 7 == 3 else f"{opened + dt.timedelta(days=40 + rank):%d/%m/%Y}"
    return (
        f"{opened.year}-{rank:04d}",
        f"{opened:%d/%m/%Y}",
        closed,
        _COMMUNES[rank % 7],
        "Scolaire ; périscolaire" if rank % 9 == 0 else _DOMAINES[rank % 5],
        _ISSUES[rank * 3 % 5],
        _CANAUX[rank % 4],
        f"{100 + 37 * rank},{rank % 100:02d}" if rank % 3 else "",
    )


LIGNES = tuple(make_row(rank) for rank in range(1, 41))


def join(row: Sequence[str], sep: str = ";") -> str:
    """One line, quoted only where RFC 4180 asks for it."""
    quoted = ['"' + cell.replace('"', '""') + '"' if set(cell) & {sep, '"', "\n", "\r"} else cell for cell in row]
    return sep.join(quoted)


def make_text(rows: Sequence[Sequence[str]] = LIGNES, sep: str = ";", end: str = "\n") -> str:
    """Titles and rows as a delimited text."""
    return "".join(join(row, sep) + end for row in (TITRES, *rows))


def make_lines(sep: str = ";") -> list[str]:
    """The lines of the sound file: titles at 0, so that index + 1 is the physical line."""
    return make_text(sep=sep).splitlines()


def write(folder: Path, content: str | bytes, nom: str = "export.csv") -> Path:
    """The file, in UTF-8 when it is text."""
    path = folder / nom
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(folder: Path, lines: list[str] | str, end: str = "\n", **options: object) -> RawTable:
    """The table read from these lines, with these options."""
    text = lines if isinstance(lines, str) else end.join(lines) + end
    return read_table(write(folder, text), ReadOptions(**options))  # type: ignore[arg-type]


def write_workbook(
    path: Path, sheets: dict[str, Sequence[Sequence[Any]]], *, epoch_1904: bool = False, hidden: Sequence[int] = ()
) -> Path:
    """A workbook with typed cells: dates, numbers, texts, booleans, formulas `("=…", value)`."""
    book = xlsxwriter.Workbook(str(path), {"date_1904": epoch_1904, "strings_to_formulas": False})
    formats = {dt.date: "dd/mm/yyyy", dt.datetime: "dd/mm/yyyy hh:mm", dt.time: "hh:mm"}
    styles = {kind: book.add_format({"num_format": text}) for kind, text in formats.items()}
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, tuple):
                    sheet.write_formula(line, column, value[0], None, value[1])
                elif type(value) in styles:
                    sheet.write_datetime(line, column, value, styles[type(value)])
                elif value not in ("", None):
                    sheet.write(line, column, value)
        for line in hidden:
            sheet.set_row(line, None, None, {"hidden": True})
    book.close()
    return path


_ESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "meta")
)
_ODS = "application/vnd.oasis.opendocument.spreadsheet"


def make_ods(path: Path, rows: Sequence[Sequence[str]], created: str = "2026-01-15T09:30:00") -> Path:
    """A minimal ODS with one sheet of texts."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = ("".join(cell.format(escape(text)) for text in row) for row in rows)
    body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    content = (
        f'<office:document-content {_ESPACES} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Saisines">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    meta = (
        f"<office:document-meta {_ESPACES}><office:meta><meta:generator>LibreOffice/7.4</meta:generator>"
        f"<meta:creation-date>{created}</meta:creation-date></office:meta></office:document-meta>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/></manifest:manifest>'
    )
    parts = {"mimetype": _ODS, "content.xml": content, "meta.xml": meta, "META-INF/manifest.xml": manifest}
    return write_zip(path, dict(parts))


def write_zip(path: Path, parts: dict[str, str | bytes]) -> Path:
    """A deflated zip of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def edit_workbook(path: Path, part: str, change: tuple[str, str] | None = None, added: str | bytes = "") -> Path:
    """The workbook with one part changed (a text replaced by another) or added."""
    with zipfile.ZipFile(path) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    if change:
        text = bytes(parts[part]).decode()
        assert change[0] in text
        parts[part] = text.replace(*change)
    else:
        parts[part] = added
    return write_zip(path, parts)


def make_records(rows: Sequence[Sequence[str]] = LIGNES) -> list[dict[str, str]]:
    """The rows as JSON records."""
    return [dict(zip(TITRES, row, strict=True)) for row in rows]


def make_json_lines(rows: Sequence[Sequence[str]] = LIGNES) -> str:
    """One record a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in make_records(rows))


def make_page(rows: Sequence[Sequence[str]] = LIGNES) -> str:
    """A web page with one table, as some software exports under the name .xls."""
    lines = io.StringIO()
    for row in (TITRES, *rows):
        lines.write("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>\n")
    return (
        f'<html><head><meta charset="utf-8"><title>Export</title></head><body><table>{lines.getvalue()}</table></body>'
    )


def count(table: RawTable) -> tuple[int, int, int]:
    """Rows kept, set aside, ignored."""
    natures = [item.nature for item in table.set_aside]
    assert table.lues == table.num_rows + len(natures)
    return table.num_rows, natures.count("ecartee"), natures.count("ignoree")


def reasons(table: RawTable) -> dict[int, str]:
    """Line → reason of every line left out."""
    return {item.ligne: item.raison for item in table.set_aside}


def codes(table: RawTable) -> set[str]:
    """Codes of the notes."""
    return {note.code for note in table.notes}
