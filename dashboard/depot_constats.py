"""The sheet of findings a depositor takes away: one line per finding, its place, its masked value, what to do.

Takes what a deposit would do, gives the bytes of a workbook: the same findings give the same bytes. A cell that a
spreadsheet would run as a formula is written as neutralised text.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from dashboard.depot_lu import Constat, Essai
from dashboard.depot_phrases import NIVEAUX
from dashboard.documents.csv import neutralise

TITRES = ("Feuille", "Ligne", "Colonne", "Niveau", "Valeur masquée", "Constat et conseil", "Lignes touchées", "Code")
_LARGEURS = (18, 8, 26, 12, 26, 80, 14, 24)
_ORIGINE = datetime(2000, 1, 1)
"""A fixed creation date: the day of the download would make two equal workbooks differ."""


def write_findings(essai: Essai, fichier: str) -> bytes:
    """The findings, then the account of the file on a sheet of its own."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties(
            {"title": "Constats d’un dépôt, Observatoire de la médiation territoriale", "created": _ORIGINE}
        )
        _fill_findings(book, book.add_worksheet("Constats"), rank_findings(essai.constats))
        _fill_account(book, book.add_worksheet("Compte"), essai, fichier)
    return content.getvalue()


def rank_findings(constats: Sequence[Constat]) -> list[Constat]:
    """The gravest first, then in the order of the file."""
    order = list(NIVEAUX)
    return sorted(
        constats, key=lambda each: (order.index(each.niveau), each.ligne is None, each.feuille, each.ligne or 0)
    )


def _fill_findings(book: Any, sheet: Any, constats: Sequence[Constat]) -> None:
    bold = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (title, width) in enumerate(zip(TITRES, _LARGEURS, strict=True)):
        sheet.write_string(0, column, title, bold)
        sheet.set_column(column, column, width)
    for row, each in enumerate(constats, start=1):
        head = (each.feuille, each.ligne, each.colonne, NIVEAUX[each.niveau], each.valeur)
        for column, cell in enumerate((*head, each.conseil, each.nombre, each.code)):
            if isinstance(cell, int):
                sheet.write_number(row, column, cell, wrap)
            elif cell:
                sheet.write_string(row, column, neutralise(cell), wrap)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(constats), 1), len(TITRES) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _fill_account(book: Any, sheet: Any, essai: Essai, fichier: str) -> None:
    bold = book.add_format({"bold": True})
    sheet.write_string(0, 0, "Fichier", bold)
    sheet.write_string(0, 1, neutralise(fichier))
    counts = {
        "Lignes lues": essai.lues,
        "Acceptées": essai.acceptees,
        "Écartées": essai.ecartees,
        "Doublons": essai.doublons,
        "Ignorées": essai.ignorees,
    }
    for row, (name, count) in enumerate(counts.items(), start=1):
        sheet.write_string(row, 0, name, bold)
        sheet.write_number(row, 1, count)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 60)
