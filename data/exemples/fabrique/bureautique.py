"""The six offices that keep their own table: one file each, in six formats.

Takes the office and its cases, gives `Fichier`. Every habit here was seen or is plausible: titles, totals, typed
twice, two spellings, two-digit years, decomposed accents.
"""

from __future__ import annotations

import json
import unicodedata
from datetime import date

from fabrique.classeur import Cellule, Date, Proprietes, write_xlsx
from fabrique.colonnes import (
    annual_columns,
    county_columns,
    json_columns,
    regional_columns,
    small_town_columns,
    text_columns,
)
from fabrique.dossiers import Dossiers, years
from fabrique.fichier import MENTION, Fichier
from fabrique.mediature import DECALAGE_1970
from fabrique.odf import write_ods
from fabrique.reseau import OfficeFictif
from fabrique.tableau import Jour, Tableau, Valeur, build_tableau, french_day, short_french_day
from fabrique.texte import Comptes, add_faulty, render_delimited, repeat_some

ARRETES: dict[str, date] = {
    "titre-total": date(2026, 1, 12),
    "texte-unicode": date(2026, 1, 5),
    "classeur": date(2026, 1, 9),
    "feuille-par-annee": date(2025, 12, 31),
    "lignes-json": date(2026, 1, 12),
    "csv-accents": date(2025, 9, 30),
}
"""Last day known of each file. The last one stops in September: that office has not delivered 2025."""


def render_office(office: OfficeFictif, d: Dossiers) -> Fichier:
    """The file of one office."""
    ecrivains = {
        "titre-total": _titled_csv,
        "texte-unicode": _unicode_text,
        "classeur": _two_sheets,
        "feuille-par-annee": _yearly_sheets,
        "lignes-json": _json_lines,
        "csv-accents": _accented_csv,
    }
    return ecrivains[office.fichier](office, d)


def _titled_csv(office: OfficeFictif, d: Dossiers) -> Fichier:
    tableau = build_tableau(county_columns(office, d))
    corps = add_faulty(
        repeat_some(tableau, 6, office.cle).texte(french_day), tableau, ("N° dossier", "Reçu le", "Clôturé le"), "a"
    )
    largeur = len(tableau.titres)
    titres = [
        f"{MENTION} – médiation : {office.nom}",
        "Registre des saisines, au cœur de l’accès aux droits",
        f"Édité le {ARRETES['titre-total']:%d/%m/%Y} – montants en €",
    ]
    pied = [["Total", f"{d.n + 6} saisines", *[""] * (largeur - 2)]]
    lignes = [[titre, *[""] * (largeur - 1)] for titre in titres] + [list(tableau.titres)] + corps + pied
    octets = render_delimited(lignes, ";", "cp1252")
    return _fichier(office, d, "Saisines Ysandre.csv", octets, Comptes(d.n, ecartees=4, doublons=6, ignorees=4))


def _accented_csv(office: OfficeFictif, d: Dossiers) -> Fichier:
    """UTF-8 with a byte order mark, accents decomposed as a Mac writes them, years on two digits."""
    tableau = build_tableau(small_town_columns(office, d))
    corps = add_faulty(
        repeat_some(tableau, 3, office.cle).texte(short_french_day), tableau, ("Ref", "Recu le", "Clos le"), "f"
    )
    largeur = len(tableau.titres)
    titre = [f"{MENTION} - suivi des dossiers, Sistrelle", *[""] * (largeur - 1)]
    decompose = [[unicodedata.normalize("NFD", cellule) for cellule in ligne] for ligne in [titre, *corps]]
    lignes = [decompose[0], [""] * largeur, list(tableau.titres), *decompose[1:]]
    octets = render_delimited(lignes, ";", "utf-8-sig")
    return _fichier(
        office, d, "suivi-mediation-sistrelle.csv", octets, Comptes(d.n, ecartees=4, doublons=3, ignorees=2)
    )


def _unicode_text(office: OfficeFictif, d: Dossiers) -> Fichier:
    """What Excel saves as « Texte Unicode »: UTF-16 with a mark, tabulations."""
    tableau = repeat_some(build_tableau(text_columns(office, d)), 4, office.cle)
    titre = [f"{MENTION} – {office.nom}", *[""] * (len(tableau.titres) - 1)]
    octets = render_delimited([titre, list(tableau.titres), *tableau.texte(french_day)], "\t", "utf-16-le")
    return _fichier(office, d, "Parsigny permanences.txt", b"\xff\xfe" + octets, Comptes(d.n, doublons=4, ignorees=1))


def _two_sheets(office: OfficeFictif, d: Dossiers) -> Fichier:
    """Two spans of years with the same titles; the last lines of the first were copied at the head of the second."""
    tableau = build_tableau(regional_columns(office, d))
    avant = int((years(d["date_reception"]) < 2023).sum())
    debut, suite = tableau.lignes[:avant], tableau.lignes[avant - 3 :]
    feuilles = [("2020-2022", _sheet(tableau.titres, debut)), ("2023-2026", _sheet(tableau.titres, suite))]
    proprietes = Proprietes(f"{MENTION} – {office.nom}", MENTION, "2026-01-09T16:05:00Z")
    octets = write_xlsx(feuilles, proprietes)
    return _fichier(office, d, "Volcane - tableau de bord médiation.xlsx", octets, Comptes(d.n, doublons=3))


def _sheet(titres: tuple[str, ...], lignes: tuple[tuple[Valeur, ...], ...]) -> list[list[Cellule]]:
    return [list(titres), *([_excel_cell(valeur) for valeur in ligne] for ligne in lignes)]


def _excel_cell(valeur: Valeur) -> Cellule:
    if isinstance(valeur, Jour):
        return Date(DECALAGE_1970 + valeur.numero)
    return valeur or None


def _yearly_sheets(office: OfficeFictif, d: Dossiers) -> Fichier:
    """One sheet per year of reception, each closed by its total."""
    tableau = repeat_some(build_tableau(annual_columns(office, d)), 2, office.cle)
    place = tableau.titres.index("Date d’arrivée")
    feuilles: list[tuple[str, list[list[Valeur | int]]]] = []
    for annee in sorted(set(years(d["date_reception"]).tolist())):
        lignes: list[list[Valeur | int]] = [list(ligne) for ligne in tableau.lignes if _year(ligne[place]) == annee]
        total: list[Valeur | int] = ["Total", len(lignes)]
        feuilles.append((str(annee), [list(tableau.titres), *lignes, total]))
    octets = write_ods(feuilles, Proprietes(f"{MENTION} – {office.nom}", MENTION, "2025-12-31T17:40:00"))
    return _fichier(
        office, d, "Orsenne saisines par année.ods", octets, Comptes(d.n, doublons=2, ignorees=len(feuilles))
    )


def _year(valeur: Valeur) -> int:
    return valeur.date.year if isinstance(valeur, Jour) else 0


def _json_lines(office: OfficeFictif, d: Dossiers) -> Fichier:
    tableau: Tableau = build_tableau(json_columns(office, d))
    lignes = [dict(zip(tableau.titres, ligne, strict=True)) for ligne in tableau.texte(date.isoformat)]
    objets = [{"exemple": "synthétique", **{cle: valeur or None for cle, valeur in ligne.items()}} for ligne in lignes]
    texte = "".join(f"{json.dumps(objet, ensure_ascii=False, separators=(',', ':'))}\n" for objet in objets)
    nom = f"saisines_causses_{ARRETES['lignes-json'].isoformat()}.jsonl"
    return _fichier(office, d, nom, texte.encode("utf-8"), Comptes(d.n))


SOURCES = {
    "titre-total": "tableur-titre-total",
    "feuille-par-annee": "tableur-feuille-par-annee",
    "texte-unicode": "exemple-texte-unicode",
    "classeur": "exemple-classeur-deux-feuilles",
    "lignes-json": "exemple-lignes-json",
    "csv-accents": "exemple-csv-accents",
}
"""Declared source of each kind of file; the first two serve any office, which is named at deposit."""


def _fichier(office: OfficeFictif, d: Dossiers, nom: str, octets: bytes, comptes: Comptes) -> Fichier:
    arrete = ARRETES[office.fichier]
    dit_par_le_fichier = office.fichier == "lignes-json"
    return Fichier(
        nom=nom,
        format=nom.rsplit(".", 1)[1],
        octets=octets,
        source=SOURCES[office.fichier],
        office=office.cle if office.fichier in ("titre-total", "feuille-par-annee") else None,
        arrete_au=None if dit_par_le_fichier else arrete,
        date_arrete=arrete,
        dossiers={office.cle: d},
        comptes=comptes,
    )
