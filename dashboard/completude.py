"""How full each field is, side by side: by type of collectivité for every reader, by office for members.

Takes a millésime, a year and a profile, gives frozen tables of figures. It asks `figures` and nothing else: what the
release does not publish for this reader is absent, never a zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dashboard import french, libelles, periodes, phrases
from dashboard.figures import Figure, find_breakdown, find_figure
from dashboard.millesime import Millesime
from dashboard.profils import Profil
from pipelines.errors import WrongCall
from pipelines.indicateurs.registry import load_registry
from pipelines.model import PAR_NOM

PREFIXE = "completude-"
"""How the indicators that measure a field begin."""

ENSEMBLE = "Ensemble du réseau"

BANDES = ((95, "plein"), (80, "bon"), (50, "partiel"), (0, "vide"))
"""From which share a cell takes which shade; the number itself is always written."""

DITES = {
    "plein": "95\u202f% ou plus",
    "bon": "de 80 à 95\u202f%",
    "partiel": "de 50 à 80\u202f%",
    "vide": "moins de 50\u202f%",
}


@dataclass(frozen=True)
class Colonne:
    """A group of offices, or one field."""

    titre: str
    aide: str = ""


@dataclass(frozen=True)
class Rang:
    """A line: its name and a figure per column, None where the release does not publish it."""

    nom: str
    figures: tuple[Figure | None, ...]


@dataclass(frozen=True)
class Groupe:
    """Lines that stand together; `titre` is empty when there is only one group."""

    titre: str
    rangs: tuple[Rang, ...]


@dataclass(frozen=True)
class Cotes:
    """A table of completeness, in the order it is read."""

    colonnes: tuple[Colonne, ...]
    groupes: tuple[Groupe, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure it shows, for a file."""
        return tuple(f for groupe in self.groupes for rang in groupe.rangs for f in rang.figures if f is not None)

    @property
    def vide(self) -> bool:
        """Whether no value is published."""
        return all(figure.valeur is None for figure in self.figures)


@lru_cache(maxsize=32)
def by_type(millesime: Millesime, annee: str, profil: Profil) -> Cotes:
    """One line per field, one column for the network and one per type that the release crosses with fields."""
    groups: list[tuple[str, dict[str, str]]] = [(ENSEMBLE, {})]
    groups += [
        (french.capitalize(libelles.plural_type(kind)), {"type": kind})
        for kind in libelles.list_codes("type")
        if (found := millesime.coverage(annee, kind)) and found.couverts
    ]
    rows = [
        Rang(titre, tuple(_find(millesime, name, annee, filters, profil) for _, filters in groups))
        for name, titre in list_fields()
    ]
    kept = [rank for rank in range(len(groups)) if any(row.figures[rank] for row in rows)]
    columns = tuple(Colonne(groups[rank][0]) for rank in kept)
    lines = tuple(Rang(row.nom, tuple(row.figures[rank] for rank in kept)) for row in rows)
    return Cotes(columns, (Groupe("", lines),))


@lru_cache(maxsize=32)
def by_office(millesime: Millesime, annee: str, profil: Profil) -> Cotes:
    """One line per office that delivered the year, one column per field; empty for a reader who may not read names."""
    fields = list_fields()
    columns = tuple(Colonne(titre, code) for _, titre in fields for code in [titre])
    if "membre" not in profil.usages:
        return Cotes(columns, ())
    cells = [_split(millesime, name, annee, profil) for name, _ in fields]
    found: dict[str, list[Rang]] = {}
    for office in millesime.offices:
        figures = tuple(column.get(office.office_id) for column in cells)
        if str(office.annee) == annee and office.couvert and any(figures):
            found.setdefault(office.type, []).append(Rang(office.nom, figures))
    known = [kind for kind in libelles.list_codes("type") if kind in found]
    groups = tuple(
        Groupe(
            french.capitalize(libelles.plural_type(kind)),
            tuple(sorted(found[kind], key=lambda rang: french.sort_key(rang.nom))),
        )
        for kind in [*known, *sorted(set(found) - set(known))]
    )
    return Cotes(columns, groups)


def list_fields() -> tuple[tuple[str, str], ...]:
    """The indicators that measure a field, with the label of the field, in the order of the registry."""
    return tuple(
        (name, PAR_NOM[declared.numerateur[0].removeprefix("rempli_")].libelle)
        for name, declared in load_registry().indicateurs.items()
        if name.startswith(PREFIXE)
    )


def find_band(figure: Figure) -> str:
    """The shade of a value; empty for a mark."""
    if figure.valeur is None:
        return ""
    return next(name for floor, name in BANDES if figure.valeur >= floor)


def say_fields(cotes: Cotes, annee: str) -> str:
    """How many fields are full over the network, and which is the emptiest."""
    shown = [(rang.nom, rang.figures[0]) for groupe in cotes.groupes for rang in groupe.rangs if rang.figures]
    known = [(nom, figure) for nom, figure in shown if figure is not None and figure.valeur is not None]
    if not known:
        return f"Aucune complétude n’est publiée pour {periodes.label(annee)}."
    full = sum((figure.valeur or 0) >= BANDES[0][0] for _, figure in known)
    nom, least = min(known, key=lambda pair: pair[1].valeur or 0)
    verb = "est renseigné" if full == 1 else "sont renseignés"
    return (
        f"{french.capitalize(periodes.within(annee))}, sur l’ensemble du réseau, {french.count(full, 'champ')} sur "
        f"{french.number(len(known))} {verb} à 95\u202f% ou plus\u202f; le moins rempli est {french.quote(nom)}, à "
        f"{phrases.say_number(least)}."
    )


def _find(millesime: Millesime, indicateur: str, annee: str, filtres: dict[str, str], profil: Profil) -> Figure | None:
    try:
        return find_figure(millesime, indicateur, annee, filtres, profil=profil)
    except WrongCall:
        return None


def _split(millesime: Millesime, indicateur: str, annee: str, profil: Profil) -> dict[str, Figure]:
    try:
        found: Sequence[Figure] = find_breakdown(millesime, indicateur, "office", annee, profil=profil)
    except WrongCall:
        return {}
    return {figure.filtre("office") or "": figure for figure in found}
