"""A delimited text becomes a `RawTable`, whatever its encoding, separator, titles and faults.

Takes a path whose content is text; finds encoding, dialect and titles on the first lines, then reads every line once
under them. Refuses a file without titles; never shifts a column, never lets a fault reach the next line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipelines.errors import RefusedInput
from pipelines.readers.advice import agree, set_aside
from pipelines.readers.assemble import chunk_lines, chunk_sheets, drop_empty_columns
from pipelines.readers.blocks import count_bytes, iter_blocks, prefetch_blocks
from pipelines.readers.body import Cutter, Largeur, is_spaced, read_body
from pipelines.readers.encoding import Bytes, Encoding, find_encoding
from pipelines.readers.limits import OCTETS_BLOC, OCTETS_TEXTE
from pipelines.readers.opening import Opening, leave_preamble, open_text
from pipelines.readers.options import ReadOptions
from pipelines.readers.profile import learn_profile
from pipelines.readers.raw import Accueil, Dialect, Note, RawTable
from pipelines.readers.remarks import Remarks, is_simple
from pipelines.readers.rows import Kept, note_remarks
from pipelines.readers.shapes import is_wrapped
from pipelines.readers.titles import name_columns


def read_delimited(
    path: Path,
    nom: str,
    options: ReadOptions,
    accueil: Accueil | None = None,
    *,
    strict: bool = False,
    block: int = OCTETS_BLOC,
) -> RawTable:
    """The table of a text file; `RefusedInput` when it is empty or has no line of titles.

    `accueil` may have the rows received block after block instead of kept; the table then says how many there were.
    `strict` reads every line by the strict reader (same result, slower), `block` is the number of bytes at once.
    """
    counts = count_bytes(path)
    if counts.taille > OCTETS_TEXTE:
        raise RefusedInput("FICHIER_TROP_GROS", "Le fichier dépasse 4 Gio.", "Découpez l’export par période.")
    with path.open("rb") as stream:
        encoding = find_encoding(stream.read(65_536), counts, options.encodage)
    opening = open_text(path, encoding, options)
    header = name_columns(opening.titres)
    profile = learn_profile(opening.titres, opening.dessous, options.lignes_ignorees)
    kept = Kept(profile, header, opening.debut, receveur=accueil(header, nom) if accueil else None)
    leave_preamble(opening, kept)
    coupe, titles = opening.sample.coupe, opening.titres
    cutter = Cutter(
        *(coupe.separateur, coupe.guillemet, coupe.echappement, kept),
        espace=is_spaced(titles),
        entoure=is_wrapped(titles, "'"),
        strict=strict,
    )
    remarks = Remarks(simple=is_simple(encoding.codec, counts.hauts))
    blocks = iter_blocks(path, encoding, size=block)
    read_body(prefetch_blocks(blocks) if counts.taille > block else blocks, cutter, remarks)
    _tell_second_table(cutter)
    return _finish(nom, counts, encoding, opening, cutter, remarks)


def _tell_second_table(cutter: Cutter) -> None:
    """Lines of one same other width, in a row, the first one of words only: another table, not so many faults."""
    kept = cutter.kept
    for run in _iter_runs(cutter.largeurs):
        if len(run) < 2 or run[0].cellules < 2 or not run[0].mots:
            continue
        kept.seconds.append(run[0].ligne)
        for item in run:
            kept.aside[item.place] = replace(
                set_aside(item.ligne, "SECOND_TABLEAU"), valeur_masquee=kept.aside[item.place].valeur_masquee
            )


def _iter_runs(found: list[Largeur]) -> Iterator[list[Largeur]]:
    run: list[Largeur] = []
    for item in found:
        if run and (item.ligne != run[-1].ligne + 1 or item.cellules != run[-1].cellules):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _finish(
    nom: str, counts: Bytes, encoding: Encoding, opening: Opening, cutter: Cutter, remarks: Remarks
) -> RawTable:
    kept = cutter.kept
    columns = drop_empty_columns(kept.header, opening.titres, kept.batches, kept.vides)
    return RawTable(
        nom=nom,
        sha256=counts.sha256,
        format="delimite",
        header=columns.header,
        batches=columns.batches,
        lignes=chunk_lines(kept.lignes),
        feuilles=chunk_sheets([None] * len(columns.batches), columns.batches),
        set_aside=tuple(sorted(kept.aside, key=lambda item: item.ligne)),
        notes=(
            *_tell_encoding(encoding),
            *opening.notes,
            *remarks.notes(),
            *_tell_shape(cutter, columns.header),
            *note_remarks(kept),
            *columns.notes,
        ),
        encoding=encoding.codec,
        dialect=Dialect(cutter.separateur, cutter.guillemet, _find_line_end(counts)),
        entete_ligne=opening.ligne,
        transmises=kept.lues if kept.receveur else 0,
    )


def _tell_encoding(encoding: Encoding) -> tuple[Note, ...]:
    return (encoding.note,) if encoding.note else ()


def _tell_shape(cutter: Cutter, header: tuple[str, ...]) -> tuple[Note, ...]:
    notes = []
    if cutter.tronque:
        message = "La dernière ligne est coupée\u202f: le fichier est peut-être tronqué."
        notes.append(Note("FICHIER_TRONQUE", message, "avertissement"))
    inside = [ligne for ligne in cutter.isolees if ligne < cutter.kept.derniere]
    if len(inside) > 1:
        message = (
            f"{agree(len(inside), 'ligne')} sans séparateur au milieu du tableau, dont la ligne {inside[0]}\u202f: si ce sont"
            " les suites de cellules coupées par un retour à la ligne, mettez ces cellules entre guillemets."
        )
        notes.append(Note("LIGNES_ISOLEES", message, "avertissement"))
    if len(header) == 1:
        message = "Le fichier n’a qu’une colonne\u202f: aucun séparateur ne forme un tableau."
        notes.append(Note("UNE_COLONNE", message, "avertissement"))
    return tuple(notes)


def _find_line_end(counts: Bytes) -> str:
    if counts.couples and 2 * counts.couples >= counts.sauts:
        return "\r\n"
    return "\r" if counts.retours - counts.couples > counts.sauts else "\n"
