"""Fresh variants of each class of bad input: other places, other values, faults that come together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.badinputs.cas import Cas, edit, map_cells
from tests.badinputs.classeurs import TEXTES, TYPEES
from tests.badinputs.controle import check_case
from tests.readers.constructeur import (
    LIGNES,
    TITRES,
    make_json_lines,
    make_lines,
    make_records,
    make_text,
    write_workbook,
)

OK, REFUS = (40, 0, 0), (0, 0, 0)
TEXTE = make_text()
_lines = make_lines()
NOMS = ("Zorglubert", "zorglub", "06 98")


def _mixed_orders() -> str:
    """Half the days of a column in each order."""

    def turn(rank: int, text: str) -> str:
        day, month, year = text.split("/")
        return f"{month}/{day}/{year}" if rank % 2 else text

    return make_text([[row[0], turn(rank, row[1]), *row[2:]] for rank, row in enumerate(LIGNES)])


def _book(change: Any) -> Any:
    def write(path: Path) -> None:
        rows: list[list[Any]] = [list(row) for row in TYPEES]
        change(rows)
        write_workbook(path, {"Saisines": rows})

    return write


def _dates_as_texts_and_days(rows: list[list[Any]]) -> None:
    for rank in range(1, 41, 2):
        rows[rank][1] = f"{rows[rank][1]:%d/%m/%Y}"


def _error_in_reception(rows: list[list[Any]]) -> None:
    rows[7][1], rows[9][1] = ("=A1", "#REF!"), ("=A1", "#N/A")


VARIANTES = (
    Cas("tab_cp1252.txt", "ACCEPT", OK, make_text(sep="\t").encode("cp1252")),
    Cas("bom_crlf.csv", "ACCEPT", OK, make_text(end="\r\n").encode("utf-8-sig")),
    Cas("utf16_be_bom.csv", "ACCEPT", OK, b"\xfe\xff" + TEXTE.encode("utf-16-be")),
    Cas("dos_850.csv", "WARN", OK, TEXTE.replace("’", "'").replace("œ", "oe").replace("Œ", "Oe").replace("€", "E").encode("cp850"), ("ENCODAGE_INCERTAIN",)),
    Cas("preambule_et_total.csv", "ACCEPT", (40, 0, 4), f"Service du médiateur\n\nÉdition;du;03/03/2025\n{TEXTE}TOTAL GÉNÉRAL;40;;;;;;\n"),
    Cas("titres_repetes_deux_fois.csv", "ACCEPT", (40, 0, 2), "\n".join([*_lines[:11], _lines[0], *_lines[11:31], _lines[0], *_lines[31:]]) + "\n"),
    Cas("separateur_ailleurs.csv", "PARTIAL", (38, 2, 0), "\n".join([*_lines[:5], _lines[5].replace(";", ",", 2), *_lines[6:20], _lines[20] + ";;x", *_lines[21:]]) + "\n", lignes=(6, 21)),
    Cas("guillemet_au_milieu.csv", "PARTIAL", (None, 1, 0), "\n".join([*_lines[:15], _lines[15].replace(";Cou", ';"Cou').replace(";Ren", ';"Ren').replace(";Tél", ';"Tél'), *_lines[16:]]) + "\n"),
    Cas("coupe_au_milieu.csv", "PARTIAL", (None, 1, 0), TEXTE.encode()[:-40], ("TRONQUEE",)),
    Cas("colonne_email.csv", "ACCEPT", OK, "\n".join(line + (";Contact" if not rank else f";anselme{rank}@zorglub.fr") for rank, line in enumerate(_lines)) + "\n", ("COLONNE_ECARTEE",), tus=NOMS),
    Cas("colonne_agent.csv", "ACCEPT", OK, "\n".join(line + (";Dossier suivi par" if not rank else ";Zorglubert A.") for rank, line in enumerate(_lines)) + "\n", ("COLONNE_ECARTEE",), tus=NOMS),
    Cas("deux_titres_d_un_champ.csv", "ACCEPT", OK, "\n".join(line + (";Mode de saisine" if not rank else ";Courriel") for rank, line in enumerate(_lines)) + "\n", ("COLONNE_ECARTEE",)),
    Cas("dates_impossibles_cloture.csv", "PARTIAL", (38, 2, 0), edit({4: {2: "30/02/2024"}, 33: {2: "2024"}}), ("DATE_INVALIDE",), (4, 33)),
    Cas("ordres_meles.csv", "REFUSE", REFUS, _mixed_orders(), ("DATES_MELANGEES",)),
    Cas("mois_d_abord_partout.csv", "WARN", OK, make_text([[row[0], *(f"{c[3:5]}/{c[:2]}{c[5:]}" if c else "" for c in row[1:3]), *row[3:]] for row in LIGNES]), ("ORDRE_MOIS_JOUR",)),
    Cas("une_date_us.csv", "PARTIAL", (39, 1, 0), edit({12: {1: "04/25/2022"}}), ("DATE_INVALIDE",), (12,)),
    Cas("mois_en_lettres.csv", "ACCEPT", OK, edit({5: {1: "3 mars 2022"}, 6: {1: "1er avr. 2022"}})),
    Cas("date_et_heure.csv", "ACCEPT", OK, map_cells(1, lambda text: f"{text} 09:30")),
    Cas("cloture_avant.csv", "PARTIAL", (37, 3, 0), edit({line: {1: "05/06/2024", 2: "04/06/2024"} for line in (2, 20, 41)}), ("CLOTURE_AVANT_RECEPTION",), (2, 20, 41)),
    Cas("trois_fois_la_meme.csv", "WARN", (40, 0, 2), make_text([*LIGNES, LIGNES[0], LIGNES[0]]), ("DOUBLON_EXACT",)),
    Cas("numero_espace.csv", "PARTIAL", (39, 2, 0), make_text([*LIGNES, (f" {LIGNES[3][0]} ", *LIGNES[3][1:5], "Abandon", *LIGNES[3][6:])]), ("DOUBLON_CONTRADICTOIRE",), (5, 42)),
    Cas("telephone_dans_canal.csv", "PARTIAL", (38, 2, 0), edit({9: {6: "Tél 06 98 76 54 32"}, 10: {5: "voir zorglub@ville.fr"}}), ("PERSONNEL_TELEPHONE", "PERSONNEL_COURRIEL"), (9, 10), NOMS),
    Cas("numero_tiret.csv", "PARTIAL", (38, 2, 0), edit({3: {0: "-"}, 4: {0: "NC"}}), ("NUMERO_ABSENT",), (3, 4)),
    Cas("formules.csv", "WARN", OK, edit({3: {3: "=cmd|' /C calc'!A0"}, 4: {5: "+Échec"}}), ("FORMULE",)),
    Cas("annee_zero.csv", "PARTIAL", (38, 2, 0), edit({3: {1: "00/00/0000", 2: ""}, 4: {1: "01/01/1900"}}), ("DATE_RECEPTION_ABSENTE", "DATE_HORS_PLAGE"), (3, 4)),
    Cas("vides.csv", "REFUSE", REFUS, "\ufeff\n\n;;;\n"),
    Cas("deux_titres_pareils.csv", "REFUSE", REFUS, TEXTE.replace(";Canal;", ";DOMAINE;", 1), ("TITRES_DOUBLES",)),
    Cas("sans_numero.csv", "REFUSE", REFUS, "\n".join(line.split(";", 1)[1] for line in _lines) + "\n", ("COLONNE_ABSENTE",)),
    Cas("titres_seuls.xlsx", "REFUSE", REFUS, lambda path: write_workbook(path, {"S": [list(TITRES)]}), ("AUCUNE_SAISINE",)),
    Cas("textes_et_jours.xlsx", "ACCEPT", OK, _book(_dates_as_texts_and_days)),
    Cas("erreur_de_date.xlsx", "PARTIAL", (38, 2, 0), _book(_error_in_reception), ("DATE_INVALIDE",)),
    Cas("par_annee.xlsx", "WARN", OK, lambda path: write_workbook(path, {"2022": TEXTES[:21], "2023": [TEXTES[0], *TEXTES[21:]]}), ("FEUILLES_LUES",)),
    Cas("ligne_cassee.jsonl", "PARTIAL", (39, 1, 0), make_json_lines(LIGNES[:39]) + '{"N° dossier": "2024-\n', autre="PARTIAL"),
    Cas("cles_en_desordre.json", "ACCEPT", OK, json.dumps([dict(reversed(record.items())) for record in make_records()])),
    Cas("pdf.csv", "REFUSE", REFUS, b"%PDF-1.7\n" + bytes(range(256)) * 20),
)  # fmt: skip


@pytest.mark.parametrize("cas", [pytest.param(cas, id=cas.nom) for cas in VARIANTES])
def test_a_fresh_variant_gets_its_verdict(cas: Cas, tmp_path: Path) -> None:
    check_case(cas, tmp_path)
