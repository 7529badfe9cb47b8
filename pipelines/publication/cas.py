"""The SQL that gives one row per case, and the other rows per case that counting needs, as plain ANSI texts.

Takes the registry, gives texts over `saisines`, `offices`, `domaines`, `calendrier`, then `cas`. It names no date
function: days are differences of `calendrier.numero`, so that any engine counts the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipelines.indicateurs.registry import Dimension, Mesure, Registry
from pipelines.publication.engine import quote

NON_RENSEIGNE = "(vide)"
"""Code of a criterion that was not recorded."""

ETAPE = "etape"
"""The criterion known only on the day an office was extracted."""

NOMMES = frozenset({"type", "office", "famille", "domaine", "canal", "issue"})
"""Criteria the other analyses read by name in `cas`; crossings read them all by number."""

_AILLEURS = {
    ETAPE: "select code as valeur from etapes",
    "famille": "select par_famille as valeur from recommandations",
    "domaine": "select par_domaine as valeur from recommandations",
}
"""Values of a criterion that may stand in no case."""

_COLONNE = re.compile(r"\bs\.([a-z_]+)\b")

_DATEE = "s.annee_declaree is null"
"""A case known by its year only has no month, no quarter and no delay."""

_DELAIS = {
    "delai": f"case when {_DATEE} and c.numero >= r.numero then c.numero - r.numero end",
    "delai_accuse": f"case when {_DATEE} and a.numero >= r.numero then a.numero - r.numero end",
    "delai_examen": f"case when {_DATEE} and v.numero >= r.numero then v.numero - r.numero end",
    "delai_instruction": "case when s.recevabilite = 'RECEVABLE' and c.numero >= v.numero then c.numero - v.numero end",
}
"""Whole days between two dates of a case: null when one is unknown or when they are in the wrong order."""

_DERIVEES = frozenset({*_DELAIS, "age", "office_id", "date_reception", "date_cloture"})
_DE_L_OFFICE = ("refus_possible", "population_connue")
_LUES = frozenset({"annee_declaree", "domaine", "date_accuse_reception", "date_recevabilite", "recevabilite"})
"""Columns of the base the text below reads itself, beside those of measures and criteria."""


def case_dimensions(registry: Registry) -> list[Dimension]:
    """The criteria that split the cases of an office."""
    return [dimension for dimension in registry.dimensions.values() if dimension.portee == "saisine"]


def codes_name(critere: str) -> str:
    """The table that numbers the values of a criterion."""
    return f"codes_{critere}"


def build_codes_sql(dimension: Dimension) -> str:
    """A number for every value of a criterion: grouping by numbers costs a third of grouping by texts."""
    families = " left join domaines d on d.code = s.domaine" if "d." in dimension.sql else ""
    values = [f"select distinct {_value(dimension)} as valeur", f"from saisines s{families}"]
    if dimension.id in _AILLEURS:
        values += ["union", _AILLEURS[dimension.id]]
    return "\n".join(
        [
            "select cast(row_number() over (order by v.valeur) as integer) as numero, v.valeur as valeur",
            "from (",
            *(f"  {line}" for line in values),
            ") v",
        ]
    )


def build_cases_sql(registry: Registry) -> str:
    """One row per case: what measures read, delays in whole days, the periods it falls in, its criteria."""
    kept = [d for d in registry.dimensions.values() if d.id in NOMMES]
    split = case_dimensions(registry)
    lines = [
        "s.office_id",
        "o.numero as office_no",
        "s.date_reception",
        "s.date_cloture",
        *(f"s.{quote(name)}" for name in _read_by_measures(registry) if name not in _DE_L_OFFICE),
        *(f"o.{name}" for name in _DE_L_OFFICE),
        *(f"{text} as {name}" for name, text in _DELAIS.items()),
        "r.numero as jour_recu",
        f"case when {_DATEE} then 1 else 0 end as datee",
        f"case when {_DATEE} then r.mois_no else r.annee_no end as recue_no",
        "c.mois_no as close_no",
        "r.annee as recue_annee",
        f"case when {_DATEE} then r.trimestre end as recue_trimestre",
        f"case when {_DATEE} then r.mois end as recue_mois",
        "c.annee as close_annee",
        "c.trimestre as close_trimestre",
        "c.mois as close_mois",
        *(f"{_value(dimension)} as {quote('par_' + dimension.id)}" for dimension in kept),
        *(f"k_{dimension.id}.numero as {quote('no_' + dimension.id)}" for dimension in split),
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
            "left join calendrier a on a.jour = s.date_accuse_reception and a.jour <= o.arrete",
            "left join calendrier v on v.jour = s.date_recevabilite and v.jour <= o.arrete",
            *(f"join {codes_name(d.id)} k_{d.id} on k_{d.id}.valeur = {_value(d)}" for d in split),
        ]
    )


def build_open_cases_sql(registry: Registry) -> str:
    """One row per case and year at whose end its office had it open, with its age in days on that day."""
    read = [name for name in _read_by_measures(registry, "stock") if name not in _DERIVEES]
    lines = [
        "s.office_no",
        "p.mois_no",
        "case when s.datee = 1 then p.numero - s.jour_recu end as age",
        *(f"s.{quote(name)}" for name in read),
        *(f"s.{quote('no_' + name)}" for name in _stock_criteria(registry)),
    ]
    return "\n".join(
        [
            "select",
            "  " + ",\n  ".join(lines),
            "from cas s",
            "join instants_annee p on p.office_id = s.office_id",
            "  and s.date_reception <= p.jour and (s.date_cloture is null or s.date_cloture > p.jour)",
        ]
    )


def build_flows_sql(columns: Sequence[str]) -> str:
    """By office, month and criteria: the cases that come in, and those that go out, up to the office's extract date.

    A case closed before it came in goes out the day it comes in: it is in no stock.
    """
    head = ", ".join(["s.office_no", *(f"s.{quote('no_' + name)}" for name in columns)])
    kept = ", ".join(["f.office_no", "f.mois_no", *(f"f.{quote('no_' + name)}" for name in columns)])
    out = "case when s.date_cloture < s.date_reception then s.date_reception else s.date_cloture end"
    return "\n".join(
        [
            f"select {kept}, cast(sum(f.entrees) as bigint) as entrees, cast(sum(f.sorties) as bigint) as sorties",
            "from (",
            f"  select {head}, j.mois_no, 1 as entrees, 0 as sorties",
            "  from cas s",
            "  join arretes t on t.office_id = s.office_id and s.date_reception <= t.jour",
            "  join calendrier j on j.jour = s.date_reception",
            "  union all",
            f"  select {head}, j.mois_no, 0 as entrees, 1 as sorties",
            "  from cas s",
            "  join arretes t on t.office_id = s.office_id and s.date_reception <= t.jour and s.date_cloture <= t.jour",
            f"  join calendrier j on j.jour = {out}",
            ") f",
            f"group by {kept}",
        ]
    )


def base_columns(registry: Registry) -> tuple[str, ...]:
    """The columns of the base that publication reads: the others, its identifiers first, never leave the base."""
    criteria = _named(dimension.sql for dimension in registry.dimensions.values())
    fixed = {"office_id", "date_reception", "date_cloture"} | _LUES
    return tuple(sorted(fixed | criteria | set(_read_by_measures(registry)) - set(_DE_L_OFFICE)))


def _read_by_measures(registry: Registry, *cohortes: str) -> list[str]:
    """Columns the conditions of measures over cases read, sorted."""
    kept = cohortes or ("recues", "closes", "stock")
    texts = (_text(mesure) for mesure in registry.mesures.values() if mesure.cohorte in kept)
    return sorted(_named(texts) - _DERIVEES)


def _stock_criteria(registry: Registry) -> list[str]:
    read = {name for found in registry.indicateurs.values() if found.cohorte == "stock" for name in found.dimensions}
    return [dimension.id for dimension in case_dimensions(registry) if dimension.id in read]


def _value(dimension: Dimension) -> str:
    return f"coalesce({dimension.sql}, '{NON_RENSEIGNE}')"


def _text(mesure: Mesure) -> str:
    return mesure.sql or mesure.agregat or ""


def _named(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for name in _COLONNE.findall(text)}
