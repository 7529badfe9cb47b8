"""The yearly report of an office as a DOCX a médiateur completes: headings, charts with their text, tables, annexes.

Takes a `Rapport`, gives bytes. It computes nothing and writes no number that the report does not hold.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.spec import Graphique
from dashboard.documents.docx_base import Document
from dashboard.documents.rapport import PROPOSITIONS, Rapport, Section


def write_docx(rapport: Rapport) -> bytes:
    """The document."""
    document = Document(f"{rapport.titre}, {rapport.nom}", rapport.jour)
    document.title(rapport.titre, rapport.nom)
    document.paragraph(rapport.phrase, strong=True)
    document.heading("L’année en bref")
    document.table(rapport.bref, (6, 3, 4.6, 3, 2.6), nombres=(1, 2, 3, 4))
    document.bullets(rapport.reserves)
    for section in rapport.sections:
        _write_section(document, section)
    document.heading("L’office et les autres")
    document.paragraph(rapport.comparaison_texte)
    if rapport.comparaison:
        document.table(rapport.comparaison, (3.2, 3.6, 2.8, 4.2, 4.2), nombres=(1, 2))
    _write_charts(document, rapport.comparaison_graphiques)
    if rapport.ajuste:
        document.heading("À domaines et canaux égaux", 2)
        document.paragraph(rapport.ajuste_texte)
        document.table(rapport.ajuste, (4, 2.4, 2.8, 3.6, 5.2), nombres=(1, 2, 3))
    document.heading("Les propositions du médiateur")
    document.paragraph(PROPOSITIONS)
    _write_annexes(document, rapport)
    return document.save()


def _write_section(document: Document, section: Section) -> None:
    document.heading(section.titre)
    if section.refus:
        document.paragraph(section.refus)
    _write_charts(document, section.graphiques)


def _write_charts(document: Document, charts: Sequence[Graphique]) -> None:
    """Each chart, then its table: those who do not see the one read the other."""
    for chart in charts:
        document.chart(chart)
        if chart.tableau.lignes:
            columns = len(chart.tableau.titres)
            document.table(chart.tableau, (4, *([2.2] * (columns - 1))), nombres=range(1, columns))


def _write_annexes(document: Document, rapport: Rapport) -> None:
    document.page_break()
    document.heading("Annexe\u202f: définitions")
    for title, definition, limits in rapport.definitions:
        document.heading(title, 2)
        document.paragraph(definition)
        document.paragraph(limits, small=True)
    if rapport.references and rapport.references.lignes:
        document.heading("Annexe\u202f: références des chiffres du type")
        document.table(rapport.references, (6, 3, 4, 6), nombres=(1, 2))
    document.heading("Sources")
    document.bullets(rapport.sources)
