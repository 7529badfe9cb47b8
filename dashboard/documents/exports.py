"""What a page shows as a file: CSV, XLSX, or the drawing of a chart as SVG or PNG.

Takes a chart, figures or lines already found, gives bytes: the file holds what the screen shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.charts.libre import Libre
from dashboard.charts.png import draw_png
from dashboard.charts.spec import Graphique
from dashboard.charts.svg import draw_svg
from dashboard.documents import csv, docx_base, pdf, xlsx
from dashboard.documents.csv import Cellule
from dashboard.figures import Figure
from dashboard.millesime import Millesime
from pipelines.errors import WrongCall

STANDARD = "standard.csv"

TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    STANDARD: "text/csv; charset=utf-8",
    "xlsx": xlsx.TYPE,
    "svg": "image/svg+xml",
    "png": "image/png",
    "docx": docx_base.TYPE,
    "pdf": pdf.TYPE,
}
"""What the end of a file name asks for."""


def find_format(nom: str) -> str:
    """The format a file name asks for, the longest that fits; CSV when it asks for none."""
    return next((end for end in sorted(TYPES, key=len, reverse=True) if nom.endswith(f".{end}")), "csv")


def write_export(shown: Graphique | Sequence[Figure], millesime: Millesime, filtres: str, extension: str) -> bytes:
    """The file in the format of this extension; `filtres` is the selection in words. `WrongCall` for any other format."""
    if isinstance(shown, Graphique):
        if extension == "svg":
            return draw_svg(shown, source=f"AMCT, Observatoire, millésime {millesime.id}. {filtres}").encode()
        if extension == "png":
            return draw_png(shown)
        if shown.donnees or isinstance(shown, Libre):
            return write_lines(shown.donnees, millesime, filtres, extension, shown.indicateurs)
        if shown.tranches and extension in ("csv", STANDARD):
            return csv.write_bands(shown.tranches, millesime.id, standard=extension == STANDARD)
        if shown.tranches and extension == "xlsx":
            return xlsx.write_bands(shown.tranches, millesime, filtres)
    figures = shown.figures if isinstance(shown, Graphique) else shown
    if extension in ("csv", STANDARD):
        return csv.write_figures(figures, millesime, standard=extension == STANDARD)
    if extension == "xlsx":
        return xlsx.write_figures(figures, millesime, filtres)
    raise _unknown(extension)


def write_lines(
    lignes: Sequence[Sequence[Cellule]],
    millesime: Millesime,
    filtres: str,
    extension: str,
    indicateurs: Sequence[str] = (),
) -> bytes:
    """Lines of numbers as CSV or XLSX; `WrongCall` for a drawing of what is no chart."""
    if extension in ("csv", STANDARD):
        return csv.write_lines(lignes, standard=extension == STANDARD)
    if extension == "xlsx":
        return xlsx.write_lines(lignes, millesime, filtres, indicateurs)
    raise _unknown(extension)


def _unknown(extension: str) -> WrongCall:
    return WrongCall(
        "FORMAT", f"Le format «\u202f{extension}\u202f» n’existe pas ici.", f"Formats\u202f: {', '.join(TYPES)}."
    )
