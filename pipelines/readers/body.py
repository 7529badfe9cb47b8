"""The records of a delimited text, block after block, under a dialect already chosen.

Takes blocks of lines, fills `Kept`: plain lines go through a fast parser, every other line through the strict reader,
one at a time. A faulty line costs itself only; a record cut by the end of a block waits for the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from pipelines.readers.advice import say_width
from pipelines.readers.blocks import ILLISIBLE, Block
from pipelines.readers.dialect import find_other_separator
from pipelines.readers.layout import Cells
from pipelines.readers.lines import Lines, find_plain, index_lines, parse_plain
from pipelines.readers.profile import judge, make_swallow_test, read_count
from pipelines.readers.records import Line, Record, read_record
from pipelines.readers.remarks import Remarks
from pipelines.readers.rows import Kept, keep_records
from pipelines.readers.shapes import find_kind, is_blank, is_wrapped


@dataclass(frozen=True)
class Largeur:
    """A line of a wrong width: its place in `aside`, its number, its cells, whether they are words only."""

    place: int
    ligne: int
    cellules: int
    mots: bool


@dataclass
class Cutter:
    """How the text is cut, and the lines of a wrong width met so far."""

    separateur: str
    guillemet: str | None
    echappement: str | None
    kept: Kept
    espace: bool = False
    """The titles themselves are written with a space after each separator."""

    entoure: bool = False
    """The titles themselves stand between apostrophes."""

    strict: bool = False
    """Send every line to the strict reader: same result, used to prove it."""

    largeurs: list[Largeur] = field(default_factory=list)
    isolees: list[int] = field(default_factory=list)
    """Lines without any separator taken for headings: they may be the end of a cell cut by a line end."""

    tronque: bool = False
    is_swallowing: Callable[[Sequence[Line]], bool] = lambda _: False

    def __post_init__(self) -> None:
        if self.guillemet:
            self.is_swallowing = make_swallow_test(self.kept.profile, self.separateur, self.guillemet, self.echappement)

    def read(self, lines: Lines, rank: int) -> Record:
        """The record that begins at that line, by the strict reader."""
        return read_record(lines, rank, self.separateur, self.guillemet, self.is_swallowing, self.echappement)


def read_body(blocks: Iterable[Block], cutter: Cutter, remarks: Remarks) -> None:
    """Every line from `kept.debut` on is a record of `kept` or is set aside."""
    waiting, number = b"", 1
    for block in blocks:
        remarks.look(block.data)
        lines = index_lines(waiting + block.data)
        done = _read_lines(lines, number, cutter, last=block.derniere)
        waiting = lines.data[int(lines.starts[done]) :] if done < len(lines) else b""
        number += done


def _read_lines(lines: Lines, number: int, cutter: Cutter, *, last: bool) -> int:
    """How many lines were used; `number` is that of the first one."""
    kept, width = cutter.kept, cutter.kept.profile.largeur
    first = min(max(0, kept.debut - number), len(lines))
    plain = np.zeros(len(lines), dtype=bool)
    if not cutter.strict and len(lines):
        plain = find_plain(lines, cutter.separateur, cutter.guillemet, width, cutter.echappement)
        plain[:first] = False
    records: list[tuple[int, Cells]] = []
    done = first
    for rank in np.flatnonzero(~plain).tolist():
        if rank < done:
            continue
        record = cutter.read(lines, rank)
        if not last and not record.finie:
            plain[rank:] = False
            _keep(lines, number, cutter, plain, records)
            return rank
        done = rank + record.lignes
        plain[rank:done] = False
        if len(record.champs) == width and record.faute is None and _is_sound(lines, rank, record, cutter):
            records.append((rank, record.champs))
        else:
            cut = last and done == len(lines) and not lines[done - 1].fin
            _leave(lines[rank], number + rank, record, cutter, cut=cut)
    _keep(lines, number, cutter, plain, records)
    return len(lines)


def _is_sound(lines: Lines, rank: int, record: Record, cutter: Cutter) -> bool:
    """A record without undecodable byte nor foreign separator, and not a blank line of a one-column table."""
    if any(ILLISIBLE in cell for cell in record.champs) or (is_spaced(record.champs) and not cutter.espace):
        return False
    if _is_quoted_otherwise(lines[rank].texte, record.champs, cutter):
        return False
    return record.lignes > 1 or bool(lines[rank].texte.strip())


def _is_quoted_otherwise(text: str, cells: Cells, cutter: Cutter) -> bool:
    """Whether a line stands between apostrophes when the others do not: its cells would keep them.

    Its last cell may go on at the next line.
    """
    if not text.startswith("'") or cutter.guillemet == "'" or cutter.entoure or len(cells) < 2:
        return False
    return is_wrapped(cells, "'") or (len(cells) > 2 and is_wrapped(cells[:-1], "'") and cells[-1].startswith("'"))


def is_spaced(cells: Cells) -> bool:
    """Whether every separator of the line is followed by a space: a comma and a space is another separator than a comma."""
    return len(cells) > 2 and all(cell.startswith(" ") for cell in cells[1:]) and not all(map(is_blank, cells))


def _keep(lines: Lines, number: int, cutter: Cutter, plain: np.ndarray, records: list[tuple[int, Cells]]) -> None:
    """Plain and strict records together, in file order, go to the row judge."""
    width = cutter.kept.profile.largeur
    ranks = np.flatnonzero(plain)
    columns = parse_plain(lines, plain, cutter.separateur, cutter.guillemet, width) if len(ranks) else []
    if records:
        strict = [pa.array([cells[column] for _, cells in records], pa.string()) for column in range(width)]
        columns = [pa.concat_arrays([a, b]) for a, b in zip(columns, strict, strict=True)] if columns else strict
        ranks = np.concatenate([ranks, [rank for rank, _ in records]])
        order = np.argsort(ranks)
        columns, ranks = [column.take(pa.array(order)) for column in columns], ranks[order]
    if len(ranks):
        keep_records(cutter.kept, columns, ranks + number)


def _leave(line: Line, ligne: int, record: Record, cutter: Cutter, *, cut: bool) -> None:
    """Set one line aside under the reason that helps most; `cut`: it is the last one and has no line end."""
    kept, text, cells = cutter.kept, line.texte, record.champs
    raison, precision = _find_reason(text, record, cutter)
    before = cutter.largeurs[-1] if cutter.largeurs else None
    alike = before is not None and (before.ligne, before.cellules) == (ligne - 1, len(cells))
    if cut and not alike and raison in ("LARGEUR", "SEPARATEUR_ETRANGER", "GUILLEMET_OUVERT", "INTERTITRE"):
        raison, precision, cutter.tronque = "TRONQUEE", "", True
    if raison == "TOTAL" and (count := read_count(cells)) is not None:
        kept.totaux.append((ligne, count))
    if raison == "TITRES_REPETES":
        kept.second = None
    if raison == "LARGEUR":
        words = all(find_kind(cell) == "texte" for cell in cells)
        cutter.largeurs.append(Largeur(len(kept.aside), ligne, len(cells), words))
    if raison == "INTERTITRE" and len(cells) == 1 and ligne - 1 not in kept.ruptures:
        cutter.isolees.append(ligne)
    kept.leave(ligne, raison, text, precision)


def _find_reason(text: str, record: Record, cutter: Cutter) -> tuple[str, str]:
    profile, cells = cutter.kept.profile, record.champs
    if is_blank(text):
        return "VIDE", ""
    if ILLISIBLE in text or any(ILLISIBLE in cell for cell in cells):
        return "ENCODAGE", ""
    if record.faute:
        return record.faute, ""
    if len(cells) == profile.largeur and _is_quoted_otherwise(text, cells, cutter):
        return "GUILLEMET_ETRANGER", ""
    other = (
        find_other_separator(text, cutter.separateur, profile.largeur) if 2 * len(cells) <= profile.largeur else None
    )
    if all(map(is_blank, cells[profile.largeur :])):
        raison = judge(cells[: profile.largeur], profile)
        if raison and not (raison == "INTERTITRE" and other not in (None, " ")):
            return raison, ""
    if (other and other != " ") or len(cells) == profile.largeur:
        return "SEPARATEUR_ETRANGER", ""
    return "LARGEUR", say_width(len(cells), profile.largeur)
