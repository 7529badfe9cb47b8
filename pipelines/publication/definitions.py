"""What the Définitions page shows: every indicator with its SQL and its worked example, executed.

Takes the registry, gives one JSON-ready list. It declares nothing of its own.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pipelines.errors import InternalError
from pipelines.indicateurs.registry import LIBELLES_COHORTE, Indicateur, Registry
from pipelines.publication.cas import build_cases_sql
from pipelines.publication.examples import Resultat, compute_examples, example_sql


@cache
def build_definitions(registry: Registry) -> dict[str, Any]:
    """`sql_saisines` (how cases are prepared) and `indicateurs`; an example that is not found again stops everything."""
    indicateurs = list(registry.indicateurs.values())
    executed = zip(indicateurs, compute_examples(indicateurs, registry), strict=True)
    return {
        "registre": registry.version,
        "sql_saisines": build_cases_sql(registry),
        "indicateurs": [_describe(indicateur, resultat, registry) for indicateur, resultat in executed],
    }


def _describe(indicateur: Indicateur, resultat: Resultat, registry: Registry) -> dict[str, Any]:
    exemple = indicateur.exemple
    if tuple(resultat) != (exemple.n, exemple.base, exemple.valeur):
        raise InternalError(
            "EXEMPLE", f"L’exemple de {indicateur.id} donne {tuple(resultat)}\u202f: le registre se contredit."
        )
    return {
        "id": indicateur.id,
        "code": indicateur.code,
        "titre": indicateur.titre,
        "definition": indicateur.definition,
        "unite": indicateur.unite,
        "cohorte": indicateur.cohorte,
        "cohorte_libelle": LIBELLES_COHORTE[indicateur.cohorte],
        "date": indicateur.date,
        "numerateur": [registry.mesures[name].titre for name in indicateur.numerateur],
        "denominateur": registry.mesures[indicateur.denominateur].titre if indicateur.denominateur else None,
        "sens": indicateur.sens,
        "grains": list(indicateur.grains),
        "limites": indicateur.limites,
        "norme": indicateur.norme,
        "depuis": indicateur.depuis,
        "exemple": {
            "periode": exemple.periode,
            "colonnes": list(exemple.colonnes),
            "lignes": [list(line) for line in exemple.lignes],
            "population": exemple.population,
        },
        "resultat": resultat._asdict(),
        "sql": example_sql(indicateur, registry),
    }
