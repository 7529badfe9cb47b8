"""One file, from its bytes to the rows a deposit would bring, with the full account of what was left out.

Takes a path and how to read it, gives `Prepare`: accepted rows as typed columns, the offices, the report. Writes
nothing, keeps no case number beyond the ids it hashes at the end, stops at the first refusal but never at a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.attribution import Attribution, Register, attribute
from pipelines.bordereau import build_report
from pipelines.corrections import DOSSIER, load_corrections
from pipelines.dates import read_date
from pipelines.errors import InternalError, RefusedInput
from pipelines.formes import add_sheet_years, read_formes
from pipelines.mapping import Mapped, map_columns
from pipelines.memoire import release_memory
from pipelines.narration import write_messages
from pipelines.normalise import normalise
from pipelines.offices import Office
from pipelines.readers import read_table
from pipelines.readers.options import ReadOptions
from pipelines.readers.raw import RawTable
from pipelines.rectification import apply_corrections
from pipelines.report import Constat, Rapport
from pipelines.rules import Verdict, judge
from pipelines.sensibilite import Etendue, measure_sensitivity, write_sensitivity
from pipelines.sources import Source
from pipelines.suggest import propose
from pipelines.typed import Typed
from pipelines.versement import SCHEMA_NUMEROS, build_rows, hash_table, name_rows

COLONNES_SENSIBLES = ["date_cloture", "issue", "competence", "recevabilite", "domaine"]
"""Columns a label nobody classified may move a figure through."""


@dataclass(frozen=True)
class Demande:
    """How a file is to be taken: what the person said, and what the base already knows."""

    registre: Register
    sources: Sequence[Source]
    source: Source | None = None
    office: str | None = None
    arrete_au: date | None = None
    aujourdhui: date | None = None
    cles: Path | None = None
    """Where the keys of case ids are, to find the case a correction names; nothing is written there."""

    corrections: Path = DOSSIER


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


def prepare(path: Path, demande: Demande) -> Prepare:
    """Read, map, type, attribute and judge one file; `RefusedInput` when nothing of it can be taken."""
    raw, source, told = _read(path, demande)
    mapped = add_sheet_years(map_columns(raw, source), source)
    arrete = demande.arrete_au or _read_extract_date(raw, source)
    _refuse_empty(raw, source)
    attribution = attribute(mapped, source, demande.registre, raw.nom, demande.office)
    offices = attribution.offices if attribution.connus else pa.repeat("", mapped.num_rows)
    mapped, corrected = _correct(mapped, attribution, source, demande)
    release_memory()
    typed = normalise(mapped, source)
    limite = arrete or demande.aujourdhui or date.today()
    verdict = judge(typed, offices, limite, sans_reception=source.sans_reception, formes=read_formes(source))
    lignes = build_rows(typed, offices, verdict.acceptees, source.qualite_date)
    told = (*told, *mapped.constats, *attribution.constats, *corrected, *verdict.constats)
    rapport = build_report(raw, mapped, source, verdict, lignes, arrete, told)
    etendues = measure_sensitivity(lignes.select(COLONNES_SENSIBLES), _count_open_competence(typed, verdict))
    rapport = replace(rapport, messages=(*write_messages(rapport), *write_sensitivity(etendues)))
    if not rapport.closes:
        raise InternalError("COMPTE_FAUX", f"Le compte des lignes de {raw.nom} ne tombe pas juste.")
    isolees = name_rows(typed, offices, verdict.isolees)
    return Prepare(rapport, source, lignes, _delivered(attribution, rapport, mapped), etendues, isolees)


def _delivered(attribution: Attribution, rapport: Rapport, mapped: Mapped) -> tuple[Office, ...]:
    """The offices the deposit speaks for; one whose lines are all set aside has not delivered « zero case »."""
    if not mapped.num_rows:
        return attribution.connus
    return tuple(office for office in attribution.connus if office.cle in rapport.offices)


def _read(path: Path, demande: Demande) -> tuple[RawTable, Source, tuple[Constat, ...]]:
    """The file, the source it is read by (declared, recognised or proposed), and what the proposal says of itself."""
    raw = read_table(path, demande.source)
    _refuse_uncertain_titles(raw)
    declared = demande.source or find_source(raw, demande.sources)
    if declared is None:
        proposed = propose(raw)
        return raw, proposed.source, proposed.constats
    if _needs_second_reading(declared, demande):
        raw = read_table(path, declared)
    return raw, declared, ()


def _refuse_uncertain_titles(raw: RawTable) -> None:
    """Refuse a file whose titles do not fit its columns: named by their rank, no column says what it holds."""
    note = next((note for note in raw.notes if note.code == "TITRES_INCERTAINS"), None)
    if note is not None:
        raise RefusedInput(
            note.code,
            note.message,
            "Corrigez la ligne de titres (un titre par colonne), puis déposez de nouveau le fichier.",
        )


def _correct(
    mapped: Mapped, attribution: Attribution, source: Source, demande: Demande
) -> tuple[Mapped, tuple[Constat, ...]]:
    """The mapped file under the declared corrections of its offices."""
    found = [c for office in attribution.connus for c in load_corrections(office.cle, demande.corrections)]
    today = demande.aujourdhui or date.today()
    return apply_corrections(mapped, attribution.offices, found, source, demande.cles, today)


def _count_open_competence(typed: Typed, verdict: Verdict) -> int:
    """Accepted rows whose competence is written otherwise than Oui or Non."""
    faults = [f.positions for f in typed.fautes if f.champ == "competence" and f.code == "BOOLEEN_INCONNU"]
    return int(np.isin(verdict.acceptees, np.concatenate(faults)).sum()) if faults else 0


def hash_rows(prepare: Prepare, depot_id: str, keys: Path) -> pa.Table:
    """The rows with their ids and their deposit, in the base's schema; case numbers are gone."""
    return hash_table(prepare.lignes, depot_id, keys)


def hash_left(prepare: Prepare, depot_id: str, keys: Path) -> pa.Table:
    """The cases the file holds but cannot give, by their ids: nothing else of them is known."""
    offices = pa.array([office.cle for office in prepare.offices], pa.string())
    left = prepare.isolees
    return hash_table(left.filter(pc.is_in(left["office_id"], value_set=offices)), depot_id, keys)


def find_source(raw: RawTable, sources: Sequence[Source]) -> Source | None:
    """The one declared source whose titles are the file's; several would be a mistake in the declarations."""
    found = [source for source in sources if source.covers(raw.header, raw.nom)]
    if len(found) > 1:
        names = ", ".join(source.id for source in found)
        raise RefusedInput(
            "SOURCE_AMBIGUE", f"Plusieurs sources déclarées conviennent à ce fichier : {names}.", "Précisez --source."
        )
    return found[0] if found else None


def _needs_second_reading(source: Source, demande: Demande) -> bool:
    """A recognised source may say more about reading (encoding, sheets, ignored lines) than a first look could know."""
    return demande.source is None and replace(source.lecture, titres_attendus=()) != ReadOptions()


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
