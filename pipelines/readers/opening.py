"""The first lines of a delimited text: how it is cut, where its titles are, where its records begin.

Takes a path and its encoding, gives an `Opening`; refuses an empty file and a file without titles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import RefusedInput
from pipelines.readers.advice import SEPARATEURS, agree
from pipelines.readers.blocks import iter_blocks
from pipelines.readers.dialect import FirstLines, Sample, choose_dialect
from pipelines.readers.encoding import Encoding
from pipelines.readers.layout import Cells, count_filled
from pipelines.readers.limits import OCTETS_ECHANTILLON
from pipelines.readers.lines import index_lines
from pipelines.readers.options import ReadOptions
from pipelines.readers.raw import Note
from pipelines.readers.rows import Kept
from pipelines.readers.shapes import find_mark
from pipelines.readers.titles import SANS_TITRE, find_other_width, fit_titles

_SEP_LINE = re.compile(r'\ufeff?"?sep=(.)"?[;,\t]*', re.IGNORECASE)

LIGNES_SURES = 2
"""Records that must agree on another width than the titles' for the titles to be the line at fault."""

LIGNES_SEP = 3
"""Lines among which a « sep= » line is looked for: a spreadsheet writes it first."""


@dataclass(frozen=True)
class Opening:
    """Dialect and first records, titles as read, their line and the first line under them (1-based)."""

    sample: Sample
    titres: Cells
    ligne: int
    debut: int
    dessous: tuple[Cells, ...]
    dessus: tuple[tuple[str, str], ...]
    """The lines above the titles, each with the reason it is not read."""

    notes: tuple[Note, ...] = ()


def open_text(path: Path, encoding: Encoding, options: ReadOptions) -> Opening:
    """How the file begins; `RefusedInput` when it holds nothing, or when its first full line is already data."""
    first = _read_first_lines(path, encoding)
    sample = choose_dialect(first, options)
    if first.completes and not sample.fautes and not any(map(count_filled, sample.lignes)):
        refuse_empty()
    rank = _find_titles(sample, options)
    start, height = sample.places[rank]
    announced = first.debut - 1
    above = [("SEPARATEUR_DECLARE" if at == announced else "PREAMBULE", first.lignes[at].texte) for at in range(start)]
    below = sample.lignes[rank + 1 :]
    titles, notes = _settle_titles(sample, sample.lignes[rank], below, start + 1)
    return Opening(
        sample,
        titres=titles,
        ligne=start + 1,
        debut=start + height + 1,
        dessous=below,
        dessus=tuple(above),
        notes=notes,
    )


def _settle_titles(sample: Sample, read: Cells, below: Sequence[Cells], ligne: int) -> tuple[Cells, tuple[Note, ...]]:
    """One title per column, and what is said of them: titles that do not fit the records are nobody's."""
    titles = fit_titles(read, below)
    width = find_other_width(titles, below)
    if width is not None and len(below) >= LIGNES_SURES:
        message = (
            f"La ligne de titres (ligne {ligne}) a {agree(len(titles), 'cellule')} et les lignes en ont {width}\u202f:"
            " les colonnes sont nommées d’après leur rang."
        )
        return tuple(f"{SANS_TITRE} {rank}" for rank in range(1, width + 1)), (
            Note("TITRES_INCERTAINS", message, "avertissement"),
        )
    notes = []
    if sample.repris:
        message = f"La ligne de titres (ligne {ligne}) porte un guillemet mal placé\u202f: elle est lue sans lui."
        notes.append(Note("TITRES_GUILLEMET", message, "avertissement"))
    mark = find_mark(titles)
    if mark:
        message = f"Tous les titres sont entre «\u202f{mark}\u202f»\u202f: ces signes restent dans les cellules."
        notes.append(Note("GUILLEMET_INHABITUEL", message, "avertissement"))
    if titles[-1][-1:] in SEPARATEURS and titles[-1][-1:] != sample.coupe.separateur:
        message = "Le dernier titre finit par un autre séparateur\u202f: il reste dans la dernière colonne."
        notes.append(Note("SEPARATEUR_FINAL", message, "avertissement"))
    return titles, tuple(notes)


def leave_preamble(opening: Opening, kept: Kept) -> None:
    """Every line above the titles goes aside."""
    for ligne, (raison, text) in enumerate(opening.dessus, start=1):
        kept.leave(ligne, raison, text)


def refuse_empty() -> None:
    """Always raises: the file holds no cell."""
    raise RefusedInput("FICHIER_VIDE", "Le fichier est vide.", "Refaites l’export\u202f: il ne contient aucune ligne.")


def refuse_without_titles() -> None:
    """Always raises: the first full line is already data."""
    raise RefusedInput(
        "HORS_TITRES",
        "La ligne de titres manque\u202f: la première ligne complète est déjà une donnée.",
        "Ajoutez la ligne de titres de l’export, ou déclarez-la dans la source.",
    )


def _read_first_lines(path: Path, encoding: Encoding) -> FirstLines:
    """The lines of the sample, a « sep= » line passed over."""
    blocks = iter_blocks(path, encoding, size=OCTETS_ECHANTILLON)
    first = next(blocks)
    second = first if first.derniere else next(blocks)
    complete = second.derniere
    lines = index_lines(first.data + second.data if complete and second is not first else first.data)
    for rank in range(min(LIGNES_SEP, len(lines))):
        if found := _SEP_LINE.fullmatch(lines[rank].texte.strip(" ")):
            return FirstLines(lines, rank + 1, complete, found.group(1))
    return FirstLines(lines, 0, complete)


def _find_titles(sample: Sample, options: ReadOptions) -> int:
    """The rank, in the sample, of the line of titles: the declared one, or the one found."""
    if options.entete_ligne is None:
        if sample.titres is None:
            refuse_without_titles()
        return sample.titres or 0
    for rank, (start, _) in enumerate(sample.places):
        if start + 1 == options.entete_ligne:
            return rank
    raise RefusedInput(
        "HORS_TITRES",
        f"La ligne de titres déclarée ({options.entete_ligne}) n’est pas une ligne lisible du fichier.",
        "Corrigez «\u202fentete_ligne\u202f» dans la source, ou laissez-la chercher.",
    )
