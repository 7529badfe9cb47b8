"""A change between two displayed figures, in the unit people read it in, or the reason why it is not shown.

Takes two `Figure`s of the same indicator, gives an `Evolution`. It reads nothing and never compares a period that is
not over with one that is.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import french, periodes
from dashboard.figures import Figure, find_figure
from dashboard.intervalles import share
from dashboard.millesime import Millesime
from dashboard.profils import Profil
from dashboard.reserves import is_incomplete
from pipelines.errors import WrongCall

BASE_MINIMUM = 30
"""Under this count a percentage of change says more about chance than about activity: the difference is shown."""

INSTABLE = "Le nombre d’offices couverts change\u202f: ce n’est pas seulement l’activité qui bouge."


@dataclass(frozen=True)
class Evolution:
    """`texte` is the change (« +12,4 % »), `ecart` its sign and size, `reserve` what makes it delicate to read."""

    reference: Figure
    ecart: float | None
    texte: str
    reserve: str = ""


def find_change(millesime: Millesime, figure: Figure, profil: Profil) -> Evolution | None:
    """The change since the same period one year before; None when the release does not hold that period."""
    before = periodes.previous_year(figure.periode)
    if before not in millesime.periods(periodes.read_period(before).grain):
        return None
    try:
        reference = find_figure(
            millesime, figure.indicateur, before, dict(figure.filtres), perimetre=figure.perimetre, profil=profil
        )
    except WrongCall:
        return None
    if is_incomplete(millesime, figure.periode):
        return Evolution(reference, None, "non comparable", "La période n’est pas terminée.")
    return compare(figure, reference)


def compare(figure: Figure, reference: Figure) -> Evolution:
    """The change from `reference` to `figure`: relative for counts, points for rates, days for delays."""
    if figure.valeur is None or reference.valeur is None:
        return Evolution(reference, None, "non comparable", "L’une des deux valeurs n’est pas publiée.")
    gap = figure.valeur - reference.valeur
    moved = figure.offices_couverts != reference.offices_couverts
    return Evolution(reference, gap, _phrase(figure, reference, gap), INSTABLE if moved else "")


def _phrase(figure: Figure, reference: Figure, gap: float) -> str:
    if figure.unite == "%":
        unit = french.plural(gap, "point")
        return french.signed(f"{french.short_number(gap)}{french.INSECABLE}{unit}", gap)
    if figure.unite == "jours":
        return french.signed(french.days(gap), gap)
    if reference.valeur is None or reference.valeur < BASE_MINIMUM:
        return french.signed(french.number(gap), gap)
    relative = share(int(gap), int(reference.valeur), 1)
    return french.signed(french.percent(relative), relative)
