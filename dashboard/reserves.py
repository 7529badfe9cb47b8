"""What must be said beside a figure: how many offices it covers, and the limits that apply to this very number.

Takes a millésime, a period and the table that answered, gives counts and French sentences.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import french, periodes
from dashboard.calcul import Calcul
from dashboard.millesime import Millesime
from dashboard.sources import Source

USAGE_INTERNE = "Usage interne\u202f: ce chiffre ne se cite pas à l’extérieur du réseau."
EFFECTIFS_ARRONDIS = "Effectifs arrondis au multiple de 5, petits effectifs masqués."
NON_COUVERTE = "Aucun office n’a livré toute cette période."


def is_incomplete(millesime: Millesime, periode: str) -> bool:
    """Whether the release was made before the period ended."""
    return periodes.read_period(periode).fin > millesime.manifeste.arrete_au


def list_reserves(millesime: Millesime, source: Source, result: Calcul, *, incomplete: bool) -> tuple[str, ...]:
    """The sentences that limit this number, the most specific first."""
    said = list(result.reserves)
    if incomplete:
        day = french.long_date(millesime.manifeste.arrete_au)
        said.append(f"Période incomplète\u202f: les données sont arrêtées au {day}.")
    if source.protegee and result.valeur is not None:
        said.append(EFFECTIFS_ARRONDIS)
    if source.usage != "citable":
        said.append(USAGE_INTERNE)
    return tuple(said)


def count_offices(millesime: Millesime, periode: str, filtres: Mapping[str, str]) -> tuple[int, int]:
    """Offices covering the whole period, and those that could."""
    if office := filtres.get("office"):
        year = int(periode[:4])
        return int(any(o.couvert for o in millesime.offices if (o.office_id, o.annee) == (office, year))), 1
    found = millesime.coverage(periode, filtres.get("type", ""))
    return (found.couverts, found.total) if found else (0, 0)
