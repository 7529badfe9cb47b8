"""One bar of 100 % per period: how delays split into bands on both sides of 90 days.

Takes bands already counted, gives a `Graphique`. The bands are ordered: two families of colours meet at 90 days.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import french, periodes, phrases
from dashboard.charts.spec import Graphique, Point, Serie, Tableau
from dashboard.figures import Figure
from dashboard.tranches import Tranche

PART_ETIQUETEE = 6.0
"""A narrower band has no room for its label; the table gives it."""


def draw_bands(periods: Sequence[Sequence[Tranche]], rapides: Figure) -> Graphique:
    """The share of each band of delay, one bar per period; `rapides` is the published share within 90 days."""
    shown = [bands for bands in periods if any(band.part is not None for band in bands)]
    series = tuple(
        Serie(bands[0].libelle, tuple(_point(band) for band in bands), "tranche", rang)
        for rang, bands in enumerate(zip(*shown, strict=True))
    )
    return Graphique(
        cle="tranches",
        genre="parts",
        titre="Dossiers clos selon leur délai",
        unite="part des dossiers clos",
        phrase=_sentence(shown, rapides),
        series=series,
        tableau=_table(shown),
        tranches=tuple(band for bands in shown for band in bands),
        note="En bleu, 90 jours ou moins\u202f; en orange, au-delà.",
    )


def _point(band: Tranche) -> Point:
    part = band.part or 0.0
    text = french.percent(part, 0)
    counted = french.number(band.n or 0)
    return Point(
        categorie=periodes.label(band.periode, short=True),
        valeur=band.part,
        texte=text if part >= PART_ETIQUETEE else "",
        survol=f"<b>{periodes.label(band.periode)}</b><br>{band.libelle}\u202f: {french.percent(part)} ({counted})",
    )


def _sentence(shown: Sequence[Sequence[Tranche]], rapides: Figure) -> str:
    last = next((bands[-1] for bands in shown if bands[-1].periode == rapides.periode), None)
    if last is None or last.part is None:
        return "Aucune répartition des délais n’est publiée pour cette période."
    when, late = periodes.within(rapides.periode), french.percent(last.part)
    if rapides.valeur is None:
        return f"{when}, {late} des dossiers clos ont pris plus de 180 jours."
    quick = phrases.say_value(rapides)
    return f"{when}, {quick} des dossiers clos l’ont été en 90 jours au plus, et {late} ont pris plus de 180 jours."


def _table(shown: Sequence[Sequence[Tranche]]) -> Tableau:
    if not shown:
        return Tableau(("Période",), ())
    headers = ("Période", *(band.libelle for band in shown[0]), "Dossiers clos")
    lines = tuple(
        (
            periodes.label(bands[0].periode),
            *(band.marque or french.percent(band.part or 0) for band in bands),
            french.number(bands[0].base_n or 0),
        )
        for bands in shown
    )
    return Tableau(headers, lines)
