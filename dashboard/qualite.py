"""Qualité et couverture: who delivered which year, how much of the network that is, and whom to remind.

Takes a millésime and a profile, gives frozen rows and French sentences. Names go to members only: the public and the
liaison see counts by type.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard import french, libelles, periodes
from dashboard.charts.spec import Tableau
from dashboard.couverture import Couverture, OfficeAnnee
from dashboard.intervalles import share
from dashboard.millesime import Millesime
from dashboard.profils import Profil

LIVRE, PARTIEL, RETARD, HORS = "livré en entier", "livré en partie", "en retard", "non membre"
SIGNES: Mapping[str, str] = {LIVRE: "●", PARTIEL: "◐", RETARD: "○", HORS: french.SANS_OBJET}
"""A mark by state, readable without colour."""

SENS: Mapping[str, str] = {
    LIVRE: "livré en entier",
    PARTIEL: "livré en partie\u202f: l’export s’arrête avant le 31 décembre",
    RETARD: "en retard\u202f: membre, rien de livré",
    HORS: "non membre, rien de livré",
}
"""What each mark means, in the key."""


@dataclass(frozen=True)
class Etat:
    """What an office delivered of a year; `precision` says the day its export stops when it stops within the year."""

    nom: str
    precision: str = ""

    @property
    def dit(self) -> str:
        """The state in words, for those who do not see the mark."""
        return f"{self.nom}, {self.precision}" if self.precision else self.nom


@dataclass(frozen=True)
class Rang:
    """An office of the matrix and its state, year by year."""

    nom: str
    etats: tuple[Etat, ...]


@dataclass(frozen=True)
class Groupe:
    """The offices of one type, by name: never a rank."""

    type: str
    rangs: tuple[Rang, ...]

    @property
    def titre(self) -> str:
        """« Communes »."""
        return french.capitalize(libelles.plural_type(self.type))


@dataclass(frozen=True)
class Relance:
    """Members to remind that are in the same situation, by name."""

    situation: str
    noms: tuple[str, ...]


def sees_names(profil: Profil) -> bool:
    """Whether this reader may read the names of offices."""
    return "membre" in profil.usages


def list_years(millesime: Millesime) -> tuple[str, ...]:
    """The years of the release that are over when it was made, in order."""
    day = millesime.manifeste.arrete_au
    return tuple(year for year in millesime.periods("annee") if periodes.read_period(year).fin <= day)


def build_matrix(millesime: Millesime, profil: Profil) -> tuple[Groupe, ...]:
    """Office × year by type then name; nothing for a reader who may not read names."""
    if not sees_names(profil):
        return ()
    years, stops = list_years(millesime), _read_stops(millesime)
    rows: dict[str, dict[str, OfficeAnnee]] = {}
    for row in millesime.offices:
        rows.setdefault(row.office_id, {})[str(row.annee)] = row
    groups: dict[str, list[Rang]] = {}
    for key, by_year in rows.items():
        first = next(iter(by_year.values()))
        states = tuple(_state(by_year.get(year), stops.get(key)) for year in years)
        if any(state.nom != HORS for state in states):
            groups.setdefault(first.type, []).append(Rang(first.nom, states))
    return tuple(
        Groupe(kind, tuple(sorted(groups[kind], key=lambda rang: french.sort_key(rang.nom))))
        for kind in _ordered(groups)
    )


def build_coverage(millesime: Millesime) -> Tableau:
    """By type, for the principal year: offices, deliveries, population of the members and the share that delivered."""
    year = millesime.manifeste.periode_principale
    lines = []
    for kind in libelles.list_codes("type"):
        found = millesime.coverage(year, kind)
        if found is None:
            continue
        name = french.capitalize(libelles.plural_type(kind))
        counts = (french.number(found.total), french.number(found.couverts))
        lines.append((name, *counts, *_population(found)))
    titles = (
        "Type",
        "Offices",
        f"Ont livré {year}",
        "Part des habitants",
        "Habitants couverts",
        "Habitants des membres",
    )
    return Tableau(titles, tuple(lines))


def build_history(millesime: Millesime) -> Tableau:
    """By year, for all types: how many delivered."""
    lines = []
    for year in list_years(millesime):
        found = millesime.coverage(year)
        if found is not None:
            lines.append((year, french.number(found.couverts), french.number(found.total)))
    return Tableau(("Année", "Ont livré", "Sur"), tuple(lines))


def list_reminders(millesime: Millesime, profil: Profil) -> tuple[Relance, ...]:
    """Members that have not delivered the principal year whole, the nearest to it first; none without names."""
    if not sees_names(profil):
        return ()
    year, stops = int(millesime.manifeste.periode_principale), _read_stops(millesime)
    late = [row for row in millesime.offices if row.annee == year and row.membre and not row.couvert]
    found: dict[tuple[int, str], list[str]] = {}
    for row in late:
        found.setdefault(_say_situation(millesime, row, stops.get(row.office_id)), []).append(row.nom)
    return tuple(
        Relance(situation, tuple(sorted(names, key=french.sort_key)))
        for (_, situation), names in sorted(found.items(), key=lambda pair: (-pair[0][0], pair[0][1]))
    )


def say_headline(millesime: Millesime) -> str:
    """How many delivered the principal year, and how many are missing."""
    year = millesime.manifeste.periode_principale
    found = millesime.coverage(year)
    if found is None or not found.couverts:
        return f"Aucun office n’a livré {year} en entier."
    missing = found.membres - found.membres_couverts
    if not missing:
        return f"Tous les membres du réseau ont livré {year} en entier."
    verb = "n’a" if missing == 1 else "n’ont"
    return f"{french.count(missing, 'membre')} du réseau {verb} pas livré {year} en entier."


def write_reminder(millesime: Millesime) -> tuple[str, str]:
    """Subject and body of the message, ready to send: it names no office, so that one text suits all."""
    year = millesime.manifeste.periode_principale
    found = millesime.coverage(year)
    done, total = (french.number(found.couverts), french.number(found.total)) if found else ("0", "0")
    subject = f"Observatoire de la médiation territoriale\u202f: votre export {year}"
    body = (
        "Bonjour,\n\n"
        f"L’Observatoire de la médiation territoriale prépare ses chiffres de l’année {year}. "
        f"À ce jour, {done} offices sur {total} ont transmis leur export\u202f; le vôtre ne nous est pas parvenu, "
        "ou s’arrête avant le 31 décembre.\n\n"
        "L’export de votre outil suffit, tel qu’il est\u202f: aucun nom, aucun texte libre n’est conservé. "
        f"Merci de l’arrêter au 31 décembre {year} ou plus tard, et d’indiquer la date à laquelle il a été fait. "
        f"Si vous n’avez reçu aucune saisine en {year}, dites-le nous\u202f: un zéro compte aussi.\n\n"
        "Bien cordialement,\nLe bureau"
    )
    return subject, body


def _state(row: OfficeAnnee | None, stop: date | None) -> Etat:
    if row is None:
        return Etat(HORS)
    if row.couvert:
        return Etat(LIVRE)
    if stop is not None and stop.year == row.annee:
        return Etat(PARTIEL, f"arrêté au {french.long_date(stop)}")
    return Etat(RETARD if row.membre else HORS)


def _read_stops(millesime: Millesime) -> dict[str, date]:
    """The day the last export of each office stops."""
    rows = millesime.read_table("offices", ("office_id", "date_arrete"))
    return {key: stop for key, stop in rows if stop is not None}


def _say_situation(millesime: Millesime, row: OfficeAnnee, stop: date | None) -> tuple[int, str]:
    """How near to delivering an office is, as a year that orders and as words."""
    if stop is not None and stop.year == row.annee:
        return row.annee, f"Export arrêté au {french.long_date(stop)}"
    known = [r.annee for r in millesime.offices if r.office_id == row.office_id and r.couvert]
    return (max(known), f"Dernière année livrée\u202f: {max(known)}") if known else (0, "Rien de livré à ce jour")


def _population(found: Couverture) -> tuple[str, str, str]:
    """The share of the members’ inhabitants that is covered, then both numbers."""
    if not found.population_membres or found.population_couverte is None:
        return (french.NON_RENSEIGNE,) * 3
    part = french.percent(share(found.population_couverte, found.population_membres, 0), 0)
    return part, french.number(found.population_couverte), french.number(found.population_membres)


def _ordered(groups: Mapping[str, object]) -> list[str]:
    known = [kind for kind in libelles.list_codes("type") if kind in groups]
    return [*known, *sorted(set(groups) - set(known))]
