"""Section Territoire: a map of tiles of where the offices that delivered sit, and of what they count there.

Takes a `Lecture`, gives a chart made of published cells. A hidden cell stays « c » and enters no sum; a place where no
office delivered is « n.d. », never zero. Whoever may not read offices one by one is told whether one delivered, not how many.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dashboard import french, libelles, periodes, phrases
from dashboard.charts.grilles import ABREGES, Grille, lay_out_departements, lay_out_regions
from dashboard.charts.spec import Graphique, Ligne, Tableau
from dashboard.charts.tuiles import MOITIE, PLEIN, VIDE, Fond, Paroles, Tuile, draw_tiles
from dashboard.contenu.lecture import Lecture
from dashboard.contenu.territoire_phrases import list_signs, say_map, say_note, say_state
from dashboard.figures import Figure, find_breakdown, find_figure
from dashboard.presence import SIEGES, Presence, count_offices
from dashboard.reserves import is_incomplete
from dashboard.territoires import REGION, REQUERANT, SIEGE, TERRITOIRES, departements_of, list_places, name_place
from pipelines.errors import WrongCall

TAUX = "taux-resolution"
_HORS_CARTE = (libelles.VIDE, "HORS_FRANCE", "ILLISIBLE")
"""Codes that are no place: in the table, never on the map."""


@dataclass(frozen=True)
class Lieu:
    """A territory of the map and all that is published of it; `avant` is the year before.

    `presence` and `presence_avant` are None where a seat has no meaning.
    """

    code: str
    nom: str
    presence: Presence | None
    figure: Figure | None
    avant: Figure | None
    taux: Figure | None
    presence_avant: Presence | None = None
    signe: str = ""

    @property
    def hors_carte(self) -> bool:
        """Whether it is no place: not recorded, abroad, or unreadable."""
        return self.code in _HORS_CARTE

    @property
    def fond(self) -> Fond:
        """Counted, awaited, or without an office."""
        if self.presence is not None and not self.presence.offices and self.figure is None:
            return "absent"
        return "attente" if self.figure is None else "valeur"

    @property
    def texte(self) -> str:
        """The value, or the mark that stands for it."""
        if self.figure is not None:
            return phrases.say_number(self.figure)
        return french.SANS_OBJET if self.fond == "absent" else french.NON_RENSEIGNE


@lru_cache(maxsize=64)
def draw_map(lecture: Lecture) -> Graphique:
    """The map of the territory the reader chose, for the year of the period; `WrongCall` when it is not published."""
    places = tuple(_read(lecture))
    known = [place for place in places if not place.hors_carte]
    grid = _grid(lecture.selection.territoire, [place.code for place in known])
    by_code = {place.code: place for place in known}
    chosen = _chosen(lecture)
    tiles = [_tile(lecture, by_code[code], chosen=code in chosen) for code in grid.codes]
    return draw_tiles(_speak(lecture, places), grid, tiles)


def _speak(lecture: Lecture, lieux: tuple[Lieu, ...]) -> Paroles:
    year, critere = _year(lecture), lecture.selection.territoire
    found = next((place.figure for place in lieux if place.figure), None)
    rates = any(place.taux for place in lieux)
    return Paroles(
        cle="territoire",
        titre=f"{french.capitalize(lecture.nom_compte)} en {year}, par {_lower(TERRITOIRES[critere])}",
        unite="carte en tuiles",
        phrase=say_map(lecture, lieux, year),
        note=say_note(lecture, lieux, year),
        tableau=_table(lecture, lieux, rates=rates),
        donnees=tuple(_data(lecture, lieux)),
        indicateurs=(lecture.compte, *([TAUX] if rates else [])) if found else (),
        signes=list_signs(lecture),
    )


def _read(lecture: Lecture) -> Iterator[Lieu]:
    """Every place of the layout, then those the release knows besides, by name within each."""
    critere, year = lecture.selection.territoire, _year(lecture)
    now = _split(lecture, lecture.compte, year)
    past = _optional(lecture, lecture.compte, str(int(year) - 1))
    rates = _optional(lecture, TAUX, year)
    seats, earlier = _presence(lecture, year), _presence(lecture, str(int(year) - 1))
    names = list_places(lecture.millesime, critere)
    drawn = _grid(critere).codes
    more = [code for code in {**now, **seats} if code not in drawn]
    for code in sorted({*drawn, *more}, key=lambda code: (code in _HORS_CARTE, french.sort_key(names.get(code, code)))):
        presence = None if critere == REQUERANT else seats.get(code, Presence())
        figure = now.get(code) or _find_zero(lecture, code, presence)
        answers = _answers(lecture, code, presence, figure)
        yield Lieu(
            code,
            libelles.LIBELLE_VIDE if code == libelles.VIDE else name_place(lecture.millesime, critere, code),
            presence,
            figure if answers else None,
            past.get(code),
            rates.get(code) if answers else None,
            None if presence is None else earlier.get(code, Presence()),
            _sign(lecture, presence),
        )


def _find_zero(lecture: Lecture, code: str, presence: Presence | None) -> Figure | None:
    """The figure of a place without a line in any period where offices answer: nothing was counted there."""
    unknown = code not in list_places(lecture.millesime, lecture.selection.territoire)
    if unknown or (presence is not None and not presence.livres):
        return None
    kept, filters = lecture.selection, {**_others(lecture), lecture.selection.territoire: code}
    return find_figure(
        lecture.millesime, lecture.compte, _year(lecture), filters, perimetre=kept.perimetre, profil=lecture.profil
    )


def _answers(lecture: Lecture, code: str, presence: Presence | None, figure: Figure | None) -> bool:
    """Whether the place has a value to show: an office delivered, or the year is not over and something came."""
    if presence is None or code == libelles.VIDE or presence.livres:
        return figure is not None
    return is_incomplete(lecture.millesime, _year(lecture)) and figure is not None and figure.valeur != 0


def _presence(lecture: Lecture, annee: str) -> Mapping[str, Presence]:
    kept = lecture.selection
    return count_offices(lecture.millesime, kept.territoire, annee, kept.type or "")


def _sign(lecture: Lecture, presence: Presence | None) -> str:
    """All the offices of the place delivered, some did, none did; nothing where there is no office."""
    if presence is None or not presence.offices:
        return ""
    if not presence.livres:
        return VIDE
    whole = presence.livres == presence.offices or "membre" not in lecture.profil.usages
    return PLEIN if whole else MOITIE


def _split(lecture: Lecture, indicateur: str, annee: str) -> dict[str, Figure]:
    """The published figure of each place."""
    kept, par, filters = lecture.selection, lecture.selection.territoire, _others(lecture)
    found = find_breakdown(
        lecture.millesime, indicateur, par, annee, filters, perimetre=kept.perimetre, profil=lecture.profil
    )
    return {figure.filtre(par) or "": figure for figure in found}


def _others(lecture: Lecture) -> dict[str, str]:
    """The filters of the map: a chosen place does not filter it, it is framed on it."""
    return {name: value for name, value in lecture.selection.filtres.items() if name not in SIEGES}


def _optional(lecture: Lecture, indicateur: str, annee: str) -> dict[str, Figure]:
    """The same where it is published; for the year before, only where an office delivered."""
    try:
        found = _split(lecture, indicateur, annee)
    except WrongCall:
        return {}
    if lecture.selection.territoire == REQUERANT:
        return found
    seats = _presence(lecture, annee)
    over = not is_incomplete(lecture.millesime, annee)
    return {code: figure for code, figure in found.items() if not over or seats.get(code, Presence()).livres}


def _grid(critere: str, codes: list[str] | None = None) -> Grille:
    lay_out = lay_out_regions if critere == REGION else lay_out_departements
    return lay_out(codes or ())


def _chosen(lecture: Lecture) -> frozenset[str]:
    """The tiles of the place the reader filters by."""
    kept = lecture.selection
    if kept.territoire == REQUERANT:
        return frozenset()
    if kept.territoire == REGION:
        return frozenset(filter(None, (kept.region,)))
    return frozenset([kept.departement] if kept.departement else departements_of(kept.region) if kept.region else [])


def _tile(lecture: Lecture, lieu: Lieu, *, chosen: bool) -> Tuile:
    short = ABREGES.get(lieu.code, lieu.code) if lecture.selection.territoire == REGION else lieu.code
    value = None if lieu.figure is None else lieu.figure.valeur
    return Tuile(lieu.code, short, value, lieu.texte, lieu.fond, lieu.signe, _hover(lecture, lieu), chosen)


def _hover(lecture: Lecture, lieu: Lieu) -> str:
    counted = lieu.texte if lieu.figure is None or lieu.figure.valeur is None else phrases.say_value(lieu.figure)
    rate = "" if lieu.taux is None else f"Taux de résolution\u202f: {phrases.say_number(lieu.taux)}"
    lines = (f"<b>{lieu.nom}</b>", counted, say_state(lecture, lieu), rate)
    return "<br>".join(filter(None, lines))


def _table(lecture: Lecture, lieux: tuple[Lieu, ...], *, rates: bool) -> Tableau:
    year, seat = _year(lecture), lecture.selection.territoire in (REGION, SIEGE)
    head = [TERRITOIRES[lecture.selection.territoire], "Code"]
    head += [*(["Offices"] if seat else []), f"{french.capitalize(lecture.nom_compte)} en {year}"]
    head += [f"En {int(year) - 1}", *(["Taux de résolution"] if rates else [])]
    lines = []
    for lieu in lieux:
        state = (say_state(lecture, lieu),) if seat else ()
        rate = (_say(lieu.taux, lieu.presence),) if rates else ()
        code = french.SANS_OBJET if lieu.code == libelles.VIDE else lieu.code
        lines.append((lieu.nom, code, *state, lieu.texte, _say(lieu.avant, lieu.presence_avant), *rate))
    return Tableau(tuple(head), tuple(lines))


def _say(figure: Figure | None, presence: Presence | None) -> str:
    if figure is not None:
        return phrases.say_number(figure)
    return french.SANS_OBJET if presence is not None and not presence.offices else french.NON_RENSEIGNE


def _data(lecture: Lecture, lieux: tuple[Lieu, ...]) -> Iterator[Ligne]:
    """One line per place for files: full names, values as numbers, marks beside them."""
    yield (
        *("territoire", "code", "nom", "livraison", "indicateur", "periode", "valeur", "marque", "identifiant"),
        *("indicateur_taux", "taux", "taux_sur", "taux_marque", "taux_identifiant"),
    )
    for lieu in lieux:
        figure, rate = lieu.figure, lieu.taux
        state = say_state(lecture, lieu)
        counted = (None, lieu.texte, None) if figure is None else (figure.lue, figure.marque, figure.identifiant)
        shown = (None,) * 4 if rate is None else (rate.lue, rate.base_n, rate.marque, rate.identifiant)
        about = (lecture.selection.territoire, lieu.code, lieu.nom, state, lecture.compte, _year(lecture))
        yield (*about, *counted, TAUX if rate else None, *shown)


def _year(lecture: Lecture) -> str:
    return str(periodes.read_period(lecture.selection.periode).debut.year)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
