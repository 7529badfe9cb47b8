"""One file, from its bytes to the rows a deposit would bring, with the full account of what was left out.

Takes a path and how to read it, gives `Prepare`: accepted rows as typed columns, the offices, the report. Writes
nothing in the base, keeps no case number beyond the ids it hashes, stops at the first refusal but never at a line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.attribution import Attribution, attribute
from pipelines.bordereau import build_report, count_altered
from pipelines.corrections import load_corrections
from pipelines.dates import read_date
from pipelines.demande import Demande
from pipelines.errors import InternalError, RefusedInput
from pipelines.formes import add_sheet_years, read_formes
from pipelines.jugement import Juges, judge_lot, judge_lots, sum_lots
from pipelines.lots_lus import describe_offices
from pipelines.mapping import Mapped, map_columns, tell_dropped
from pipelines.memoire import release_memory
from pipelines.narration import write_messages
from pipelines.offices import Office
from pipelines.readers.raw import RawTable
from pipelines.reconnaissance import Lu, find_source, read_file
from pipelines.rectification import apply_corrections
from pipelines.releve import settle
from pipelines.report import Constat, Rapport
from pipelines.sensibilite import Etendue, bound_figures, write_sensitivity
from pipelines.sources import Source
from pipelines.versement import SCHEMA_NUMEROS, hash_table

__all__ = ["Demande", "Prepare", "find_source", "hash_left", "hash_rows", "prepare", "restrict"]


@dataclass(frozen=True)
class Prepare:
    """A file ready to be deposited. `lignes` has the base's schema, ids excepted, and a column `numero` to hash."""

    rapport: Rapport
    source: Source
    lignes: pa.Table
    offices: tuple[Office, ...]
    etendues: tuple[Etendue, ...] = ()
    """What unclassified labels could do to the headline figures."""

    isolees: pa.Table = field(default_factory=SCHEMA_NUMEROS.empty_table)
    """Office and case number of the rows set aside: an earlier version of these cases stands."""

    juges: Juges | None = None
    """The rows of a long file, already hashed and put aside; `lignes` and `isolees` are then empty."""


def prepare(path: Path, demande: Demande) -> Prepare:
    """Read, map, type, attribute and judge one file; `RefusedInput` when nothing of it can be taken."""
    lu = read_file(path, demande)
    return _prepare_whole(lu, demande) if lu.lots is None else _prepare_lots(lu, demande)


def _prepare_whole(lu: Lu, demande: Demande) -> Prepare:
    raw, source = lu.raw, lu.source
    mapped = add_sheet_years(map_columns(raw, source), source)
    arrete = demande.arrete_au or _read_extract_date(raw, source)
    _refuse_empty(raw, source)
    attribution = attribute(mapped, source, demande.registre, raw.nom, demande.office)
    offices = attribution.offices if attribution.connus else pa.repeat("", mapped.num_rows)
    mapped, corrected = _correct(mapped, attribution, source, demande)
    release_memory()
    limite = arrete or demande.aujourdhui or date.today()
    lot = judge_lot(mapped, offices, source, limite, read_formes(source))
    juges = sum_lots([lot])
    told = (*lu.dits, *mapped.constats, *attribution.constats, *corrected)
    alterees = count_altered(raw.table(), source)
    rapport, etendues = _report(lu, juges, mapped.vides, alterees, arrete, told)
    delivered = _delivered(attribution, rapport, mapped.num_rows)
    return Prepare(rapport, source, lot.lignes, delivered, etendues, lot.isolees)


def _prepare_lots(lu: Lu, demande: Demande) -> Prepare:
    """The same of a long file, whose rows are judged and put aside lot by lot."""
    raw, source, lots = lu.raw, lu.source, lu.lots
    if lots is None:
        raise InternalError("LOTS_ABSENTS", f"{raw.nom} n’a pas été lu par blocs.")
    arrete = demande.arrete_au or _read_extract_date(raw, source)
    _refuse_empty(raw, source)
    named = describe_offices(lots)
    attribution = attribute(named, source, demande.registre, raw.nom, demande.office)
    keys = attribution.offices if attribution.connus else pa.repeat("", named.num_rows)
    release_memory()
    juges = judge_lots(lots, keys, arrete or demande.aujourdhui or date.today())
    told = (*tell_dropped(raw.header, source), *attribution.constats)
    vides = {titre: lots.vides[titre] for titre in raw.header}
    alterees = {each.titre: count for each in source.colonnes if (count := lots.alterees[each.titre])}
    rapport, etendues = _report(lu, juges, vides, alterees, arrete, told)
    delivered = _delivered(attribution, rapport, raw.num_rows)
    return Prepare(rapport, source, SCHEMA_NUMEROS.empty_table(), delivered, etendues, juges=juges)


def _report(
    lu: Lu,
    juges: Juges,
    vides: Mapping[str, int],
    alterees: Mapping[str, int],
    arrete: date | None,
    told: tuple[Constat, ...],
) -> tuple[Rapport, tuple[Etendue, ...]]:
    """The report with its sentences, and what unclassified labels could do."""
    constats = (*told, *settle(juges.releve))
    rapport = build_report(lu.raw, lu.source, juges.comptes, vides, alterees, arrete, constats)
    etendues = bound_figures(juges.sensibles)
    rapport = replace(rapport, messages=(*write_messages(rapport), *write_sensitivity(etendues)))
    if not rapport.closes:
        raise InternalError("COMPTE_FAUX", f"Le compte des lignes de {lu.raw.nom} ne tombe pas juste.")
    return rapport, etendues


def _delivered(attribution: Attribution, rapport: Rapport, rows: int) -> tuple[Office, ...]:
    """The offices the deposit speaks for; one whose lines are all set aside has not delivered « zero case »."""
    if not rows:
        return attribution.connus
    return tuple(office for office in attribution.connus if office.cle in rapport.offices)


def _correct(
    mapped: Mapped, attribution: Attribution, source: Source, demande: Demande
) -> tuple[Mapped, tuple[Constat, ...]]:
    """The mapped file under the declared corrections of its offices."""
    found = [c for office in attribution.connus for c in load_corrections(office.cle, demande.corrections)]
    today = demande.aujourdhui or date.today()
    return apply_corrections(mapped, attribution.offices, found, source, demande.cles, today)


def restrict(ready: Prepare, offices: Sequence[str]) -> Prepare:
    """The same file, the rows taken of these offices only."""
    if ready.juges is not None:
        return replace(ready, juges=replace(ready.juges, retenus=frozenset(offices)))
    inside = pc.is_in(ready.lignes["office_id"], value_set=pa.array(offices, pa.string()))
    return replace(ready, lignes=ready.lignes.filter(inside))


def hash_rows(prepare: Prepare, depot_id: str, keys: Path) -> pa.Table:
    """The rows with their ids and their deposit, in the base's schema; case numbers are gone."""
    return hash_table(prepare.lignes, depot_id, keys)


def hash_left(prepare: Prepare, depot_id: str, keys: Path) -> pa.Table:
    """The cases the file holds but cannot give, by their ids: nothing else of them is known."""
    offices = pa.array([office.cle for office in prepare.offices], pa.string())
    left = prepare.isolees
    return hash_table(left.filter(pc.is_in(left["office_id"], value_set=offices)), depot_id, keys)


def _read_extract_date(raw: RawTable, source: Source) -> date | None:
    for place in source.places_date_arrete:
        if place == "proprietes" and raw.date_proprietes is not None:
            return raw.date_proprietes
        if place == "nom_fichier":
            found = re.search(source.nom_fichier_date, raw.nom)
            written = re.sub(r"^(\d{4})(\d{2})(\d{2})$", r"\1-\2-\3", found.group(1)) if found else ""
            instant = read_date(written).instant
            if instant:
                return instant.date()
    return None


def _refuse_empty(raw: RawTable, source: Source) -> None:
    if raw.num_rows or source.zero_saisine:
        return
    raise RefusedInput(
        "AUCUNE_SAISINE",
        "Le fichier a des titres mais aucune saisine.",
        "S’il dit vrai, déclarez « zero_saisine = true » dans sa source : la période sera livrée à zéro.",
    )
