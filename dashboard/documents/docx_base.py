"""What every DOCX of the Observatoire is made of: real headings, tables with a header row, images with their text.

Takes texts, tables and images already composed, gives the bytes of a document. The same content gives the same bytes:
archive times and properties are fixed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from dashboard.charts.palette import CLAIR
from dashboard.charts.png import draw_png
from dashboard.charts.spec import Graphique, Tableau

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_POLICE = "Arial"
_HEURE = (1980, 1, 1, 0, 0, 0)
"""The oldest time an archive can hold: the hour of the download would make two equal documents differ."""

_LARGEUR_CM = 17.0

_INTERDITS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML cannot hold: a comment pasted with one of them would leave the reader without a document."""

_TITRE_MAXIMUM = 255
"""Characters the format allows in the title among the properties."""


def clean(text: str) -> str:
    """The text without the characters a document cannot hold."""
    return _INTERDITS.sub("", text)


class Document:
    """A document being written, top to bottom."""

    def __init__(self, titre: str, jour: date) -> None:
        self._file = docx.Document()
        self._images = 0
        _set_page(self._file)
        _set_styles(self._file)
        properties = self._file.core_properties
        properties.title, properties.language = clean(titre)[:_TITRE_MAXIMUM], "fr-FR"
        properties.author = properties.last_modified_by = "Observatoire de la médiation territoriale"
        properties.comments, properties.revision = "", 1
        properties.created = properties.modified = datetime(jour.year, jour.month, jour.day)

    def title(self, text: str, under: str = "") -> None:
        """The title of the document, and the line under it."""
        self._file.add_heading(clean(text), 0)
        if under:
            self._file.add_paragraph(clean(under), "Subtitle")

    def heading(self, text: str, level: int = 1) -> None:
        """A heading that a table of contents and a screen reader find."""
        self._file.add_heading(clean(text), level)

    def paragraph(self, text: str, *, strong: bool = False, small: bool = False) -> None:
        """A paragraph."""
        run = self._file.add_paragraph().add_run(clean(text))
        run.bold = strong or None
        if small:
            run.font.size = Pt(9)

    def bullets(self, items: Sequence[str]) -> None:
        """A list."""
        for item in items:
            self._file.add_paragraph(clean(item), "List Bullet")

    def table(self, tableau: Tableau, largeurs: Sequence[float], nombres: Sequence[int] = ()) -> None:
        """A table whose first line is a header repeated on each page; `nombres` are its columns of numbers."""
        table = self._file.add_table(1 + len(tableau.lignes), len(tableau.titres), "Table Grid")
        table.autofit = False
        widths = [Cm(_LARGEUR_CM * part / sum(largeurs)) for part in largeurs]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for rank, line in enumerate((tableau.titres, *tableau.lignes)):
            for column, text in enumerate(line):
                cell = table.cell(rank, column)
                cell.width = widths[column]
                _fill(cell, text, header=rank == 0, number=column in nombres)
        _mark_header(table.rows[0])
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        self._file.add_paragraph().paragraph_format.space_after = Pt(2)

    def chart(self, graphique: Graphique, largeur: float = _LARGEUR_CM) -> None:
        """The title, the sentence and the image of a chart, `largeur` centimetres wide, its alternative text inside."""
        unit = f" ({graphique.unite})" if graphique.unite else ""
        title = self._file.add_paragraph()
        title.add_run(clean(f"{graphique.titre}{unit}")).bold = True
        title.paragraph_format.keep_with_next = True
        sentence = self._file.add_paragraph(clean(graphique.phrase))
        sentence.paragraph_format.keep_with_next = not graphique.vide
        if graphique.vide:
            return
        picture = self._file.add_picture(io.BytesIO(draw_png(graphique)), width=Cm(largeur))
        self._images += 1
        properties = picture._inline.docPr
        properties.set("descr", clean(graphique.alt))
        properties.set("title", clean(graphique.titre))
        properties.set("name", f"Graphique {self._images}")
        if graphique.note:
            self.paragraph(graphique.note, small=True)

    def page_break(self) -> None:
        """What follows starts on a new page."""
        self._file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def save(self) -> bytes:
        """The bytes of the document."""
        raw, fixed = io.BytesIO(), io.BytesIO()
        self._file.save(raw)
        with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
            for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
                entry = zipfile.ZipInfo(name, _HEURE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(entry, source.read(name))
        return fixed.getvalue()


def _set_page(file: Any) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.4)


def _set_styles(file: Any) -> None:
    sizes = {"Normal": 10, "Title": 20, "Subtitle": 11, "Heading 1": 13, "Heading 2": 11.5, "List Bullet": 8.5}
    for name, size in sizes.items():
        style = file.styles[name]
        style.font.name, style.font.size = _POLICE, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(kind), _POLICE)
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
        if name != "Normal":
            style.font.color.rgb = RGBColor.from_string(CLAIR.encre[1:].upper())
        style.paragraph_format.space_after = Pt(1 if name == "List Bullet" else 4)
        style.paragraph_format.line_spacing = 1.05
        if name.startswith("Heading"):
            style.paragraph_format.space_before = Pt(7)
    file.styles["Subtitle"].font.italic = False
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "fr-FR")
    properties = file.styles["Normal"].element.get_or_add_rPr()
    properties.append(language)


def _fill(cell: Any, text: str, *, header: bool, number: bool) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(clean(text))
    run.bold, run.font.size = header or None, Pt(8.5)
    paragraph.paragraph_format.space_after = Pt(1)
    if number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if header:
        shade = OxmlElement("w:shd")
        for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", "EEF2F6")):
            shade.set(qn(name), value)
        cell._tc.get_or_add_tcPr().append(shade)


def _mark_header(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
