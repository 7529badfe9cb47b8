"""How a delimited text is cut: separators and quotes are proposed, the strict reader judges each proposal.

Takes the first lines of a file, gives the reading that makes the most records of the width of the titles. A declared
separator is not judged. clevercsv proposes only when no usual separator makes a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.errors import WrongCall
from pipelines.readers.advice import SEPARATEURS
from pipelines.readers.layout import Cells, count_filled, find_header, find_width
from pipelines.readers.limits import LIGNES_ECHANTILLON
from pipelines.readers.options import ReadOptions
from pipelines.readers.records import Lines, read_record
from pipelines.readers.titles import fit_titles

NOTE_SURE = 0.6
"""Score from which a usual separator is taken without asking for another proposal."""

CARACTERES_PROPOSES = 8_000
LIGNES_PROPOSEES = 50
"""Characters and lines shown to clevercsv: its search is slow, and a table shows itself in fifty lines."""


SANS_TITRES = 0.5
AVEC_PREAMBULE = 0.75
"""What a reading without titles, or with lines above them, is worth: a wrong separator often pushes the titles down."""


@dataclass(frozen=True)
class FirstLines:
    """The first lines of a file, read from rank `debut`; `completes` when they are the whole file."""

    lignes: Lines
    debut: int = 0
    completes: bool = True
    annonce: str | None = None
    """Separator of a « sep= » line."""


@dataclass(frozen=True)
class Sample:
    """The first records under one dialect; `places` gives the rank and the number of physical lines of each."""

    separateur: str
    guillemet: str | None
    lignes: tuple[Cells, ...]
    places: tuple[tuple[int, int], ...]
    fautes: int
    titres: int | None
    note: float


def choose_dialect(lines: FirstLines, options: ReadOptions) -> Sample:
    """The best reading of the first lines."""
    quotes: tuple[str | None, ...] = ('"', "'")
    if options.guillemet is not None:
        quotes = (_check_one(options.guillemet, "guillemet") if options.guillemet else None,)
    declared = options.separateur or lines.annonce
    if declared:
        separators: tuple[str, ...] = (_check_one(declared, "separateur"),)
    else:
        separators = tuple(SEPARATEURS)
    best = _best([_try(lines, sep, quote, options) for sep, quote in _iter_useful(lines, separators, quotes)])
    if best.note >= NOTE_SURE or declared:
        return best
    proposed = _propose(lines)
    odd = [_try(lines, sep, quote, options) for sep, quote in proposed if sep not in separators]
    return _best([best, *(sample for sample in odd if sample.note >= NOTE_SURE and find_width(sample.lignes) > 2)])


def _iter_useful(
    first: FirstLines, separators: Sequence[str], quotes: Sequence[str | None]
) -> Iterator[tuple[str, str | None]]:
    """The pairs that read the lines differently: a character that is nowhere changes nothing."""
    text = "".join(first.lignes[rank].texte for rank in range(first.debut, len(first.lignes)))
    present = [sep for sep in separators if sep in text] or separators[:1]
    useful = [quote for quote in quotes[1:] if quote and quote in text]
    for separator in present:
        for quote in (quotes[0], *useful):
            yield separator, quote


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


def _try(first: FirstLines, separator: str, quote: str | None, options: ReadOptions) -> Sample:
    rows: list[Cells] = []
    places: list[tuple[int, int]] = []
    faults, start, lines = 0, first.debut, first.lignes
    while start < len(lines) and len(rows) + faults < LIGNES_ECHANTILLON:
        record = read_record(lines, start, separator, quote)
        if record.faute:
            if not first.completes and not record.finie and len(rows) > 1:
                break  # the cell goes on beyond the sample: its lines must not be taken for records
            faults += 1
        else:
            rows.append(record.champs)
            places.append((start, record.lignes))
        start += record.lignes
    header = find_header(rows, options.titres_attendus)
    return Sample(separator, quote, tuple(rows), tuple(places), faults, header, _score(rows, header, faults))


def _score(rows: Sequence[Cells], header: int | None, faults: int) -> float:
    """Share of the records that have the width of the titles, more for wider tables; 0 for a single column."""
    body = [row for row in (rows if header is None else rows[header + 1 :]) if count_filled(row)]
    width = find_width(rows) if header is None else len(fit_titles(rows[header], body))
    if width < 2:
        return 0.0
    if not body:
        return 0.5 * (1 - 1 / width)
    same = sum(len(row) == width for row in body)
    known = SANS_TITRES if header is None else AVEC_PREAMBULE if any(map(count_filled, rows[:header])) else 1.0
    return known * same / (len(body) + faults) * (1 - 1 / width)


def _propose(first: FirstLines) -> list[tuple[str, str | None]]:
    """What clevercsv and two rarer separators propose; nothing when it finds no table."""
    import clevercsv  # a tenth of a second to load, for files that rarely come

    ranks = range(first.debut, min(len(first.lignes), first.debut + LIGNES_PROPOSEES))
    text = "\n".join(first.lignes[rank].texte for rank in ranks)[:CARACTERES_PROPOSES]
    proposals: list[tuple[str, str | None]] = [(" ", '"'), (":", '"')]
    try:
        found = clevercsv.Sniffer().sniff(text, verbose=False)
    except (clevercsv.Error, ValueError, IndexError):
        return proposals
    delimiter = (found.delimiter if found is not None else None) or ""
    if len(delimiter) == 1 and delimiter.isascii():
        proposals.append((delimiter, '"'))
    return [item for item in proposals if item[0] not in "\r\n" and not item[0].isalnum()]


def find_other_separator(text: str, separator: str, width: int) -> str | None:
    """The usual separator under which a line would have about the table's width, or None: it was pasted from elsewhere."""
    counts = {other: text.count(other) for other in (*SEPARATEURS, " ") if other != separator}
    best = max(counts, key=lambda key: counts[key])
    return best if width > 2 and counts[best] >= (width - 1) / 2 else None
