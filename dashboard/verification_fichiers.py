"""An export of ours dropped back in: each line that holds a reference is compared, cell by cell, with its release.

Takes the bytes of a CSV, an XLSX or a DOCX, gives a `Bilan` that names the altered cell. It reads nothing else,
executes nothing, and refuses a file too large to be one of ours.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook

from dashboard.constats import Bilan, Constat, Depot
from dashboard.documents.csv import list_figures, neutralise
from dashboard.documents.xlsx import EMPREINTE, FEUILLE, MANIFESTE, fingerprint
from dashboard.figures import Figure
from dashboard.millesime import Millesime
from dashboard.verification import follow, normalise, read_reference, verify_text
from pipelines.errors import ObservatoireError, RefusedInput

TAILLE_MAXIMUM = 10_000_000
DEPLIE_MAXIMUM = 60_000_000
"""Bytes of a file, and bytes its archive may unfold to: our largest exports are far below."""

_REFERENCE = "identifiant"
_MOT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Lignes = list[list[object]]


def verify_file(content: bytes, depot: Depot) -> Bilan:
    """The state of every reference of the file; `RefusedInput` when it is none of the three formats."""
    if len(content) > TAILLE_MAXIMUM:
        raise RefusedInput("TROP_GROS", "Ce fichier est trop gros pour être un export de l’Observatoire.")
    if not content.startswith(b"PK"):
        return _verify_lines(_read_csv(content), depot)
    with _open_archive(content) as archive:
        names = set(archive.namelist())
        if "word/document.xml" in names:
            return _verify_document(archive.read("word/document.xml"), depot)
    if "xl/workbook.xml" in names:
        return _verify_workbook(content, depot)
    raise RefusedInput("FORMAT", "Ce fichier n’est ni un CSV, ni un classeur XLSX, ni un document DOCX.")


def _open_archive(content: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise RefusedInput("ABIME", "Ce fichier est abîmé\u202f: il ne peut pas être ouvert.") from error
    if sum(entry.file_size for entry in archive.infolist()) > DEPLIE_MAXIMUM:
        raise RefusedInput("TROP_GROS", "Ce fichier est trop gros pour être un export de l’Observatoire.")
    return archive


def _read_csv(content: bytes) -> Lignes:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    header = text.partition("\n")[0]
    separator = max(";,\t", key=header.count)
    try:
        return [list(line) for line in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
    except csv.Error as error:
        raise RefusedInput("ABIME", "Ce fichier CSV ne peut pas être lu.") from error


def _verify_workbook(content: bytes, depot: Depot) -> Bilan:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets: dict[str, Lignes] = {
            name: [list(line) for line in book.get_sheet_by_name(name).to_python()] for name in book.sheet_names
        }
    except CalamineError as error:
        raise RefusedInput("ABIME", "Ce classeur est abîmé\u202f: il ne peut pas être ouvert.") from error
    lines = sheets.get(FEUILLE) or next(iter(sheets.values()), [])
    found = _verify_lines(lines, depot)
    signed = next((str(line[1]) for line in sheets.get(MANIFESTE, []) if line[0] == EMPREINTE), "")
    if not signed:
        return found
    if signed == fingerprint(lines):
        return found if found.constats else Bilan((Constat("identique", "", "Les cellules ont gardé leur empreinte."),))
    if found.verdict == "modifie":
        return found
    fault = "Les cellules ne correspondent plus à l’empreinte du manifeste\u202f: une au moins a été changée."
    return Bilan((*found.constats, Constat("modifie", "", fault, f"feuille {FEUILLE}")), found.remarque)


def _verify_lines(lines: Lignes, depot: Depot) -> Bilan:
    start = next((rank for rank, line in enumerate(lines) if _REFERENCE in line), None)
    if start is None:
        return Bilan((), "Aucune colonne «\u202fidentifiant\u202f»\u202f: rien dans ce fichier ne peut être vérifié.")
    header = [str(title) for title in lines[start]]
    column = header.index(_REFERENCE)
    found, silent = [], 0
    for rank, line in enumerate(lines[start + 1 :], start + 2):
        reference = str(line[column]).strip() if column < len(line) else ""
        if reference:
            found.append(_verify_line(reference, header, line, rank, depot))
        elif any(cell not in (None, "") for cell in line):
            silent += 1
    remark = f"Lignes sans référence, non vérifiées\u202f: {silent}." if silent else ""
    return Bilan(tuple(found), remark)


def _verify_line(reference: str, header: Sequence[str], line: Sequence[object], rank: int, depot: Depot) -> Constat:
    place = f"ligne {rank}"
    try:
        millesime, figure = read_reference(reference, depot)
    except ObservatoireError as refusal:
        return Constat("inconnu", reference, refusal.message, place)
    for column, title, read, published in _differences(header, line, figure, millesime):
        sentence = (
            f"{title}\u202f: le fichier porte {_say(read)}, le millésime {millesime.id} publie {_say(published)}."
        )
        return Constat("modifie", figure.identifiant or "", sentence, f"cellule {_letters(column)}{rank}")
    return follow(millesime, figure, depot, place)


def _differences(
    header: Sequence[str], line: Sequence[object], figure: Figure, millesime: Millesime
) -> Iterator[tuple[int, str, object, object]]:
    """Cells that are not those of the release; a criterion the figure is not filtered by must be empty."""
    titles, values = list_figures([figure], millesime)
    published = dict(zip(titles, values, strict=True))
    for column, title in enumerate(header):
        read = line[column] if column < len(line) else ""
        if title and not _same(read, published.get(str(title))):
            yield column, str(title), read, published.get(str(title))


def _same(read: object, published: object) -> bool:
    """Whether a spreadsheet could show the published cell so: numbers by value, texts by their words."""
    expected = neutralise(published) if isinstance(published, str) else published
    first, second = _number(read), _number(expected)
    if first is not None and second is not None:
        return first == second
    return normalise(str("" if read is None else read)).strip() == normalise(str(expected or "")).strip()


def _number(cell: object) -> float | None:
    if isinstance(cell, (int, float)):
        return float(cell)
    try:
        return float(normalise(str(cell)).replace(" ", "").replace(",", "."))
    except ValueError:
        return None


def _say(cell: object) -> str:
    return (
        "une cellule vide" if cell in (None, "") else f"«\u202f{str(cell).removesuffix('.0').replace('.', ',')}\u202f»"
    )


def _letters(column: int) -> str:
    """« A », « Z », « AA »."""
    prefix = _letters(column // 26 - 1) if column >= 26 else ""
    return prefix + chr(ord("A") + column % 26)


def _verify_document(xml: bytes, depot: Depot) -> Bilan:
    try:
        body = ElementTree.fromstring(xml)[0]  # noqa: S314 — no external entity, size bounded above
    except (ElementTree.ParseError, IndexError) as error:
        raise RefusedInput("ABIME", "Ce document est abîmé\u202f: il ne peut pas être ouvert.") from error
    found = [
        constat
        for place, text in _blocks(body)
        if "OMT-" in text
        for constat in verify_text(text, depot, place).constats
    ]
    return Bilan(tuple(found), "" if found else "Aucune référence OMT ne figure dans ce document.")


def _blocks(body: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """Each paragraph and each line of a table, with its place."""
    paragraphs = tables = 0
    for child in body:
        if child.tag == f"{_MOT}p":
            paragraphs += 1
            yield f"paragraphe {paragraphs}", _text(child)
        elif child.tag == f"{_MOT}tbl":
            tables += 1
            for rank, line in enumerate(child.iter(f"{_MOT}tr"), 1):
                yield f"tableau {tables}, ligne {rank}", " | ".join(_text(cell) for cell in line.iter(f"{_MOT}tc"))


def _text(element: ElementTree.Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{_MOT}t"))
