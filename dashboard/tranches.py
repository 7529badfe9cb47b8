"""Delays by bands: how the closed cases of a period split between 30 days and more than 180.

Takes a millésime and filters, gives one `Tranche` per band the registry declares, with its count, base and share.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard import french, periodes
from dashboard.figures import find_indicator
from dashboard.intervalles import share
from dashboard.millesime import Ligne, Millesime
from dashboard.perimetres import REEL
from dashboard.profils import Profil
from dashboard.sources import find_sources
from pipelines.indicateurs.registry import Indicateur

LIBELLES: Mapping[str, str] = {
    "delai_0_30": "30 jours au plus",
    "delai_31_60": "31 à 60 jours",
    "delai_61_90": "61 à 90 jours",
    "delai_91_120": "91 à 120 jours",
    "delai_121_180": "121 à 180 jours",
    "delai_plus_180": "plus de 180 jours",
}


@dataclass(frozen=True)
class Tranche:
    """One band of one period. `part` is None when a mark stands for it."""

    mesure: str
    periode: str
    n: int | None
    base_n: int | None
    part: float | None
    marque: str | None
    perimetre: str = REEL

    @property
    def libelle(self) -> str:
        """« 31 à 60 jours »."""
        return LIBELLES.get(self.mesure, self.mesure)


def find_bands(
    millesime: Millesime,
    periodes_lues: tuple[str, ...],
    filtres: Mapping[str, str],
    profil: Profil,
    *,
    perimetre: str = REEL,
) -> tuple[tuple[Tranche, ...], ...]:
    """The bands of each period, in the order of the registry."""
    if not periodes_lues:
        return ()
    declared = find_indicator("T5")
    grain = periodes.read_period(periodes_lues[0]).grain
    source = find_sources(millesime, declared, filtres, grain, perimetre, profil)[0]
    return tuple(_split(declared, source.line(periode, filtres), periode, perimetre) for periode in periodes_lues)


def _split(declared: Indicateur, ligne: Ligne, periode: str, perimetre: str) -> tuple[Tranche, ...]:
    base = ligne.get(declared.denominateur or "", 0)
    bands = (_band(mesure, periode, ligne.get(mesure, 0), base, declared.n_minimum) for mesure in declared.tranches)
    return tuple(replace(band, perimetre=perimetre) for band in bands)


def _band(mesure: str, periode: str, cell: int | str, base: int | str, minimum: int) -> Tranche:
    counted = None if isinstance(cell, str) else cell
    known = None if isinstance(base, str) else base
    if counted is None or known is None:
        return Tranche(mesure, periode, counted, known, None, french.CONFIDENTIEL)
    if known < minimum:
        return Tranche(mesure, periode, counted, known, None, french.TROP_PEU if known else french.SANS_OBJET)
    return Tranche(mesure, periode, counted, known, share(counted, known, 1), None)
