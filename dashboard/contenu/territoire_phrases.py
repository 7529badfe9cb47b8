"""What the map of tiles says: where offices delivered, the largest published value, and which territory is meant.

Takes the places of the map, gives French sentences. It adds nothing up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dashboard import french, periodes, phrases
from dashboard.charts.tuiles import MOITIE, PLEIN, VIDE
from dashboard.contenu.lecture import Lecture
from dashboard.evolution import compare
from dashboard.figures import Figure
from dashboard.presence import Presence
from dashboard.reserves import is_incomplete
from dashboard.territoires import REGION, REQUERANT, say_meaning

CARTE = (
    "Carte en tuiles\u202f: un carré par territoire, à peu près à sa place, tous de même taille. Plus la tuile est teintée, "
    "plus le nombre est grand, par quarts du maximum."
)
SIGNES_MEMBRE = (
    "● tous les offices du territoire ont livré l’année, ◐ une partie, ○ aucun (tirets)\u202f; — aucun office membre."
)
SIGNES = "● au moins un office du territoire a livré l’année, ○ aucun (tirets)\u202f; — aucun office membre."
VOLUME = "Un nombre dit l’activité des offices qui ont livré, pas les besoins des habitants."
TAUX = "Le taux de résolution (base\u202f: médiations menées à terme) n’est donné qu’à partir de 11 cas."


class Lieu(Protocol):
    """What is said of a place."""

    @property
    def nom(self) -> str:
        """Its name."""

    @property
    def hors_carte(self) -> bool:
        """Whether it is no place: not recorded, abroad, or unreadable."""

    @property
    def presence_avant(self) -> Presence | None:
        """The offices that sat there the year before."""

    @property
    def presence(self) -> Presence | None:
        """The offices that sit there; None where a seat has no meaning."""

    @property
    def figure(self) -> Figure | None:
        """What is published of it."""

    @property
    def avant(self) -> Figure | None:
        """The same the year before."""

    @property
    def taux(self) -> Figure | None:
        """Its rate of resolution."""


def say_map(lecture: Lecture, lieux: Sequence[Lieu], annee: str) -> str:
    """How many places have an office that delivered, the largest value with its change, and how many are hidden."""
    placed = [lieu for lieu in lieux if not lieu.hors_carte]
    known = [lieu for lieu in placed if lieu.figure is not None and lieu.figure.valeur is not None]
    hidden = sum(lieu.figure is not None and lieu.figure.marque == french.CONFIDENTIEL for lieu in lieux)
    said = [_say_reach(lecture, placed, annee), _say_largest(lecture, known, annee), _say_beside(lieux)]
    if hidden:
        verb = "est masqué" if hidden == 1 else "sont masqués"
        said.append(f"{french.count(hidden, 'nombre')} {verb} («\u202fc\u202f»).")
    return " ".join(filter(None, said))


def say_note(lecture: Lecture, lieux: Sequence[Lieu], annee: str) -> str:
    """Which territory, how to read a tile, what the filters leave, and the reserves of the values shown."""
    kept = lecture.selection
    member = "membre" in lecture.profil.usages
    signs = "" if kept.territoire == REQUERANT else SIGNES_MEMBRE if member else SIGNES
    framed = "Le territoire choisi dans les filtres est encadré\u202f; la carte montre tous les autres."
    ignored = "Le filtre par siège de l’office ne s’applique pas à cette carte."
    place = (ignored if kept.territoire == REQUERANT else framed) if kept.sieges else ""
    year = f"La carte se lit par année\u202f: ici {annee}." if kept.grain != "annee" else ""
    shown = [lieu.figure for lieu in lieux if lieu.figure is not None]
    reserves = dict.fromkeys(text for figure in shown for text in figure.reserves)
    rates = TAUX if any(lieu.taux for lieu in lieux) else ""
    return " ".join(filter(None, (say_meaning(kept.territoire), CARTE, signs, VOLUME, place, year, rates, *reserves)))


def list_signs(lecture: Lecture) -> tuple[tuple[str, str], ...]:
    """The marks of the map with what each means, in few words; none where seats have no meaning."""
    if lecture.selection.territoire == REQUERANT:
        return ()
    if "membre" not in lecture.profil.usages:
        return ((PLEIN, "au moins un office a livré"), (VIDE, "aucun n’a livré"))
    return ((PLEIN, "tous les offices ont livré"), (MOITIE, "une partie a livré"), (VIDE, "aucun n’a livré"))


def say_state(lecture: Lecture, lieu: Lieu) -> str:
    """What the offices of a place delivered, in words; counts are for members."""
    presence = lieu.presence
    if presence is None:
        return ""
    if not presence.offices:
        return "Aucun office membre"
    if "membre" not in lecture.profil.usages:
        return "Au moins un office a livré" if presence.livres else "Office membre, rien de livré"
    verb = "ont" if presence.offices > 1 else "a"
    return f"{french.number(presence.livres)} sur {french.number(presence.offices)} {verb} livré"


def _say_reach(lecture: Lecture, lieux: Sequence[Lieu], annee: str) -> str:
    territory = lecture.selection.territoire
    when = periodes.within(annee)
    if territory == REQUERANT:
        counted = sum(lieu.figure is not None and lieu.figure.valeur != 0 for lieu in lieux)
        return f"{when}, les {lecture.nom_compte} viennent d’habitants de {french.count(counted, 'département')}."
    if is_incomplete(lecture.millesime, annee):
        return f"{annee} n’est pas terminée\u202f: aucun office n’a encore livré l’année entière."
    seated = sum(lieu.presence is not None and lieu.presence.offices > 0 for lieu in lieux)
    delivered = sum(lieu.presence is not None and lieu.presence.livres > 0 for lieu in lieux)
    noun = "région" if territory == REGION else "département"
    return (
        f"{when}, {french.count(delivered, noun)} {'a' if delivered == 1 else 'ont'} au moins un office qui a livré "
        f"l’année entière, sur {french.number(seated)} où siège un office du réseau."
    )


def _say_largest(lecture: Lecture, lieux: Sequence[Lieu], annee: str) -> str:
    largest = max(lieux, key=lambda lieu: _value(lieu.figure), default=None)
    if largest is None or largest.figure is None:
        return "Aucun nombre n’est publié pour cette sélection."
    sentence = f"Nombre le plus grand\u202f: {largest.nom}, {phrases.say_value(largest.figure)}"
    before, now = largest.avant, largest.figure
    if before is None or before.valeur is None or is_incomplete(lecture.millesime, annee):
        return f"{sentence}."
    change = compare(now, before)
    if change.ecart and _offices(largest.presence) != _offices(largest.presence_avant):
        offices = _say_offices(lecture, largest)
        return f"{sentence}, contre {phrases.say_number(before)} en {before.periode} avec {offices}."
    return f"{sentence}, {change.texte if change.ecart else 'autant'} par rapport à {before.periode}."


def _say_offices(lecture: Lecture, lieu: Lieu) -> str:
    """The offices of the year before, against those of the year: a gap comes from both."""
    if "membre" not in lecture.profil.usages:
        return "un autre nombre d’offices"
    before, now = _offices(lieu.presence_avant), _offices(lieu.presence)
    return f"{french.count(before, 'office')} au lieu de {french.number(now)}"


def _offices(presence: Presence | None) -> int:
    return 0 if presence is None else presence.livres


def _say_beside(lieux: Sequence[Lieu]) -> str:
    """What is counted and stands on no tile."""
    said = [
        f"{lieu.nom[:1].lower()}{lieu.nom[1:]}, {_say_plain(lieu.figure)}"
        for lieu in lieux
        if lieu.hors_carte and lieu.figure
    ]
    joined = "\u202f; ".join(said)
    return f"Hors de la carte\u202f: {joined}." if said else ""


def _say_plain(figure: Figure | None) -> str:
    if figure is None or figure.valeur is None:
        return french.NON_RENSEIGNE if figure is None else figure.marque or french.NON_RENSEIGNE
    return phrases.say_value(figure)


def _value(figure: Figure | None) -> float:
    return (figure.valeur or 0) if figure is not None else 0
