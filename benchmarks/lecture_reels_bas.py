"""Messy files whose disorder is below or between the records: totals, footnotes, second tables, spreadsheet debris."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.lecture_pollutions import Cas
from benchmarks.lecture_reels import (
    make_case,
    make_communes,
    make_pivot,
    make_saisines,
    make_spending,
    make_survey,
    write_lines,
)

SAISINES, COMMUNES, DEPENSES = make_saisines(), make_communes(), make_spending()
AVIS, ANNEES = make_survey(), make_pivot()


def iter_below() -> Iterator[Cas]:
    """Totals, notes, pages, tables that follow."""
    yield from _iter_feet()
    yield from _iter_between()
    yield from _iter_tables()


def _iter_feet() -> Iterator[Cas]:
    feet = {
        "total chiffre": ["Total;;;;;12 345,60;"],
        "total de lignes": ["24 dossiers;;;;;;"],
        "total et moyenne": ["", "Total;;;;;8 000,00;", "Moyenne;;;;;333,33;"],
        "note nue": ["", "Source : service de la médiation, 2025"],
        "notes a puces": ["* données provisoires", "(1) hors saisines irrecevables", "n.d. : non disponible"],
        "note protegee": ['"Note : champ, hors demandes anonymes ; chiffres arrondis";;;;;;'],
        "fin de fichier": ["-- fin du fichier --"],
        "separateurs": [";;;;;;"] * 40,
        "page": ["Page 1/1;;;;;;", "Imprimé le 05/02/2025 à 10:12;;;;;;"],
        "signature": ["", "", "Le médiateur", ""],
        "zero final": ["\x1a"],
    }
    for name, foot in feet.items():
        yield make_case(f"bas {name}", [*write_lines(SAISINES), *foot], SAISINES)
    english = ["Grand total,,,,,123456.78", "", '"Notes: figures are provisional, and may change",,,,,']
    yield make_case("grand total", [*write_lines(DEPENSES, ","), *english], DEPENSES)
    yield make_case("total d’annees", [*write_lines(ANNEES), "Ensemble;900;901;902;903"], ANNEES)
    yield make_case("note sous des mots", [*write_lines(AVIS), "", "Enquête menée en mai;;;;"], AVIS)


def _iter_between() -> Iterator[Cas]:
    lines = write_lines(SAISINES)
    blank = [lines[0], *(item for line in lines[1:] for item in (line, ""))]
    yield make_case("une ligne sur deux vide", blank, SAISINES, places=range(2, 50, 2))
    half = [*lines[:13], lines[0], *lines[13:]]
    places = [*range(2, 14), *range(15, 27)]
    yield make_case("titres repetes a chaque page", half, SAISINES, places=places)
    sections = [*lines[:13], "Second semestre;;;;;;", *lines[13:]]
    yield make_case("intertitre", sections, SAISINES, places=places)
    totals = [*lines[:13], "Sous-total;;;;;4 000,00;", *lines[13:]]
    yield make_case("sous-total", totals, SAISINES, places=places)
    page = [*lines[:13], "", "Page 2;;;;;;", lines[0], *lines[13:]]
    yield make_case("saut de page", page, SAISINES, places=[*range(2, 14), *range(17, 29)])
    rows = [(*row[:6], "vu,\nrevu ; puis clos" if rank % 5 == 0 else row[6]) for rank, row in enumerate(SAISINES[1])]
    cut = (SAISINES[0], tuple(rows))
    places, number = [], 2
    for row in rows:
        places.append(number)
        number += 1 + row[6].count("\n")
    yield make_case("retours a la ligne", write_lines(cut), cut, places=places)
    body = "\r\n".join(write_lines(cut)) + "\r\n"
    yield make_case("retours LF dans des lignes CRLF", [], cut, places=places, octets=body.encode())


def _iter_tables() -> Iterator[Cas]:
    lines = write_lines(SAISINES)
    seconds = {
        "plus etroit": ["", "Canal;Nombre", "Courriel;12", "Courrier;8"],
        "meme largeur": ["", *["Agent;Service;Site;Rôle;Étage;Poste;Note"], *["a;b;c;d;e;f;g"] * 3],
        "plus large": ["", ";".join(f"Colonne {rank}" for rank in range(10)), ";".join("abcdefghij")],
        "annonce": ["", "Tableau 2 - par canal", "", "Canal;Nombre;;;;;", "Courriel;12;;;;;"],
        "legende": ["", "Légende;;;;;;", "C;courriel;;;;;", "R;rendez-vous;;;;;"],
    }
    for name, second in seconds.items():
        yield make_case(f"second tableau {name}", [*lines, *second], SAISINES)
    side = [
        line + extra for line, extra in zip(lines, [";;Canal;Nombre", ";;Courriel;12", ";;Courrier;8"], strict=False)
    ]
    rest = [line + ";;;" for line in lines[3:]]
    wide = (
        (*SAISINES[0], "", "Canal bis", "Nombre"),
        tuple(
            (*row, "", *(("Courriel", "12") if rank == 0 else ("Courrier", "8") if rank == 1 else ("", "")))
            for rank, row in enumerate(SAISINES[1])
        ),
    )
    content = [side[0].replace(";;Canal;", ";;Canal bis;"), *side[1:], *rest]
    kept = (
        tuple(title for title in wide[0] if title),
        tuple(tuple(cell for at, cell in enumerate(row) if at != 7) for row in wide[1]),
    )
    yield make_case("tableaux cote a cote", content, kept)
