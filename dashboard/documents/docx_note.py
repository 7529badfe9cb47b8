"""The briefing note as a DOCX: one page to read, then the sentences to quote and the data, each with its reference.

Takes a `Note`, gives bytes. It computes nothing and writes no number that the note does not hold.
"""

from __future__ import annotations

from dashboard.documents.demande import Note
from dashboard.documents.docx_base import Document


def write_docx(note: Note) -> bytes:
    """The document."""
    document = Document(f"{note.titre} {note.territoire}", note.consulte_le)
    document.title(note.titre, note.territoire)
    document.paragraph(note.reponse, strong=True)
    for text in filter(None, (note.tendance, note.sens)):
        document.paragraph(text)
    document.table(note.tableau, (5.5, 3, 4, 2.2, 5), nombres=(1, 2, 3))
    if note.demande.commentaire:
        document.paragraph(note.demande.commentaire)
    document.chart(note.graphique, largeur=12)
    document.heading("Ce que ces chiffres ne disent pas")
    document.bullets(note.limites)
    document.heading("Méthode")
    document.bullets(note.methode)
    document.heading("Sources")
    document.bullets(note.sources)
    document.page_break()
    document.heading("Phrases à citer")
    for line in note.lignes:
        document.paragraph(line.citation.phrase)
        document.paragraph(line.citation.precision, small=True)
    document.heading("Données du graphique et de l’année précédente")
    document.table(note.donnees, (5, 3.5, 2.6, 2.8, 5.5), nombres=(3,))
    return document.save()
