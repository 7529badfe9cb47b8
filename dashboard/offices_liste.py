"""The offices of the network, by type then name: what each delivered, its volume as published, how full its fields are.

Takes a millésime, a selection and a profile that may read names, gives frozen rows and sentences. No rank, no order by
value; the volume is that of the members' table, exact from 11 on, its mark otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard import completude, french, libelles, periodes, phrases
from dashboard.charts.spec import Ligne
from dashboard.couverture import OfficeAnnee
from dashboard.figures import Figure
from dashboard.millesime import Millesime
from dashboard.presence import seats
from dashboard.profils import Profil
from dashboard.selection import Selection
from dashboard.voisins import read_offices, sees_offices

LIVRE, PARTIEL, RETARD, HORS = "livré", "livré en partie", "pas livré", "non membre"
PLEIN = completude.BANDES[0][0]
INDICATEUR = "saisines-recues"
NOTE = (
    "Par type puis par nom, jamais par valeur. Le volume d’une année est exact à partir de 11 saisines, arrondi ou masqué "
    "en dessous. Usage interne\u202f: cette table ne se cite pas à l’extérieur du réseau."
)


@dataclass(frozen=True)
class Rang:
    """An office. `annees` are the years delivered whole; `pleins` fields out of `champs` are full at 95 % or more."""

    cle: str
    nom: str
    livre: bool
    membre: bool
    annees: tuple[int, ...]
    arrete: date | None
    volume: Figure | None
    pleins: int = 0
    champs: int = 0


@dataclass(frozen=True)
class Groupe:
    """The offices of one type, by name."""

    type: str
    rangs: tuple[Rang, ...]

    @property
    def titre(self) -> str:
        """« Communes (12) »."""
        return f"{french.capitalize(libelles.plural_type(self.type))} ({french.number(len(self.rangs))})"


def list_offices(millesime: Millesime, selection: Selection, profil: Profil) -> tuple[Groupe, ...]:
    """The members of the year and those that ever delivered, under the filters of type and seat; none without names."""
    if not sees_offices(profil):
        return ()
    year = selection.periode[:4]
    volumes, fields = read_offices(millesime, INDICATEUR, year), _count_fields(millesime, year, profil)
    stops = dict(millesime.read_table("offices", ("office_id", "date_arrete")))
    rows: dict[str, list[OfficeAnnee]] = {}
    for row in millesime.offices:
        rows.setdefault(row.office_id, []).append(row)
    groups: dict[str, list[Rang]] = {}
    for key, by_year in rows.items():
        now = next((row for row in by_year if str(row.annee) == year), None)
        years = tuple(sorted(row.annee for row in by_year if row.couvert))
        if _is_kept(millesime, by_year[0], selection) and (years or (now and now.membre)):
            delivered, member = bool(now and now.couvert), bool(now and now.membre)
            open_ = periodes.read_period(year).fin > millesime.manifeste.arrete_au
            volume = volumes.get(key) if delivered or open_ else None
            filled = fields.get((by_year[0].type, by_year[0].nom), (0, 0)) if delivered else (0, 0)
            rang = Rang(key, by_year[0].nom, delivered, member, years, stops.get(key), volume, *filled)
            groups.setdefault(by_year[0].type, []).append(rang)
    known = [kind for kind in libelles.list_codes("type") if kind in groups]
    return tuple(
        Groupe(kind, tuple(sorted(groups[kind], key=lambda rang: french.sort_key(rang.nom))))
        for kind in [*known, *sorted(set(groups) - set(known))]
    )


def say_offices(groupes: Sequence[Groupe], annee: str) -> str:
    """How many offices are listed, and how many delivered the year whole."""
    rows = [rang for groupe in groupes for rang in groupe.rangs]
    done = sum(rang.livre for rang in rows)
    if not rows:
        return "Aucun office ne répond à cette sélection."
    return (
        f"{french.capitalize(french.count(done, 'office'))} sur {french.number(len(rows))} "
        f"{'a' if done < 2 else 'ont'} livré {periodes.label(annee)} en entier."
    )


def say_ignored(selection: Selection) -> str:
    """Which filters the list does not follow; empty when it follows them all."""
    names = {"famille": "la famille de domaines", "canal": "le canal"}
    unread = [words for name, words in names.items() if name in selection.filtres]
    year = selection.periode[:4]
    said = [f"Cette liste ne suit pas {french.enumerate_words(unread)}." if unread else ""]
    said.append(f"Elle se lit par année\u202f: ici {year}." if selection.grain != "annee" else "")
    return " ".join(filter(None, said))


def say_years(annees: Sequence[int]) -> str:
    """« 2019 à 2023, 2025 »."""
    runs: list[list[int]] = []
    for year in annees:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]} à {run[-1]}" for run in runs) or french.SANS_OBJET


def say_delivery(rang: Rang, annee: str) -> str:
    """The state of the year in words; an export that stops within the year delivered a part of it."""
    if rang.livre:
        return LIVRE
    if rang.arrete is not None and str(rang.arrete.year) == annee:
        return PARTIEL
    return RETARD if rang.membre else HORS


def say_volume(rang: Rang) -> str:
    """The volume as published, or its mark."""
    return french.NON_RENSEIGNE if rang.volume is None else phrases.say_number(rang.volume)


def say_fields(rang: Rang) -> str:
    """« 7 sur 9 », n.d. where the release does not say."""
    return f"{french.number(rang.pleins)} sur {french.number(rang.champs)}" if rang.champs else french.NON_RENSEIGNE


def list_lines(groupes: Sequence[Groupe], annee: str) -> tuple[Ligne, ...]:
    """The same for files, header first."""
    head = ("type", "office", "nom", "periode", "livraison", "annees_livrees", "date_arrete", "indicateur", "valeur")
    lines: list[Ligne] = [(*head, "marque", "champs_a_95", "champs_publies")]
    for groupe in groupes:
        for rang in groupe.rangs:
            value = None if rang.volume is None else rang.volume.lue
            mark = french.NON_RENSEIGNE if rang.volume is None else rang.volume.marque
            stop = None if rang.arrete is None else rang.arrete.isoformat()
            about = (groupe.type, rang.cle, rang.nom, annee, say_delivery(rang, annee), say_years(rang.annees), stop)
            known = (rang.pleins, rang.champs) if rang.champs else (None, None)
            lines.append((*about, INDICATEUR, value, mark, *known))
    return tuple(lines)


def _is_kept(millesime: Millesime, office: OfficeAnnee, selection: Selection) -> bool:
    placed = all(seats(millesime, name).get(office.office_id) == code for name, code in selection.sieges.items())
    return placed and selection.type in (None, office.type)


def _count_fields(millesime: Millesime, annee: str, profil: Profil) -> dict[tuple[str, str], tuple[int, int]]:
    """By type and name: fields full at 95 % or more, and fields with a published value."""
    found = {}
    for groupe in completude.by_office(millesime, annee, profil).groupes:
        for rang in groupe.rangs:
            values = [f.valeur for f in rang.figures if f is not None and f.valeur is not None]
            found[_type_of(groupe.titre), rang.nom] = (sum(value >= PLEIN for value in values), len(values))
    return found


def _type_of(titre: str) -> str:
    """The type whose plural stands at the head of a group of completeness."""
    known = {french.capitalize(libelles.plural_type(code)): code for code in libelles.list_codes("type")}
    return known.get(titre, titre)
