"""The charts that set an office beside others, and its backlog: strips of positions, funnels, pyramid.

Takes verdicts, peers and the stock already computed, gives charts. No other office is named, none is ranked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from dashboard import french, phrases
from dashboard.charts.entonnoirs import Cadre, Marque, draw_funnel
from dashboard.charts.libre import Libre
from dashboard.charts.positions import Bande, draw_positions
from dashboard.charts.pyramides import Cotes, Etage, draw_pyramid
from dashboard.contenu import TITRES
from dashboard.entonnoir import Groupe, Point
from dashboard.entonnoir import draw_funnel as find_curves
from dashboard.mon_office import Regard
from dashboard.mon_office_pairs import say_bounds
from dashboard.mon_office_stock import AGES, COURTS, ETAPES, Stock, say_stock, tabulate
from dashboard.mon_office_verdicts import Jugement, say_reading, say_spread
from dashboard.pairs import GroupePairs
from dashboard.voisins import read_offices, sees_offices, summarise, tells_a_group

INDICATEURS = ("delai-median", "clos-90-jours", "taux-resolution")
_COTES = "À gauche, ce que vous tenez\u202f; à droite, ce que vous attendez."
_SANS_ETAPE = "L’étape n’est pas renseignée dans votre fichier\u202f: tout est à gauche."
_PAS = 28
"""Sizes at which limits are computed: enough for a smooth curve."""

_TITRES: Mapping[str, tuple[str, str, str]] = {
    "delai": (
        "entonnoir-delai",
        "Vitesse de clôture, dossiers ouverts compris",
        "clôtures attendues dans l’année, à domaines et canaux égaux",
    ),
    "resolution": ("entonnoir-resolution", "Taux de résolution", "médiations menées à terme dans l’année"),
    "resolution-ajustee": (
        "entonnoir-resolution-ajustee",
        "Taux de résolution ajusté",
        "issues favorables attendues, à domaines et canaux égaux",
    ),
}
_LEGENDE = "Losange\u202f: votre office. Cercles\u202f: vos pairs. Points\u202f: autres offices, sans nom."
_LIRE = (
    "Sans autre différence que le hasard, 19 offices sur 20 tombent entre les pointillés, 499 sur 500 entre les tirets. "
    "Plus un office est petit, plus le hasard l’écarte."
)


def build_charts(regard: Regard, pairs: GroupePairs, verdicts: Sequence[Jugement]) -> tuple[Libre, ...]:
    """The strips, then the funnels of delay and resolution; none when no group can be shown."""
    strips = [band for name in INDICATEURS if (band := _strip(regard, pairs, name))]
    funnels = [_funnel(verdict) for verdict in verdicts if verdict.sujet != "resolution-ajustee"]
    return (*([_positions(strips, pairs)] if strips else []), *funnels)


def build_pyramid(stock: Stock) -> Libre | None:
    """The backlog by age and holder; None when nothing is open."""
    if not stock.total:
        return None
    mine, admin, asker, unknown = ETAPES
    some = any(line[unknown] for line in stock.ages.values())
    staged = stock.total - sum(line[unknown] for line in stock.ages.values())
    left = (unknown,) if not staged else (mine, unknown) if some else (mine,)
    levels = [
        Etage(
            COURTS[age],
            tuple(stock.ages[age][name] for name in left),
            tuple(stock.ages[age][n] for n in (admin, asker)),
        )
        for age in AGES
    ]
    return draw_pyramid(
        cle="stock-ages",
        titre="Vos saisines en cours, par âge et par étape",
        phrase=say_stock(stock),
        note=f"{_COTES if staged else _SANS_ETAPE} Les plus anciennes sont en haut.",
        cotes=Cotes(left, (admin, asker)),
        etages=levels,
        tableau=tabulate(stock),
    )


def _strip(regard: Regard, pairs: GroupePairs, indicateur: str) -> Bande | None:
    """The values of the offices of the same type, and of the peers whatever their type."""
    own = regard.mien(indicateur)
    if own.valeur is None or not sees_offices(regard.profil) or regard.fiche is None:
        return None
    shown = read_offices(regard.millesime, indicateur, regard.annee)
    names = {pair.candidat.office for pair in pairs.pairs}
    kinds = {
        row.office_id: row.type for row in regard.millesime.offices if str(row.annee) == regard.annee and row.couvert
    }
    beside = [shown[name] for name in names if name in shown and shown[name].valeur is not None]
    others = [
        figure
        for office, figure in shown.items()
        if office not in names | {regard.office}
        and figure.valeur is not None
        and kinds.get(office) == regard.fiche.type
    ]
    if not tells_a_group([float(figure.base_n or 0) for figure in (*beside, *others)]):
        return None
    middle = summarise(beside)
    values = sorted(float(figure.valeur or 0) for figure in (own, *beside, *others))
    low, high = (french.measure(value, own.unite, own.declaration.decimales) for value in (values[0], values[-1]))
    known = middle.mediane is not None and middle.bas is not None and middle.haut is not None
    return Bande(
        titre=TITRES[indicateur],
        mien=float(own.valeur),
        texte=phrases.say_value(own),
        autres=tuple(sorted(float(figure.valeur or 0) for figure in others)),
        pairs=tuple(sorted(float(figure.valeur or 0) for figure in beside)),
        milieu=(middle.bas or 0.0, middle.mediane or 0.0, middle.haut or 0.0) if known else None,
        bornes=(low, high),
        resume=_say_middle(
            own.unite, own.declaration.decimales, middle.bas, middle.mediane, middle.haut, middle.marque
        ),
    )


def _say_middle(
    unite: str, decimales: int, bas: float | None, mediane: float | None, haut: float | None, marque: str | None
) -> tuple[str, str]:
    if bas is None or mediane is None or haut is None:
        return marque or french.NON_RENSEIGNE, ""
    low, high = say_bounds(bas, haut, unite, decimales)
    return french.measure(mediane, unite, decimales), f"la moitié entre {low} et {high}"


def _positions(bandes: Sequence[Bande], pairs: GroupePairs) -> Libre:
    inside = [band.titre.lower() for band in bandes if band.milieu and band.milieu[0] <= band.mien <= band.milieu[2]]
    known = [band for band in bandes if band.milieu]
    if not known:
        sentence = "Trop peu de pairs ont assez de dossiers pour dire où est leur milieu."
    elif len(inside) == len(known):
        sentence = "Pour chacun de ces chiffres, vous êtes dans la moitié centrale de vos pairs."
    elif inside:
        sentence = f"Vous êtes dans la moitié centrale de vos pairs pour\u202f: {french.enumerate_words(inside)}."
    else:
        sentence = "Pour aucun de ces chiffres vous n’êtes dans la moitié centrale de vos pairs."
    return draw_positions(
        "positions",
        "Votre place parmi les autres",
        f"{sentence} Une place n’est pas un jugement\u202f: les entonnoirs disent ce que le hasard explique.",
        f"{_LEGENDE} Bande\u202f: la moitié centrale de vos {french.count(len(pairs.pairs), 'pair')}.",
        bandes,
    )


def _funnel(verdict: Jugement) -> Libre:
    key, title, axis = _TITRES[verdict.sujet]
    rate = verdict.groupe.nature == "taux"
    largest = max(point.base for point in verdict.points) * 1.06
    curves = {level: [_scale(line) for line in lines] for level, lines in _curves(verdict.groupe, largest).items()}
    others = tuple(_mark(point, verdict, rate) for point in verdict.points if point.office != verdict.mien.office)
    mine = _mark(verdict.mien, verdict, rate)
    shown = french.number(verdict.groupe.offices)
    return draw_funnel(
        key,
        title,
        f"{say_reading(verdict)} {say_spread(verdict)}",
        f"{_LEGENDE} {_LIRE} Limites dessinées\u202f: {verdict.parmi} ({shown} lisibles).{_say_centre(verdict)}",
        Cadre(
            abscisse=axis,
            unite="favorables pour 100 menées à terme" if rate else "observées pour 100 attendues",
            centre=100 * verdict.groupe.centre,
            limites=curves,
            autres=others,
            mien=mine,
            plafond=100.0 if rate else None,
        ),
    )


def _say_centre(verdict: Jugement) -> str:
    """Where the verdict differs from the drawing: peers have a centre of their own."""
    if verdict.repere == verdict.groupe.centre:
        return ""
    return f" Verdict\u202f: face à {verdict.contre}, dont le centre est {french.number(100 * verdict.repere)}."


def _scale(line: tuple[float, float, float]) -> tuple[float, float, float]:
    return line[0], 100 * line[1], 100 * line[2]


@lru_cache(maxsize=64)
def _curves(groupe: Groupe, largest: float) -> dict[float, list[tuple[float, float, float]]]:
    """Whole sizes, closer to each other where the limits bend."""
    sizes = sorted({max(5, round(largest * (rank / _PAS) ** 2)) for rank in range(1, _PAS + 1)})
    return find_curves(groupe, [float(size) for size in sizes])


def _mark(point: Point, verdict: Jugement, rate: bool) -> Marque:
    own = point.office == verdict.mien.office
    role = "Votre office" if own else "Pair" if point.office in verdict.pairs else "Autre office"
    value = 100 * point.valeur
    text = french.percent(value) if rate else french.number(value)
    if not own:
        text = f"{role}\u202f: {text}"
    return Marque(point.base, value, text, role)
