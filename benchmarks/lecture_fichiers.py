"""Faults of a whole file: its form, its encoding, its titles, what stands above and below the table.

Takes the clean file, gives `Cas`. The classes are those of the published studies; cells are invented. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from benchmarks.lecture_pollutions import (
    COLONNES,
    LIGNES,
    TITRES,
    Cas,
    Forme,
    Propre,
    Rang,
    build,
    edit,
    iter_lines,
    iter_quotes,
    iter_separators,
    make_clean,
    write_record,
)

SEPARATEURS = (
    *(" ", ";", "\t", "|", ":", "~", "^", "\x1f", "\x01", "¤", "§", "#", "!", "/"),
    *(", ", "; ", " ; ", " | ", "\t\t", "::", "||", ";;", "|;|", "\\t", "<->", ",,"),
)
FINS = ("\n", "\r", "\n\r", "\r\r\n", "\n\n", "\x1e", "\x0b", "\x85", "\u2028", ",\r\n", ";\n", "||", "<fin>", "")
ENCODAGES = (
    *("utf-8", "utf-8-sig", "latin-1", "cp1252", "iso8859-15", "mac_roman", "cp850"),
    *("utf-16", "utf-16-le", "utf-16-be", "utf-32"),
)


def iter_pollutions(*, partout: bool = False) -> Iterator[Cas]:
    """Every polluted file, in a fixed order."""
    clean = make_clean(partout=partout)
    yield build("fichier sain", "sain", clean.write(), clean)
    yield from _iter_ends(clean)
    yield from _iter_forms(clean)
    yield from _iter_encodings(clean)
    yield from _iter_titles(clean)
    yield from _iter_around(clean)
    yield from _iter_tables(clean)
    yield from _iter_sizes(clean)
    yield from iter_separators(clean)
    yield from iter_lines(clean)
    yield from iter_quotes(clean)


def _iter_ends(clean: Propre) -> Iterator[Cas]:
    rows, last = clean.write(), LIGNES - 1
    for name, content in (("zero", []), ("saut", ["\r\n"]), ("blancs", ["  \r\n"] * 3), ("separateurs", [",,,,\r\n"])):
        yield build("fichier vide", name, content, clean, verite=[])
    cut = edit(rows, last, lambda row: replace(row, fin=""))
    yield build("sans fin de ligne", "derniere", cut, clean)
    yield build("double fin de ligne", "derniere", [*rows, "\r\n"], clean)
    yield build("marque de fin de fichier", "ctrl-z", [*rows, "\x1a"], clean)


def _iter_forms(clean: Propre) -> Iterator[Cas]:
    for sep in SEPARATEURS:
        yield build("separateur du fichier", repr(sep), clean.write(replace(clean.forme, separateur=sep)), clean)
    yield build("separateur du fichier", "aucun", clean.write(Forme(separateur="", guillemet="")), clean)
    for quote in ("'", "`", "|", '"', "^"):
        forme = replace(clean.forme, guillemet=quote, echappement=quote, partout=True)
        yield build("guillemet du fichier", quote, clean.write(forme), clean)
    for name, quote in (("aucun", ""), ("deux", "''"), ("espace", '" ')):
        forme = replace(clean.forme, guillemet=quote, echappement=quote, partout=True)
        yield build("guillemet du fichier", name, clean.write(forme), clean)
    for name, escape in (("barre", "\\"), ("aucun", ""), ("tilde", "~")):
        for everywhere in (False, True):
            forme = replace(clean.forme, echappement=escape, partout=everywhere)
            yield build("echappement du fichier", f"{name}-{everywhere}", clean.write(forme), clean)
    for end in FINS:
        yield build("fin de ligne du fichier", repr(end), clean.write(replace(clean.forme, fin=end)), clean)
    mixed = [replace(row, fin=("\r\n", "\n", "\r")[rank % 3]) for rank, row in enumerate(clean.write())]
    yield build("fin de ligne du fichier", "melange", mixed, clean)


def _iter_encodings(clean: Propre) -> Iterator[Cas]:
    accents = [(*row[:6], f"{row[6]} é à œ €", *row[7:]) for row in clean.valeurs]
    plain = [(*row[:6], f"{row[6]} é à ç ù ê", *row[7:]) for row in clean.valeurs]
    for encoding in ENCODAGES:
        values = plain if encoding in ("latin-1", "cp850") else accents
        rows = [write_record(row, clean.forme) for row in (TITRES, *values)]
        yield build("encodage", encoding, rows, clean, encodage=encoding, verite=values)
        yield build("encodage, sans accent", encoding, clean.write(), clean, encodage=encoding)
    for rank in range(1, LIGNES, 9):
        values = [(*row[:6], f"{row[6]} é", *row[7:]) for row in clean.valeurs]
        rows = [write_record(row, clean.forme) for row in (TITRES, *values)]
        case = build("encodage d’une ligne", str(rank), rows, clean, verite=values)
        lines = case.octets.split(b"\r\n")
        at = case.lignes[rank - 1] - 1
        lines[at] = lines[at].decode().encode("cp1252")
        yield replace(case, octets=b"\r\n".join(lines))
        nuls = edit(
            clean.write(), rank, lambda row: replace(row, cellules=(row.cellules[0] + "\x00", *row.cellules[1:]))
        )
        truth = [(row[0] + "\x00", *row[1:]) if at == rank - 1 else row for at, row in enumerate(clean.valeurs)]
        yield build("octet NUL", str(rank), nuls, clean, verite=truth)


def _iter_titles(clean: Propre) -> Iterator[Cas]:
    rows = clean.write()
    yield build("sans titres", "sans", rows[1:], clean, verite=clean.valeurs[1:])
    for count in (1, 2):
        yield build("titres repetes", str(count), [rows[0], *[rows[0].texte] * count, *rows[1:]], clean)
        group = "".join(["Groupe", "," * (COLONNES - 1), "\r\n"]) * count
        yield build("titres sur plusieurs lignes", f"groupe-{count}", [group, *rows], clean)
    units = "jj/mm/aaaa,hh:mm,unite,,EUR,,,,\r\n"
    yield build("titres sur plusieurs lignes", "unites", [rows[0], units, *rows[1:]], clean)
    below = ",".join(f"suite {title.lower()}" for title in TITRES) + "\r\n"
    yield build("titres sur plusieurs lignes", "suite", [rows[0], below, *rows[1:]], clean)
    for place in range(COLONNES):
        for name, title in (("vide", ""), ("signes", "HEAD/%R"), ("long", "TITRE" * 20_000), ("chiffre", "2019")):
            yield _with_titles(clean, f"titre {name}", str(place), (*TITRES[:place], title, *TITRES[place + 1 :]))
        other = (place + 1) % COLONNES
        twice = tuple(TITRES[place] if at == other else title for at, title in enumerate(TITRES))
        yield _with_titles(clean, "titres en double", str(place), twice)


def _with_titles(clean: Propre, classe: str, nom: str, titles: tuple[str, ...]) -> Cas:
    return build(classe, nom, [write_record(titles, clean.forme), *clean.write()[1:]], clean, titres=titles)


def _iter_around(clean: Propre) -> Iterator[Cas]:
    rows = clean.write()
    texts = {
        "mot": "PREAMBULE",
        "phrase": "Ventes de l’exemple, toutes periodes",
        "date": "Edite le 12/03/2020",
        "deux-points": "Source : exemple",
    }
    for name, text in texts.items():
        for count in (1, 3):
            for delimited in (False, True):
                for blank in (False, True):
                    line = _write_note(text, delimited=delimited)
                    empty = ("," * (COLONNES - 1) if delimited else "") + "\r\n"
                    lines = [line] * count
                    label = f"{name}-{count}-{delimited}-{blank}"
                    yield build("preambule", label, [*lines, *[empty] * blank, *rows], clean)
                    yield build("notes de bas", label, [*rows, *[empty] * blank, *lines], clean)
    whole = ",".join(["PREAMBULE"] * COLONNES) + "\r\n"
    yield build("preambule", "plein", [whole, *rows], clean)
    yield build("notes de bas", "pleines", [*rows, whole], clean)


def _write_note(text: str, *, delimited: bool) -> str:
    quoted = f'"{text}"' if "," in text else text
    return quoted + ("," * (COLONNES - 1) if delimited else "") + "\r\n"


def _iter_tables(clean: Propre) -> Iterator[Cas]:
    rows = clean.write()
    for count in (1, 9):
        for width in (2, 6, COLONNES, 12):
            for blank in ("", "\r\n", "," * (COLONNES - 1) + "\r\n"):
                for titled in ("memes titres", "autres titres"):
                    second = _write_second(clean, count, width, same=titled == "memes titres")
                    label = f"{count}-{width}-{blank!r}-{titled}"
                    truth = None
                    if width == COLONNES and titled == "memes titres":
                        truth = [*clean.valeurs, *clean.valeurs[:count]]
                    yield build("deux tableaux", label, [*rows, blank, *second], clean, verite=truth)


def _write_second(clean: Propre, count: int, width: int, *, same: bool) -> list[str | Rang]:
    titles = (*TITRES, *[f"col{rank}" for rank in range(20)])[:width]
    if not same:
        titles = tuple(f"Autre {rank}" for rank in ("un", "deux", "trois", "quatre", "cinq", "six")) + tuple(
            f"Encore {rank}" for rank in ("a", "b", "c", "d", "e", "f")
        )
        titles = titles[:width]
    values = [(*row, *[row[-1]] * 12)[:width] for row in clean.valeurs[:count]]
    written: list[str | Rang] = [write_record(titles, clean.forme).texte]
    return [*written, *(write_record(row, clean.forme) for row in values)]


def _iter_sizes(clean: Propre) -> Iterator[Cas]:
    rows = clean.write()
    yield build("titres seuls", "0", rows[:1], clean, verite=[])
    for count in (1, 2, 3):
        yield build("peu de lignes", str(count), rows[: count + 1], clean, verite=clean.valeurs[:count])
    for width in (1, 2, 3, 1024):
        names = (*TITRES, *[f"col{rank}" for rank in range(1024)])[:width]
        values = [(*row, *[row[-1]] * 1024)[:width] for row in clean.valeurs]
        wide = [write_record(row, clean.forme) for row in (names, *values)]
        yield build("nombre de colonnes", str(width), wide, clean, titres=names, verite=values)
    for place in range(COLONNES):
        for name, value in (("vide", ""), ("NA", "NA"), ("texte", "inconnu"), ("date", "2019-08-18T00:00")):
            values = [
                tuple(value if at == place and rank > 40 else cell for at, cell in enumerate(row))
                for rank, row in enumerate(clean.valeurs)
            ]
            made = [write_record(row, clean.forme) for row in (TITRES, *values)]
            yield build("colonne heterogene", f"{place}-{name}", made, clean, verite=values)
