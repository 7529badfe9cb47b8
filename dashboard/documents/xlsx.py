"""A workbook of figures: true numbers shown as French writes them, and a manifest that says where they come from.

Takes figures or bands, gives bytes: the same figures give the same bytes. A cell that a spreadsheet would run as a
formula is written as neutralised text. The manifest holds a fingerprint of the cells, which the check reads back.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from dashboard import french, phrases
from dashboard.documents.csv import Cellule, list_bands, list_figures, neutralise
from dashboard.figures import Figure
from dashboard.millesime import Millesime
from dashboard.tranches import Tranche
from pipelines.indicateurs.registry import load_registry

FEUILLE, MANIFESTE = "Chiffres", "Manifeste"
EMPREINTE = "Empreinte des cellules"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_ENTIER, _DECIMAL = "[$-40C]#,##0", "[$-40C]#,##0.0##"
"""Number formats tied to French: thin spaces and a decimal comma whatever the language of the reader's machine."""

_LARGEURS = (22, 46, 14, 12, 12, 10, 10)
_ORIGINE = datetime(2000, 1, 1)
"""A fixed creation date: the day of the download would make two equal workbooks differ."""


def write_figures(figures: Sequence[Figure], millesime: Millesime, filtres: str) -> bytes:
    """One line per figure; the definitions of their indicators are in the manifest."""
    return _write(list_figures(figures, millesime), millesime, filtres, [figure.indicateur for figure in figures])


def write_bands(bands: Sequence[Tranche], millesime: Millesime, filtres: str) -> bytes:
    """One line per period and band of delay."""
    return _write(list_bands(bands, millesime.id), millesime, filtres, ["clos-90-jours"])


def write_lines(
    lignes: Sequence[Sequence[Cellule]], millesime: Millesime, filtres: str, indicateurs: Sequence[str] = ()
) -> bytes:
    """Lines of numbers and texts, header first, with the manifest of figures."""
    return _write(lignes, millesime, filtres, indicateurs)


def fingerprint(lines: Sequence[Sequence[object]]) -> str:
    """The SHA-256 of the cells, the same before writing and after reading back."""
    canonical = "\n".join("\t".join(_canonical(cell) for cell in line) for line in lines)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _write(lines: Sequence[Sequence[Cellule]], millesime: Millesime, filtres: str, indicateurs: Sequence[str]) -> bytes:
    content = io.BytesIO()
    cells = [[neutralise(cell) if isinstance(cell, str) else cell for cell in line] for line in lines]
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as b:
        b.set_properties({"title": "Observatoire de la médiation territoriale", "created": _ORIGINE})
        _fill(b, b.add_worksheet(FEUILLE), cells)
        _describe(b, b.add_worksheet(MANIFESTE), _manifest(millesime, filtres, indicateurs, fingerprint(cells)))
    return content.getvalue()


def _fill(book: Any, sheet: Any, cells: Sequence[Sequence[Cellule]]) -> None:
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    whole, decimal = book.add_format({"num_format": _ENTIER}), book.add_format({"num_format": _DECIMAL})
    for rank, line in enumerate(cells):
        for column, cell in enumerate(line):
            if isinstance(cell, (int, float)):
                sheet.write_number(rank, column, cell, whole if float(cell).is_integer() else decimal)
            elif cell:
                sheet.write_string(rank, column, cell, bold if rank == 0 else None)
    for column, width in enumerate(_LARGEURS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(cells) - 1, 1), len(cells[0]) - 1)


def _describe(book: Any, sheet: Any, rows: Sequence[tuple[str, str]]) -> None:
    bold, wrap = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    for rank, (name, text) in enumerate(rows):
        sheet.write_string(rank, 0, name, bold)
        sheet.write_string(rank, 1, neutralise(text), wrap)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 110)


def _manifest(millesime: Millesime, filtres: str, indicateurs: Sequence[str], empreinte: str) -> list[tuple[str, str]]:
    declared = load_registry().indicateurs
    manifeste = millesime.manifeste
    known: Mapping[str, str] = {
        "Source": "AMCT, Observatoire de la médiation territoriale",
        "Millésime": phrases.say_release(millesime),
        "Nature": "Données d’exemple, fabriquées." if manifeste.exemple else "Données réelles.",
        "Sélection": filtres,
        "Confidentialité": manifeste.confidentialite,
        "Réserves": " ".join(manifeste.reserves) or "Aucune.",
        "Empreinte du millésime": manifeste.empreinte,
        EMPREINTE: empreinte,
        "Vérification": "Déposez ce classeur sur la page «\u202fVérifier un chiffre\u202f» de l’Observatoire.",
    }
    marks = [(f"Marque {french.quote(mark)}", meaning) for mark, meaning in french.MARQUES.items()]
    definitions = [
        (
            f"Définition {declared[name].code}",
            f"{declared[name].titre}. {declared[name].definition} {declared[name].limites}",
        )
        for name in dict.fromkeys(indicateurs)
    ]
    return [*known.items(), *definitions, *marks]


def _canonical(cell: object) -> str:
    if cell is None or cell == "":
        return ""
    return f"{cell:.10g}" if isinstance(cell, (int, float)) else str(cell)
