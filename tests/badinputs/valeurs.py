"""Values: class v of the table, and the two loads."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.badinputs.cas import Cas, edit, map_cells
from tests.readers.constructeur import LIGNES, make_lines, make_row, make_text

OK, REFUS = (40, 0, 0), (0, 0, 0)
NIR = "2 69 05 49 588 157 80"
IBAN = "FR14 2004 1010 0505 0001 3M02 606"


def _month_first(text: str) -> str:
    day, month, year = text.split("/")
    return f"{month}/{day}/{year}"


def _short_year(text: str) -> str:
    return text[:6] + text[8:] if text else ""


def _write_many(path: Path) -> None:
    """Three hundred thousand sound saisines."""
    head = make_lines()[0]
    rows = [make_row(rank) for rank in range(1, 41)]
    with path.open("w", encoding="utf-8") as stream:
        stream.write(head + "\n")
        for rank in range(300_000):
            row = rows[rank % 40]
            opened = dt.date(2020, 1, 1) + dt.timedelta(days=rank % 1500)
            cells = [f"N{rank:06d}", f"{opened:%d/%m/%Y}", f"{opened + dt.timedelta(days=30):%d/%m/%Y}"]
            cells += ["Écoles" if ";" in cell else cell for cell in row[3:]]
            stream.write(";".join(cells) + "\n")


VALEURS = (
    Cas(
        "v01_impossible_dates.csv",
        "PARTIAL",
        (37, 3, 0),
        edit({6: {1: "31/02/2023"}, 11: {1: "00/13/2023"}, 16: {1: "bientôt"}}),
        ("DATE_INVALIDE",),
        (6, 11, 16),
    ),
    Cas("v02_us_dates_col.csv", "WARN", (40, None, 0), map_cells(1, _month_first), autre="REFUSE"),
    Cas("v03_two_digit_year.csv", "WARN", OK, map_cells(1, _short_year), ("DATE_AN_2_CHIFFRES",)),
    Cas(
        "v04_out_of_range_years.csv",
        "PARTIAL",
        (38, 2, 0),
        edit({5: {1: "12/04/0223"}, 9: {1: "12/04/2923"}}),
        ("DATE_HORS_PLAGE",),
        (5, 9),
    ),
    Cas(
        "v05_close_before_open.csv",
        "PARTIAL",
        (38, 2, 0),
        edit({2: {2: "01/01/2022"}, 3: {2: "01/01/2022"}}),
        ("CLOTURE_AVANT_RECEPTION",),
        (2, 3),
    ),
    Cas("v06_excel_serial_in_csv.csv", "PARTIAL", (39, 1, 0), edit({7: {1: "45017"}}), ("DATE_NUMERO_DE_SERIE",), (7,)),
    Cas("v07_exact_duplicate.csv", "WARN", (40, 0, 1), make_text([*LIGNES, LIGNES[5]]), ("DOUBLON_EXACT",)),
    Cas(
        "v08_conflicting_duplicate.csv",
        "PARTIAL",
        (39, 2, 0),
        make_text([*LIGNES, (*LIGNES[5][:5], "Désaccord", *LIGNES[5][6:])]),
        ("DOUBLON_CONTRADICTOIRE",),
        (7, 42),
    ),
    Cas(
        "v09_label_variants.csv",
        "WARN",
        (40, None, 0),
        edit({4: {5: "ÉCHEC"}, 5: {5: " échec "}, 6: {5: "Glosé en commission"}, 7: {5: "Désistement\u00a0"}}),
        ("LIBELLE_A_QUALIFIER",),
    ),
    Cas(
        "v10_money_zoo.csv",
        "PARTIAL",
        (None, None, 0),
        edit({4: {7: "1.234,50 €"}, 5: {7: "#REF!"}, 6: {7: "1,234.50"}, 7: {7: "env. 300"}, 8: {7: "-12,5"}}),
        ("COLONNE_ECARTEE",),
        autre="ACCEPT",
    ),
    Cas(
        "v11_null_words.csv",
        "ACCEPT",
        OK,
        edit({3: {3: "NULL"}, 4: {3: "NA"}, 5: {3: "Néant"}, 6: {3: "-"}, 7: {6: "None"}}),
    ),
    Cas(
        "v12_excel_eaten_refs.csv",
        "ACCEPT",
        OK,
        edit({3: {0: "00123"}, 4: {0: "1E10"}, 5: {0: "mars-23"}, 6: {0: "123"}}),
    ),
    Cas(
        "v13_formula_injection.csv",
        "WARN",
        OK,
        edit({3: {3: "=1+1"}, 4: {3: "+33"}, 5: {3: "@SOMME(A1)"}, 6: {3: '=HYPERLINK("http://x";"y")'}}),
        ("FORMULE",),
    ),
    Cas(
        "v14_html_sql_path.csv",
        "ACCEPT",
        OK,
        edit({3: {3: "<script>alert(1)</script>"}, 4: {3: "'; DROP TABLE saisines;--"}, 5: {3: "../../etc/passwd"}}),
    ),
    Cas(
        "v15_pii_in_free_cells.csv",
        "PARTIAL",
        (36, 4, 0),
        edit({5: {3: "anselme@zorglub.fr"}, 9: {3: "06 12 34 56 78"}, 14: {3: NIR}, 20: {3: IBAN}}),
        ("PERSONNEL_COURRIEL", "PERSONNEL_TELEPHONE", "PERSONNEL_NIR", "PERSONNEL_IBAN"),
        (5, 9, 14, 20),
        ("zorglub", "06 12", "0612345678", "588 157", "0505 0001"),
    ),
    Cas(
        "v16_bidi_zero_width.csv",
        "WARN",
        OK,
        edit({3: {3: "La\u200bRochelle"}, 4: {5: "\u202eÉchec\u202c"}}),
        ("CARACTERES_INVISIBLES",),
    ),
    Cas("v17_missing_ref.csv", "PARTIAL", (38, 2, 0), edit({8: {0: ""}, 21: {0: "  "}}), ("NUMERO_ABSENT",), (8, 21)),
    Cas("v18_future_date.csv", "PARTIAL", (39, 1, 0), edit({10: {1: "12/04/2089", 2: ""}}), ("DATE_FUTURE",), (10,)),
)

CHARGES = (
    Cas("b01_300k_rows.csv", "ACCEPT", (300_000, 0, 0), _write_many),
    Cas(
        "b02_16385_columns.csv",
        "REFUSE",
        REFUS,
        ";".join(f"c{n}x" for n in range(16_385)) + "\n" + ";".join("v" * 16_385) + "\n",
        ("TROP_DE_COLONNES",),
    ),
)
