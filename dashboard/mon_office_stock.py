"""The open cases of an office: how old they are, at what stage, and where the oldest stand in its own files.

Takes a `Regard`, reads the private file alone, gives counts by age and stage and the lines of cases over 90 days. It
knows a case by the line of a file the office already holds, and by nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard import french, libelles
from dashboard.charts.spec import Tableau
from dashboard.millesime import Cellules
from dashboard.mon_office import Regard

AGES: Mapping[str, str] = {
    "age_0_30": "30 jours au plus",
    "age_31_60": "31 à 60 jours",
    "age_61_90": "61 à 90 jours",
    "age_91_180": "91 à 180 jours",
    "age_181_365": "181 jours à un an",
    "age_plus_365": "plus d’un an",
}

COURTS: Mapping[str, str] = {
    "age_0_30": "≤ 30 j",
    "age_31_60": "31–60 j",
    "age_61_90": "61–90 j",
    "age_91_180": "91–180 j",
    "age_181_365": "181–365 j",
    "age_plus_365": "> 1 an",
}
"""The same ages where there is little room; the table beside says them in full."""

ETAPES: Mapping[str, tuple[str, ...]] = {
    "Chez le médiateur": ("RECU", "CONTACT_REQUERANT", "CONTACT_ADMINISTRATION", "FINALISATION"),
    "Attente de l’administration": ("ATTENTE_ADMINISTRATION",),
    "Attente du requérant": ("ATTENTE_REQUERANT",),
    "Étape non renseignée": (libelles.VIDE, "CLOS"),
}
"""Who holds the case, which is what an office can act on; a case still open whose tool says « clos » has no known stage."""

_DEPOTS, _DOSSIERS = "trace-depots", "trace-dossiers"


@dataclass(frozen=True)
class Fichier:
    """A deposit the office stands on. `offices` share it."""

    nom: str
    jour: date
    offices: int


@dataclass(frozen=True)
class Dossier:
    """An open case over 90 days: its place in the office's own file."""

    fichier: str
    feuille: str
    ligne: int
    etape: str
    age: int


@dataclass(frozen=True)
class Stock:
    """Open cases on the last extract date, by age then holder; `dossiers` are those over 90 days, the oldest first."""

    annee: str
    jour: date | None
    total: int
    ages: Mapping[str, Mapping[str, int]]
    plus_90: int
    dossiers: tuple[Dossier, ...]


def read_stock(regard: Regard) -> Stock:
    """The stock of the office as its last deposit has it."""
    cells = _cells(regard, "office*etape", "stock")
    year = max((key[1] for key in cells if key[0] == "annee"), default="")
    by_stage = {str(key[3]): line for key, line in cells.items() if key[:2] == ("annee", year) and key[3]}
    whole = _cells(regard, "office", "stock").get(("annee", year, regard.office, None), {})
    files = read_files(regard)
    ages = {
        age: {
            holder: sum(_count(by_stage.get(code, {}).get(age)) for code in codes) for holder, codes in ETAPES.items()
        }
        for age in AGES
    }
    return Stock(
        annee=year,
        jour=max((file.jour for file in files.values()), default=None),
        total=_count(whole.get("stock")),
        ages=ages,
        plus_90=_count(whole.get("age_plus_90")),
        dossiers=_overdue(regard, files),
    )


def read_files(regard: Regard) -> dict[str, Fichier]:
    """The deposits of the office by identifier; none in a release made before they were kept."""
    found = {}
    for (_, day, _, depot), line in _cells(regard, _DEPOTS, "recues").items():
        for name, offices in line.items():
            found[str(depot)] = Fichier(name, date.fromisoformat(day), _count(offices))
    return found


def split_address(mesure: str) -> tuple[str, int, str]:
    """The deposit, the line and the sheet an address of the private file names."""
    depot, ligne, feuille = mesure.split("/", 2)
    return depot, int(ligne), feuille


def say_stock(stock: Stock) -> str:
    """How many cases are open, how many over 90 days, and who holds them."""
    if not stock.total:
        return "Aucune saisine n’est en cours."
    when = f" au {french.long_date(stock.jour)}" if stock.jour else ""
    opened = f"{french.count(stock.total, 'saisine')} en cours{when}, dont {_old(stock.plus_90)}."
    mine = sum(line["Chez le médiateur"] for age, line in stock.ages.items() if age in _AGEES)
    known = stock.plus_90 - sum(line["Étape non renseignée"] for age, line in stock.ages.items() if age in _AGEES)
    return f"{opened} Parmi celles-ci, {french.number(mine)} attendent un geste du médiateur." if known > 1 else opened


def say_files(stock: Stock) -> tuple[str, ...]:
    """How to find these cases again, and whether all of them are listed."""
    if not stock.plus_90:
        return ("Aucune saisine n’est en cours depuis plus de 90 jours.",)
    if not stock.dossiers:
        return (
            "Ce millésime a été publié sans les numéros de ligne\u202f: ils reviendront à la prochaine publication.",
        )
    places = _places(stock)
    name, sheet = next(iter(places)) if len(places) == 1 else ("", "")
    where = (
        f"dans {french.quote(name)}{f', feuille {french.quote(sheet)}' if sheet else ''}"
        if name
        else "dans son fichier"
    )
    how = (
        f"Chaque saisine est désignée par sa ligne {where}, votre dernier dépôt. L’Observatoire ne garde ni vos numéros de "
        "dossier ni aucun nom."
    )
    missing = stock.plus_90 - len(stock.dossiers)
    return (how, f"Les {french.number(len(stock.dossiers))} plus anciennes sont listées.") if missing > 0 else (how,)


def tabulate(stock: Stock) -> Tableau:
    """The stock by age and holder."""
    lines = [
        (
            label,
            *(french.number(stock.ages[age][holder]) for holder in ETAPES),
            french.number(sum(stock.ages[age].values())),
        )
        for age, label in AGES.items()
    ]
    return Tableau(("Âge", *ETAPES, "Total"), tuple(lines))


def list_overdue(stock: Stock) -> Tableau:
    """The cases over 90 days, by line; the file and the sheet stand once above when they are the same for all."""
    titles, lines = ("Ligne", "Étape", "Âge en jours"), stock.dossiers
    rows = [(str(one.ligne), one.etape, french.number(one.age)) for one in lines]
    if len(_places(stock)) < 2:
        return Tableau(titles, tuple(rows))
    placed = [(*row, one.fichier, one.feuille or french.SANS_OBJET) for row, one in zip(rows, lines, strict=True)]
    return Tableau((*titles, "Fichier", "Feuille"), tuple(placed))


def _places(stock: Stock) -> set[tuple[str, str]]:
    return {(one.fichier, one.feuille) for one in stock.dossiers}


_AGEES = ("age_91_180", "age_181_365", "age_plus_365")


def _overdue(regard: Regard, files: Mapping[str, Fichier]) -> tuple[Dossier, ...]:
    found = []
    for (_, _, _, stage), line in _cells(regard, _DOSSIERS, "stock").items():
        for where, age in line.items():
            depot, row, sheet = split_address(where)
            name = files[depot].nom if depot in files else depot
            found.append(Dossier(name, sheet, row, libelles.find_label("etape", stage), _count(age)))
    return tuple(sorted(found, key=lambda one: (-one.age, one.fichier, one.feuille, one.ligne)))


def _cells(regard: Regard, croisement: str, cohorte: str) -> Cellules:
    return regard.millesime.private_cells(regard.profil, croisement, cohorte, "reel")


def _count(cell: int | str | None) -> int:
    return cell if isinstance(cell, int) else 0


def _old(count: int) -> str:
    return (
        "une depuis plus de 90 jours"
        if count == 1
        else f"{french.number(count) if count else 'aucune'} depuis plus de 90 jours"
    )
