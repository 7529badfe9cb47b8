"""Messy files whose disorder is above the records: titles of the document, double headers, units, blank columns."""

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


def iter_above() -> Iterator[Cas]:
    """Preambles and titles of every kind."""
    yield from _iter_preambles()
    yield from _iter_double_titles()
    yield from _iter_odd_titles()


def _iter_preambles() -> Iterator[Cas]:
    heads = {
        "titre et date": ["Registre des saisines;;;;;;", "Édité le 12/03/2025;;;;;;", ";;;;;;"],
        "titre nu": ["Registre des saisines", ""],
        "cles et valeurs": ["Service :;Médiation;;;;;", "Période :;01/01/2024;31/12/2024;;;;", "Page;1;;;;;", ""],
        "une longue phrase": ["Ce fichier, établi par le service ; il est provisoire : ne pas diffuser.", "", ""],
        "traits": ["==========================", "EXPORT LOGICIEL V3.2", "=========================="],
        "filtres": ["Filtres appliqués : Année = 2024 ; Statut = Tous;;;;;;", "", "Résultats : 24;;;;;;"],
        "commentaires": ["# source : exemple", "# licence ouverte", "# mise à jour 2024-05-01"],
        "guillemets": ['"Médiateur de la ville, bilan";;;;;;', '"Données provisoires";;;;;;'],
    }
    for name, head in heads.items():
        yield make_case(f"preambule {name}", [*head, *write_lines(SAISINES)], SAISINES, first=len(head) + 1)
    english = ["Example Council,,,,,", '"Payments over 500, all departments",,,,,', ",,,,,", "Quarter 3,,,,,"]
    yield make_case("preambule anglais", [*english, *write_lines(DEPENSES, ",")], DEPENSES, first=5)
    yield make_case("preambule sur tableau de mots", ["Enquête;;;;", "", *write_lines(AVIS)], AVIS, first=3)
    yield make_case("preambule sur annees", ["Saisines par an", "", *write_lines(ANNEES)], ANNEES, first=3)
    yield make_case("sep= et preambule", ["sep=;", "Registre", *write_lines(SAISINES)], SAISINES, first=3)
    small = ["Indicateur;Valeur", "Dossiers;24", "Clos;20", "", *write_lines(SAISINES)]
    yield make_case("petit tableau au-dessus", small, SAISINES, first=5)


def _iter_double_titles() -> Iterator[Cas]:
    lines = write_lines(SAISINES)
    yield make_case("groupes fusionnes", ["Identité;;;Objet;;;", *lines], SAISINES, first=2)
    yield make_case("groupes sur deux lignes", ["2024;;;;;;", ";Dates;;Sujet;;;", *lines], SAISINES, first=3)
    units = [lines[0], ";jj/mm/aaaa;jj/mm/aaaa;;;euros;", *lines[1:]]
    yield make_case("ligne d’unites", units, SAISINES, first=2)
    types = [lines[0], "text;date;date;text;text;numeric;text", *lines[1:]]
    yield make_case("ligne de types", types, SAISINES, first=2)
    coded = [lines[0], "num_dossier;date_recu;date_clos;theme;canal;montant;obs", *lines[1:]]
    yield make_case("libelles puis codes", coded, SAISINES, first=2)
    english = [write_lines(DEPENSES, ",")[0], "(text),(dd/mm/yyyy),(text),(text),(number),(GBP)"]
    yield make_case("units under titles", [*english, *write_lines(DEPENSES, ",")[1:]], DEPENSES, first=2)


def _iter_odd_titles() -> Iterator[Cas]:
    titles, rows = COMMUNES
    yield make_case("annees pour titres", write_lines(ANNEES), ANNEES)
    spaced = (tuple(f" {title} " for title in titles), rows)
    yield make_case("titres entoures d’espaces", write_lines(spaced), (tuple(t.strip() for t in titles), rows))
    broken = (("Code\nINSEE", *titles[1:]), rows)
    yield make_case("titre sur deux lignes", write_lines(broken), broken, first=2)
    questions = (tuple(f"Question {rank} : que pensez-vous, en un mot, du point {rank} ?" for rank in range(6)), rows)
    yield make_case("titres en questions", write_lines(questions), questions)
    first = (("", *titles[1:]), rows)
    yield make_case("premiere colonne sans titre", write_lines(first), first)
    numbered = (tuple(f"V{rank}" for rank in range(1, 7)), rows)
    yield make_case("titres numerotes", write_lines(numbered), numbered)
    upper = (tuple(title.upper() for title in titles), rows)
    yield make_case("titres en capitales", write_lines(upper, "\t"), upper)
    blank = ["", "", *write_lines(COMMUNES)]
    yield make_case("lignes vides en tete", blank, COMMUNES, first=3)
    trailing = [line + ";;;" for line in write_lines(COMMUNES)]
    yield make_case("separateurs en fin de lignes", trailing, COMMUNES)
    leading = [";" + line for line in write_lines(COMMUNES)]
    yield make_case("premiere colonne vide", leading, COMMUNES)
    holes = [line.replace(";", ";;", 1) for line in write_lines(COMMUNES)]
    yield make_case("colonne vide au milieu", holes, COMMUNES)
