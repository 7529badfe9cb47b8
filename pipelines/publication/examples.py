"""Worked examples: the six rows of each indicator run through the very SQL that publishes.

Takes an `Indicateur`, gives what its SQL answers on its example. The result is computed, never copied from the
declaration: the declaration is what tests compare it with.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa

from pipelines.errors import InternalError
from pipelines.indicateurs.registry import Indicateur, Registry, load_registry
from pipelines.model import PAR_NOM, Champ
from pipelines.offices import Office
from pipelines.publication.couverture import build_coverage
from pipelines.publication.engine import Engine, open_engine
from pipelines.publication.plan import Croisement, Grain
from pipelines.publication.preparation import attach_register, build_cases, build_presence
from pipelines.publication.tables import base_columns, build_cells_sql
from pipelines.vue import Depot, Vue

OFFICE = "COM-00000"
ARRETE = date(2100, 1, 1)
"""After every example: the office of an example has always delivered."""

RESEAU = Croisement("reseau", (), ("annee",), ("recues", "closes", "stock"), (), 1, False)
_BOOLEENS = {"oui": True, "non": False, "": None}


class Resultat(NamedTuple):
    """`valeur` is null when the base is 0."""

    n: int
    base: int
    valeur: float | None


def example_sql(indicateur: Indicateur, registry: Registry | None = None) -> str:
    """The statement that gives the indicator's measures for the whole network, by the grain of its example."""
    return build_cells_sql(
        registry or load_registry(), indicateur.cohorte, RESEAU, _grain(indicateur), mesures=indicateur.mesures
    )


def compute_example(indicateur: Indicateur) -> Resultat:
    """n, base and value of the indicator on its own six rows."""
    with open_engine() as engine:
        prepare_examples(engine)
        return run_example(engine, indicateur, load_registry())


def prepare_examples(engine: Engine) -> None:
    """What all examples share: the register of one office."""
    attach_register(engine, _example_view().offices)


def run_example(engine: Engine, indicateur: Indicateur, registry: Registry) -> Resultat:
    """The same in a prepared engine, whose cases and presence it replaces."""
    cases = _example_cases(indicateur, registry)
    engine.register("saisines", cases)
    build_cases(engine, registry)
    build_presence(engine, build_coverage(_example_view(), *_days(cases)))
    rows = engine.query(example_sql(indicateur, registry)).to_pylist()
    cells: dict[str, Any] = next((row for row in rows if row["periode"] == indicateur.exemple.periode), {})
    return _evaluate(indicateur, registry, cells)


def _evaluate(indicateur: Indicateur, registry: Registry, cells: dict[str, Any]) -> Resultat:
    numerator = sum(cells.get(name) or 0 for name in indicateur.numerateur)
    if indicateur.denominateur is None:
        return Resultat(numerator, numerator, float(numerator))
    base = cells.get(indicateur.denominateur) or 0
    if indicateur.forme == "taux":
        return Resultat(numerator, base, 100 * numerator / base if base else None)
    factor = base if indicateur.forme == "moyenne" else registry.mesures[indicateur.numerateur[0]].facteur
    return Resultat(base, base, numerator / factor if base else None)


def _days(cases: pa.Table) -> tuple[date, date]:
    """First and last day an example speaks of."""
    days = [day for name in ("date_reception", "date_cloture") for day in cases[name].to_pylist() if day]
    return min(days), max(days)


def _example_cases(indicateur: Indicateur, registry: Registry) -> pa.Table:
    exemple = indicateur.exemple
    texts = dict(zip(exemple.colonnes, zip(*exemple.lignes, strict=True), strict=True))
    size = len(exemple.lignes)
    columns: dict[str, pa.Array] = {}
    for name in base_columns(registry):
        champ = PAR_NOM[name]
        given = texts.get(name, [OFFICE if name == "office_id" else ""] * size)
        columns[name] = pa.array([_parse(champ, text) for text in given], champ.arrow)
    return pa.table(columns)


def _parse(champ: Champ, text: str) -> object:
    if champ.type == "booleen":
        return _BOOLEENS[text]
    if not text:
        return None
    return date.fromisoformat(text) if champ.type == "date" else text


def _example_view() -> Vue:
    office = Office(cle=OFFICE, nom="Office de l’exemple", type="COMMUNE", exemple=True)
    depot = Depot("exemple", "complet", None, None, ARRETE, (OFFICE,), "exemple", "", "", "")
    return Vue((), {}, (depot,), {OFFICE: office}, exemple=True)


def _grain(indicateur: Indicateur) -> Grain:
    periode = indicateur.exemple.periode
    grains: dict[int, Grain] = {4: "annee", 7: "trimestre" if "T" in periode else "mois"}
    if len(periode) not in grains:
        raise InternalError(
            "REGISTRE", f"L’exemple de {indicateur.id} porte sur « {periode} », qui n’est pas une période."
        )
    return grains[len(periode)]
