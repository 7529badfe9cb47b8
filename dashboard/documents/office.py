"""The files of the page Mon office: its figures, charts, lists of lines, and its yearly report.

Takes a `Regard`, which holds the one office its reader may open, and the name of an object, gives bytes. It reads no other
office's private file: nothing in a link names one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from dashboard.documents.csv import Cellule
from dashboard.documents.docx_rapport import write_docx
from dashboard.documents.exports import write_export, write_lines
from dashboard.documents.pdf import write_pdf
from dashboard.documents.rapport import compose_report
from dashboard.mon_office import Regard
from dashboard.mon_office_ajuste import build_adjusted
from dashboard.mon_office_graphiques import find_chart
from dashboard.mon_office_pairs import build_comparisons, find_group, find_pairs
from dashboard.mon_office_stock import read_stock
from dashboard.mon_office_verdicts import build_verdicts
from dashboard.passeport import list_faults, list_fields, list_lines
from dashboard.phrases import say_filters
from pipelines.errors import WrongCall

RAPPORT = "rapport"

Lignes = Sequence[Sequence[Cellule]]


def write_file(regard: Regard, objet: str, extension: str) -> bytes:
    """The file of an object of the page; `WrongCall` when it has no such object or not in this format."""
    if objet == RAPPORT:
        if extension not in ("docx", "pdf"):
            raise WrongCall("FORMAT", "Le rapport annuel n’existe qu’en DOCX et en PDF.")
        content = write_docx(compose_report(regard.millesime, regard.office, regard.annee, date.today()))
        return write_pdf(content) if extension == "pdf" else content
    words = say_filters(regard.millesime, regard.annee, {"office": regard.office}, "reel")
    if objet in _LISTES:
        return write_lines(_LISTES[objet](regard), regard.millesime, words, extension)
    if chart := find_chart(regard, find_group(regard), objet):
        return write_export(chart, regard.millesime, words, extension)
    return write_export([regard.mien(objet)], regard.millesime, words, extension)


def name_object(regard: Regard, objet: str) -> str:
    """How the file is named: the report says whose it is."""
    return f"{RAPPORT}-{regard.office.lower()}" if objet == RAPPORT else objet


def _comparisons(regard: Regard) -> Lignes:
    pairs = find_pairs(regard)
    found = build_comparisons(regard, pairs, build_verdicts(regard, pairs))
    head = ("chiffre", "valeur", "unite", "n", "base_n", "borne_basse", "borne_haute")
    tail = ("pairs_mediane", "pairs_q1", "pairs_q3", "pairs_lisibles", "lecture")
    lines = []
    for line in found:
        own, beside = line.mien, line.pairs
        low, high = own.bornes
        middle = (beside.mediane, beside.bas, beside.haut, beside.n, line.lecture)
        lines.append((line.titre, own.lue, own.unite, own.n, own.base_n, low, high, *middle))
    return [(*head, *tail), *lines]


def _adjusted(regard: Regard) -> Lignes:
    pairs = find_pairs(regard)
    found = build_adjusted(regard, build_verdicts(regard, pairs))
    head = ("chiffre", "votre_office", "attendu", "pour_100_attendus", "borne_basse", "borne_haute", "lecture")
    lines: list[tuple[Cellule, ...]] = [head]
    lines += [(o.titre, o.mien, o.attendu, o.pour_cent, *_rounded(o.intervalle), o.lecture) for o in found]
    return lines


def _rounded(bounds: tuple[float, float] | None) -> tuple[float | None, float | None]:
    return (round(bounds[0], 1), round(bounds[1], 1)) if bounds else (None, None)


def _peers(regard: Regard) -> Lignes:
    pairs = find_pairs(regard)
    lines: list[tuple[Cellule, ...]] = [("pair", "distance", *pairs.criteres)]
    lines += [(p.candidat.nom, round(p.distance, 3), *p.raisons) for p in pairs.pairs]
    return lines


def _overdue(regard: Regard) -> Lignes:
    lines = [(one.fichier, one.feuille, one.ligne, one.etape, one.age) for one in read_stock(regard).dossiers]
    return [("fichier", "feuille", "ligne", "etape", "age_jours"), *lines]


def _fields(regard: Regard) -> Lignes:
    lines = [(one.libelle, one.figure.lue, one.figure.n, one.figure.base_n, one.portee) for one in list_fields(regard)]
    return [("champ", "part_renseignee", "n", "base_n", "portee"), *lines]


_LISTES: Mapping[str, Callable[[Regard], Lignes]] = {
    "comparaison": _comparisons,
    "ajuste": _adjusted,
    "pairs": _peers,
    "dossiers": _overdue,
    "completude": _fields,
    "constats": lambda regard: list_lines(list_faults(regard)),
}
