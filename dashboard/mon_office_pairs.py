"""An office beside its peers and those of its type: which comparison is shown, and what may be said of it.

Takes an office's figures, the displayed figures of its peers and the published ones of its type, gives `Comparaison`s in
words. A group's figure needs three other offices, none of which makes it alone; no other office's own figure is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard import french, phrases
from dashboard.charts.spec import Tableau
from dashboard.contenu import TITRES
from dashboard.figures import Figure, find_figure
from dashboard.mon_office import Regard, find_state, say_type
from dashboard.mon_office_verdicts import Jugement
from dashboard.pairs import LIBELLES, POIDS, GroupePairs
from dashboard.voisins import OFFICES_MINIMUM, Resume, find_neighbours, read_offices, summarise, tells_a_group
from pipelines.errors import WrongCall

BASE_MINIMUM = 11
"""Under that base one case moves the figure too much to compare."""

COMPTES = ("saisines-recues", "dossiers-clos", "stock")
MESURES = ("delai-median", "delai-moyen", "delai-p90", "clos-90-jours", "taux-resolution")

NON_COMPARABLE = "non comparable"
_TITRES: Mapping[str, str] = {
    "type": "Type",
    "population": "Habitants",
    "volume": "Saisines reçues",
    "perimetre": "Périmètre déclaré",
    "domaines": "Domaines",
}
_MOTS: Mapping[str, tuple[str, ...]] = {
    "type": (" de collectivité",),
    "population": ("habitants", "habitant"),
    "volume": ("saisines reçues dans l’année", "saisine reçue dans l’année", "saisines reçues", "dans l’année"),
    "domaines": (" de la répartition",),
}
"""Short titles of the columns of distances, and the words they make useless in the cells."""

SELON_LA_TAILLE = "dépend d’abord de la population et du périmètre de l’office"


@dataclass(frozen=True)
class Groupe:
    """The offices of the same type that year, the reader's included. `refus` says why they are not shown."""

    type: str
    offices: int
    refus: str = ""


@dataclass(frozen=True)
class Comparaison:
    """One line: the office's figure, the middle of its peers', and what may be said of the two."""

    titre: str
    mien: Figure
    mien_texte: str
    mien_base: str
    pairs: Resume
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
    if len(others) < OFFICES_MINIMUM:
        reason = f"Moins de trois autres {name} ont livré {regard.annee}\u202f: leurs chiffres ne sont pas montrés."
        return Groupe(fiche.type, len(others) + 1, reason)
    if not _is_shared(regard, others):
        reason = f"Un seul office pèse l’essentiel des autres {name}\u202f: leurs chiffres ne sont pas montrés."
        return Groupe(fiche.type, len(others) + 1, reason)
    return Groupe(fiche.type, len(others) + 1)


def find_pairs(regard: Regard) -> GroupePairs:
    """The peers of the office by the criteria that were not dropped; none while the year is not delivered."""
    kept = tuple(name for name in POIDS if name not in regard.ecartes)
    if find_state(regard) != "livre":
        return GroupePairs((), kept, ())
    return find_neighbours(regard.millesime, regard.office, regard.annee, regard.profil, kept)


def find_peers(regard: Regard, groupe: Groupe, indicateur: str) -> Figure | None:
    """The published figure of the type, or None when it may not be shown."""
    if groupe.refus:
        return None
    try:
        return find_figure(regard.millesime, indicateur, regard.annee, {"type": groupe.type}, profil=regard.profil)
    except WrongCall:
        return None


def build_comparisons(regard: Regard, pairs: GroupePairs, verdicts: Sequence[Jugement] = ()) -> tuple[Comparaison, ...]:
    """Volumes, then delays and rates; none without peers enough to make a group."""
    if len(pairs.pairs) < OFFICES_MINIMUM:
        return ()
    return tuple(_compare(regard, pairs, name, verdicts) for name in (*COMPTES, *MESURES))


def say_refusal(regard: Regard, pairs: GroupePairs) -> str:
    """Why no peer is shown; empty when they are."""
    if find_state(regard) != "livre":
        return "Pas de comparaison tant que l’année n’est pas livrée en entier."
    if len(pairs.pairs) < OFFICES_MINIMUM:
        return f"Moins de trois autres offices ont livré {regard.annee}\u202f: leurs chiffres ne sont pas montrés."
    return ""


def say_pairs(pairs: GroupePairs) -> str:
    """« 7 pairs proches — pourquoi ceux-ci ? »."""
    near = french.count(len(pairs.pairs), "pair proche", "pairs proches")
    return f"{near} — pourquoi ceux-ci\u202f?"


def say_method(pairs: GroupePairs) -> str:
    """How peers were chosen, in one sentence."""
    names = french.enumerate_words([LIBELLES[name] for name in pairs.criteres])
    weight = ", le type comptant double" if "type" in pairs.criteres and len(pairs.criteres) > 1 else ""
    return (
        f"Les offices les plus proches du vôtre par {names}{weight}. La distance va de 0 (semblable) à 1\u202f; elle compare "
        "des situations, jamais des résultats. L’ordre est alphabétique."
    )


def tabulate_pairs(pairs: GroupePairs) -> Tableau:
    """The peers by name, their distance and, for each criterion kept, what was compared."""
    titles = ("Pair", "Distance", *(_TITRES[name] for name in pairs.criteres))
    lines = [
        (
            pair.candidat.nom,
            french.number(pair.distance, 2),
            *(_shorten(name, reason) for name, reason in zip(pairs.criteres, pair.raisons, strict=True)),
        )
        for pair in pairs.pairs
    ]
    return Tableau(titles, tuple(lines))


def _shorten(critere: str, raison: str) -> str:
    """The reason without the words of its column."""
    text = raison.rstrip(".").rpartition("\u202f: ")[2]
    for words in _MOTS.get(critere, ()):
        text = text.replace(words, "")
    return text.strip()


def _compare(regard: Regard, pairs: GroupePairs, indicateur: str, verdicts: Sequence[Jugement]) -> Comparaison:
    own = regard.mien(indicateur)
    shown = read_offices(regard.millesime, indicateur, regard.annee)
    beside = summarise([shown[p.candidat.office] for p in pairs.pairs if p.candidat.office in shown])
    text, base = _show_peers(own, beside, len(pairs.pairs))
    return Comparaison(
        titre=TITRES[indicateur],
        mien=own,
        mien_texte=phrases.say_value(own),
        mien_base=" · ".join(part for part in (say_interval(own), phrases.say_base(own)) if part),
        pairs=beside,
        pairs_texte=text,
        pairs_base=base,
        lecture=_read(own, beside, {verdict.sujet: verdict for verdict in verdicts}),
    )


def say_interval(figure: Figure) -> str:
    """« de 55,0 à 74,6 %, à 95 % »; empty for a figure without interval."""
    if not figure.intervalle or figure.valeur is None:
        return ""
    low, high = figure.intervalle
    return f"de {french.number(low, 1)} à {french.percent(high)}, à 95{french.FINE}%"


def _show_peers(own: Figure, beside: Resume, total: int) -> tuple[str, str]:
    among = f"{french.number(beside.n)} pairs sur {french.number(total)}" if beside.n < total else f"{total} pairs"
    if beside.mediane is None or beside.bas is None or beside.haut is None:
        return beside.marque or french.NON_RENSEIGNE, french.MARQUES.get(beside.marque or "", "")
    decimals = 0 if own.declaration.forme == "compte" else own.declaration.decimales
    low, high = say_bounds(beside.bas, beside.haut, own.unite, decimals)
    middle = french.measure(beside.mediane, own.unite, decimals)
    return middle, f"la moitié entre {low} et {high}\u202f; {among}"


def say_bounds(bas: float, haut: float, unite: str, decimales: int) -> tuple[str, str]:
    """« 49,3 », « 55,1 jours »: the unit is said once."""
    if unite in ("%", "jours"):
        return french.short_number(bas, 1), french.measure(haut, unite, decimales)
    return french.number(bas, decimales), french.number(haut, decimales)


def _read(own: Figure, beside: Resume, verdicts: Mapping[str, Jugement]) -> str:
    """What the two values allow to say, and no more: only a funnel tells an office from its peers."""
    if own.valeur is None or beside.bas is None or beside.haut is None:
        return NON_COMPARABLE
    if own.indicateur in COMPTES:
        return SELON_LA_TAILLE
    if (own.base_n or 0) < BASE_MINIMUM:
        return NON_COMPARABLE
    if own.indicateur == "taux-resolution" and (verdict := verdicts.get("resolution")):
        return (
            f"{verdict.mot} que vos pairs"
            if verdict.mot
            else verdict.lecture.verdict.replace("du groupe", "de vos pairs")
        )
    if beside.bas <= own.valeur <= beside.haut:
        return "dans la moitié centrale de vos pairs"
    return f"{'au-dessus' if own.valeur > beside.haut else 'en dessous'} de la moitié centrale de vos pairs, écart brut"


def _is_shared(regard: Regard, others: frozenset[str]) -> bool:
    """Whether no other office makes the group; unknown counts as no, since nothing then proves it."""
    shown = read_offices(regard.millesime, "saisines-recues", regard.annee)
    known = [float(shown[office].valeur or 0) for office in others if office in shown]
    total = sum(known)
    return bool(total) and tells_a_group(known) if len(known) >= OFFICES_MINIMUM else False
