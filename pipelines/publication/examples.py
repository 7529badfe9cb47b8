"""Worked examples: the six rows of each indicator run through the very SQL that publishes.

Takes indicators, gives what their SQL answers on their examples. The result is computed, never copied from the
declaration: the declaration is what tests compare it with. Each example is an office of its own in one small base.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import pyarrow as pa

from pipelines.errors import InternalError
from pipelines.indicateurs.registry import Indicateur, Registry, load_registry
from pipelines.model import PAR_NOM, Champ
from pipelines.offices import Office
from pipelines.publication.cas import base_columns
from pipelines.publication.couverture import build_coverage
from pipelines.publication.engine import Engine, open_engine
from pipelines.publication.periodes import list_periods
from pipelines.publication.plan import COHORTES, GRAINS, Croisement, Grain
from pipelines.publication.preparation import attach_recommendations, attach_register, build_cases, build_presence
from pipelines.publication.presence import presence_table
from pipelines.publication.tables import build_cells_sql
from pipelines.recommandations import Recommandation
from pipelines.vue import Depot, Vue

PREMIER_JOUR = date(2023, 1, 1)
ARRETE = date(2026, 12, 31)
"""Examples lie between these two days: their offices have always delivered."""

TYPE = "COMMUNE"

_BOOLEENS = {"oui": True, "non": False, "": None}


class Resultat(NamedTuple):
    """`valeur` is null when the base is 0."""

    n: int
    base: int
    valeur: float | None


def example_sql(indicateur: Indicateur, registry: Registry | None = None, *, presence: str = "presence") -> str:
    """The statement that gives the indicator's measures from the cases, by the grain of its example."""
    return build_cells_sql(
        registry or load_registry(),
        indicateur.cohorte,
        _crossing(indicateur),
        _grain(indicateur),
        presence=presence,
        mesures=indicateur.mesures,
        entier=True,
    )


def compute_example(indicateur: Indicateur) -> Resultat:
    """n, base and value of the indicator on its own six rows."""
    return compute_examples([indicateur], load_registry())[0]


def compute_examples(indicateurs: Sequence[Indicateur], registry: Registry) -> list[Resultat]:
    """The same for each indicator, in order."""
    with open_engine() as engine:
        _prepare(engine, indicateurs, registry)
        texts = [example_sql(found, registry, presence=_presence(found)) for found in indicateurs]
        answers = engine.query_all(texts)
        return [_read(found, registry, answer) for found, answer in zip(indicateurs, answers, strict=True)]


def _prepare(engine: Engine, indicateurs: Sequence[Indicateur], registry: Registry) -> None:
    """One base that holds every example, and one table of presence for each, where its office stands alone."""
    seen = _view(indicateurs)
    attach_register(engine, seen.offices)
    engine.register("saisines", _cases(indicateurs, registry))
    attach_recommendations(engine, _recommendations(indicateurs))
    build_cases(engine, registry, ())
    couverture = build_coverage(seen, PREMIER_JOUR)
    build_presence(engine, couverture, ())
    for grain in {_grain(found) for found in indicateurs}:
        engine.register(f"tous_{grain}", presence_table(couverture, grain))
    for found in indicateurs:
        alone = f"select * from tous_{_grain(found)} where office_id = '{_office(found)}'"  # noqa: S608 - registry's own
        engine.materialise(f"{_presence(found)}_{_grain(found)}", alone)


def _read(indicateur: Indicateur, registry: Registry, answer: pa.Table) -> Resultat:
    periode = indicateur.exemple.periode
    return _evaluate(indicateur, registry, next((row for row in answer.to_pylist() if row["periode"] == periode), {}))


def _evaluate(indicateur: Indicateur, registry: Registry, cells: dict[str, Any]) -> Resultat:
    numerator = sum(cells.get(name) or 0 for name in indicateur.numerateur)
    if indicateur.denominateur is None:
        return Resultat(numerator, numerator, float(numerator))
    base = cells.get(indicateur.denominateur) or 0
    if not base:
        return Resultat(numerator, 0, None)
    scale = {"taux": 100, "pour_10000": 10_000}.get(indicateur.forme)
    if scale:
        return Resultat(numerator, base, scale * numerator / base)
    factor = base if indicateur.forme == "moyenne" else registry.mesures[indicateur.numerateur[0]].facteur
    return Resultat(base, base, numerator / factor)


def _cases(indicateurs: Iterable[Indicateur], registry: Registry) -> pa.Table:
    rows = [
        {**dict(zip(found.exemple.colonnes, line, strict=True)), "office_id": _office(found)}
        for found in indicateurs
        if found.cohorte != "recommandations"
        for line in found.exemple.lignes
    ]
    rows = rows or [{"office_id": _office(found), "date_reception": "2023-01-01"} for found in indicateurs]
    fields = [PAR_NOM[name] for name in base_columns(registry)]
    return pa.table(
        {champ.nom: pa.array([_parse(champ, row.get(champ.nom, "")) for row in rows], champ.arrow) for champ in fields}
    )


def _parse(champ: Champ, text: str) -> object:
    if champ.type == "booleen":
        return _BOOLEENS[text]
    if not text:
        return None
    return date.fromisoformat(text) if champ.type == "date" else text


def _recommendations(indicateurs: Iterable[Indicateur]) -> list[Recommandation]:
    return [
        Recommandation(
            id=str(rank),
            office_id=_office(found),
            annee=int(cells["annee"]),
            domaine=None,
            statut=cells["statut"],
            date_mise_en_oeuvre=date.fromisoformat(text) if (text := cells["date_mise_en_oeuvre"]) else None,
        )
        for found in indicateurs
        if found.cohorte == "recommandations"
        for rank, line in enumerate(found.exemple.lignes)
        for cells in [dict(zip(found.exemple.colonnes, line, strict=True))]
    ]


def _view(indicateurs: Iterable[Indicateur]) -> Vue:
    offices = {
        _office(found): Office(
            _office(found), "Office de l’exemple", TYPE, exemple=True, population=found.exemple.population
        )
        for found in indicateurs
    }
    depot = Depot("exemple", "complet", None, None, ARRETE, tuple(offices), "exemple", "", "", "")
    return Vue((), {}, (depot,), offices, exemple=True)


def _office(indicateur: Indicateur) -> str:
    return f"EXEMPLE-{indicateur.code}"


def _presence(indicateur: Indicateur) -> str:
    return f"presence_{indicateur.code.lower()}"


def _crossing(indicateur: Indicateur) -> Croisement:
    """The whole network; the type of the office, for an indicator that means nothing over all types."""
    criteria = indicateur.exige[:1]
    return Croisement("*".join(criteria) or "reseau", criteria, GRAINS, COHORTES, (), 1, bool(criteria))


@cache
def _grains_of_periods() -> Mapping[str, Grain]:
    return {p.id: grain for grain in GRAINS for p in list_periods(PREMIER_JOUR, ARRETE, grain)}


def _grain(indicateur: Indicateur) -> Grain:
    periode = indicateur.exemple.periode
    known = _grains_of_periods()
    if periode not in known:
        raise InternalError(
            "REGISTRE", f"L’exemple de {indicateur.id} porte sur «\u202f{periode}\u202f», qui n’est pas une période."
        )
    return known[periode]
