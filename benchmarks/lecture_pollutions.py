"""Polluted variants of one clean synthetic table: every way a delimited text is known to arrive damaged, everywhere.

Takes nothing but a quoting habit, gives `Cas`: bytes, the records they must give, the line of each. The classes are
those of the published studies of polluted delimited files; cells are invented. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

Enregistrement = tuple[str, ...]

TITRES: Enregistrement = (
    *("Jour", "Heure", "Quantite", "Reference", "Prix", "Genre"),
    *("Description", "Lien", "Remarque"),
)
LIGNES, COLONNES = 84, 9
"""Lines of the clean file, titles included, and its columns."""


@dataclass(frozen=True)
class Cas:
    """One file and its truth; `lignes` are the 1-based physical lines at which the records begin."""

    classe: str
    nom: str
    octets: bytes
    titres: Enregistrement
    lignes: tuple[int, ...]
    verite: tuple[Enregistrement, ...]


@dataclass(frozen=True)
class Rang:
    """One record as it is written: its cells, quoted where they must be, what separates them, what ends it."""

    cellules: tuple[str, ...]
    separateurs: tuple[str, ...]
    fin: str

    @cached_property
    def texte(self) -> str:
        """The record as written, its end included."""
        return "".join(a + b for a, b in zip(self.cellules, (*self.separateurs, self.fin), strict=True))


@dataclass(frozen=True)
class Forme:
    """How a sound file is written; `partout` quotes every cell, `echappement` stands before a quote in a quoted cell."""

    separateur: str = ","
    guillemet: str = '"'
    echappement: str = '"'
    fin: str = "\r\n"
    partout: bool = False


def make_records(rows: int = LIGNES - 1) -> list[Enregistrement]:
    """The clean records: days, hours, numbers, codes, texts with separators, doubled quotes and line ends, blanks."""
    return [_make_record(rank) for rank in range(1, rows + 1)]


def _make_record(rank: int) -> Enregistrement:
    texts = ("Lampe", "Chaise, pliante", "Table", "Bureau", "Etagere", "Banc", "Tapis, grand")
    remark = ("", "", "a revoir", "", 'dit "urgent"', "", "vu, puis revu", "", "deux\r\nlignes", "")
    return (
        f"{1 + rank % 28:02d}/{1 + rank % 12:02d}/2019",
        f"{8 + rank % 10:02d}:{rank % 60:02d}:00",
        str(rank % 7) if rank % 11 else "",
        f"REF{1000 + rank}",
        f"{rank * 3}.{rank % 100:02d}",
        ("Mobilier", "Decor", "Outillage")[rank % 3],
        texts[rank % 7] + (f" modele {rank}" if rank % 4 else ""),
        f"http://exemple.test/p/{rank}" if rank % 5 else "",
        remark[rank % 10],
    )


def write_record(cells: Sequence[str], forme: Forme = Forme()) -> Rang:
    """One record as `forme` writes it."""
    special = [forme.separateur, forme.guillemet, "\n", "\r"]
    quoted = []
    for cell in cells:
        needs = forme.guillemet and (forme.partout or any(mark and mark in cell for mark in special))
        text = cell
        if needs and forme.guillemet:
            text = cell.replace(forme.guillemet, forme.echappement + forme.guillemet)
        quoted.append(f"{forme.guillemet}{text}{forme.guillemet}" if needs else cell)
    return Rang(tuple(quoted), (forme.separateur,) * (len(cells) - 1), forme.fin)


@dataclass(frozen=True)
class Propre:
    """The sound file: its form, its titles and records, as values and as written."""

    forme: Forme
    valeurs: tuple[Enregistrement, ...]

    def write(self, forme: Forme | None = None) -> list[Rang]:
        """Titles and records under a form, the file's own when none is given."""
        return [write_record(row, forme or self.forme) for row in (TITRES, *self.valeurs)]


def make_clean(*, partout: bool = False) -> Propre:
    """The clean file."""
    return Propre(Forme(partout=partout), tuple(make_records()))


def build(
    classe: str,
    nom: str,
    rows: Sequence[Rang | str],
    clean: Propre,
    *,
    encodage: str = "utf-8",
    titres: Enregistrement = TITRES,
    verite: Sequence[Enregistrement] | None = None,
) -> Cas:
    """The case of these records; a text among `rows` is a line that is not one. The first record holds the titles."""
    places, number, records = [], 1, 0
    for item in rows:
        text = item if isinstance(item, str) else item.texte
        if isinstance(item, Rang):
            records += 1
            places.append(number)
        number += _count_ends(text)
    body = "".join(item if isinstance(item, str) else item.texte for item in rows)
    truth = tuple(clean.valeurs if verite is None else verite)
    return Cas(classe, nom, body.encode(encodage), titres, tuple(places[1 : len(truth) + 1]), truth)


@cache
def _count_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def edit(rows: Sequence[Rang], rank: int, change: Callable[[Rang], Rang]) -> list[Rang]:
    """The records with one of them changed."""
    return [change(row) if at == rank else row for at, row in enumerate(rows)]


def iter_separators(clean: Propre) -> Iterator[Cas]:
    """One separator missing, or one too many, at each place of each line."""
    rows = clean.write()
    for rank in range(LIGNES):
        for place in range(COLONNES):
            if place:
                yield build("separateur manquant", f"{rank}-{place}", edit(rows, rank, _less(place)), clean)
            yield build("separateur en trop", f"{rank}-{place}", edit(rows, rank, _more(place)), clean)


def _less(place: int) -> Callable[[Rang], Rang]:
    def change(row: Rang) -> Rang:
        seps = tuple("" if at == place - 1 else sep for at, sep in enumerate(row.separateurs))
        return replace(row, separateurs=seps)

    return change


def _more(place: int) -> Callable[[Rang], Rang]:
    def change(row: Rang) -> Rang:
        cells = (*row.cellules[:place], "", *row.cellules[place:])
        return replace(row, cellules=cells, separateurs=(row.separateurs[0], *row.separateurs))

    return change


def iter_quotes(clean: Propre) -> Iterator[Cas]:
    """A stray quote before, inside or after the content of each cell of each line."""
    rows = clean.write()
    where: dict[str, Callable[[str], str]] = {
        "guillemet devant": lambda cell: _inside(cell, 0),
        "guillemet dedans": lambda cell: _inside(cell, 2),
        "guillemet derriere": lambda cell: _inside(cell, 99_999),
        "guillemet colle devant": lambda cell: '"' + cell,
        "guillemet colle derriere": lambda cell: cell + '"',
    }
    for classe, add in where.items():
        for rank in range(LIGNES):
            for place in range(COLONNES):
                changed = edit(rows, rank, _on_cell(place, add))
                yield build(classe, f"{rank}-{place}", changed, clean)


def _inside(cell: str, place: int) -> str:
    """The cell with a quote more in its content: within its own quotes when it has some."""
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        content = cell[1:-1]
        return f'"{content[:place]}"{content[place:]}"'
    return f'{cell[:place]}"{cell[place:]}'


def _on_cell(place: int, change: Callable[[str], str]) -> Callable[[Rang], Rang]:
    def apply(row: Rang) -> Rang:
        return replace(
            row, cellules=tuple(change(cell) if at == place else cell for at, cell in enumerate(row.cellules))
        )

    return apply


def iter_lines(clean: Propre) -> Iterator[Cas]:
    """Faults of one whole line: other separators, quotes, escapes or line ends, too few or too many cells."""
    rows, values = clean.write(), (TITRES, *clean.valeurs)
    for rank in range(LIGNES):
        for sep in (" ", ";", "\t", "|"):
            other = write_record(values[rank], replace(clean.forme, separateur=sep))
            yield build("ligne, autre separateur", f"{rank}-{ord(sep)}", edit(rows, rank, _put(other)), clean)
        quoted = write_record(values[rank], replace(clean.forme, guillemet="'", partout=True))
        yield build("ligne, autre guillemet", str(rank), edit(rows, rank, _put(quoted)), clean)
        marked = tuple(cell + '"' for cell in values[rank])
        escaped = write_record(marked, replace(clean.forme, echappement="\\", partout=True))
        truth = [marked if at == rank - 1 else row for at, row in enumerate(clean.valeurs)]
        titles = TITRES if rank else marked
        changed = edit(rows, rank, _put(escaped))
        yield build("ligne, autre echappement", str(rank), changed, clean, verite=truth, titres=titles)
        for end in ("\n", "\r", "", "\r\n\r\n"):
            changed = edit(rows, rank, lambda row, end=end: replace(row, fin=end))  # type: ignore[misc]
            yield build("ligne, autre fin", f"{rank}-{end!r}", changed, clean)
        for count in (0, 5, 8, 15):
            yield build("ligne, nombre de cellules", f"{rank}-{count}", edit(rows, rank, _resize(count)), clean)
        yield build("ligne coupee", str(rank), edit(rows, rank, _cut), clean)


def _put(row: Rang) -> Callable[[Rang], Rang]:
    return lambda _: row


def _resize(count: int) -> Callable[[Rang], Rang]:
    def change(row: Rang) -> Rang:
        if not count:
            return replace(row, cellules=("",), separateurs=())
        cells = (*row.cellules[:count], *[row.cellules[-1]] * (count - len(row.cellules)))
        return replace(row, cellules=cells, separateurs=(row.separateurs[0],) * (count - 1))

    return change


def _cut(row: Rang) -> Rang:
    text = row.texte[: len(row.texte) // 2].splitlines()[0]
    return Rang((text,), (), row.fin)
