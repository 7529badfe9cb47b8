"""Qualité et couverture: who delivered which year, how much of the network that is, and whom to remind.

Takes a millésime and a profile, gives frozen rows and French sentences. Names go to members only: the public and the
liaison see counts by type.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import french, libelles, periodes
from dashboard.charts.spec import Tableau
from dashboard.couverture import OfficeAnnee
from dashboard.intervalles import share
from dashboard.millesime import Millesime
from dashboard.profils import Profil

LIVRE, MANQUE, HORS = "livré", "membre sans livraison", "non membre"
SIGNES: Mapping[str, str] = {LIVRE: "●", MANQUE: "○", HORS: french.SANS_OBJET}
"""A mark by state, readable without colour."""


@dataclass(frozen=True)
class Rang:
    """An office of the matrix and its state, year by year."""

    nom: str
    etats: tuple[str, ...]


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
    """A member to remind, and the last year it delivered whole."""

    nom: str
    derniere: str


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
    years = list_years(millesime)
    rows: dict[str, dict[str, OfficeAnnee]] = {}
    for row in millesime.offices:
        rows.setdefault(row.office_id, {})[str(row.annee)] = row
    groups: dict[str, list[Rang]] = {}
    for by_year in rows.values():
        first = next(iter(by_year.values()))
        states = tuple(_state(by_year.get(year)) for year in years)
        if set(states) != {HORS}:
            groups.setdefault(first.type, []).append(Rang(first.nom, states))
    return tuple(
        Groupe(kind, tuple(sorted(groups[kind], key=lambda rang: french.sort_key(rang.nom))))
        for kind in _ordered(groups)
    )


def build_coverage(millesime: Millesime) -> Tableau:
    """By type, for the principal year: members, deliveries, share of the members' population."""
    year = millesime.manifeste.periode_principale
    lines = []
    for kind in libelles.list_codes("type"):
        found = millesime.coverage(year, kind)
        if found is None:
            continue
        known = found.population_membres and found.population_couverte is not None
        part = (
            french.percent(share(found.population_couverte or 0, found.population_membres or 1, 0), 0) if known else ""
        )
        name = french.capitalize(libelles.plural_type(kind))
        lines.append((name, french.number(found.total), french.number(found.couverts), part or french.NON_RENSEIGNE))
    return Tableau(("Type", "Offices", f"Ont livré {year}", "Population des membres couverte"), tuple(lines))


def build_history(millesime: Millesime) -> Tableau:
    """By year, for all types: how many delivered."""
    lines = []
    for year in list_years(millesime):
        found = millesime.coverage(year)
        if found is not None:
            lines.append((year, french.number(found.couverts), french.number(found.total)))
    return Tableau(("Année", "Ont livré", "Sur"), tuple(lines))


def list_reminders(millesime: Millesime, profil: Profil) -> tuple[Relance, ...]:
    """Members that have not delivered the principal year, by name; none for a reader who may not read names."""
    if not sees_names(profil):
        return ()
    year = int(millesime.manifeste.periode_principale)
    late = [row for row in millesime.offices if row.annee == year and row.membre and not row.couvert]
    found = [Relance(row.nom, _last_delivered(millesime, row.office_id)) for row in late]
    return tuple(sorted(found, key=lambda relance: french.sort_key(relance.nom)))


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


def _state(row: OfficeAnnee | None) -> str:
    if row is None:
        return HORS
    if row.couvert:
        return LIVRE
    return MANQUE if row.membre else HORS


def _last_delivered(millesime: Millesime, office: str) -> str:
    known = [row.annee for row in millesime.offices if row.office_id == office and row.couvert]
    return str(max(known)) if known else "aucune"


def _ordered(groups: Mapping[str, object]) -> list[str]:
    known = [kind for kind in libelles.list_codes("type") if kind in groups]
    return [*known, *sorted(set(groups) - set(known))]
