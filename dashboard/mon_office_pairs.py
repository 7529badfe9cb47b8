"""An office beside those of its type: which comparison is shown, and what may be said of it.

Takes an office's figures and the published figures of its type, gives `Comparaison`s in words. No other office's own
count is shown; a peer figure needs at least three other offices, none of which makes it alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import french, phrases
from dashboard.calcul import compute
from dashboard.contenu import TITRES
from dashboard.figures import Figure, find_figure, find_indicator
from dashboard.intervalles import ratio
from dashboard.mon_office import Regard, find_state, say_type
from dashboard.sources import Source, find_sources
from pipelines.errors import WrongCall
from pipelines.indicateurs.registry import Indicateur

AUTRES_MINIMUM = 3
"""With two others, each can work out the other's figure from its own."""

PART_MAXIMUM = 0.85
"""Above that share of the others' cases, the figure of the group is that of one office."""

BASE_MINIMUM = 11
"""Under that base one case moves the figure too much to compare."""

COMPTES = ("saisines-recues", "dossiers-clos", "stock")
MESURES = ("delai-median", "delai-moyen", "delai-p90", "clos-90-jours", "taux-resolution")

NON_COMPARABLE = "non comparable"
INDISTINCT, PLUS_BAS, PLUS_HAUT = (
    "non distinguable de l’ensemble",
    "plus bas que l’ensemble",
    "plus haut que l’ensemble",
)
_VERBES = {
    INDISTINCT: "n’est pas distinguable de celui de l’ensemble",
    PLUS_BAS: "est plus bas que celui de l’ensemble",
    PLUS_HAUT: "est plus haut que celui de l’ensemble",
}


@dataclass(frozen=True)
class Groupe:
    """The offices of the same type that year, the reader's included. `refus` says why they are not shown."""

    type: str
    offices: int
    refus: str = ""


@dataclass(frozen=True)
class Comparaison:
    """One line: the office's figure, that of its group, and what may be said of the two."""

    titre: str
    mien: Figure
    mien_texte: str
    mien_base: str
    pairs_texte: str
    pairs_base: str
    lecture: str


def find_group(regard: Regard) -> Groupe:
    """The group of the office, with the reason it cannot be shown, if any."""
    fiche = regard.fiche
    if fiche is None or find_state(regard) != "livre":
        return Groupe("", 0, "Pas de comparaison tant que l’année n’est pas livrée en entier.")
    beside = [row for row in regard.millesime.offices if (row.annee, row.type) == (fiche.annee, fiche.type)]
    others = frozenset(row.office_id for row in beside if row.couvert and row.office_id != regard.office)
    name = say_type(regard)
    if len(others) < AUTRES_MINIMUM:
        reason = f"Moins de trois autres {name} ont livré {regard.annee}\u202f: leurs chiffres ne sont pas montrés."
        return Groupe(fiche.type, len(others) + 1, reason)
    if _is_dominated(regard, others):
        reason = f"Un seul office pèse l’essentiel des autres {name}\u202f: leurs chiffres ne sont pas montrés."
        return Groupe(fiche.type, len(others) + 1, reason)
    return Groupe(fiche.type, len(others) + 1)


def build_comparisons(regard: Regard, groupe: Groupe) -> tuple[Comparaison, ...]:
    """Volumes, then delays and rates; none when the group may not be shown."""
    if groupe.refus:
        return ()
    return tuple(_compare(regard, groupe, name) for name in (*COMPTES, *MESURES))


def find_peers(regard: Regard, groupe: Groupe, indicateur: str) -> Figure | None:
    """The published figure of the group, or None when it may not be shown."""
    if groupe.refus:
        return None
    try:
        return find_figure(regard.millesime, indicateur, regard.annee, {"type": groupe.type}, profil=regard.profil)
    except WrongCall:
        return None


def say_verdict(regard: Regard, groupe: Groupe, lignes: Sequence[Comparaison]) -> str:
    """The second sentence of the page: the delay and the resolution beside the group's, or why there is none."""
    if groupe.refus:
        return groupe.refus
    by_name = {ligne.mien.indicateur: ligne for ligne in lignes}
    delay, rate = by_name["delai-median"], by_name["taux-resolution"]
    name = f"l’ensemble des {french.number(groupe.offices)} {say_type(regard)} qui ont livré {regard.annee}"
    parts = []
    if delay.lecture != NON_COMPARABLE:
        parts.append(f"Pour {name}, la moitié des dossiers sont clos en {delay.pairs_texte} ou moins.")
    if rate.lecture != NON_COMPARABLE:
        parts.append(f"Votre taux de résolution ({rate.mien_texte}) {_VERBES[rate.lecture]} ({rate.pairs_texte}).")
    return " ".join(parts) or f"Trop peu de dossiers pour vous comparer à {name}."


def _compare(regard: Regard, groupe: Groupe, indicateur: str) -> Comparaison:
    own, peers = regard.mien(indicateur), find_peers(regard, groupe, indicateur)
    counted = indicateur in COMPTES
    text, base = _show_peers(peers, groupe, counted=counted)
    return Comparaison(
        titre=TITRES[indicateur],
        mien=own,
        mien_texte=phrases.say_value(own),
        mien_base=phrases.say_base(own),
        pairs_texte=text,
        pairs_base=base,
        lecture=_read(own, peers, counted=counted),
    )


def _show_peers(peers: Figure | None, groupe: Groupe, *, counted: bool) -> tuple[str, str]:
    if peers is None:
        return french.SANS_OBJET, ""
    if peers.valeur is None:
        return phrases.say_value(peers), ""
    among = french.count(groupe.offices, "office")
    if counted:
        mean = ratio(int(peers.valeur), groupe.offices, 0)
        return f"environ {french.number(mean)} par office", f"moyenne de {among}"
    base = phrases.say_base(peers)
    return phrases.say_value(peers), f"{base}, {among}" if base else among


def _read(own: Figure, peers: Figure | None, *, counted: bool) -> str:
    """What the two values allow to say, and no more."""
    if own.valeur is None or peers is None or peers.valeur is None:
        return NON_COMPARABLE
    if counted:
        return "dépend d’abord de la population et du périmètre de l’office"
    if min(own.base_n or 0, peers.base_n or 0) < BASE_MINIMUM:
        return NON_COMPARABLE
    if own.intervalle:
        low, high = own.intervalle
        if low <= peers.valeur <= high:
            return INDISTINCT
        return PLUS_BAS if high < peers.valeur else PLUS_HAUT
    gap = own.valeur - peers.valeur
    if not gap:
        return "égal à l’ensemble"
    return f"{french.days(abs(gap))} de {'plus' if gap > 0 else 'moins'} que l’ensemble, écart brut"


def _is_dominated(regard: Regard, others: frozenset[str]) -> bool:
    """Whether one other office makes the group; unknown counts as yes, since nothing then proves the contrary."""
    declared = find_indicator("saisines-recues")
    sources = find_sources(regard.millesime, declared, {"office": ""}, "annee", "reel", regard.profil)
    values = [
        next((v for source in sources if (v := _value(declared, source, regard.annee, office))), 0.0)
        for office in others
    ]
    known = [value for value in values if value]
    return not known or max(known) > PART_MAXIMUM * sum(known)


def _value(declared: Indicateur, source: Source, annee: str, office: str) -> float | None:
    return compute(declared, source.line(annee, {"office": office}), protegee=source.protegee).valeur
