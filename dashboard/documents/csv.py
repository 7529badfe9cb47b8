"""CSV that Excel opens in French without a wizard: « ; », UTF-8 with its mark, decimal comma; and « CSV standard » for tools.

Takes figures, bands or lines, gives bytes and a file name. A cell that a spreadsheet would run as a formula is neutralised.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from dashboard import libelles, periodes
from dashboard.figures import Figure
from dashboard.millesime import Millesime
from dashboard.territoires import TERRITOIRES, name_place
from dashboard.tranches import Tranche
from pipelines.indicateurs.registry import LIBELLES_COHORTE, load_registry

Cellule = str | int | float | None
"""What a cell of an export holds before it is written."""

_DANGEREUX = ("=", "+", "-", "@", "\t", "\r")
_COLONNES = ("indicateur", "titre", "periode", "valeur", "unite", "n", "base_n", "borne_basse", "borne_haute", "marque")
_OFFICE, _NOM = "office", "_nom"
_NOMMES = frozenset({*TERRITOIRES, _OFFICE})
"""Criteria whose values are codes: a spreadsheet joins on the code, a reader wants the name."""

_FIN = ("cohorte", "offices_couverts", "offices_total", "reserves", "perimetre", "millesime", "identifiant")


def write_figures(figures: Sequence[Figure], millesime: Millesime | None = None, *, standard: bool = False) -> bytes:
    """One line per figure, as `list_figures` orders them."""
    return write_lines(list_figures(figures, millesime), standard=standard)


def write_bands(bands: Sequence[Tranche], millesime: str, *, standard: bool = False) -> bytes:
    """One line per period and band of delay."""
    return write_lines(list_bands(bands, millesime), standard=standard)


def write_lines(lines: Iterable[Sequence[Cellule]], *, standard: bool = False) -> bytes:
    """The lines as they are, header first; `standard` separates by commas, writes decimal points and no mark."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="," if standard else ";", lineterminator="\r\n")
    writer.writerows([[_cell(value, standard=standard) for value in line] for line in lines])
    return text.getvalue().encode("utf-8" if standard else "utf-8-sig")


def list_figures(figures: Sequence[Figure], millesime: Millesime | None = None) -> list[tuple[Cellule, ...]]:
    """The header, then a line per figure: a column per criterion they are filtered by, provenance in the last columns.

    A place or an office keeps its code, its name beside it as `millesime` gives it.
    """
    criteria = sorted({name for figure in figures for name, _ in figure.filtres})
    named = [name for name in criteria if millesime and name in _NOMMES]
    titles = (title for name in criteria for title in ((name, name + _NOM) if name in named else (name,)))
    header = (*_COLONNES[:3], *titles, *_COLONNES[3:], *_FIN)
    return [header, *(_line(figure, criteria, millesime) for figure in figures)]


def list_bands(bands: Sequence[Tranche], millesime: str) -> list[tuple[Cellule, ...]]:
    """The header, then a line per period and band of delay."""
    header = ("periode", "tranche", "part", "n", "base_n", "marque", "perimetre", "millesime")
    return [header, *((b.periode, b.libelle, b.part, b.n, b.base_n, b.marque, b.perimetre, millesime) for b in bands)]


def name_file(objet: str, periode: str, millesime: str, extension: str = "csv") -> str:
    """« amct_delai-median_2025_millesime-2026-01.csv »."""
    return f"amct_{objet}_{periode}_millesime-{millesime}.{extension}"


def neutralise(text: str) -> str:
    """The text as a spreadsheet cannot run it; a plain number stays a number."""
    return f"'{text}" if text.startswith(_DANGEREUX) and not _is_number(text) else text


def _line(figure: Figure, criteria: Sequence[str], millesime: Millesime | None) -> tuple[Cellule, ...]:
    low, high = figure.bornes
    declared = load_registry().indicateurs[figure.indicateur]
    labels = [cell for name in criteria for cell in _say_criterion(figure, name, millesime)]
    head = (figure.indicateur, declared.titre, periodes.label(figure.periode))
    body = (figure.lue, figure.unite, figure.n, figure.base_n, low, high, figure.marque)
    covered, total = (figure.offices_couverts, figure.offices_total) if figure.offices_total else (None, None)
    reach = (LIBELLES_COHORTE[declared.cohorte], covered, total)
    tail = (" ".join(figure.reserves), figure.perimetre, figure.millesime, figure.identifiant)
    return (*head, *labels, *body, *reach, *tail)


def _say_criterion(figure: Figure, critere: str, millesime: Millesime | None) -> tuple[str, ...]:
    """The label of the criterion's value; its code then its name where the release names it."""
    code = figure.filtre(critere)
    label = libelles.find_label(critere, code) if code else ""
    if millesime is None or critere not in _NOMMES:
        return (label,)
    if not code or label != code:
        return (label, label)
    return code, millesime.noms.get(code, code) if critere == _OFFICE else name_place(millesime, critere, code)


def _cell(value: Cellule, *, standard: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(value) if standard else str(value).replace(".", ",")
    return neutralise(str(value))


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(",", "", 1).isdecimal()
