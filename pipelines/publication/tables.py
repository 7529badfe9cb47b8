"""The SQL of a millésime, as text: one statement per cohort × crossing × grain, written from the registry.

Takes the registry and a crossing, gives plain ANSI texts that another engine runs unchanged: no date function, no
dialect word. It runs nothing and names nothing that the registry or the plan does not declare.

Tables the texts read: `saisines` (the base), `offices`, `domaines`, `calendrier`, then `cas` (one row per case, see
`build_cases_sql`) and one table per grain saying which office counts in which period (`presence_annee`, …).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipelines.indicateurs.registry import Cohorte, Mesure, Registry
from pipelines.publication.engine import quote
from pipelines.publication.plan import Croisement, Grain

NON_RENSEIGNE = "(vide)"
"""Code of a criterion that was not recorded."""

_COLONNE = re.compile(r"\bs\.([a-z_]+)\b")
_DERIVEES = frozenset({"delai", "office_id", "date_reception", "date_cloture"})

_JOINTURES: dict[Cohorte, str] = {
    "recues": "p.periode = s.{recue}",
    "closes": "p.periode = s.{close}",
    "stock": "s.date_reception <= p.jour and (s.date_cloture is null or s.date_cloture > p.jour)",
}

_DATEE = "s.annee_declaree is null"
"""A case known by its year only has no month, no quarter and no delay."""


def build_cases_sql(registry: Registry) -> str:
    """One row per case: the columns measures read, delay in whole days (null when unknown or negative), periods, criteria."""
    raw = _raw_columns([*(m.sql or m.agregat or "" for m in registry.mesures.values())])
    criteria = [f"coalesce({d.sql}, '{NON_RENSEIGNE}') as {quote('par_' + d.id)}" for d in registry.dimensions.values()]
    lines = [
        "s.office_id",
        "s.date_reception",
        "s.date_cloture",
        *(f"s.{quote(name)}" for name in raw),
        f"case when {_DATEE} and c.numero >= r.numero then c.numero - r.numero end as delai",
        "r.annee as recue_annee",
        f"case when {_DATEE} then r.trimestre end as recue_trimestre",
        f"case when {_DATEE} then r.mois end as recue_mois",
        "c.annee as close_annee",
        "c.trimestre as close_trimestre",
        "c.mois as close_mois",
        *criteria,
    ]
    return "\n".join(
        [
            "select",
            "  " + ",\n  ".join(lines),
            "from saisines s",
            "join offices o on o.office_id = s.office_id",
            "left join domaines d on d.code = s.domaine",
            "join calendrier r on r.jour = s.date_reception",
            "left join calendrier c on c.jour = s.date_cloture",
        ]
    )


def build_cells_sql(
    registry: Registry,
    cohorte: Cohorte,
    croisement: Croisement,
    grain: Grain,
    *,
    presence: str = "presence",
    mesures: Iterable[str] | None = None,
    par_perimetre: bool = False,
) -> str:
    """The cells of one cohort, crossing and grain: `periode`, `valeur1`, `valeur2`, then one integer column per measure.

    `par_perimetre`: the presence table holds several perimeters, and `perimetre` comes first.
    """
    criteria = [f"s.{quote('par_' + name)}" for name in croisement.criteres]
    keys = ["p.perimetre", "p.periode"] if par_perimetre else ["p.periode"]
    kept = cohort_measures(registry, cohorte) if mesures is None else [registry.mesures[name] for name in mesures]
    columns = [
        *(f"{key} as {quote(key.removeprefix('p.'))}" for key in keys),
        *(f'{name} as "valeur{rank}"' for rank, name in enumerate(criteria, 1)),
        *(f"{measure_sql(mesure)} as {quote(mesure.id)}" for mesure in kept),
    ]
    condition = _JOINTURES[cohorte].format(recue=f"recue_{grain}", close=f"close_{grain}")
    return "\n".join(
        [
            "select",
            "  " + ",\n  ".join(columns),
            "from cas s",
            f"join {quote(f'{presence}_{grain}')} p on p.office_id = s.office_id",
            f"  and {condition}",
            "group by " + ", ".join([*keys, *criteria]),
        ]
    )


def measure_sql(mesure: Mesure) -> str:
    """The aggregate of a measure, always an integer."""
    if mesure.agregat is None:
        return f"count(*) filter (where {mesure.sql})" if mesure.sql else "count(*)"
    if mesure.facteur == 1:
        return f"cast({mesure.agregat} as bigint)"
    return f"cast(round({mesure.facteur} * {mesure.agregat}) as bigint)"


def cohort_measures(registry: Registry, cohorte: Cohorte) -> list[Mesure]:
    """The measures counted over a cohort, in the order of the registry."""
    return [mesure for mesure in registry.mesures.values() if mesure.cohorte == cohorte]


def base_columns(registry: Registry) -> tuple[str, ...]:
    """The columns of the base that publication reads: the others, its identifiers first, never leave the base."""
    texts = [mesure.sql or mesure.agregat or "" for mesure in registry.mesures.values()]
    texts += [dimension.sql for dimension in registry.dimensions.values()]
    fixed = {"office_id", "date_reception", "date_cloture", "annee_declaree", "domaine"}
    return tuple(sorted(fixed | set(_raw_columns(texts))))


def _raw_columns(texts: Sequence[str]) -> list[str]:
    named = {name for text in texts for name in _COLONNE.findall(text)}
    return sorted(named - _DERIVEES)
