"""Messy files whose disorder is in how they are written: encodings, quotes, separators, line ends, numbers."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.lecture_pollutions import Cas
from benchmarks.lecture_reels import (
    Table,
    make_case,
    make_communes,
    make_saisines,
    make_spending,
    make_survey,
    write_lines,
)

SAISINES, COMMUNES, DEPENSES, AVIS = make_saisines(), make_communes(), make_spending(), make_survey()


def iter_shapes() -> Iterator[Cas]:
    """Encodings, quotes, separators, line ends."""
    yield from _iter_encodings()
    yield from _iter_quotes()
    yield from _iter_lines()


def _iter_encodings() -> Iterator[Cas]:
    for encoding in ("utf-8-sig", "cp1252", "utf-16", "latin-1"):
        table = AVIS if encoding == "latin-1" else SAISINES
        yield make_case(f"encodage {encoding}", write_lines(table), table, encodage=encoding, end="\r\n")
    yield make_case("utf-16 tabulations", write_lines(COMMUNES, "\t"), COMMUNES, encodage="utf-16", end="\r\n")
    body = "\n".join(write_lines(COMMUNES)) + "\n"
    yield make_case("marque au milieu", [], COMMUNES, octets=b"\xef\xbb\xbf\xef\xbb\xbf" + body.encode())
    lines = [line.encode() for line in write_lines(SAISINES)]
    lines[9] = lines[9].decode().encode("cp1252")
    yield make_case("une ligne en cp1252", [], SAISINES, octets=b"\n".join(lines) + b"\n")
    mixed = [line.encode("cp1252" if rank % 2 else "utf-8") for rank, line in enumerate(write_lines(SAISINES))]
    yield make_case("moitie utf-8, moitie cp1252", [], SAISINES, octets=b"\n".join(mixed) + b"\n")
    unbreakable = tuple((*row[:3], row[3].replace(" ", "\u202f"), *row[4:]) for row in COMMUNES[1])
    yield make_case("espaces insecables", write_lines((COMMUNES[0], unbreakable)), (COMMUNES[0], unbreakable))


def _iter_quotes() -> Iterator[Cas]:
    for sep in (",", ";", "\t", "|"):
        yield make_case(f"tout entre guillemets {sep!r}", write_lines(DEPENSES, sep, partout=True), DEPENSES)
        yield make_case(f"tabulations et guillemets {sep!r}", write_lines(DEPENSES, sep), DEPENSES, end="\r\n")
    quoted = [";".join(f'"{cell}"' if rank in (3, 6) else cell for rank, cell in enumerate(row)) for row in
              (SAISINES[0], *SAISINES[1])]  # fmt: skip
    yield make_case("textes seuls entre guillemets", quoted, SAISINES)
    formulas = [";".join(f'="{cell}"' if rank == 0 else cell for rank, cell in enumerate(row)) for row in
                (COMMUNES[0], *COMMUNES[1])]  # fmt: skip
    yield make_case("formules pour garder les zeros", formulas, COMMUNES)
    inches = (DEPENSES[0], tuple((*row[:3], 'Écran 24"' if rank == 4 else "Écran", *row[4:]) for rank, row in
                                 enumerate(DEPENSES[1])))  # fmt: skip
    yield make_case("pouces sans guillemets", [";".join(row) for row in (inches[0], *inches[1])], inches)
    escaped = [line.replace('""', '\\"') for line in write_lines(DEPENSES, ",", partout=True)]
    yield make_case("guillemets echappes par une barre", escaped, DEPENSES)
    whole = ['"' + line.replace('"', '""') + '"' for line in write_lines(DEPENSES, ",")]
    yield make_case("lignes entieres entre guillemets", whole, DEPENSES)
    wrapped = ['"' + line.replace('"', '""') + '";;;' for line in write_lines(DEPENSES, ",")]
    yield make_case("virgules reouvertes dans un tableur", wrapped, DEPENSES)
    spaced = [", ".join(row) for row in (COMMUNES[0], *_without_commas(COMMUNES))]
    yield make_case("virgule et espace", spaced, (COMMUNES[0], _without_commas(COMMUNES)))
    aligned = _align(AVIS)
    yield make_case("cellules remplies d’espaces", aligned[0], aligned[1])


def _without_commas(table: Table) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cell.replace(",", ".") for cell in row) for row in table[1])


def _align(table: Table) -> tuple[list[str], Table]:
    """Cells filled up with spaces, as databases unload them."""
    rows = tuple(tuple(cell.ljust(40) for cell in row) for row in table[1])
    return [";".join(row) for row in (table[0], *rows)], (table[0], rows)


def _iter_lines() -> Iterator[Cas]:
    lines = write_lines(SAISINES)
    mixed = "".join(line + ("\r\n" if rank % 3 else "\n") for rank, line in enumerate(lines))
    yield make_case("fins de ligne melees", [], SAISINES, octets=mixed.encode())
    yield make_case("fins doublees", [], SAISINES, places=range(3, 51, 2), octets="\r\r\n".join(lines).encode())
    yield make_case("vieux Mac", lines, SAISINES, end="\r")
    yield make_case("sans fin de ligne", [], COMMUNES, octets="\n".join(write_lines(COMMUNES)).encode())
    yield make_case("virgules et decimales", write_lines(SAISINES, ","), SAISINES)
    short = [line.rstrip(";") for line in lines]
    yield make_case("cellules vides de fin omises", short, SAISINES)
    decimals = [",".join(row) for row in (COMMUNES[0], *COMMUNES[1])]
    yield make_case("decimales a virgule non protegees", decimals, COMMUNES)
    one = (("Commune",), tuple((row[1],) for row in COMMUNES[1]))
    yield make_case("une seule colonne", write_lines(one), one)
    two = (COMMUNES[0][:2], tuple(row[:2] for row in COMMUNES[1]))
    yield make_case("deux colonnes", write_lines(two, ","), two)
    few = (COMMUNES[0], COMMUNES[1][:1])
    yield make_case("une seule ligne", write_lines(few), few)
