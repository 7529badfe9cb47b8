"""From the integers of one line to a value: counts, rates, means and quantiles, with the marks that replace them.

Takes an indicator and the measures of one published line, gives a `Calcul`. It never adds protected cells, never
divides by an unknown base, and knows neither the period nor the filters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import french
from dashboard.intervalles import ratio, share, wilson
from pipelines.indicateurs.registry import Indicateur, load_registry

Ligne = Mapping[str, int | str]

DECIMALES_INTERVALLE = 1


@dataclass(frozen=True)
class Calcul:
    """A value with its counts, or the mark that says why there is none."""

    valeur: float | None = None
    n: int | None = None
    base_n: int | None = None
    intervalle: tuple[float, float] | None = None
    marque: str | None = None
    reserves: tuple[str, ...] = ()


def compute(indicateur: Indicateur, ligne: Ligne, *, protegee: bool) -> Calcul:
    """The value of an indicator on one line; `protegee` says its counts were rounded or may be hidden."""
    if indicateur.forme == "compte":
        return _count(ligne.get(indicateur.numerateur[0], 0))
    if refusal := _completeness(indicateur, ligne):
        return refusal
    if indicateur.forme == "taux":
        return _rate(indicateur, ligne, protegee=protegee)
    return _delay(indicateur, ligne)


def completeness(indicateur: Indicateur, ligne: Ligne) -> float | None:
    """The share of the population where the needed information is recorded; None when it cannot be said."""
    known, population = (ligne.get(name or "", 0) for name in (indicateur.renseignes, indicateur.population))
    if isinstance(known, str) or isinstance(population, str) or not population:
        return None
    return share(known, population, 1)


def _count(cell: int | str) -> Calcul:
    if isinstance(cell, str):
        return Calcul(marque=cell)
    return Calcul(valeur=cell, n=cell, base_n=cell)


def _completeness(indicateur: Indicateur, ligne: Ligne) -> Calcul | None:
    if not indicateur.completude_minimum:
        return None
    known = completeness(indicateur, ligne)
    if known is None or known >= indicateur.completude_minimum:
        return None
    sentence = (
        f"Information renseignée pour {french.percent(known)} des cas seulement{french.FINE}: en dessous de "
        f"{french.percent(indicateur.completude_minimum, 0)}, le taux n’est pas publié."
    )
    return Calcul(marque=french.NON_RENSEIGNE, reserves=(sentence,))


def _rate(indicateur: Indicateur, ligne: Ligne, *, protegee: bool) -> Calcul:
    base = ligne.get(indicateur.denominateur or "", 0)
    if protegee and len(indicateur.numerateur) > 1:
        sentence = "Ce taux additionne plusieurs effectifs protégés\u202f: il n’est pas calculé à ce niveau de détail."
        return Calcul(marque=french.NON_RENSEIGNE, reserves=(sentence,))
    parts = [ligne.get(name, 0) for name in indicateur.numerateur]
    counted = None if any(isinstance(part, str) for part in parts) else sum(part for part in parts if part)  # type: ignore[misc]
    if refusal := _small_base(base, counted, indicateur.n_minimum):
        return refusal
    if isinstance(base, str) or counted is None:
        return Calcul(marque=french.CONFIDENTIEL, base_n=None if isinstance(base, str) else base)
    value = share(counted, base, indicateur.decimales)
    return Calcul(value, counted, base, wilson(counted, base, DECIMALES_INTERVALLE))


def _delay(indicateur: Indicateur, ligne: Ligne) -> Calcul:
    base = ligne.get(indicateur.denominateur or "", 0)
    if refusal := _small_base(base, None if isinstance(base, str) else base, indicateur.n_minimum):
        return refusal
    cell = ligne.get(indicateur.numerateur[0])
    if isinstance(base, str):
        return Calcul(marque=french.CONFIDENTIEL)
    if not isinstance(cell, int):
        return Calcul(marque=cell or french.TROP_PEU, n=base, base_n=base)
    if indicateur.forme == "moyenne":
        return Calcul(ratio(cell, base, indicateur.decimales), base, base)
    facteur = load_registry().mesures[indicateur.numerateur[0]].facteur
    return Calcul(ratio(cell, facteur, 1), base, base)


def _small_base(base: int | str, counted: int | None, minimum: int) -> Calcul | None:
    if isinstance(base, str):
        return None
    if base == 0:
        return Calcul(marque=french.SANS_OBJET, n=0, base_n=0)
    if base < minimum:
        return Calcul(marque=french.TROP_PEU, n=counted, base_n=base)
    return None
