"""What must be said beside a figure: how many offices it covers, and the limits that apply to this very number.

Takes a millésime, a period and the table that answered, gives counts and French sentences.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import french, perimetres, periodes
from dashboard.calcul import Calcul
from dashboard.millesime import Millesime
from dashboard.sources import Source

USAGE_INTERNE = "Usage interne\u202f: ce chiffre ne se cite pas à l’extérieur du réseau."
EFFECTIFS_ARRONDIS = "Effectifs arrondis au multiple de 5, petits effectifs masqués."
NON_COUVERTE = "Aucun office n’a livré toute cette période."


OFFICES_INCONNUS = "Le nombre d’offices de ce type dans ce périmètre n’est pas publié."
HORS_SERIE = "Hors du périmètre constant\u202f: ses offices n’ont pas tous livré cette période."


def is_incomplete(millesime: Millesime, periode: str) -> bool:
    """Whether the release was made before the period ended."""
    return periodes.read_period(periode).fin > millesime.manifeste.arrete_au


def list_reserves(
    millesime: Millesime, source: Source, result: Calcul, *, incomplete: bool, perimetre: str = perimetres.REEL
) -> tuple[str, ...]:
    """The sentences that limit this number, the most specific first."""
    said = list(result.reserves)
    if perimetre != perimetres.REEL:
        said.append(f"{perimetres.label(perimetre, perimetres.list_perimeters(millesime))}.")
    if incomplete:
        day = french.long_date(millesime.manifeste.arrete_au)
        said.append(f"Période incomplète\u202f: les données sont arrêtées au {day}.")
    if source.protegee and result.valeur is not None:
        said.append(EFFECTIFS_ARRONDIS)
    if source.usage != "citable":
        said.append(USAGE_INTERNE)
    return tuple(said)


def count_offices(
    millesime: Millesime, periode: str, filtres: Mapping[str, str], perimetre: str = perimetres.REEL
) -> tuple[int, int]:
    """Offices covering the whole period, and those that could; 0 and 0 when the release does not say."""
    if perimetre != perimetres.REEL:
        return _count_constant(millesime, periode, filtres, perimetre)
    if office := filtres.get("office"):
        year = int(periode[:4])
        return int(any(o.couvert for o in millesime.offices if (o.office_id, o.annee) == (office, year))), 1
    found = millesime.coverage(periode, filtres.get("type", ""))
    return (found.couverts, found.total) if found else (0, 0)


def _count_constant(millesime: Millesime, periode: str, filtres: Mapping[str, str], perimetre: str) -> tuple[int, int]:
    """The offices of a constant perimeter are the same throughout; how they split by type is not published."""
    found = perimetres.find_by_id(millesime, perimetre)
    if found is None or "type" in filtres:
        return 0, 0
    return (found.offices if perimetres.is_in_series(millesime, perimetre, periode) else 0), found.offices
