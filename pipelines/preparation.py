"""One file, from its bytes to the rows a deposit would bring, with the full account of what was left out.

Takes a path and how to read it, gives `Prepare`: accepted rows as typed columns, the offices, the report. Writes
nothing, keeps no case number beyond the ids it hashes at the end, stops at the first refusal but never at a line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.altered import is_altered
from pipelines.attribution import Attribution, Register, attribute
from pipelines.errors import RefusedInput
from pipelines.mapping import Mapped, map_columns
from pipelines.model import PAR_NOM, SCHEMA_SAISINE
from pipelines.normalise import normalise
from pipelines.offices import Office
from pipelines.privacy import hash_ids, read_office_key
from pipelines.readers import read_table
from pipelines.readers.raw import RawTable
from pipelines.report import Constat, Rapport
from pipelines.rules import Verdict, judge
from pipelines.sources import Source
from pipelines.suggest import suggest_source
from pipelines.typed import Typed


@dataclass(frozen=True)
class Demande:
    """How a file is to be taken: what the person said, and what the base already knows."""

    registre: Register
    sources: Sequence[Source]
    source: Source | None = None
    office: str | None = None
    arrete_au: date | None = None
    aujourdhui: date | None = None


@dataclass(frozen=True)
class Prepare:
    """A file ready to be deposited. `lignes` has the base's schema, ids excepted, and a column `numero` to hash."""

    rapport: Rapport
    source: Source
    lignes: pa.Table
    offices: tuple[Office, ...]


def prepare(path: Path, demande: Demande) -> Prepare:
    """Read, map, type, attribute and judge one file; `RefusedInput` when nothing of it can be taken."""
    raw = read_table(path, demande.source)
    source = demande.source or _find_source(raw, demande.sources) or suggest_source(raw)
    if source.lecture.entete_ligne != (demande.source or source).lecture.entete_ligne or _needs_second_reading(
        source, demande
    ):
        raw = read_table(path, source)
    mapped = map_columns(raw, source)
    arrete = demande.arrete_au or _read_extract_date(raw, source)
    _refuse_empty(raw, source)
    attribution = attribute(mapped, source, demande.registre, raw.nom, demande.office)
    typed = normalise(mapped, source)
    offices = attribution.offices if attribution.connus else pa.array([""] * mapped.num_rows, pa.string())
    limite = arrete or demande.aujourdhui or date.today()
    verdict = judge(typed, offices, limite, sans_reception=source.sans_reception)
    lignes = _build_rows(typed, source, offices, verdict)
    rapport = _build_report(raw, mapped, source, attribution, verdict, lignes, arrete)
    return Prepare(rapport, source, lignes, attribution.connus)


def hash_rows(prepare: Prepare, depot_id: str, keys: Path) -> pa.Table:
    """The rows with their ids and their deposit, in the base's schema; case numbers are gone."""
    lignes = prepare.lignes
    offices, numbers = lignes["office_id"].to_pylist(), lignes["numero"].to_pylist()
    secrets: Mapping[str, bytes] = {office: read_office_key(keys, office) for office in dict.fromkeys(offices)}
    ids = [hash_ids(secrets[office], office, [number])[0] for office, number in zip(offices, numbers, strict=True)]
    columns = {
        name: pa.array(ids, pa.string())
        if name == "saisine_id"
        else pa.array([depot_id] * lignes.num_rows, pa.string())
        if name == "depot_id"
        else lignes[name]
        for name in SCHEMA_SAISINE.names
    }
    return pa.table(columns, schema=SCHEMA_SAISINE)


def _find_source(raw: RawTable, sources: Sequence[Source]) -> Source | None:
    """The one declared source whose titles are the file's; several would be a mistake in the declarations."""
    found = [source for source in sources if source.covers(raw.header, raw.nom)]
    if len(found) > 1:
        names = ", ".join(source.id for source in found)
        raise RefusedInput(
            "SOURCE_AMBIGUE", f"Plusieurs sources déclarées conviennent à ce fichier : {names}.", "Précisez --source."
        )
    return found[0] if found else None


def _needs_second_reading(source: Source, demande: Demande) -> bool:
    """A recognised source may say more about reading (sheets, ignored lines) than a first look could know."""
    return (
        demande.source is None
        and not source.proposee
        and bool(source.lecture.feuilles or source.lecture.lignes_ignorees)
    )


def _read_extract_date(raw: RawTable, source: Source) -> date | None:
    for place in source.places_date_arrete:
        if place == "proprietes" and raw.date_proprietes is not None:
            return raw.date_proprietes
        if place == "nom_fichier":
            found = re.search(source.nom_fichier_date, raw.nom)
            if found:
                return date.fromisoformat(found.group(1))
    return None


def _refuse_empty(raw: RawTable, source: Source) -> None:
    if raw.num_rows or source.zero_saisine:
        return
    raise RefusedInput(
        "AUCUNE_SAISINE",
        "Le fichier a des titres mais aucune saisine.",
        "S’il dit vrai, déclarez « zero_saisine = true » dans sa source : la période sera livrée à zéro.",
    )


def _build_rows(typed: Typed, source: Source, offices: pa.Array, verdict: Verdict) -> pa.Table:
    rows = typed.mapped.num_rows
    given: dict[str, pa.Array] = dict(typed.colonnes)
    given["office_id"] = offices
    given["ligne"] = typed.mapped.lignes
    given["feuille"] = typed.mapped.feuilles
    given["qualite_date"] = pa.array([source.qualite_date] * rows, pa.string())
    columns = {
        field.name: given[field.name] if field.name in given else pa.nulls(rows, field.type) for field in SCHEMA_SAISINE
    }
    table = pa.table(columns, schema=SCHEMA_SAISINE).append_column("numero", given["id_dossier_source"])
    return table.take(pa.array(verdict.acceptees))


def _build_report(
    raw: RawTable,
    mapped: Mapped,
    source: Source,
    attribution: Attribution,
    verdict: Verdict,
    lignes: pa.Table,
    arrete: date | None,
) -> Rapport:
    left = [item for item in raw.set_aside if item.nature == "ecartee"]
    ignored = [item for item in raw.set_aside if item.nature == "ignoree"]
    received = pc.min_max(lignes["date_reception"]) if lignes.num_rows else None
    counts = pc.value_counts(lignes["office_id"]).to_pylist() if attribution.connus else []
    rapport = Rapport(
        fichier=raw.nom,
        sha256=raw.sha256,
        source=source.id,
        source_proposee=source.proposee,
        lues=raw.lues,
        acceptees=lignes.num_rows,
        ecartees=len(left) + verdict.ecartees,
        doublons=verdict.doublons,
        ignorees=len(ignored),
        constats=(*_reader_findings(raw), *mapped.constats, *attribution.constats, *verdict.constats),
        vides=mapped.vides,
        alterees=_count_altered(raw, source),
        offices={entry["values"]: entry["counts"] for entry in counts},
        date_arrete=arrete,
        premiere_reception=received["min"].as_py() if received else None,
        derniere_reception=received["max"].as_py() if received else None,
    )
    return replace(rapport, messages=_write_messages(rapport))


def _reader_findings(raw: RawTable) -> list[Constat]:
    notes = [Constat(note.code, note.niveau, note.message) for note in raw.notes]
    return notes + [
        Constat(item.raison, item.nature, item.conseil, item.ligne, item.feuille, item.colonne, item.valeur_masquee)
        for item in raw.set_aside
    ]


def _count_altered(raw: RawTable, source: Source) -> dict[str, int]:
    """Per title, the cells the export turned from text into a date or a number, dropped columns included."""
    if not source.texte_en_date:
        return {}
    table = raw.table()
    counts: dict[str, int] = {}
    for colonne in source.colonnes:
        kind = PAR_NOM[colonne.champ].type if colonne.champ else "texte"
        if colonne.titre not in raw.header or kind in ("date", "entier") or colonne.champ == "id_dossier_source":
            continue
        postal = colonne.champ == "code_postal_requerant"
        entries = pc.value_counts(table.column(colonne.titre)).to_pylist()
        found = sum(entry["counts"] for entry in entries if is_altered(entry["values"], postal=postal))
        if found:
            counts[colonne.titre] = found
    return counts


def _write_messages(rapport: Rapport) -> tuple[str, ...]:
    """The sentences a person reads first: the account, the source when it is a guess, each line set aside."""
    messages = []
    if rapport.source_proposee:
        messages.append(
            "Aucune source déclarée ne convient : la correspondance des colonnes est proposée d’après les titres."
        )
    messages.append(
        f"{rapport.fichier} : {rapport.lues} lignes lues = {rapport.acceptees} acceptées + {rapport.ecartees} écartées"
        f" + {rapport.doublons} doublons + {rapport.ignorees} ignorées."
    )
    for constat in rapport.constats:
        if constat.niveau == "ecartee":
            messages.append(_write_set_aside(rapport.fichier, constat))
    return tuple(messages)


def _write_set_aside(fichier: str, constat: Constat) -> str:
    sheet = f", feuille « {constat.feuille} »" if constat.feuille else ""
    column = f", colonne « {constat.colonne} »" if constat.colonne else ""
    value = f" : « {constat.valeur_masquee} »" if constat.valeur_masquee else ""
    return f"{fichier}{sheet}, ligne {constat.ligne}{column}{value}. {constat.conseil} La ligne est mise de côté."
