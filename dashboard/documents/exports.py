"""What a page shows as a file: CSV, XLSX, or the drawing of a chart as SVG or PNG.

Takes a chart or figures already found, gives bytes: the file holds what the screen shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.charts.png import draw_png
from dashboard.charts.spec import Graphique
from dashboard.charts.svg import draw_svg
from dashboard.documents import csv, xlsx
from dashboard.figures import Figure
from dashboard.millesime import Millesime
from pipelines.errors import WrongCall

TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": xlsx.TYPE,
    "svg": "image/svg+xml",
    "png": "image/png",
}


def write_export(shown: Graphique | Sequence[Figure], millesime: Millesime, filtres: str, extension: str) -> bytes:
    """The file in the format of this extension; `filtres` is the selection in words. `WrongCall` for any other format."""
    if isinstance(shown, Graphique):
        if extension == "svg":
            return draw_svg(shown, source=f"AMCT, Observatoire, millésime {millesime.id}. {filtres}").encode()
        if extension == "png":
            return draw_png(shown)
        if shown.tranches and extension == "csv":
            return csv.write_bands(shown.tranches, millesime.id)
        if shown.tranches and extension == "xlsx":
            return xlsx.write_bands(shown.tranches, millesime, filtres)
    figures = shown.figures if isinstance(shown, Graphique) else shown
    if extension == "csv":
        return csv.write_figures(figures)
    if extension == "xlsx":
        return xlsx.write_figures(figures, millesime, filtres)
    raise WrongCall("FORMAT", f"Le format « {extension} » n’existe pas ici.", f"Formats : {', '.join(TYPES)}.")
