"""Writes an OpenDocument spreadsheet: sheets of texts and days, fixed bytes.

Takes named sheets, gives bytes; nothing is styled, days are typed as days.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from fabrique.archive import pack
from fabrique.classeur import Proprietes
from fabrique.tableau import Jour, Valeur

ENTETE = '<?xml version="1.0" encoding="UTF-8"?>\n'
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
GENRE = "application/vnd.oasis.opendocument.spreadsheet"
ESPACES = (
    f'xmlns:office="{OASIS}:office:1.0" xmlns:table="{OASIS}:table:1.0" xmlns:text="{OASIS}:text:1.0" '
    f'xmlns:meta="{OASIS}:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
)


def write_ods(feuilles: Sequence[tuple[str, Sequence[Sequence[Valeur | int]]]], proprietes: Proprietes) -> bytes:
    """The spreadsheet: one sheet per (name, lines)."""
    tables = "".join(
        f"<table:table table:name={quoteattr(nom)}>{''.join(_row(ligne) for ligne in lignes)}</table:table>"
        for nom, lignes in feuilles
    )
    corps = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    return pack(
        [
            ("mimetype", GENRE),
            ("content.xml", f"{ENTETE}<office:document-content {ESPACES}>{corps}</office:document-content>"),
            ("meta.xml", _meta(proprietes)),
            ("META-INF/manifest.xml", _manifest()),
        ],
        frozenset({"mimetype"}),
    )


def _row(ligne: Sequence[Valeur | int]) -> str:
    return f"<table:table-row>{''.join(_cell(valeur) for valeur in ligne)}</table:table-row>"


def _cell(valeur: Valeur | int) -> str:
    if isinstance(valeur, Jour):
        texte, genre = f"{valeur.date:%d/%m/%Y}", f'"date" office:date-value="{valeur.date.isoformat()}"'
    elif isinstance(valeur, int):
        texte, genre = str(valeur), f'"float" office:value="{valeur}"'
    elif valeur:
        texte, genre = escape(valeur), '"string"'
    else:
        return "<table:table-cell/>"
    return f"<table:table-cell office:value-type={genre}><text:p>{texte}</text:p></table:table-cell>"


def _meta(proprietes: Proprietes) -> str:
    return (
        f"{ENTETE}<office:document-meta {ESPACES}><office:meta><meta:creation-date>{proprietes.cree}</meta:creation-date>"
        f"<dc:date>{proprietes.cree}</dc:date><dc:title>{escape(proprietes.titre)}</dc:title>"
        f"<dc:creator>{escape(proprietes.auteur)}</dc:creator></office:meta></office:document-meta>"
    )


def _manifest() -> str:
    membres = (("/", GENRE), ("content.xml", "text/xml"), ("meta.xml", "text/xml"))
    entrees = "".join(
        f'<manifest:file-entry manifest:full-path="{nom}" manifest:media-type="{genre}"/>' for nom, genre in membres
    )
    return f'{ENTETE}<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0" manifest:version="1.3">{entrees}</manifest:manifest>'
