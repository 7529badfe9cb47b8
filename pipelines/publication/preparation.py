"""From the view of a base to the tables the texts read: cases, offices, calendar, presence, aggregates.

Takes a locked engine and a `Vue`, leaves named tables in the engine. It refuses a base whose cases name an office
the register does not know, rather than leave them out in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from pipelines.errors import InternalError, NothingToDo
from pipelines.indicateurs.registry import Registry, load_registry
from pipelines.offices import Office
from pipelines.publication.agregats import aggregate_cases, aggregate_stock
from pipelines.publication.cas import (
    base_columns,
    build_cases_sql,
    build_codes_sql,
    case_dimensions,
    codes_name,
)
from pipelines.publication.couverture import Couverture
from pipelines.publication.engine import Engine
from pipelines.publication.periodes import build_calendar
from pipelines.publication.plan import GRAINS, Croisement, load_plan
from pipelines.publication.presence import (
    bounds_table,
    extracts_table,
    inhabitants_table,
    instants_table,
    months_table,
    presence_table,
    private_presence_table,
)
from pipelines.publication.registres import (
    domaines_table,
    recommendations_table,
    register_table,
    sensitive_codes,
    steps_table,
)
from pipelines.publication.situation import find_situations
from pipelines.recommandations import Recommandation

__all__ = [
    "attach_base",
    "attach_recommendations",
    "attach_register",
    "build_cases",
    "build_presence",
    "build_private_presence",
    "sensitive_codes",
]

_DATES = ("date_reception", "date_cloture", "date_accuse_reception", "date_recevabilite")


def attach_base(engine: Engine, fichiers: tuple[str, ...], registry: Registry) -> date:
    """The day of the first reception; the table `saisines` then holds the columns publication reads, and no other."""
    if not fichiers:
        raise _empty_base()
    engine.load("saisines", fichiers, base_columns(registry))
    first = engine.query("select min(date_reception) as jour from saisines")["jour"][0].as_py()
    if first is None:
        raise _empty_base()
    return date(first.year, first.month, first.day)


def attach_register(engine: Engine, offices: Mapping[str, Office], arretes: Mapping[str, date] | None = None) -> None:
    """The tables `offices`, `domaines` and `etapes`, and `recommandations`, empty until they are attached."""
    situations = find_situations(offices, load_registry().strates)
    engine.register("offices", register_table(offices, situations, arretes or {}))
    engine.register("domaines", domaines_table())
    engine.register("etapes", steps_table())
    attach_recommendations(engine, ())


def attach_recommendations(engine: Engine, recommandations: Iterable[Recommandation]) -> None:
    """The table `recommandations`."""
    engine.register("recommandations", recommendations_table(recommandations))


def build_cases(engine: Engine, registry: Registry, croisements: Iterable[Croisement] | None = None) -> None:
    """The table `cas`, from `saisines`: one row per case, whatever its office has covered; then its aggregates."""
    _refuse_unknown_offices(engine)
    engine.register("calendrier", build_calendar(*_date_range(engine)))
    engine.materialise_all({codes_name(found.id): build_codes_sql(found) for found in case_dimensions(registry)})
    engine.materialise("cas", build_cases_sql(registry))
    engine.drop("saisines")
    aggregate_cases(engine, registry, _all_crossings() if croisements is None else croisements)


def build_presence(engine: Engine, couverture: Couverture, croisements: Iterable[Croisement] | None = None) -> None:
    """The tables `presence_<grain>`: which office counts in which period of the network; then the stock of each year."""
    for grain in GRAINS:
        engine.register(f"presence_{grain}", presence_table(couverture, grain))
        engine.register(f"bornes_{grain}", bounds_table(couverture, grain))
    engine.register("mois", months_table(couverture))
    engine.register("arretes", extracts_table(couverture))
    engine.register("instants_annee", instants_table(couverture))
    engine.register("habitants", inhabitants_table(couverture))
    aggregate_stock(engine, load_registry(), _all_crossings() if croisements is None else croisements)


def build_private_presence(engine: Engine, couverture: Couverture) -> None:
    """The tables `prive_<grain>`: the periods each office's own file shows."""
    for grain in GRAINS:
        engine.register(f"prive_{grain}", private_presence_table(couverture, grain))


def _all_crossings() -> tuple[Croisement, ...]:
    plan = load_plan()
    return (*plan.croisements, *plan.prives)


def _refuse_unknown_offices(engine: Engine) -> None:
    unknown = engine.query(
        "select distinct s.office_id as office_id from saisines s "
        "left join offices o on o.office_id = s.office_id where o.office_id is null order by 1"
    )["office_id"].to_pylist()
    if unknown:
        raise InternalError("OFFICE_INCONNU", f"La base nomme l’office {unknown[0]}, absent du registre des offices.")


def _date_range(engine: Engine) -> tuple[date, date]:
    bounds = ", ".join(f"min({name}) as a_{name}, max({name}) as b_{name}" for name in _DATES)
    row = engine.query(f"select {bounds} from saisines").to_pylist()[0]  # noqa: S608 - names of this module
    days = [day for day in row.values() if day is not None]
    return min(days), max(days)


def _empty_base() -> NothingToDo:
    return NothingToDo(
        "BASE_VIDE", "La base ne contient aucune saisine.", "Intégrer un export\u202f: observatoire integrer FICHIER"
    )
