"""From the integers of one line to a value: counts, rates, means and quantiles, with the marks that replace them.

Takes an indicator and the measures of one published line, gives a `Calcul`, not rounded. It never adds protected cells,
never divides by an unknown base, and knows neither the period nor the filters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from dashboard import french
from dashboard.intervalles import wilson
from pipelines.indicateurs.registry import Indicateur, load_registry

Ligne = Mapping[str, int | str]


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
    if refusal := _absent(indicateur, ligne) or _unrecorded(indicateur, ligne) or _completeness(indicateur, ligne):
        return refusal
    found = _FORMES[indicateur.forme](indicateur, ligne, protegee)
    if found.valeur is None or not (reserve := _partial(indicateur, ligne)):
        return found
    return replace(found, reserves=(*found.reserves, reserve))


def completeness(indicateur: Indicateur, ligne: Ligne) -> float | None:
    """The share of the population where the needed information is recorded; None when it cannot be said."""
    known, population = (ligne.get(name or "", 0) for name in (indicateur.renseignes, indicateur.population))
    if isinstance(known, str) or isinstance(population, str) or not population:
        return None
    return 100 * known / population


def _count(indicateur: Indicateur, ligne: Ligne, _: bool) -> Calcul:
    cell = ligne.get(indicateur.numerateur[0], 0)
    if isinstance(cell, str):
        return Calcul(marque=cell)
    return Calcul(valeur=cell, n=cell, base_n=cell)


def _absent(indicateur: Indicateur, ligne: Ligne) -> Calcul | None:
    """A published line holds every count of its cohort: one it lacks was unknown to the release, it is not zero."""
    named = (*indicateur.numerateur, indicateur.denominateur, indicateur.population, indicateur.renseignes)
    counts = [name for name in named if name and load_registry().mesures[name].additive]
    if not ligne or all(name in ligne for name in counts):
        return None
    return Calcul(
        marque=french.NON_RENSEIGNE, reserves=("Ce chiffre n’était pas calculé quand ce millésime a été publié.",)
    )


def _unrecorded(indicateur: Indicateur, ligne: Ligne) -> Calcul | None:
    """What nobody records is not zero, and a question that applies to no case has no answer."""
    mesure = load_registry().mesures[indicateur.numerateur[0]]
    if indicateur.forme != "compte" or not ligne:
        return None
    if mesure.objet and ligne.get(mesure.objet, 0) == 0:
        return Calcul(marque=french.SANS_OBJET)
    if mesure.renseigne and ligne.get(mesure.renseigne, 0) == 0:
        return Calcul(marque=french.NON_RENSEIGNE)
    return None


def _completeness(indicateur: Indicateur, ligne: Ligne) -> Calcul | None:
    if not indicateur.completude_minimum:
        return None
    known = completeness(indicateur, ligne)
    if known is None or known >= indicateur.completude_minimum:
        return None
    sentence = (
        f"Information renseignée pour {french.percent(known)} des cas seulement{french.FINE}: en dessous de "
        f"{french.percent(indicateur.completude_minimum, 0)}, le chiffre n’est pas publié."
    )
    return Calcul(marque=french.NON_RENSEIGNE, reserves=(sentence,))


def _partial(indicateur: Indicateur, ligne: Ligne) -> str:
    known = completeness(indicateur, ligne) if indicateur.completude_reserve else None
    if known is None or known >= indicateur.completude_reserve:
        return ""
    return f"Information renseignée pour {french.percent(known)} des cas."


def _rate(indicateur: Indicateur, ligne: Ligne, protegee: bool) -> Calcul:
    base = ligne.get(indicateur.denominateur or "", 0)
    if protegee and len(indicateur.numerateur) > 1:
        sentence = "Ce taux additionne plusieurs effectifs protégés\u202f: il n’est pas calculé à ce niveau de détail."
        return Calcul(marque=french.NON_RENSEIGNE, reserves=(sentence,))
    counted = _sum([ligne.get(name, 0) for name in indicateur.numerateur])
    if refusal := _small_base(base, counted, indicateur.n_minimum):
        return refusal
    if isinstance(base, str) or counted is None:
        return Calcul(marque=french.CONFIDENTIEL, base_n=None if isinstance(base, str) else base)
    # A count rounded to 5 beside a base that is exact can pass it: a part is never more than its whole.
    counted = min(counted, base) if protegee else counted
    return Calcul(100 * counted / base, counted, base, wilson(counted, base))


def _per_10000(indicateur: Indicateur, ligne: Ligne, _: bool) -> Calcul:
    base, counted = ligne.get(indicateur.denominateur or "", 0), ligne.get(indicateur.numerateur[0], 0)
    if isinstance(counted, str):
        return Calcul(marque=counted, base_n=base if isinstance(base, int) else None)
    if not isinstance(base, int) or not base:
        return Calcul(marque=french.NON_RENSEIGNE, n=counted)
    return Calcul(10000 * counted / base, counted, base)


def _delay(indicateur: Indicateur, ligne: Ligne, _: bool) -> Calcul:
    base = ligne.get(indicateur.denominateur or "", 0)
    if refusal := _small_base(base, base if isinstance(base, int) else None, indicateur.n_minimum):
        return refusal
    cell = ligne.get(indicateur.numerateur[0])
    if isinstance(base, str):
        return Calcul(marque=french.CONFIDENTIEL)
    if not isinstance(cell, int):
        return Calcul(marque=cell or french.TROP_PEU, n=base, base_n=base)
    if indicateur.forme == "moyenne":
        return Calcul(cell / base, base, base)
    facteur = load_registry().mesures[indicateur.numerateur[0]].facteur
    return Calcul(cell / facteur, base, base)


def _sum(cells: list[int | str]) -> int | None:
    """The sum of exact counts, or None as soon as one is hidden."""
    known = [cell for cell in cells if isinstance(cell, int)]
    return sum(known) if len(known) == len(cells) else None


def _small_base(base: int | str, counted: int | None, minimum: int) -> Calcul | None:
    if isinstance(base, str):
        return None
    if base == 0:
        return Calcul(marque=french.SANS_OBJET, n=0, base_n=0)
    if base < minimum:
        return Calcul(marque=french.TROP_PEU, n=counted, base_n=base)
    return None


_FORMES: Mapping[str, Callable[[Indicateur, Ligne, bool], Calcul]] = {
    "compte": _count,
    "taux": _rate,
    "pour_10000": _per_10000,
    "moyenne": _delay,
    "mediane": _delay,
    "decile": _delay,
}
