"""Messy files as offices and open-data portals send them, each with the table a careful person would read in it.

Takes nothing, gives `Cas`. Every name, place and figure is invented; the shapes are those met in real life: titles
above, units, double headers, totals, footnotes, mixed encodings, several tables, spreadsheet debris. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.lecture_pollutions import Cas, Enregistrement

Table = tuple[Enregistrement, tuple[Enregistrement, ...]]


def make_saisines(rows: int = 24) -> Table:
    """Cases of an office: number, days, words, a decimal comma, a text with the separator in it."""
    titles = ("N° dossier", "Reçu le", "Clos le", "Thème", "Canal", "Montant (€)", "Observations")
    themes = ("État civil", "Action sociale", "Voirie", "Eau ; assainissement", "Urbanisme")
    made = [
        (
            f"{2021 + rank % 4}-{rank:03d}",
            f"{1 + rank % 28:02d}/{1 + rank % 12:02d}/{2021 + rank % 4}",
            "" if rank % 6 == 5 else f"{1 + rank % 27:02d}/{1 + rank % 12:02d}/{2022 + rank % 4}",
            themes[rank % 5],
            ("Courriel", "Courrier", "Rendez-vous")[rank % 3],
            "" if rank % 4 == 1 else f"{rank * 37},{rank % 90 + 10}",
            ("", "à relancer", "voir M. « X »", "", "transmis au service")[rank % 5],
        )
        for rank in range(1, rows + 1)
    ]
    return titles, tuple(made)


def make_communes(rows: int = 24) -> Table:
    """Places with codes that begin by zero, thousands apart by spaces, rates with a comma."""
    titles = ("Code INSEE", "Commune", "Département", "Population", "Superficie km²", "Taux %")
    made = [
        (
            f"{rank % 95 + 1:02d}{rank * 7 % 1000:03d}",
            ("Saint-Exemple", "Val-d’Essai", "L’Épreuve", "Œuvre-sur-Mer")[rank % 4] + f" {rank}",
            f"{rank % 95 + 1:02d}",
            f"{rank} {rank * 37 % 1000:03d}",
            f"{rank * 3},{rank % 10}",
            f"{rank % 100},{rank % 10}" if rank % 9 else "n.d.",
        )
        for rank in range(1, rows + 1)
    ]
    return titles, tuple(made)


def make_spending(rows: int = 24) -> Table:
    """Payments in English: dates, amounts with a comma for thousands, names with commas and quotes."""
    titles = ("Body", "Date", "Expense type", "Supplier", "Transaction number", "Amount")
    made = [
        (
            "Example Council",
            f"{rank % 28 + 1:02d}/{rank % 12 + 1:02d}/2014",
            ("Consultancy", "Office supplies", "Travel, rail", "Legal")[rank % 4],
            ("Example Ltd", 'The "Sample" Company', "Try, Test & Co", "O'Sample")[rank % 4],
            str(50_000 + rank * 13),
            f"{rank * 1234:,}.{rank % 100:02d}",
        )
        for rank in range(1, rows + 1)
    ]
    return titles, tuple(made)


def make_survey(rows: int = 24) -> Table:
    """Answers, words only: nothing in a record holds a figure."""
    titles = ("Répondant", "Service connu", "Satisfait", "Recommanderait", "Commentaire")
    names = ("usager", "usagère", "association", "élu", "agent", "riverain")
    made = [
        (
            f"{names[rank % 6]} {chr(97 + rank % 26)}",
            ("oui", "non")[rank % 2],
            ("très", "assez", "peu", "pas du tout")[rank % 4],
            ("oui", "non", "sans avis")[rank % 3],
            ("", "bon accueil", "délai trop long, réponse claire", "rien à dire")[rank % 4],
        )
        for rank in range(1, rows + 1)
    ]
    return titles, tuple(made)


def make_pivot(rows: int = 12) -> Table:
    """A table by year: the titles are figures."""
    titles = ("Domaine", "2019", "2020", "2021", "2022")
    names = ("État civil", "Voirie", "Urbanisme", "Eau", "Social", "Scolaire")
    made = [
        (f"{names[rank % 6]} {rank}", *(str(rank * 11 + year * 3) for year in range(4))) for rank in range(1, rows + 1)
    ]
    return titles, tuple(made)


def write_lines(table: Table, sep: str = ";", *, partout: bool = False) -> list[str]:
    """Titles and records as lines, quoted where they must be or everywhere."""

    def quote(cell: str) -> str:
        needs = partout or any(mark in cell for mark in (sep, '"', "\n", "\r"))
        return '"' + cell.replace('"', '""') + '"' if needs else cell

    return [sep.join(map(quote, row)) for row in (table[0], *table[1])]


def make_case(
    nom: str,
    lines: Sequence[str],
    table: Table,
    *,
    first: int = 1,
    places: Sequence[int] | None = None,
    end: str = "\n",
    encodage: str = "utf-8",
    octets: bytes | None = None,
) -> Cas:
    """The case of these lines; `first` is the line of the titles when the records follow it one by one."""
    found = places or range(first + 1, first + 1 + len(table[1]))
    content = (end.join(lines) + end).encode(encodage) if octets is None else octets
    return Cas("reel", nom, content, table[0], tuple(found), table[1])


def iter_real() -> Iterator[Cas]:
    """Every messy file, in a fixed order."""
    from benchmarks.lecture_reels_bas import iter_below
    from benchmarks.lecture_reels_formes import iter_shapes
    from benchmarks.lecture_reels_haut import iter_above

    yield from iter_above()
    yield from iter_below()
    yield from iter_shapes()
