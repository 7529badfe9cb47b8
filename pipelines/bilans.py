"""Published totals: what offices say of themselves in their reports, figure by figure, with source and period.

Takes `data/bilans/publies.csv` and `reseau.csv`, gives frozen `Bilan` and `Effectif` records. They serve coverage and
back-tests only: a published total never feeds a rate computed from cases, and two sources that disagree stay side by
side under one `conflit`, never merged nor averaged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from pipelines.settings import REFERENTIELS
from pipelines.table_stricte import JOUR, LIBRE, Controle, Ligne, among, matches, read_strict, refuse_faults

DOSSIER = REFERENTIELS / "bilans"

UNITES = ("dossiers", "%", "jours", "personnes", "lieux", "permanences", "demi-journées", "contacts")
UNITES_RESEAU = ("collectivités", "médiateurs")

PERIODES: Mapping[str, str] = {
    "CIVILE": "année civile : la source ne donne qu’une année",
    "ENONCEE": "dates données par la source",
    "DEDUITE": "une borne au moins est déduite d’une durée ou d’un usage annoncé",
    "BORNES": "seules les années sont connues : la période est dedans, ses dates ne le sont pas",
}
"""How `debut` and `fin` are known."""

ATTRIBUTIONS: Mapping[str, str] = {
    "LUE": "la source nomme l’office",
    "DEDUITE": "l’office est probable, à vérifier : jamais compté comme ayant publié",
}
"""How the office of a figure is known."""

_INDICATEUR = matches(r"[a-z][a-z0-9_-]*", "un nom en minuscules, par exemple saisines")
_SOURCE = matches(r"\S+", "l’adresse de la source, sans espace")
_CONFLIT = matches(r"[A-Z0-9-]*", "vide, ou un nom de groupe comme IDF-2024")

CONTROLES: Mapping[str, Controle] = {
    "cle": matches(r"(COM|EPCI|DEP|REG|STP|AUT)-[0-9A-Z]+", "une clé comme COM-05061, EPCI-200030195, DEP-17, REG-11"),
    "annee": matches(r"\d{4}(-\d{4})?", "2020 ou 2017-2018"),
    "debut": JOUR,
    "fin": JOUR,
    "periode": among(PERIODES),
    "indicateur": _INDICATEUR,
    "valeur": matches(r"-?\d+(\.\d+)?", "un nombre, avec un point pour la décimale"),
    "unite": among(UNITES),
    "base": LIBRE,
    "source": _SOURCE,
    "attribution": among(ATTRIBUTIONS),
    "note": LIBRE,
    "conflit": _CONFLIT,
}
CONTROLES_RESEAU: Mapping[str, Controle] = {
    "date": matches(r"\d{4}(-\d{2}(-\d{2})?)?", "2013, 2019-06 ou 2023-12-01"),
    "indicateur": _INDICATEUR,
    "valeur": matches(r"\d+", "un nombre entier"),
    "unite": among(UNITES_RESEAU),
    "source": _SOURCE,
    "note": LIBRE,
    "conflit": _CONFLIT,
}


@dataclass(frozen=True)
class Bilan:
    """One published figure. `annee` is the label of the source (`2020`, `2017-2018`); `valeur` is as published.

    `base` is the denominator the source declares, empty when it declares none. `conflit` names the group of figures
    that contradict one another.
    """

    cle: str
    annee: str
    debut: date
    fin: date
    periode: str
    indicateur: str
    valeur: float
    unite: str
    base: str
    source: str
    attribution: str
    note: str
    conflit: str

    def covers(self, annee: int) -> bool:
        """Whether more than half of the period lies in that calendar year: a sum over five years covers none."""
        one = timedelta(days=1)
        shared = min(self.fin, date(annee, 12, 31)) - max(self.debut, date(annee, 1, 1)) + one
        return 2 * shared > self.fin - self.debut + one


@dataclass(frozen=True)
class Effectif:
    """How many members or médiateurs a source counts at a date (`2013`, `2019-06` or `2023-12-01`)."""

    date: str
    indicateur: str
    valeur: int
    unite: str
    source: str
    note: str
    conflit: str


@cache
def load_bilans(folder: Path = DOSSIER) -> tuple[Bilan, ...]:
    """Every published figure of `publies.csv`, in the order of the file; all its faults are named at once."""
    path = folder / "publies.csv"
    lignes = read_strict(path, CONTROLES)
    refuse_faults(path, [*_faults_within(lignes), *_faults_between(lignes)])
    return tuple(_build(ligne.cellules) for ligne in lignes)


@cache
def load_reseau(folder: Path = DOSSIER) -> tuple[Effectif, ...]:
    """Every count of `reseau.csv`: the size of the network, as its own sources and others give it."""
    lignes = read_strict(folder / "reseau.csv", CONTROLES_RESEAU)
    texts = ("date", "indicateur", "unite", "source", "note", "conflit")
    return tuple(
        Effectif(valeur=int(ligne.cellules["valeur"]), **{nom: ligne.cellules[nom] for nom in texts})
        for ligne in lignes
    )


def conflits(bilans: Iterable[Bilan] | None = None) -> Mapping[str, tuple[Bilan, ...]]:
    """The figures that contradict one another, by group."""
    groups: defaultdict[str, list[Bilan]] = defaultdict(list)
    for bilan in load_bilans() if bilans is None else bilans:
        if bilan.conflit:
            groups[bilan.conflit].append(bilan)
    return {nom: tuple(groups[nom]) for nom in sorted(groups)}


def couverture(annee: int, bilans: Iterable[Bilan] | None = None) -> frozenset[str]:
    """Keys of the offices that published at least one figure for that year, under their own name."""
    known = load_bilans() if bilans is None else bilans
    return frozenset(bilan.cle for bilan in known if bilan.attribution == "LUE" and bilan.covers(annee))


def _build(cells: Mapping[str, str]) -> Bilan:
    texts = {nom: cells[nom] for nom in CONTROLES if nom not in ("debut", "fin", "valeur")}
    debut, fin = date.fromisoformat(cells["debut"]), date.fromisoformat(cells["fin"])
    return Bilan(debut=debut, fin=fin, valeur=float(cells["valeur"]), **texts)


def _faults_within(lignes: Iterable[Ligne]) -> Iterable[str]:
    """Cells that are right alone and wrong together."""
    for ligne in lignes:
        cells = ligne.cellules
        if cells["fin"] < cells["debut"]:
            yield ligne.fault("fin", f"une date à partir du {cells['debut']}")
        civile = (f"{cells['annee']}-01-01", f"{cells['annee']}-12-31")
        if cells["periode"] == "CIVILE" and (cells["debut"], cells["fin"]) != civile:
            yield ligne.fault("periode", "CIVILE seulement du 1er janvier au 31 décembre de l’année")
        part = cells["unite"] == "%" and cells["indicateur"].startswith(("part_", "taux_"))
        if part and not 0 <= float(cells["valeur"]) <= 100:
            yield ligne.fault("valeur", "de 0 à 100 pour une part")


def _faults_between(lignes: Iterable[Ligne]) -> Iterable[str]:
    """A figure given twice without being declared in conflict; a conflict of one figure."""
    seen: dict[tuple[str, ...], Ligne] = {}
    sizes = Counter(ligne.cellules["conflit"] for ligne in lignes)
    for ligne in lignes:
        cells = ligne.cellules
        key = (cells["cle"], cells["annee"], cells["indicateur"])
        first = seen.setdefault(key, ligne)
        if first is not ligne and (not cells["conflit"] or cells["conflit"] != first.cellules["conflit"]):
            yield ligne.fault("conflit", f"le groupe que partage la ligne {first.numero}, qui donne le même chiffre")
        if cells["conflit"] and sizes[cells["conflit"]] == 1:
            yield ligne.fault("conflit", "un groupe d’au moins deux chiffres")
