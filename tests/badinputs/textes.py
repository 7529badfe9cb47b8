"""Encodings and structure of delimited files: classes e and s of the table."""

from __future__ import annotations

import unicodedata

from tests.badinputs.cas import Cas, edit
from tests.readers.constructeur import LIGNES, TITRES, make_lines, make_page, make_text

TEXTE = make_text()
OK, REFUS = (40, 0, 0), (0, 0, 0)


def _line(number: int, text: str) -> str:
    """The sound file with one physical line replaced."""
    lines = make_lines()
    lines[number - 1] = text
    return "\n".join(lines) + "\n"


def _cell(number: int, raw: str) -> str:
    """One physical line with its town written as given, quotes included."""
    cells = [cell if ";" not in cell else f'"{cell}"' for cell in LIGNES[number - 2]]
    return ";".join([*cells[:3], raw, *cells[4:]])


def _mixed() -> bytes:
    lines = [line.encode() for line in make_lines()]
    lines[27] = make_lines()[27].replace("Courrier", "Téléphone").replace("Courriel", "Téléphone").encode("cp1252")
    lines[27] = lines[27].replace(b"Rendez-vous", "Téléphone".encode("cp1252"))
    return b"\n".join(lines) + b"\n"


def _columns(order: list[int]) -> str:
    rows = [TITRES, *LIGNES]
    return "".join(";".join(row[i] if ";" not in row[i] else f'"{row[i]}"' for i in order) + "\n" for row in rows)


_lines = make_lines()
_second = "\nRécapitulatif;Nombre\nClos;34\nOuverts;6\n"

ENCODAGES = (
    Cas("e01_utf8.csv", "ACCEPT", OK, TEXTE),
    Cas("e02_utf8_bom.csv", "ACCEPT", OK, TEXTE.encode("utf-8-sig")),
    Cas("e03_latin1_cp1252.csv", "ACCEPT", OK, TEXTE.encode("cp1252")),
    Cas(
        "e04_iso8859_15.csv",
        "WARN",
        OK,
        TEXTE.replace("’", "'").encode("iso8859-15"),
        ("ENCODAGE_INCERTAIN",),
    ),
    Cas("e05_utf16le_bom.csv", "ACCEPT", OK, make_text(sep="\t").encode("utf-16")),
    Cas("e06_utf16be_nobom.csv", "REFUSE", REFUS, TEXTE.encode("utf-16-be"), ("UTF16_SANS_MARQUE",), autre="ACCEPT"),
    Cas("e07_mac_roman.csv", "WARN", OK, TEXTE.encode("mac-roman"), ("ENCODAGE_INCERTAIN",)),
    Cas("e08_mixed_line_encodings.csv", "PARTIAL", (39, 1, 0), _mixed(), ("ENCODAGE",), (28,)),
    Cas(
        "e09_double_encoded.csv", "WARN", OK, TEXTE.encode().decode("cp1252", "replace").encode(), ("DOUBLE_ENCODAGE",)
    ),
    Cas("e10_nul_bytes.csv", "WARN", OK, edit({9: {3: "La\0Rochelle"}}), ("OCTET_NUL",)),
    Cas("e11_nfd.csv", "ACCEPT", OK, unicodedata.normalize("NFD", TEXTE)),
    Cas(
        "e12_nbsp_narrow.csv", "ACCEPT", OK, TEXTE.replace("La Rochelle", "La\u00a0Rochelle").replace(",5", "\u202f,5")
    ),
)

STRUCTURES = (
    Cas("s01_comma_dialect.csv", "ACCEPT", OK, make_text(sep=",")),
    Cas("s02_tab.tsv", "ACCEPT", OK, make_text(sep="\t")),
    Cas("s03_pipe.txt", "ACCEPT", OK, make_text(sep="|")),
    Cas("s04_cr_only.csv", "ACCEPT", OK, make_text(end="\r")),
    Cas("s05_no_trailing_newline.csv", "ACCEPT", OK, TEXTE.rstrip("\n")),
    Cas(
        "s06_preamble.csv",
        "ACCEPT",
        (40, 0, 3),
        "Médiateur de la Ville\nExport du 3 mars 2025\n\n" + TEXTE,
        ("PREAMBULE",),
    ),
    Cas("s07_footer_total.csv", "ACCEPT", (40, 0, 1), TEXTE + "Total : 40 dossiers;;;;;;;\n", ("TOTAL",)),
    Cas(
        "s08_repeated_header.csv",
        "ACCEPT",
        (40, 0, 1),
        "\n".join([*_lines[:21], _lines[0], *_lines[21:]]) + "\n",
        ("TITRES_REPETES",),
    ),
    Cas("s09_two_tables.csv", "PARTIAL", (40, None, None), TEXTE + _second, ("SECOND_TABLEAU",)),
    Cas("s10_missing_sep.csv", "PARTIAL", (39, 1, 0), _line(8, _lines[7].replace(";", "", 1)), ("LARGEUR",), (8,)),
    Cas("s11_extra_sep.csv", "PARTIAL", (39, 1, 0), _line(18, _lines[17] + ";x"), ("LARGEUR",), (18,)),
    Cas("s12_open_quote.csv", "PARTIAL", (39, 1, 0), _line(9, _cell(9, '"Sète')), (), (9,)),
    Cas("s13_newline_in_cell.csv", "ACCEPT", OK, edit({7: {3: "Ars-en-Ré\nDeux-Ponts"}})),
    Cas("s14_doubled_quotes.csv", "ACCEPT", OK, edit({7: {3: 'Ville "haute"'}})),
    Cas(
        "s15_backslash_escape.csv", "PARTIAL", (39, 1, 0), _line(12, _cell(12, r'"Ville \"haute\" ; bourg"')), (), (12,)
    ),
    Cas("s16_empty.csv", "REFUSE", REFUS, "", ("FICHIER_VIDE",)),
    Cas("s17_only_spaces.csv", "REFUSE", REFUS, "   \n  \n\t\n", ("FICHIER_VIDE",)),
    Cas("s18_header_only.csv", "REFUSE", REFUS, _lines[0] + "\n", ("AUCUNE_SAISINE",)),
    Cas("s19_no_header.csv", "REFUSE", REFUS, "\n".join(_lines[1:]) + "\n", ("HORS_TITRES",)),
    Cas("s20_dup_header.csv", "REFUSE", REFUS, TEXTE.replace(";Canal;", ";Commune;", 1), ("TITRES_DOUBLES",)),
    Cas("s21_missing_required_col.csv", "REFUSE", REFUS, _columns([0, 2, 3, 4, 5, 6, 7]), ("COLONNE_ABSENTE",)),
    Cas("s22_shuffled_cols.csv", "ACCEPT", OK, _columns([6, 3, 0, 7, 2, 5, 1, 4])),
    Cas(
        "s23_header_case_spaces.csv",
        "ACCEPT",
        OK,
        TEXTE.replace(_lines[0], ";".join(f"  {titre.upper()} " for titre in TITRES), 1),
    ),
    Cas(
        "s24_unknown_extra_col.csv",
        "WARN",
        OK,
        "\n".join(
            line + (";Nom du requérant" if not rank else ";Zorglubert Anselme") for rank, line in enumerate(_lines)
        )
        + "\n",
        ("COLONNE_ECARTEE",),
        tus=("Zorglubert", "Anselme"),
        autre="ACCEPT",
    ),
    Cas("s25_blank_rows.csv", "ACCEPT", (40, 0, 40), "\n;;;;;;;\n".join(_lines) + "\n", ("VIDE",)),
    Cas("s26_sep_line.csv", "ACCEPT", (40, 0, 1), "sep=;\n" + TEXTE, ("SEPARATEUR_DECLARE",)),
    Cas(
        "s27_truncated.csv", "PARTIAL", (None, 1, 0), TEXTE.encode()[: TEXTE.encode().rindex(b";") - 24], ("TRONQUEE",)
    ),
    Cas("s28_huge_field.csv", "PARTIAL", (39, 1, 0), edit({14: {3: "x" * 300_000}}), ("CELLULE_TROP_LONGUE",), (14,)),
    Cas(
        "s29_decimal_comma_unquoted.csv",
        "PARTIAL",
        (None, None, 0),
        "".join(",".join(c.replace(" ; ", " ") for c in row) + "\n" for row in (TITRES, *LIGNES)),
        ("LARGEUR",),
    ),
    Cas("s30_html_named_xls.xls", "ACCEPT", OK, make_page(), autre="REFUSE"),
    Cas("s31_csv_named_xlsx.xlsx", "ACCEPT", OK, TEXTE, autre="REFUSE"),
    Cas("s32_png_named_csv.csv", "REFUSE", REFUS, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40),
)
