"""The base: every deposit's rows, and the saisines they resolve to, at one version.

Takes rows ready to be deposited and the register, replaces the partitions of the offices they touch, gives the base as
publication sees it. One writer at a time; examples and real cases never share a base.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.dataset as ds
from deltalake import DeltaTable

from pipelines.attribution import known_offices
from pipelines.delta import Lignes, append_rows, open_table
from pipelines.durable import write_json
from pipelines.errors import RefusedInput, WrongCall
from pipelines.journal import append_event, read_journal
from pipelines.model import SCHEMA_SAISINE
from pipelines.offices import declared_offices
from pipelines.rangees import expand
from pipelines.registre import SCHEMA_CONSTATS, SCHEMA_DEPOTS, Registre, read_registre
from pipelines.resolve import resolve
from pipelines.settings import Dossiers
from pipelines.vue import Constat, Depot, Vue


@contextmanager
def lock(dossiers: Dossiers) -> Iterator[None]:
    """Hold the base for one writer at a time; others wait."""
    dossiers.donnees.mkdir(parents=True, exist_ok=True)
    with (dossiers.donnees / ".verrou").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def record_nature(dossiers: Dossiers, *, exemple: bool) -> None:
    """Record with its first deposit whether the base holds examples."""
    path = dossiers.donnees / "nature.json"
    if not path.exists():
        write_json(path, {"exemple": exemple})


def check_nature(dossiers: Dossiers, *, exemple: bool) -> None:
    """Refuse to mix examples and real cases in one base."""
    if (dossiers.donnees / "nature.json").exists() and is_exemple(dossiers) != exemple:
        raise RefusedInput(
            "EXEMPLE_ET_REEL",
            "Des données d’exemple et des données réelles ne peuvent pas entrer dans la même base.",
            "Choisissez un autre dossier avec OBSERVATOIRE_DONNEES.",
        )


def is_exemple(dossiers: Dossiers) -> bool:
    """Whether the base was opened for examples; a base not yet created is not."""
    path = dossiers.donnees / "nature.json"
    return bool(json.loads(path.read_text(encoding="utf-8"))["exemple"]) if path.exists() else False


def read_depots(dossiers: Dossiers, offices: Iterable[str], depots: Sequence[Depot]) -> pa.Table:
    """Rows of these deposits for these offices."""
    table = open_table(dossiers, "depots")
    if table is None or not depots:
        return SCHEMA_DEPOTS.empty_table()
    wanted = ds.field("office_id").isin(sorted(offices)) & ds.field("depot_id").isin([depot.id for depot in depots])
    rows = table.to_pyarrow_dataset().to_table(filter=wanted)
    for field in SCHEMA_DEPOTS:
        if field.name not in rows.column_names:  # a base begun before this column was kept
            rows = rows.append_column(field, pa.nulls(rows.num_rows, field.type))
    return rows.select(SCHEMA_DEPOTS.names).cast(SCHEMA_DEPOTS)


def iter_depots(dossiers: Dossiers, offices: Iterable[str], depots: Sequence[Depot]) -> Iterator[pa.Table]:
    """The same rows, some at a time."""
    table = open_table(dossiers, "depots")
    if table is not None and depots:
        wanted = ds.field("office_id").isin(sorted(offices)) & ds.field("depot_id").isin([depot.id for depot in depots])
        yield from _scan(table, wanted, SCHEMA_DEPOTS)


def iter_saisines(dossiers: Dossiers, offices: Iterable[str]) -> Iterator[pa.Table]:
    """The resolved saisines of these offices, some at a time."""
    table, chosen = open_table(dossiers, "saisines"), sorted(offices)
    if table is not None and chosen:
        yield from _scan(table, ds.field("office_id").isin(chosen), SCHEMA_SAISINE)


def _scan(table: DeltaTable, wanted: ds.Expression, schema: pa.Schema) -> Iterator[pa.Table]:
    dataset = table.to_pyarrow_dataset()
    names = [name for name in schema.names if name in dataset.schema.names]
    batches = dataset.to_batches(columns=names, filter=wanted, batch_readahead=2, fragment_readahead=1)
    yield from (expand(pa.Table.from_batches([batch]), schema) for batch in batches if batch.num_rows)


def list_offices(dossiers: Dossiers, offices: Iterable[str]) -> list[str]:
    """Those of these offices that have cases in the base."""
    return sorted(set(_partitions(dossiers)) & set(offices))


def write_saisines(dossiers: Dossiers, saisines: Lignes, offices: Sequence[str], registre: int) -> None:
    """Replace the partitions of these offices, noting which version of the register they were resolved from."""
    quoted = ", ".join(f"'{office}'" for office in sorted(offices)) or "''"
    predicate = f"office_id IN ({quoted})" if open_table(dossiers, "saisines") is not None else None
    append_rows(dossiers, "saisines", saisines, {"registre": str(registre)}, predicate=predicate)


def tell_depot(dossiers: Dossiers, depot: Depot, comptes: Mapping[str, int]) -> None:
    """Tell the journal of a deposit: its fingerprint, source, extract date and account."""
    details = {"depot": depot.id, "sha256": depot.sha256, "source": depot.source}
    more = {"date_arrete": depot.date_arrete.isoformat(), "offices": len(depot.offices), **comptes}
    append_event(dossiers.journal, "depot", details | more)


def tell_withdrawal(dossiers: Dossiers, depot_id: str) -> None:
    """Tell the journal that a deposit no longer stands."""
    append_event(dossiers.journal, "retrait", {"depot": depot_id})


def finish_interrupted(dossiers: Dossiers, known: Registre) -> None:
    """Finish what a cut left undone: saisines not resolved since the last register line, an event not told."""
    if known.version < 0:
        return
    if _resolved_version(dossiers) != known.version:
        _resolve_all(dossiers, known)
    told = {(e.action, e.details.get("depot")) for e in read_journal(dossiers.journal)}
    for depot in known.depots:
        if ("depot", depot.id) not in told:
            tell_depot(dossiers, depot, {})
    for depot_id in sorted(known.utilises - {depot.id for depot in known.depots}):
        if ("retrait", depot_id) not in told:
            tell_withdrawal(dossiers, depot_id)


def _resolve_all(dossiers: Dossiers, known: Registre) -> None:
    offices = sorted({office for depot in known.depots for office in depot.offices} | set(_partitions(dossiers)))
    rows = read_depots(dossiers, offices, known.depots)
    write_saisines(dossiers, resolve(rows, known.depots), offices, known.version)


def open_vue(dossiers: Dossiers) -> Vue:
    """The base as it stands: files of saisines, deposits and offices, all at one version."""
    exemple = is_exemple(dossiers)
    with lock(dossiers):
        known = read_registre(dossiers)
        finish_interrupted(dossiers, known)
        table = open_table(dossiers, "saisines")
    if table is None:
        raise WrongCall(
            "BASE_VIDE",
            "La base est vide : rien n’a encore été intégré.",
            "Commencez par « observatoire integrer FICHIER ».",
        )
    offices = known_offices(declared_offices(dossiers.donnees, exemple=exemple), known.provisoires).offices
    files = tuple(sorted(unquote(uri.removeprefix("file://")) for uri in table.file_uris()))
    versions = {"registre": known.version, "saisines": table.version()}
    return Vue(files, versions, known.depots, offices, exemple, _read_findings(dossiers, known.depots))


def _read_findings(dossiers: Dossiers, depots: Sequence[Depot]) -> tuple[Constat, ...]:
    """The findings of the standing deposits, in an order that does not depend on how they were written."""
    table = open_table(dossiers, "constats")
    if table is None:
        return ()
    standing = ds.field("depot_id").isin([depot.id for depot in depots])
    rows = table.to_pyarrow_dataset().to_table(filter=standing).select(SCHEMA_CONSTATS.names).to_pylist()
    return tuple(sorted((Constat(**row) for row in rows), key=lambda found: tuple(map(str, astuple(found)))))


def read_saisines(dossiers: Dossiers, offices: Iterable[str] | None = None) -> pa.Table:
    """The resolved saisines of these offices, of all when None."""
    table = open_table(dossiers, "saisines")
    if table is None:
        return SCHEMA_SAISINE.empty_table()
    chosen = ds.field("office_id").isin(sorted(offices)) if offices is not None else None
    return table.to_pyarrow_dataset().to_table(filter=chosen).select(SCHEMA_SAISINE.names).cast(SCHEMA_SAISINE)


def _resolved_version(dossiers: Dossiers) -> int:
    table = open_table(dossiers, "saisines")
    for entry in table.history(20) if table is not None else []:
        if "registre" in entry:
            return int(entry["registre"])
    return -1


def _partitions(dossiers: Dossiers) -> list[str]:
    table = open_table(dossiers, "saisines")
    return [part["office_id"] for part in table.partitions()] if table is not None else []
