"""The quality passport of an office: how full its fields are, what is wrong and on which lines, what each fault moves.

Takes a `Regard`, reads the private file alone, gives rows. A fault is told by its line in the office's own file; the
value stays in that file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dashboard import french, phrases
from dashboard.charts.spec import Tableau
from dashboard.figures import Figure
from dashboard.mon_office import Regard
from dashboard.mon_office_stock import Fichier, read_files, split_address
from pipelines.errors import WrongCall
from pipelines.indicateurs.registry import Indicateur, load_registry
from pipelines.model import PAR_NOM

COMPLETUDE = "completude-"
"""How the indicators that measure a field begin."""

FAUTES: Mapping[str, str] = {
    "LIBELLE_A_QUALIFIER": "Libellé non classé",
    "VALEUR_CORROMPUE": "Valeur abîmée par l’outil d’export",
    "DATE_INVALIDE": "Date illisible",
    "DATE_HORS_PLAGE": "Année invraisemblable",
    "DATE_FUTURE": "Date postérieure à l’export",
    "DATE_INCOHERENTE": "Dates dans le désordre",
    "DATE_NUMERO_DE_SERIE": "Numéro de tableur au lieu d’une date",
    "DATE_AN_2_CHIFFRES": "Année écrite sur deux chiffres",
    "DATE_RECEPTION_ABSENTE": "Date de réception absente",
    "CLOTURE_AVANT_RECEPTION": "Clôture avant la réception",
    "DOUBLON_EXACT": "Doublon exact",
    "DOUBLON_CONTRADICTOIRE": "Doublon contradictoire",
    "NUMERO_ABSENT": "Numéro de dossier absent",
    "LARGEUR": "Nombre de cellules différent des titres",
    "BOOLEEN_INCONNU": "Ni oui ni non",
    "CLOS_SANS_ISSUE": "Dossier clos sans issue",
    "CLOS_SANS_DATE": "Dossier dit clos, sans date de clôture",
    "ISSUE_SUR_OUVERT": "Issue sur un dossier ouvert",
    "CODE_POSTAL_ILLISIBLE": "Code postal illisible",
    "DELAI_DECLARE": "Délai déclaré différent du délai calculé",
}

_CONSTATS = "trace-constats"
_DERIVEES: Mapping[str, tuple[str, ...]] = {
    "delai": ("date_reception", "date_cloture"),
    "delai_accuse": ("date_reception", "date_accuse_reception"),
    "delai_examen": ("date_reception", "date_recevabilite"),
    "delai_instruction": ("date_recevabilite", "date_cloture"),
    "age": ("date_reception",),
}
_COHORTES: Mapping[str, str] = {"recues": "date_reception", "closes": "date_cloture"}
_LUE = re.compile(r"\bs\.([a-z_]+)\b")
_LIGNES_MONTREES = 12


@dataclass(frozen=True)
class Champ:
    """A field: how many of the cases it concerns have it, and what a gap moves."""

    libelle: str
    figure: Figure
    portee: str


@dataclass(frozen=True)
class Faute:
    """The same fault on some lines of one sheet. `nombre` may exceed the lines that are given."""

    constat: str
    champ: str
    fichier: str
    feuille: str
    lignes: tuple[int, ...]
    nombre: int
    portee: str


def list_fields(regard: Regard) -> tuple[Champ, ...]:
    """The completeness of each field for the year, the emptiest first."""
    found = []
    for name, declared in load_registry().indicateurs.items():
        if name.startswith(COMPLETUDE):
            field = declared.numerateur[0].removeprefix("rempli_")
            try:
                found.append(Champ(PAR_NOM[field].libelle, regard.mien(name), say_reach(field)))
            except WrongCall:
                continue
    known = [one for one in found if one.figure.base_n is not None]
    return tuple(sorted(known, key=lambda one: (one.figure.valeur is None, one.figure.valeur or 0, one.libelle)))


def list_faults(regard: Regard) -> tuple[Faute, ...]:
    """The faults of the office's last deposits, line by line, gathered by kind, column and sheet."""
    files = read_files(regard)
    cells = regard.millesime.private_cells(regard.profil, _CONSTATS, "recues", "reel")
    gathered: dict[tuple[str, str, str, str], list[tuple[int, int]]] = {}
    for (_, _, _, what), line in cells.items():
        level, code, column = str(what).split("/", 2)
        for where, count in line.items():
            depot, row, sheet = split_address(where)
            if level != "ignoree" and isinstance(count, int):
                gathered.setdefault((level, f"{code}/{column}", depot, sheet), []).append((row, count))
    faults = [_gather(key, lines, files) for key, lines in gathered.items()]
    return tuple(
        sorted(faults, key=lambda one: (french.sort_key(one.constat), french.sort_key(one.champ), one.feuille))
    )


@cache
def count_reach(champ: str) -> tuple[int, tuple[str, ...]]:
    """How many indicators read a field of the base, and the titles of the breakdowns it makes."""
    read = sum(champ in _columns(found) for found in _counted())
    splits = [d.titre.lower() for d in load_registry().dimensions.values() if champ in _expand(_LUE.findall(d.sql))]
    if champ == "domaine":
        splits.append(load_registry().dimensions["famille"].titre.lower())
    return read, tuple(splits)


def say_reach(champ: str) -> str:
    """« 12 chiffres », « répartition par canal de saisine »."""
    read, splits = count_reach(champ)
    parts = [french.count(read, "chiffre")] if read else []
    if splits:
        parts.append(f"répartition par {french.enumerate_words(splits)}")
    return ", ".join(parts) or "aucun chiffre"


def say_passport(champs: Sequence[Champ], fautes: Sequence[Faute]) -> str:
    """The passport in two sentences."""
    full = sum((one.figure.valeur or 0) >= 95 for one in champs)
    filled = f"{french.number(full)} champs sur {french.number(len(champs))} sont remplis à 95{french.FINE}% ou plus."
    total = sum(fault.nombre for fault in fautes)
    noted = french.count(total, "constat") if total else "Aucun constat"
    return f"{filled} {noted} sur les lignes de vos derniers fichiers."


def say_shared(regard: Regard) -> str:
    """What a file shared by several offices cannot tell; empty when the office's files are its own."""
    shared = [file for file in read_files(regard).values() if file.offices > 1]
    if not shared:
        return ""
    many = french.number(max(file.offices for file in shared))
    return (
        f"Votre fichier est commun à {many} offices\u202f: les lignes écartées et les doublons n’y sont pas attribués à un "
        "office. Le bureau en a la liste."
    )


def tabulate_fields(champs: Sequence[Champ]) -> Tableau:
    """The fields as a table."""
    lines = [(one.libelle, phrases.say_value(one.figure), phrases.say_base(one.figure), one.portee) for one in champs]
    return Tableau(("Champ", "Renseigné", "Saisines", "Ce qui en dépend"), tuple(lines))


def tabulate_faults(fautes: Sequence[Faute]) -> Tableau:
    """The faults as a table, their first lines named."""
    lines = [
        (one.constat, one.champ or french.SANS_OBJET, _say_place(one), french.number(one.nombre), one.portee)
        for one in fautes
    ]
    return Tableau(("Constat", "Colonne", "Où", "Lignes", "Ce qui en dépend"), tuple(lines))


def list_lines(fautes: Sequence[Faute]) -> list[tuple[str | int | None, ...]]:
    """Every line of every fault, for a file."""
    head: tuple[str | int | None, ...] = ("constat", "colonne", "fichier", "feuille", "ligne", "portee")
    return [head, *((o.constat, o.champ, o.fichier, o.feuille, row, o.portee) for o in fautes for row in o.lignes)]


def _gather(key: tuple[str, str, str, str], lines: Sequence[tuple[int, int]], files: Mapping[str, Fichier]) -> Faute:
    level, what, depot, sheet = key
    code, _, column = what.partition("/")
    return Faute(
        constat=FAUTES.get(code, f"Autre constat ({code.lower().replace('_', ' ')})"),
        champ=column,
        fichier=files[depot].nom if depot in files else depot,
        feuille=sheet,
        lignes=tuple(sorted(row for row, _ in lines)),
        nombre=sum(count for _, count in lines),
        portee=_say_effect(level, column),
    )


def _say_effect(level: str, column: str) -> str:
    if level == "doublon":
        return "aucun chiffre\u202f: comptée une seule fois"
    if level == "ecartee":
        return f"les {french.number(len(_counted()))} chiffres\u202f: ligne non comptée"
    known = next((name for name, champ in PAR_NOM.items() if champ.libelle == column), None)
    return say_reach(known) if known else "à vérifier dans votre outil"


def _say_place(faute: Faute) -> str:
    shown = ", ".join(str(row) for row in faute.lignes[:_LIGNES_MONTREES])
    rest = faute.nombre - len(faute.lignes[:_LIGNES_MONTREES])
    more = f" et {french.number(rest)} autres" if rest > 1 else " et une autre" if rest else ""
    sheet = f", feuille {french.quote(faute.feuille)}" if faute.feuille else ""
    return f"{faute.fichier}{sheet}, {'lignes' if faute.nombre > 1 else 'ligne'} {shown}{more}"


@cache
def _counted() -> tuple[Indicateur, ...]:
    """The figures made of cases: those that measure fields, and recommendations, are not."""
    return tuple(
        found
        for name, found in load_registry().indicateurs.items()
        if not name.startswith(COMPLETUDE) and found.cohorte != "recommandations"
    )


def _columns(indicateur: Indicateur) -> frozenset[str]:
    registry = load_registry()
    texts = [registry.mesures[name] for name in indicateur.mesures]
    read = [name for mesure in texts for name in _LUE.findall(f"{mesure.sql or ''} {mesure.agregat or ''}")]
    dated = _COHORTES.get(indicateur.cohorte)
    both = ("date_reception", "date_cloture") if dated is None else (dated,)
    return frozenset((*_expand(read), *both))


def _expand(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(column for name in names for column in _DERIVEES.get(name, (name,)))
