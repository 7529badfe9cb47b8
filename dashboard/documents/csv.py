"""CSV that Excel opens in French without a wizard: « ; », UTF-8 with its mark, decimal comma.

Takes figures or bands, gives bytes and a file name. A cell that a spreadsheet would run as a formula is neutralised.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from dashboard import libelles, periodes
from dashboard.figures import Figure
from dashboard.tranches import Tranche
from pipelines.indicateurs.registry import LIBELLES_COHORTE, load_registry

Cellule = str | int | float | None
"""What a cell of an export holds before it is written."""

_DANGEREUX = ("=", "+", "-", "@", "\t", "\r")
_COLONNES = ("indicateur", "titre", "periode", "valeur", "unite", "n", "base_n", "borne_basse", "borne_haute", "marque")
_FIN = ("cohorte", "offices_couverts", "offices_total", "reserves", "perimetre", "millesime", "identifiant")


def write_figures(figures: Sequence[Figure]) -> bytes:
    """One line per figure, as `list_figures` orders them."""
    return _write(list_figures(figures))


def write_bands(bands: Sequence[Tranche], millesime: str) -> bytes:
    """One line per period and band of delay."""
    return _write(list_bands(bands, millesime))


def list_figures(figures: Sequence[Figure]) -> list[tuple[Cellule, ...]]:
    """The header, then a line per figure: a column per criterion they are filtered by, provenance in the last columns."""
    criteria = sorted({name for figure in figures for name, _ in figure.filtres})
    header = (*_COLONNES[:3], *criteria, *_COLONNES[3:], *_FIN)
    return [header, *(_line(figure, criteria) for figure in figures)]


def list_bands(bands: Sequence[Tranche], millesime: str) -> list[tuple[Cellule, ...]]:
    """The header, then a line per period and band of delay."""
    header = ("periode", "tranche", "part", "n", "base_n", "marque", "perimetre", "millesime")
    return [header, *((b.periode, b.libelle, b.part, b.n, b.base_n, b.marque, "reel", millesime) for b in bands)]


def name_file(objet: str, periode: str, millesime: str, extension: str = "csv") -> str:
    """« amct_delai-median_2025_millesime-2026-01.csv »."""
    return f"amct_{objet}_{periode}_millesime-{millesime}.{extension}"


def neutralise(text: str) -> str:
    """The text as a spreadsheet cannot run it; a plain number stays a number."""
    return f"'{text}" if text.startswith(_DANGEREUX) and not _is_number(text) else text


def _line(figure: Figure, criteria: Sequence[str]) -> tuple[Cellule, ...]:
    low, high = figure.intervalle or (None, None)
    declared = load_registry().indicateurs[figure.indicateur]
    labels = [libelles.find_label(name, figure.filtre(name)) if figure.filtre(name) else "" for name in criteria]
    head = (figure.indicateur, declared.titre, periodes.label(figure.periode))
    body = (figure.valeur, figure.unite, figure.n, figure.base_n, low, high, figure.marque)
    reach = (LIBELLES_COHORTE[declared.cohorte], figure.offices_couverts, figure.offices_total)
    tail = (" ".join(figure.reserves), figure.perimetre, figure.millesime, figure.identifiant)
    return (*head, *labels, *body, *reach, *tail)


def _write(lines: Iterable[Sequence[Cellule]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([[_cell(value) for value in line] for line in lines])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Cellule) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return neutralise(str(value))


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(",", "", 1).isdecimal()
