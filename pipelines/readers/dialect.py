"""How a delimited text is cut: separators and quotes are proposed, the strict reader judges each proposal.

Takes the first lines of a file, gives the reading that makes the most records of the width of the titles. A declared
separator is not judged. Rare dialects are proposed only when they may explain more than the usual ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.errors import WrongCall
from pipelines.readers.advice import SEPARATEURS
from pipelines.readers.layout import Cells, count_filled, find_header, find_width
from pipelines.readers.limits import LIGNES_ECHANTILLON
from pipelines.readers.options import ReadOptions
from pipelines.readers.proposals import may_be_escaped, propose_quote, propose_runs, propose_separators
from pipelines.readers.records import Lines, Record, read_record
from pipelines.readers.shapes import find_mark, fold_title
from pipelines.readers.titles import find_other_width, fit_titles

NOTE_SURE = 0.6
"""Score from which a usual separator is taken without asking for another proposal."""

SANS_TITRES = 0.5
AVEC_PREAMBULE = 0.75
"""What a reading without titles, or with lines above them, is worth: a wrong separator often pushes the titles down."""

TITRES_DOUTEUX = 0.7
"""What a reading whose titles do not fit its records, are alike, or stand between marks, is worth."""


@dataclass(frozen=True)
class FirstLines:
    """The first lines of a file, read from rank `debut`; `completes` when they are the whole file."""

    lignes: Lines
    debut: int = 0
    completes: bool = True
    annonce: str | None = None
    """Separator of a « sep= » line."""

    @property
    def textes(self) -> list[str]:
        """The lines looked at, as text."""
        return [self.lignes[rank].texte for rank in range(self.debut, min(len(self.lignes), LIGNES_ECHANTILLON))]


@dataclass(frozen=True)
class Coupe:
    """What cuts a text: separator, quote, mark before a quote inside a quoted cell."""

    separateur: str
    guillemet: str | None
    echappement: str | None = None


@dataclass(frozen=True)
class Sample:
    """The first records under one dialect; `places` gives the rank and the number of physical lines of each.

    `repris`: the line of titles holds a stray quote, and was cut as if it had none.
    """

    coupe: Coupe
    lignes: tuple[Cells, ...]
    places: tuple[tuple[int, int], ...]
    fautes: int
    titres: int | None
    note: float
    repris: bool = False


def choose_dialect(lines: FirstLines, options: ReadOptions) -> Sample:
    """The best reading of the first lines."""
    texts = lines.textes
    declared = options.separateur or lines.annonce
    separators = (_check_one(declared, "separateur"),) if declared else tuple(SEPARATEURS)
    cuts = list(_iter_useful(lines, separators, _list_quotes(texts, options)))
    best = _best([_try(lines, cut, options) for cut in cuts])
    if not declared:
        best = _prefer(best, [Coupe(run, best.coupe.guillemet) for run in propose_runs(texts)], lines, options)
    if best.coupe.guillemet == '"' and may_be_escaped(texts):
        escaped = _try(lines, Coupe(best.coupe.separateur, '"', "\\"), options)
        best = escaped if escaped.note > best.note and escaped.fautes < best.fautes else best
    if best.note >= NOTE_SURE or declared:
        return best
    odd = [_try(lines, Coupe(sep, '"'), options) for sep in propose_separators(texts) if sep not in separators]
    return _best([best, *(sample for sample in odd if sample.note >= NOTE_SURE and find_width(sample.lignes) > 2)])


def _list_quotes(texts: Sequence[str], options: ReadOptions) -> tuple[str | None, ...]:
    """The declared quote alone, or the usual ones and the one the first lines suggest."""
    if options.guillemet is not None:
        return (_check_one(options.guillemet, "guillemet") if options.guillemet else None,)
    rare = propose_quote(texts)
    return ('"', "'", rare) if rare else ('"', "'")


def _prefer(best: Sample, cuts: Sequence[Coupe], lines: FirstLines, options: ReadOptions) -> Sample:
    """The best sample, unless a longer separator reads as much: a comma and a space is another one than a comma."""
    for sample in (_try(lines, cut, options) for cut in cuts):
        if sample.note >= best.note and sample.note >= NOTE_SURE:
            best = sample
    return best


def _iter_useful(first: FirstLines, separators: Sequence[str], quotes: Sequence[str | None]) -> Iterator[Coupe]:
    """The pairs that read the lines differently: a character that is nowhere changes nothing."""
    text = "".join(first.lignes[rank].texte for rank in range(first.debut, len(first.lignes)))
    present = [sep for sep in separators if sep in text] or separators[:1]
    useful = [quote for quote in quotes[1:] if quote and quote in text]
    for separator in present:
        for quote in (quotes[0], *useful):
            if quote != separator:
                yield Coupe(separator, quote)


def _check_one(value: str, key: str) -> str:
    value = "\t" if value == "\\t" else value
    if len(value) == 1 and value.isascii() and value not in "\r\n":
        return value
    raise WrongCall(
        "SOURCE_VALEUR", f"fichier.{key} doit être un seul caractère ASCII, pas «\u202f{value[:10]}\u202f»."
    )


def _best(samples: Sequence[Sample]) -> Sample:
    """The highest score; the first proposed wins a tie."""
    return max(samples, key=lambda sample: sample.note)


def _try(first: FirstLines, cut: Coupe, options: ReadOptions) -> Sample:
    rows: list[Cells] = []
    places: list[tuple[int, int]] = []
    mended: set[int] = set()
    faults, start, lines = 0, first.debut, first.lignes
    while start < len(lines) and len(rows) + faults - len(mended) < LIGNES_ECHANTILLON:
        record = read_record(lines, start, cut.separateur, cut.guillemet, escape=cut.echappement)
        if record.faute and not first.completes and not record.finie and len(rows) > 1:
            break  # the cell goes on beyond the sample: its lines must not be taken for records
        faults += record.faute is not None
        cells = record.champs if not record.faute else _read_without_quotes(record, lines[start].texte, cut, rows)
        if cells is not None:
            mended |= {len(rows)} if record.faute else set()
            rows.append(cells)
            places.append((start, record.lignes))
        start += record.lignes
    header = find_header(rows, options.titres_attendus)
    kept = [rank for rank in range(len(rows)) if rank not in mended or rank == header]
    place = None if header is None else kept.index(header)
    chosen = tuple(rows[rank] for rank in kept)
    note = _score(chosen, place, faults)
    return Sample(cut, chosen, tuple(places[rank] for rank in kept), faults, place, note, header in mended)


def _read_without_quotes(record: Record, text: str, cut: Coupe, above: Sequence[Cells]) -> Cells | None:
    """A line with a stray quote above the first record, cut as if it had none: its titles may still be sure."""
    if record.faute not in ("GUILLEMET", "GUILLEMET_OUVERT") or any(count_filled(row) > 1 for row in above):
        return None
    return tuple(text.replace(cut.guillemet or "", "").split(cut.separateur))


def _score(rows: Sequence[Cells], header: int | None, faults: int) -> float:
    """Share of the records that have the width of the titles, more for wider tables; 0 for a single column."""
    body = [row for row in (rows if header is None else rows[header + 1 :]) if count_filled(row)]
    titles = () if header is None else fit_titles(rows[header], body)
    other = find_other_width(titles, body) if header is not None else None
    width = find_width(rows) if header is None else other or len(titles)
    if width < 2:
        return 0.0
    if not body:
        return 0.5 * (1 - 1 / width)
    same = sum(len(row) == width for row in body)
    known = SANS_TITRES if header is None else AVEC_PREAMBULE if any(map(count_filled, rows[:header])) else 1.0
    known *= TITRES_DOUTEUX if other or _are_doubtful(titles) else 1.0
    return known * same / (len(body) + faults) * (1 - 1 / width)


def _are_doubtful(titles: Cells) -> bool:
    """Whether titles are alike, or all between the same marks: those marks are quotes, or the separator is another."""
    named = [title for title in map(fold_title, titles) if title]
    return find_mark(titles) is not None or len(set(named)) < len(named)


def find_other_separator(text: str, separator: str, width: int) -> str | None:
    """The usual separator under which a line would have about the table's width, or None: it was pasted from elsewhere."""
    counts = {other: text.count(other) for other in (*SEPARATEURS, " ") if other != separator}
    best = max(counts, key=lambda key: counts[key])
    return best if width > 2 and counts[best] >= (width - 1) / 2 else None
