"""Writes an XLSX workbook cell by cell, as plainly as Médiature's own routine does.

Takes sheets of cells, gives bytes. An empty string is a shared string, as in that export; `None` is no cell at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from fabrique.archive import Membre, pack

LIMITE_LIGNES = 1_048_576
"""Rows of a worksheet, by the format."""


@dataclass(frozen=True)
class Date:
    """A date as Excel holds it: days since 1899-12-30, the time in the fraction; shown with number format 14."""

    serie: float


Cellule = str | int | float | Date | None


@dataclass(frozen=True)
class Proprietes:
    """Document properties; `cree` is an ISO instant in UTC."""

    titre: str
    auteur: str
    cree: str


ENTETE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PAQUET = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def write_xlsx(feuilles: Sequence[tuple[str, Iterable[Sequence[Cellule]]]], proprietes: Proprietes) -> bytes:
    """The workbook: one sheet per (name, rows)."""
    chaines: dict[str, int] = {}
    pages = [
        (f"xl/worksheets/sheet{rang}.xml", _sheet(lignes, chaines)) for rang, (_, lignes) in enumerate(feuilles, 1)
    ]
    noms = [nom for nom, _ in feuilles]
    partagees = "".join(f"<si><t{_keep(texte)}>{escape(texte)}</t></si>" for texte in chaines)
    membres: list[Membre] = [
        ("[Content_Types].xml", _content_types(len(noms))),
        ("_rels/.rels", _package_rels()),
        ("docProps/app.xml", _app()),
        ("docProps/core.xml", _core(proprietes)),
        ("xl/workbook.xml", _workbook(noms)),
        ("xl/_rels/workbook.xml.rels", _workbook_rels(len(noms))),
        ("xl/styles.xml", _styles()),
        *pages,
        ("xl/sharedStrings.xml", f'{ENTETE}<sst {MAIN} uniqueCount="{len(chaines)}">{partagees}</sst>'),
    ]
    return pack(membres)


def _keep(texte: str) -> str:
    return ' xml:space="preserve"' if texte != texte.strip() else ""


def _sheet(lignes: Iterable[Sequence[Cellule]], chaines: dict[str, int]) -> str:
    rangees = []
    for rang, ligne in enumerate(lignes, 1):
        if rang > LIMITE_LIGNES:
            raise SystemExit(f"Une feuille de classeur tient au plus {LIMITE_LIGNES} lignes : réduisez --echelle.")
        cellules = "".join(_cell(f"{_column(place)}{rang}", valeur, chaines) for place, valeur in enumerate(ligne))
        rangees.append(f'<row r="{rang}">{cellules}</row>')
    return f"{ENTETE}<worksheet {MAIN}><sheetData>{''.join(rangees)}</sheetData></worksheet>"


def _column(place: int) -> str:
    return (chr(64 + place // 26) if place >= 26 else "") + chr(65 + place % 26)


def _cell(adresse: str, valeur: Cellule, chaines: dict[str, int]) -> str:
    if valeur is None:
        return ""
    if isinstance(valeur, Date):
        return f'<c r="{adresse}" s="1"><v>{_number(valeur.serie)}</v></c>'
    if isinstance(valeur, str):
        return f'<c r="{adresse}" t="s"><v>{chaines.setdefault(valeur, len(chaines))}</v></c>'
    return f'<c r="{adresse}"><v>{_number(valeur)}</v></c>'


def _number(valeur: float) -> str:
    return str(int(valeur)) if valeur == int(valeur) else repr(valeur)


def _content_types(feuilles: int) -> str:
    pages = "".join(
        f'<Override PartName="/xl/worksheets/sheet{rang}.xml" ContentType="{TYPE}.worksheet+xml"/>'
        for rang in range(1, feuilles + 1)
    )
    return (
        f'{ENTETE}<Types xmlns="{PAQUET}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>{pages}'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPE}.sharedStrings+xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    )


def _package_rels() -> str:
    return (
        f'{ENTETE}<Relationships xmlns="{PAQUET}/relationships">'
        f'<Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/>'
        f'<Relationship Id="rId2" Type="{PAQUET}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{REL}/extended-properties" Target="docProps/app.xml"/></Relationships>'
    )


def _app() -> str:
    espace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{ENTETE}<Properties xmlns="{espace}"><Application>Microsoft Excel</Application></Properties>'


def _core(proprietes: Proprietes) -> str:
    instants = "".join(
        f'<dcterms:{nom} xsi:type="dcterms:W3CDTF">{proprietes.cree}</dcterms:{nom}>' for nom in ("created", "modified")
    )
    return (
        f'{ENTETE}<cp:coreProperties xmlns:cp="{PAQUET}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:creator>{escape(proprietes.auteur)}</dc:creator><dc:title>{escape(proprietes.titre)}</dc:title>"
        f"<cp:lastModifiedBy>{escape(proprietes.auteur)}</cp:lastModifiedBy>{instants}</cp:coreProperties>"
    )


def _workbook(noms: Sequence[str]) -> str:
    feuilles = "".join(
        f'<sheet sheetId="{rang}" name="{escape(nom)}" r:id="rId{rang}"/>' for rang, nom in enumerate(noms, 1)
    )
    return f'{ENTETE}<workbook {MAIN} xmlns:r="{REL}"><sheets>{feuilles}</sheets></workbook>'


def _workbook_rels(feuilles: int) -> str:
    pages = "".join(
        f'<Relationship Id="rId{rang}" Type="{REL}/worksheet" Target="worksheets/sheet{rang}.xml"/>'
        for rang in range(1, feuilles + 1)
    )
    return (
        f'{ENTETE}<Relationships xmlns="{PAQUET}/relationships">{pages}'
        f'<Relationship Id="rId{feuilles + 1}" Type="{REL}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId{feuilles + 2}" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )


def _styles() -> str:
    return (
        f'{ENTETE}<styleSheet {MAIN}><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
